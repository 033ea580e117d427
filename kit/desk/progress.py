"""How far somebody is: through a lesson, and what to look at again; read off the log, the same for every host."""

from __future__ import annotations

from dataclasses import dataclass

from kit.answers import Reading, Record
from kit.course import Lesson, LessonPlan, Library, Module
from kit.errors import KitError
from kit.messages import say

DONE_WITH = ("correct", "recorded")


@dataclass(frozen=True)
class Progress:
    """Counts of a lesson's exercises. `state`: "not-begun", "begun" or "done".

    Done means that every exercise that is not marked `may` has been tried. `again` are those whose last answer was
    not fully right, `left` those not tried yet, by id and in the order of the lesson.
    """

    state: str
    tried: int
    right: int
    total: int
    again: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """“◐ Đang học · làm 3/15 bài tập”."""
        words = {"not-begun": say("○ Chưa học"), "begun": say("◐ Đang học"), "done": say("● Đã xong")}[self.state]
        return words + " · " + say("làm {tried}/{total} bài tập", tried=self.tried, total=self.total)


def lesson_progress(library: Library, lesson: Lesson, reading: Reading) -> Progress:
    """How far a learner is in a lesson."""
    last: dict[str, Record] = {r.exercise: r for r in reading.records if r.deed == "attempt"}
    needed = [e for e in lesson.exercises if _priority(library, e) != "may"]
    left = tuple(e for e in lesson.exercises if e not in last)
    again = tuple(e for e in lesson.exercises if e in last and last[e].status not in DONE_WITH)
    tried = len(lesson.exercises) - len(left)
    state = "done" if needed and not set(left) & set(needed) else ("begun" if tried else "not-begun")
    return Progress(state, tried, tried - len(again), len(lesson.exercises), again, left)


def _priority(library: Library, exercise_id: str) -> str:
    try:
        return library.exercise(exercise_id).priority
    except KitError:
        return "may"  # an exercise that cannot be shown cannot be asked of anyone


def following(module: Module, plan: LessonPlan) -> LessonPlan | None:
    """The lesson that comes after this one; a test follows no lesson of itself."""
    lessons = list(module.lessons)
    place = next((n for n, other in enumerate(lessons) if other.id == plan.id), len(lessons))
    return lessons[place + 1] if place + 1 < len(lessons) else None


def facts_of(module: Module, plan: LessonPlan, lesson: Lesson) -> str:
    """Minutes and size of a lesson or a test, for a list of contents."""
    if module.is_test(plan.id):
        return say("Bài kiểm tra · {n} phút · {m} câu", n=plan.minutes, m=len(lesson.exercises))
    return say("{n} phút · {m} hoạt động", n=plan.minutes, m=len(plan.activities))


@dataclass(frozen=True)
class Mark:
    """An exercise in a list of contents: "done", "again" (the last answer was not fully right) or "todo"."""

    exercise: str
    number: str
    state: str


@dataclass(frozen=True)
class Part:
    """An activity of a lesson with the marks of its exercises; `title` is "" for what stands before the first."""

    title: str
    minutes: int
    marks: tuple[Mark, ...]


def contents_of(library: Library, plan: LessonPlan, lesson: Lesson, progress: Progress) -> list[Part]:
    """The activities of a lesson in their order, with what has been done in each."""
    found: dict[str, tuple[str, int, list[Mark]]] = {a.id: (a.title, a.minutes, []) for a in plan.activities}
    loose: list[Mark] = []
    for cell in lesson.cells:
        if cell.kind == "exercise":
            name = cell.exercise
            state = "todo" if name in progress.left else "again" if name in progress.again else "done"
            marks = found[cell.activity][2] if cell.activity in found else loose
            marks.append(Mark(name, library.number(name), state))
    parts = [Part(title, minutes, tuple(marks)) for title, minutes, marks in found.values()]
    return [*([Part("", 0, tuple(loose))] if loose else []), *parts]
