"""A folder for learners: lessons without the trainer's notes, exercises without what learners may not see."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import cast

from kit.course.catalogue import Catalogue
from kit.course.check import check
from kit.course.clips import is_clip, read_clip
from kit.course.home import LEARNER_MARK
from kit.course.lesson_pages import page
from kit.course.lessons import Lesson
from kit.course.library import Library
from kit.document.markdown import parse
from kit.document.nodes import Figure
from kit.document.tree import walk
from kit.errors import ContentError, Fault, KitError
from kit.files import write_whole
from kit.kinds.base import Exercise
from kit.kinds.fields import without
from kit.messages import say


class NotOurFolder(KitError):
    """The folder named for learners holds something else."""


def make_learner_folder(library: Library, folder: Path) -> list[str]:
    """Write or refresh the learner's edition in `folder`; answers that lie there are left alone. Returns what to tell.

    A module that is at fault is left out and told; the others are there. What an earlier run wrote and this one
    does not is removed: an exercise that has become part of a test must not leave its key behind under its old
    name. Raises ContentError where no module is sound, or where something that all of them need is at fault.
    """
    faults = [fault for fault in check(library) if not fault.warning]
    broken = {name for name in library.module_ids if any(_is_of(fault, name) for fault in faults)}
    shared = [fault for fault in faults if not any(_is_of(fault, name) for name in broken)]
    sound = [name for name in library.modules if name not in broken]
    if shared or not sound:
        raise ContentError(shared or faults)
    if folder.exists() and any(folder.iterdir()) and not (folder / LEARNER_MARK).exists():
        raise NotOurFolder(
            say("Thư mục {path} đang chứa thứ khác. Hãy chọn một thư mục trống bằng --folder.", path=folder)
        )
    files = {Path(LEARNER_MARK): b'{"edition": "learner"}\n', **_contents(library, sound)}
    for name, content in files.items():
        write_whole(folder / name, content)
    for part in ("exercises", "notebooks"):
        for path in [p for p in (folder / part).rglob("*") if p.is_file() and p.relative_to(folder) not in files]:
            path.unlink()
    return [_left_out(name, [fault for fault in faults if _is_of(fault, name)]) for name in sorted(broken)]


def _is_of(fault: Fault, module: str) -> bool:
    return any(fault.file.startswith(f"{place}/{module}/") for place in ("exercises", "notebooks/modules"))


def _left_out(module: str, faults: list[Fault]) -> str:
    told = say("Chuyên đề {name} có {n} lỗi, chưa đưa vào bản học viên. Sửa rồi mở lại: kit check {name}", name=module, n=len(faults))  # fmt: skip
    return f"⚠ {told}\n{faults[0]}"


def _contents(library: Library, modules: list[str]) -> dict[Path, bytes]:
    """Every file of the learner's edition, by its place."""
    home = library.home
    files = {Path("notebooks", "start.ipynb"): _notebook(home / "notebooks" / "start.ipynb")}
    for module in map(library.module, modules):
        folder = Path("notebooks", "modules", module.id)
        for plan in module.plans:
            files[folder / plan.file] = _notebook(home / folder / plan.file, library.catalogues.get(module.id))
            files |= _pictures(library, library.lessons[module.id][plan.id], folder)
        files[Path("exercises", module.id, "module.yaml")] = _data(without(module, {"trainer"}), leave_out={"id"})
        for local in (local for each in module.said for local in each.local if local.sound):
            files[library.sound(module.id, local).relative_to(home)] = library.sound(module.id, local).read_bytes()
        for exercise_id in library.exercise_ids(module.id):
            exercise = library.exercise(exercise_id)
            files[Path("exercises", f"{exercise_id}.yaml")] = exercise_data(exercise.for_learner_folder())
            sounds = [library.sound(module.id, local) for local in exercise.local if local.sound]
            picture = library.image(exercise)
            for path in (*([picture] if picture is not None else []), *sounds):
                files[path.relative_to(home)] = path.read_bytes()
        files |= _forms(library, module.id)
    for path in sorted((home / "notebooks" / "workbooks").glob("*.ipynb")):
        files[path.relative_to(home)] = _notebook(path)
    for shelf, kind in (("facts", "*.csv"), ("data", "*.csv"), ("workbooks", "*.yaml")):
        for path in sorted((home / "exercises" / shelf).rglob(kind)):
            files[path.relative_to(home)] = path.read_bytes()
    return files


def _pictures(library: Library, lesson: Lesson, folder: Path) -> dict[Path, bytes]:
    """The pictures that the learner's text of a lesson shows; those of trainer's notes stay at home."""
    shown = [n.src for c in lesson.cells if c.kind == "text" for n in walk(parse(c.source)) if isinstance(n, Figure)]
    shown += [
        beside
        for source in shown
        if is_clip(source)
        for beside in _beside(library.home / folder / source, library.home)
    ]
    places = [(library.home / folder / source).resolve().relative_to(library.home.resolve()) for source in shown]
    return {place: (library.home / place).read_bytes() for place in places}


def _forms(library: Library, module: str) -> dict[Path, bytes]:
    """The forms to copy, with their pictures."""
    files: dict[Path, bytes] = {}
    for path in library.forms(module):
        text = library.form_text(path)
        shown = [(path.parent / n.src).resolve() for n in walk(parse(text)) if isinstance(n, Figure)]
        files |= {each.relative_to(library.home.resolve()): each.read_bytes() for each in shown}
        files[path.relative_to(library.home)] = text.encode()
    return files


def _beside(clip: Path, home: Path) -> list[str]:
    """What belongs to a clip: its words and its poster."""
    read = read_clip(clip, home, [])
    poster = [str(clip.with_name(read.poster))] if read and read.poster else []
    return [str(clip.with_suffix(".yaml")), *poster]


def _notebook(path: Path, catalogue: Catalogue | None = None) -> bytes:
    """A notebook without trainer's cells, outputs and counts, whose cells a stray click cannot change."""
    text = path.read_text(encoding="utf-8-sig")
    body = json.loads(page(json.loads(text), catalogue) if catalogue else text)
    body["cells"] = [c for c in body["cells"] if "trainer" not in c.get("metadata", {}).get("tags", [])]
    for cell in body["cells"]:
        cell.setdefault("metadata", {}).update({"editable": False, "deletable": False})
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def exercise_data(exercise: Exercise) -> bytes:
    """An exercise as a file the loader reads back to the same value."""
    return _data(exercise, leave_out={"id"}, kind=exercise.kind)


def _data(value: object, leave_out: set[str], **first: str) -> bytes:
    body = {**first, **{key: v for key, v in cast(dict[str, object], _plain(value)).items() if key not in leave_out}}
    return json.dumps(body, ensure_ascii=False, indent=1).encode()  # JSON is YAML too


def _plain(value: object) -> object:
    """Dataclasses to dicts, fields that are empty or at their default left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {f.name: (getattr(value, f.name), f.default) for f in dataclasses.fields(value)}
        return {name: _plain(v) for name, (v, default) in kept.items() if v is not None and v != default and v != ()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal | date | time) else value
