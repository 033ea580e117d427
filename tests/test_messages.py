"""Words for people: Vietnamese in the code, English beside it, nothing missing on either side."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kit import messages
from kit.kinds import KINDS
from kit.lab_words import head_of

ROOT = Path(__file__).parents[1]


def said() -> set[str]:
    found = {kind.title for kind in KINDS.values()}
    for path in (ROOT / "kit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "say"
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(node.args[0].value)
    pages = [path for path in (ROOT / "notebooks").rglob("*.ipynb") if "modules" not in path.parts]
    found |= {head for path in pages if ".ipynb_checkpoints" not in path.parts and (head := head_of(path))}
    for path in (ROOT / "kit").rglob("*.html"):
        found |= set(re.findall(r'say\("([^"]+)"', path.read_text(encoding="utf-8")))
    return found


@pytest.fixture
def english():
    messages.use("en")
    yield
    messages.use("vi")


def catalogue() -> dict[str, str]:
    with (messages.CATALOGUES / "en.po").open(encoding="utf-8") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream) if m.id}


def test_every_message_has_its_english_and_no_english_is_left_over() -> None:
    assert said() == set(catalogue())
    assert all(catalogue().values())


def test_places_to_fill_are_the_same_in_both_languages() -> None:
    for vietnamese, english in catalogue().items():
        assert sorted(re.findall(r"\{\w+\}", vietnamese)) == sorted(re.findall(r"\{\w+\}", english)), vietnamese


def test_language_can_be_changed(english) -> None:
    assert messages.say("Kiểm tra") == "Check"


def test_braces_in_what_people_typed_are_left_alone() -> None:
    assert "{0.__class__}" in messages.say(
        "Không đọc được ngày “{text}”. Ví dụ cách viết: 21/11/2026.", text="{0.__class__}"
    )


def test_screen_words_come_from_the_catalogue_and_not_from_the_scripts() -> None:
    """No Vietnamese letter stands in our widgets' JavaScript: all words are sent by Python."""
    for path in (ROOT / "kit").glob("*/assets/*.js"):
        assert not re.search(
            r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", path.read_text(encoding="utf-8")
        ), path.name
