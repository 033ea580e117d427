"""One press for all tests of paper: a document is made once, however many tests and workers read it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from kit.course import Library
from kit.paper.handouts import Job, Press


class Kept(Press):
    """A press that keeps what it made, by everything that goes into it, in a folder that all workers of a run share."""

    def __init__(self, library: Library, folder: Path, *, day: date, large: bool = False) -> None:
        super().__init__(library, day=day, large=large)
        self._folder = folder

    def make(self, job: Job) -> bytes:
        path = self._folder / f"{self.fingerprint(job)}.{job.format}"
        with FileLock(f"{path}.lock"):
            if not path.exists():
                path.write_bytes(super().make(job))
        return path.read_bytes()


@pytest.fixture(scope="session")
def made_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the papers of this run lie."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "papers"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def press(library: Library, made_papers: Path) -> Press:
    return Kept(library, made_papers, day=date(2026, 11, 21))


@pytest.fixture(scope="session")
def large_press(library: Library, made_papers: Path) -> Press:
    return Kept(library, made_papers, day=date(2026, 11, 21), large=True)
