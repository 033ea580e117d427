"""Days of the calendar as people write and print them."""

from __future__ import annotations

import re
from datetime import date

from kit.errors import KitError
from kit.messages import say
from kit.vietnamese.text import nfc

_DATE = re.compile(r"(?:ngày\s*)?(\d{1,2})(?:\s*[/.-]\s*|\s*tháng\s*)(\d{1,2})(?:\s*[/.-]\s*|\s*năm\s*)(\d{4})")


class NotADate(KitError):
    """What was typed cannot be read as one day of the calendar."""


def parse_date(text: str) -> date:
    """Read 21/11/2026, 21-11-2026, 21.11.2026 or “ngày 21 tháng 11 năm 2026”; raises NotADate."""
    body = " ".join(nfc(text).lower().split())
    if any(word in body for word in ("âm lịch", "ta)", " (âl")):
        raise NotADate(say("“{text}” là ngày âm lịch. Hãy đổi sang ngày dương lịch.", text=text))
    body = re.sub(r"^(thứ (hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7])[\s,]+", "", body).rstrip(". ")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", body):
        body = "/".join(reversed(body.split("-")))
    match = _DATE.fullmatch(body)
    if not match:
        raise NotADate(say("Không đọc được ngày “{text}”. Ví dụ cách viết: 21/11/2026.", text=text))
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotADate(say("Lịch không có ngày “{text}”.", text=text)) from error


def format_date(day: date) -> str:
    """21/11/2026."""
    return day.strftime("%d/%m/%Y")
