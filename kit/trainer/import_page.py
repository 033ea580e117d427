"""“Nhập câu hỏi”: a file is chosen, what was understood is shown question by question, nothing is written before “Nhập”."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import anywidget
import traitlets

from kit.course import Library
from kit.desk.looks import CSS, script
from kit.desk.session import session
from kit.document.html import phrase
from kit.errors import KitError
from kit.exchange.into import Draft, Reading, drafts_of, read_questions, understood, write_drafts
from kit.kinds import KINDS
from kit.messages import SOURCE, say
from kit.screen.frame import Apology


class ImportPage(anywidget.AnyWidget):
    """Reads the file that the page sends, shows drafts, writes those that are ticked."""

    _esm = script("import_page.js", of=__file__)
    _css = CSS
    words = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, library: Library) -> None:
        self._library = library
        self._drafts: list[Draft] = []
        super().__init__(words=_words(library))
        self.on_msg(self._on_message)
        self._paint("")

    def _paint(self, said: str, *, wrong: bool = False, told: Sequence[str] = ()) -> None:
        self.state = {"said": said, "wrong": wrong, "told": list(told), "drafts": [_shown(d) for d in self._drafts]}

    def _on_message(self, _: object, content: dict[str, object], buffers: Sequence[bytes]) -> None:
        try:
            if content.get("deed") == "read":
                self._read(str(content.get("module", "")), str(content.get("name", "")), bytes(buffers[0]))
            elif content.get("deed") == "write":
                chosen = content.get("chosen")
                self._write({str(each) for each in chosen} if isinstance(chosen, list) else set())
        except KitError as error:
            self._drafts = []
            self._paint(str(error), wrong=True)

    def _read(self, module: str, name: str, content: bytes) -> None:
        """What the file holds, as drafts; the file itself is not kept."""
        with tempfile.TemporaryDirectory(prefix="kit-import-") as folder:
            path = Path(folder) / (Path(name).name or "tep")
            path.write_bytes(content)
            reading: Reading = read_questions(path)
        library = Library(self._library.home, SOURCE)  # as it lies on the disk now
        self._drafts = drafts_of(library, module, reading, Path(name).name)
        said = say(
            "{file}: đọc theo lối {form}, {n} câu.", file=Path(name).name, form=reading.form, n=len(self._drafts)
        )
        self._paint(
            f"{said} {say('Chưa ghi gì: xem từng câu, bỏ dấu câu không lấy, rồi bấm “Nhập”.')}", told=reading.told
        )

    def _write(self, chosen: set[str]) -> None:
        library = Library(self._library.home, SOURCE)
        written = write_drafts(library, [draft for draft in self._drafts if draft.id in chosen])
        self._drafts = []
        said = say("Đã nhập {n} câu thành bài nháp. Mở trang Soạn bài tập để viết nốt: mục tiêu, cách làm miệng, lời cho phương án sai.", n=len(written))  # fmt: skip
        self._paint(said)


def _shown(draft: Draft) -> dict[str, object]:
    """A draft as the page draws it."""
    return {
        "id": draft.id,
        "kind": say(KINDS[draft.question.kind].title),
        "place": draft.question.place,
        "prompt": phrase(draft.question.prompt),
        "lines": [phrase(line) for line in understood(draft.question)],
        "told": list(draft.question.told),
        "faults": [f"{fault.sentence} {fault.remedy}".strip() for fault in draft.faults if not fault.warning],
    }


def _words(library: Library) -> dict[str, object]:
    return {
        "module": say("Nhập vào chuyên đề"),
        "file": say("Tệp câu hỏi (Word, Excel, CSV, chữ thường, Aiken, GIFT, Moodle XML, QTI)"),
        "take": say("Lấy câu này"),
        "import": say("Nhập"),
        "left_out": say("Không đọc hoặc bỏ qua"),
        "modules": [[m.id, m.title] for m in library.modules.values()],
    }


def import_page() -> object:
    """The page “Nhập câu hỏi”."""
    library = session().library
    if library.for_learners:
        return Apology(say("Trang này dành cho giảng viên."))
    return ImportPage(library)
