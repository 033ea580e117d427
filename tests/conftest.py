"""Fixtures: the real library, and a small one of samples in a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from kit.course import Library
from kit.course.learner_copy import exercise_data
from kit.course.samples import samples

ROOT = Path(__file__).parents[1]
SAMPLES = samples()


def pytest_configure() -> None:
    """Ctrl+C reaches the programs that tests start, also when a shell started the tests behind (`pytest &` ignores it)."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Two workers more than there are cores, so that these stay busy while a worker waits for its browser or kernel."""
    return min(4, (os.cpu_count() or 1) + 2)


MODULE = """\
title: Chuyên đề mẫu
english: Sample module
summary: Một chuyên đề nhỏ để thử.
audience: Người thử
version: "0.1"
minutes: 30
sensitive: false
objectives:
  - {id: objective-1, text: Làm được một việc, english: Do one thing}
key_messages: [Một điều cần nhớ]
lessons:
  - id: 01-all-kinds
    title: Đủ các dạng
    english: All kinds
    minutes: 30
    activities:
      - {id: try-all, title: Thử các dạng, minutes: 30, grouping: alone, priority: must, objectives: [objective-1],
         task: Làm từng bài., online: Như trong phòng., no_power: Làm trên giấy.}
"""


def notebook(*cells: tuple) -> str:
    """A notebook of (kind, source, *tags) cells."""
    body = []
    for n, (kind, source, *tags) in enumerate(cells):
        cell = {"cell_type": kind, "id": f"c{n}", "metadata": {"tags": list(tags)} if tags else {}, "source": source}
        if kind == "code":
            cell |= {"outputs": [], "execution_count": None}
            cell["metadata"]["jupyter"] = {"source_hidden": True}
        body.append(cell)
    meta = {
        "kit": {"autorun": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    }
    return json.dumps({"cells": body, "metadata": meta, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False)


def make_home(home: Path, exercises: dict | None = None) -> Path:
    """A home folder with one module, "samples", whose one lesson shows every exercise given."""
    exercises = exercises or SAMPLES
    folder = home / "exercises" / "samples"
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "exercises" / "facts", home / "exercises" / "facts")
    (folder / "module.yaml").write_text(MODULE, encoding="utf-8")
    for name, exercise in exercises.items():
        (folder / f"{name}.yaml").write_bytes(exercise_data(exercise))
    cells = [
        ("markdown", "# Đủ các dạng\n\nMở đầu."),
        ("code", "from kit import exercise, sign_in\n\nsign_in()", "screen"),
        ("markdown", "## Thử các dạng\n\nLàm từng bài.", "activity:try-all"),
        ("markdown", "Lời nhắn mật cho giảng viên.", "trainer"),
        *(("code", f'exercise("samples/{name}")') for name in exercises),
    ]
    lessons = home / "notebooks" / "modules" / "samples"
    lessons.mkdir(parents=True)
    (lessons / "01-all-kinds.ipynb").write_text(notebook(*cells), encoding="utf-8")
    shutil.copyfile(ROOT / "notebooks" / "start.ipynb", home / "notebooks" / "start.ipynb")
    return home


@pytest.fixture(scope="session")
def library() -> Library:
    """The real content."""
    return Library(ROOT)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with a sample of every kind."""
    return make_home(tmp_path / "home")


@pytest.fixture
def samples(home: Path) -> Library:
    """The library of samples."""
    return Library(home)


@pytest.fixture
def sealed_home(tmp_path: Path) -> Path:
    """A home whose exercises are all sealed, as in a test before or after the course."""
    sealed = {name: replace(x, sealed=True, hints=()) for name, x in SAMPLES.items()}
    return make_home(tmp_path / "sealed", sealed)


@pytest.fixture(params=sorted(SAMPLES))
def sample(request: pytest.FixtureRequest):
    """A sample exercise of each kind in turn."""
    return replace(SAMPLES[request.param], id=f"samples/{request.param}")
