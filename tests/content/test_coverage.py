"""docs/coverage.md names, for every sentence of the source documents, files that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| The documents")
]


def _file(name: str) -> Path:
    return ROOT / ("notebooks/modules" if name.endswith(".ipynb") else "exercises") / name


def test_eighteen_topics_are_answered() -> None:
    assert re.findall(r"^## (\d+)\.", PAGE, re.MULTILINE) == [str(n) for n in range(1, 19)]
    assert all(len(row) == 3 for row in ROWS)


def test_every_file_named_is_there() -> None:
    named = [name for row in ROWS for name in re.findall(r"`([^`]+)`", row[2])]

    assert [name for name in named if not _file(name).is_file()] == []


def test_what_is_taught_names_its_place_and_what_is_not_names_none() -> None:
    for sentence, grade, place in ROWS:
        assert grade[0] in "FPN", sentence
        assert bool(place) == (grade[0] != "N"), sentence


def test_every_course_is_named() -> None:
    courses = {path.parent.name for path in (ROOT / "exercises").glob("*/module.yaml")}

    assert courses <= {name.split("/")[0] for name in re.findall(r"`([^`]+)`", PAGE)}
