"""Runs a lesson's data cells inside this process and turns what they show into nodes.

Exercises are data and never run for paper; only cells tagged `data` do, in order, in one clean
namespace a lesson. The fresh-kernel run stays in the tests (nbval), where it proves the notebook.
"""

from __future__ import annotations

import os
import re
from typing import Any

from kit.course import Cell, Lesson, Library
from kit.errors import KitError
from kit.markdown import Node
from kit.messages import say


class DataCellFailed(KitError):
    """A data cell stopped with an error; names the lesson and cell."""


def run_data_cells(library: Library, lesson: Lesson, pictures: dict[str, bytes]) -> dict[str, list[Node]]:
    """Nodes shown by each data cell, by cell id; images go into `pictures`."""
    cells = [cell for cell in lesson.cells if cell.kind == "data"]
    if not cells:
        return {}
    from IPython.core.interactiveshell import InteractiveShell

    os.environ.setdefault("MPLBACKEND", "agg")
    before = os.environ.get("KIT_FOLDER")
    os.environ["KIT_FOLDER"] = str(library.home)
    shell: Any = InteractiveShell()  # type: ignore[no-untyped-call]
    shown: list[Any] = []
    shell.display_trap.hook = shown.append  # the last value is drawn by us, not printed as Out[n]
    try:
        return {cell.id: _run(shell, cell, lesson, shown, pictures) for cell in cells}
    finally:
        shell.cleanup()
        InteractiveShell.clear_instance()
        if before is None:
            os.environ.pop("KIT_FOLDER")
        else:
            os.environ["KIT_FOLDER"] = before


def _run(shell: Any, cell: Cell, lesson: Lesson, shown: list[Any], pictures: dict[str, bytes]) -> list[Node]:
    from IPython.utils.capture import capture_output

    shown.clear()
    with capture_output() as captured:
        result = shell.run_cell(cell.source, store_history=False)
    if not result.success:
        cause = result.error_in_exec or result.error_before_exec
        raise DataCellFailed(
            say("Ô {n} của bài {lesson} chạy bị lỗi: {cause}", n=cell.number, lesson=lesson.id, cause=cause)
        )
    nodes = [_printed(captured.stdout)] if captured.stdout.strip() else []
    return nodes + [node for value in shown if value is not None for node in _shown(value, pictures)]


def _printed(words: str) -> Node:
    return {"t": "para", "c": [{"t": "text", "s": words.strip()}]}


def _shown(value: Any, pictures: dict[str, bytes]) -> list[Node]:
    """A chart as a figure, a table as a table, anything else as its words."""
    import hashlib

    if hasattr(value, "svg") and hasattr(value, "alt"):
        content = value.svg.encode()
        name = hashlib.sha256(content).hexdigest()[:16] + ".svg"
        pictures[name] = content
        return [{"t": "figure", "src": name, "alt": value.alt}]
    if hasattr(value, "columns") and hasattr(value, "itertuples"):
        head = [[{"t": "text", "s": str(column)}] for column in value.columns]
        rows = [[[{"t": "text", "s": _cell(part)}] for part in row] for row in value.itertuples(index=False)]
        return [{"t": "table", "head": head, "rows": rows}]
    return [_printed(re.sub(r"\s+", " ", str(value)))]


def _cell(part: Any) -> str:
    from kit.vietnamese import format_number

    if isinstance(part, bool) or part != part:  # NaN is the one value that differs from itself
        return "" if part != part else str(part)
    return format_number(part) if isinstance(part, int | float) else str(part)
