"""A lesson as steps for a small screen: what is read, then one exercise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kit.course import Lesson, LessonPlan
from kit.document.html import blocks
from kit.document.nodes import Block, Heading
from kit.document.tree import plain
from kit.messages import say
from kit.paper.assemble import Assembler

# Blocks whose figures have an address that the page can reach, out of the pictures that were laid by.
Addressed = Callable[[list[Block], dict[str, bytes]], list[Block]]


@dataclass(frozen=True)
class Step:
    """What stands on the screen at one time; `exercise` is "" where there is only something to read."""

    title: str
    html: str
    exercise: str = ""
    heading: str = ""  # the activity that opens here


@dataclass
class _Draft:
    """The cells of a step while it is being put together."""

    nodes: list[Block] = field(default_factory=list)

    def title(self) -> str:
        first = next((node for node in self.nodes if isinstance(node, Heading)), None)
        return plain(first.inside) if first else ""


def steps_of(assembler: Assembler, plan: LessonPlan, lesson: Lesson, addressed: Addressed) -> list[Step]:
    """The steps of a lesson: a new one with every exercise and every activity; the sources close it."""
    folder = assembler.library.home / "notebooks" / "modules" / lesson.module
    found: list[Step] = []
    draft = _Draft()

    def close(exercise: str = "") -> None:
        nonlocal draft
        if draft.nodes or exercise:
            nodes = addressed(assembler.finish(_untitled(draft.nodes), folder), assembler.pictures)
            number = assembler.library.number(exercise) if exercise else ""
            title = say("Bài tập {number}", number=number) if number else draft.title()
            found.append(Step(title, blocks(nodes), exercise, draft.title() if number else ""))
        draft = _Draft()

    for cell in lesson.cells:
        if cell.kind == "text":
            if cell.opens:
                close()
            draft.nodes += assembler.text_cell(cell, plan)
        elif cell.kind == "data":
            draft.nodes += assembler.outputs.get(cell.id, [])
        elif cell.kind == "exercise":
            close(cell.exercise)
    close()
    if sources := assembler.sources():
        found.append(
            Step(
                say("Nguồn tài liệu (không cần đọc)"),
                f"<details><summary>{say('Nguồn tài liệu (không cần đọc)')}</summary>{blocks(sources)}</details>",
            )
        )
    return found


def _untitled(nodes: list[Block]) -> list[Block]:
    """Without the lesson's own title, which stands at the head of the page."""
    return [node for node in nodes if not (isinstance(node, Heading) and node.level == 1)]
