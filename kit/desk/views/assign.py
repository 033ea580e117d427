"""A choice of places beside each item: a list to open, which keyboard, finger and screen reader all know."""

from __future__ import annotations

from kit.document.html import phrase
from kit.document.markdown import inline
from kit.document.tree import plain
from kit.kinds.assign import Assign
from kit.kinds.letters import letter
from kit.messages import say


def control(exercise: Assign) -> dict[str, object]:
    """One row per item; the places are lettered as on paper."""
    places = [
        [p.id, ("" if exercise.shuffle else f"{letter(n)}. ") + plain(inline(p.text))]
        for n, p in enumerate(exercise.places)
    ]
    rows = [{"id": item.id, "html": phrase(item.text), "label": plain(inline(item.text))} for item in exercise.items]
    return {
        "type": "selects",
        "rows": rows,
        "places": places,
        "empty": say("– chọn –"),
        "drag": say("Kéo dấu ⠿ lên ô trả lời, hoặc chọn trong danh sách."),
    }
