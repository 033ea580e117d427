"""A file read the fast way says what it says read the careful way, and what is doubtful is read the careful way."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kit.course.yaml_nodes import _sound, _trick, read_nodes
from tests.conftest import ROOT

FILES = sorted(ROOT.glob("exercises/*/*.yaml"))
SIGNS = [*":-{}[],'\"|>#&*!%@`?~<=\t\u2028\x85\x0b\0", "\n", "\n\n", "  ", ": ", "- ", "...\n", "---\n", "\r\n", "\ufeff", "<<: ", "!!str ", "&a ", "*a", " #", "yes", "1:30", "😀"]  # fmt: skip


def flat(node: Any) -> tuple:
    """A node as what can be compared: its sort, its line, its content."""
    kind, value = type(node).__name__, node.value
    if kind == "MappingNode":
        value = [(flat(key), flat(inner)) for key, inner in value]
    elif kind == "SequenceNode":
        value = [flat(inner) for inner in value]
    return kind, node.start_mark.line, value


def careful(text: str) -> tuple | None:
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError, RecursionError):
        return None
    return None if root is None or _trick(root) is not None else flat(root)


def test_content_is_read_the_fast_way_and_says_the_same() -> None:
    lot = random.Random(4)
    for path in lot.sample(FILES, 60):
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        assert flat(_sound(text)) == careful(text), path.name
    assert all(_sound(path.read_text(encoding="utf-8")) is not None for path in FILES)


def test_changed_content_is_never_read_in_two_ways() -> None:
    lot, read = random.Random(7), 0
    texts = [t for t in (path.read_text(encoding="utf-8") for path in FILES) if len(t) < 1500]
    for _ in range(400):
        text = lot.choice(texts)
        for _ in range(lot.randint(1, 3)):
            at = lot.randrange(len(text) + 1)
            text = text[:at] + lot.choice(SIGNS) + text[at + lot.randint(0, 4) :]
        if (node := _sound(text)) is not None:
            read += 1
            assert flat(node) == careful(text), text
    assert read > 50


@pytest.mark.parametrize("text", ["a: &x 1", "a: *x", "a: !!python/name:os.system 1", "<<: {a: 1}", "[" * 50_000, "a: 1\n---\nb: 2", ""])  # fmt: skip
def test_what_is_more_than_plain_text_is_told(tmp_path: Path, text: str) -> None:
    path, faults = tmp_path / "a.yaml", []
    path.write_text(text, encoding="utf-8")

    assert _sound(text) is None
    assert read_nodes(path, "a.yaml", faults) is None and faults
