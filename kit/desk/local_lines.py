"""What a province says in its own languages, as a page shows and plays it."""

from __future__ import annotations

from collections.abc import Sequence

from kit.desk.session import Session
from kit.kinds.local import Local
from kit.messages import say


def local_lines(said: Sequence[Local], module: str, here: Session) -> list[dict[str, str]]:
    """A line each: the language, its words, and where its recording is heard; "" where there is none."""
    return [_line(local, module, here) for local in said]


def _line(local: Local, module: str, here: Session) -> dict[str, str]:
    path = here.library.sound(module, local) if local.sound else None
    sound = here.sound_address(path) if path is not None and path.is_file() else ""
    return {
        "language": local.language,
        "words": local.words,
        "sound": sound,
        "listen": say("Nghe bằng {language}", language=local.language),
    }
