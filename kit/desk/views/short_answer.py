"""A text box for a few words, or for a day."""

from __future__ import annotations

from kit.kinds.deadline import Deadline
from kit.kinds.short_answer import ShortAnswer
from kit.messages import say


def control(exercise: ShortAnswer) -> dict[str, object]:
    """The box of a number, wider and without unit."""
    return {"type": "line", "label": say("Trả lời:"), "unit": "", "inputmode": "text"}


def day(exercise: Deadline) -> dict[str, object]:
    """A box for a typed day: no date picker, which would count for the learner."""
    return {"type": "line", "label": say("Thời hạn cuối cùng:"), "unit": "", "inputmode": "text"}
