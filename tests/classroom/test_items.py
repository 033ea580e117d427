"""Item analysis: published results to six digits, and properties that no definition may break."""

from __future__ import annotations

import math

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from kit.classroom.items import (
    correlation_interval,
    distractors,
    feldt_interval,
    item_statistics,
    maybe_wrong_key,
    test_statistics,
    wilson_interval,
)

# Survey of clerical employees, Chatterjee & Price 1977 (R: datasets::attitude): 30 departments, 7 questions.
ATTITUDE = """
43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35  81 78 56 66 71 83 47
43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41  72 82 72 67 71 83 31  67 61 45 47 62 80 41
64 53 53 58 58 67 34  67 60 47 39 59 74 41  69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46
81 90 50 72 60 54 36  74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49  63 54 42 48 66 75 33
66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38  85 85 71 71 77 74 55  82 82 39 59 64 78 39
"""
NAMES = ["rating", "complaints", "privileges", "learning", "raises", "critical", "advance"]
# What R's psych 2.2.9 prints for them: alpha(attitude), r.drop, raw.r, feldt; and for the marks "over 60".
R_DROP = [
    0.671262057224,
    0.742109710222,
    0.560711111480,
    0.714445498134,
    0.786275593834,
    0.265034339197,
    0.460810549468,
]
RAW_R = [0.778825701860, 0.836780550565, 0.697276803371, 0.806685922552, 0.850130443860, 0.420700988534, 0.595344985706]
SD = [12.17256194759, 13.31475717468, 12.23542999352, 11.73701287655, 10.39722553620, 9.89490754895, 10.28870600534]
BINARY_R_DROP = [0.493897991198, 0.544092577344, 0.379618234982, 0.554940652719, 0.446499766481, 0.341514509370, 0.381088051095]  # fmt: skip


@pytest.fixture
def attitude() -> pd.DataFrame:
    values = np.array(ATTITUDE.split(), dtype=float).reshape(30, 7)
    return pd.DataFrame(values, columns=NAMES)


def test_items_agree_with_r(attitude: pd.DataFrame) -> None:
    found = item_statistics(attitude)

    assert found["item_rest"].tolist() == pytest.approx(R_DROP, abs=1e-9)
    assert found["item_total"].tolist() == pytest.approx(RAW_R, abs=1e-9)
    assert found["sd"].tolist() == pytest.approx(SD, abs=1e-9)
    assert found.index.name == "item" and list(found.index) == NAMES


def test_whole_test_agrees_with_r(attitude: pd.DataFrame) -> None:
    found = test_statistics(attitude)

    assert (found["n"], found["items"]) == (30, 7)
    assert found["alpha"] == pytest.approx(0.84314276956476, abs=1e-12)
    assert found["alpha_low"] == pytest.approx(0.739375685643, abs=1e-9)
    assert found["alpha_high"] == pytest.approx(0.91577307216, abs=1e-9)
    assert found["mean"] == pytest.approx(423.066666666667, abs=1e-9)
    assert found["sd"] == pytest.approx(57.7485233925768, abs=1e-9)
    assert found["sem"] == pytest.approx(found["sd"] * math.sqrt(1 - found["alpha"]), abs=1e-12)


def test_right_and_wrong_marks_agree_with_r(attitude: pd.DataFrame) -> None:
    marks = (attitude > 60).astype(float)

    assert item_statistics(marks)["item_rest"].tolist() == pytest.approx(BINARY_R_DROP, abs=1e-9)
    assert test_statistics(marks)["alpha"] == pytest.approx(0.731671718872797, abs=1e-12)


def test_alpha_of_right_and_wrong_marks_is_kr_20(attitude: pd.DataFrame) -> None:
    marks = (attitude > 60).astype(float)
    p = marks.mean()

    kr_20 = 7 / 6 * (1 - (p * (1 - p)).sum() / marks.sum(axis=1).var(ddof=0))

    assert test_statistics(marks)["alpha"] == pytest.approx(kr_20, abs=1e-12)


def test_interval_of_alpha_is_the_textbook_one() -> None:
    """Feldt (1965) with (n-1)(k-1) degrees of freedom below; psych::alpha.ci(.85, 89, 7) prints the same."""
    assert feldt_interval(0.85, 89, 7) == pytest.approx((0.797064879035, 0.893166593737), abs=1e-9)


def test_interval_of_a_share_is_wilsons() -> None:
    """The four examples of Newcombe 1998, Stat. Med. 17: 857-872, table I, method 3."""
    shown = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for counts, limits in shown.items():
        assert wilson_interval(*counts) == pytest.approx(limits, abs=5e-5)
    assert wilson_interval(0, 10)[0] == 0.0 and wilson_interval(10, 10)[1] == 1.0
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_interval_of_a_correlation_is_fishers() -> None:
    assert correlation_interval(0.3, 30) == pytest.approx((-0.06757, 0.59587), abs=1e-5)
    assert all(math.isnan(edge) for edge in correlation_interval(0.3, 3))


def test_what_does_not_vary_correlates_with_nothing() -> None:
    marks = pd.DataFrame({"all-right": [1.0, 1, 1, 1], "none-right": [0.0, 0, 0, 0], "some": [1.0, 0, 1, 0]})

    found = item_statistics(marks)

    assert found["difficulty"].tolist() == [1, 0, 0.5]
    assert found.loc[["all-right", "none-right"], "item_rest"].isna().all()
    assert found["discrimination"].notna().all()


