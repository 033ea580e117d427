"""The scripts and the style of the pages, each under a name made from its content: a telephone keeps them for good."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from pathlib import Path

from kit.desk.looks import CSS, EXERCISE, script

OWN = Path(__file__).parent / "assets"
TRAINERS = "/* the trainer's pages of a class */"  # what follows this line in kit.css is not for telephones


class Looks:
    """Files by name; `address` tells where a page finds one."""

    @cached_property
    def files(self) -> dict[str, tuple[bytes, str]]:
        """Name to content and media type."""
        css, js = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
        learner = CSS.partition(TRAINERS)[0]
        parts = {
            "class.css": (_slim(learner + _read("page.css")), css),
            "lesson.js": (_joined(script(*EXERCISE), "host.js", "queue.js", "lesson.js"), js),
            "book.js": (_joined(script("workbook.js"), "host.js", "queue.js", "book.js"), js),
            "contents.js": (_joined(script(), "host.js", "queue.js", "contents.js"), js),
            "room.js": (_joined(script(), "host.js", "room.js"), js),
            "wall.js": (_joined(script(), "host.js", "wall.js"), js),
        }
        return {name: (text.encode(), media) for name, (text, media) in parts.items()}

    @cached_property
    def tag(self) -> str:
        """Changes with any of them."""
        return hashlib.sha256(b"".join(content for content, _ in self.files.values())).hexdigest()[:10]

    def address(self, name: str) -> str:
        return f"/a/{self.tag}/{name}"


def _read(name: str) -> str:
    return (OWN / name).read_text(encoding="utf-8")


def _joined(first: str, *names: str) -> str:
    """One module of what the host and the widgets share; the widgets' own export means nothing here."""
    return "\n".join([first.replace("export default { render };", ""), *map(_read, names)])


def _slim(css: str) -> str:
    """Without comments, which a weak line need not carry."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)
