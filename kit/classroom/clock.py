"""The trainer's clock: the day's plan against real minutes, and what to drop now to end on time.

A slot is an activity of a lesson, a test, or a step such as a break. What really happened is appended to
minutes.jsonl; the next class of the same module is offered the median of what its activities took.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from kit.answers import Log, Record, parse
from kit.classroom.folder import NotAClass, TrainingClass, class_ids
from kit.course import Library, Module
from kit.course.modules import Day, Step
from kit.errors import KitError
from kit.vietnamese import slug

EASE = 5  # minutes: a day that ends this much late ends on time
LONGEST = 240  # minutes: a clock that was forgotten says nothing about the next class


PressDeed = Literal["start", "done", "drop", "undo"]


@dataclass(frozen=True)
class Slot:
    """A stretch of the day. `past`: median minutes of earlier classes, 0 where there were none; `classes`: how many."""

    id: str
    title: str
    minutes: int
    priority: str = "must"
    past: int = 0
    classes: int = 0
    teaches: bool = True  # time of learning, and no opening, break or closing

    @property
    def expected(self) -> int:
        """How long it is likely to take: as before, where it has been done before."""
        return self.past or self.minutes


@dataclass(frozen=True)
class Now:
    """Where the day stands. `late`: minutes behind (before the plan: negative); `drops`: what to leave out to end
    on time; `short`: minutes that are missing even then."""

    current: Slot | None
    spent: float
    real: dict[str, int]
    dropped: tuple[str, ...]
    late: int
    ends: datetime
    over: int
    drops: tuple[Slot, ...]
    short: int


def slots(module: Module, day: Day, past: dict[str, list[int]] | None = None) -> list[Slot]:
    """The day's slots in order; a step's minutes are shared out to its activities as the lesson shares them."""
    found: list[Slot] = []
    for n, step in enumerate(day.steps, 1):
        plan = next((p for p in module.plans if p.id == step.lesson), None)
        if plan is None or module.is_test(plan.id):
            name, title = (str(plan.id), plan.title) if plan else (f"{slug(day.title)}-{n}", "")
            found.append(Slot(name, step.title or title, step.minutes, teaches=not step.pause))
            continue
        chosen = [a for a in plan.activities if not step.activities or a.id in step.activities]
        minutes = _shared(step, [a.minutes for a in chosen])
        found += [Slot(f"{plan.id}/{a.id}", a.title, m, a.priority) for a, m in zip(chosen, minutes, strict=True)]
    return [_remembered(slot, (past or {}).get(slot.id, [])) for slot in found]


def _shared(step: Step, minutes: list[int]) -> list[int]:
    """Whole minutes in these proportions that add up to the step's."""
    total, given, out = sum(minutes), 0, []
    for n in range(len(minutes)):
        upto = round(step.minutes * sum(minutes[: n + 1]) / total)
        out.append(upto - given)
        given = upto
    return out


def _remembered(slot: Slot, past: list[int]) -> Slot:
    return replace(slot, past=round(statistics.median(past)), classes=len(past)) if past else slot


# ── what happened ──
@dataclass(frozen=True)
class ClockPress:
    """A press of the clock on a day: "start", "done" or "drop" of a slot, or "undo" of the press before.

    `at` is the clock on the wall, without a zone: a laptop may be set to any.
    """

    day: int
    slot: str
    deed: PressDeed
    at: datetime

    @property
    def record(self) -> Record:
        """The press as a line of the log."""
        body = {"day": self.day, "slot": self.slot, "deed": self.deed, "at": self.at.isoformat(timespec="seconds")}
        return Record("attempt", exercise="clock", answer=body)


def press_of(record: Record) -> ClockPress | None:
    """The press that a line holds; None for a line that a hand or another program wrote."""
    match record.answer:
        case {"day": int(day), "slot": str(slot), "deed": ("start" | "done" | "drop" | "undo") as deed, "at": str(at)}:
            try:
                when = datetime.fromisoformat(at)
            except ValueError:
                return None
            return ClockPress(day, slot, deed, when) if when.tzinfo is None else None
    return None


def press(klass: TrainingClass, day: int, slot: str, deed: PressDeed, at: datetime) -> None:
    """Keep a press."""
    _log(klass).append(ClockPress(day, slot, deed, at).record)


def presses(klass: TrainingClass, day: int) -> list[ClockPress]:
    """The presses of a day that still stand, in order."""
    stack: list[ClockPress] = []
    for pressed in _read(klass):
        if pressed.day == day:
            stack = stack[:-1] if pressed.deed == "undo" else [*stack, pressed]
    return stack


