"""One press for all tests of paper: a document is made once, however many read it."""

from __future__ import annotations

from datetime import date

import pytest

from kit.course import Library
from kit.paper.handouts import Job, Press


class Kept(Press):
    """A press that keeps what it made."""

    def __init__(self, library: Library, *, day: date, large: bool = False) -> None:
        super().__init__(library, day=day, large=large)
        self._kept: dict[Job, bytes] = {}

    def make(self, job: Job) -> bytes:
        if job not in self._kept:
            self._kept[job] = super().make(job)
        return self._kept[job]


@pytest.fixture(scope="session")
def press(library: Library) -> Press:
    return Kept(library, day=date(2026, 11, 21))


@pytest.fixture(scope="session")
def large_press(library: Library) -> Press:
    return Kept(library, day=date(2026, 11, 21), large=True)
