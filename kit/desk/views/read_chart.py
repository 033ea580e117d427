"""The chart, the same data as a table to unfold, and radio buttons below each question."""

from __future__ import annotations

from html import escape

from kit.document.html import phrase, table
from kit.document.markdown import inline
from kit.kinds.letters import letter
from kit.kinds.read_chart import DataSet, ReadChart
from kit.messages import say
from kit.vietnamese import format_number


def control(exercise: ReadChart) -> dict[str, object]:
    """One row per question."""
    from kit.charts import draw  # matplotlib: only where there is something to draw

    rows = [
        {
            "id": q.id,
            "letter": f"{n}",
            "html": phrase(q.text),
            "choices": [[o.id, f"<b>{letter(place)}.</b> {phrase(o.text)}"] for place, o in enumerate(q.options)],
        }
        for n, q in enumerate(exercise.questions, 1)
    ]
    chart = draw(exercise.data)
    picture = f'<figure role="img" aria-label="{escape(chart.alt)}" class="kit-chart">{chart.svg[chart.svg.index("<svg") :]}</figure>'
    unfold = f"<details><summary>{escape(say('Xem số liệu thành bảng'))}</summary>{data_table(exercise.data)}</details>"
    heading = f"<p><b>{phrase(exercise.data.heading)}</b></p>"
    return {"type": "verdicts", "rows": rows, "stacked": True, "above": heading + picture + unfold}


def data_table(data: DataSet) -> str:
    """The data set as an HTML table."""
    head = [inline(say("Đơn vị: {unit}", unit=data.unit)), *(inline(column) for column in data.columns)]
    rows = [[inline(s.name), *(inline(format_number(value)) for value in s.values)] for s in data.series]
    return table(head, rows)
