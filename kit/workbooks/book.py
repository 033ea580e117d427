"""A filled workbook: what was typed, kept as text; values and formulas are worked out from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from kit.errors import KitError
from kit.kinds.formula import evaluate
from kit.messages import say
from kit.workbooks.conditions import holds
from kit.workbooks.model import Field, Sheet, Workbook, row_of
from kit.workbooks.values import NotReadable, Value, as_fraction, canonical, from_fraction, shown, value_of

FORMAT = 1
Row = dict[str, str]


class NotABook(KitError):
    """A file that holds no filled workbook, or that of another workbook."""


@dataclass
class Book:
    """Rows of text by sheet; a form has one row. Cells that cannot be read stay as they were typed."""

    workbook: Workbook
    sheets: dict[str, list[Row]] = field(default_factory=dict)

    @classmethod
    def blank(cls, workbook: Workbook) -> Book:
        """A new book with the rows that stand there from the start."""
        return cls(workbook, {s.id: _start(s) for s in workbook.sheets})

    @classmethod
    def of(cls, workbook: Workbook, sheets: dict[str, list[Row]]) -> Book:
        """A book of typed text: known fields only, every value written in the one way, empty rows at the end left out."""
        kept: dict[str, list[Row]] = {}
        for sheet in workbook.sheets:
            rows = [_canonical_row(sheet, row) for row in sheets.get(sheet.id, [])]
            while rows and not any(rows[-1].values()):
                rows.pop()
            kept[sheet.id] = (rows or [{f.id: "" for f in sheet.typed}])[:1] if sheet.kind == "form" else rows
        return cls(workbook, kept)

    @classmethod
    def read(cls, workbook: Workbook, content: bytes) -> Book:
        """From the bytes that `written` gives. Raises NotABook."""
        try:
            body: Any = json.loads(content.decode("utf-8"))
            name, sheets = body["workbook"], body["sheets"]
            rows = {s: [{str(k): str(v) for k, v in row.items()} for row in sheets[s]] for s in sheets}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise NotABook(say("Tệp này không phải là sổ thực hành đã lưu.")) from error
        if name != workbook.id:
            raise NotABook(say("Tệp này là của sổ “{other}”, không phải “{name}”.", other=name, name=workbook.id))
        return cls.of(workbook, rows)

    def written(self) -> bytes:
        """The book as a file."""
        body = {"format": FORMAT, "workbook": self.workbook.id, "sheets": self.sheets}
        return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()

    def rows(self, sheet: str) -> list[Row]:
        """What was typed; for a form one row."""
        return self.sheets.get(sheet, [])

    @cached_property
    def values(self) -> dict[str, list[dict[str, Value | None]]]:
        """Every value, formulas worked out; None for nothing and for what cannot be read."""
        found: dict[str, list[dict[str, Value | None]]] = {}
        for sheet in sorted(self.workbook.sheets, key=lambda s: s.kind != "form"):  # ledgers may look into forms
            found[sheet.id] = [{f.id: _value(f, row) for f in sheet.typed} for row in self.rows(sheet.id)]
            self._work_out(sheet, found)
        return found

    def _work_out(self, sheet: Sheet, found: dict[str, list[dict[str, Value | None]]]) -> None:
        above: dict[str, Fraction] = {}
        for row in found[sheet.id]:
            for spec in (f for f in sheet.fields if f.formula):
                counts = all(holds(row, condition, date.min) for condition in spec.when)
                row[spec.id] = (
                    from_fraction(spec, evaluate(spec.formula, _looker(row, above, found))) if counts else None
                )
            for name, value in row.items():
                above[name] = above.get(name, Fraction(0)) + (as_fraction(value) or 0)

    def text(self, sheet: str, row: int, name: str) -> str:
        """A cell as it is shown: what was typed, or what the formula gives."""
        spec = self.workbook.sheet(sheet).field(name)
        return shown(spec, self.values[sheet][row][name]) if spec.formula else self.rows(sheet)[row].get(name, "")


def _start(sheet: Sheet) -> list[Row]:
    rows = [{f.id: "" for f in sheet.typed} | row_of(given) for given in sheet.given]
    return rows or ([{f.id: "" for f in sheet.typed}] if sheet.kind == "form" else [])


def _canonical_row(sheet: Sheet, row: Row) -> Row:
    return {f.id: canonical(f, str(row.get(f.id, "") or "")) for f in sheet.typed}


def _value(spec: Field, row: Row) -> Value | None:
    try:
        return value_of(spec, row.get(spec.id, ""))
    except NotReadable:
        return None


def _looker(
    row: dict[str, Value | None], above: dict[str, Fraction], found: dict[str, list[dict[str, Value | None]]]
) -> Callable[[str], Fraction | None]:
    def look(name: str) -> Fraction | None:
        place, dot, inner = name.partition(".")
        if not dot:
            return as_fraction(row.get(name))
        if place == "above":
            return above.get(inner, Fraction(0))
        return as_fraction(found[place][0].get(inner)) if found.get(place) else None

    return look
