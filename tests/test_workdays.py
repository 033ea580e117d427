"""Counting days as people in offices do: weekends, holidays, Saturdays worked in exchange."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.workdays import UnknownYear, counting, is_working_day, known_years, special_days, why_off

FORWARD = {"working": False, "from_next": True, "back": False, "roll": False}


def limit(start: date, count: int, **ways: bool) -> date:
    return counting(start, count, **{**FORWARD, **ways})[-1].day


@pytest.mark.parametrize(
    ("start", "count", "ways", "end"),
    [
        (date(2026, 12, 1), 10, {}, date(2026, 12, 11)),
        (date(2026, 12, 1), 10, {"from_next": False}, date(2026, 12, 10)),
        (date(2026, 12, 7), 5, {"working": True}, date(2026, 12, 14)),
        (date(2026, 8, 20), 2, {"working": True}, date(2026, 8, 22)),  # a Saturday worked in exchange
        (date(2026, 8, 28), 1, {"working": True}, date(2026, 9, 3)),  # weekend, exchange day, two holidays
        (date(2026, 2, 13), 1, {"working": True}, date(2026, 2, 23)),  # Tết
        (date(2026, 12, 4), 8, {"roll": True}, date(2026, 12, 14)),  # ends on a Saturday
        (date(2026, 12, 15), 7, {"back": True}, date(2026, 12, 8)),
        (date(2028, 2, 28), 2, {}, date(2028, 3, 1)),
    ],
)
def test_limits_end_where_the_calendar_says(start: date, count: int, ways: dict, end: date) -> None:
    assert limit(start, count, **ways) == end


@given(st.dates(date(2025, 1, 1), date(2027, 9, 1)), st.integers(1, 60), st.booleans(), st.booleans())
def test_every_day_is_passed_once_and_counted_days_are_numbered(
    start: date, count: int, working: bool, from_next: bool
) -> None:
    days = counting(start, count, working=working, from_next=from_next, back=False, roll=False)

    assert [d.day for d in days] == [start + timedelta(n) for n in range(len(days))]
    assert [d.number for d in days if d.number] == list(range(1, count + 1))
    assert all(d.reason for d in days if not d.number)
    assert not working or all(is_working_day(d.day) for d in days if d.number)


@pytest.mark.parametrize("year", list(known_years()))
def test_a_year_has_the_holidays_that_the_labour_code_names(year: int) -> None:
    """Article 112: 1 day at New Year, 5 at Tết, 1 for the Hùng Kings, 2 at the end of April, 2 on National Day."""
    names = [row.name for day, row in special_days().items() if day.year == year and not row.open]

    assert sum("Tết Dương lịch" in name for name in names) == 1
    assert sum("Tết Nguyên đán" in name for name in names) == 5 + sum(
        "Nghỉ bù Tết Nguyên đán" in name for name in names
    )
    assert sum("Hùng Vương" in name for name in names) == 1
    assert sum("Chiến thắng" in name or "Lao động" in name for name in names) == 2
    assert sum("Quốc khánh" in name for name in names) == 2


def test_rows_have_a_name_a_source_and_a_check_date() -> None:
    for row in special_days().values():
        assert row.name and row.source and row.checked <= date(2026, 11, 29)
        assert not row.open or row.day.weekday() >= 5, "only a weekend day is worked in exchange"


def test_a_day_off_says_why() -> None:
    assert why_off(date(2026, 9, 2)) == "Quốc khánh"
    assert why_off(date(2026, 12, 5)) == "cuối tuần"
    assert why_off(date(2026, 12, 4)) == ""


def test_every_weekly_rest_day_within_tet_is_given_back() -> None:
    """Labour Code 2019, article 111(3): who rests weekly on a holiday rests the next working day instead; both days of Tết 2027."""
    tet = [day for day, row in special_days().items() if "Tết Nguyên đán" in row.name and not row.open]
    for year in sorted({day.year for day in tet}):
        own = [day for day in tet if day.year == year]
        lost = [day for day in own if day.weekday() >= 5]
        given_back = [day for day in own if special_days()[day].name.startswith("Nghỉ bù")]
        assert len(lost) == len(given_back), year
    assert date(2027, 2, 11) in tet


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_an_independent_calendar_says_the_same_of_every_day_that_is_certain(year: int) -> None:
    import holidays

    theirs = set(holidays.country_holidays("VN", years=year))
    ours = {day: row for day, row in special_days().items() if day.year == year}
    certain = {day for day, row in ours.items() if not row.open and row.certain}
    uncertain = {day for day, row in ours.items() if not row.certain}

    assert certain <= theirs | uncertain
    missing = {day for day in theirs - set(ours) if day.weekday() < 5}
    near = {day for day in missing if any(abs((day - other).days) <= 2 for other in uncertain)}
    assert missing == near, "a holiday that we do not have stands beside days that are still to check"


@pytest.mark.parametrize("ways", [{"working": True}, {"roll": True}])
def test_a_year_without_data_is_refused_and_never_guessed(ways: dict) -> None:
    with pytest.raises(UnknownYear, match="2031"):
        limit(date(2031, 3, 1), 5, **ways)


def test_plain_days_need_no_calendar_of_holidays() -> None:
    assert limit(date(2031, 3, 1), 5) == date(2031, 3, 6)
