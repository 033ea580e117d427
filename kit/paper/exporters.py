"""The ecosystem's way to the same documents: jupyter nbconvert --to kit-learner NOTEBOOK.

nbconvert makes one of each registered exporter whenever its command starts, so nothing heavy is
imported at the top of this file.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from nbconvert.exporters.base import Exporter
from traitlets import Bool, default
from traitlets.config import Application

from kit.errors import KitError
from kit.messages import say


class NotALesson(KitError):
    """The notebook is not one of a module's lessons."""


def _from_the_command_line() -> bool:
    """Is it nbconvert's own program that asks, and not somebody's code? Its exporters do not know their parent."""
    return Application.initialized() and type(Application.instance()).__name__ == "NbConvertApp"


class _KitExporter(Exporter):
    """Prints a lesson as PDF; what is printed comes from the exercises' data, not from widgets."""

    edition = "learner"
    output_mimetype = "application/pdf"
    large_print = Bool(False, help="16 pt type for people who see poorly").tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return f".{self.edition}.pdf"

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> tuple[Any, Any]:
        """As nbconvert's; started from the command line, a person's mistake ends in words and not in a traceback."""
        try:
            return super().from_filename(filename, resources, **options)
        except KitError as error:
            if not _from_the_command_line():
                raise
            raise SystemExit(str(error)) from None

    def from_notebook_node(self, nb: Any, resources: Any = None, **_: Any) -> tuple[Any, Any]:
        """PDF bytes of the lesson that the notebook is."""
        from kit.course import Library
        from kit.paper.handouts import Job, Press, ready

        resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        folder = Path(resources["metadata"].get("path") or ".").resolve()
        name = str(resources["metadata"].get("name", ""))
        library = Library(_home_of(folder, name))
        module = folder.name
        if module not in library.module_ids or name not in [plan.id for plan in library.module(module).plans]:
            raise NotALesson(
                say("{name} không phải là bài của chuyên đề nào trong {home}.", name=name, home=library.home)
                + " "
                + say(
                    "Lệnh này in bài trong notebooks/modules/<chuyên đề>/. Tạo bài mới: kit new lesson CHUYÊN-ĐỀ/TÊN-BÀI. Tệp bài ngoài bộ tài liệu (.ipynb) thì in bằng jupyter nbconvert --to webpdf."
                )
            )
        ready(library, [module])
        job = Job(module, name, self.edition, "pdf")  # type: ignore[arg-type]
        return Press(library, day=date.today(), large=self.large_print).make(job), resources


def _home_of(folder: Path, name: str) -> Path:
    """The home of a lesson. Raises NotALesson for a notebook that lies in none."""
    from kit.course.home import is_home

    home = next((each for each in (folder, *folder.parents) if is_home(each)), None)
    if home is None:
        told = say("{name} không nằm trong thư mục của bộ tài liệu (có exercises và notebooks).", name=name)
        raise NotALesson(
            f"{told} {say('Lệnh này in bài trong notebooks/modules/<chuyên đề>/. Tạo bài mới: kit new lesson CHUYÊN-ĐỀ/TÊN-BÀI. Tệp bài ngoài bộ tài liệu (.ipynb) thì in bằng jupyter nbconvert --to webpdf.')}"
        )
    return home


class LearnerExporter(_KitExporter):
    """A lesson for learners, without key and notes."""

    export_from_notebook = "Phiếu học viên (PDF)"
    edition = "learner"


class TrainerExporter(_KitExporter):
    """A lesson for trainers, with key, notes and minutes."""

    export_from_notebook = "Tài liệu giảng viên (PDF)"
    edition = "trainer"


class SlidesExporter(_KitExporter):
    """A lesson as pages for the projector."""

    export_from_notebook = "Trang chiếu (PDF)"
    edition = "slides"
