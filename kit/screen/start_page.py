"""The start page: modules, lessons, one's own progress as the log tells it, and where to go on."""

from __future__ import annotations

from datetime import date, timedelta

import anywidget
import traitlets

from kit.desk.looks import CSS, script
from kit.desk.progress import facts_of, lesson_progress
from kit.desk.session import Session, session
from kit.document.html import phrase
from kit.errors import KitError
from kit.messages import say
from kit.vietnamese import format_date
from kit.workbooks import Shelf

SOON = timedelta(days=7)


def overview(here: Session) -> dict[str, object]:
    """What the start page shows."""
    modules, following = [], None
    last = here.reading.records[-1].exercise if here.reading.records else ""
    for module in here.library.modules.values():
        lessons = []
        for plan in module.plans:
            lesson = here.library.lessons[module.id].get(plan.id)
            if lesson is None:
                continue
            progress = lesson_progress(here.library, lesson, here.reading)
            entry = {
                "title": plan.title,
                "facts": facts_of(module, plan, lesson),
                "path": f"notebooks/modules/{module.id}/{plan.file}",
                "progress": progress.words,
                "state": progress.state,
                "part": round(100 * progress.tried / progress.total) if progress.total else 0,
            }
            lessons.append(entry)
            if progress.state == "begun" and (following is None or last in lesson.exercises):
                following = entry
        modules.append({"title": module.title, "summary": phrase(module.summary), "lessons": lessons})
    if books := _workbooks(here):
        summary = phrase(say("Điền trong lớp, mang về dùng. Mỗi sổ ghi ra được tệp Excel."))
        modules.append({"title": say("Sổ thực hành"), "summary": summary, "lessons": books})
    if pages := _class_pages(here):
        summary = phrase(say("Danh sách, đồng hồ, phiếu giấy, kết quả, báo cáo của một lớp."))
        modules.append({"title": say("Lớp tập huấn"), "summary": summary, "lessons": pages})
    if tools := _tools(here):
        summary = phrase(say("In tài liệu không cần gõ lệnh; xem và làm thử đủ hai mươi dạng bài tập."))
        modules.append({"title": say("Cho giảng viên"), "summary": summary, "lessons": tools})
    return {"modules": modules, "next": following, "today": _today(here)}


def _today(here: Session) -> dict[str, str] | None:
    """The class that is on today, or else the next one within a week; a learner's folder has none."""
    if here.library.for_learners or not (here.library.home / "classes").is_dir():
        return None
    from kit.classroom.folder import TrainingClass, class_ids

    today, found = date.today(), []
    for name in class_ids(here.library):
        klass = TrainingClass(here.library, name)
        try:
            starts, ends, title = klass.day("starts"), klass.day("ends"), klass.title
        except KitError:
            continue  # a class file that cannot be read is told on its own page
        if starts and (ends or starts) >= today and starts - today <= SOON:
            found.append((starts, title))
    if not found:
        return None
    starts, title = min(found)
    when = say("Lớp hôm nay") if starts <= today else say("Lớp sắp tới, {day}", day=format_date(starts))
    return {"when": when, "title": title}


def _tools(here: Session) -> list[dict[str, object]]:
    """Printing and the gallery of kinds, for trainers."""
    words = [
        ("print", say("In tài liệu"), say("mọi bản, mọi loại tệp")),
        ("author", say("Soạn bài tập"), say("điền vào ô, xem ngay trên màn hình và trên giấy")),
        ("kinds", say("Các dạng bài tập"), say("làm thử, chép mẫu")),
    ]
    return [
        {
            "title": title,
            "facts": facts,
            "path": f"notebooks/{name}.ipynb",
            "progress": "",
            "state": "not-begun",
            "label": say("Mở trang"),
        }
        for name, title, facts in words
        if (here.library.home / "notebooks" / f"{name}.ipynb").is_file() and not here.library.for_learners
    ]


def _class_pages(here: Session) -> list[dict[str, str]]:
    """The trainer's pages of a class; a learner's folder has none."""
    words = [
        ("01-file", say("Hồ sơ lớp"), say("mở lớp, danh sách, nhân rộng")),
        ("02-clock", say("Đồng hồ buổi học"), say("chậm mấy phút, bỏ phần nào")),
        ("03-paper", say("Nhập phiếu giấy"), say("phiếu từng người, đếm tay")),
        ("05-phones", say("Lớp dùng điện thoại"), say("mở cho điện thoại, chiếu câu hỏi, đếm câu trả lời")),
        ("04-results", say("Kết quả lớp"), say("thu bài, câu yếu, trước và sau")),
    ]
    found = []
    for name, title, facts in words:
        path = f"notebooks/class/{name}.ipynb"
        if (here.library.home / path).is_file() and not here.library.for_learners:
            entry = {"title": title, "facts": facts, "path": path, "progress": "", "state": "not-begun"}
            found.append({**entry, "label": say("Mở trang")})
    return found


def _workbooks(here: Session) -> list[dict[str, str]]:
    found = []
    for name, workbook in Shelf(here.library.home).workbooks.items():
        path = f"notebooks/workbooks/{name}.ipynb"
        if (here.library.home / path).is_file():
            facts = say("{n} trang", n=len(workbook.sheets))
            entry = {"title": workbook.title, "facts": facts, "path": path, "progress": "", "state": "not-begun"}
            found.append({**entry, "label": say("Mở sổ")})
    return found


class StartPage(anywidget.AnyWidget):
    """The page a learner meets first and comes back to."""

    _esm = script("start_page.js", of=__file__)
    _css = CSS
    words = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, here: Session) -> None:
        self._session = here
        words = {
            "next": say("Tiếp tục"),
            "go_on": say("Tiếp tục bài đang học"),
            "not-begun": say("Vào bài"),
            "begun": say("Học tiếp"),
            "done": say("Xem lại"),
        }
        super().__init__(words=words, state=overview(here))
        here.listen(self.paint)
        self.on_msg(self._on_message)

    def paint(self) -> None:
        """Show the progress as the log tells it now."""
        self.state = overview(self._session)

    def _on_message(self, _: object, content: dict[str, object], __: object) -> None:
        if content.get("deed") == "refresh":
            self._session.refresh()


def start_page() -> StartPage:
    """The start page of this folder, as the logs stand now."""
    here = session()
    here.refresh()
    return StartPage(here)
