"""A folder for learners: lessons without the trainer's notes, exercises without what learners may not see."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from kit.course.check import check
from kit.course.lessons import Lesson
from kit.course.library import LEARNER_MARK, Library
from kit.errors import ContentError, KitError
from kit.files import write_whole
from kit.kinds.base import Exercise, _without
from kit.markdown import parse, walk
from kit.messages import say


class NotOurFolder(KitError):
    """The folder named for learners holds something else."""


def make_learner_folder(library: Library, folder: Path) -> None:
    """Write or refresh the learner's edition in `folder`; answers that lie there are left alone.

    What an earlier run wrote and this one does not is removed: an exercise that has become part of a
    test must not leave its key behind under its old name.
    """
    faults = [fault for fault in check(library) if not fault.warning]
    if faults:
        raise ContentError(faults)
    if folder.exists() and any(folder.iterdir()) and not (folder / LEARNER_MARK).exists():
        raise NotOurFolder(
            say("Thư mục {path} đang chứa thứ khác. Hãy chọn một thư mục trống bằng --folder.", path=folder)
        )
    files = {Path(LEARNER_MARK): b'{"edition": "learner"}\n', **_contents(library)}
    for name, content in files.items():
        write_whole(folder / name, content)
    for part in ("exercises", "notebooks"):
        for path in [p for p in (folder / part).rglob("*") if p.is_file() and p.relative_to(folder) not in files]:
            path.unlink()


def _contents(library: Library) -> dict[Path, bytes]:
    """Every file of the learner's edition, by its place."""
    home = library.home
    files = {Path("notebooks", "start.ipynb"): _notebook(home / "notebooks" / "start.ipynb")}
    for module in library.modules.values():
        folder = Path("notebooks", "modules", module.id)
        for plan in module.plans:
            files[folder / plan.file] = _notebook(home / folder / plan.file)
            files |= _pictures(library, library.lessons[module.id][plan.id], folder)
        files[Path("exercises", module.id, "module.yaml")] = _data(_without(module, {"trainer"}), leave_out={"id"})
        for exercise_id in library.exercise_ids(module.id):
            exercise = library.exercise(exercise_id)
            files[Path("exercises", f"{exercise_id}.yaml")] = exercise_data(exercise.for_learner_folder())
            picture = library.image(exercise)
            if picture is not None:
                files[picture.relative_to(home)] = picture.read_bytes()
    for path in sorted((home / "notebooks" / "workbooks").glob("*.ipynb")):
        files[path.relative_to(home)] = _notebook(path)
    for shelf, kind in (("facts", "*.csv"), ("data", "*.csv"), ("workbooks", "*.yaml")):
        for path in sorted((home / "exercises" / shelf).rglob(kind)):
            files[path.relative_to(home)] = path.read_bytes()
    return files


def _pictures(library: Library, lesson: Lesson, folder: Path) -> dict[Path, bytes]:
    """The pictures that the learner's text of a lesson shows; those of trainer's notes stay at home."""
    shown = [n["src"] for c in lesson.cells if c.kind == "text" for n in walk(parse(c.source)) if n["t"] == "figure"]
    places = [(library.home / folder / source).resolve().relative_to(library.home.resolve()) for source in shown]
    return {place: (library.home / place).read_bytes() for place in places}


def _notebook(path: Path) -> bytes:
    """A notebook without trainer's cells, outputs and counts, whose cells a stray click cannot change."""
    body = json.loads(path.read_text(encoding="utf-8-sig"))
    body["cells"] = [c for c in body["cells"] if "trainer" not in c.get("metadata", {}).get("tags", [])]
    for cell in body["cells"]:
        cell.setdefault("metadata", {}).update({"editable": False, "deletable": False})
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def exercise_data(exercise: Exercise) -> bytes:
    """An exercise as a file the loader reads back to the same value."""
    return _data(exercise, leave_out={"id"}, kind=exercise.kind)


def _data(value: Any, leave_out: set[str], **first: str) -> bytes:
    body = {**first, **{key: v for key, v in _plain(value).items() if key not in leave_out}}
    return json.dumps(body, ensure_ascii=False, indent=1).encode()  # JSON is YAML too


def _plain(value: Any) -> Any:
    """Dataclasses to dicts, fields that are empty or at their default left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {f.name: (getattr(value, f.name), f.default) for f in dataclasses.fields(value)}
        return {name: _plain(v) for name, (v, default) in kept.items() if v is not None and v != default and v != ()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal | date | time) else value
