"""Reading and writing Vietnamese as people type and print it: letters, numbers, dates.

Numbers follow the Vietnamese habit: a dot (or a space) parts thousands, a comma starts the decimals.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from kit.errors import KitError
from kit.messages import say

MOST_DIGITS = 40  # longer than any figure of ours; more would be cut off silently by decimal arithmetic
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([. ][0-9]{3})+(,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")
_DATE = re.compile(r"(?:ngày\s*)?(\d{1,2})(?:\s*[/.-]\s*|\s*tháng\s*)(\d{1,2})(?:\s*[/.-]\s*|\s*năm\s*)(\d{4})")


class NotANumber(KitError):
    """What was typed cannot be read as one number."""


class NotADate(KitError):
    """What was typed cannot be read as one day of the calendar."""


def nfc(text: str) -> str:
    """One spelling for every letter: NFC, no soft hyphens or zero-width marks, no reversed-direction marks."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())  # half an emoji is no letter
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens only: safe as part of a file name on every system."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]


def parse_number(text: str) -> Decimal:
    """Read a number as Vietnamese people write it.

    1.500.000, 1 500 000, 1500000 and “1,5 triệu” are the same; 12,5 is twelve and a half. A dot before
    exactly three digits parts thousands, any other dot is taken as a decimal mark. A trailing % is
    dropped: the number is what was written. Raises NotANumber.
    """
    if len(text) > MOST_DIGITS:
        raise NotANumber(
            say("Không đọc được “{text}” thành một số. Ví dụ cách viết: 1.500 hoặc 12,5.", text=text[:20] + "…")
        )
    body = " ".join(nfc(text).lower().replace("\u00a0", " ").split()).rstrip("%").strip()
    body, scale = _take_scale(body)
    sign = -1 if body[:1] in ("-", "−") else 1
    body = body[1:].strip() if body[:1] in ("+", "-", "−") else body
    if _GROUPED.fullmatch(body):
        body = body.replace(".", "").replace(" ", "")
    elif not _PLAIN.fullmatch(body):
        raise NotANumber(say("Không đọc được “{text}” thành một số. Ví dụ cách viết: 1.500 hoặc 12,5.", text=text))
    try:
        return sign * Decimal(body.replace(",", ".")) * scale
    except InvalidOperation as error:
        raise NotANumber(
            say("Không đọc được “{text}” thành một số. Ví dụ cách viết: 1.500 hoặc 12,5.", text=text)
        ) from error


def _take_scale(body: str) -> tuple[str, int]:
    for word, scale in _SCALES.items():
        if body.endswith(" " + word) or re.fullmatch(rf"[\d.,]+{word}", body):
            return body[: -len(word)].strip(), scale
    return body, 1


