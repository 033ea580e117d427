"""Forms where one marks what is there: options, claims, votes, questions on a chart."""

from __future__ import annotations

from typing import Literal

from kit.document.make import notes, para, strong, table, text, tick
from kit.document.markdown import inline
from kit.document.nodes import Block, ChoiceLine, Choices, Figure, Strong, Verdicts
from kit.kinds.choice import MultipleChoice, Option, SingleChoice
from kit.kinds.letters import letter
from kit.kinds.opinion import Checklist, Poll
from kit.kinds.read_chart import DataSet, Question, ReadChart
from kit.kinds.true_false import TrueFalse
from kit.messages import say
from kit.vietnamese import format_number


def _choices(options: tuple[Option, ...], mark: Literal["circle", "square"], keys: set[str]) -> list[Block]:
    def item(n: int, option: Option) -> ChoiceLine:
        key = option.id in keys if keys else None
        return ChoiceLine(letter(n), inline(option.text), key, notes(option.feedback))

    return [Choices(mark, [item(n, o) for n, o in enumerate(options)])]


def single_choice(exercise: SingleChoice) -> list[Block]:
    """Lettered options with a circle to mark."""
    return _choices(exercise.options, "circle", {exercise.key} if exercise.key else set())


def multiple_choice(exercise: MultipleChoice) -> list[Block]:
    """Lettered options with a square to tick."""
    return _choices(exercise.options, "square", set(exercise.key))


def true_false(exercise: TrueFalse) -> list[Block]:
    """A table of claims with two boxes each."""
    items = [
        ChoiceLine(letter(n), inline(s.text), s.holds, notes(s.feedback)) for n, s in enumerate(exercise.statements)
    ]
    return [Verdicts(items, say("Đúng"), say("Sai"))]


def poll(exercise: Poll) -> list[Block]:
    """Options with a square each; a sheet for sticking dots is among the cards."""
    items = [ChoiceLine(letter(n), inline(o.text)) for n, o in enumerate(exercise.options)]
    return [Choices("circle" if exercise.votes == 1 else "square", items)]


def checklist(exercise: Checklist) -> list[Block]:
    """A table with a box for each word of the scale, and room for who does what is missing."""
    head = [[text("")], *(inline(word) for word in exercise.scale), inline(exercise.beside or say("Ai làm, khi nào"))]
    rows = [
        [[text(f"{n}. "), *inline(item.text)], *([tick()] for _ in exercise.scale), []]
        for n, item in enumerate(exercise.items, 1)
    ]
    return [table(head, rows, [3.6, *[1.0] * len(exercise.scale), 2.0])]


def read_chart(exercise: ReadChart) -> list[Block]:
    """The chart, its figures as a table, and the questions with circles."""
    from kit.charts import draw

    chart = draw(exercise.data)
    heading = para(Strong(inline(exercise.data.heading)))
    nodes: list[Block] = [heading, Figure(chart.alt, svg=chart.svg), data_table(exercise.data)]
    for n, question in enumerate(exercise.questions, 1):
        nodes += _question(n, question)
    return nodes


def data_table(data: DataSet) -> Block:
    """The data set as a table, for those who cannot read the picture; many columns stand as rows."""
    corner = inline(say("Đơn vị: {unit}", unit=data.unit))
    names = [inline(series.name) for series in data.series]
    columns = [inline(column) for column in data.columns]
    figures = [[[text(format_number(value))] for value in series.values] for series in data.series]
    if len(columns) > 5:
        names, columns = columns, names
        figures = [list(row) for row in zip(*figures, strict=True)]
    rows = [[name, *row] for name, row in zip(names, figures, strict=True)]
    return table([corner, *columns], rows, [1.6, *[1.0] * len(columns)])


def _question(n: int, question: Question) -> list[Block]:
    options = _choices(question.options, "circle", {question.key} if question.key else set())
    return [para(strong(f"{n}. "), *inline(question.text)), *options]
