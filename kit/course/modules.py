"""A module (chuyên đề) and the plan of its lessons, as module.yaml gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kit.kinds.base import Name, Phrase, Priority, Prose, trainer

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
class Module:
    """A module: one training topic; a folder in notebooks/modules/ and in exercises/."""

    id: str = ""
    title: Phrase
    english: str
    summary: Prose
    audience: Phrase
    version: str
    minutes: int
    sensitive: bool
    safety: Prose = trainer(required=False)
    objectives: tuple[Objective, ...]
    prerequisites: tuple[Phrase, ...] = ()
    materials: tuple[Phrase, ...] = ()
    key_messages: tuple[Phrase, ...]
    references: tuple[Name, ...] = ()
    lessons: tuple[LessonPlan, ...]

    def lesson(self, lesson_id: str) -> LessonPlan:
        return next(plan for plan in self.lessons if plan.id == lesson_id)
