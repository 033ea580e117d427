"""What a province says in a language of its own: never ours to invent, so no text of a course holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SOUND = re.compile(r"audio/[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+([-.][a-z0-9]+)*\.[a-z0-9]{3,4}", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Local:
    """A second line, a recording, or both, in one language; `sound` is a file below `audio/` in the module's folder."""

    language: str  # as people call it: “tiếng Mông”
    words: str = ""
    sound: str = ""

    def __post_init__(self) -> None:
        """Whatever a file says, no other place is ever read for a recording."""
        if self.sound and not _SOUND.fullmatch(self.sound):
            object.__setattr__(self, "sound", "")
