"""An exercise's file as a form sees it, and written back as a person would: what was not changed stays as it stood."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path
from typing import Any

from kit.course.exercise_file import read_exercise
from kit.course.library import Library
from kit.course.yaml_nodes import read_nodes
from kit.errors import ContentError, Fault
from kit.kinds import Exercise

WIDTH = 4096  # a sentence is never folded in the middle


def values_of(text: str) -> dict[str, object]:
    """The fields of a YAML text: texts as they are written, lists, mappings. Raises ContentError for what is no YAML."""
    faults: list[Fault] = []
    with tempfile.TemporaryDirectory(prefix="kit-form-") as folder:
        path = Path(folder) / "exercise.yaml"
        path.write_text(text, encoding="utf-8")
        root = read_nodes(path, "exercise.yaml", faults)
    found = _plain(root) if root is not None else None
    if faults or not isinstance(found, dict):
        raise ContentError(faults or [Fault("exercise.yaml", 1, text[:40])])
    return found


def _plain(node: Any) -> Any:
    match type(node).__name__:
        case "MappingNode":
            return {str(key.value): _plain(value) for key, value in node.value}
        case "SequenceNode":
            return [_plain(child) for child in node.value]
    return str(node.value)


def with_values(text: str, values: dict[str, object]) -> str:
    """The text with these values in it; comments, order and manner of everything that is the same stay."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes, yaml.width, yaml.allow_unicode = True, WIDTH, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text)
    _put(tree, values_of(text), values)
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _put(tree: Any, before: Any, values: Any) -> None:
    """Change a mapping or a list in place where it differs from what stood there."""
    if isinstance(values, dict):
        for name in [name for name in before if name not in values]:
            del tree[name]
        for name, value in values.items():
            _put_one(tree, name, before.get(name), value)
        return
    for n, value in enumerate(values):
        if n < len(before):
            _put_one(tree, n, before[n], value)
        else:
            tree.append(_fresh(value))
    del tree[len(values) :]


def _put_one(tree: Any, place: Any, before: Any, value: Any) -> None:
    if before == value:
        return
    if isinstance(value, dict | list) and type(before) is type(value):
        _put(tree[place], before, value)
    else:
        tree[place] = _fresh(value)


def _fresh(value: Any) -> Any:
    """A new value as one writes it by hand: whole numbers bare, several lines behind a “|”."""
    from ruamel.yaml.scalarstring import LiteralScalarString

    if isinstance(value, dict):
        return {name: _fresh(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_fresh(inner) for inner in value]
    if re.fullmatch(r"-?[1-9]\d{0,8}|0", value):
        return int(value)
    if value in ("true", "false"):
        return value == "true"
    return LiteralScalarString(value + "\n") if "\n" in value else value


def judged(library: Library, exercise_id: str, text: str) -> tuple[Exercise | None, list[Fault]]:
    """The exercise that a text makes, and every fault of it, as `kit check` would tell them of a file."""
    from kit.course.check import check_exercise

    faults: list[Fault] = []
    with tempfile.TemporaryDirectory(prefix="kit-form-") as folder:
        path = Path(folder) / "exercise.yaml"
        path.write_text(text, encoding="utf-8")
        exercise = read_exercise(path, exercise_id, faults)
    module = library.modules.get(exercise_id.partition("/")[0])
    if exercise is not None and module is not None:
        faults += check_exercise(library, module, exercise)
    return exercise, faults
