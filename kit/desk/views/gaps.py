"""A text with boxes in it, and the bank of words above."""

from __future__ import annotations

from kit.document.html import phrase
from kit.kinds.gaps import GapText
from kit.messages import say


def control(exercise: GapText) -> dict[str, object]:
    """Pieces of text and gaps in turn; each gap is named by its number for those who do not see it."""
    pieces: list[dict[str, str]] = []
    number = 0
    for n, piece in enumerate(exercise.pieces):
        if n % 2:
            number += 1
            pieces.append({"gap": piece, "label": say("Chỗ trống {n}", n=number)})
        elif piece.strip():
            pieces.append({"html": phrase(piece)})
    return {"type": "gaps", "pieces": pieces, "bank": list(exercise.bank), "words": say("Từ cho sẵn:")}
