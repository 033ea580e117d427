"""What people write into a field, read as a value, and written back in one way only."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kit.errors import KitError
from kit.kinds.formula import rounded
from kit.messages import say
from kit.vietnamese import amount, compare, format_date, format_number, nfc, parse_clock, soon
from kit.workbooks.model import Field

MOST_LETTERS = 5_000
Value = str | Decimal | date
NUMBERS = ("number", "count", "money", "percent")


class NotReadable(KitError):
    """A field holds what its kind cannot be; the sentence says what is wanted."""


def value_of(field: Field, text: str) -> Value | None:
    """The value; None when nothing is written. Raises NotReadable with a sentence for the writer."""
    text = _printed(nfc(text)).strip()
    if not text:
        return None
    if len(text) > MOST_LETTERS:
        raise NotReadable(say("Dài quá {n} chữ.", n=format_number(MOST_LETTERS)))
    try:
        if field.kind in NUMBERS:
            return _number(field, text)
        if field.kind == "date":
            return soon(text)
    except KitError as error:
        raise NotReadable(str(error)) from error
    if field.kind == "clock":
        return Decimal(_minutes(text))
    if field.kind == "choice":
        return _chosen(field, text)
    return text


def _printed(text: str) -> str:
    """Without control characters, which no keyboard types and neither Word nor paper takes."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def _number(field: Field, text: str) -> Decimal:
    """A number in the unit of its column; a count is whole and not negative."""
    value = amount(text, "%" if field.kind == "percent" else field.unit)
    if field.kind == "count" and (value < 0 or value != int(value)):
        raise NotReadable(say("“{text}”: ô này ghi số {unit}, phải là số nguyên, không âm.", text=text[:20], unit=field.unit or say("lượng")))  # fmt: skip
    return value


def _minutes(text: str) -> int:
    try:
        minutes = parse_clock(text)
    except ValueError as error:
        raise NotReadable(say("“{text}” không phải là giờ. Viết như 07:30.", text=text[:20])) from error
    if minutes >= 24 * 60:
        raise NotReadable(say("“{text}” không phải là giờ. Viết như 07:30.", text=text[:20]))
    return minutes


def _chosen(field: Field, text: str) -> str:
    """The choice that is meant; marks and capitals may be missing when only one choice is left."""
    if text in field.choices:
        return text
    near = [choice for choice in field.choices if compare(text, choice).result != "different"]
    if len(near) == 1:
        return near[0]
    allowed = ", ".join(f"“{choice}”" for choice in field.choices)
    raise NotReadable(say("“{text}” không có trong danh sách. Chọn: {allowed}.", text=text[:40], allowed=allowed))


def shown(field: Field, value: Value | None) -> str:
    """The one way in which a value is written."""
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, Decimal):
        return f"{int(value) // 60:02d}:{int(value) % 60:02d}" if field.kind == "clock" else format_number(value)
    return value


def canonical(field: Field, text: str) -> str:
    """The text as it is kept: in the one way where it can be read, as typed where it cannot."""
    try:
        return shown(field, value_of(field, text))
    except NotReadable:
        return _printed(nfc(text)).strip()


def as_fraction(value: Value | None) -> Fraction | None:
    """A number, a clock in minutes, or a date in days; None for words and for nothing."""
    if isinstance(value, date):
        return Fraction(value.toordinal())
    return Fraction(value) if isinstance(value, Decimal) else None


def from_fraction(field: Field, value: Fraction | None) -> Value | None:
    """What a formula gave, as a value of its field."""
    if value is None:
        return None
    if field.kind == "date":
        days = int(value)
        return date.fromordinal(days) if date.min.toordinal() <= days <= date.max.toordinal() else None
    return rounded(value, field.decimals)
