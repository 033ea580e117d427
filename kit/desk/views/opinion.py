"""Votes as tick boxes or radio buttons; a checklist as a row of choices for each line."""

from __future__ import annotations

from kit.document.html import phrase
from kit.kinds.letters import letter
from kit.kinds.opinion import Checklist, Poll
from kit.messages import say


def poll(exercise: Poll) -> dict[str, object]:
    """Tick boxes, also for one vote: an answer is a list."""
    options = [
        {"id": o.id, "letter": "" if exercise.shuffle else letter(n), "html": phrase(o.text)}
        for n, o in enumerate(exercise.options)
    ]
    legend = say("Chọn nhiều nhất {n} ý. Không có đúng sai.", n=exercise.votes)
    return {"type": "checks", "legend": legend, "options": options}


def checklist(exercise: Checklist) -> dict[str, object]:
    """One row per line."""
    scale = [[place, phrase(word)] for place, word in enumerate(exercise.scale)]
    rows = [
        {"id": item.id, "letter": str(n), "html": phrase(item.text), "choices": scale}
        for n, item in enumerate(exercise.items, 1)
    ]
    return {"type": "verdicts", "rows": rows}
