"""A number and what it counts: 5 km, 1,5 triệu đồng, 12,5 %."""

from __future__ import annotations

import re
from decimal import Decimal

from kit.vietnamese.numbers import NotANumber, parse_number
from kit.vietnamese.text import nfc, slug

# What people write for one unit; the first is how it is told back to them.
_UNITS = (
    ("điểm phần trăm", "điểm %", "điểm phần trăm"),
    ("%", "phần trăm"),
    ("đồng", "đ", "vnđ", "vnd", "₫", "việt nam đồng"),
    ("km", "ki lô mét", "kilômét", "cây số", "cây"),
    ("kg", "ki lô gam", "kilôgam", "ki lô", "ký", "kí", "cân"),
    ("m", "mét"),
    ("ha", "héc ta", "hecta", "hécta"),
    ("m2", "m²", "mét vuông"),
    ("giờ", "tiếng", "h"),
    ("phút", "'", "ph"),
)
_CANONICAL = {word: words[0] for words in _UNITS for word in words}
_GLUED = re.compile(r"([\d.,]*\d)(%|[^\W\d_]\S*|')")


def parse_quantity(text: str) -> tuple[Decimal, str]:
    """The number that opens a text, and its unit ("" when left out) under one name; raises NotANumber."""
    body = " ".join(nfc(text[:200]).casefold().split()).rstrip(".")
    words = body.split() if re.fullmatch(r"\S*\d(tr|tỷ|tỉ)\d", body) else _GLUED.sub(r"\1 \2", body).split()
    for place in range(len(words), 0, -1):  # the longest opening that is a number: “1 500 000 đồng”
        try:
            value = parse_number(" ".join(words[:place]))
        except NotANumber:
            continue
        unit = " ".join(words[place:])
        return value, _canonical(unit) or ("%" if words[place - 1].endswith("%") else "")
    return parse_number(text), ""  # raises, and says so


def _canonical(unit: str) -> str:
    return _CANONICAL.get(unit, unit)


def same_unit(typed: str, expected: str) -> bool:
    """Do two units mean the same, marks left out or not?"""
    ours, theirs = _canonical(typed.casefold()), _canonical(nfc(expected).casefold())
    return ours == theirs or (slug(ours) == slug(theirs) != "" and "%" not in ours + theirs)
