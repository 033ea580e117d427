"""A list of parts to choose from beside each slot."""

from __future__ import annotations

from kit.document.html import phrase
from kit.document.markdown import inline
from kit.document.tree import plain
from kit.kinds.build import BuildFromParts
from kit.messages import say


def control(exercise: BuildFromParts) -> dict[str, object]:
    """One row per slot, each with the parts that fit it."""
    rows = [
        {
            "id": slot.id,
            "html": phrase(slot.title),
            "label": plain(inline(slot.title)),
            "places": [
                [piece.id, plain(inline(piece.text)) + exercise.amount_words(piece)] for piece in exercise.fitting(slot)
            ],
        }
        for slot in exercise.slots
    ]
    return {"type": "selects", "rows": rows, "places": [], "empty": say("– chọn thẻ –")}
