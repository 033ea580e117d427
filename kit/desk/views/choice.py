"""Radio buttons or tick boxes, lettered as on paper."""

from __future__ import annotations

from kit.document.html import phrase
from kit.kinds.choice import MultipleChoice, SingleChoice
from kit.kinds.letters import letter
from kit.messages import say


def single(exercise: SingleChoice) -> dict[str, object]:
    """One of the options."""
    return {"type": "radios", "legend": say("Chọn một phương án"), "options": _options(exercise)}


def multiple(exercise: MultipleChoice) -> dict[str, object]:
    """Any of the options."""
    return {
        "type": "checks",
        "legend": say("Chọn tất cả phương án đúng (chọn sai bị trừ điểm)"),
        "options": _options(exercise),
    }


def _options(exercise: SingleChoice | MultipleChoice) -> list[dict[str, str]]:
    """Without letters where the order is each learner's own: a “B” called out would mean another option."""
    return [
        {"id": o.id, "letter": "" if exercise.shuffle else letter(n), "html": phrase(o.text)}
        for n, o in enumerate(exercise.options)
    ]
