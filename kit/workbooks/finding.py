"""One thing that a check of a filled workbook found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing to mend; `row` counts from 1, 0 is the whole sheet."""

    sheet: str
    row: int
    field: str
    sentence: str
    remedy: str
    notice: bool = False
    rule: str = ""
    empty: bool = False  # nothing is written yet where something must be
