"""JupyterLab as a host of workbooks."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

from kit.desk import OpenWorkbook, Session
from kit.desk.looks import CSS, script
from kit.desk.session import session
from kit.errors import KitError
from kit.screen.frame import Apology
from kit.screen.produced import Produced
from kit.workbooks import Shelf


class WorkbookFrame(anywidget.AnyWidget):
    """One workbook on the screen: what is open on the desk, sent to the page and back."""

    _esm = script("workbook.js")
    _css = CSS
    face = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, opened: OpenWorkbook, here: Session) -> None:
        self._open = opened
        super().__init__(face=self._open.face, state=self._open.state)
        self._made = Produced()
        self.on_msg(self._on_message)
        here.listen(self.restore)

    @property
    def path(self) -> Path:
        """Where this learner's book lies."""
        return self._open.path

    def restore(self) -> None:
        """Show the book of whoever has signed in."""
        self._open.restore()
        self.state = self._open.state

    def _on_message(self, _: object, content: dict[str, object], buffers: list[bytes]) -> None:
        if content.get("deed") == "open":
            try:
                self._made.open(content)
            except KitError as error:
                self.state = {**self.state, "status": str(error), "unsaved": False}
            return
        self._open.act(content, bytes(buffers[0]) if buffers else b"")
        self._made.put(self._open.made)
        self.state = {**self._open.state, "files": self._made.shown}


def workbook(name: str) -> object:
    """Show a practice workbook by its id, such as "tracking-book"."""
    here = session()
    try:
        return WorkbookFrame(OpenWorkbook(Shelf(here.library.home).get(name), here), here)
    except KitError as error:
        return Apology(str(error))
