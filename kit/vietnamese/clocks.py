"""Hours of the day as people say them: 8:30, 8h, 8 giờ rưỡi, 2 giờ chiều, 12 giờ tối."""

from __future__ import annotations

import re

from kit.vietnamese.text import nfc, plain_figures

_CLOCK = re.compile(
    r"(?:lúc\s+)?(?<![\d/.-])(?P<hour>\d{1,2})\s*(?:giờ|gio|[:hg])\s*(?:(?P<minute>\d{1,2})(?![\d/.-])\s*(?:phút|phut)?|(?P<rest>rưỡi|ruoi|đúng|kém\s+(?P<less>\d{1,2})(?![\d/.-])(?:\s*phút)?))?"
    r"(?:\s*(?P<half>sáng|sang|trưa|trua|chiều|chieu|tối|toi|đêm|dem)(?!\w))?"
)


def take_clock(text: str) -> tuple[str, int | None]:
    """The text without its clock, and the minutes since midnight; None where no clock stands in it.

    “1 giờ trưa” is 13:00, “2 giờ chiều” 14:00, “12 giờ tối” and “24 giờ” the end of the day, “1 giờ đêm” 1:00.
    Raises ValueError for an hour that the day has not.
    """
    body = " ".join(plain_figures(nfc(text)).lower().split())
    found = _CLOCK.search(body)
    if found is None:
        return body, None
    return f"{body[: found.start()]} {body[found.end() :]}".strip(" ,."), _minutes(found)


def parse_clock(text: str) -> int:
    """Minutes since midnight of a text that is nothing but a clock. Raises ValueError."""
    rest, minutes = take_clock(text)
    if rest or minutes is None:
        raise ValueError(text)
    return minutes


def _minutes(clock: re.Match[str]) -> int:
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    half = {"sang": "sáng", "trua": "trưa", "chieu": "chiều", "toi": "tối", "dem": "đêm"}.get(
        clock["half"], clock["half"]
    )
    if (clock["rest"] or "") in ("rưỡi", "ruoi"):
        minute = 30
    total = 60 * hour + minute - int(clock["less"] or 0)
    if minute > 59 or int(clock["less"] or 0) > 59 or not 0 <= total <= 24 * 60:
        raise ValueError(clock[0])
    if half in ("chiều", "tối") and hour <= 12 and not (half == "chiều" and hour == 12):
        total += 12 * 60  # “12 giờ tối” is midnight, the end of the day
    elif (half == "trưa" and hour < 4) or (half == "đêm" and 6 < hour <= 12):
        total += 12 * 60
    elif half == "sáng" and hour == 12:
        raise ValueError(clock[0])
    if total > 24 * 60:
        raise ValueError(clock[0])
    return total
