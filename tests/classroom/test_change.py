"""Before and after, and what may be said of few people."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from kit.classroom.change import change, mean_interval, normalised_gain
from kit.classroom.disclosure import allowed, can_part, grouped, with_rules

# Student's sleep data (1908, Biometrika 6: 1-25): hours gained with two drugs by the same ten patients.
DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_paired_interval_is_the_one_that_student_found() -> None:
    """R: t.test(extra ~ group, sleep, paired): mean 1.58, 95 % from 0.7001142 to 2.4598858."""
    found = change(pd.Series(DRUG_1), pd.Series(DRUG_2))

    assert found.mean_change == pytest.approx(1.58)
    assert (found.mean_low, found.mean_high) == pytest.approx((0.7001142, 2.4598858), abs=1e-6)
    assert (found.up, found.same, found.down) == (9, 1, 0)


def test_people_without_a_pair_are_told_and_not_dropped_silently() -> None:
    before = pd.Series({"HV001": 0.5, "HV002": 0.4, "HV003": 0.2})
    after = pd.Series({"HV001": 0.7, "HV003": 0.2, "HV009": 1.0})

    found = change(before, after)

    assert (found.n, found.only_before, found.only_after) == (2, ["HV002"], ["HV009"])
    assert found.mean_before == pytest.approx(0.35)


def test_gain_is_of_class_means_and_undefined_where_nothing_was_left_to_learn() -> None:
    assert normalised_gain(0.5, 0.75) == pytest.approx(0.5)
    assert math.isnan(normalised_gain(1.0, 1.0))


def test_nobody_paired_raises_nothing() -> None:
    found = change(pd.Series({"a": 0.5}), pd.Series({"b": 0.5}))

    assert found.n == 0 and math.isnan(found.mean_change) and math.isnan(found.gain)


def test_one_pair_has_no_interval() -> None:
    assert all(math.isnan(edge) for edge in mean_interval(pd.Series([0.2])))


def test_few_people_bear_counts_alone() -> None:
    assert allowed(9) == {"counts"}
    assert allowed(10) == allowed(29) == {"counts", "shares"}
    assert allowed(30) == {"counts", "shares", "correlations"}


def test_figures_that_few_people_do_not_bear_are_left_away() -> None:
    statistics = pd.DataFrame({"n": [9, 29, 30], "difficulty": 0.5, "sd": 0.5, "item_rest": 0.3, "item_total": 0.4, "discrimination": 0.2})  # fmt: skip

    shown = with_rules(statistics)

    assert shown["difficulty"].isna().tolist() == [True, False, False]
    assert shown["item_rest"].isna().tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        pytest.param({"A": 50, "B": 20}, {"A": 50, "B": 20}, id="all-large"),
        pytest.param({"A": 50, "B": 3, "C": 4}, {"A": 50, "rest": 7}, id="small-ones-together"),
        pytest.param({"A": 50, "B": 8, "C": 3}, {"A": 50, "rest": 11}, id="one-small-takes-the-next"),
        pytest.param({"A": 50, "B": 3}, {"rest": 53}, id="else-the-total-would-tell"),
        pytest.param({"A": 2, "B": 1}, {}, id="nothing-can-be-shown"),
        pytest.param({"A": 50, "B": 0}, {"A": 50}, id="empty-groups-go"),
    ],
)
def test_no_group_under_five_can_be_told_or_worked_out(counts: dict[str, int], shown: dict[str, int]) -> None:
    assert grouped(pd.Series(counts), "rest").to_dict() == shown


def test_two_groups_stand_side_by_side_only_when_both_are_large_enough() -> None:
    assert can_part(pd.Series({"room": 60, "online": 80}))
    assert not can_part(pd.Series({"room": 60, "online": 4}))
    assert not can_part(pd.Series({"room": 60}))
