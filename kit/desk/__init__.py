"""One exercise, one workbook as somebody meets it: face, state, deeds. A host shows it and holds no rule."""

from __future__ import annotations

from kit.desk.open_exercise import OpenExercise
from kit.desk.open_workbook import OpenWorkbook
from kit.desk.session import Faces, Given, Session

__all__ = ["Faces", "Given", "OpenExercise", "OpenWorkbook", "Session"]
