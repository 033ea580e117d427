"""The scripts and the style of the pages, each under a name made from its content: a telephone keeps them for good."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from kit.desk.looks import ASSETS, EXERCISE, page_script, page_style

OWN = Path(__file__).parent / "assets"


class Looks:
    """Files by name; `address` tells where a page finds one, on a server whose pages lie under `at`."""

    def __init__(self, at: str = "/") -> None:
        self.at = at

    @cached_property
    def files(self) -> dict[str, tuple[bytes, str]]:
        """Name to content and media type."""
        host, queue = ASSETS / "host.js", OWN / "queue.js"
        scripts = {
            "lesson.js": [*(ASSETS / name for name in EXERCISE), host, queue, ASSETS / "lesson.js"],
            "book.js": [ASSETS / "workbook.js", host, queue, OWN / "book.js"],
            "contents.js": [host, queue, OWN / "contents.js"],
            "room.js": [host, OWN / "room.js"],
            "wall.js": [host, OWN / "wall.js"],
        }
        found = {
            name: (page_script(*paths).encode(), "text/javascript; charset=utf-8") for name, paths in scripts.items()
        }
        return {**found, "class.css": (page_style().encode(), "text/css; charset=utf-8")}

    @cached_property
    def tag(self) -> str:
        """Changes with any of them."""
        return hashlib.sha256(b"".join(content for content, _ in self.files.values())).hexdigest()[:10]

    def address(self, name: str) -> str:
        return f"{self.at}a/{self.tag}/{name}"
