"""Forms where one marks what is there: options, claims, votes, questions on a chart."""

from __future__ import annotations

from typing import Any

from kit.kinds.choice import MultipleChoice, Option, SingleChoice
from kit.kinds.letters import letter
from kit.kinds.opinion import Checklist, Poll
from kit.kinds.read_chart import DataSet, Question, ReadChart
from kit.kinds.true_false import TrueFalse
from kit.markdown import Node, inline
from kit.messages import say
from kit.paper.forms.nodes import notes, para, strong, table, text, tick
from kit.vietnamese import format_number


def _choices(options: tuple[Option, ...], mark: str, keys: set[str]) -> list[Node]:
    def item(n: int, option: Option) -> dict[str, Any]:
        key = option.id in keys if keys else None
        return {"letter": letter(n), "c": inline(option.text), "key": key, "notes": notes(option.feedback)}

    return [{"t": "choices", "mark": mark, "items": [item(n, o) for n, o in enumerate(options)]}]


def single_choice(exercise: SingleChoice) -> list[Node]:
    """Lettered options with a circle to mark."""
    return _choices(exercise.options, "circle", {exercise.key} if exercise.key else set())


def multiple_choice(exercise: MultipleChoice) -> list[Node]:
    """Lettered options with a square to tick."""
    return _choices(exercise.options, "square", set(exercise.key))


def true_false(exercise: TrueFalse) -> list[Node]:
    """A table of claims with two boxes each."""
    items = [
        {"letter": letter(n), "c": inline(s.text), "key": s.holds, "notes": notes(s.feedback)}
        for n, s in enumerate(exercise.statements)
    ]
    return [{"t": "verdicts", "items": items, "yes": say("Đúng"), "no": say("Sai")}]


def poll(exercise: Poll) -> list[Node]:
    """Options with a square each; a sheet for sticking dots is among the cards."""
    items = [
        {"letter": letter(n), "c": inline(o.text), "key": None, "notes": []} for n, o in enumerate(exercise.options)
    ]
    return [{"t": "choices", "mark": "square", "items": items}]


def checklist(exercise: Checklist) -> list[Node]:
    """A table with a box for each word of the scale, and room for who does what is missing."""
    head = [[text("")], *(inline(word) for word in exercise.scale), [text(say("Ai làm, khi nào"))]]
    rows = [
        [[text(f"{n}. "), *inline(item.text)], *([tick()] for _ in exercise.scale), []]
        for n, item in enumerate(exercise.items, 1)
    ]
    return [table(head, rows, [3.6, *[1.0] * len(exercise.scale), 2.0])]


def read_chart(exercise: ReadChart) -> list[Node]:
    """The chart, its figures as a table, and the questions with circles."""
    from kit.charts import draw

    chart = draw(exercise.data)
    heading = para({"t": "strong", "c": inline(exercise.data.heading)})
    nodes: list[Node] = [heading, {"t": "figure", "svg": chart.svg, "alt": chart.alt}, data_table(exercise.data)]
    for n, question in enumerate(exercise.questions, 1):
        nodes += _question(n, question)
    return nodes


def data_table(data: DataSet) -> Node:
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


def _question(n: int, question: Question) -> list[Node]:
    options = _choices(question.options, "circle", {question.key} if question.key else set())
    return [para(strong(f"{n}. "), *inline(question.text)), *options]
