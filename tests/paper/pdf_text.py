"""The words of a PDF's pages, in their order; read once, however many tests ask for them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import pypdfium2


@lru_cache(maxsize=64)
def page_words(content: bytes) -> tuple[str, ...]:
    """The text of each page in NFC, with one blank between words."""
    document = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_range() for page in document]
    return tuple(" ".join(unicodedata.normalize("NFC", text.replace("\ufffe", "")).split()) for text in texts)
