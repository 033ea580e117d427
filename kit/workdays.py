"""Working days in Viet Nam: weekends, public holidays and the Saturdays worked in exchange, from workdays.csv.

The file is data with a source and a check date on every row; a row "to check" is not certain yet. Days
are counted as the Civil Code 91/2015/QH13 counts them: from the day after the event (article 147), and a
limit that ends on a day off runs to the end of the next working day (article 148).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from kit.errors import KitError
from kit.messages import say

TABLE = Path(__file__).parent / "workdays.csv"
SATURDAY = 5


@dataclass(frozen=True)
class SpecialDay:
    """A holiday, or a Saturday or Sunday that is worked (`open`)."""

    day: date
    open: bool
    name: str
    source: str
    checked: date
    certain: bool


@cache
def special_days() -> dict[date, SpecialDay]:
    """The rows of the table by day."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = [
            SpecialDay(
                date.fromisoformat(row["day"]), row["open"] == "yes", row["name"], row["source"],
                date.fromisoformat(row["checked"]), row["status"] == "verified",
            )
            for row in csv.DictReader(stream)
        ]  # fmt: skip
    return {row.day: row for row in rows}


@cache
def known_years() -> range:
    """The years whose holidays the table holds."""
    years = [day.year for day in special_days()]
    return range(min(years), max(years) + 1)


class UnknownYear(KitError):
    """The table has no holidays of a year; what counts working days in it would be a guess."""

    def __init__(self, year: int) -> None:
        first, last = known_years()[0], known_years()[-1]
        super().__init__(say("Chưa có lịch nghỉ lễ năm {year}: bảng ngày nghỉ có từ năm {first} đến {last}. Xem lại năm đã gõ; đúng năm thì cần bản mới của bộ tài liệu.", year=year, first=first, last=last))  # fmt: skip


def is_working_day(day: date) -> bool:
    """Monday to Friday but for holidays, and the weekend days worked in exchange. Raises UnknownYear."""
    if day.year not in known_years():
        raise UnknownYear(day.year)
    special = special_days().get(day)
    return special.open if special else day.weekday() < SATURDAY


def why_off(day: date) -> str:
    """Why nobody works on a day: the holiday's name, or the weekend; "" on a working day."""
    special = special_days().get(day)
    if special and not special.open:
        return special.name
    if special is None and day.weekday() >= SATURDAY:
        return say("cuối tuần")
    return ""


@dataclass(frozen=True)
class CountedDay:
    """A day that was passed in counting: its number in the count, or None and why it does not count."""

    day: date
    number: int | None
    reason: str = ""


def counting(start: date, count: int, *, working: bool, from_next: bool, back: bool, roll: bool) -> list[CountedDay]:
    """Every day from the event to the limit, in the order counted; the last one is the limit.

    `working`: only working days count. `from_next`: the day of the event itself does not count. `back`:
    counted towards the past. `roll`: a limit on a day off moves on to the next working day.
    """
    step = timedelta(days=-1 if back else 1)
    days = [CountedDay(start, None, say("ngày bắt đầu, không đếm"))] if from_next else []
    days += _counted(start + step if from_next else start, count, step, working)
    limit = days[-1].day
    while roll and not is_working_day(limit):
        limit += step
        days.append(CountedDay(limit, None, why_off(limit) or say("chuyển sang ngày này")))
    return days


def _counted(day: date, count: int, step: timedelta, working: bool) -> Iterator[CountedDay]:
    number = 0
    while number < count:
        if working and not is_working_day(day):
            yield CountedDay(day, None, why_off(day))
        else:
            number += 1
            yield CountedDay(day, number)
        day += step
