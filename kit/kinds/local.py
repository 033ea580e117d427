"""What a province says in a language of its own: never ours to invent, so no text of a course holds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Local:
    """A second line, a recording, or both, in one language; `sound` is a file in the module's folder."""

    language: str  # as people call it: “tiếng Mông”
    words: str = ""
    sound: str = ""
