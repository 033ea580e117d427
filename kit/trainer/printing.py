"""Buttons that make the papers, the report and the certificates of the class that is open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kit.classroom.folder import NotAClass, TrainingClass
from kit.desk.looks import script
from kit.errors import KitError
from kit.messages import say
from kit.paper.class_files import write_papers, write_report
from kit.screen.produced import Produced
from kit.trainer.class_page import ClassDesk, ClassPage


class PrintBar(ClassPage):
    """One button each; what was written is told with its place."""

    _esm = script("class_print.js", of=__file__)

    def __init__(self, classes: ClassDesk) -> None:
        self._made, self._turn = Produced(), 0
        super().__init__(classes, _words())

    def restore(self) -> None:
        """Nothing is told of another class's papers."""
        self._made.put([])
        self._paint("")

    def _paint(self, said: str, *, wrong: bool = False) -> None:
        self._turn += 1  # the same words twice are told twice: the page waits for them
        self.state = {"said": said, "wrong": wrong, "files": self._made.shown, "turn": self._turn}

    def _on_message(self, _: object, content: dict[str, object], __: object) -> None:
        try:
            if content.get("deed") == "open":
                self._made.open(content)
                return
            written = self._make(str(content.get("deed")))
            self._made.put(written)
            said = say("Đã ghi {n} tệp vào {folder}", n=len(written), folder=written[0].parent) if written else ""
            if content.get("deed") == "certificates":
                said += "\n" + say("Ai không được cấp thì ghi “Không” ở cột Cấp giấy chứng nhận, rồi làm lại.")
            self._paint(said)
        except KitError as error:
            self._paint(str(error), wrong=True)

    def _make(self, deed: str) -> list[Path]:
        klass: TrainingClass | None = self._classes.current
        if klass is None:
            raise NotAClass(say("Chưa có lớp nào. Mở lớp ở trang Hồ sơ lớp."))
        match deed:
            case "papers":
                return list(write_papers(klass, date.today()))
            case "certificates":
                return list(write_papers(klass, date.today(), only=("certificates",)))
            case "state" | "union":
                return list(write_report(klass, date.today(), deed, ("docx", "pdf")))
        return []


def _words() -> dict[str, object]:
    return {
        "title": say("Giấy tờ của lớp"),
        "working": say("Đang làm…"),
        "buttons": [
            ["papers", say("Giấy để in (ký tên, đồng ý, phiếu trả lời…)")],
            ["state", say("Báo cáo, có Quốc hiệu")],
            ["union", say("Báo cáo, không có Quốc hiệu")],
            ["certificates", say("Giấy chứng nhận")],
        ],
        "advice": say(
            "Bản Word để trình ký, bản PDF để xem. Đối chiếu với hướng dẫn thể thức của Trung ương Hội trước khi ký."
        ),
    }
