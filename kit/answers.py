"""The log of attempts: append-only, one file a learner, on the disk before anyone is told so.

A record is one line of JSON between two line ends. The line end in front parts a new record from a
tail that a power cut tore off, so nothing good is ever written onto something bad; the torn line
stays where it is, is reported, and is copied to damaged/ for whoever wants to look.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

from kit.errors import CannotRead, CannotWrite
from kit.vietnamese import nfc, slug

SCHEMA = 1
Deed = Literal["attempt", "hint", "explain", "learner"]


@dataclass(frozen=True)
class Learner:
    """Who works at this laptop: a nickname or code, a picture to tell by, how many heads there are."""

    name: str
    picture: str = ""
    people: int = 1

    @property
    def file_name(self) -> str:
        """Safe on every system whatever was typed: a readable part and a hash of the whole name."""
        whole = " ".join(nfc(self.name).split()).casefold()
        return f"{slug(whole) or 'hv'}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}.jsonl"


@dataclass(frozen=True)
class Record:
    """One deed of a learner. `digest` tells which wording of the exercise was answered."""

    deed: Deed
    exercise: str = ""
    digest: str = ""
    answer: object = None
    status: str = ""
    points: float | None = None
    sure: str = ""  # how sure the learner said to be, where that was asked
    people: int = 1
    learner: str = ""
    picture: str = ""
    class_id: str = ""  # the class for which the learner's folder was made
    machine: str = ""  # the answers folder in which it was written: the same code on two at once is a lent code
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="milliseconds"))
    arrived: str = ""  # when it reached the class's laptop, where a telephone had to keep it first
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    v: int = SCHEMA


@dataclass(frozen=True)
class Reading:
    """What a log holds: its good records in order, and the lines that could not be read."""

    records: tuple[Record, ...] = ()
    damaged: tuple[bytes, ...] = ()

    def last(self, exercise: str) -> Record | None:
        """The latest attempt at an exercise."""
        return next((r for r in reversed(self.records) if r.deed == "attempt" and r.exercise == exercise), None)

    def count(self, exercise: str, deed: Deed) -> int:
        return sum(r.deed == deed and r.exercise == exercise for r in self.records)


class Log:
    """One learner's file."""

    def __init__(self, path: Path, machine: str = "") -> None:
        self.path, self.machine = path, machine

    def append(self, *records: Record) -> None:
        """Write records and see them onto the disk; raises CannotWrite, and then nothing was confirmed."""
        from filelock import FileLock

        own = (replace(record, machine=record.machine or self.machine) for record in records)
        line = b"".join(b"\n" + as_line(record) for record in own)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            new = not self.path.exists()
            with FileLock(f"{self.path}.lock"):
                _write_through(self.path, line)
            if new:
                _sync_folder(self.path.parent)
        except OSError as error:
            raise CannotWrite(self.path, error) from error

    def read(self) -> Reading:
        """All good records; a missing file reads as empty. Raises CannotRead."""
        try:
            return parse(self.path.read_bytes())
        except FileNotFoundError:
            return Reading()
        except OSError as error:
            raise CannotRead(self.path, error) from error

    def set_damage_aside(self, reading: Reading) -> list[Path]:
        """Copy unreadable lines to damaged/ beside the log, each once; the log itself is not touched."""
        written = []
        for line in reading.damaged:
            folder = self.path.parent / "damaged"
            copy = folder / f"{self.path.stem}-{hashlib.sha256(line).hexdigest()[:12]}.txt"
            if not copy.exists():
                _write_copy(copy, line)
                written.append(copy)
        return written

    def erase(self) -> None:
        """Delete what this learner left, set-aside lines included."""
        damaged = self.path.parent / "damaged"
        copies = damaged.glob(f"{self.path.stem}-*.txt") if damaged.is_dir() else ()
        for path in [self.path, Path(f"{self.path}.lock"), *copies]:
            path.unlink(missing_ok=True)


