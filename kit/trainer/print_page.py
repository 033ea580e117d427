"""Printing without typing a command: every edition of every course, with progress, each file with “Mở” beside it."""

from __future__ import annotations

import anywidget
import traitlets

from kit.course import Library
from kit.desk.looks import CSS, script
from kit.desk.session import session
from kit.errors import ContentError, KitError
from kit.messages import say
from kit.paper.handouts import Press, jobs, ready
from kit.screen.frame import Apology
from kit.screen.produced import Produced

LARGE = "large-print"


class PrintPage(anywidget.AnyWidget):
    """What to print is chosen from lists; the files are those of `kit handouts`."""

    _esm = script("print_page.js", of=__file__)
    _css = CSS
    words = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, library: Library) -> None:
        self._library, self._made, self._turn = library, Produced(), 0
        super().__init__(words=_words(library))
        self.on_msg(self._on_message)
        self._paint("")

    def _paint(self, said: str, *, wrong: bool = False, part: int | None = None) -> None:
        self._turn += 1  # the same words twice are told twice: the page waits for them
        self.state = {"said": said, "wrong": wrong, "part": part, "files": self._made.shown, "turn": self._turn}

    def _on_message(self, _: object, content: dict[str, object], __: object) -> None:
        try:
            if content.get("deed") == "print":
                self._print(content)
            elif content.get("deed") == "open":
                self._made.open(content)
        except ContentError as error:
            self._paint(say("Nội dung còn lỗi, chưa làm được:") + f"\n{error}", wrong=True)
        except KitError as error:
            self._paint(str(error), wrong=True)

    def _print(self, content: dict[str, object]) -> None:
        """Write what was chosen, telling how far it is."""
        name = "/".join(filter(None, (str(content.get("module", "")), str(content.get("lesson", "")))))
        large = bool(content.get("large"))
        library = Library(self._library.home)  # as it lies on the disk now
        wanted = jobs(library, [name] if name else [], [str(content.get("edition"))], [str(content.get("format"))])
        ready(library, [name] if name else [])
        press, out = Press(library, large=large), library.made / (LARGE if large else "")
        self._made.put([])
        paths = []
        for n, job in enumerate(wanted, 1):
            self._paint(say("Đang làm {n} trên {total}: {name}…", n=n, total=len(wanted), name=job.name), part=round(100 * (n - 1) / len(wanted)))  # fmt: skip
            paths.append(press.write(job, out).path)
        self._made.put(paths)
        done = "\n".join([say("Xong {n} tệp.", n=len(paths)), *press.told])
        self._paint(done if paths else say("Chuyên đề này không có bản ấy."), wrong=not paths)  # fmt: skip


def _words(library: Library) -> dict[str, object]:
    editions = [
        ["learner", say("Phiếu học viên (không đáp án)")],
        ["trainer", say("Tài liệu giảng viên (đáp án, ghi chú)")],
        ["cards", say("Thẻ để cắt")],
        ["quick", say("Tờ bỏ túi")],
        ["templates", say("Mẫu để chép")],
        ["oral", say("Bản đọc to")],
    ]
    formats = [
        ["pdf", say("PDF để in")],
        ["docx", say("Word để sửa")],
        ["html", say("HTML để đọc trên màn hình")],
        ["slides", say("Trang chiếu (PDF)")],
        ["pptx", say("Trang chiếu để sửa (PowerPoint)")],
        ["booklet", say("Sách nhỏ A5: in hai mặt, lật cạnh ngắn, gấp giữa")],
        ["phone", say("Tệp cho điện thoại, không cần mạng")],
    ]
    return {
        "module": say("Chuyên đề"),
        "lesson": say("Bài"),
        "edition": say("Bản"),
        "format": say("Loại tệp"),
        "large": say("Chữ lớn (16 điểm)"),
        "print": say("Làm tệp"),
        "all_lessons": say("Cả chuyên đề"),
        "modules": [[m.id, m.title, [[p.id, p.title] for p in m.plans]] for m in library.modules.values()],
        "editions": editions,
        "formats": formats,
    }


def print_page() -> object:
    """The page “In tài liệu”."""
    library = session().library
    if library.for_learners:
        return Apology(say("Trang này dành cho giảng viên."))
    return PrintPage(library)
