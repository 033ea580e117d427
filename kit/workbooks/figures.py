"""Figures counted from a filled workbook, always with the rows they were counted from."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from kit.vietnamese import format_number, sort_key
from kit.workbooks.book import Book
from kit.workbooks.conditions import holds
from kit.workbooks.model import Figure
from kit.workbooks.values import Value, as_fraction, shown

NOTHING = "–"


def figure(book: Book, name: str, today: date) -> str:
    """A figure as words: “24”; nothing to count is 0, a sum of nothing is “–”."""
    spec = next(f for f in book.workbook.figures if f.id == name)
    return _words(_amount(spec, _rows(book, spec, today)))


def table_of(book: Book, name: str, today: date) -> list[tuple[str, str]]:
    """The figure for each value of its field `by`, in the order of choices, else of the alphabet."""
    spec = next(f for f in book.workbook.figures if f.id == name)
    field = book.workbook.sheet(spec.sheet).field(spec.by)
    groups: dict[str, list[dict[str, Value | None]]] = {choice: [] for choice in field.choices}
    for row in _rows(book, spec, today):
        groups.setdefault(shown(field, row[spec.by]) or NOTHING, []).append(row)
    names = list(groups) if field.choices else sorted(groups, key=sort_key)
    return [(group, _words(_amount(spec, groups[group]))) for group in names]


def _rows(book: Book, spec: Figure, today: date) -> list[dict[str, Value | None]]:
    rows = [row for row in book.values[spec.sheet] if any(value is not None for value in row.values())]
    return [row for row in rows if all(holds(row, condition, today) for condition in spec.when)]


def _amount(spec: Figure, rows: list[dict[str, Value | None]]) -> Fraction | None:
    if not spec.sum:
        return Fraction(len(rows))
    known = [value for row in rows if (value := as_fraction(row[spec.sum])) is not None]
    return sum(known, Fraction(0)) if known else None


def _words(amount: Fraction | None) -> str:
    if amount is None:
        return NOTHING
    return format_number(amount.numerator if amount.denominator == 1 else float(amount))
