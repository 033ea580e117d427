"""A folder for learners: lessons without the trainer's notes, exercises without what learners may not see."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import shutil
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

from kit.course.check import check
from kit.course.library import LEARNER_MARK, Library
from kit.course.modules import Module
from kit.errors import CannotWrite, ContentError, KitError
from kit.kinds.base import Exercise, _without
from kit.messages import say


class NotOurFolder(KitError):
    """The folder named for learners holds something else."""


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place whole or not at all; raises CannotWrite."""
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise CannotWrite(path, error) from error


def make_learner_folder(library: Library, folder: Path) -> None:
    """Write or refresh the learner's edition in `folder`; answers that lie there are left alone."""
    faults = [fault for fault in check(library) if not fault.warning]
    if faults:
        raise ContentError(faults)
    if folder.exists() and any(folder.iterdir()) and not (folder / LEARNER_MARK).exists():
        raise NotOurFolder(
            say("Thư mục {path} đang chứa thứ khác. Hãy chọn một thư mục trống bằng --folder.", path=folder)
        )
    write_whole(folder / LEARNER_MARK, b'{"edition": "learner"}\n')
    write_whole(folder / "notebooks" / "start.ipynb", _notebook(library.home / "notebooks" / "start.ipynb"))
    for module in library.modules.values():
        _copy_module(library, module, folder)
    for shelf in ("facts", "data"):
        _copy_files(library.home / "exercises" / shelf, folder / "exercises" / shelf)


def _copy_module(library: Library, module: Module, folder: Path) -> None:
    home, there = library.home, folder / "exercises" / module.id
    for plan in module.lessons:
        name = Path("notebooks", "modules", module.id, plan.file)
        write_whole(folder / name, _notebook(home / name))
    bare = _without(module, {"trainer"})
    write_whole(there / "module.yaml", _data(bare, leave_out={"id"}))
    for exercise_id in library.exercise_ids(module.id):
        exercise = library.exercise(exercise_id)
        write_whole(folder / "exercises" / f"{exercise_id}.yaml", exercise_data(exercise.for_learner_folder()))
    _copy_files(home / "exercises" / module.id / "figures", there / "figures")


def _copy_files(source: Path, target: Path) -> None:
    for path in sorted(source.glob("*")) if source.is_dir() else ():
        try:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / path.name)
        except OSError as error:
            raise CannotWrite(target / path.name, error) from error


def _notebook(path: Path) -> bytes:
    """A notebook without trainer's cells, outputs and counts, whose cells a stray click cannot change."""
    body = json.loads(path.read_text(encoding="utf-8"))
    body["cells"] = [c for c in body["cells"] if "trainer" not in c.get("metadata", {}).get("tags", [])]
    for cell in body["cells"]:
        cell["metadata"] |= {"editable": False, "deletable": False}
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


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
    return str(value) if isinstance(value, Decimal) else value
