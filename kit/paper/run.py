"""Runs a lesson's data cells inside this process and turns what they show into nodes.

Exercises are data and never run for paper; only cells tagged `data` do, in order, in one clean
namespace a lesson. The fresh-kernel run stays in the tests (nbval), where it proves the notebook.
"""

from __future__ import annotations

import ast
import os
from contextlib import redirect_stdout
from io import StringIO

from kit.course import Cell, Lesson, Library
from kit.document.nodes import Block
from kit.errors import KitError
from kit.messages import say
from kit.paper.outputs import Shown


class DataCellFailed(KitError):
    """A data cell stopped with an error; names the lesson and cell."""


def run_data_cells(
    library: Library, lesson: Lesson, pictures: dict[str, bytes], told: list[str] | None = None
) -> dict[str, list[Block]]:
    """Nodes shown by each data cell, by cell id; images go into `pictures`, what paper cannot hold is told in `told`."""
    cells = [cell for cell in lesson.cells if cell.kind == "data"]
    if not cells:
        return {}
    os.environ.setdefault("MPLBACKEND", "agg")
    before = os.environ.get("KIT_FOLDER")
    os.environ["KIT_FOLDER"] = str(library.home)
    names: dict[str, object] = {"__name__": "__main__"}
    said = told if told is not None else []
    try:
        return {
            cell.id: _run(cell, lesson, names, Shown(pictures, said, f"{lesson.id}, {say('ô {n}', n=cell.number)}"))
            for cell in cells
        }
    finally:
        if before is None:
            os.environ.pop("KIT_FOLDER")
        else:
            os.environ["KIT_FOLDER"] = before


def _run(cell: Cell, lesson: Lesson, names: dict[str, object], shown: Shown) -> list[Block]:
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
    quiet = cell.source.rstrip().endswith(";")  # a notebook's way to show no value
    seen = [] if value is None or quiet else shown.value(value)
    return [*shown.printed(printed.getvalue()), *seen, *shown.open_figures()]
