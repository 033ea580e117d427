"""A list moved by buttons: no dragging, so that keyboard, finger and tired hand all manage."""

from __future__ import annotations

from kit.document.html import phrase
from kit.kinds.order import Order
from kit.messages import say


def control(exercise: Order) -> dict[str, object]:
    """The items in the mixed order of the data."""
    return {
        "type": "order",
        "items": [{"id": item.id, "html": phrase(item.text)} for item in exercise.items],
        "up": say("Lên"),
        "down": say("Xuống"),
        "said": say("“{text}” nay ở vị trí {place} trên {total}."),
    }
