"""The trainer's clock: plan against real minutes, what to drop, and what the next class is offered."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kit.classroom.clock import (
    ClockPress,
    Slot,
    dropped,
    now,
    past_minutes,
    press,
    presses,
    real_minutes,
    slots,
    what_to_drop,
)
from tests.classroom.conftest import open_class

START = datetime(2026, 11, 21, 7, 30)
END = START + timedelta(minutes=90)
PLAN = [
    Slot("open", "Mở đầu", 10),
    Slot("a", "Phần A", 20, "must"),
    Slot("b", "Phần B", 15, "may"),
    Slot("c", "Phần C", 25, "should"),
    Slot("d", "Phần D", 20, "must"),
]


def pressed(*deeds: tuple[str, str, int]) -> list[ClockPress]:
    return [ClockPress(0, s, d, START + timedelta(minutes=m)) for d, s, m in deeds]


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def test_every_minute_of_every_programme_is_in_a_slot(library) -> None:
    for module in library.modules.values():
        for programme in module.programmes:
            for day in programme.days:
                assert sum(slot.minutes for slot in slots(module, day)) == day.minutes


def test_slots_of_a_programme_have_names_of_their_own(library) -> None:
    for module in library.modules.values():
        for programme in module.programmes:
            names = [slot.id for day in programme.days for slot in slots(module, day)]
            assert len(names) == len(set(names))


def test_day_on_time_drops_nothing() -> None:
    found = now(PLAN, pressed(("start", "open", 0), ("start", "a", 10)), at(15), START, END)

    assert (found.current.id, round(found.spent), found.late, found.drops, found.short) == ("a", 5, 0, (), 0)
    assert found.ends == END


def test_late_day_drops_what_may_go_before_what_should_stay() -> None:
    found = now(PLAN, pressed(("start", "open", 0), ("start", "a", 24)), at(24), START, END)

    assert found.late == 14 and found.real == {"open": 24}
    assert [slot.id for slot in found.drops] == ["b"]


def test_day_that_cannot_be_saved_says_how_many_minutes_are_missing() -> None:
    found = now(PLAN, pressed(("start", "open", 0), ("start", "a", 70)), at(70), START, END)

    assert [slot.id for slot in found.drops] == ["b", "c"]
    assert found.short == 20


@pytest.mark.parametrize(
    ("over", "names", "short"),
    [(5, [], 0), (6, ["b"], 0), (15, ["b"], 0), (16, ["b", "c"], 0), (60, ["b", "c"], 20)],
)
def test_as_few_as_can_be_are_dropped_and_never_what_must_be_done(over: int, names: list[str], short: int) -> None:
    drops, missing = what_to_drop(PLAN, over)

    assert ([slot.id for slot in drops], missing) == (names, short)


def test_a_day_before_its_first_press_is_not_late() -> None:
    found = now(PLAN, [], at(-60), START, END)

    assert (found.current, found.late, found.over) == (None, 0, 0)


def test_presses_are_kept_and_the_last_can_be_taken_back(klass) -> None:
    press(klass, 0, "open", "start", at(0))
    press(klass, 0, "a", "start", at(12))
    press(klass, 0, "", "undo", at(13))
    press(klass, 0, "a", "start", at(15))
    press(klass, 0, "b", "drop", at(16))
    press(klass, 0, "a", "done", at(40))

    assert [each.slot for each in presses(klass, 0)] == ["open", "a", "b", "a"]
    assert real_minutes(klass) == {"open": 15, "a": 25}
    assert dropped(klass) == ["b"]


def test_second_click_on_the_button_is_no_second_start(klass) -> None:
    press(klass, 0, "open", "start", at(0))
    press(klass, 0, "open", "start", at(0))

    found = now(PLAN, presses(klass, 0), at(20), START, END)

    assert (found.current.id, round(found.spent), found.real) == ("open", 20, {})


def test_minutes_of_a_slot_that_was_broken_off_are_kept(klass) -> None:
    press(klass, 0, "b", "start", at(0))
    press(klass, 0, "b", "drop", at(12))

    assert real_minutes(klass) == {"b": 12} and dropped(klass) == ["b"]


def test_damaged_minutes_are_passed_by(klass) -> None:
    press(klass, 0, "open", "start", at(0))
    with (klass.path / "minutes.jsonl").open("ab") as file:
        file.write(b'\n{"torn\n{"id":"1","at":"2026-11-21T08:00:00","deed":"attempt","answer":{"deed":"done"}}\n')
    press(klass, 0, "open", "done", at(9))

    assert real_minutes(klass) == {"open": 9}


def test_next_class_of_the_module_is_offered_what_it_took(course) -> None:
    name = "01-what-is-dialogue/own-village"
    for n, minutes in enumerate((14, 18, 30)):
        klass = open_class(course, f"lop-{n}", room=2, online=0)
        press(klass, 0, name, "start", at(0))
        press(klass, 0, name, "done", at(minutes))
    fourth = open_class(course, "lop-3", room=2, online=0)

    past = past_minutes(course, fourth.module.id, fourth.id)
    slot = next(s for s in slots(fourth.module, fourth.programme.days[0], past) if s.id == name)

    assert (slot.past, slot.classes, slot.expected) == (18, 3, 18)


def test_clock_forgotten_overnight_says_nothing_about_the_next_class(klass, course) -> None:
    press(klass, 0, "a", "start", at(0))
    press(klass, 0, "a", "done", at(900))

    assert past_minutes(course, klass.module.id) == {}
