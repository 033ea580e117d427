"""Radio buttons or tick boxes, lettered as on paper."""

from __future__ import annotations

from typing import Any

from kit.html import phrase
from kit.kinds.choice import MultipleChoice, Option, SingleChoice
from kit.kinds.letters import letter
from kit.messages import say


def single(exercise: SingleChoice) -> dict[str, Any]:
    """One of the options."""
    return {"type": "radios", "legend": say("Chọn một phương án"), "options": _options(exercise.options)}


def multiple(exercise: MultipleChoice) -> dict[str, Any]:
    """Any of the options."""
    return {
        "type": "checks",
        "legend": say("Chọn tất cả phương án đúng (chọn sai bị trừ điểm)"),
        "options": _options(exercise.options),
    }


def _options(options: tuple[Option, ...]) -> list[dict[str, str]]:
    return [{"id": o.id, "letter": letter(n), "html": phrase(o.text)} for n, o in enumerate(options)]
