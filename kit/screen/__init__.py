"""Exercises in JupyterLab: one frame for all, one view per kind."""

from __future__ import annotations

from kit.screen.frame import exercise
from kit.screen.guide import lesson_end
from kit.screen.sign_in import sign_in
from kit.screen.start_page import start_page

__all__ = ["exercise", "lesson_end", "sign_in", "start_page"]