@pytest.mark.parametrize("marks", [pd.DataFrame({"a": [1.0]}), pd.DataFrame({"a": [], "b": []}, dtype=float), pd.DataFrame({"a": [1.0, 0.0]})], ids=["one-learner", "nobody", "one-item"])  # fmt: skip
def test_too_little_leaves_figures_undefined_and_raises_nothing(marks: pd.DataFrame) -> None:
    assert len(item_statistics(marks)) == marks.shape[1]
    assert math.isnan(test_statistics(marks)["alpha"])


def test_an_item_never_put_to_a_learner_counts_neither_for_nor_against() -> None:
    marks = pd.DataFrame({"a": [1.0, 0, np.nan, 1], "b": [1.0, 0, 1, 0], "c": [1.0, 1, 0, 0]})

    found = item_statistics(marks)

    assert found["n"].tolist() == [3, 4, 4]
    assert found.loc["a", "difficulty"] == pytest.approx(2 / 3)
    assert test_statistics(marks)["n"] == 3


def test_negative_alpha_is_told_as_it_is() -> None:
    marks = pd.DataFrame({"a": [1.0, 0, 1, 0], "b": [0.0, 1, 0, 1], "c": [1.0, 1, 0, 0]})

    assert test_statistics(marks)["alpha"] < 0


def test_perfect_agreement_is_alpha_of_one_and_raises_nothing() -> None:
    found = test_statistics(pd.DataFrame({f"i{n}": [1.0, 0, 0, 0] for n in range(7)}))

    assert (found["alpha"], found["sem"]) == (pytest.approx(1), pytest.approx(0))


TABLES = st.integers(3, 25).flatmap(
    lambda n: st.integers(2, 8).flatmap(
        lambda k: st.lists(
            st.lists(st.sampled_from([0.0, 0.5, 1.0, float("nan")]), min_size=k, max_size=k), min_size=n, max_size=n
        )
    )
)


@given(TABLES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_and_names_of_learners_change_nothing(rows: list[list[float]], lot) -> None:
    marks = pd.DataFrame(rows, columns=[f"i{n}" for n in range(len(rows[0]))])
    order = list(marks.index)
    lot.shuffle(order)
    other = marks.loc[order].set_axis([f"HV{n}" for n in order])

    pd.testing.assert_frame_equal(item_statistics(marks), item_statistics(other), atol=1e-9)
    pd.testing.assert_series_equal(test_statistics(marks), test_statistics(other), atol=1e-9)


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_a_constant_added_to_an_item_moves_its_mean_alone(rows: list[list[float]]) -> None:
    """Where everybody was asked everything; with gaps a learner's score is another mix of items."""
    marks = pd.DataFrame(rows, columns=[f"i{n}" for n in range(len(rows[0]))]).fillna(0.0)
    other = marks.assign(i0=marks["i0"] + 0.25)

    one, two = item_statistics(marks), item_statistics(other)

    assert two.loc["i0", "difficulty"] == pytest.approx(one.loc["i0", "difficulty"] + 0.25)
    same = ["sd", "item_rest", "item_total", "discrimination"]
    pd.testing.assert_frame_equal(one[same], two[same], atol=1e-9)
    assert test_statistics(other)["alpha"] == pytest.approx(test_statistics(marks)["alpha"], nan_ok=True, abs=1e-9)


def test_options_are_told_by_score_group() -> None:
    picked = pd.Series(list("BBAABAAAA"))
    score = pd.Series([1, 1, 2, 3, 3, 4, 5, 5, 5])

    found = distractors(picked, score, "A")

    assert found["n"].to_dict() == {"A": 6, "B": 3}
    assert found.loc["B", "group_1"] == pytest.approx(2 / 3) and found.loc["B", "group_3"] == 0
    assert not maybe_wrong_key(found)


def test_equal_scores_are_never_parted() -> None:
    found = distractors(pd.Series(list("ABAB")), pd.Series([1, 1, 1, 1]), "A")

    assert (found[["group_1", "group_2", "group_3"]].notna().sum(axis=1) == 1).all()


def test_scores_equal_but_for_rounding_stay_in_one_group() -> None:
    thirds = pd.Series([sum((0.5, 1 / 3, 2 / 3, 0, 0.5, 1 / 3)) / 6, sum((1 / 3, 2 / 3, 1 / 3, 0, 0.5, 0.5)) / 6])

    found = distractors(pd.Series(["A", "B"]), thirds, "A")

    assert (found[["group_1", "group_2", "group_3"]].notna().sum(axis=1) == 1).all()


def test_whoever_was_never_asked_is_no_blank() -> None:
    found = distractors(pd.Series(["A", None, ""]), pd.Series([1.0, 2.0, 0.0]), "A")

    assert found["n"].to_dict() == {"A": 1, "": 1}


def test_key_that_the_best_do_not_pick_is_flagged() -> None:
    picked = pd.Series(list("AAABBB"))

    assert maybe_wrong_key(distractors(picked, pd.Series([1, 2, 3, 4, 5, 6]), "A"))
