"""One spelling for every letter, and names that are safe on every system."""

from __future__ import annotations

import re
import unicodedata

_ETH = {0xD0: 0x110, 0xF0: 0x111}  # the Icelandic letters that some keyboards give for Đ and đ


def nfc(text: str) -> str:
    """One spelling for every letter: NFC, no soft hyphens or zero-width marks, no reversed-direction marks, Đ for Ð."""
    if text.isascii():
        return text
    text = text.translate(_ETH)
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())  # half an emoji is no letter
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


_WIDE = {n: n - 0xFEE0 for n in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}  # as some keyboards write digits and signs
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−﹣－"), "-")


def plain_figures(text: str) -> str:
    """Full-width digits and signs as plain ones, every dash and minus as “-”, hard blanks as blanks."""
    return text.translate(_WIDE | _DASHES | {0xA0: 0x20, 0x202F: 0x20})


_STROKES = str.maketrans("đĐðÐ", "dDdD")


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens only: safe as part of a file name on every system."""
    plain = unicodedata.normalize("NFD", text.translate(_STROKES))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]


_ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of dictionaries
_HATS = {"\u0306", "\u0302", "\u031b"}  # belong to the letter: ă, â ê ô, ơ ư


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """A key that sorts words as Vietnamese dictionaries do: syllable by syllable, letters first, then the tone."""
    return tuple(_syllable_key(syllable) for syllable in nfc(text).lower().split())


def one_spelling(text: str) -> str:
    """Small letters with each tone mark after its word, so that “Hòa” and “hoà” are equal; to compare, not to show."""
    apart = unicodedata.normalize("NFD", nfc(text).casefold())
    apart = re.sub(
        r"(?:[^\W\d_][\u0300-\u036f]*)+", lambda word: "".join(sorted(word[0], key=_TONES.__contains__)), apart
    )
    return " ".join(apart.split())


def _syllable_key(syllable: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[str] = []
    tones: list[int] = []
    for mark in unicodedata.normalize("NFD", syllable):
        if mark in _TONES:
            tones.append(1 + _TONES.index(mark))
        elif mark in _HATS and letters:
            letters[-1] += mark
        else:
            letters.append(mark)
    whole = [unicodedata.normalize("NFC", letter) for letter in letters]
    return tuple(_ALPHABET.find(c) if c in _ALPHABET else 100 + ord(c[0]) for c in whole), tuple(tones)
