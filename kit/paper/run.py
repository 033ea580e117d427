"""Runs a lesson's data cells inside this process and turns what they show into nodes.

Exercises are data and never run for paper; only cells tagged `data` do, in order, in one clean
namespace a lesson. The fresh-kernel run stays in the tests (nbval), where it proves the notebook.
"""

from __future__ import annotations

import ast
import os
import re
from contextlib import redirect_stdout
from io import StringIO

from kit.course import Cell, Lesson, Library
from kit.document.make import fitted, para, table, text
from kit.document.nodes import Block, Figure
from kit.document.sheet import lay
from kit.errors import KitError
from kit.messages import say


class DataCellFailed(KitError):
    """A data cell stopped with an error; names the lesson and cell."""


def run_data_cells(library: Library, lesson: Lesson, pictures: dict[str, bytes]) -> dict[str, list[Block]]:
    """Nodes shown by each data cell, by cell id; images go into `pictures`."""
    cells = [cell for cell in lesson.cells if cell.kind == "data"]
    if not cells:
        return {}
    os.environ.setdefault("MPLBACKEND", "agg")
    before = os.environ.get("KIT_FOLDER")
    os.environ["KIT_FOLDER"] = str(library.home)
    names: dict[str, object] = {"__name__": "__main__"}
    try:
        return {cell.id: _run(cell, lesson, names, pictures) for cell in cells}
    finally:
        if before is None:
            os.environ.pop("KIT_FOLDER")
        else:
            os.environ["KIT_FOLDER"] = before


def _run(cell: Cell, lesson: Lesson, names: dict[str, object], pictures: dict[str, bytes]) -> list[Block]:
    """Run one cell as a notebook does: its statements, then the value of its last line is shown."""
    printed = StringIO()
    try:
        tree = ast.parse(cell.source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        with redirect_stdout(printed):
            exec(compile(tree, lesson.id, "exec"), names)
            value = (
                eval(compile(ast.Expression(last.value), lesson.id, "eval"), names)
                if isinstance(last, ast.Expr)
                else None
            )
    except (Exception, SystemExit) as cause:
        message = say("Ô {n} của bài {lesson} chạy bị lỗi: {cause}", n=cell.number, lesson=lesson.id, cause=cause)
        raise DataCellFailed(message) from cause
    words = printed.getvalue().strip()
    return ([_printed(words)] if words else []) + ([] if value is None else _shown(value, pictures))


def _printed(words: str) -> Block:
    return para(words.strip())


def _shown(value: object, pictures: dict[str, bytes]) -> list[Block]:
    """A chart as a figure, a table as a table, anything else as its words; an explorer as what it shows first."""
    if hasattr(value, "printed"):
        return [node for part in value.printed() for node in _shown(part, pictures)]
    if hasattr(value, "svg") and hasattr(value, "alt"):
        content = value.svg.encode()
        return [Figure(value.alt, lay(content, ".svg", pictures))]
    if hasattr(value, "columns") and hasattr(value, "itertuples"):
        head = [[text(str(column))] for column in value.columns]
        rows = [[[text(_cell(part))] for part in row] for row in value.itertuples(index=False)]
        return [fitted(table(head, rows))]
    return [_printed(re.sub(r"\s+", " ", str(value)))]


def _cell(part: object) -> str:
    from kit.vietnamese import format_number

    if isinstance(part, bool) or part != part:  # NaN is the one value that differs from itself
        return "" if part != part else str(part)
    return format_number(part) if isinstance(part, int | float) else str(part)
