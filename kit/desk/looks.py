"""The browser's side of what is drawn: one style and one set of controls for every host."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from kit.document.media import PICTURES, SOUNDS

ASSETS = Path(__file__).parent / "assets"
CSS = (ASSETS / "kit.css").read_text(encoding="utf-8")
TRAINERS = "/* the trainer's pages of a class */"  # what follows this line in kit.css is for JupyterLab alone
EXERCISE = ("drag.js", "controls.js", "rows.js", "stories.js", "exercise.js")


def script(*names: str, of: str = __file__, icons: bool = False) -> str:
    """JavaScript of a widget as one module: the shared builders, and files of the folder assets/ beside the module `of`."""
    own = Path(of).parent / "assets"
    shared = [ASSETS / "common.js", *([ASSETS / "icons.js"] if icons else [])]
    return "\n".join(path.read_text(encoding="utf-8") for path in (*shared, *(own / n for n in names)))


def page_script(*paths: Path) -> str:
    """JavaScript of a page without a notebook: the shared builders and these files, as one module."""
    texts = [path.read_text(encoding="utf-8") for path in (ASSETS / "common.js", *paths)]
    return "\n".join(texts).replace("export default { render };", "")  # a widget's own word, which means nothing here


def page_style() -> str:
    """The style of such a page: the controls' and its own, without comments, which a weak line need not carry."""
    own = (ASSETS / "page.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", CSS.partition(TRAINERS)[0] + own, flags=re.S)


def within(path: Path) -> str:
    """A picture or a sound as an address that holds it whole."""
    media = {**SOUNDS, **PICTURES}.get(path.suffix.lower(), "image/png")
    return f"data:{media};base64,{base64.b64encode(path.read_bytes()).decode()}"
