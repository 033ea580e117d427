"""JSON Schemas of exercises and module files, made from the dataclasses: editors complete and check what is written.

`python -m kit.course.schema` writes them to exercises/schema/. What only `kit check` can see (keys that fit, facts that
exist) stands in no schema.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kit.course.exercise_form import Entry, entries_of, form_of
from kit.course.home import find_home
from kit.course.modules import Module
from kit.course.reader import TRUTH
from kit.files import write_whole
from kit.kinds import KINDS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCALAR = {"type": ["string", "number", "boolean"]}  # “12” and 12 are one to the reader


def exercise_schema() -> dict[str, Any]:
    """One shape a kind, told apart by `kind`."""
    shapes = []
    for kind, cls in KINDS.items():
        shape = _record(form_of(kind))
        shape["properties"] = {"kind": {"const": kind, "description": cls.title}, **shape["properties"]}
        shapes.append({**shape, "required": ["kind", *shape["required"]], "title": kind})
    return {"$schema": DRAFT, "title": "Exercise", "type": "object", "required": ["kind"], "properties": {"kind": {"enum": list(KINDS)}}, "oneOf": shapes}  # fmt: skip


def module_schema() -> dict[str, Any]:
    """The shape of module.yaml."""
    return {"$schema": DRAFT, "title": "Module", **_record(entries_of(Module, left_out={"id"}))}


def _record(entries: tuple[Entry, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [entry.name for entry in entries if entry.required],
        "properties": {entry.name: _value(entry) for entry in entries},
    }


def _value(entry: Entry) -> dict[str, Any]:
    told = {"description": entry.help or entry.title} if entry.help or entry.title != entry.name else {}
    match entry.sort:
        case "record":
            return {**_record(entry.inside), **told}
        case "list":
            return {"type": "array", "items": _value(entry.inside[0]), **told}
        case "choice":
            return {"enum": list(entry.choices), **told}
        case "flag":
            return {"enum": [True, False, *TRUTH], **told}
    return {**SCALAR, **told}


def files() -> dict[str, bytes]:
    """The schemas by the names of their files."""
    made = {"exercise.json": exercise_schema(), "module.json": module_schema()}
    return {name: (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode() for name, schema in made.items()}


def write(home: Path) -> None:
    """Put them where the files of a home name them."""
    for name, content in files().items():
        write_whole(home / "exercises" / "schema" / name, content)


if __name__ == "__main__":
    write(find_home())
