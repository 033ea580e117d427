"""Builds the blocks of lessons and exercises for one edition, from data alone."""

from __future__ import annotations

from pathlib import Path

from kit.course import Activity, Cell, Lesson, LessonPlan, Library, Module
from kit.course.facts import Fact
from kit.document.make import box, heading, labelled, para, strong, text
from kit.document.markdown import parse
from kit.document.nodes import Block, Citation, Figure, Link, Node, Note, Notes
from kit.document.sheet import Edition, laid, lay
from kit.document.tree import changed
from kit.errors import KitError
from kit.messages import say
from kit.paper.exercises import boxed, exercise_box
from kit.paper.words import grouping_words, minutes_words, priority_words


class Assembler:
    """Builds a sheet; knows the edition, numbers citations in order of appearance, gathers pictures."""

    def __init__(
        self,
        library: Library,
        module: Module,
        edition: Edition,
        outputs: dict[str, list[Block]],
        pictures: dict[str, bytes],
    ) -> None:
        self.library, self.module, self.edition = library, module, edition
        self.outputs, self.pictures = outputs, pictures
        self.cited: dict[str, int] = {}

    def lesson(self, plan: LessonPlan, lesson: Lesson) -> list[Block]:
        """All blocks of a lesson for this edition."""
        blocks: list[Block] = []
        for cell in lesson.cells:
            if cell.kind == "text":
                blocks += self.text_cell(cell, plan)
            elif cell.kind == "note" and self.edition == "trainer":
                blocks.append(box("note", say("Ghi chú giảng viên"), boxed(parse(cell.source))))
            elif cell.kind == "exercise":
                blocks.append(exercise_box(self.library, self.library.exercise(cell.exercise), self.edition))
            elif cell.kind == "data":
                blocks += self.outputs.get(cell.id, [])
        return blocks

    def text_cell(self, cell: Cell, plan: LessonPlan) -> list[Block]:
        """A cell of teaching text; where it opens an activity, with the minutes and the grouping below its heading."""
        blocks = parse(cell.source)
        activity = next((a for a in plan.activities if cell.opens and a.id == cell.activity), None)
        if activity is None:
            return blocks
        if self.module.is_test(plan.id) and self.edition == "learner":
            return blocks[1:]  # the sheet is one activity: its heading says nothing to a learner
        facts = [minutes_words(activity.minutes), grouping_words(activity.grouping)]
        if self.edition == "trainer":
            facts += [priority_words(activity.priority)]
        line: Block = para(strong(" · ".join(facts)), sticky=True)
        return [*blocks[:1], line, *blocks[1:], *(self._activity_guide(activity) if self.edition == "trainer" else [])]

    def _activity_guide(self, activity: Activity) -> list[Block]:
        goals = {o.id: o.text for o in self.module.objectives}
        lines = (
            [labelled(say("Mục tiêu:"), "; ".join(goals[o] for o in activity.objectives))]
            if activity.objectives
            else []
        )
        lines += [labelled(say("Cần có:"), ", ".join(activity.materials))] if activity.materials else []
        lines += [
            labelled(say("Nhóm trực tuyến:"), activity.online),
            labelled(say("Mất điện, không có máy:"), activity.no_power),
        ]
        return [box("plain", "", lines)]

    def finish(self, blocks: list[Block], folder: Path) -> list[Block]:
        """Number the citations, take in the pictures, and close with the notes on sources."""

        def one(node: Node) -> Node:
            match node:
                case Citation(fact, inside):
                    return Citation(fact, inside, self.cited.setdefault(fact, len(self.cited) + 1))
                case Figure(alt, src) if not node.svg and src not in self.pictures:
                    return Figure(alt, take_in(src, folder, self.pictures))
            return node

        return changed(laid(blocks, self.pictures), one)

    def sources(self) -> list[Block]:
        """The notes that the citation numbers point to: record, source, check date, status."""
        if not self.cited:
            return []
        facts: list[Fact] = [self.library.facts[name] for name in self.cited if name in self.library.facts]
        blocks: list[Block] = [heading(say("Nguồn"), 2)]
        shown = self.edition == "trainer"
        notes = [
            Note(
                self.cited[f.id], [text(f.line), *([text(" "), Link(f.url, [text(f.url)])] if f.url and shown else [])]
            )
            for f in facts
        ]
        return [*blocks, Notes(notes)]


def take_in(source: str, folder: Path, pictures: dict[str, bytes]) -> str:
    """Read a picture into `pictures` under a plain name; returns the name."""
    path = (folder / source).resolve()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KitError(say("Không có tệp hình {name}.", name=path.name)) from error
    return lay(content, path.suffix.lower(), pictures)
