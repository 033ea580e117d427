"""Does a typed text say the expected one? Judged as a person would."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kit.messages import say
from kit.vietnamese.clocks import parse_clock
from kit.vietnamese.dates import NotADate, parse_date
from kit.vietnamese.keys import meant_by_keys
from kit.vietnamese.numbers import NotANumber, parse_number
from kit.vietnamese.quantities import parse_quantity
from kit.vietnamese.text import nfc, plain_figures

_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}  # named by their Telex keys
_QUALITY = ("\u0302", "\u0306", "\u031b")  # circumflex, breve, horn


@dataclass(frozen=True)
class Comparison:
    """`same`; `note`, accepted with a word; or `different`; and the reason in the user's language."""

    result: Literal["same", "note", "different"]
    reason: str = ""


def compare(typed: str, expected: str, *, marks_matter: bool = False) -> Comparison:
    """Judge a typed text as a person would.

    Same: any Unicode spelling, old and new place of the tone mark (hòa, hoà), y for i after a consonant
    (kỹ, kĩ), capitals, spaces, hyphens, punctuation; numbers, money and dates of equal value.
    Note: marks left out (unless `marks_matter`), slips of the Telex and VNI keyboards (ddoois, d9o6i1).
    Different: other letters, another tone (bán, bạn), another value, per cent for percentage points.
    """
    by_value = _compare_values(typed, expected, marks_matter)
    return _compare_words(typed, expected, marks_matter) if by_value is None else by_value


def _compare_words(typed: str, expected: str, marks_matter: bool) -> Comparison:
    ours, theirs = _syllables(typed), _syllables(expected)
    if _run_together(ours) == _run_together(theirs):
        return Comparison("same")
    if len(ours) != len(theirs):
        return Comparison("different", say("Câu trả lời khác đáp án."))
    found = {_compare_syllables(a, b) for a, b in zip(ours, theirs, strict=True)}
    if "other" in found:
        return Comparison("different", say("Câu trả lời khác đáp án."))
    if "tone" in found:
        return Comparison("different", say("“{typed}” là từ khác: hãy xem lại dấu.", typed=typed))
    if "bare" in found and marks_matter:
        return Comparison("different", say("Ở câu này phải viết đủ dấu."))
    if "slip" in found:
        return Comparison("note", say("Bộ gõ chưa bật tiếng Việt: “{typed}” là “{text}”.", typed=typed, text=expected))
    return (
        Comparison("note", say("Lần sau viết đủ dấu: “{text}”.", text=expected))
        if "bare" in found
        else Comparison("same")
    )


def _syllables(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", plain_figures(nfc(text)).casefold())


def _run_together(words: list[str]) -> str:
    """Words without the blanks between them; figures never run into one another: 21/1 is not 2/11."""
    made = ""
    for word in words:
        made += f"|{word}" if made[-1:].isdigit() and word[0].isdigit() else word
    return made


def _compare_syllables(typed: str, expected: str) -> Literal["same", "bare", "slip", "tone", "other"]:
    ours, theirs = _take_apart(typed), _take_apart(expected)
    if ours == theirs:
        return "same"
    if ours.is_bare_form_of(theirs):
        return "bare"
    if any(_take_apart(meant) == theirs for meant in meant_by_keys(typed)):
        return "slip"
    return "tone" if ours.letters == theirs.letters else "other"


@dataclass(frozen=True)
class _Syllable:
    """A syllable taken apart: plain letters, the mark of each letter, the tone wherever it was written."""

    letters: str
    marks: tuple[str, ...]
    tone: str

    def is_bare_form_of(self, full: _Syllable) -> bool:
        """The same letters, with nothing but marks left out."""
        left_out = self.letters == full.letters and self.tone in ("", full.tone)
        return left_out and all(a in ("", b) for a, b in zip(self.marks, full.marks, strict=True))


def _take_apart(word: str) -> _Syllable:
    letters: list[str] = []
    marks: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone += _TONES[char]
        elif char in _QUALITY and marks:
            marks[-1] += char
        else:
            letters.append("d" if char == "đ" else char)
            marks.append("-" if char == "đ" else "")
    if len(letters) > 1 and letters[-1] == "y" and (letters[-2] not in "aeou" or letters == ["q", "u", "y"]):
        letters[-1] = "i"  # kỹ and kĩ, quý and quí: one sound, two habits of writing
    return _Syllable("".join(letters), tuple(marks), tone)


def _compare_values(typed: str, expected: str, marks_matter: bool) -> Comparison | None:
    """By value, where the expected text is a date, a clock with minutes, or a number with or without unit; else None."""
    if _CLOCK.fullmatch(nfc(expected).casefold().strip()):
        return _compare_clocks(typed, expected)
    try:
        day = parse_date(expected)
    except NotADate:
        return _compare_numbers(typed, expected, marks_matter)
    try:
        return Comparison("same") if parse_date(typed) == day else Comparison("different", say("Khác ngày."))
    except NotADate as error:
        return Comparison("different", str(error))


_CLOCK = re.compile(r"(lúc )?\d{1,2}\s*([:hg]|giờ)\s*(\d{1,2}( phút)?|rưỡi)( (sáng|trưa|chiều|tối|đêm))?")


def _compare_clocks(typed: str, expected: str) -> Comparison:
    try:
        right = parse_clock(typed) == parse_clock(expected)
    except ValueError:
        right = False
    return Comparison("same") if right else Comparison("different", say("Khác giờ."))


def _compare_numbers(typed: str, expected: str, marks_matter: bool) -> Comparison | None:
    wanted = _quantity(expected)
    if wanted is None or not any(c.isdigit() for c in expected):
        return None  # “năm” may be a year, “ba” a father: without a digit, words are compared as words
    found = _quantity(typed)
    if found is None:
        return _compare_unread(typed, wanted[1])
    (value, unit), (number, want_unit) = found, wanted
    if value != number:
        return Comparison("different", say("Khác số."))
    if not unit or not want_unit or unit == want_unit:
        return Comparison("same")
    judged = _compare_words(unit, want_unit, marks_matter)  # “5 ngay” for “5 ngày”
    wrong = Comparison("different", say("“{typed}” không phải là “{text}”.", typed=unit, text=want_unit))
    return wrong if judged.result == "different" else judged


def _compare_unread(typed: str, want_unit: str) -> Comparison | None:
    """A text with a digit in another place ("Điều 43"), compared as words; else told that it is no number."""
    if want_unit:
        return None
    try:
        parse_number(typed)
    except NotANumber as error:
        return Comparison("different", str(error))
    return None


def _quantity(text: str) -> tuple[Decimal, str] | None:
    try:
        return parse_quantity(text)
    except NotANumber:
        return None
