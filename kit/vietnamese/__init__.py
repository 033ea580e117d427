"""Reading and writing Vietnamese as people type and print it: letters, numbers, dates."""

from __future__ import annotations

from kit.vietnamese.clocks import parse_clock, take_clock
from kit.vietnamese.compare import Comparison, compare
from kit.vietnamese.dates import NotADate, format_date, parse_date, soon, weekday_words
from kit.vietnamese.numbers import NotANumber, format_number, parse_number, with_unit
from kit.vietnamese.quantities import OtherUnit, amount, parse_quantity, same_unit, scale_of
from kit.vietnamese.text import nfc, one_spelling, plain_figures, slug, sort_key

__all__ = [
    "Comparison",
    "NotADate",
    "NotANumber",
    "OtherUnit",
    "amount",
    "compare",
    "format_date",
    "format_number",
    "nfc",
    "one_spelling",
    "parse_clock",
    "parse_date",
    "parse_number",
    "parse_quantity",
    "plain_figures",
    "same_unit",
    "scale_of",
    "slug",
    "soon",
    "sort_key",
    "take_clock",
    "weekday_words",
    "with_unit",
]
