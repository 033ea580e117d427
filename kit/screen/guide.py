"""What leads through a lesson: contents with marks at its head; at its end what was done, what to look at again, what comes next."""

from __future__ import annotations

from html import escape

import anywidget
import traitlets

from kit.course import Lesson, LessonPlan, Module
from kit.desk.local_lines import local_lines
from kit.desk.looks import CSS, script
from kit.desk.progress import contents_of, following, lesson_progress
from kit.desk.session import Session, session
from kit.desk.sources import notes
from kit.document.html import phrase
from kit.document.markdown import parse
from kit.document.tree import citations
from kit.errors import KitError
from kit.messages import say


class LessonGuide(anywidget.AnyWidget):
    """Contents or end of a lesson; follows every answer."""

    _esm = script("guide.js", of=__file__)
    _css = CSS
    words = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, here: Session, module: Module, plan: LessonPlan, lesson: Lesson, *, end: bool) -> None:
        self._session, self._plan, self._lesson = here, plan, lesson
        super().__init__(words=_words(here, module, plan, lesson, end=end))
        here.watch(self.paint)
        self.paint()

    def paint(self) -> None:
        """Show what has been done as the log tells it now."""
        library = self._session.library
        progress = lesson_progress(library, self._lesson, self._session.reading)
        parts = contents_of(library, self._plan, self._lesson, progress)
        self.state = {
            "summary": say("Đã làm {tried} trên {total} câu.", tried=progress.tried, total=progress.total),
            "warn": say("Chưa lưu: hãy ghi tên ở đầu bài, câu trả lời sẽ được lưu ngay.")
            if progress.tried and self._session.learner is None
            else "",
            "part": round(100 * progress.tried / progress.total) if progress.total else 0,
            "parts": [
                {
                    "title": part.title,
                    "minutes": say("{n} phút", n=part.minutes) if part.minutes else "",
                    "marks": [[m.exercise, m.number, m.state] for m in part.marks],
                }
                for part in parts
            ],
        }


def _words(here: Session, module: Module, plan: LessonPlan, lesson: Lesson, *, end: bool) -> dict[str, object]:
    after = following(module, plan)
    return {
        "end": end,
        "contents": say("Mục lục"),
        "states": {"done": say("đã làm"), "again": say("nên xem lại"), "todo": say("chưa làm")},
        "again": say("Nên xem lại:"),
        "left": say("Chưa làm:"),
        "title": say("Kết quả của bạn"),
        "test": say("Đã ghi bài. Cả lớp sẽ chữa sau.") if module.is_test(plan.id) else "",
        "next": say("Bài tiếp theo: {title}", title=after.title) if end and after else "",
        "path": here.library.page(module.id, after) if after else "",
        "heard": _heard(here, module) if end else [],
        "sources": _sources(here, lesson) if end else "",
    }


def _heard(here: Session, module: Module) -> list[dict[str, object]]:
    """The key messages that the province says in its languages."""
    said = [(text, here.library.local_message(module.id, n)) for n, text in enumerate(module.key_messages, 1)]
    return [{"message": phrase(text), "local": local_lines(local, module.id, here)} for text, local in said if local]


def _sources(here: Session, lesson: Lesson) -> str:
    """What the text of a lesson cites, as HTML."""
    found = notes(here.library, [n for cell in lesson.cells if cell.kind == "text" for n in citations(parse(cell.source))])  # fmt: skip
    return f"<h3>{escape(say('Nguồn'))}</h3>{found}" if found else ""


def guide(lesson_id: str, *, end: bool) -> LessonGuide:
    """The guide of a lesson such as "policy-dialogue/01-what-is-dialogue". Raises KitError for one that is none."""
    here = session()
    module_id, _, name = lesson_id.partition("/")
    module = here.library.module(module_id)
    plan = next((p for p in module.plans if p.id == name), None)
    lesson = here.library.lessons[module_id].get(name)
    if plan is None or lesson is None:
        raise KitError(say("Lớp này không có bài “{name}”.", name=lesson_id[:60]))
    return LessonGuide(here, module, plan, lesson, end=end)


def lesson_end(lesson_id: str) -> object:
    """The end of a lesson: what was done, what to look at again, the next lesson, the sources of its text."""
    from kit.screen.frame import Apology

    try:
        return guide(lesson_id, end=True)
    except KitError as error:
        return Apology(str(error))
