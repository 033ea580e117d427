"""What comes from a page, an old log or a stranger's USB stick may be anything: no kind may fail on it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLES

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON = st.recursive(LEAVES, lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside))


def words_of(value) -> set:
    """Every string and number that stands in a key: answers made of them come near to real ones."""
    if isinstance(value, dict):
        return {w for pair in value.items() for part in pair for w in words_of(part)}
    if isinstance(value, list):
        return {w for part in value for w in words_of(part)}
    return {value} if isinstance(value, str | int) else set()


def near(kind: str):
    """Answers shaped like the key, its words mixed with strange ones."""
    words = sorted(words_of(SAMPLES[kind].key_answer()), key=str) or ["x"]
    leaf = st.sampled_from(words) | LEAVES
    flat = st.lists(leaf, max_size=5) | st.dictionaries(st.sampled_from([str(w) for w in words]), leaf, max_size=9)
    return flat | leaf | st.dictionaries(st.sampled_from(["known", "local", "text", "ticks"]), flat, max_size=4) | JSON


@pytest.mark.parametrize("kind", sorted(SAMPLES))
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_answer_gets_a_verdict(kind: str, data: st.DataObject) -> None:
    for exercise in (SAMPLES[kind], replace(SAMPLES[kind], sealed=True).for_learner_folder()):
        verdict = exercise.check(data.draw(near(kind)))

        assert verdict.status in ("correct", "partly", "wrong", "recorded", "unanswered")
        assert verdict.points is None or 0 <= verdict.points <= 1
        assert all(isinstance(words, str) and words for words in verdict.words)
        assert verdict.status not in ("unanswered", "wrong") or verdict.words or verdict.parts, "no word of help"


@pytest.mark.parametrize("kind", sorted(SAMPLES))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_full_points_mean_correct_and_nothing_less(kind: str, data: st.DataObject) -> None:
    verdict = SAMPLES[kind].check(data.draw(near(kind)))

    assert (verdict.status == "correct") == (verdict.points is not None and verdict.points >= 1)


@pytest.mark.parametrize("kind", sorted(SAMPLES))
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_order_that_means_nothing_changes_nothing(kind: str, data: st.DataObject) -> None:
    """Options shown in another order, answers listed in another order: the same verdict."""
    exercise = SAMPLES[kind]
    key = exercise.key_answer()
    other = replace(
        exercise,
        **{name: tuple(data.draw(st.permutations(getattr(exercise, name)))) for name in exercise.mixed},
    )
    if isinstance(key, dict):
        key = dict(data.draw(st.permutations(list(key.items()))))
    elif isinstance(key, list) and kind in ("multiple-choice", "poll"):
        key = data.draw(st.permutations(key))

    assert other.check(key).status == exercise.check(exercise.key_answer()).status
    assert other.check(key).points == exercise.check(exercise.key_answer()).points


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_answers_survive_their_way_through_json(kind: str) -> None:
    exercise = SAMPLES[kind]
    sent = json.loads(json.dumps(exercise.key_answer(), ensure_ascii=False))

    assert exercise.check(sent) == exercise.check(exercise.key_answer())


@pytest.mark.parametrize("kind", sorted(k for k, x in SAMPLES.items() if x.mixed))
def test_shuffling_is_fixed_for_a_learner_and_loses_nothing(kind: str) -> None:
    exercise = replace(SAMPLES[kind], shuffle=True)

    one, two = exercise.shuffled("Lan"), exercise.shuffled("Lan")
    assert one == two
    for name in exercise.mixed:
        assert sorted(getattr(one, name), key=str) == sorted(getattr(exercise, name), key=str)
    assert SAMPLES[kind].shuffled("Lan") == SAMPLES[kind], "only where the author asked for it"


@pytest.mark.parametrize("kind", sorted(k for k, x in SAMPLES.items() if not x.mixed))
def test_author_is_told_where_nothing_can_be_shuffled(kind: str) -> None:
    assert "shuffle" in [s.field for s in replace(SAMPLES[kind], shuffle=True).all_slips()]


def test_author_is_told_of_an_odd_number_of_tries() -> None:
    assert "tries" in [s.field for s in replace(SAMPLES["number"], tries=99).all_slips()]


@pytest.mark.parametrize("kind", sorted(k for k, x in SAMPLES.items() if x.judged))
def test_trainer_has_a_move_for_a_common_mistake_and_learners_do_not(kind: str) -> None:
    moves = SAMPLES[kind].moves()

    assert moves and all(move.when and move.words for move in moves)
    assert SAMPLES[kind].for_learner().moves() == []
    assert SAMPLES[kind].for_learner_folder().moves() == []
