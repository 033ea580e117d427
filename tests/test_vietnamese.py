from __future__ import annotations

import csv
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.vietnamese import (
    NotADate,
    NotANumber,
    compare,
    format_date,
    format_number,
    nfc,
    one_spelling,
    parse_date,
    parse_number,
    slug,
    sort_key,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.500", "1500"), ("1.500.000", "1500000"), ("1 500 000", "1500000"), ("1500000", "1500000"), ("1,5 triệu", "1500000"),
        ("12,5", "12.5"), ("1.234,5", "1234.5"), ("0,59", "0.59"), ("0.125", "0.125"), ("0.500", "0.5"), ("12.5", "12.5"), ("59%", "59"), ("59 %", "59"), ("-3", "-3"),
        ("−3", "-3"), ("2 tỷ", "2000000000"), ("2 tỉ", "2000000000"), ("30 nghìn", "30000"), ("1\u00a0500", "1500"), ("5tr", "5000000"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "abc", "1.50.000", "1,2,3", "1..5", "--3", "٣", "1e5", "0x10", "5 6", "9" * 60])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_number(text)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_written_numbers_are_read_back(number: Decimal) -> None:
    assert parse_number(format_number(number)) == number


@pytest.mark.parametrize(
    ("number", "text"), [(1234.5, "1.234,5"), (450, "450"), (Decimal("59.10"), "59,1"), (-1000, "−1.000"), (0, "0")]
)
def test_numbers_are_written_the_vietnamese_way(number, text: str) -> None:
    assert format_number(number) == text


@pytest.mark.parametrize(
    "text",
    ["21/11/2026", "21-11-2026", "21.11.2026", "ngày 21 tháng 11 năm 2026", "21 tháng 11 năm 2026", " 21/11/2026 "],
)
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert parse_date(text) == date(2026, 11, 21)


@pytest.mark.parametrize("text", ["31/02/2026", "2026", "mai", "15/8 âm lịch", "11/21/2026"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(NotADate):
        parse_date(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_written_dates_are_read_back(day: date) -> None:
    assert parse_date(format_date(day)) == day


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)


def test_decomposed_letters_and_hidden_marks_become_one_spelling() -> None:
    assert nfc(unicodedata.normalize("NFD", "đối thoại")) == "đối thoại"
    assert nfc("a\u202eb\u200bc") == "abc"


@given(st.text())
def test_slug_is_safe_on_every_system(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(slug(text)) <= 40


def test_slug_keeps_vietnamese_readable() -> None:
    assert slug("Đặng Thị Mẩy") == "dang-thi-may"


# ── the published table of pairs ──
with (Path(__file__).parent / "vietnamese_pairs.csv").open(encoding="utf-8", newline="") as _stream:
    PAIRS = [(row["typed"], row["expected"], row["result"]) for row in csv.DictReader(_stream)]


def test_table_of_pairs_is_large_and_holds_every_result() -> None:
    assert len(PAIRS) >= 300
    assert {result for _, _, result in PAIRS} == {"same", "note", "different"}


@pytest.mark.parametrize(("typed", "expected", "result"), PAIRS, ids=[f"{t}={e}" for t, e, _ in PAIRS])
def test_typed_text_is_judged_as_a_person_would(typed: str, expected: str, result: str) -> None:
    verdict = compare(typed, expected)

    assert verdict.result == result
    assert bool(verdict.reason) == (result != "same"), "whoever is corrected is told why"
    for form in ("NFC", "NFD"):  # how the keyboard composes letters plays no part
        assert compare(unicodedata.normalize(form, typed), unicodedata.normalize(form, expected)).result == result


@pytest.mark.parametrize(
    ("typed", "expected"),
    [(t, e) for t, e, r in PAIRS if r == "note" and t.isalpha() and not any(c in t for c in "wfjz")][:40],
)
def test_where_marks_are_the_point_none_may_be_missing(typed: str, expected: str) -> None:
    judged = compare(typed, expected, marks_matter=True)

    assert judged.result == "different" or "Bộ gõ" in judged.reason


SYLLABLES = sorted({s for _, expected, _ in PAIRS for s in expected.split() if s.isalpha()})


def test_no_two_words_of_the_table_collapse() -> None:
    """Two different words of the dictionary are never the same, but for the two ways to write i."""
    for one in SYLLABLES:
        for other in SYLLABLES:
            if compare(one, other).result == "same" and one != other:
                assert one.replace("ỹ", "ĩ").replace("ý", "í").replace("y", "i") == other.replace("ỹ", "ĩ").replace(
                    "ý", "í"
                ).replace("y", "i"), (one, other)


@given(st.text(max_size=30), st.text(max_size=30))
def test_comparing_anything_never_fails(typed: str, expected: str) -> None:
    assert compare(typed, expected).result in ("same", "note", "different")


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ ", min_size=1, max_size=20).filter(str.strip))
def test_every_text_is_the_same_as_itself(text: str) -> None:
    assert compare(text, text).result == "same"


def test_words_stand_as_in_a_vietnamese_dictionary() -> None:
    """Letters first (a ă â … d đ e ê …), then the tone: ngang huyền hỏi ngã sắc nặng; syllable by syllable."""
    words = [
        "ôm", "đi", "bạn", "da", "bá", "ơn", "bân", "bà ngoại", "ban", "bạ", "bả", "đa", "bản", "bã", "băn", "ba", "bà",
    ]  # fmt: skip

    assert sorted(words, key=sort_key) == [
        "ba", "bà", "bà ngoại", "bả", "bã", "bá", "bạ", "ban", "bản", "bạn", "băn", "bân", "da", "đa", "đi", "ôm", "ơn",
    ]  # fmt: skip
    assert sort_key("Đối thoại") == sort_key("đối thoại")


def test_one_spelling_joins_two_habits_of_writing_and_parts_different_words() -> None:
    assert (
        one_spelling("Hòa  Bình") == one_spelling("hoà bình") == one_spelling(unicodedata.normalize("NFD", "HÒA BÌNH"))
    )
    assert one_spelling("Hoà") in one_spelling('{"learner":"Hòa"}'), "wherever it stands"
    assert len({one_spelling(word) for word in ("hoa", "hòa", "hóa", "hơa", "hỏa")}) == 5