def format_number(value: Decimal | int | float) -> str:
    """1.234,5: dot for thousands, comma for decimals, no needless zeros."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    whole, _, rest = f"{abs(number):,f}".partition(".")
    rest = rest.rstrip("0")
    text = whole.replace(",", ".") + (f",{rest}" if rest else "")
    return f"−{text}" if number < 0 else text


def parse_date(text: str) -> date:
    """Read 21/11/2026, 21-11-2026, 21.11.2026 or “ngày 21 tháng 11 năm 2026”; raises NotADate."""
    body = " ".join(nfc(text).lower().split())
    if any(word in body for word in ("âm lịch", "ta)", " (âl")):
        raise NotADate(say("“{text}” là ngày âm lịch. Hãy đổi sang ngày dương lịch.", text=text))
    match = _DATE.fullmatch(body)
    if not match:
        raise NotADate(say("Không đọc được ngày “{text}”. Ví dụ cách viết: 21/11/2026.", text=text))
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotADate(say("Lịch không có ngày “{text}”.", text=text)) from error


def format_date(day: date) -> str:
    """21/11/2026."""
    return day.strftime("%d/%m/%Y")


# ── does a typed text say the expected one? ──
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}  # named by their Telex keys
_QUALITY = ("\u0302", "\u0306", "\u031b")  # circumflex, breve, horn
_UNITS = (
    ("điểm phần trăm", re.compile(r"\s*(điểm phần trăm|điểm %)$")),
    ("%", re.compile(r"\s*(phần trăm|%)$")),
    ("đồng", re.compile(r"\s*(đồng|đ|vnđ|vnd|₫)$")),
)


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
    by_value = _compare_values(typed, expected)
    if by_value is not None:
        return by_value
    ours, theirs = _syllables(typed), _syllables(expected)
    if "".join(ours) == "".join(theirs):
        return Comparison("same")
    if len(ours) != len(theirs):
        return Comparison("different", say("Câu trả lời khác đáp án."))
    found = {_compare_syllables(a, b) for a, b in zip(ours, theirs, strict=True)}
    if "other" in found:
        return Comparison("different", say("Câu trả lời khác đáp án."))
    if "tone" in found:
        return Comparison("different", say("“{typed}” là lời khác: hãy xem lại dấu.", typed=typed))
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
    return re.findall(r"[^\W_]+", nfc(text).casefold())


def _compare_syllables(typed: str, expected: str) -> Literal["same", "bare", "slip", "tone", "other"]:
    ours, theirs = _take_apart(typed), _take_apart(expected)
    if ours == theirs:
        return "same"
    if ours.is_bare_form_of(theirs):
        return "bare"
    if any(_take_apart(decoded) == theirs for decoded in (_from_telex(typed), _from_vni(typed))):
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


_ONSET = re.compile(r"(ngh|ng|nh|th|tr|ch|kh|ph|gh|gi|qu|dd|[bcdghklmnpqrstvx])?(.*)")


def _from_telex(word: str) -> str:
    """What the Telex keyboard would have written: ddoois is đối, nguowif is người."""
    onset, rhyme = _ONSET.fullmatch(word).groups("")  # type: ignore[union-attr]
    tones = re.findall("[sfrxj]", rhyme)
    if len(tones) > 1:
        return word
    rhyme = re.sub("[sfrxj]", "", rhyme)
    for keys, letter in (
        ("uwow", "ươ"),
        ("uow", "ươ"),
        ("aa", "â"),
        ("ee", "ê"),
        ("oo", "ô"),
        ("aw", "ă"),
        ("ow", "ơ"),
        ("uw", "ư"),
    ):
        rhyme = rhyme.replace(keys, letter)
    mark = next((m for m, key in _TONES.items() if tones and key == tones[0]), "")
    return ("đ" if onset == "dd" else onset) + rhyme + mark


def _from_vni(word: str) -> str:
    """What the VNI keyboard would have written: d9o6i1 is đối, ngu7o7i2 is người."""
    letters = [c for c in word if not c.isdigit()]
    keys = [c for c in word if c.isdigit()]
    tone = ""
    for key in keys:
        if key in "12345":
            tone += dict(zip("12345", _TONES_BY_VNI, strict=True))[key]
        for n, (hosts, mark) in _VNI.items():
            if key == n:
                place = next((i for i in range(len(letters) - 1, -1, -1) if letters[i] in hosts), None)
                if place is not None:
                    letters[place] += mark
    return "".join(letters).replace("d-", "đ") + tone


_TONES_BY_VNI = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_VNI = {"6": ("aeo", "\u0302"), "7": ("ou", "\u031b"), "8": ("a", "\u0306"), "9": ("d", "-")}


def _compare_values(typed: str, expected: str) -> Comparison | None:
    """By value, where the expected text is a date or a number with or without unit; else None."""
    try:
        day = parse_date(expected)
    except NotADate:
        return _compare_numbers(typed, expected)
    try:
        return Comparison("same") if parse_date(typed) == day else Comparison("different", say("Khác ngày."))
    except NotADate as error:
        return Comparison("different", str(error))


def _compare_numbers(typed: str, expected: str) -> Comparison | None:
    want, want_unit = _split_unit(expected)
    try:
        number = parse_number(want)
    except NotANumber:
        return None
    got, got_unit = _split_unit(typed)
    try:
        value = parse_number(got)
    except NotANumber as error:
        return Comparison("different", str(error))
    if got_unit and want_unit and got_unit != want_unit:
        return Comparison("different", say("“{typed}” không phải là “{text}”.", typed=got_unit, text=want_unit))
    return Comparison("same") if value == number else Comparison("different", say("Khác số."))


def _split_unit(text: str) -> tuple[str, str]:
    body = " ".join(nfc(text).casefold().split()).rstrip(".")
    for unit, pattern in _UNITS:
        if pattern.search(body):
            return pattern.sub("", body), unit
    return body, ""
