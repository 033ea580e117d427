from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.kinds.base import Name, Phrase
from kit.kinds.choice import MultipleChoice, Option
from tests.conftest import SAMPLES

SINGLE = SAMPLES["single-choice"]


def many(right: int, wrong: int) -> MultipleChoice:
    options = tuple(Option(id=Name(f"o{n}"), text=Phrase("x"), feedback=Phrase("y")) for n in range(right + wrong))
    return replace(SAMPLES["multiple-choice"], options=options, key=tuple(Name(f"o{n}") for n in range(right)))


@given(right=st.integers(1, 5), wrong=st.integers(1, 3))
def test_ticking_everything_is_never_full_marks(right: int, wrong: int) -> None:
    exercise = many(right, wrong)

    verdict = exercise.check([option.id for option in exercise.options])

    assert verdict.points < 1
    assert verdict.status != "correct"


@given(right=st.integers(1, 4), wrong=st.integers(1, 4), data=st.data())
def test_a_wrong_tick_never_helps(right: int, wrong: int, data) -> None:
    exercise = many(right, wrong)
    ids = [option.id for option in exercise.options]
    ticked = data.draw(st.lists(st.sampled_from(ids), unique=True, min_size=1))

    for extra in set(ids) - set(ticked) - set(exercise.key):
        assert exercise.check([*ticked, extra]).points <= exercise.check(ticked).points


@pytest.mark.parametrize(
    ("ticks", "points"),
    [(["o0"], 0.5), (["o0", "o1"], 1.0), (["o0", "o2"], 0.0), (["o2"], 0.0), (["o0", "o1", "o2"], 0.5)],
)
def test_points_are_right_minus_wrong_ticks(ticks, points) -> None:
    assert many(2, 2).check(ticks).points == pytest.approx(points)


def test_only_ticked_options_are_commented() -> None:
    """Telling about options not ticked would give the rest of the key away."""
    assert set(many(2, 2).check(["o0"]).parts) == {"o0"}


def test_picked_option_brings_its_own_feedback() -> None:
    verdict = SINGLE.check("first")

    assert verdict.status == "wrong"
    assert verdict.parts["first"].words == "Sai vì một nhầm lẫn hay gặp."


def test_a_reply_to_an_option_that_is_gone_counts_as_unanswered() -> None:
    """Options are sometimes cut after a class has answered; the old reply must not be called wrong."""
    verdict = SINGLE.check("vanished")

    assert verdict.status == "unanswered"


def test_author_is_told_when_every_option_is_right() -> None:
    assert [slip.field for slip in many(3, 0).slips()] == ["key"]


def test_author_is_told_of_a_key_that_is_no_option() -> None:
    slip = replace(SINGLE, key="ninth").slips()[0]

    assert "ninth" in slip.sentence and "first, second, third" in slip.remedy


def test_no_pair_of_wrong_and_right_ticks_reaches_full_points() -> None:
    exercise = many(2, 3)
    ids = [option.id for option in exercise.options]

    full = [set(pick) for n in range(1, 6) for pick in combinations(ids, n) if exercise.check(list(pick)).points == 1]

    assert full == [set(exercise.key)]
