"""Builds the blocks of lessons and exercises for one edition, from data alone."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from kit.course import Activity, Cell, Lesson, LessonPlan, Library, Module
from kit.course.facts import Fact
from kit.errors import KitError
from kit.markdown import Node, parse
from kit.messages import say
from kit.paper.exercises import Edition, boxed, exercise_box
from kit.paper.forms.nodes import labelled, strong, text
from kit.paper.words import grouping_words, minutes_words, priority_words


class Assembler:
    """Builds a sheet; knows the edition, numbers citations in order of appearance, gathers pictures."""

    def __init__(
        self,
        library: Library,
        module: Module,
        edition: Edition,
        outputs: dict[str, list[Node]],
        pictures: dict[str, bytes],
    ) -> None:
        self.library, self.module, self.edition = library, module, edition
        self.outputs, self.pictures = outputs, pictures
        self.cited: dict[str, int] = {}

    def lesson(self, plan: LessonPlan, lesson: Lesson) -> list[Node]:
        """All blocks of a lesson for this edition."""
        blocks: list[Node] = []
        for cell in lesson.cells:
            if cell.kind == "text":
                blocks += self._text_cell(cell, plan)
            elif cell.kind == "note" and self.edition == "trainer":
                blocks.append(
                    {
                        "t": "box",
                        "style": "note",
                        "title": say("Ghi chú giảng viên"),
                        "meta": "",
                        "c": boxed(parse(cell.source)),
                    }
                )
            elif cell.kind == "exercise":
                blocks.append(exercise_box(self.library, self.library.exercise(cell.exercise), self.edition))
            elif cell.kind == "data":
                blocks += self.outputs.get(cell.id, [])
        return blocks

    def _text_cell(self, cell: Cell, plan: LessonPlan) -> list[Node]:
        blocks = parse(cell.source)
        activity = next((a for a in plan.activities if cell.opens and a.id == cell.activity), None)
        if activity is None:
            return blocks
        if self.module.is_test(plan.id) and self.edition == "learner":
            return blocks[1:]  # the sheet is one activity: its heading says nothing to a learner
        facts = [minutes_words(activity.minutes), grouping_words(activity.grouping)]
        if self.edition == "trainer":
            facts += [priority_words(activity.priority)]
        line: Node = {"t": "para", "sticky": True, "c": [strong(" · ".join(facts))]}
        return [*blocks[:1], line, *blocks[1:], *(self._activity_guide(activity) if self.edition == "trainer" else [])]

    def _activity_guide(self, activity: Activity) -> list[Node]:
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
        return [{"t": "box", "style": "plain", "title": "", "meta": "", "c": lines}]

    def finish(self, blocks: list[Node], folder: Path) -> list[Node]:
        """Number the citations, take in the pictures, and close with the notes on sources."""
        resolved: list[Node] = self._resolve(blocks, folder)
        return resolved

    def _resolve(self, value: Any, folder: Path) -> Any:
        """A copy of the tree with citation numbers and picture names; parsed texts are shared and stay as they are."""
        if isinstance(value, list):
            return [self._resolve(part, folder) for part in value]
        if not isinstance(value, dict):
            return value
        node = {key: self._resolve(part, folder) for key, part in value.items()}
        if node.get("t") == "cite":
            node["number"] = self.cited.setdefault(node["id"], len(self.cited) + 1)
        if node.get("t") == "figure" and "svg" in node:
            node["src"] = lay(node.pop("svg").encode(), ".svg", self.pictures)
        if node.get("t") == "figure" and node["src"] not in self.pictures:
            node["src"] = take_in(node["src"], folder, self.pictures)
        return node

    def sources(self) -> list[Node]:
        """The notes that the citation numbers point to: record, source, check date, status."""
        if not self.cited:
            return []
        facts: list[Fact] = [self.library.facts[name] for name in self.cited if name in self.library.facts]
        blocks: list[Node] = [{"t": "heading", "level": 2, "c": [text(say("Nguồn"))]}]
        notes = [
            {
                "number": self.cited[f.id],
                "c": [text(f.line)]
                + (
                    [text(" "), {"t": "link", "href": f.url, "c": [text(f.url)]}]
                    if f.url and self.edition == "trainer"
                    else []
                ),
            }
            for f in facts
        ]
        return [*blocks, {"t": "notes", "items": notes}]


def take_in(source: str, folder: Path, pictures: dict[str, bytes]) -> str:
    """Read a picture into `pictures` under a plain name; returns the name."""
    path = (folder / source).resolve()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KitError(say("Không có tệp hình {name}.", name=path.name)) from error
    return lay(content, path.suffix.lower(), pictures)


def lay(content: bytes, suffix: str, pictures: dict[str, bytes]) -> str:
    """Put a picture into `pictures` under a plain name that tells nothing; returns the name."""
    name = hashlib.sha256(content).hexdigest()[:16] + suffix
    pictures[name] = content
    return name
