"""The cells of a calculation table: what is given, what is to be worked out, and how a typed figure is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from kit.kinds.fields import Name, Phrase, secret, trainer
from kit.kinds.formula import rounded
from kit.messages import say
from kit.vietnamese import NotANumber, amount, format_number, parse_number, slug

MISSING = "-"
MOST_LETTERS = 80
_NOT_KNOWN = {
    "khong-tinh",
    "chua-ro",
    "thieu-so-lieu",
    "chua-biet",
    "khong-tinh-duoc",
    "khong-co",
    "khong-co-so-lieu",
    "khong-biet",
    "khong-ro",
    "chua-co-so-lieu",
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of given figures."""

    id: Name
    title: Phrase
    unit: Phrase = field(default=Phrase(""))


@dataclass(frozen=True, kw_only=True)
class Row:
    """Its figures in the order of the columns; "-" where there is none. A total is left out of [*.column]."""

    id: Name
    title: Phrase
    values: tuple[str, ...]
    total: bool = False

    @property
    def figures(self) -> list[str]:
        """The figures as they are printed."""
        return [say("không có số liệu") if v == MISSING else format_number(parse_number(v)) for v in self.values]


@dataclass(frozen=True, kw_only=True)
class WrongStep:
    """A formula that people use by mistake, and what to say to whoever did."""

    formula: str
    feedback: Phrase
    move: Phrase = trainer()


@dataclass(frozen=True, kw_only=True)
class Fill:
    """A column to work out, for every row or for the `rows` named, rounded to so many `decimals`."""

    id: Name
    title: Phrase
    unit: Phrase = field(default=Phrase(""))
    decimals: int = 0
    rows: tuple[Name, ...] = ()
    formula: str = secret("")
    mistakes: tuple[WrongStep, ...] = secret((), required=False, asked=False)


def close(number: Decimal, value: Fraction, decimals: int) -> bool:
    """Rounded as told, or nearer to the exact value than rounding brings it."""
    told = rounded(value, decimals)
    return number == told or abs(Fraction(number) - value) < abs(Fraction(told) - value)


def read_figure(typed: str, unit: str) -> Decimal | None:
    """What was typed, its unit typed or not; None for a dash and for “không tính được”; raises NotANumber."""
    text = typed.strip()[:MOST_LETTERS]
    if text in (MISSING, "–", "—") or slug(text) in _NOT_KNOWN:
        return None
    return amount(text, unit)


def readable(typed: str, unit: str) -> bool:
    """Can this be read as a figure, or as the word that there is none?"""
    if not typed.strip():
        return False
    try:
        read_figure(typed, unit)
    except NotANumber:
        return False
    return True
