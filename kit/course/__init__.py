"""Reads what authors wrote - notebooks, exercises, facts - into the model, and says what is wrong with it."""

from __future__ import annotations

from kit.course.facts import Fact
from kit.course.home import find_home, working_home
from kit.course.lessons import Cell, Lesson
from kit.course.library import Library
from kit.course.modules import Activity, LessonPlan, Module, Objective

__all__ = [
    "Activity",
    "Cell",
    "Fact",
    "Lesson",
    "LessonPlan",
    "Library",
    "Module",
    "Objective",
    "find_home",
    "working_home",
]
