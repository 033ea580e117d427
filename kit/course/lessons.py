"""A lesson read from its notebook: teaching text, trainer's notes, exercise cells, data cells.

Cells carry tags: `activity:ID` on the heading that opens an activity, `trainer` on a note that no
learner sees, `data` on code whose output belongs on paper, `screen` on what makes no sense on paper.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from kit.course.yaml_nodes import read_text
from kit.errors import Fault
from kit.messages import say

MOST_BYTES = 2 * 1024 * 1024
TAGS = ("trainer", "data", "screen")


CellKind = Literal["text", "note", "exercise", "data", "screen"]


@dataclass(frozen=True)
class Cell:
    """One cell. `exercise` is the id that an exercise cell shows; `activity` the one it belongs to."""

    kind: CellKind
    source: str
    number: int
    exercise: str = ""
    activity: str = ""
    opens: bool = False  # the heading cell of its activity
    id: str = ""


@dataclass(frozen=True)
class Lesson:
    """The cells of one notebook, in order."""

    id: str
    module: str
    cells: tuple[Cell, ...] = field(default=())

    @property
    def exercises(self) -> list[str]:
        return [cell.exercise for cell in self.cells if cell.kind == "exercise"]


def notebook_cells(notebook: dict[str, Any]) -> list[Cell]:
    """The cells of a notebook's JSON; an exercise cell is recognised by its one call."""
    cells: list[Cell] = []
    activity = ""
    for number, raw in enumerate(notebook.get("cells", []), 1):
        source = "".join(raw.get("source", []))
        tags = raw.get("metadata", {}).get("tags", [])
        opening = next((t.removeprefix("activity:") for t in tags if t.startswith("activity:")), "")
        activity = opening or activity
        shown = exercise_called(source) if raw.get("cell_type") == "code" else ""
        kind = _cell_kind(raw.get("cell_type", ""), tags, shown)
        if source.strip():
            cells.append(Cell(kind, source, number, shown, activity, bool(opening), str(raw.get("id", number))))
    return cells


def _cell_kind(cell_type: str, tags: list[str], shown: str) -> CellKind:
    if "trainer" in tags:
        return "note"
    if shown:
        return "exercise"
    if "data" in tags:
        return "data"
    return "text" if cell_type == "markdown" and "screen" not in tags else "screen"


def exercise_called(source: str) -> str:
    """The id in a cell that is nothing but `exercise("module/name")`, else an empty string."""
    if "exercise(" not in source:
        return ""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return ""
    call = body[-1].value if len(body) == 1 and isinstance(body[-1], ast.Expr) else None
    if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "exercise" and call.args:
        first = call.args[0]
        return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
    return ""


def load_lesson(path: Path, name: str, module: str, faults: list[Fault]) -> Lesson | None:
    """A lesson from its notebook file, or None with a fault noted."""
    text = read_text(path, name, faults, MOST_BYTES)
    if text is None:
        return None
    try:
        notebook = json.loads(text)
        cells = notebook_cells(notebook)
        _note_habits(notebook, name, faults)
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError, MemoryError):
        remedy = say("Mở lại bằng JupyterLab; nếu không được, lấy bản lưu gần nhất.")
        faults.append(Fault(name, 0, say("Tệp không phải là một sổ bài (notebook) đọc được."), remedy))
        return None
    return Lesson(path.stem, module, tuple(cells))


def _sound(source: str) -> bool:
    """Can the cell run at all, and if it shows an exercise, is it one that paper can find too?"""
    try:
        calls = [
            n
            for n in ast.walk(ast.parse(source))
            if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "exercise"
        ]
    except SyntaxError:
        return False
    return not calls or bool(exercise_called(source))


def _note_habits(notebook: dict[str, Any], name: str, faults: list[Fault]) -> None:
    """Outputs kept in the file, and tags that mean nothing."""
    for number, raw in enumerate(notebook["cells"], 1):
        place = say("ô {n}", n=number)
        if raw.get("outputs") or raw.get("execution_count"):
            remedy = say("Trong JupyterLab chọn “Clear All Outputs” rồi lưu.")
            faults.append(Fault(name, 0, say("Ô còn giữ kết quả chạy."), remedy, place, "outputs"))
        source = "".join(raw.get("source", []))
        if raw.get("cell_type") == "raw" and source.strip():
            remedy = say("Đổi ô thành Markdown để chữ có trên màn hình và trên giấy.")
            faults.append(Fault(name, 0, say("Ô thô (raw) không hiện ở đâu cả."), remedy, place, "", True))
        if raw.get("cell_type") == "code" and not _sound(source):
            remedy = say('Viết lại: exercise("chuyên-đề/tên-bài"), một dòng một ô.')
            faults.append(Fault(name, 0, say("Ô mã viết chưa đúng nên sẽ không chạy."), remedy, place, "source"))
        strange = [
            t for t in raw.get("metadata", {}).get("tags", []) if t not in TAGS and not t.startswith("activity:")
        ]
        remedy = say("Chọn một trong: {names}.", names=", ".join((*TAGS, "activity:MÃ")))
        faults.extend(
            Fault(name, 0, say("Thẻ “{tag}” không có nghĩa gì với bộ tài liệu.", tag=tag), remedy, place, "tags")
            for tag in strange
        )
