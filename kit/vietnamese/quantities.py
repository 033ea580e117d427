"""A number and what it counts: 5 km, 1,5 triệu đồng, 12,5 %; read the same in exercises and in workbooks."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kit.messages import say
from kit.vietnamese.numbers import NotANumber, parse_number
from kit.vietnamese.text import nfc, plain_figures, slug

POINTS, PERCENT, DONG = "điểm phần trăm", "%", "đồng"
# What people write for one unit; the first is how it is told back to them.
_UNITS = (
    (POINTS, "điểm %", "đpt"),
    (PERCENT, "phần trăm"),
    (DONG, "đ", "vnđ", "vnd", "₫", "việt nam đồng", "đồng việt nam", "đồng chẵn"),
    ("km", "ki lô mét", "kilômét", "cây số", "cây"),
    ("kg", "ki lô gam", "kilôgam", "ki lô", "ký", "kí", "cân"),
    ("m", "mét"),
    ("ha", "héc ta", "hecta", "hécta"),
    ("m2", "m²", "mét vuông"),
    ("giờ", "tiếng", "h"),
    ("phút", "'", "ph"),
)
_CANONICAL = {word: words[0] for words in _UNITS for word in words}
_BARE = {slug(word): words[0] for words in _UNITS[:3] for word in words if len(slug(word)) > 2}  # “phan tram”, “dong”
_GLUED = re.compile(r"([\d.,]*\d)(%|₫|[^\W\d_]\S*|')")
_GLUED_SCALE = re.compile(r"\S*\d(tr|triệu|trieu|tỷ|tỉ|ty|ti)\d{1,3}")
_SCALES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "tr": 10**6, "ty": 10**9, "ti": 10**9}


class OtherUnit(NotANumber):
    """A number was typed, and a unit behind it that is not the one wanted."""


def parse_quantity(text: str) -> tuple[Decimal, str]:
    """The number that opens a text, and its unit ("" when left out) under one name; raises NotANumber."""
    value, unit, _ = _taken_apart(text)
    return value, unit


def _taken_apart(text: str) -> tuple[Decimal, str, bool]:
    """Number, unit, and whether a word for thousands, millions or billions was said."""
    body = " ".join(plain_figures(nfc(text[:200])).casefold().split()).rstrip(".")
    body = " ".join(word if _GLUED_SCALE.fullmatch(word) else _GLUED.sub(r"\1 \2", word) for word in body.split())
    words = body.split()
    for place in range(len(words), 0, -1):  # the longest opening that is a number: “1 500 000 đồng”
        opening = " ".join(words[:place])
        try:
            value = parse_number(opening)
        except NotANumber:
            continue
        unit = _canonical(" ".join(words[place:])) or (PERCENT if words[place - 1].endswith("%") else "")
        if any(c.isdigit() for c in unit) and unit not in _CANONICAL:
            break  # “4 5 0”, “1e3”: figures behind a figure are no unit
        return value, unit, _has_scale(opening)
    raise NotANumber(say("Không đọc được “{text}” thành một số. Ví dụ cách viết: 1.500 hoặc 12,5.", text=text[:40]))


def _has_scale(opening: str) -> bool:
    return any(slug(word) in _SCALES for word in opening.split()) or _GLUED_SCALE.search(opening) is not None or re.search(r"\d(tr|tỷ|tỉ|triệu)\b", opening) is not None  # fmt: skip


def _canonical(unit: str) -> str:
    return _CANONICAL.get(unit) or _BARE.get(slug(unit)) or unit


def same_unit(typed: str, expected: str) -> bool:
    """Do two units mean the same, marks left out or not?"""
    ours, theirs = _canonical(typed.casefold()), _canonical(nfc(expected).casefold())
    return ours == theirs or (slug(ours) == slug(theirs) != "" and "%" not in ours + theirs)


def scale_of(unit: str) -> int:
    """What one of a unit of money is in đồng: 10**6 for “triệu đồng”, 1 for “đồng”; 0 for what is no money."""
    first, _, rest = slug(unit).partition("-")
    if slug(unit) in ("dong", "vnd", "d"):
        return 1
    return _SCALES.get(first, 0) if rest in ("dong", "vnd", "") else 0


@lru_cache(maxsize=8192)
def amount(text: str, unit: str = "") -> Decimal:
    """The number that a text says, counted in `unit`; the unit may be typed, left out, or be another of money.

    In “triệu đồng”, 7,6 and “7,6 triệu”, “7tr6”, “7.600.000 đồng”, “0,0076 tỷ” are the same. Raises NotANumber where
    there is none, OtherUnit where another unit stands behind it: 9,4 % is no 9,4 tỷ, 5 % are no 5 percentage points.
    """
    value, typed, scaled = _taken_apart(text)
    scale = scale_of(unit)
    if scale:
        return _money(text, value, typed, scaled, scale, unit)
    if not typed or same_unit(typed, unit) or _short_for(typed, unit):
        return value
    raise _other(text, typed, unit)


def _money(text: str, value: Decimal, typed: str, scaled: bool, scale: int, unit: str) -> Decimal:
    if typed not in ("", DONG):
        raise _other(text, typed, unit)
    if scaled:
        return value / scale
    if not typed or scale == 1:
        return value
    if value != int(value) or abs(value) < 1000:  # nobody counts in such đồng: the word for thousands was forgotten
        raise _other(text, typed, unit)
    return value / scale


def _short_for(typed: str, unit: str) -> bool:
    """Half of the unit is enough where nothing else can be meant: “điểm” for points, “bé trai” for bé trai trên 100 …"""
    ours, theirs = slug(typed), slug(unit)
    if _canonical(nfc(unit).casefold()) == POINTS:
        return ours == "diem"
    return bool(ours) and theirs.startswith(f"{ours}-") and _canonical(typed) not in (PERCENT, DONG)


def _other(text: str, typed: str, unit: str) -> OtherUnit:
    if not unit:
        return OtherUnit(say("“{text}”: chỉ ghi số, không ghi “{typed}”.", text=text[:40], typed=typed[:30]))
    return OtherUnit(say("“{text}”: ở đây tính bằng {unit}, không phải “{typed}”.", text=text[:40], unit=unit, typed=typed[:30]))  # fmt: skip
