"""Days of the calendar as people write and print them."""

from __future__ import annotations

import re
from datetime import date

from kit.errors import KitError
from kit.messages import say
from kit.vietnamese.text import nfc, plain_figures, slug

_DATE = re.compile(
    r"(?:ng(?:à|a)y\s*)?(?:m(?:ù|ồ|u|o)ng\s*)?(\d{1,2})(?:\s*[/.-]\s*|\s*th(?:á|a)ng\s*)(\d{1,2})(?:\s*[/.-]\s*|[,\s]*n(?:ă|a)m\s*)(\d{4})"
)
_WEEKDAYS = r"(?:thứ|thu) (?:hai|ba|tư|tu|năm|nam|sáu|sau|bảy|bay|[2-7])|ch(?:ủ|u) nh(?:ậ|a)t|cn|t[2-7]"
_WEEKDAY_NAMES = (("hai", "2"), ("ba", "3"), ("tu", "4"), ("nam", "5"), ("sau", "6"), ("bay", "7"), ("nhat", "cn"))


class NotADate(KitError):
    """What was typed cannot be read as one day of the calendar."""


def parse_date(text: str) -> date:
    """Read 21/11/2026, 21-11-2026, 21.11.2026 or “ngày 21 tháng 11 năm 2026”; raises NotADate."""
    body = " ".join(plain_figures(nfc(text)).lower().split())
    if any(word in body for word in ("âm lịch", "ta)", " (âl")):
        raise NotADate(say("“{text}” là ngày âm lịch. Hãy đổi sang ngày dương lịch.", text=text))
    before = re.match(rf"({_WEEKDAYS})[\s,]+", body)
    body = (body[before.end() :] if before else body).rstrip(". ")
    behind = re.search(rf"[\s,]*\(?\b({_WEEKDAYS})\)?$", body)
    body = (body[: behind.start()] if behind else body).rstrip(". ")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", body):
        body = "/".join(reversed(body.split("-")))
    match = _DATE.fullmatch(body)
    if not match:
        raise NotADate(say("Không đọc được ngày “{text}”. Ví dụ cách viết: 21/11/2026.", text=text))
    day, month, year = (int(part) for part in match.groups())
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise NotADate(say("Lịch không có ngày “{text}”.", text=text)) from error
    for named in filter(None, (before, behind)):
        if _weekday(named[1]) != found.weekday():
            raise NotADate(say("Ngày {day} là {right}, không phải {wrong}.", day=format_date(found), right=weekday_words(found), wrong=named[1]))  # fmt: skip
    return found


def weekday_words(day: date) -> str:
    """thứ Hai … Chủ nhật."""
    names = (
        say("thứ Hai"),
        say("thứ Ba"),
        say("thứ Tư"),
        say("thứ Năm"),
        say("thứ Sáu"),
        say("thứ Bảy"),
        say("Chủ nhật"),
    )
    return names[day.weekday()]


def _weekday(words: str) -> int:
    last = slug(words).rpartition("-")[2].removeprefix("t")
    return next(n for n, names in enumerate(_WEEKDAY_NAMES) if last in names or f"t{last}" in names)


def soon(text: str) -> date:
    """A day whose year may have two figures: 9/11/26 is 2026, as offices write today. Raises NotADate.

    Only for cells of a table, and always told to the writer: in an exercise the year is asked for whole.
    """
    short = re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{2})", plain_figures(nfc(text)).strip())
    return parse_date(f"{short[1]}/{short[2]}/20{short[3]}" if short else text)


def format_date(day: date) -> str:
    """21/11/2026."""
    return day.strftime("%d/%m/%Y")
