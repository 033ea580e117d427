"""The words of what authors wrote, field by field, and the same value with other words in it.

A field is words when it is annotated Phrase or Prose; ids, formulas and names of files are none.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from kit.kinds.fields import Phrase, Prose

T = TypeVar("T")


@cache
def _worded(cls: type) -> frozenset[str]:
    """The fields of a dataclass that are words."""
    return frozenset(name for name, hint in get_type_hints(cls).items() if _are_words(hint))


def _are_words(hint: Any) -> bool:
    """Is it Phrase or Prose, alone, in a list or not always there?"""
    if get_origin(hint) in (tuple, Union, types.UnionType):
        return any(_are_words(inner) for inner in get_args(hint))
    return hint is Phrase or hint is Prose


def phrases(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Where words stand in a dataclass, such as “options[2].text”, and the words; in the order of its fields."""
    cls: type = type(value)
    for spec in fields(value):
        place = f"{path}.{spec.name}" if path else spec.name
        inside = getattr(value, spec.name)
        for n, part in enumerate(inside, 1) if isinstance(inside, tuple) else [(0, inside)]:
            at = f"{place}[{n}]" if n else place
            if is_dataclass(part):
                yield from phrases(part, at)
            elif isinstance(part, str) and part and spec.name in _worded(cls):
                yield at, part


def rephrased(value: T, find: Callable[[str], str]) -> T:
    """A copy of a dataclass whose words are those that `find` gives for its own."""
    changes: dict[str, object] = {}
    cls: type = type(value)
    for spec in fields(value):  # type: ignore[arg-type]
        inside = getattr(value, spec.name)
        words = spec.name in _worded(cls)
        if isinstance(inside, tuple):
            changes[spec.name] = tuple(_other(part, words, find) for part in inside)
        else:
            changes[spec.name] = _other(inside, words, find)
    return replace(value, **changes)  # type: ignore[type-var]


def _other(part: Any, words: bool, find: Callable[[str], str]) -> Any:
    if is_dataclass(part):
        return rephrased(part, find)
    return find(part) if words and isinstance(part, str) and part else part


def english_beside(value: Any) -> Iterator[tuple[str, str]]:
    """Words that have their English beside them in the file: titles of lessons and programmes, objectives."""
    names = {spec.name for spec in fields(value)}
    for name in ("title", "text"):
        if "english" in names and name in names and (english := getattr(value, "english", "")):
            yield getattr(value, name), english
    for spec in fields(value):
        inside = getattr(value, spec.name)
        for part in inside if isinstance(inside, tuple) else (inside,):
            if is_dataclass(part):
                yield from english_beside(part)
