"""One reading of quantities, digits and keys, for exercises and workbooks alike."""

from __future__ import annotations

import json
import re
import unicodedata
from decimal import Decimal

import pytest

from kit.vietnamese import NotADate, NotANumber, OtherUnit, amount, compare, nfc, parse_clock, parse_date, parse_number
from tests.test_old_codes import words_of_the_courses

MILLION = "triệu đồng"
BILLION = "tỷ đồng"


@pytest.mark.parametrize("typed", ["7,6", "7,6 triệu", "7,6 tr", "7,6tr", "7tr6", "7.600.000 đồng", "7.600.000đ", "7.600.000₫", "0,0076 tỷ", "7600 nghìn", "7,6 trieu", "bảy triệu sáu", "７,６", "7,6 triệu đồng", "7 600 000 VND"])  # fmt: skip
def test_millions_are_read_as_people_write_them(typed: str) -> None:
    assert amount(typed, MILLION) == Decimal("7.6")


@pytest.mark.parametrize("typed", ["9,4", "9,4 tỉ", "9,4 tỷ", "9 tỷ 4", "9400 triệu", "9.400 triệu", "9.400.000.000 đồng", "9,4 ty", "9,4 tỷ đồng"])  # fmt: skip
def test_billions_are_read_as_people_write_them(typed: str) -> None:
    assert amount(typed, BILLION) == Decimal("9.4")


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("9,4 đ", BILLION), ("9,4%", BILLION), ("9,4 đ", MILLION), ("5%", "điểm phần trăm"), ("5 điểm phần trăm", "%"), ("5 điểm %", "%"), ("12 người", "%"), ("12%", "người"), ("20 chị", ""), ("5 km", "kg")],
)  # fmt: skip
def test_another_unit_is_told_and_not_dropped(typed: str, unit: str) -> None:
    with pytest.raises(OtherUnit) as caught:
        amount(typed, unit)
    assert typed in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1tr500", 1_500_000), ("2tr35", 2_350_000), ("nửa triệu", 500_000), ("hăm lăm", 25), ("hăm mốt", 21), ("–5", -5), ("−5", -5), ("1,5 trieu", 1_500_000), ("1,5 ty", 1_500_000_000), ("１２", 12)],
)  # fmt: skip
def test_numbers_of_everyday_writing(typed: str, value: int) -> None:
    assert parse_number(typed) == value


@pytest.mark.parametrize("typed", ["1 triệu 500", "1e3", "4 5 0 0 0 5", "12/5", "∞"])
def test_what_may_be_two_numbers_is_none(typed: str) -> None:
    with pytest.raises(NotANumber):
        amount(typed, "người")


@pytest.mark.parametrize(
    ("one", "other"),
    [("21/1", "2/11"), ("12", "1/2"), ("830", "8:30"), ("Mục 11", "Mục 1.1"), ("1.1", "11"), ("5 5", "55 người"), ("Điều 4 3", "Điều 43")],
)  # fmt: skip
def test_figures_never_run_into_one_another(one: str, other: str) -> None:
    assert compare(one, other).result == "different"
    assert compare(other, one).result == "different"


@pytest.mark.parametrize(("one", "other"), [("8h30", "8:30"), ("8 giờ rưỡi", "8:30"), ("40 phan tram", "40%"), ("Ðối thoại", "Đối thoại"), ("５ ngày", "5 ngày"), ("ngay 2 thang 9 nam 2026", "02/09/2026")])  # fmt: skip
def test_the_same_in_another_writing_is_the_same(one: str, other: str) -> None:
    assert compare(one, other).result == "same"


# ── keys ──
KEYS = {
    "telex": ({"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}, {"\u0302": "", "\u0306": "w", "\u031b": "w"}, "d"),
    "vni": ({"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}, {"\u0302": "6", "\u0306": "8", "\u031b": "7"}, "9"),
}  # fmt: skip


def keyed(word: str, system: str, *, at_end: bool) -> str:
    """The word as it is typed with the keyboard switched off: keys behind their letters, or all at the end."""
    tones, hats, stroke = KEYS[system]
    typed, end, tone = "", "", ""
    for char in unicodedata.normalize("NFD", word.replace("đ", "d\u0335")):
        if char in tones:
            tone = tones[char]
        elif char == "\u0335":
            typed, end = (typed, end + stroke) if at_end else (typed + stroke, end)
        elif char in hats:
            key = hats[char] or typed[-1]
            if at_end and not (char == "\u031b" and end.endswith(key)):  # one key serves both letters of ươ
                end += key
            elif not at_end:
                typed += key
        else:
            typed += char
    return typed + end + tone


@pytest.mark.parametrize("system", ["telex", "vni"])
@pytest.mark.parametrize("at_end", [False, True], ids=["behind-letters", "at-the-end"])
def test_every_word_of_the_courses_typed_with_the_keyboard_off_is_a_note(system: str, at_end: bool) -> None:
    syllable = re.compile(r"[a-zđăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{1,7}")
    words = [word for word in words_of_the_courses() if syllable.fullmatch(word)]
    missed = {
        word: typed for word in words if compare(typed := keyed(word, system, at_end=at_end), word).result != "note"
    }

    assert len(words) > 800
    assert missed == {}


# ── hours and days ──
@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("8:30", 510), ("8h", 480), ("7g30", 450), ("8 giờ rưỡi", 510), ("1 giờ trưa", 780), ("12 giờ trưa", 720), ("2 giờ chiều", 840), ("12 giờ tối", 1440), ("24 giờ", 1440), ("8 giờ kém 15", 465), ("1 giờ đêm", 60), ("11 giờ đêm", 1380)],
)  # fmt: skip
def test_hours_are_read_as_people_say_them(typed: str, minutes: int) -> None:
    assert parse_clock(typed) == minutes


@pytest.mark.parametrize("typed", ["25:00", "12 giờ sáng", "8:75", "21/11/2026", "giờ"])
def test_what_is_no_hour_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_clock(typed)


@pytest.mark.parametrize("typed", ["mùng 2/9/2026", "mồng 2 tháng 9 năm 2026", "2/9/2026 (thứ Tư)", "2/9/2026, thứ tư", "thu tu 2/9/2026", "２/９/２０２６", "2–9–2026"])  # fmt: skip
def test_a_day_is_read_with_its_weekday_before_or_behind(typed: str) -> None:
    assert parse_date(typed).isoformat() == "2026-09-02"


def test_a_wrong_weekday_is_told() -> None:
    with pytest.raises(NotADate, match="là thứ Bảy"):
        parse_date("21/11/2026 thứ Sáu")


def test_the_icelandic_letter_is_one_letter_with_ours() -> None:
    assert nfc("Ðắk Ðoa, ðường") == "Đắk Đoa, đường"
    assert json.dumps(nfc("Ð")) == json.dumps("Đ")
