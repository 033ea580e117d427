"""A text box for a few words."""

from __future__ import annotations

from typing import Any

from kit.kinds.short_answer import ShortAnswer
from kit.messages import say


def control(exercise: ShortAnswer) -> dict[str, Any]:
    """The box of a number, wider and without unit."""
    return {"type": "line", "label": say("Trả lời:"), "unit": "", "inputmode": "text"}
