"""One spelling for every letter, and names that are safe on every system."""

from __future__ import annotations

import re
import unicodedata


def nfc(text: str) -> str:
    """One spelling for every letter: NFC, no soft hyphens or zero-width marks, no reversed-direction marks."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())  # half an emoji is no letter
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens only: safe as part of a file name on every system."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]
