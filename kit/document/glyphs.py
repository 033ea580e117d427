"""Which letters the shipped fonts lack: on paper they would be empty boxes."""

from __future__ import annotations


def without_print(text: str) -> list[str]:
    """The letters of a text that no page can print: scripts beyond Latin, Greek and Cyrillic, and pictures of letters."""
    return sorted({c for c in text if ord(c) >= 0x2E80 or 0x0590 <= ord(c) < 0x1E00})
