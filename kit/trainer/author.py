"""“Soạn bài”: a form for any kind of exercise, faults beside its fields, screen and paper shown while one writes."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import anywidget
import ipywidgets
import traitlets

from kit.course import Library
from kit.course.exercise_form import as_data, form_of
from kit.course.exercise_text import judged, values_of, with_values
from kit.course.new import named
from kit.course.reader import TRUTH
from kit.course.samples import sample_text
from kit.desk.looks import CSS, script
from kit.desk.session import session
from kit.document.markdown import parse
from kit.document.tree import plain
from kit.errors import ContentError, KitError
from kit.files import print_of, write_over
from kit.kinds import KINDS
from kit.messages import SOURCE, say
from kit.screen.frame import Apology
from kit.trainer.preview import Preview


class AuthorForm(anywidget.AnyWidget):
    """The form. What is typed is kept in the page; the file is written at the press of a button."""

    _esm = script("author.js", of=__file__)
    _css = CSS
    words = traitlets.Dict().tag(sync=True)
    form = traitlets.Dict().tag(sync=True)  # of what is open: its fields and values; drawn once
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, library: Library, shown: Preview) -> None:
        self._library, self._shown = library, shown
        self._text = self._seen = self._id = ""
        super().__init__(words=_words(library))
        self.on_msg(self._on_message)
        self._tell("")

    def _on_message(self, _: object, content: dict[str, object], __: object) -> None:
        try:
            match content.get("deed"):
                case "new":
                    self._new(
                        str(content.get("module", "")), str(content.get("name", "")), str(content.get("kind", ""))
                    )
                case "open":
                    self._open(str(content.get("exercise", "")))
                case "change" if self._id and isinstance(content.get("values"), dict):
                    self._change({"kind": str(self.form["kind"]), **cast(dict[str, object], content["values"])})
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
        kind = str(values.pop("kind", ""))
        self._id, self._text, self._seen = id_, text, seen
        self.form = {
            "id": id_,
            "kind": kind,
            "title": say(KINDS[kind].title),
            "entries": [as_data(e) for e in form_of(kind)],
            "values": values,
        }
        self._judge("")

    def _change(self, values: dict[str, object]) -> None:
        self._text = with_values(self._text, cast(dict[str, object], _clean(values)))
        self._judge("")

    def _save(self) -> None:
        exercise, faults = judged(self._library, self._id, self._text)
        if exercise is None or any(not fault.warning for fault in faults):
            self._judge(say("Chưa lưu: còn chỗ phải sửa, xem chữ đỏ cạnh từng ô."), wrong=True)
            return
        self._seen = write_over(self._path(self._id), self._text.encode(), self._seen)
        cell = f'exercise("{self._id}")'
        if self._library.number(self._id):
            self._judge(say("Đã lưu. Mở lại bài để thấy thay đổi."))
        else:
            self._judge(
                say(
                    "Đã lưu bài tập ({name}). Chưa nằm trong bài nào: nhờ người bảo trì thêm vào bài, dòng {cell}",
                    name=self._id,
                    cell=cell,
                )
            )

    def _judge(self, said: str, *, wrong: bool = False) -> None:
        exercise, faults = judged(self._library, self._id, self._text)
        told: dict[str, list[str]] = {}
        for fault in faults:
            told.setdefault(fault.field, []).append(f"{fault.sentence} {fault.remedy}".strip())
        self._tell(said, wrong=wrong, told=told)
        self._shown.show(exercise)

    def _tell(self, said: str, *, wrong: bool = False, told: dict[str, list[str]] | None = None) -> None:
        self.state = {"said": said, "wrong": wrong, "told": told or {}, "text": self._text}


def _clean(value: object) -> object:
    """Values of the page: what is empty is left out, line ends are those of a file."""
    if isinstance(value, dict):
        kept = {str(name): _clean(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner not in ("", [], {})}
    if isinstance(value, list):
        return [inner for inner in map(_clean, value) if inner not in ("", [], {})]
    return str(value).replace("\r\n", "\n").strip()


def _listed(library: Library, module: str) -> list[list[str]]:
    """Exercises of a module by number and opening words; those that stand in no lesson come last."""
    found = []
    for name in library.exercise_ids(module):
        try:
            words = plain(parse(library.exercise(name).prompt))[:60]
        except KitError:
            words = say("còn lỗi, chưa đọc được")
        number = library.number(name)
        order = [part.zfill(3) for part in number.split(".")] if number else ["~"]
        found.append((order, [name, f"{number or say('chưa dùng trong bài nào')} · {words}"]))
    return [entry for _, entry in sorted(found)]


def _words(library: Library) -> dict[str, object]:
    return {
        "module": say("Chuyên đề"),
        "modules": [[m.id, m.title, _listed(library, m.id)] for m in library.modules.values()],
        "labels": {
            "know": say("Biết"),
            "apply": say("Áp dụng"),
            "judge": say("Đánh giá, quyết định"),
            "must": say("Phải làm"),
            "should": say("Nên làm"),
            "may": say("Có thể bỏ"),
        },
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


def author() -> object:
    """The page “Soạn bài”."""
    here = session()
    if here.library.for_learners:
        return Apology(say("Trang này dành cho giảng viên."))
    preview = Preview(here)
    return ipywidgets.VBox([AuthorForm(Library(here.library.home, SOURCE), preview), preview])
