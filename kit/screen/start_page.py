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
    courses: list[dict[str, object]] = []
    following: dict[str, object] | None = None
    last = here.reading.records[-1].exercise if here.reading.records else ""
    for module in sorted(here.library.modules.values(), key=lambda each: -each.minutes):  # the great courses first
        lessons, tried, total = [], 0, 0
        for plan in module.plans:
            lesson = here.library.lessons[module.id].get(plan.id)
            if lesson is None:
                continue
            progress = lesson_progress(here.library, lesson, here.reading)
            tried, total = tried + progress.tried, total + progress.total
            entry: dict[str, object] = {
                "title": plan.title,
                "facts": facts_of(module, plan, lesson),
                "path": here.library.page(module.id, plan),
                "progress": progress.words,
                "state": progress.state,
            }
            lessons.append(entry)
            if progress.state == "begun" and (following is None or last in lesson.exercises):
                following = entry
        courses.append(
            {
                "title": module.title,
                "icon": module.icon,
                "summary": phrase(module.summary),
                "part": round(100 * tried / total) if total else 0,
                "progress": say("làm {n}/{total} bài tập", n=tried, total=total),
                "lessons": lessons,
            }
        )
    return {"courses": courses, "groups": _groups(here), "next": following, "today": _today(here)}


def _groups(here: Session) -> list[dict[str, object]]:
    """Pages that are no lessons, by what they are for."""
    class_words = say("Danh sách, đồng hồ, phiếu giấy, kết quả, báo cáo của một lớp.")
    tool_words = say("In tài liệu không cần gõ lệnh; xem và làm thử đủ hai mươi dạng bài tập.")
    book_words = say("Điền trong lớp, mang về dùng. Mỗi sổ ghi ra được tệp Excel.")
    groups = [
        ("class", say("Lớp tập huấn"), class_words, _class_pages(here)),
        ("tools", say("Cho giảng viên"), tool_words, _tools(here)),
        ("books", say("Sổ thực hành"), book_words, _workbooks(here)),
    ]
    return [
        {"sort": sort, "title": title, "summary": phrase(words), "entries": entries}
        for sort, title, words, entries in groups
        if entries
    ]


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


def _tools(here: Session) -> list[dict[str, str]]:
    """Printing, writing exercises, local languages and the gallery of kinds, for trainers."""
    return _pages(
        here,
        [
            ("print", say("In tài liệu"), say("mọi bản, mọi loại tệp"), "print"),
            ("author", say("Soạn bài tập"), say("điền vào ô, xem ngay trên màn hình và trên giấy"), "pen"),
            ("import", say("Nhập câu hỏi"), say("từ Word, Excel, Moodle; xem trước khi ghi"), "table"),
            ("local", say("Tiếng địa phương"), say("ghi âm câu hỏi, gõ dòng thứ hai bằng tiếng của bà con"), "talk"),
            ("kinds", say("Các dạng bài tập"), say("làm thử, chép mẫu"), "cards"),
        ],
    )


def _class_pages(here: Session) -> list[dict[str, str]]:
    """The trainer's pages of a class; a learner's folder has none."""
    return _pages(
        here,
        [
            ("class/01-file", say("Hồ sơ lớp"), say("mở lớp, danh sách, nhân rộng"), "people"),
            ("class/02-clock", say("Đồng hồ buổi học"), say("chậm mấy phút, bỏ phần nào"), "clock"),
            ("class/03-paper", say("Nhập phiếu giấy"), say("phiếu từng người, đếm tay"), "pen"),
            (
                "class/05-phones",
                say("Lớp dùng điện thoại"),
                say("mở cho điện thoại, chiếu câu hỏi, đếm câu trả lời"),
                "phone",
            ),
            ("class/04-results", say("Kết quả lớp"), say("thu bài, câu yếu, trước và sau"), "chart"),
        ],
    )


def _pages(here: Session, words: list[tuple[str, str, str, str]]) -> list[dict[str, str]]:
    """Those pages that are there, with a drawing each; a learner's folder has none of them."""
    return [
        {"title": title, "facts": facts, "path": f"notebooks/{name}.ipynb", "icon": icon}
        for name, title, facts, icon in words
        if (here.library.home / "notebooks" / f"{name}.ipynb").is_file() and not here.library.for_learners
    ]


def _workbooks(here: Session) -> list[dict[str, str]]:
    return [
        {
            "title": workbook.title,
            "facts": say("{n} trang", n=len(workbook.sheets)),
            "path": f"notebooks/workbooks/{name}.ipynb",
            "icon": "table",
        }
        for name, workbook in Shelf(here.library.home).workbooks.items()
        if (here.library.home / "notebooks" / "workbooks" / f"{name}.ipynb").is_file()
    ]


class StartPage(anywidget.AnyWidget):
    """The page a learner meets first and comes back to."""

    _esm = script("start_page.js", of=__file__, icons=True)
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
