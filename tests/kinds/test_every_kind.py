"""Promises that hold for every kind, walked through all of them."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import permutations
from typing import Any

import pytest

from kit.desk.views import control, view
from kit.kinds import KINDS
from kit.kinds.calculation import CalculationTable
from kit.paper.exercise_forms import form
from kit.vietnamese import format_date, format_number
from tests.conftest import SAMPLES


def test_every_kind_has_every_face() -> None:
    """A kind without a sample, a view or a paper form is not finished."""
    assert set(KINDS) == set(SAMPLES)
    for kind in KINDS.values():
        assert view.dispatch(kind) is not view.dispatch(object), kind.kind
        assert form.dispatch(kind) is not form.dispatch(object), kind.kind


def test_key_earns_full_points(sample) -> None:
    verdict = sample.check(sample.key_answer())

    assert verdict.status in ("correct", "recorded")
    assert verdict.points in (1.0, None)


@pytest.mark.parametrize("untouched", [None, "", [], {}, {"text": "", "ticks": []}])
def test_no_answer_yet_is_not_wrong(sample, untouched) -> None:
    verdict = sample.check(untouched)

    assert verdict.status == "unanswered"
    assert verdict.points is None
    assert verdict.words[0], "the learner is told what is missing"


def test_key_goes_wrong_nowhere(sample) -> None:
    assert sample.went_wrong(sample.key_answer()) == []


def test_mistake_brings_the_move_that_was_written_for_it(sample) -> None:
    """A class counts mistakes and tells the trainer what to do: the words must be the exercise's own."""
    written = {move.words for move in sample.moves()}
    wrong = [answer for answer in near_misses(sample) if sample.check(answer).status in ("wrong", "partly")]
    told = {move.words for answer in wrong for move in sample.went_wrong(answer)} - {""}

    assert told <= written
    assert told or not written


def near_misses(sample) -> list[Any]:
    """Answers one change away from the key: one mark moved, two items exchanged, another figure or word."""
    known: list[Any] = [True, False]
    for spec in fields(sample):
        parts = getattr(sample, spec.name)
        for part in parts if isinstance(parts, tuple) else ():
            known += [str(getattr(part, name)) for name in ("id", "value", "text", "name") if hasattr(part, name)]
            known += [format_date(part.day)] if hasattr(part, "day") else []
            known += [value for value in (getattr(part, "near", None) or ()) if isinstance(value, str)]
            known += [inner.id for name in ("choices", "options") for inner in getattr(part, name, ())]
            known += [miss.text for miss in getattr(part, "near", ()) if hasattr(miss, "text")]
            known += [str(miss.value) for miss in getattr(part, "near", ()) if hasattr(miss, "value")]
    if isinstance(sample, CalculationTable):
        steps = [(sample.work(m.formula, row), fill) for _, row, fill in sample.cells for m in fill.mistakes]
        known += [format_number(round(wrong, fill.decimals)) for wrong, fill in steps if wrong is not None]
    return _one_change(sample.key_answer(), known)


def _one_change(key: Any, known: list[Any]) -> list[Any]:
    if isinstance(key, dict):
        return [{**key, name: new} for name in key for new in _one_change(key[name], known)]
    if isinstance(key, list):
        added = [[*key, word] for word in known]
        swapped = [[*key[:n], word, *key[n + 1 :]] for n in range(len(key)) for word in known]
        return [
            *added,
            *swapped,
            *(list(p) for p in permutations(key)),
            *([*key[:n], word] for n in range(len(key)) for word in known),
        ]
    return [word for word in known if word != key]


def test_checking_is_pure(sample) -> None:
    before = sample.digest

    assert sample.check(sample.key_answer()) == sample.check(sample.key_answer())
    assert sample.digest == before


def test_learner_edition_holds_no_secret(sample) -> None:
    bare = sample.for_learner()

    for spec in fields(bare):
        if spec.metadata.get("reader") in ("key", "trainer"):
            assert not getattr(bare, spec.name), spec.name
    key = bare.key_answer() if bare.judged else None
    told = [v for v in key.values() if isinstance(v, str | bool)] if isinstance(key, dict) else key
    assert not (any(told) if isinstance(told, list) else told)
    assert "Sai vì" not in str(bare)
    assert not [move.words for move in sample.moves() if move.words in str(bare)]


def test_sealed_answer_is_kept_but_not_judged(sample) -> None:
    keyless = replace(sample, sealed=True).for_learner_folder()

    verdict = keyless.check(sample.key_answer())

    assert (verdict.status, verdict.points) == ("recorded", None)


def test_sealed_copy_has_the_digest_of_its_source(sample) -> None:
    """Answers given in a learner's folder must be recognised in the trainer's."""
    sealed = replace(sample, sealed=True)

    assert sealed.for_learner_folder().digest == sealed.digest


def test_digest_follows_the_wording_and_not_the_hints(sample) -> None:
    assert replace(sample, prompt="Câu hỏi khác").digest != sample.digest
    assert replace(sample, hints=("khác",), minutes=9).digest == sample.digest


def test_samples_have_no_slips(sample) -> None:
    assert sample.slips() == []


def test_control_holds_no_secret(sample) -> None:
    text = str(control(sample))

    assert "Sai vì" not in text and "key" not in text
    assert not [move.words for move in sample.moves() if move.words in text]
