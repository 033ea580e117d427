"""What is given out comes back the same: every exercise of ours, and any Vietnamese text that a person may type."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.course import Library
from kit.document.markdown import parse
from kit.document.tree import plain
from kit.exchange.aiken import aiken, read_aiken
from kit.exchange.gift import gift, read_gift
from kit.exchange.moodle import moodle, read_moodle
from kit.exchange.qti import qti, read_package
from kit.exchange.question import Choice, Pair, Question, as_markdown, fields_of, question_of
from kit.exchange.typed_test import read_typed_test
from kit.exchange.word_in import word_lines
from kit.exchange.word_out import HELD, word

# Any letters of the language, the signs that formats use for themselves, quotes, line ends within.
WORDS = st.text("aăâđeêioôơuưyáàảãạắấđĐ0123456789 .,;:=~#{}%\\/<>&\"'“”()[]*_-", min_size=1, max_size=60).map(
    lambda t: " ".join(t.split()) or "x"
)


def markdown(words: str) -> str:
    return as_markdown(words)


TEXTS = WORDS.map(markdown).filter(bool)
FEEDBACK = st.one_of(st.just(""), TEXTS)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    prompt = draw(TEXTS)
    if draw(st.booleans()):
        texts = draw(st.lists(TEXTS, min_size=2, max_size=5, unique=True))
        key = draw(st.integers(0, len(texts) - 1))
        choices = tuple(Choice(t, n == key, draw(FEEDBACK)) for n, t in enumerate(texts))
        return Question("single-choice", prompt, name="cau-hoi", choices=choices, explanation=draw(FEEDBACK))
    items = draw(st.lists(TEXTS, min_size=3, max_size=5, unique=True))
    places = draw(st.lists(TEXTS.filter(lambda t: "\\" not in t), min_size=2, max_size=3, unique=True))
    return Question("matching", prompt, name="ghep", pairs=tuple(Pair(i, places[n % len(places)]) for n, i in enumerate(items)))  # fmt: skip


@given(st.lists(questions(), min_size=1, max_size=3))
@settings(max_examples=120)
def test_any_text_survives_moodle_xml(given_: list[Question]) -> None:
    content, told = moodle(given_)

    assert read_moodle(content) == (given_, []) and told == []


@given(st.lists(questions().filter(lambda q: "->" not in str(q)), min_size=1, max_size=3))
@settings(max_examples=120)
def test_any_text_survives_gift(given_: list[Question]) -> None:
    text, told = gift(given_)

    assert read_gift(text) == (given_, []) and told == []


@pytest.fixture(scope="module")
def ours(library: Library) -> list[Question]:
    found = [question_of(library.exercise(name)) for m in library.module_ids for name in library.exercise_ids(m)]
    return [question for question in found if question]


def without_words_for_claims(question: Question) -> Question:
    return replace(question, choices=tuple(replace(c, feedback="") for c in question.choices)) if question.kind == "true-false" else question  # fmt: skip


def test_every_exercise_of_ours_comes_back_from_moodle_xml(ours: list[Question]) -> None:
    content, told = moodle(ours)
    back, lost = read_moodle(content)

    assert len(ours) > 150 and lost == []
    assert back == [without_words_for_claims(question) for question in ours]
    claims = [q for q in ours if q.kind == "true-false" and any(c.feedback for c in q.choices)]
    assert len(told) == len(claims), "what was lost is told, a line each"


def test_every_exercise_of_ours_comes_back_from_gift_but_for_what_was_told(ours: list[Question]) -> None:
    text, told = gift(ours)
    back, lost = read_gift(text)
    held = [q for q in ours if q.kind != "gap-text"]

    assert lost == [] and back == [replace(without_words_for_claims(q), hints=(), unit="") for q in held]
    assert sum("không chứa được" in line for line in told) == len(ours) - len(held)
    assert sum("gợi ý" in line for line in told) == sum(bool(q.hints) for q in held)


def bare(markdown: str) -> str:
    return " ".join(plain(parse(markdown)).split())


def told_by(question: Question) -> tuple[object, ...]:
    """What a system of XHTML can hold: words, keys, pairs, order, gaps."""
    typed = question.kind in ("number", "short-answer")
    choices = [(bare(c.text), c.right) for c in question.choices if c.right or not typed]
    pairs = [(bare(p.item), bare(p.place)) for p in question.pairs]
    return question.kind, bare(question.prompt), choices, pairs, [bare(s) for s in question.steps], question.text, question.gaps, bare(question.explanation)  # fmt: skip


def test_every_exercise_of_ours_comes_back_from_qti(ours: list[Question]) -> None:
    content, told = qti(ours)
    back, lost = read_package(content)

    assert lost == [] and [told_by(q) for q in back] == [told_by(q) for q in ours]
    assert sum("dung sai" in line for line in told) >= sum(bool(q.hints) for q in ours)


def test_single_choices_come_back_from_aiken(ours: list[Question]) -> None:
    text, _ = aiken(ours)
    back, lost = read_aiken(text)
    held = [q for q in ours if q.kind == "single-choice"]

    assert lost == [] and len(back) == len(held)
    assert [[c.right for c in q.choices] for q in back] == [[c.right for c in q.choices] for q in held]


def test_word_file_of_ours_is_read_back_with_its_keys(ours: list[Question]) -> None:
    content, told = word(ours)
    back, lost = read_typed_test(word_lines(content))
    held = [q for q in ours if q.kind in HELD]

    assert lost == [] and [q.kind for q in back] == [q.kind for q in held]
    assert [[c.right for c in q.choices] for q in back if q.kind.endswith("choice")] == [[c.right for c in q.choices] for q in held if q.kind.endswith("choice")]  # fmt: skip
    assert sum("không có cách viết" in line for line in told) == len(ours) - len(held)


def test_every_question_makes_an_exercise_that_loads(ours: list[Question], library: Library) -> None:
    from kit.course.exercise_text import judged
    from kit.exchange.into import _text

    for number, question in enumerate(ours):
        module = question.place.partition("/")[0]
        text = _text(question, library.module(module).objectives[0].id, "thử")
        exercise, faults = judged(library, f"{module}/x-{number}", text)
        assert exercise is not None and [str(f) for f in faults if not f.warning] == [], question.place
        again = question_of(exercise)
        assert again is not None and again.kind == question.kind and again.prompt == question.prompt
        assert fields_of(again).keys() == fields_of(question).keys() | {"explanation"} | set()
