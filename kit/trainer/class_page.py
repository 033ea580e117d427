"""Which class is open on the trainer's pages, and opening a new one; remembered on the disk for every page."""

from __future__ import annotations

import tempfile
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import cast

import anywidget
import ipywidgets
import traitlets

from kit.classroom.folder import MODES, ONLINE, ROOM, NotAClass, TrainingClass, class_ids
from kit.classroom.opening import Wanted, new_class, take_roster
from kit.course import Library, find_home
from kit.desk.looks import CSS, script
from kit.errors import KitError
from kit.files import write_whole
from kit.messages import say
from kit.screen.frame import Apology
from kit.vietnamese import parse_date, slug

MOST_PEOPLE = 2_000


class ClassDesk:
    """The classes of this home, and the one that is open."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._listeners: list[Callable[[], None]] = []

    @property
    def ids(self) -> list[str]:
        return class_ids(self.library)

    @property
    def current(self) -> TrainingClass | None:
        """The class that was opened last, as it lies on the disk now; the newest where none was."""
        named = self._file.read_text(encoding="utf-8", errors="replace").strip() if self._file.is_file() else ""
        name = named if named in self.ids else (self.newest or "")
        return TrainingClass(self.library, name) if name else None

    @property
    def newest(self) -> str | None:
        days = [(_first_day(TrainingClass(self.library, i)), i) for i in self.ids]
        return max(days)[1] if days else None

    def open(self, id_: str) -> None:
        """Open a class on every page."""
        write_whole(self._file, TrainingClass.open(self.library, id_).id.encode())
        self.tell()

    def tell(self) -> None:
        for listener in self._listeners:
            listener()

    def listen(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    @property
    def _file(self) -> Path:
        return self.library.home / "classes" / "current.txt"


def _first_day(klass: TrainingClass) -> str:
    """For the order of classes; one whose file is damaged stands first, so that another is opened."""
    try:
        return str(klass.day("starts") or "")
    except NotAClass:
        return ""


def _title(klass: TrainingClass) -> str:
    try:
        return f"{klass.title} ({klass.id})"
    except NotAClass:
        return say("{name} (hồ sơ bị hỏng)", name=klass.id)


def desk() -> ClassDesk:
    """The classes of the folder that `kit start` opened. Raises NotAClass in a learner's folder."""
    library = Library(find_home())
    if library.for_learners:
        raise NotAClass(say("Trang này dành cho giảng viên. Máy này đang mở bản học viên."))
    return ClassDesk(library)


class ClassPage(anywidget.AnyWidget):
    """What every page has: words that never change, a state painted anew after each message, and the class that is open."""

    _css = CSS
    words = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, classes: ClassDesk, words: dict[str, object]) -> None:
        self._classes = classes
        super().__init__(words=words)
        self.on_msg(self._on_message)
        classes.listen(self.restore)
        self.restore()

    @abstractmethod
    def restore(self) -> None:
        """Show the class that is open now, from its beginning."""

    @abstractmethod
    def _on_message(self, _: object, content: dict[str, object], buffers: list[bytes]) -> None:
        """Do what the browser asks for, and paint what came of it."""


def laid_out(*parts: Callable[[ClassDesk], ipywidgets.DOMWidget], founding: bool = False) -> ipywidgets.DOMWidget:
    """The parts of a page below the strip that names the class; an apology where no class can be opened."""
    try:
        classes = desk()
        made = [part(classes) for part in parts]
        return ClassPageBox(ClassBar(classes, founding=founding), made, classes)
    except KitError as error:
        return Apology(str(error))


