"""“Soạn bài”: a form for any kind of exercise, faults beside its fields, screen and paper shown while one writes."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from kit.answers import Desk
from kit.course import Library
from kit.course.exercise_form import as_data, form_of
from kit.course.exercise_text import judged, values_of, with_values
from kit.course.new import named
from kit.course.reader import TRUTH
from kit.course.samples import sample_text
from kit.desk.looks import CSS, script
from kit.desk.session import Session, session
from kit.document.html import html
from kit.document.sheet import Sheet, laid
from kit.errors import ContentError, KitError
from kit.files import print_of, write_over
from kit.kinds import KINDS, Exercise
from kit.messages import say
from kit.paper.assemble import take_in
from kit.paper.exercises import exercise_box
from kit.screen.frame import Apology, ExerciseFrame


class AuthorForm(anywidget.AnyWidget):
    """The form. What is typed is kept in the page; the file is written at the press of a button."""

    _esm = script("author.js", of=__file__)
    _css = CSS
    words = traitlets.Dict().tag(sync=True)
    form = traitlets.Dict().tag(sync=True)  # of what is open: its fields and values; drawn once
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, library: Library, shown: Any) -> None:
        self._library, self._shown = library, shown
        self._text = self._seen = self._id = ""
        super().__init__(words=_words(library))
        self.on_msg(self._on_message)
        self._tell("")

    def _on_message(self, _: object, content: dict[str, Any], __: object) -> None:
        try:
            match content.get("deed"):
                case "new":
                    self._new(
                        str(content.get("module", "")), str(content.get("name", "")), str(content.get("kind", ""))
                    )
                case "open":
                    self._open(str(content.get("exercise", "")))
                case "change" if self._id and isinstance(content.get("values"), dict):
                    self._change({"kind": str(self.form["kind"]), **content["values"]})
                case "save" if self._id:
                    self._save()
        except ContentError as error:
            self._tell(str(error), wrong=True)
        except KitError as error:
            self._tell(str(error), wrong=True)

    def _new(self, module: str, name: str, kind: str) -> None:
        """Begin with the sample of a kind; nothing is written yet."""
        id_ = named(self._library, module, name)
        objective = str(self._library.module(module).objectives[0].id)
        text = sample_text(kind if kind in KINDS else "single-choice")
        self._begin(id_, with_values(text, {**values_of(text), "objective": objective}), "")

    def _open(self, id_: str) -> None:
        if id_ not in self._library.exercise_ids(id_.partition("/")[0]):
            self._library.exercise(id_)  # raises, naming the nearest
        content = self._path(id_).read_bytes()
        self._begin(id_, content.decode("utf-8-sig", "replace"), print_of(content))

    def _path(self, id_: str) -> Path:
        return self._library.home / "exercises" / f"{id_}.yaml"

    def _begin(self, id_: str, text: str, seen: str) -> None:
        values = values_of(text)
        kind = values.pop("kind", "")
        self._id, self._text, self._seen = id_, text, seen
        self.form = {
            "id": id_,
            "kind": kind,
            "title": say(KINDS[kind].title),
            "entries": [as_data(e) for e in form_of(kind)],
            "values": values,
        }
        self._judge("")

    def _change(self, values: dict[str, Any]) -> None:
        self._text = with_values(self._text, _clean(values))
        self._judge("")

    def _save(self) -> None:
        exercise, faults = judged(self._library, self._id, self._text)
        if exercise is None or any(not fault.warning for fault in faults):
            self._judge(say("Chưa lưu: còn chỗ phải sửa, xem chữ đỏ cạnh từng ô."), wrong=True)
            return
        self._seen = write_over(self._path(self._id), self._text.encode(), self._seen)
        cell = f'exercise("{self._id}")'
        self._judge(say("Đã lưu exercises/{name}.yaml. Trong bài, thêm ô: {cell}", name=self._id, cell=cell))

    def _judge(self, said: str, *, wrong: bool = False) -> None:
        exercise, faults = judged(self._library, self._id, self._text)
        told: dict[str, list[str]] = {}
        for fault in faults:
            told.setdefault(fault.field, []).append(f"{fault.sentence} {fault.remedy}".strip())
        self._tell(said, wrong=wrong, told=told)
        self._shown.show(exercise)

    def _tell(self, said: str, *, wrong: bool = False, told: dict[str, list[str]] | None = None) -> None:
        self.state = {"said": said, "wrong": wrong, "told": told or {}, "text": self._text}


def _clean(value: Any) -> Any:
    """Values of the page: what is empty is left out, line ends are those of a file."""
    if isinstance(value, dict):
        kept = {str(name): _clean(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner not in ("", [], {})}
    if isinstance(value, list):
        return [inner for inner in map(_clean, value) if inner not in ("", [], {})]
    return str(value).replace("\r\n", "\n").strip()


class Preview(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The exercise as a learner meets it on the screen, and on paper."""

    def __init__(self, here: Session) -> None:
        self._here = here
        super().__init__([])

    def show(self, exercise: Exercise | None) -> None:
        """Draw it anew; what cannot be read is not drawn, the last good one stays."""
        if exercise is None:
            return
        library = self._here.library
        apart = Session(library, Desk(self._here.desk.folder / "preview"))  # nobody is signed in: nothing is kept
        heads = [ipywidgets.HTML(f"<h3>{escape(words)}</h3>") for words in (say("Trên màn hình"), say("Trên giấy"))]
        try:
            screen = ExerciseFrame(
                replace(exercise, id=f"{exercise.id.partition('/')[0]}/xem-thu", sealed=False), apart
            )
            paper = ipywidgets.HTML(_paper(library, exercise))
        except KitError as error:
            self.children = [ipywidgets.HTML(f"<p>{escape(str(error))}</p>")]
            return
        self.children = [heads[0], screen, heads[1], paper]


def _paper(library: Library, exercise: Exercise) -> str:
    """The learner's sheet of one exercise, in a frame of its own."""
    pictures: dict[str, bytes] = {}
    drawn = laid([exercise_box(library, exercise, "learner")], pictures)
    if (path := library.image(exercise)) and exercise.image:
        take_in(path.name, path.parent, pictures)
        pictures[str(path)] = path.read_bytes()
    page = html(Sheet("learner", "", "", "", "", blocks=drawn, pictures=pictures)).decode()
    return f'<iframe title="{escape(say("Trên giấy"))}" sandbox srcdoc="{escape(page)}" style="width:100%;height:26rem;border:1px solid #b9b3a8;background:#fff"></iframe>'


def _words(library: Library) -> dict[str, Any]:
    return {
        "module": say("Chuyên đề"),
        "modules": [[m.id, m.title, library.exercise_ids(m.id)] for m in library.modules.values()],
        "kinds": [[kind, say(cls.title)] for kind, cls in KINDS.items()],
        "kind": say("Dạng bài"),
        "name": say("Tên tệp (chữ thường không dấu, ví dụ moi-ai)"),
        "begin": say("Soạn bài mới"),
        "exercise": say("Bài tập có sẵn"),
        "edit": say("Mở để sửa"),
        "more": say("Phần không bắt buộc"),
        "add": say("Thêm"),
        "remove": say("Bỏ"),
        "save": say("Lưu bài tập"),
        "file": say("Tệp sẽ được lưu"),
        "truths": [word for word, true in TRUTH.items() if true],
    }


def author() -> Any:
    """The page “Soạn bài”."""
    here = session()
    if here.library.for_learners:
        return Apology(say("Trang này dành cho giảng viên."))
    preview = Preview(here)
    return ipywidgets.VBox([AuthorForm(Library(here.library.home), preview), preview])
