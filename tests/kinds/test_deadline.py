"""A day typed by hand, counted as offices count, and the road to a wrong day named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from tests.conftest import SAMPLES

FIVE_WORKING = SAMPLES["deadline"]
TEN_DAYS = replace(FIVE_WORKING, start=date(2026, 12, 1), count=10, unit="days", near=())
HOURS = replace(FIVE_WORKING, start=date(2026, 12, 1), at=time(8, 30), count=24, unit="hours", near=())


@pytest.mark.parametrize(
    "typed",
    [
        "14/12/2026",
        "14-12-2026",
        "thứ Hai, 14/12/2026",
        "14/12/2026.",
        "2026-12-14",
        "8:30 14/12/2026",
        "ngày 14 tháng 12 năm 2026",
        " 14.12.2026 ",
    ],
)
def test_the_day_is_right_however_it_is_written(typed: str) -> None:
    assert FIVE_WORKING.check(typed).status == "correct"


@pytest.mark.parametrize(
    "typed",
    [
        "8:30 02/12/2026",
        "08:30 02/12/2026",
        "8h30 2/12/2026",
        "8 giờ 30 ngày 2/12/2026",
        "02/12/2026, 8g30",
        "lúc 8:30 sáng ngày 2/12/2026",
    ],
)
def test_the_hour_is_right_however_it_is_written(typed: str) -> None:
    assert HOURS.check(typed).status == "correct"


@pytest.mark.parametrize("typed", ["8h 08/12/2026", "8 giờ ngày 08/12/2026", "8:00 8/12/2026"])
def test_full_hours_need_no_minutes(typed: str) -> None:
    assert replace(HOURS, start=date(2026, 12, 7), at=time(8)).check(typed).status == "correct"


def test_end_of_a_day_may_be_written_as_24_hours() -> None:
    assert replace(HOURS, start=date(2026, 12, 6), at=time(0)).check("24 giờ ngày 06/12/2026").status == "correct"


def test_an_hour_that_is_none_is_asked_again_in_its_own_words() -> None:
    assert "giờ" in HOURS.check("25:00 02/12/2026").words[0]
    assert HOURS.check("25:00 02/12/2026").status == "unanswered"


def test_the_hour_is_asked_for_where_hours_count() -> None:
    assert "giờ" in HOURS.check("02/12/2026").words[0]
    assert HOURS.check("02/12/2026").status == "wrong"


@pytest.mark.parametrize(
    ("exercise", "typed", "told"),
    [
        (FIVE_WORKING, "11/12/2026", "ngày bắt đầu"),  # counted the first day
        (FIVE_WORKING, "12/12/2026", "ngày nghỉ"),  # counted the weekend
        (FIVE_WORKING, "15/12/2026", "nhầm lẫn hay gặp"),  # the author's own near miss
        (TEN_DAYS, "10/12/2026", "ngày bắt đầu"),
        (TEN_DAYS, "15/12/2026", "mọi ngày"),  # left the weekends out
        (TEN_DAYS, "21/11/2026", "ngược chiều"),
        (replace(TEN_DAYS, start=date(2026, 12, 2), roll=True), "12/12/2026", "ngày làm việc tiếp theo"),
        (replace(TEN_DAYS, same_day=True), "11/12/2026", "cũng được tính"),
        (TEN_DAYS, "25/12/2026", "đếm lại"),
    ],
)
def test_a_wrong_day_is_told_how_it_came_about(exercise, typed: str, told: str) -> None:
    verdict = exercise.check(typed)

    assert verdict.status == "wrong"
    assert told in verdict.words[0]


@pytest.mark.parametrize("typed", ["mai", "15/10 âm lịch", "31/02/2026", "2026"])
def test_what_is_no_day_is_asked_again(typed: str) -> None:
    verdict = FIVE_WORKING.check(typed)

    assert verdict.status == "unanswered" and verdict.words[0]


def test_the_counting_is_shown_as_a_calendar() -> None:
    shown = FIVE_WORKING.workings()

    assert "| Thứ 2 |" in shown and "8/12 – **ngày 1**" in shown and "14/12 – **ngày 5**" in shown
    assert "12/12 – cuối tuần" in shown and "7/12 – ngày bắt đầu, không đếm" in shown
    assert FIVE_WORKING.for_learner().workings() == ""


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"count": 0}, "count"),
        ({"count": 400}, "count"),
        ({"start": date(2030, 1, 1)}, "start"),  # no holidays known
        ({"start": date(2026, 11, 20)}, "start"),  # runs over a day still to be checked
        ({"unit": "hours"}, "at"),
        ({"at": time(8)}, "at"),
        ({"unit": "hours", "at": time(8, 0, 15)}, "at"),
        ({"unit": "hours", "at": time(8), "roll": True}, "unit"),
        ({"start": date(9999, 12, 30)}, "start"),
        ({"start": date(2026, 12, 8)}, "near"),
        ({"back": True, "roll": True}, "roll"),
    ],
)
def test_author_is_told(change: dict, field: str) -> None:
    assert field in [s.field for s in replace(FIVE_WORKING, **change).slips()]
