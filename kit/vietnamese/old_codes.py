"""Vietnamese written in codes from before Unicode (TCVN3/ABC, VNI), or broken on the way: recognised and turned over.

The tables are those of TCVN 5712:1993 (VN3) and of VNI-Windows, as their letters look when the bytes are read
as Windows-1252. A text is taken for old only where turning it over makes more syllables that can be Vietnamese.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from kit.vietnamese.text import nfc

OldCode = Literal["TCVN3 (ABC)", "VNI", "UTF-8 / Latin-1"]

_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢§£¤¥¦",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_VNI_ALONE = dict(zip("íìæóòôöîñÍÌÆÓÒÔÖÎÑ", "íìỉĩịơưỵđÍÌỈĨỊƠƯỴĐ", strict=True))
_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))  # after any vowel
_HATS = {
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_MARKS = _TONES | _HATS
_WORD = re.compile(r"[^\W\d_]+")
_OLD_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff]+")  # letters of the old codes may look like signs: §, ¬
_FONTS: tuple[tuple[re.Pattern[str], OldCode], ...] = (
    (re.compile(r"vni", re.I), "VNI"),
    (re.compile(r"\.vn[a-z]", re.I), "TCVN3 (ABC)"),
)
# Letters that neither old code nor Windows-1252 has: what holds one is Unicode.
_OF_UNICODE = re.compile(
    "[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u0180-\u0191\u0193-\u024f\u1e00-\u1eff\u2123-\U0010ffff]"
)
A_FONT: dict[OldCode, str] = {"VNI": "VNI-Times", "TCVN3 (ABC)": ".VnTime"}  # one that names each code
_SYLLABLE = re.compile(
    r"(ngh|ng|nh|th|tr|ch|kh|ph|gh|gi|qu|[bcdđghklmnpqrstvx])?(a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ia|iê|ya|yê|ua|uô|ưa|ươ|oa|oă|oe|oo|uê|uy|uâ|ue|uyê|uya|ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|yêu|oi|ôi|ơi|ui|ưi|ưu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uyu|uơ|uă)(ch|nh|ng|c|m|n|p|t)?"
)


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """A text in TCVN3, in Unicode; `capitals`: its font (.VnTimeH) shows small letters as capitals.

    TCVN3 has no capitals with tone marks: a word whose plain letters are capitals is meant to be all capitals.
    """
    found = nfc("".join(_TCVN3.get(c, c) for c in text))
    return found.upper() if capitals else re.sub(r"[^\W\d_]{2,}", _all_capitals, found)


def _all_capitals(word: re.Match[str]) -> str:
    plain = [c for c in word[0] if c.isascii()]
    return word[0].upper() if len(plain) > 1 and all(c.isupper() for c in plain) else word[0]


def from_vni(text: str) -> str:
    """A text in VNI-Windows, in Unicode: a mark stands behind its vowel (aù, ôø)."""
    made: list[str] = []
    for char in text:
        mark = _MARKS.get(char.lower())
        before = made[-1][:1].lower() if made else ""
        if (mark and char.lower() in _HATS and before in "aeo" and before) or (
            mark and char.lower() in _TONES and before in "aeouyơư" and before
        ):
            made[-1] += mark
        else:
            made.append(_VNI_ALONE.get(char, char))
    return nfc("".join(made))


def from_misread_utf8(text: str) -> str:
    """UTF-8 that somebody's program read as Windows-1252, read rightly; the text itself where it is none."""
    raw = bytearray()
    for char in text:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return text
            raw.append(ord(char))
    try:
        return nfc(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return text


READERS: dict[OldCode, Callable[[str], str]] = {
    "TCVN3 (ABC)": from_tcvn3,
    "VNI": from_vni,
    "UTF-8 / Latin-1": from_misread_utf8,
}


@lru_cache(maxsize=8192)
def old_code(text: str, font: str = "") -> OldCode | None:
    """The old code of a text, by its letters and, where these leave it open, by its font; None for Unicode.

    Short words alone prove nothing (µm, 25°): a word of three letters must come out, unless the font names the code.
    """
    if text.isascii() or _OF_UNICODE.search(text):
        return None
    score = _syllables(text, _OLD_WORD if _has_signs(text) else _WORD)
    best: OldCode | None = None
    for code, read in READERS.items():
        turned = read(text)
        long = any(len(word) > 2 and _can_be(word) and word not in text for word in _WORD.findall(turned))
        if long and (found := _syllables(turned, _WORD)) > score:
            best, score = code, found
    return best or _named(text, font, score)


def _named(text: str, font: str, score: int) -> OldCode | None:
    """The code that the font names, where the text is at least as good in it."""
    for shape, code in _FONTS:
        if shape.match(font) and max(map(ord, text)) <= 0xFF:
            turned = READERS[code](text)
            return code if turned != text and _syllables(turned, _WORD) >= max(score, 1) else None
    return None


def in_unicode(text: str, code: OldCode, font: str = "") -> str:
    """The text turned over."""
    if code == "TCVN3 (ABC)":
        return from_tcvn3(text, capitals=bool(re.match(r"\.?vn\w*h$", font, re.I)))
    return READERS[code](text)


def _has_signs(text: str) -> bool:
    return any(0xA1 <= ord(c) <= 0xBF or c in "\xad×÷" for c in text)


def _syllables(text: str, word: re.Pattern[str]) -> int:
    """How many words can be Vietnamese syllables; signs inside words make them none."""
    return sum(_can_be(found) for found in word.findall(text))


def _can_be(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in apart if c in "\u0300\u0301\u0303\u0309\u0323"]
    plain = unicodedata.normalize("NFC", "".join(c for c in apart if c not in "\u0300\u0301\u0303\u0309\u0323"))
    return len(tones) <= 1 and _SYLLABLE.fullmatch(plain) is not None


def lost_letters(text: str) -> bool:
    """Do question marks stand where a program lost Vietnamese letters: “Tr?n”, “??n v?”?"""
    return re.search(r"[^\W\d_]\?+[^\W\d_]|\?{2,}[^\W\d_]|(?<!\S)\?[^\W\d_]", text) is not None
