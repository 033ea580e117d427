"""The schemas that editors check by are those of the dataclasses, and every file of ours keeps to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from kit.course.samples import sample_text
from kit.course.schema import exercise_schema, files, module_schema
from kit.kinds import KINDS
from tests.conftest import ROOT

EXERCISE, MODULE = Draft202012Validator(exercise_schema()), Draft202012Validator(module_schema())
OURS = sorted(p for p in (ROOT / "exercises").glob("*/*.yaml") if (p.parent / "module.yaml").exists())


def read(text: str) -> dict:
    return YAML(typ="safe").load(text)


def test_schemas_that_are_shipped_are_those_of_the_dataclasses() -> None:
    """Make them anew with: python -m kit.course.schema"""
    for name, content in files().items():
        assert (ROOT / "exercises" / "schema" / name).read_bytes() == content


@pytest.mark.parametrize("path", OURS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_file_of_ours_keeps_to_its_schema(path: Path) -> None:
    checker = MODULE if path.name == "module.yaml" else EXERCISE
    body = _plain(read(path.read_text(encoding="utf-8")))

    assert [f"{'/'.join(map(str, e.path))}: {e.message[:200]}" for e in checker.iter_errors(body)] == []


def _plain(value):
    """Dates and times of YAML are words to the reader."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, str | int | float | bool) else str(value)


@pytest.mark.parametrize("kind", list(KINDS))
def test_sample_names_its_schema_and_a_wrong_field_is_seen(kind: str) -> None:
    text = sample_text(kind)
    assert text.startswith("# yaml-language-server: $schema=../schema/exercise.json\n")
    body = _plain(read(text))

    assert EXERCISE.is_valid(body)
    assert not EXERCISE.is_valid({**body, "promt": "x"}) and not EXERCISE.is_valid(
        {k: v for k, v in body.items() if k != "minutes"}
    )