class ClassPageBox(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """A page of a class; while there is no class, only the way to open one."""

    def __init__(self, bar: ipywidgets.DOMWidget, parts: list[ipywidgets.DOMWidget], classes: ClassDesk) -> None:
        self._parts, self._classes = parts, classes
        super().__init__([bar, *parts])
        classes.listen(self.restore)
        self.restore()

    def restore(self) -> None:
        """Show the parts as soon as there is a class for them."""
        for part in self._parts:
            part.layout.display = None if self._classes.current else "none"


class ClassBar(ClassPage):
    """The strip at the head of the trainer's pages: which class, and a short form for a new one."""

    _esm = script("class_bar.js", of=__file__)

    def __init__(self, classes: ClassDesk, *, founding: bool = False) -> None:
        self._said, self._wrong = "", False
        super().__init__(classes, _words(classes.library, founding=founding))

    def restore(self) -> None:
        """Show the classes there are, and which is open."""
        found = [[i, _title(TrainingClass(self._classes.library, i))] for i in self._classes.ids]
        klass = self._classes.current
        told = say("Đã quá ngày giữ hồ sơ. Cần xóa dữ liệu từng người. Mở cửa sổ lệnh, gõ: kit class erase {id} --all", id=klass.id) if klass and klass.overdue else ""  # fmt: skip
        self.state = {"classes": found, "current": klass.id if klass else "", "said": self._said or told, "wrong": self._wrong or bool(told)}  # fmt: skip

    def _on_message(self, _: object, content: dict[str, object], buffers: list[bytes]) -> None:
        self._said, self._wrong = "", False
        name, content_ = str(content.get("name") or ""), bytes(buffers[0]) if buffers else b""
        try:
            if content.get("deed") == "choose":
                self._classes.open(str(content.get("id", "")))
            elif content.get("deed") == "new":
                form = {str(k): str(v).strip() for k, v in cast(dict[str, object], content.get("form") or {}).items()}
                with _as_file(name, content_) as roster:
                    self._found(form, roster, convert=bool(content.get("convert")))
            elif content.get("deed") == "roster":
                self._take_roster(name, content_, convert=bool(content.get("convert")))
        except KitError as error:
            self._said, self._wrong = str(error), True
        self.restore()

    def _take_roster(self, name: str, content: bytes, *, convert: bool) -> None:
        """Add the people of a list to the class that is open."""
        klass = self._classes.current
        if klass is None:
            raise NotAClass(say("Chưa có lớp nào. Mở lớp trước."))
        with _as_file(name, content) as path:
            self._said = " ".join(take_roster(klass, path, convert=convert)) if path else ""
        self._classes.tell()

    def _found(self, form: dict[str, str], roster: Path | None, *, convert: bool) -> None:
        """Open a class from the short form, with a list of people where one was chosen."""
        heads = {mode: form.get(mode) or "0" for mode in MODES.values()}
        if any(not n.isdecimal() or int(n) > MOST_PEOPLE for n in heads.values()):
            raise NotAClass(say("Số người là một số từ 0 đến {n}.", n=MOST_PEOPLE))
        wanted = Wanted(
            form.get("module", ""),
            parse_date(form["starts"]) if form.get("starts") else date.today(),
            title=form.get("title", ""),
            organiser=form.get("organiser", ""),
            place=form.get("place", ""),
            room=int(heads[ROOM]),
            online=int(heads[ONLINE]),
            roster=roster,
            convert=convert,
        )
        klass, told = new_class(self._classes.library, form.get("id") or form.get("title", ""), wanted)
        self._said = " ".join([say("Đã mở lớp {name}.", name=klass.title), *told])
        self._classes.open(klass.id)


@contextmanager
def _as_file(name: str, content: bytes) -> Iterator[Path | None]:
    """A list that came from the browser as a file for as long as it is read; None where none came."""
    if not content:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="kit-list-") as folder:
        suffix = Path(name).suffix.lower()
        known = suffix if suffix in (".xlsx", ".xlsm", ".txt") else ".csv"  # what it truly is, its content tells
        path = Path(folder) / f"{slug(Path(name).stem) or 'danh-sach'}{known}"
        path.write_bytes(content)
        yield path


def _words(library: Library, *, founding: bool) -> dict[str, object]:
    return {
        "class": say("Lớp:"),
        "none": say("Chưa có lớp nào. Điền các ô dưới đây rồi bấm “Mở lớp”.")
        if founding
        else say("Chưa có lớp nào. Mở lớp ở trang Hồ sơ lớp."),
        "founding": founding,
        "new": say("Mở lớp mới"),
        "make": say("Mở lớp"),
        "cancel": say("Thôi"),
        "convert": say("Danh sách viết bằng phông cũ (.VnTime, VNI): đổi chữ sang Unicode"),
        "list": say("Danh sách có sẵn (Excel hoặc CSV), nếu có"),
        "add": say("Nhận danh sách (Excel, CSV)"),
        "fields": [
            ["title", say("Tên lớp"), ""],
            ["id", say("Mã lớp (chữ thường, không dấu)"), "gia-lai-2026-11"],
            ["starts", say("Ngày đầu"), "21/11/2026"],
            ["organiser", say("Đơn vị tổ chức"), ""],
            ["place", say("Địa điểm"), ""],
            ["room", say("Số người trực tiếp"), "60"],
            ["online", say("Số người trực tuyến"), "80"],
        ],
        "module": say("Chuyên đề"),
        "modules": [[m.id, m.title] for m in library.modules.values()],
    }
