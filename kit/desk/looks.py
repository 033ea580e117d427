"""The browser's side of what is drawn: one style and one set of controls for every host."""

from __future__ import annotations

import base64
from pathlib import Path

from kit.document.html import MEDIA

ASSETS = Path(__file__).parent / "assets"
CSS = (ASSETS / "kit.css").read_text(encoding="utf-8")
EXERCISE = ("controls.js", "rows.js", "stories.js", "exercise.js")


def script(*names: str, of: str = __file__) -> str:
    """JavaScript of a widget as one module: the shared builders, and files of the folder assets/ beside the module `of`."""
    own = Path(of).parent / "assets"
    return "\n".join(path.read_text(encoding="utf-8") for path in (ASSETS / "common.js", *(own / n for n in names)))


def within(path: Path) -> str:
    """A picture as an address that holds it whole."""
    media = MEDIA.get(path.suffix.lower(), "image/png")
    return f"data:{media};base64,{base64.b64encode(path.read_bytes()).decode()}"
