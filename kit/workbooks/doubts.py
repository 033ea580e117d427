"""Figures a thousand or a million times their neighbours: is the unit right? Asked, never corrected."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from statistics import median

from kit.messages import say
from kit.vietnamese import format_number
from kit.workbooks.book import Book
from kit.workbooks.finding import Finding
from kit.workbooks.model import Field, Sheet
from kit.workbooks.values import Value, as_fraction

FAR = 500  # times: no plan, and no other line of a commune's book, is so far away
_ALIKE = ("money", "count", "number")
Row = dict[str, Value | None]


def far_off(book: Book, sheet: Sheet) -> Iterator[Finding]:
    """Money against the other lines and against its plan in the same line; counts against those beside them."""
    if sheet.kind != "ledger":
        return
    rows = book.values[sheet.id]
    for spec in sheet.typed:
        if spec.kind not in _ALIKE:
            continue
        column = [abs(v) for row in rows if (v := as_fraction(row[spec.id]))] if spec.kind == "money" else []
        usual = median(column) if len(column) > 1 else Fraction(0)
        for n, row in enumerate(rows, 1):
            value = abs(as_fraction(row[spec.id]) or Fraction(0))
            beside = _beside(sheet, spec, row)
            others = [x for x in (_without(column, value, usual), beside) if x]
            near = next((x for x in others if value >= FAR * x), None)
            if near is not None:
                yield _asked(sheet, n, spec, value, near)


def _beside(sheet: Sheet, spec: Field, row: Row) -> Fraction:
    """What the other figures of the same kind and unit in the line usually are; 0 where there are none."""
    alike = [f for f in sheet.typed if f.kind == spec.kind and f.unit == spec.unit and f.id != spec.id]
    found = [abs(v) for f in alike if (v := as_fraction(row[f.id]))]
    return Fraction(median(found)) if found else Fraction(0)


def _without(column: list[Fraction], value: Fraction, usual: Fraction) -> Fraction:
    """The middle of the other lines: in a short column a wrong figure would move the middle itself."""
    if len(column) > 12:
        return usual
    left = list(column)
    if value in left:
        left.remove(value)
    return Fraction(median(left)) if left else Fraction(0)


def _asked(sheet: Sheet, row: int, spec: Field, value: Fraction, near: Fraction) -> Finding:
    figures = {"value": format_number(float(value)), "near": format_number(round(float(near), 2)), "unit": spec.unit}
    if spec.unit:
        told = say(
            "{value} {unit} lớn gấp nhiều trăm lần số bên cạnh ({near}): có đúng đơn vị {unit} không?", **figures
        )
    else:
        told = say("{value} lớn gấp nhiều trăm lần số bên cạnh ({near}): có đúng không?", **figures)
    return Finding(sheet.id, row, spec.id, told, say("Đúng thì giữ nguyên; nhầm đơn vị hay dấu chấm, dấu phẩy thì viết lại."), notice=True, rule="far-off")  # fmt: skip