def now(plan: list[Slot], pressed: list[ClockPress], at: datetime, starts: datetime, ends: datetime) -> Now:
    """Where the day stands at a moment, and what to drop so that it ends by `ends`."""
    real, open_, dropped = _told(pressed)
    begun = open_.at if open_ else None
    spent = max(0.0, (at - begun).total_seconds() / 60) if begun else 0.0
    closed = set(real) | set(dropped)
    current = next((s for s in plan if open_ and s.id == open_.slot and s.id not in closed), None)
    left = [s for s in plan if s.id not in closed and s != current]
    here = at if (current or closed) else max(at, starts)
    remaining = (max(0.0, current.expected - spent) if current else 0.0) + sum(s.expected for s in left)
    finish = here + timedelta(minutes=remaining)
    should = starts + timedelta(
        minutes=sum(s.minutes for s in plan if s.id in closed) + (min(spent, current.minutes) if current else 0)
    )
    late = round((here - should).total_seconds() / 60) if (current or closed) else 0
    over = round((finish - ends).total_seconds() / 60)
    drops, short = what_to_drop(left, over)
    return Now(current, spent, real, tuple(dropped), late, finish, over, drops, short)


def what_to_drop(left: list[Slot], over: int) -> tuple[tuple[Slot, ...], int]:
    """Activities to leave out so that the day ends on time, and the minutes still missing after that.

    What may be dropped goes before what should stay; what must be done is never offered. Of each sort the
    shortest that is long enough goes, else the longest and one more: as few as can be.
    """
    chosen: list[Slot] = []
    missing = over if over > EASE else 0
    for sort in ("may", "should"):
        free = [slot for slot in left if slot.priority == sort]
        while missing > 0 and free:
            enough = [slot for slot in free if slot.expected >= missing]
            pick = min(enough, key=lambda s: s.expected) if enough else max(free, key=lambda s: s.expected)
            free.remove(pick)
            chosen.append(pick)
            missing -= pick.expected
    return tuple(sorted(chosen, key=left.index)), max(0, missing)


def real_minutes(klass: TrainingClass) -> dict[str, int]:
    """Slot to the minutes it took, all days of a class; a slot taken up twice counts both times."""
    found: dict[str, int] = {}
    for day in sorted({pressed.day for pressed in _read(klass)}):
        for slot, minutes in _told(presses(klass, day))[0].items():
            found[slot] = found.get(slot, 0) + minutes
    return found


def dropped(klass: TrainingClass) -> list[str]:
    """The slots that were left out."""
    days = sorted({pressed.day for pressed in _read(klass)})
    return [slot for day in days for slot in _told(presses(klass, day))[2]]


def past_minutes(library: Library, module: str, besides: str = "") -> dict[str, list[int]]:
    """What each slot of a module took in the classes of this home, but for one."""
    found: dict[str, list[int]] = {}
    for name in class_ids(library):
        klass = TrainingClass(library, name)
        try:
            same = name != besides and klass.about("module") == module
        except (NotAClass, KitError):
            continue
        for slot, minutes in real_minutes(klass).items() if same else ():
            if 0 < minutes <= LONGEST:
                found.setdefault(slot, []).append(minutes)
    return found


def _told(pressed: list[ClockPress]) -> tuple[dict[str, int], ClockPress | None, list[str]]:
    """Minutes by slot, the press that opened the slot now running, and the slots left out."""
    real: dict[str, int] = {}
    out: list[str] = []
    open_: ClockPress | None = None
    for each in pressed:
        if open_ and each.deed == "start" and open_.slot == each.slot:
            continue  # a second click on the same button
        if open_ and (each.deed in ("start", "done") or open_.slot == each.slot):
            minutes = round((each.at - open_.at).total_seconds() / 60)
            if minutes <= LONGEST:  # else the clock was forgotten, and nobody knows how long it took
                real[open_.slot] = real.get(open_.slot, 0) + max(1, minutes)
            open_ = None
        if each.deed == "start":
            open_ = each
        if each.deed == "drop":
            out.append(each.slot)
    return real, open_, out


def _log(klass: TrainingClass) -> Log:
    return Log(klass.path / "minutes.jsonl")


def _read(klass: TrainingClass) -> list[ClockPress]:
    try:
        records = parse(_log(klass).path.read_bytes()).records
    except FileNotFoundError:
        return []
    return [pressed for record in records if (pressed := press_of(record))]
