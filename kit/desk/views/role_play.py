"""The role cards to unfold, the clock, and the observer's sheet."""

from __future__ import annotations

from html import escape

from kit.document.html import phrase
from kit.kinds.role_play import Role, RolePlay
from kit.messages import say


def control(exercise: RolePlay) -> dict[str, object]:
    """Every player opens her own card; the observer gives a level to each criterion."""
    rows = [
        {
            "id": criterion.id,
            "letter": str(n),
            "html": phrase(criterion.text),
            "choices": [[level, f"<b>{level}.</b> {phrase(words)}"] for level, words in enumerate(criterion.levels, 1)],
        }
        for n, criterion in enumerate(exercise.criteria, 1)
    ]
    cards = "".join(
        f"<details><summary>{escape(say('Thẻ vai'))}: {phrase(role.name)}</summary>{_card(role)}</details>"
        for role in exercise.roles
    )
    turns = "".join(f"<li>{say('{n} phút', n=t.minutes)}: {phrase(t.text)}</li>" for t in exercise.timing)
    clock = f"<p><b>{escape(say('Thẻ giờ (cho người giữ giờ)'))}</b></p><ul>{turns}</ul>"
    sheet = f"<p><b>{escape(say('Phiếu của người quan sát (1 là yếu, 4 là tốt)'))}</b></p>"
    return {"type": "verdicts", "rows": rows, "stacked": True, "above": cards + clock + sheet}


def _card(role: Role) -> str:
    return "".join(f"<p><b>{escape(label)}</b> {phrase(words)}</p>" for label, words in role.lines)
