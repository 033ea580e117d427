"""Cards to turn over, one after another, with a line for the local word."""

from __future__ import annotations

from kit.document.html import phrase
from kit.kinds.flash_cards import FlashCards
from kit.messages import say


def control(exercise: FlashCards) -> dict[str, object]:
    """The term first; its meaning after the learner has said it herself."""
    cards = [
        {"id": c.id, "term": phrase(c.term), "meaning": phrase(c.meaning), "said": "; ".join(f"{x.language}: {x.words}" for x in c.local if x.words)}
        for c in exercise.cards
    ]  # fmt: skip
    words = {
        "turn": say("Xem nghĩa"),
        "known": say("Đã nhớ"),
        "again": say("Cần xem lại"),
        "local": say("Từ này nói bằng tiếng dân tộc của mình là gì? (không bắt buộc)"),
    }
    return {"type": "cards", "cards": cards, "words": words}
