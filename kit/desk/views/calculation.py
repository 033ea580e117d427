"""The table with boxes in the cells to work out."""

from __future__ import annotations

from kit.document.html import phrase
from kit.document.markdown import inline
from kit.document.tree import plain
from kit.kinds.calculation import CalculationTable
from kit.kinds.calculation_cells import Column, Fill


def control(exercise: CalculationTable) -> dict[str, object]:
    """Given figures as they are printed; each box is named by its row and column."""
    boxes = {name: f"{plain(inline(row.title))} – {plain(inline(fill.title))}" for name, row, fill in exercise.cells}
    rows = [
        [
            {"html": phrase(row.title)},
            *({"html": phrase(figure)} for figure in row.figures),
            *(_box(f"{row.id}.{fill.id}", boxes) for fill in exercise.fills),
        ]
        for row in exercise.rows
    ]
    columns: tuple[Column | Fill, ...] = (*exercise.columns, *exercise.fills)
    head = ["", *(_title(part) for part in columns)]
    return {"type": "grid", "head": head, "rows": rows, "note": exercise.rounding}


def _title(part: Column | Fill) -> str:
    return phrase(part.title) + (f" ({phrase(part.unit)})" if part.unit else "")


def _box(name: str, boxes: dict[str, str]) -> dict[str, str]:
    return {"input": name, "label": boxes[name]} if name in boxes else {"html": ""}
