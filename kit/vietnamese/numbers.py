"""Numbers as people write, say and print them: in digits, with a word for thousands, or in words alone.

A dot (or a space) parts thousands, a comma starts the decimals.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from kit.errors import KitError
from kit.messages import say
from kit.vietnamese.text import nfc, plain_figures
from kit.vietnamese.words import number_in_words

MOST_LETTERS = 80  # longer than any figure of ours, said in words
MOST_DIGITS = 40  # more would be cut off silently by decimal arithmetic
_SCALES = {
    "nghìn": 10**3, "ngàn": 10**3, "nghin": 10**3, "ngan": 10**3, "triệu": 10**6, "trieu": 10**6, "tr": 10**6,
    "tỷ": 10**9, "tỉ": 10**9, "ty": 10**9, "ti": 10**9,
}  # fmt: skip
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([. ][0-9]{3})+(,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")


class NotANumber(KitError):
    """What was typed cannot be read as one number."""


def parse_number(text: str) -> Decimal:
    """Read a number as Vietnamese people write it.

    1.500.000, 1 500 000, 1500000, “1,5 triệu” and “một triệu rưỡi” are the same; 12,5 is twelve and a
    half. A dot before exactly three digits parts thousands, any other dot is taken as a decimal mark. A
    trailing % is dropped: the number is what was written. Raises NotANumber.
    """
    body = " ".join(plain_figures(nfc(text[: MOST_LETTERS + 1])).lower().split()).rstrip("%").strip()
    if len(text) > MOST_LETTERS:
        raise _not_a_number(body[:20] + "…")
    value = _in_digits(body)
    if value is None:
        sign, said = (-1, body[3:].strip()) if body.startswith("âm ") else (1, body)
        words = number_in_words(said)
        value = None if words is None else sign * words
    if value is None:
        raise _not_a_number(text)
    return value


def _not_a_number(text: str) -> NotANumber:
    return NotANumber(say("Không đọc được “{text}” thành một số. Ví dụ cách viết: 1.500 hoặc 12,5.", text=text))


def _in_digits(body: str) -> Decimal | None:
    """A number in digits, with or without a scale word behind it (1tr5 too); None when it is none."""
    if found := re.fullmatch(r"(\d{1,4}) ?(tr|triệu|trieu|tỷ|tỉ|ty|ti)(\d{1,3})", body):
        return (
            Decimal(f"{found[1]}.{found[3]}") * _SCALES[found[2]]
        )  # 7tr6, 2tr35, 1tr500: what follows is a part of it
    body, scale = _take_scale(body)
    sign = -1 if body[:1] == "-" else 1
    body = body[1:].strip() if body[:1] in ("+", "-") else body
    if len(body) > MOST_DIGITS:
        return None
    if _GROUPED.fullmatch(body):
        body = body.replace(".", "").replace(" ", "")
    elif not _PLAIN.fullmatch(body):
        return None
    try:
        return sign * Decimal(body.replace(",", ".")) * scale
    except InvalidOperation:
        return None


def _take_scale(body: str) -> tuple[str, int]:
    for word, scale in _SCALES.items():
        if body.endswith(" " + word) or re.fullmatch(rf"[\d.,]+{word}", body):
            return body[: -len(word)].strip(), scale
    return body, 1


def with_unit(number: str, unit: str) -> str:
    """A written number and its unit: 40%, but 40 người."""
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def format_number(value: Decimal | int | float) -> str:
    """1.234,5: dot for thousands, comma for decimals, no needless zeros."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    whole, _, rest = f"{abs(number):,f}".partition(".")
    rest = rest.rstrip("0")
    text = whole.replace(",", ".") + (f",{rest}" if rest else "")
    return f"−{text}" if number < 0 else text
