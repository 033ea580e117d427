"""What a workbook is: sheets of fields, rules between them, figures counted from them, documents made of them.

A sheet is a form (one record) or a ledger (many rows). Elsewhere in a workbook a form's field is
written “about.day”; rows in examples are written “women=3; men=4”.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kit.kinds.fields import Name, Phrase, Prose

ValueKind = Literal["text", "long", "choice", "number", "count", "money", "percent", "date", "clock"]
RuleKind = Literal[
    "adds-up", "at-most", "at-least", "fills", "sum-at-most", "never-falls", "within", "once", "needs", "among",
    "nobody", "late",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing to write down. With a formula it is worked out and never typed.

    Formulas are those of kit.kinds.formula: [field] of the same row, [about.field] of a form,
    [above.field] for the sum of the rows above. Dates count as days, clock times as minutes. `when`: conditions
    on the row without which the formula gives nothing. A "count" is a number of heads or times: whole, not negative.
    """

    id: Name
    title: Phrase
    english: str
    kind: ValueKind = "text"
    choices: tuple[Phrase, ...] = ()
    unit: Phrase = field(default=Phrase(""))
    required: bool = False
    help: Phrase = field(default=Phrase(""))
    formula: str = ""
    decimals: int = 0
    when: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A form of one record, or a ledger with a row for each thing."""

    id: Name
    title: Phrase
    english: str
    kind: Literal["form", "ledger"]
    fields: tuple[Field, ...]
    given: tuple[str, ...] = ()  # rows that stand there from the start
    lines: int = 10  # empty rows on paper

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.id == name)

    @property
    def typed(self) -> tuple[Field, ...]:
        """The fields that people fill."""
        return tuple(f for f in self.fields if not f.formula)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Something that must hold; `good` and `bad` are rows that keep and break it, and are its test.

    adds-up: the parts make the field. at-most, at-least: the field against `than` (a field, a form's
    field or a number). fills, sum-at-most: the sum of the column equals, or stays within, `than`.
    never-falls: in each group `by`, row after row. within: a date from parts[0] to parts[1].
    once: no two rows with the same field and parts. needs: filled wherever `when` holds.
    among: one of `values`. nobody: names no person and no telephone. late: before today while `when` holds.
    """

    id: Name
    check: RuleKind
    sheet: Name
    field: Name
    parts: tuple[str, ...] = ()
    by: tuple[Name, ...] = ()
    than: str = ""
    values: tuple[Phrase, ...] = ()
    when: tuple[str, ...] = ()
    says: Phrase
    mend: Phrase
    notice: bool = False  # worth a look, not a fault
    good: tuple[str, ...]
    bad: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A count of rows, or the sum of a field, of the rows where every `when` holds; `by` makes a table of it."""

    id: Name
    title: Phrase
    sheet: Name
    sum: str = ""
    when: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A Word document made from a filled workbook.

    In the Markdown, {about.day} is a field, {figure} a figure; a paragraph [[sheet: a, b]] is a table
    of those columns, [[figure]] the table of a figure.
    """

    id: Name
    title: Phrase
    english: str
    layout: Literal["state", "union", "plain"] = "plain"
    body: Prose


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A workbook: a file of exercises/workbooks/."""

    id: str = ""
    title: Phrase
    english: str
    summary: Prose
    sources: tuple[Name, ...] = ()
    sheets: tuple[Sheet, ...]
    rules: tuple[Rule, ...] = ()
    figures: tuple[Figure, ...] = ()
    documents: tuple[Document, ...] = ()
    arranged: bool = False  # kit.workbooks.calendar can fill its schedule

    def sheet(self, name: str) -> Sheet:
        return next(s for s in self.sheets if s.id == name)


def row_of(example: str) -> dict[str, str]:
    """“women=3; men=4” as a row."""
    pairs = (part.partition("=") for part in example.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}
