"""Files that were made at a press of a button: each stands with “Mở tệp” and “Mở thư mục” beside it, never as a bare path."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from kit.errors import KitError
from kit.messages import say

OPENERS = {"darwin": "open", "linux": "xdg-open"}


class CannotOpen(KitError):
    """This machine has no program for it, or none is known; says where the file lies."""


class Produced:
    """The files that a page has made, by their place in its list: a page can ask for no other file."""

    def __init__(self) -> None:
        self._paths: list[Path] = []

    def put(self, paths: Iterable[Path]) -> None:
        """These were made now; what was there before is no longer shown."""
        self._paths = list(paths)

    @property
    def shown(self) -> dict[str, object]:
        """What the page draws: names, and the words of the buttons."""
        words = {"file": say("Mở tệp"), "folder": say("Mở thư mục")}
        return {"names": [path.name for path in self._paths], "words": words}

    def open(self, content: dict[str, object]) -> None:
        """Open the file of that place, or its folder, with the system's own program. Raises CannotOpen."""
        n = content.get("n")
        if isinstance(n, int) and 0 <= n < len(self._paths):
            path = self._paths[n]
            open_with_system(path.parent if content.get("folder") else path)


def open_with_system(path: Path) -> None:
    """Show a file or a folder as a double click would. Raises CannotOpen."""
    told = say("Máy này không tự mở được. Tìm ở đây: {path}", path=path)
    if not path.exists():
        raise CannotOpen(say("Không còn {path}: làm lại tệp này.", path=path))
    try:
        if os.name == "nt":
            os.startfile(path)  # type: ignore[attr-defined]  # noqa: S606 - a file that this page has made
            return
        program = shutil.which(OPENERS.get(sys.platform, "xdg-open"))
        if program is None:
            raise CannotOpen(told)
        done = subprocess.Popen([program, os.fspath(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
        if done.wait(10):
            raise CannotOpen(told)
    except (OSError, subprocess.TimeoutExpired) as error:
        if isinstance(error, OSError):
            raise CannotOpen(told) from error
