"""What authors wrote: nothing in it may drift from what it says."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import get_type_hints

import pytest

from kit.course import Library, find_home
from kit.course.check import check
from kit.html import prose
from kit.kinds.choice import MultipleChoice, SingleChoice
from kit.kinds.true_false import TrueFalse
from kit.markdown import parse, plain

ROOT = Path(__file__).parents[2]
LIBRARY = Library(find_home(ROOT))
IDS = [e for m in LIBRARY.module_ids for e in LIBRARY.exercise_ids(m)]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))


def test_content_has_no_fault_and_no_warning() -> None:
    assert [str(f) for f in check(LIBRARY, today=date(2026, 11, 21))] == []


@pytest.mark.parametrize("name", IDS)
def test_key_passes_its_own_check(name: str) -> None:
    exercise = LIBRARY.exercise(name)

    assert exercise.check(exercise.key_answer()).status in ("correct", "recorded")


def judged_parts(exercise) -> list:
    """Whatever a learner may get wrong one by one: options, claims, items, lines, choices of a story."""
    direct = [part for name in ("options", "statements", "items", "entries") for part in getattr(exercise, name, ())]
    questions = [option for question in getattr(exercise, "questions", ()) for option in question.options]
    return direct + questions


@pytest.mark.parametrize("name", [n for n in IDS if LIBRARY.exercise(n).judged])
def test_every_option_has_a_word_and_some_mistake_a_move(name: str) -> None:
    exercise = LIBRARY.exercise(name)

    assert all(len(part.feedback) > 10 for part in judged_parts(exercise) if hasattr(part, "feedback"))
    assert all(len(c.reason) > 10 for scene in getattr(exercise, "scenes", ()) for c in scene.choices)
    if exercise.kind not in ("number", "short-answer", "gap-text", "order"):
        assert exercise.moves(), "no trainer move for any common mistake"


@pytest.mark.parametrize("name", IDS)
def test_invented_cases_say_so(name: str) -> None:
    """A story without a source must call itself invented."""
    exercise = LIBRARY.exercise(name)
    told = " ".join([exercise.prompt, exercise.explanation]).lower()

    if re.search(r"tên giả định|xã giả định|mô phỏng|chị mẩy", told):
        assert "giả định" in told or "mô phỏng" in told
    if exercise.kind != "reflection" and not exercise.sources:
        assert re.search("giả định|gợi ý|mô phỏng", told), "neither a source nor a word that it is invented"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_committed_notebooks_hold_no_outputs(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]

    assert not [c for c in cells if c.get("outputs") or c.get("execution_count")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_are_valid(path: Path) -> None:
    import nbformat

    nbformat.validate(nbformat.read(path, as_version=4))


@pytest.mark.parametrize(
    "path",
    sorted(
        p
        for p in [*ROOT.glob("*.md"), *(ROOT / "exercises").rglob("*"), *NOTEBOOKS]
        if p.suffix in (".md", ".yaml", ".csv", ".ipynb", ".svg")
    ),
    ids=lambda p: p.name,
)
def test_text_is_nfc_in_utf8(path: Path) -> None:
    assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


def test_keys_are_not_guessable_by_position() -> None:
    places = Counter()
    for name in IDS:
        exercise = LIBRARY.exercise(name)
        if isinstance(exercise, SingleChoice):
            places[[o.id for o in exercise.options].index(exercise.key)] += 1

    assert max(places.values()) <= 0.5 * sum(places.values()), places
    assert len(places) >= 3


def test_keys_are_not_guessable_by_length() -> None:
    """The longest option is the key no more often than two times in five; nor is the shortest."""
    longest = shortest = total = 0
    for name in IDS:
        exercise = LIBRARY.exercise(name)
        if isinstance(exercise, SingleChoice):
            lengths = {o.id: len(o.text) for o in exercise.options}
            total += 1
            longest += lengths[exercise.key] == max(lengths.values())
            shortest += lengths[exercise.key] == min(lengths.values())

    assert longest <= 0.4 * total, f"{longest} of {total}"
    assert shortest <= 0.4 * total, f"{shortest} of {total}"


def test_statements_are_not_mostly_of_one_kind() -> None:
    holds = [s.holds for name in IDS if isinstance(x := LIBRARY.exercise(name), TrueFalse) for s in x.statements]

    assert 0.35 <= sum(holds) / len(holds) <= 0.65


def test_right_ticks_vary_in_number_or_place() -> None:
    sets = {
        tuple(i for i, o in enumerate(x.options) if o.id in x.key)
        for name in IDS
        if isinstance(x := LIBRARY.exercise(name), MultipleChoice)
    }

    assert len(sets) > 1


def learner_texts(value) -> list[str]:
    """Every phrase and paragraph that a learner may read, feedback and explanation included."""
    found = []
    hints = get_type_hints(type(value))
    for spec in fields(value):
        held = getattr(value, spec.name)
        if spec.metadata.get("reader") == "trainer":
            continue
        for part in held if isinstance(held, tuple) else (held,):
            if is_dataclass(part):
                found += learner_texts(part)
            elif isinstance(part, str) and ("Prose" in str(hints[spec.name]) or "Phrase" in str(hints[spec.name])):
                found.append(part)
    return found


@pytest.mark.parametrize("name", IDS)
def test_sentences_are_short(name: str) -> None:
    """At most 40 syllables a sentence in what learners read (a Vietnamese syllable is a written word)."""
    texts = learner_texts(LIBRARY.exercise(name))

    for text in texts:
        for sentence in re.split(r"(?<=[.?!:;])\s+", plain(parse(text))):
            assert len(sentence.split()) <= 40, sentence


def test_markup_of_every_text_can_be_drawn() -> None:
    for name in IDS:
        exercise = LIBRARY.exercise(name)
        assert "<p>" in prose(exercise.prompt) and "<p>" in prose(exercise.explanation)


def test_facts_name_their_source_and_never_a_dossier() -> None:
    for fact in LIBRARY.facts.values():
        assert fact.source and fact.checked <= date(2026, 11, 21)
        assert not re.search(
            r"seed|dossier|hồ sơ sự kiện|FROM MEMORY|INFERRED", f"{fact.source} {fact.url} {fact.note}"
        )
        if fact.status == "verified":
            assert fact.source != "chưa có nguồn"


def test_facts_from_memory_are_marked_to_check() -> None:
    for fact in LIBRARY.facts.values():
        if "trí nhớ" in fact.note and "chưa tra" not in fact.note:
            assert fact.status == "to check", fact.id


def test_module_is_large_enough_for_two_lessons() -> None:
    kinds = Counter(LIBRARY.exercise(e).kind for e in LIBRARY.exercise_ids("policy-dialogue"))

    assert sum(kinds.values()) >= 24
    assert len(kinds) >= 6
