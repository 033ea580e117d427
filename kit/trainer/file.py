"""The class file on the screen: the workbook frame on the file of whichever class is open."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from kit.classroom.folder import WORKBOOK
from kit.desk import OpenWorkbook
from kit.desk.session import session
from kit.messages import say
from kit.screen.workbook import WorkbookFrame
from kit.trainer.class_page import ClassDesk, laid_out
from kit.trainer.printing import PrintBar
from kit.workbooks import Shelf


class OpenClassFile(OpenWorkbook):
    """A workbook whose file is that of the class."""

    def __init__(self, classes: ClassDesk) -> None:
        self._classes, here = classes, session()
        super().__init__(Shelf(here.library.home, "class").get(WORKBOOK), here)

    def restore(self) -> None:
        """Courses and programmes are chosen by their titles; the file keeps their ids."""
        modules = self._session.library.modules.values()
        programmes = {str(p.id): p.title for m in modules for p in m.programmes}
        lists = {"module": [[m.id, m.title] for m in modules], "programme": [list(pair) for pair in programmes.items()]}
        for sheet in cast(list[dict[str, object]], self.face["sheets"]):
            for field in cast(list[dict[str, object]], sheet["fields"]) if sheet["id"] == "about" else ():
                field["choices"] = lists.get(str(field["id"]), field["choices"])
        super().restore()

    @property
    def path(self) -> Path:
        klass = self._classes.current
        return klass.file if klass else self._session.library.home / "classes" / "chua-co-lop.json"

    def _keep(self, said: str = "") -> None:
        if self._classes.current is None:
            self._paint(say("Mở lớp trước, rồi điền hồ sơ."), unsaved=True)
            return
        super()._keep(said)


class ClassFileFrame(WorkbookFrame):
    """The class file as a widget; it changes with the class that is open."""

    def __init__(self, classes: ClassDesk) -> None:
        super().__init__(OpenClassFile(classes), session())
        classes.listen(self.restore)


def class_file() -> object:
    """The page “Hồ sơ lớp”."""
    return laid_out(ClassFileFrame, PrintBar, founding=True)
