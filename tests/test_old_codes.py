"""Vietnamese from before Unicode is known by its letters; what is Unicode is never taken for it."""

from __future__ import annotations

import json
import re

import pytest

from kit.vietnamese import nfc
from kit.vietnamese.old_codes import _HATS, _TCVN3, _TONES, _VNI_ALONE, in_unicode, lost_letters, old_code
from tests.conftest import ROOT


def words_of_the_courses() -> list[str]:
    text = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "exercises").glob("*/*.yaml"))
    for path in (ROOT / "notebooks").rglob("*.ipynb"):
        text += " ".join("".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"])
    return sorted({word for word in re.findall(r"[^\W\d_]+", nfc(text).lower()) if not word.isascii()})


def in_tcvn3(text: str) -> str:
    back = {letter: old for old, letter in _TCVN3.items()}
    return "".join(back.get(c, c) for c in text)


def in_vni(text: str) -> str:
    import unicodedata

    alone = {letter: old for old, letter in _VNI_ALONE.items()}
    marks = {mark: old for old, mark in (_TONES | _HATS).items()}
    made = ""
    for char in text:
        if char in alone:
            made += alone[char]
            continue
        apart = unicodedata.normalize("NFD", char)
        if apart[0] in "ou" and "\u031b" in apart:
            made += alone[unicodedata.normalize("NFC", apart[0] + "\u031b")] + "".join(
                marks[m] for m in apart[1:] if m != "\u031b"
            )
        else:
            rest = "".join(sorted(apart[1:], key=lambda m: m in "\u0300\u0301\u0303\u0309\u0323"))
            made += apart[0] + (marks[rest] if rest else "")
    return made


@pytest.mark.parametrize(("write", "code"), [(in_tcvn3, "TCVN3 (ABC)"), (in_vni, "VNI")])
def test_names_in_an_old_code_are_known_and_come_back_whole(write, code: str) -> None:
    for name in ("Trần Thị Mẫu", "Phạm Thử Hường", "Nguyễn Văn Đức", "Lê Mẫu Mười", "Đặng Thuý Quỳnh", "Hoàng Yến Nhi"):
        old = write(name)
        assert old_code(old) == code, name
        assert in_unicode(old, code) == nfc(name)


def test_no_word_of_the_courses_is_taken_for_an_old_code() -> None:
    words = words_of_the_courses()
    assert len(words) > 800
    assert {word: code for word in words if (code := old_code(word))} == {}
    assert {word: code for word in words if (code := old_code(word.upper()))} == {}


@pytest.mark.parametrize(
    "text", ["José Müller", "5 µm", "25°C", "½ giờ", "H'Ƀlŭ Ksor", "K’ Ñĭm", "Y Ŏk Ê̆ban", "ស្រី", "¡"]
)
def test_other_letters_are_left_alone(text: str) -> None:
    assert old_code(text) is None


def test_utf8_that_was_misread_is_known() -> None:
    broken = "Trần Thị Mẫu".encode().decode("latin-1")

    assert old_code(broken) == "UTF-8 / Latin-1"
    assert in_unicode(broken, "UTF-8 / Latin-1") == "Trần Thị Mẫu"


def test_the_font_settles_what_letters_leave_open() -> None:
    assert old_code("Tó", ".VnTime") == "TCVN3 (ABC)" and in_unicode("Tó", "TCVN3 (ABC)", ".VnTime") == "Tú"
    assert old_code("Tó") is None
    assert in_unicode("nguyÔn", "TCVN3 (ABC)", ".VnTimeH") == "NGUYỄN"


@pytest.mark.parametrize(("text", "lost"), [("Tr?n", True), ("??n v?", True), ("Chị có đi không?", False), ("Ai? Ở đâu?", False), ("?", False)])  # fmt: skip
def test_question_marks_in_words_are_lost_letters_and_questions_are_not(text: str, lost: bool) -> None:
    assert lost_letters(text) is lost
