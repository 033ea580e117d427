"""Reading and writing Vietnamese as people type and print it: letters, numbers, dates.

Numbers follow the Vietnamese habit: a dot (or a space) parts thousands, a comma starts the decimals.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from kit.errors import KitError
from kit.messages import say

MOST_DIGITS = 40  # longer than any figure of ours; more would be cut off silently by decimal arithmetic
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([. ][0-9]{3})+(,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")
_DATE = re.compile(r"(?:ngày\s*)?(\d{1,2})(?:\s*[/.-]\s*|\s*tháng\s*)(\d{1,2})(?:\s*[/.-]\s*|\s*năm\s*)(\d{4})")


class NotANumber(KitError):
    """What was typed cannot be read as one number."""


class NotADate(KitError):
    """What was typed cannot be read as one day of the calendar."""


def nfc(text: str) -> str:
    """One spelling for every letter: NFC, no soft hyphens or zero-width marks, no reversed-direction marks."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())  # half an emoji is no letter
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens only: safe as part of a file name on every system."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]


def parse_number(text: str) -> Decimal:
    """Read a number as Vietnamese people write it.

    1.500.000, 1 500 000, 1500000 and “1,5 triệu” are the same; 12,5 is twelve and a half. A dot before
    exactly three digits parts thousands, any other dot is taken as a decimal mark. A trailing % is
    dropped: the number is what was written. Raises NotANumber.
    """
    if len(text) > MOST_DIGITS:
        raise NotANumber(
            say("Không đọc được “{text}” thành một số. Ví dụ cách viết: 1.500 hoặc 12,5.", text=text[:20] + "…")
        )
    body = " ".join(nfc(text).lower().replace("\u00a0", " ").split()).rstrip("%").strip()
    body, scale = _take_scale(body)
    sign = -1 if body[:1] in ("-", "−") else 1
    body = body[1:].strip() if body[:1] in ("+", "-", "−") else body
    if _GROUPED.fullmatch(body):
        body = body.replace(".", "").replace(" ", "")
    elif not _PLAIN.fullmatch(body):
        raise NotANumber(say("Không đọc được “{text}” thành một số. Ví dụ cách viết: 1.500 hoặc 12,5.", text=text))
    try:
        return sign * Decimal(body.replace(",", ".")) * scale
    except InvalidOperation as error:
        raise NotANumber(
            say("Không đọc được “{text}” thành một số. Ví dụ cách viết: 1.500 hoặc 12,5.", text=text)
        ) from error


def _take_scale(body: str) -> tuple[str, int]:
    for word, scale in _SCALES.items():
        if body.endswith(" " + word) or re.fullmatch(rf"[\d.,]+{word}", body):
            return body[: -len(word)].strip(), scale
    return body, 1


def format_number(value: Decimal | int | float) -> str:
    """1.234,5: dot for thousands, comma for decimals, no needless zeros."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    whole, _, rest = f"{abs(number):,f}".partition(".")
    rest = rest.rstrip("0")
    text = whole.replace(",", ".") + (f",{rest}" if rest else "")
    return f"−{text}" if number < 0 else text


def parse_date(text: str) -> date:
    """Read 21/11/2026, 21-11-2026, 21.11.2026 or “ngày 21 tháng 11 năm 2026”; raises NotADate."""
    body = " ".join(nfc(text).lower().split())
    if any(word in body for word in ("âm lịch", "ta)", " (âl")):
        raise NotADate(say("“{text}” là ngày âm lịch. Hãy đổi sang ngày dương lịch.", text=text))
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
