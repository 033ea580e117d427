"""Room to write, and a list to check one's own words against."""

from __future__ import annotations

from kit.document.html import phrase
from kit.kinds.reflection import Reflection
from kit.messages import say


def control(exercise: Reflection) -> dict[str, object]:
    """A text area and ticks."""
    return {
        "type": "writing",
        "label": say("Viết bằng lời của mình:"),
        "rows": exercise.lines,
        "legend": say("Tự kiểm: bài viết của mình đã có"),
        "ticks": [phrase(line) for line in exercise.checklist],
    }
