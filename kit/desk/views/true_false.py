"""A row of two radio buttons for each claim."""

from __future__ import annotations

from kit.document.html import phrase
from kit.kinds.letters import letter
from kit.kinds.true_false import TrueFalse
from kit.messages import say


def control(exercise: TrueFalse) -> dict[str, object]:
    """One row per claim."""
    choices = [[True, say("Đúng")], [False, say("Sai")]]
    rows = [
        {"id": s.id, "letter": "" if exercise.shuffle else letter(n), "html": phrase(s.text), "choices": choices}
        for n, s in enumerate(exercise.statements)
    ]
    return {"type": "verdicts", "rows": rows}
