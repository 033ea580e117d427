"""Forms where one writes: a number, a day, words, the cells of a table."""

from __future__ import annotations

from kit.document.make import box, labelled, para, rough_work, slanted, strong, table, text
from kit.document.markdown import inline, parse
from kit.document.nodes import AnswerLine, Blank, Block, Inline, Inlines, Ticks, WritingLines
from kit.kinds.calculation import CalculationTable
from kit.kinds.calculation_cells import Column, Fill, Row
from kit.kinds.deadline import Deadline
from kit.kinds.fields import Name
from kit.kinds.gaps import GapText
from kit.kinds.number import Number
from kit.kinds.reflection import Reflection
from kit.kinds.short_answer import ShortAnswer
from kit.messages import say
from kit.vietnamese import format_date, format_number


def _answer(unit: str, value: str | None) -> Block:
    return AnswerLine(say("Trả lời:"), unit, value)


def number(exercise: Number) -> list[Block]:
    """A line for the number and room to work it out."""
    value = None if exercise.value is None else format_number(exercise.value)
    nodes = [_answer(exercise.unit, value)]
    nodes += [
        labelled(say("Nếu trả lời {value}:", value=format_number(miss.value)), miss.feedback) for miss in exercise.near
    ]
    return nodes if value is not None else [*nodes, *([] if exercise.sealed else rough_work(2))]


def deadline(exercise: Deadline) -> list[Block]:
    """A line for the day, room to count."""
    key = exercise.key_answer()
    nodes = [_answer("", key)]
    nodes += [
        labelled(say("Nếu trả lời {value}:", value=format_date(miss.day)), miss.feedback) for miss in exercise.near
    ]
    return nodes if key is not None else [*nodes, *rough_work(3)]


def short_answer(exercise: ShortAnswer) -> list[Block]:
    """A line for a few words."""
    nodes = [_answer("", ", ".join(exercise.accept) or None)]
    nodes += [labelled(say("Nếu trả lời {value}:", value=f"“{miss.text}”"), miss.feedback) for miss in exercise.near]
    return nodes


def gap_text(exercise: GapText) -> list[Block]:
    """The text with numbered lines, the bank of words above it; with the key, the words stand in the gaps."""
    accepts = {gap.id: gap.accept for gap in exercise.gaps}
    inlines: list[Inline] = []
    for n, piece in enumerate(exercise.pieces):
        if n % 2:
            filled = accepts[Name(piece)]
            inlines += [
                text(f" ({n // 2 + 1})\u00a0"),
                strong(" / ".join(filled)) if filled else Blank(),
                text("" if exercise.pieces[n + 1 : n + 2] and exercise.pieces[n + 1][:1] in ",.;:?!)" else " "),
            ]
        else:
            inlines += inline(piece)
    nodes = [labelled(say("Từ cho sẵn:"), " · ".join(exercise.bank))] if exercise.bank else []
    nodes.append(para(*inlines))
    for n, gap in enumerate(exercise.gaps, 1):
        nodes += [labelled(f"({n}) →", gap.feedback)] if gap.feedback else []
    return nodes


def reflection(exercise: Reflection) -> list[Block]:
    """Ruled lines, and a list to check one's own words against."""
    nodes: list[Block] = [] if exercise.model_answer else [WritingLines(exercise.lines)]
    nodes.append(para(strong(say("Tự kiểm: bài viết của mình đã có"))))
    nodes.append(Ticks([inline(line) for line in exercise.checklist]))
    if exercise.model_answer:
        nodes.append(box("key", say("Một cách trả lời"), parse(exercise.model_answer)))
    return nodes


def calculation_table(exercise: CalculationTable) -> list[Block]:
    """The table with empty cells; with the key, the results stand in them in bold."""
    columns: tuple[Column | Fill, ...] = (*exercise.columns, *exercise.fills)
    filled = {name for name, _, _ in exercise.cells}
    head = [[text("")], *(_title(column) for column in columns)]
    rows = [
        [
            inline(row.title),
            *([text(figure)] for figure in row.figures),
            *(_cell(exercise, row, fill, filled) for fill in exercise.fills),
        ]
        for row in exercise.rows
    ]
    how = slanted(exercise.rounding)
    nodes: list[Block] = [table(head, rows, [1.8, *[1.0] * len(columns)]), how]
    for fill in exercise.fills:
        nodes += [labelled(say("Lỗi hay gặp:"), mistake.feedback) for mistake in fill.mistakes]
    return nodes if any(fill.formula for fill in exercise.fills) else [*nodes, *rough_work(2)]


def _title(column: Column | Fill) -> list[Inline]:
    return inline(column.title) + ([text(f" ({column.unit})")] if column.unit else [])


def _cell(exercise: CalculationTable, row: Row, fill: Fill, filled: set[str]) -> Inlines:
    if f"{row.id}.{fill.id}" not in filled:
        return [text("")]
    key = exercise.key_text(row, fill)
    return [text("")] if key is None else [strong(key)]
