"""Writes the documents of modules: each whole or not at all, skipped when nothing that goes into it changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kit import __version__
from kit.course import Library
from kit.course.check import check
from kit.document.nodes import Block
from kit.document.sheet import Edition, Sheet
from kit.errors import CannotWrite, ContentError, UnknownName, UsageError
from kit.files import write_whole
from kit.messages import say
from kit.paper.sheet import APART, module_sheet

FORMATS = ("pdf", "docx", "html", "slides", "pptx", "booklet")
PHONE = "phone"  # a lesson as one file for a telephone
BOOKLET = "booklet"  # the learner's book, A5
EDITIONS: tuple[Edition, ...] = ("learner", "trainer")
ASIDE: tuple[Edition, ...] = (
    "oral",
    "cards",
    "quick",
    "templates",
)  # for some classes only: made when asked for by name
FOR_LEARNERS = {"learner", "cards", "quick", "templates"}  # what a learner's folder may print
OF_WHOLE_MODULE = ("quick", "templates")  # one for all its lessons


@dataclass(frozen=True)
class Job:
    """One document to write."""

    module: str
    lesson: str  # "" for the whole module
    edition: Edition
    format: str

    @property
    def name(self) -> str:
        """policy-dialogue-learner.pdf, policy-dialogue-01-learner.pdf, policy-dialogue-test-a-trainer.pdf."""
        first = self.lesson.split("-")[0]
        stem = "-".join(part for part in (self.module, first if first.isdigit() else self.lesson) if part)
        if self.format == PHONE:
            return f"{stem}-phone.html"
        return f"{stem}-booklet.pdf" if self.format == BOOKLET else f"{stem}-{self.edition}.{self.format}"


@dataclass(frozen=True)
class Written:
    """A document and whether it had to be made."""

    path: Path
    fresh: bool


def jobs(library: Library, names: Sequence[str], editions: Sequence[str], formats: Sequence[str]) -> list[Job]:
    """What to write for modules, or for lessons named MODULE/LESSON (the lesson's number is enough)."""
    if library.for_learners:
        if not FOR_LEARNERS & set(editions):
            raise UsageError(
                say("Đây là thư mục của học viên: chỉ in được bản học viên. Bản giảng viên in ở thư mục gốc.")
            )
        editions = [edition for edition in editions if edition in FOR_LEARNERS]
    wanted = names or library.module_ids
    return [job for name in wanted for job in _jobs_of(library, name, editions, formats)]


def _jobs_of(library: Library, name: str, editions: Sequence[str], formats: Sequence[str]) -> Iterator[Job]:
    module_id, _, lesson = name.partition("/")
    module = library.module(module_id)
    if lesson:
        ids = [plan.id for plan in module.plans]
        lesson = next((i for i in ids if i == lesson or i.split("-")[0] == lesson.zfill(2)), "")
        if not lesson:
            raise UnknownName(say("bài"), name, [f"{module_id}/{i}" for i in ids])
    lacking = {"quick": not module.quick_card, "templates": not library.forms(module_id)}
    for form in formats:
        if form == PHONE:
            if "learner" not in editions:
                raise UsageError(say("Tệp cho điện thoại chỉ làm từ phiếu học viên: chọn lại bản học viên."))
            lessons = [lesson] if lesson else [str(plan.id) for plan in module.lessons]
            yield from (Job(module_id, name, "learner", PHONE) for name in lessons if "learner" in editions)
            continue
        if form in ("slides", "pptx"):
            yield Job(module_id, lesson, "slides", "pdf" if form == "slides" else "pptx")
            continue
        if form == BOOKLET:
            if "learner" in editions:
                yield Job(module_id, lesson, "learner", BOOKLET)
            continue
        for edition in (e for e in (*EDITIONS, *ASIDE) if e in editions):
            if not lacking.get(edition):
                yield Job(module_id, "" if edition in OF_WHOLE_MODULE else lesson, edition, form)
        if form == "html" and "learner" in editions and not module.is_test(lesson):
            yield Job(module_id, lesson, "selfstudy", "html")


class Press:
    """Makes documents from one library; keeps what several of them share."""

    def __init__(self, library: Library, *, day: date | None = None, large: bool = False) -> None:
        self.library, self.large = library, large
        self.day = day or date.today()
        self._outputs: dict[tuple[str, str], tuple[dict[str, list[Block]], dict[str, bytes]]] = {}
        self._sheets: dict[tuple[str, str, str], Sheet] = {}
        self._pages: dict[tuple[str, str], Mapping[str, int]] = {}
        self._prints: dict[str, str] = {}
        self.told: list[str] = []  # what paper could not hold, a line each

    def write(self, job: Job, out: Path) -> Written:
        """Write a document into out/MODULE/; the same inputs leave the file as it is."""
        path = out / job.module / job.name
        stamp = out / job.module / ".made" / f"{job.name}.json"
        print_ = self.fingerprint(job)
        if path.is_file() and _made(stamp) == [print_, _digest(path.read_bytes())]:
            return Written(path, False)
        content = self.make(job)
        write_whole(path, content)
        write_whole(stamp, json.dumps([print_, _digest(content)]).encode())
        return Written(path, True)

    def page_count(self, job: Job, out: Path) -> int:
        """How many pages a PDF has; it is kept in `out`, and made again only when something in it changed."""
        from kit.document.typst import page_count

        try:
            return page_count(self.write(job, out).path.read_bytes())
        except CannotWrite:
            return page_count(self.make(job))

    def make(self, job: Job) -> bytes:
        """The bytes of a document."""
        if job.format == PHONE:
            return self._phone(job)
        return _writer(job.format)(self.sheet(job))

    def _phone(self, job: Job) -> bytes:
        from kit.paper.phone_file import phone_file

        module = self.library.module(job.module)
        plan = next(plan for plan in module.plans if plan.id == job.lesson)
        outputs, pictures = self._data_outputs(job.module, [job.lesson])
        return phone_file(
            self.library, module, plan, self.library.lessons[job.module][job.lesson], outputs[job.lesson], pictures
        )

    def sheet(self, job: Job) -> Sheet:
        """The tree of a document; formats of one edition share it."""
        known = (job.module, job.lesson, job.edition)
        if known not in self._sheets:
            module = self.library.module(job.module)
            lessons = [str(plan.id) for plan in (module.plans if job.lesson else module.lessons)]
            lessons = [name for name in lessons if job.lesson in ("", name)]
            outputs, pictures = ({}, {}) if job.edition in APART else self._data_outputs(job.module, lessons)
            self._sheets[known] = module_sheet(
                self.library,
                module,
                job.edition,
                lessons,
                day=self.day,
                large=self.large,
                outputs=outputs,
                pictures=pictures,
                pages=self.pages(job.module, job.lesson) if job.edition in ("trainer", "slides") else {},
                slide_pages=self._on_the_wall(job) if job.edition == "trainer" else {},
            )
        return self._sheets[known]

    def pages(self, module: str, lesson: str) -> Mapping[str, int]:
        """On which page the learner's book has each exercise; it is laid out once for all who ask."""
        if (module, lesson) not in self._pages:
            from kit.document.typst import pages

            self._pages[module, lesson] = pages(self.sheet(Job(module, lesson, "learner", "pdf")))
        return self._pages[module, lesson]

    def _on_the_wall(self, job: Job) -> Mapping[str, int]:
        from kit.paper.slides import first_pages

        return first_pages(self.sheet(Job(job.module, job.lesson, "slides", "pdf")).blocks)

    def _data_outputs(
        self, module: str, lessons: list[str]
    ) -> tuple[dict[str, dict[str, list[Block]]], dict[str, bytes]]:
        """What the data cells show, by lesson and cell; each lesson runs once however many documents need it."""
        outputs: dict[str, dict[str, list[Block]]] = {}
        pictures: dict[str, bytes] = {}
        for lesson in lessons:
            if (module, lesson) not in self._outputs:
                from kit.paper.run import run_data_cells

                own: dict[str, bytes] = {}
                self._outputs[module, lesson] = (
                    run_data_cells(self.library, self.library.lessons[module][lesson], own, self.told),
                    own,
                )
            outputs[lesson], seen = self._outputs[module, lesson]
            pictures.update(seen)
        return outputs, pictures

    def fingerprint(self, job: Job) -> str:
        """A hash of everything that goes into a document: content, kit, day, size."""
        if job.module not in self._prints:
            self._prints[job.module] = _digest(b"".join(_inputs(self.library.home, job.module)))
        extra = [
            job.lesson,
            job.edition,
            job.format,
            self.day.isoformat(),
            str(self.large),
            __version__,
            self.library.language,
        ]
        return _digest("\n".join([self._prints[job.module], *extra]).encode())


def _inputs(home: Path, module: str) -> Iterator[bytes]:
    """The bytes of every file that a module's documents are made of, names included, the kit's own too."""
    folders = [
        home / "exercises" / module,
        home / "exercises" / "facts",
        home / "exercises" / "data",
        home / "notebooks" / "modules" / module,
    ]
    for folder in folders:
        yield from _files_in(folder)
    yield _kit_itself()


@cache
def _kit_itself() -> bytes:
    """The whole of the kit: a table of days off, a chart's look or an English word goes into documents too."""
    return _digest(b"".join(_files_in(Path(__file__).parents[1], but=frozenset({"content"})))).encode()


def _files_in(folder: Path, but: frozenset[str] = frozenset()) -> Iterator[bytes]:
    passed_by = {"__pycache__", ".ipynb_checkpoints"} | but
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        inside = path.relative_to(folder)
        if not passed_by & set(inside.parts):
            yield str(inside).encode() + b"\0" + path.read_bytes() + b"\0"


def _writer(form: str) -> Callable[[Sheet], bytes]:
    if form == "docx":
        from kit.document.docx import docx

        return docx
    if form == "html":
        from kit.document.html import html

        return html
    if form == "pptx":
        from kit.document.pptx import pptx

        return pptx
    from kit.document.typst import pdf

    if form == BOOKLET:
        from kit.document.booklet import booklet

        return lambda sheet: booklet(pdf(sheet))
    return pdf


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _made(stamp: Path) -> object:
    try:
        return json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def ready(library: Library, names: Sequence[str]) -> None:
    """Raise every fault of the modules to be printed: a document with a hole is worse than none."""
    modules = list(dict.fromkeys(name.partition("/")[0] for name in names))
    faults = [fault for fault in check(library, modules) if not fault.warning]
    if faults:
        raise ContentError(faults)