def as_line(record: Record) -> bytes:
    """A record as a line of JSON, its line end with it."""
    return json.dumps(asdict(record), ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _write_through(path: Path, line: bytes) -> None:
    """One write call at the end of the file, then down to the disk. Cut anywhere, only this line is lost."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    before = os.fstat(handle).st_size
    try:
        rest = memoryview(line)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except OSError:
        with suppress(OSError):
            os.ftruncate(handle, before)  # half a record must not eat the last free space of a full disk
        raise
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make the new file's name durable too, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def parse(raw: bytes) -> Reading:
    """Records and damaged lines of a log's bytes; keys of a newer schema are left alone."""
    records: list[Record] = []
    damaged: list[bytes] = []
    known = set(Record.__dataclass_fields__)
    for line in raw.split(b"\n"):
        if not line.strip():
            continue
        try:
            body = json.loads(line)
            record = Record(**{key: value for key, value in body.items() if key in known})
            _demand_sound(record, body)
            records.append(record)
        except (ValueError, TypeError, AttributeError, RecursionError):
            damaged.append(line)
    return Reading(tuple(records), tuple(damaged))


def _demand_sound(record: Record, body: dict[str, object]) -> None:
    """Raise ValueError unless every field is of its type: what travels on USB sticks is not trusted."""
    texts = (
        record.id,
        record.at,
        record.deed,
        record.exercise,
        record.digest,
        record.status,
        record.sure,
        record.learner,
        record.picture,
        record.class_id,
        record.machine,
        record.arrived,
    )
    if not {"id", "at", "deed"} <= set(body) or not all(isinstance(text, str) for text in texts):
        raise ValueError("a text is missing or is none")
    if type(record.people) is not int or not isinstance(record.points, int | float | None):
        raise ValueError("a number is none")
    datetime.fromisoformat(record.at)


def _write_copy(path: Path, content: bytes) -> None:
    fresh = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise CannotWrite(path, error) from error


def merge(readings: Iterable[Reading]) -> Reading:
    """The union of logs by record id, in order of time: repeatable, and the order of the logs does not matter."""
    by_id: dict[str, Record] = {}
    damaged: dict[bytes, None] = {}
    for reading in readings:
        for record in reading.records:
            kept = by_id.get(record.id)
            by_id[record.id] = (
                record if kept is None else min(kept, record, key=lambda r: json.dumps(asdict(r), sort_keys=True))
            )
        damaged.update(dict.fromkeys(reading.damaged))
    return Reading(tuple(sorted(by_id.values(), key=lambda r: (r.at, r.id))), tuple(sorted(damaged)))


class AnyLog(Protocol):
    """What a learner's log can do, whether it is a file or lies in a database."""

    def append(self, *records: Record) -> None: ...
    def read(self) -> Reading: ...
    def set_damage_aside(self, reading: Reading) -> list[Path]: ...
    def erase(self) -> None: ...


class Desk:
    """The answers folder of this laptop: who is signed in, and each learner's log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def log(self, learner: Learner) -> AnyLog:
        return Log(self.folder / learner.file_name, self.machine)

    @cached_property
    def machine(self) -> str:
        """A name drawn by lot for this folder; it says nothing of the laptop or of anyone."""
        path = self.folder / "machine.txt"
        with suppress(OSError, UnicodeDecodeError):
            found = path.read_text(encoding="utf-8").strip()
            if re.fullmatch(r"[0-9a-f]{8}", found):
                return found
        made = uuid.uuid4().hex[:8]
        with suppress(CannotWrite):  # a folder that cannot be written says so when an answer is kept
            _write_copy(path, made.encode())
        return made

    def learners(self) -> list[Learner]:
        """Who has worked here, in the order of names, as their logs tell."""
        found = []
        for path in sorted(p for p in self.folder.glob("*.jsonl") if p.is_file()):
            try:
                names = [r for r in Log(path).read().records if r.learner]
            except CannotRead:
                continue  # it is told when somebody signs in under that name
            if names:
                found.append(Learner(names[-1].learner, names[-1].picture, names[-1].people))
        return sorted(found, key=lambda learner: learner.name.casefold())

    @property
    def current(self) -> Learner | None:
        """Who is signed in on this laptop, in every lesson."""
        try:
            body = json.loads((self.folder / "current.json").read_text(encoding="utf-8"))
            return Learner(str(body["name"]), str(body["picture"]), int(body["people"]))
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return None

    @current.setter
    def current(self, learner: Learner | None) -> None:
        path = self.folder / "current.json"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if learner is None:
                path.unlink(missing_ok=True)
                return
            fresh = path.with_suffix(f".{uuid.uuid4().hex[:8]}.tmp")
            fresh.write_text(json.dumps(asdict(learner), ensure_ascii=False), encoding="utf-8")
            fresh.replace(path)
        except OSError as error:
            raise CannotWrite(path, error) from error
