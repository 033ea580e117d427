"""Builds the blocks of lessons and exercises for one edition, from data alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kit.course import Activity, Cell, Lesson, LessonPlan, Library, Module
from kit.course.clips import is_clip, read_clip
from kit.course.facts import Fact
from kit.document.make import box, heading, labelled, slanted, text
from kit.document.markdown import parse
from kit.document.nodes import (
    Beside,
    Block,
    Box,
    Citation,
    Clip,
    Contents,
    Figure,
    Filler,
    Heading,
    Link,
    Node,
    Note,
    Notes,
    PageBreak,
    Table,
    Timing,
    Title,
)
from kit.document.sheet import Edition, laid, lay
from kit.document.tree import changed
from kit.errors import KitError
from kit.messages import say
from kit.paper.exercises import boxed, exercise_box
from kit.paper.session import session_box
from kit.paper.words import grouping_words, minutes_words, priority_words
from kit.vietnamese import format_date


class Assembler:
    """Builds a sheet; knows the edition, numbers citations, gathers pictures.

    `numbers` are those of the notes, the same in every edition; a fact without one is numbered as it appears.
    `pages` are those of the exercises in the learner's book, `slides` those on the wall.
    """

    def __init__(
        self,
        library: Library,
        module: Module,
        edition: Edition,
        outputs: dict[str, list[Block]],
        pictures: dict[str, bytes],
        numbers: Mapping[str, int] | None = None,
        pages: Mapping[str, int] | None = None,
        slides: Mapping[str, int] | None = None,
    ) -> None:
        self.library, self.module, self.edition = library, module, edition
        self.outputs, self.pictures = outputs, pictures
        self.numbers, self.pages, self.slides = dict(numbers or {}), pages or {}, slides or {}
        self.cited: dict[str, int] = {}

    def lesson(self, plan: LessonPlan, lesson: Lesson) -> list[Block]:
        """All blocks of a lesson for this edition; a trainer's notes stand beside the text that they are for."""
        blocks: list[Block] = []
        text_: list[Block] = []
        notes: list[Block] = []

        def close() -> None:
            nonlocal text_, notes
            blocks.extend(_with_notes(text_, notes))
            text_, notes = [], []

        for cell in lesson.cells:
            if cell.kind == "text":
                if notes:
                    close()
                text_ += self.text_cell(cell, plan)
                if self.edition == "trainer":
                    notes += [
                        b for a in plan.activities if cell.opens and a.id == cell.activity for b in self._guide(a)
                    ]
                    if cell.source.startswith("# ") and not self.module.is_test(plan.id):
                        blocks += text_[:1]
                        text_ = [session_box(self.module, plan, lesson), *text_[1:]]
            elif cell.kind == "note" and self.edition == "trainer":
                notes.append(box("aside", "", boxed(parse(cell.source))))
            elif cell.kind == "exercise":
                close()
                where = self.pages.get(cell.exercise, 0), self.slides.get(cell.exercise, 0)
                blocks.append(exercise_box(self.library, self.library.exercise(cell.exercise), self.edition, *where))
            elif cell.kind == "data":
                text_ += self.outputs.get(cell.id, [])
        close()
        return blocks

    def text_cell(self, cell: Cell, plan: LessonPlan) -> list[Block]:
        """A cell of teaching text; where it opens an activity, with the minutes and the grouping below its heading."""
        blocks = parse(cell.source)
        activity = next((a for a in plan.activities if cell.opens and a.id == cell.activity), None)
        if activity is None:
            return blocks
        if self.module.is_test(plan.id) and self.edition == "learner":
            return blocks[1:]  # the sheet is one activity: its heading says nothing to a learner
        more = priority_words(activity.priority) if self.edition == "trainer" else ""
        line = Timing(
            activity.minutes,
            minutes_words(activity.minutes),
            activity.grouping,
            grouping_words(activity.grouping),
            more,
        )
        return [*blocks[:1], line, *blocks[1:]]

    def _guide(self, activity: Activity) -> list[Block]:
        goals = {o.id: o.text for o in self.module.objectives}
        lines = (
            [labelled(say("Mục tiêu:"), "; ".join(goals[o] for o in activity.objectives))]
            if activity.objectives
            else []
        )
        lines += [labelled(say("Cần có:"), ", ".join(activity.materials))] if activity.materials else []
        lines += [labelled(say("Nhóm trực tuyến:"), activity.online)]
        dark = box("plain", say("Mất điện, không có máy"), parse(activity.no_power))  # found at once in a dark room
        return [box("aside", "", lines), dark]

    def finish(self, blocks: list[Block], folder: Path, *, plays: bool = False) -> list[Block]:
        """Number the citations, take in the pictures; a clip is a node where the face `plays` it, else poster and words."""

        def one(node: Node) -> Node:
            match node:
                case Citation(fact, inside):
                    return Citation(fact, inside, self.cite(fact))
                case Figure(alt, src) if is_clip(src) and src not in self.pictures:
                    return self._clip(alt, folder / src, plays=plays)
                case Figure(alt, src) if not node.svg and src not in self.pictures:
                    return Figure(alt, take_in(src, folder, self.pictures))
            return node

        return changed(laid(blocks, self.pictures), one)

    def _clip(self, alt: str, path: Path, *, plays: bool) -> Block:
        clip = read_clip(path, self.library.home, [])
        if clip is None:
            raise KitError(say("Không có tệp hình {name}.", name=path.with_suffix(".yaml").name))
        told = self.finish(parse(clip.transcript), path.parent)
        poster = take_in(clip.poster, path.parent, self.pictures) if clip.poster else ""
        if plays:
            return Clip(alt, take_in(path.name, path.parent, self.pictures), poster, clip.about, told)
        title = say("Xem trên máy: {alt}", alt=alt) if clip.poster else say("Nghe trên máy: {alt}", alt=alt)
        shown: list[Block] = [Figure(alt, poster)] if poster else []
        return box("plain", title, [*shown, slanted(clip.about, small=True), *told])

    def cite(self, fact: str) -> int:
        """The fact's number, under which `sources` will tell it."""
        if fact not in self.cited:
            self.cited[fact] = self.numbers.setdefault(fact, max(self.numbers.values(), default=0) + 1)
        return self.cited[fact]

    def sources(self, *, addresses: bool = True) -> list[Block]:
        """The notes that the citation numbers point to: record, source, address, and what of the check differs."""
        known = [name for name in self.cited if name in self.library.facts]
        facts: list[Fact] = [self.library.facts[name] for name in sorted(known, key=self.cited.__getitem__)]
        if not facts:
            return []
        days = [fact.checked for fact in facts]
        usual = max(sorted(set(days)), key=days.count)

        def note(fact: Fact) -> Note:
            differs = fact.checked != usual or fact.status != "verified"
            words = [text(fact.line if differs else fact.told())]
            address = [text(" "), Link(fact.url, [text(fact.url)])] if fact.url and addresses else []
            return Note(self.cited[fact.id], [*words, *address])

        told = say("Đã đối chiếu nguồn ngày {day}, trừ dòng nào ghi khác.", day=format_date(usual))
        some = any(fact.checked == usual and fact.status == "verified" for fact in facts)
        return [
            heading(say("Nguồn"), 2),
            *([slanted(told, small=True)] if some else []),
            Notes([note(f) for f in facts]),
        ]


