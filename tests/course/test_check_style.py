"""What an editor would mark is told as a warning: hard sentences, letters nobody knows, keys that can be guessed."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kit.course import Library
from kit.course.check import check
from kit.course.check_style import sentences_of
from tests.conftest import SAMPLES, make_home

ONE = SAMPLES["single-choice"]
LONG = "Cán bộ xã " + "rất " * 40 + "vội."
TIRING = (
    "Chị em bản trên và chị em bản dưới cùng nêu việc nước sạch, việc đường, việc trường và việc chợ của cả xã. " * 30
)


def styled(home: Path) -> list[str]:
    faults = check(Library(home), today=date(2026, 11, 21), style=True)

    assert all(f.warning for f in faults), "style never stops a class"
    return [str(f) for f in faults]


def told(tmp_path: Path, exercises: dict) -> str:
    return "\n".join(styled(make_home(tmp_path / "home", exercises)))


def test_samples_have_nothing_to_mark(home: Path) -> None:
    assert styled(home) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"prompt": LONG}, "Câu dài 44 tiếng: “Cán bộ xã rất", id="long_sentence"),
        pytest.param({"explanation": TIRING}, "khó đọc", id="long_on_the_average"),
        pytest.param({"prompt": "UBND xã mời ai?"}, "Chữ viết tắt “UBND” chưa được giải thích", id="abbreviation"),
        pytest.param({"options": (replace(ONE.options[0], feedback="Sai."), *ONE.options[1:])}, "chưa có lời phản hồi", id="no_feedback"),
    ],
)  # fmt: skip
def test_each_mark_is_told(tmp_path: Path, change: dict, words: str) -> None:
    assert words in told(tmp_path, {"single-choice": replace(ONE, **change)})


def test_an_abbreviation_on_a_flash_card_is_explained(tmp_path: Path) -> None:
    cards = SAMPLES["flash-cards"]
    known = replace(cards, cards=(replace(cards.cards[0], term="UBND"), *cards.cards[1:]))

    assert "UBND" not in told(tmp_path, {"a": replace(ONE, prompt="UBND xã mời ai?"), "b": known})


def test_a_sealed_item_needs_no_word_for_the_learner(tmp_path: Path) -> None:
    silent = replace(ONE, sealed=True, hints=(), options=tuple(replace(o, feedback="Sai.") for o in ONE.options))

    assert "phản hồi" not in told(tmp_path, {"single-choice": silent})


def guessable(n: int, *, place: int, length: int) -> dict:
    """Ten questions whose key always stands at a place, and is so many letters longer than the others."""
    made = {}
    for number in range(n):
        at = place if place >= 0 else number % len(ONE.options)
        options = [replace(o, id=f"o{k}", text="Mời chị em") for k, o in enumerate(ONE.options)]
        texts = ("Mời", "Mời chị em", "Mời chị em và các anh")
        options = [replace(o, text=texts[(k + number) % 3] if not length else o.text) for k, o in enumerate(options)]
        if length:
            options[at] = replace(options[at], text="Mời chị em" + " và các anh" * length)
        made[f"q-{number}"] = replace(ONE, options=tuple(options), key=f"o{at}")
    return made


def test_a_key_that_always_stands_in_one_place_is_told(tmp_path: Path) -> None:
    assert "Đáp án ở vị trí 2 trong 10 trên 10 câu" in told(tmp_path, guessable(10, place=1, length=0))


def test_a_key_that_is_always_the_longest_is_told(tmp_path: Path) -> None:
    assert "Đáp án là ý dài nhất trong 10 trên 10 câu" in told(tmp_path, guessable(10, place=-1, length=1))


def test_a_key_that_alone_holds_a_date_is_told(tmp_path: Path) -> None:
    dated = {}
    for name, item in guessable(10, place=-1, length=0).items():
        options = [replace(o, text=f"{o.text} 15/12" if o.id == item.key else o.text) for o in item.options]
        dated[name] = replace(item, options=tuple(options))

    assert "Chỉ đáp án có con số, ngày hay giờ trong 10 trên 10 câu" in told(tmp_path, dated)


def test_wrong_options_that_nobody_would_choose_are_told(tmp_path: Path) -> None:
    harsh = tuple(o if o.id == ONE.key else replace(o, text=f"Mắng {o.id}") for o in ONE.options)

    assert "Hai phương án sai nặng lời" in told(tmp_path, {"q": replace(ONE, options=harsh)})


def test_few_questions_make_no_pattern(tmp_path: Path) -> None:
    assert "Đáp án" not in told(tmp_path, guessable(5, place=1, length=1))


def test_loose_marks_are_told_with_their_line(home: Path) -> None:
    path = home / "exercises/samples/module.yaml"
    loose = unicodedata.normalize("NFD", "Chuyên đề mẫu")
    path.write_text(path.read_text(encoding="utf-8").replace("Chuyên đề mẫu", loose), encoding="utf-8")

    assert any("module.yaml:1" in fault and "không phải NFC" in fault for fault in styled(home))


def test_cells_of_tables_are_no_sentences_and_lists_are_several() -> None:
    assert sentences_of("Một. Hai!\n\n- ba\n- bốn\n\n| năm | sáu |\n|---|---|\n| bảy | tám |") == [
        "Một.",
        "Hai!",
        "ba",
        "bốn",
    ]
