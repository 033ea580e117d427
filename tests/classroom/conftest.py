"""A class to test on: the real course, a roster of 140, and learners whose answers are drawn by lot."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kit.answers import Learner, Log, Record
from kit.classroom.folder import Person, TrainingClass
from kit.classroom.opening import Wanted, new_class
from kit.classroom.tallies import exercises_of
from kit.course import Library
from kit.handin import file_name, pack
from tests.conftest import ROOT

MODULE = "policy-dialogue"
DAY_1 = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
DAY_2 = DAY_1 + timedelta(days=1, hours=7)


@pytest.fixture(scope="session")
def course_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content in a folder of its own, without classes."""
    home = tmp_path_factory.mktemp("course") / "home"
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    return home


@pytest.fixture
def course(course_home: Path, tmp_path: Path) -> Library:
    """The real course; classes made in it are this test's alone."""
    home = tmp_path / "home"
    home.mkdir()
    return linked(course_home, home)


def linked(course_home: Path, home: Path) -> Library:
    """The real course in another folder; nobody writes into it."""
    for part in ("exercises", "notebooks"):
        (home / part).symlink_to(course_home / part, target_is_directory=True)
    return Library(home)


def open_class(course: Library, name: str = "lop-mau", room: int = 60, online: int = 80) -> TrainingClass:
    wanted = Wanted(MODULE, date(2026, 11, 21), organiser="Hội LHPN tỉnh", place="Hội trường", room=room, online=online)
    klass, _ = new_class(course, name, wanted)
    return klass


@pytest.fixture
def klass(course: Library) -> TrainingClass:
    """A class of 60 in the room and 80 online, HV001 to HV140."""
    return open_class(course)


def wrong_answer(exercise: Any, lot: random.Random) -> Any:
    """A mistake that the kind can make."""
    match exercise.kind:
        case "single-choice":
            return lot.choice([option.id for option in exercise.options if option.id != exercise.key])
        case "true-false":
            return {s.id: not s.holds for s in exercise.statements}
    return "7" if exercise.key_answer() != "7" else "8"


@dataclass
class Simulated:
    """What one learner did: right or wrong (None: left out) for each item, before and after."""

    person: Person
    before: dict[str, bool | None] = field(default_factory=dict)
    after: dict[str, bool | None] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)


def simulate(klass: TrainingClass, person: Person, lot: random.Random, class_id: str | None = None) -> Simulated:
    """Both forms, as the roster deals them: more is right on the second day."""
    done = Simulated(person)
    first, then = ("A", "B") if person.first == "A" else ("B", "A")
    for form, start, chance, told in ((first, DAY_1, 0.45, done.before), (then, DAY_2, 0.75, done.after)):
        for n, exercise in enumerate(exercises_of(klass, form)):
            fate = lot.random()
            told[exercise.id] = None if fate > 0.95 else fate < chance
            if told[exercise.id] is None:
                continue
            answer = exercise.key_answer() if told[exercise.id] else wrong_answer(exercise, lot)
            at = (start + timedelta(minutes=n)).isoformat(timespec="milliseconds")
            done.records.append(
                Record(
                    "attempt", exercise.id, exercise.digest, answer, "recorded", None, at=at,
                    class_id=klass.id if class_id is None else class_id,
                )
            )  # fmt: skip
    return done


def hand_in(folder: Path, klass: TrainingClass, done: Simulated, name: str = "", class_id: str | None = None) -> Path:
    """A learner's file, as the button writes it."""
    learner = Learner(name or done.person.code)
    log = Log(folder / ".logs" / learner.file_name)
    log.append(Record("learner", learner=learner.name), *done.records)
    made = DAY_2 + timedelta(hours=1)
    named = klass.id if class_id is None else class_id
    path = folder / file_name(learner, named, made)
    path.write_bytes(pack(learner, named, log.read(), made))
    shutil.rmtree(folder / ".logs")
    return path
