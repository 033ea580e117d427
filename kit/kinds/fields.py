"""The words of a kind's fields: who may read them, and whether an answer depends on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, field, fields, is_dataclass, replace
from typing import Any, NewType, TypeVar

Prose = NewType("Prose", str)  # Markdown, several paragraphs allowed
Phrase = NewType("Phrase", str)  # Markdown, one paragraph
Name = NewType("Name", str)  # ASCII letters, digits, hyphens; lower case

T = TypeVar("T")

MADE = {"asked": False, "made": True}  # set by the kit, in a learner's copy too; no author writes it
ASIDE = {"asked": False}  # told beside the question: an answer given before it changed is an answer still


def secret(default: Any = None, *, required: bool = True, asked: bool = True) -> Any:
    """A field that is the key or gives it away; `asked` is False for what is only said about an answer."""
    return field(default=default, metadata={"reader": "key", "required": required, "asked": asked})


def trainer(default: Any = "", *, required: bool = False) -> Any:
    """A field for the trainer's eyes only."""
    return field(default=default, metadata={"reader": "trainer", "required": required, "asked": False})


def without(value: T, readers: set[str]) -> T:
    """A copy of a dataclass with the fields of these readers set back to empty, at every depth."""
    changes: dict[str, object] = {}
    for spec in fields(value):  # type: ignore[arg-type]
        kept = getattr(value, spec.name)
        if spec.metadata.get("reader") in readers:
            changes[spec.name] = None if spec.default is MISSING else spec.default
        elif is_dataclass(kept):
            changes[spec.name] = without(kept, readers)
        elif isinstance(kept, tuple):
            changes[spec.name] = tuple(without(item, readers) if is_dataclass(item) else item for item in kept)
    return replace(value, **changes)  # type: ignore[type-var]


def asked(value: object) -> object:
    """What an answer depends on, as plain lists and dicts: wording and key, not hints, feedback or minutes."""
    if is_dataclass(value) and not isinstance(value, type):
        return {spec.name: asked(getattr(value, spec.name)) for spec in _asked_fields(value)}
    if isinstance(value, tuple):
        return [asked(item) for item in value]
    return value


def _asked_fields(value: Any) -> Iterator[Field[object]]:
    return (spec for spec in fields(value) if spec.metadata.get("asked", True))
