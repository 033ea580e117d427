"""The read-aloud edition: a class without power, paper or reading; what the trainer says, and how people answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kit.course import LessonPlan, Library, Module
from kit.document.make import box, bullets, heading, labelled, para, strong, text, without_rough_work
from kit.document.markdown import inline, parse
from kit.document.nodes import (
    AnswerLine,
    Blank,
    Block,
    Blocks,
    Box,
    Choices,
    Figure,
    Inline,
    Inlines,
    List,
    PageBreak,
    Pairs,
    Paragraph,
    Places,
    Table,
    Tick,
    Ticks,
    Title,
    Verdicts,
    WritingLines,
)
from kit.document.tree import plain
from kit.kinds import Exercise
from kit.kinds.assign import Assign
from kit.kinds.role_play import RolePlay
from kit.kinds.scenario import Scenario
from kit.messages import say
from kit.paper.exercise_forms import form, placing
from kit.paper.exercise_forms.acting import clock, role_blocks
from kit.paper.exercises import heading_of, key_told, opened_by, second_lines
from kit.paper.words import minutes_words

_SILENT = (WritingLines, AnswerLine, Figure)


def oral_script(library: Library, module: Module, plans: list[LessonPlan]) -> list[Block]:
    """Every activity with its task and what to do without power, and every exercise as it is read out."""
    blocks: list[Block] = [Title(), *parse(module.summary)]
    if module.safety:
        blocks.append(box("safety", say("An toàn"), parse(module.safety)))
    for plan in plans:
        lesson = library.lessons[module.id][plan.id]
        if len(plans) > 1:
            blocks += [PageBreak(), heading(plan.title, 2)]
        for activity in plan.activities:
            title = f"{activity.title} ({minutes_words(activity.minutes)})"
            blocks.append(heading(title, 3 if len(plans) > 1 else 2))
            blocks += opened_by(say("Cả lớp làm:"), parse(activity.task))
            blocks.append(labelled(say("Mất điện, không có máy:"), activity.no_power))
            names = [c.exercise for c in lesson.cells if c.kind == "exercise" and c.activity == activity.id]
            blocks += [oral_box(library, library.exercise(name)) for name in names]
    return blocks


def oral_box(library: Library, exercise: Exercise) -> Block:
    """One exercise: what is read out, how people answer, the key, what is said afterwards."""
    inside = opened_by(say("Đọc to:"), parse(exercise.prompt)) + second_lines(exercise.local) + read_out(exercise)
    inside += opened_by(say("Cách làm không cần đọc viết:"), parse(exercise.oral))
    inside += opened_by(say("Đáp án:"), told) if (told := key_told(exercise)) else []
    inside += opened_by(say("Giải thích cho lớp:"), parse(exercise.explanation)) + parse(exercise.workings())
    questions = getattr(exercise, "debrief", ())
    if questions:
        inside += [para(strong(say("Hỏi cả lớp:")))]
        inside.append(List([[para(*inline(q))] for q in questions]))
    return Box("exercise", heading_of(library, exercise), inside, say(exercise.title), exercise.id)


def read_out(exercise: Exercise) -> list[Block]:
    """The form as a trainer says it; what only one person may hear is marked so."""
    bare = exercise.for_learner()
    if isinstance(exercise, RolePlay):
        roles = [[para(strong(f"{role.name}. ")), *role_blocks(role)] for role in exercise.roles]
        whisper = para(strong(say("Không đọc to phần này. Nói riêng với từng người đóng vai:")))
        criteria = [[para(*inline(f"{c.text}: {' / '.join(c.levels)}"))] for c in exercise.criteria]
        watched = para(strong(say("Người quan sát chấm bằng 1 đến 4 ngón tay:")))
        return [*spoken([clock(exercise)]), whisper, List(roles), watched,
                List(criteria, ordered=True)]  # fmt: skip
    if isinstance(exercise, Scenario):
        how = say("Đọc ô 1. Cả lớp giơ tay chọn. Chỉ đọc ô mà đa số chọn, rồi hỏi: “Nếu chọn cách kia thì sao?”.")
        return [para(strong(how)), *spoken(form(bare)[1:])]
    return spoken(placing.matching(bare) if isinstance(bare, Assign) else form(bare))


def spoken(nodes: Blocks) -> list[Block]:
    """A form as it is read out: no boxes, no lines to write on, tables row by row."""
    return [said for node in without_rough_work(nodes) if not isinstance(node, _SILENT) for said in _said(node)]


def _said(node: Block) -> Sequence[Block]:
    match node:
        case Choices(_, lines) | Verdicts(lines) | Places(_, lines):
            return [para(strong(f"{line.letter}. "), *line.inside) for line in lines]
        case Ticks(items):
            return [bullets(items)]
        case Table():
            return [para(*said) for row in node.rows if (said := _row(node, row))]
        case Pairs(items):
            return spoken(items)
        case Box():
            return [para(strong(node.title)), *spoken(node.blocks)]
        case Paragraph():
            return [replace(node, inside=[text("…") if isinstance(part, Blank) else part for part in node.inside])]
    return [node]


def _row(node: Table, row: Sequence[Inlines]) -> list[Inline]:
    """“Cụm 1. Nữ: 18; tất cả: 45.” – empty cells and boxes to tick are not read."""
    told = [
        (head, cell)
        for head, cell in zip(node.head, row, strict=True)
        if plain(cell) and not any(isinstance(part, Tick) for part in cell)
    ]
    if not told:
        return []
    parts: list[Inline] = [*told[0][1], text("" if plain(told[0][1])[-1:] in ".?!…:" else ".")]
    for n, (head, cell) in enumerate(told[1:], 1):
        named = [*head, text(": ")] if plain(head) else []
        closed = "" if plain(cell)[-1:] in ".?!…" else ";" if n < len(told) - 1 else "."
        parts += [text(" "), *named, *cell, text(closed)]
    return parts
