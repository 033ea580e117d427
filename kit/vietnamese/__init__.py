"""Reading and writing Vietnamese as people type and print it: letters, numbers, dates."""

from __future__ import annotations

from kit.vietnamese.compare import Comparison, compare
from kit.vietnamese.dates import NotADate, format_date, parse_date
from kit.vietnamese.numbers import NotANumber, format_number, parse_number, with_unit
from kit.vietnamese.quantities import parse_quantity, same_unit
from kit.vietnamese.text import nfc, one_spelling, slug, sort_key

__all__ = [
    "Comparison",
    "NotADate",
    "NotANumber",
    "compare",
    "format_date",
    "format_number",
    "nfc",
    "one_spelling",
    "parse_date",
    "parse_number",
    "parse_quantity",
    "same_unit",
    "slug",
    "sort_key",
    "with_unit",
]
