"""The letters of options, the same on every face."""

from __future__ import annotations


def letter(place: int) -> str:
    """A, B, C ... for 0, 1, 2 ..."""
    return chr(ord("A") + place)
