"""A short box for a number, its unit beside it."""

from __future__ import annotations

from kit.kinds.number import Number
from kit.messages import say


def control(exercise: Number) -> dict[str, object]:
    """A text box: people write 1.500 and 12,5, which no number box of a browser takes."""
    return {"type": "line", "label": say("Trả lời:"), "unit": exercise.unit, "inputmode": "decimal"}
