"""A lesson as steps for a small screen: what is read, then one exercise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kit.course import Lesson, LessonPlan
from kit.document.html import blocks
from kit.document.make import heading, para, text
from kit.document.markdown import inline
from kit.document.nodes import Block, Clip, Heading, Strong
from kit.document.tree import plain
from kit.messages import say
from kit.paper.assemble import Assembler, take_in
from kit.paper.exercises import said_locally

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
            finished = assembler.finish(_untitled(draft.nodes), folder, plays=True)
            nodes = addressed(finished, assembler.pictures)
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
    heard = [] if assembler.module.is_test(plan.id) else _heard(assembler)  # a message may answer a question
    if heard:
        nodes = addressed(heard, assembler.pictures)
        found.append(Step(say("Điều cần nhớ"), blocks(nodes)))
    if sources := assembler.sources():
        found.append(
            Step(
                say("Nguồn tài liệu (không cần đọc)"),
                f"<details><summary>{say('Nguồn tài liệu (không cần đọc)')}</summary>{blocks(sources)}</details>",
            )
        )
    return found


def _heard(assembler: Assembler) -> list[Block]:
    """The key messages as the province says them in its languages; nothing where it says none of them."""
    library, module, made = assembler.library, assembler.module, list[Block]()
    for n, message in enumerate(module.key_messages, 1):
        for local in library.local_message(module.id, n):
            made.append(para(Strong(inline(message)), *([text(" "), *said_locally(local)] if local.words else [])))
            if local.sound:
                path = library.sound(module.id, local)
                about = say("Nghe bằng {language}", language=local.language)
                made.append(Clip(about, take_in(path.name, path.parent, assembler.pictures), about=about))
    return [heading(say("Điều cần nhớ"), 2), *made] if made else []


def _untitled(nodes: list[Block]) -> list[Block]:
    """Without the lesson's own title, which stands at the head of the page."""
    return [node for node in nodes if not (isinstance(node, Heading) and node.level == 1)]
