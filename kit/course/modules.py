"""A module (chuyên đề) and the plan of its lessons, as module.yaml gives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import Literal

from kit.kinds.base import Priority
from kit.kinds.fields import MADE, Name, Phrase, Prose, trainer
from kit.kinds.local import Local

Grouping = Literal["alone", "pairs", "groups", "plenary"]


@dataclass(frozen=True, kw_only=True)
class Objective:
    """Something a learner can show afterwards; starts with a verb."""

    id: Name
    text: Phrase
    english: str = trainer(required=True)


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A timed step of a lesson: who does what, for how many minutes, and what gives way when time is short."""

    id: Name
    title: Phrase
    minutes: int
    grouping: Grouping
    priority: Priority
    objectives: tuple[Name, ...] = ()
    task: Phrase  # what learners do, in a sentence or two; stands on the slide
    materials: tuple[Phrase, ...] = ()
    online: Phrase = trainer(required=True)  # how the online half does it
    no_power: Phrase = trainer(required=True)  # how it goes without power or computers


@dataclass(frozen=True, kw_only=True)
class LessonPlan:
    """A lesson (bài): one notebook, its minutes and its activities in order."""

    id: Name
    title: Phrase
    english: str
    minutes: int
    activities: tuple[Activity, ...]

    @property
    def file(self) -> str:
        return f"{self.id}.ipynb"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A stretch of a day: a lesson (or some of its activities), a test, or what `title` says, such as a break."""

    minutes: int
    title: Phrase = field(default=Phrase(""))
    lesson: Name = field(default=Name(""))  # a lesson or a test of this module
    activities: tuple[Name, ...] = ()  # only these of the lesson; empty means the whole lesson
    pause: bool = False  # no time of learning: a break, lunch, the opening, the closing


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of a programme, or one morning; its steps fill it from start to end."""

    title: Phrase
    starts: time
    ends: time
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A way to run the module: two days in the province, half a day in a village."""

    id: Name
    title: Phrase
    english: str
    advice: Prose  # for whom, and what to prepare
    days: tuple[Day, ...]


@dataclass(frozen=True, kw_only=True)
class MessageSaid:
    """A key message, by its number, as the province says it in its own languages."""

    message: int
    local: tuple[Local, ...]


@dataclass(frozen=True, kw_only=True)
class Module:
    """A module: one training topic; a folder in notebooks/modules/ and in exercises/."""

    id: str = ""
    title: Phrase
    english: str
    summary: Prose
    audience: Phrase
    version: str
    minutes: int
    icon: Name = field(default=Name("book"))  # its drawing on the start page, a name of kit/desk/assets/icons.js
    sensitive: bool
    safety: Prose = trainer(required=False)
    objectives: tuple[Objective, ...]
    prerequisites: tuple[Phrase, ...] = ()
    materials: tuple[Phrase, ...] = ()
    key_messages: tuple[Phrase, ...]
    references: tuple[Name, ...] = ()
    quick_card: Prose = field(default=Prose(""))  # what people keep in a pocket: one page
    lessons: tuple[LessonPlan, ...]
    tests: tuple[LessonPlan, ...] = ()  # parallel forms, sealed: before and after the course
    programmes: tuple[Programme, ...] = trainer((), required=False)
    said: tuple[MessageSaid, ...] = field(default=(), metadata=MADE)  # put there by the library

    @property
    def plans(self) -> tuple[LessonPlan, ...]:
        """Whatever has a notebook of its own: lessons, then tests."""
        return (*self.lessons, *self.tests)

    def is_test(self, plan_id: str) -> bool:
        return any(plan.id == plan_id for plan in self.tests)
