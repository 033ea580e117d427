"""A small complete exercise of each kind: what `kit new exercise` writes, what tests walk through every face.

Each is a YAML file beside this one, with a word on every field: the documentation of its kind.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kit.course.exercise_file import read_exercise
from kit.errors import ContentError, Fault
from kit.kinds import KINDS, Exercise

FOLDER = Path(__file__).parent


def sample_text(kind: str) -> str:
    """The YAML of a kind's sample, with its comments."""
    return (FOLDER / f"{kind}.yaml").read_text(encoding="utf-8")


@cache
def sample(kind: str) -> Exercise:
    """The sample of a kind; a faulty one is a fault of the kit and raises ContentError."""
    faults: list[Fault] = []
    exercise = read_exercise(FOLDER / f"{kind}.yaml", f"samples/{kind}", faults)
    if exercise is None:
        raise ContentError(faults)
    return exercise


def samples() -> dict[str, Exercise]:
    """Every kind's sample, in the order of the kinds."""
    return {kind: sample(kind) for kind in KINDS}