def _with_notes(blocks: list[Block], notes: list[Block]) -> list[Block]:
    """Headings and times across the page, then the text with its notes beside it."""
    if not notes:
        return blocks
    opening = next(
        (n for n, node in enumerate(blocks) if not isinstance(node, Heading | Timing | PageBreak)), len(blocks)
    )
    if opening < len(blocks) and isinstance(session := blocks[opening], Box) and session.style == "session":
        opening += 1
    return [*blocks[:opening], Beside(blocks[opening:], notes, below=True)]


def levelled(blocks: list[Block], *, fill: str = "") -> list[Block]:
    """Every exercise's heading one level below the one that it stands under; before it, what may fill a page with `fill`."""
    made: list[Block] = []
    level = 1
    for node in blocks:
        if isinstance(node, Heading):
            level = node.level
        exercise = isinstance(node, Box) and node.style == "exercise"
        opens = exercise or isinstance(node, Heading | PageBreak | Figure | Table)
        if fill and opens and made and not isinstance(made[-1], PageBreak | Heading | Timing | Contents | Title):
            made.append(Filler(fill))
        made.append(replace(node, level=level + 1) if exercise and isinstance(node, Box) else node)
    return made


def take_in(source: str, folder: Path, pictures: dict[str, bytes]) -> str:
    """Read a picture into `pictures` under a plain name; returns the name."""
    path = (folder / source).resolve()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KitError(say("Không có tệp hình {name}.", name=path.name)) from error
    return lay(content, path.suffix.lower(), pictures)
