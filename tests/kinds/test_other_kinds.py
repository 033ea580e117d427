from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from tests.conftest import SAMPLES

NUMBER, ORDER, TRUE_FALSE, REFLECTION = (SAMPLES[k] for k in ("number", "order", "true-false", "reflection"))


@pytest.mark.parametrize("typed", ["450", " 450 ", "450 người", "450người", "450,0", "+450"])
def test_number_is_read_as_people_write_it(typed: str) -> None:
    assert NUMBER.check(typed).status == "correct"


@pytest.mark.parametrize("typed", ["bốn trâm", "4 5 0 0 0 5", "12/5", "450 con", "=450", "NaN", "1e3", "∞"])
def test_what_is_no_number_is_asked_again_and_not_called_wrong(typed: str) -> None:
    verdict = NUMBER.check(typed)

    assert verdict.status == "unanswered"
    assert typed[:5] in verdict.words[0]


def test_near_miss_brings_its_own_word() -> None:
    assert NUMBER.check("59").words == ("Đó là phép cộng. Ở đây cần nhân.",)


def test_other_wrong_number_is_read_back() -> None:
    assert "1.234,5 người" in NUMBER.check("1234,5").words[0]


def test_tolerance_counts_at_its_edge_and_not_beyond() -> None:
    loose = replace(NUMBER, tolerance=Decimal("0.5"))

    assert loose.check("450,5").status == "correct"
    assert loose.check("450,51").status == "wrong"


def test_percent_may_be_typed_or_left_out() -> None:
    percent = replace(NUMBER, unit="%", value=Decimal(59), near=())

    assert {percent.check(t).status for t in ("59", "59%", "59 %")} == {"correct"}


def test_author_is_told_of_a_near_miss_that_is_right() -> None:
    assert [s.field for s in replace(NUMBER, value=Decimal(59)).slips()] == ["near"]


def test_order_points_fall_with_the_number_of_wrong_pairs() -> None:
    points = {p: ORDER.check(list(p)).points for p in permutations(ORDER.key)}

    assert points[ORDER.key] == 1
    assert points[ORDER.key[::-1]] == 0
    assert sum(points.values()) / len(points) < 0.35, "a guess earns little"


def test_order_untouched_is_not_an_answer() -> None:
    assert ORDER.check(None).status == "unanswered"
    assert ORDER.check(["step-2", "step-1"]).status == "unanswered", "half a list is no order"


def test_common_swap_is_named() -> None:
    assert "Chưa làm việc đầu" in ORDER.check(["step-1", "step-2", "step-3"]).words[0]


def test_author_is_told_when_steps_already_stand_in_order() -> None:
    slips = replace(ORDER, items=tuple(sorted(ORDER.items, key=lambda i: ORDER.key.index(i.id)))).slips()

    assert [s.field for s in slips] == ["items"]


def test_statements_each_have_a_verdict() -> None:
    verdict = TRUE_FALSE.check({"claim-1": True, "claim-2": True})

    assert (verdict.parts["claim-1"].right, verdict.parts["claim-2"].right) == (True, False)


def test_half_right_statements_earn_what_guessing_earns() -> None:
    assert TRUE_FALSE.check({"claim-1": True, "claim-2": True}).points == 0


def test_statements_left_open_are_counted_and_not_judged() -> None:
    verdict = TRUE_FALSE.check({"claim-1": True})

    assert verdict.status == "unanswered"
    assert "1" in verdict.words[0]


def test_reflection_is_recorded_without_points() -> None:
    verdict = REFLECTION.check({"text": "một hai ba bốn năm sáu", "ticks": [0, 0, 7]})

    assert (verdict.status, verdict.points) == ("recorded", None)
    assert "1 trên 2" in verdict.words[0], "a tick counts once, and only where there is a line"


def test_a_few_words_are_not_yet_a_reflection() -> None:
    assert "Mới viết 2 chữ" in REFLECTION.check({"text": "một hai", "ticks": []}).words[0]


@pytest.mark.parametrize(
    ("unit", "typed"),
    [("tỷ đồng", "1,5 tỷ"), ("tỷ đồng", "1,5 tỷ đồng"), ("tỷ đồng", "1,5"), ("tỷ đồng", "1,5 ty dong")],
)
def test_scale_word_of_the_unit_may_be_typed(unit: str, typed: str) -> None:
    assert replace(NUMBER, unit=unit, value=Decimal("1.5"), near=()).check(typed).status == "correct"


@pytest.mark.parametrize("typed", ["1.500.000đ", "1.500.000 đồng", "1,5 triệu", "1 500 000"])
def test_money_is_read_as_it_is_written(typed: str) -> None:
    assert replace(NUMBER, unit="đồng", value=Decimal(1_500_000), near=()).check(typed).status == "correct"


SHORT = SAMPLES["short-answer"]


@pytest.mark.parametrize("typed", ["hai chiều", "Hai chiều.", "2 chiều", "hai chieu", "hai chieeuf"])
def test_short_answer_takes_what_a_person_would_take(typed: str) -> None:
    assert SHORT.check(typed).status == "correct"


def test_marks_left_out_are_accepted_with_a_word() -> None:
    assert "viết đủ dấu" in SHORT.check("hai chieu").words[0]


def test_marks_left_out_are_refused_where_they_are_the_point() -> None:
    assert replace(SHORT, marks_matter=True).check("hai chieu").status == "wrong"


def test_near_text_brings_its_own_word_however_it_is_spelled() -> None:
    assert SHORT.check("Một chiêu").status == "wrong"
    assert SHORT.check("mot chieu").words == ("Một chiều là tuyên truyền.",)


def test_author_is_told_of_a_near_text_that_is_right() -> None:
    assert [s.field for s in replace(SHORT, accept=("một chiều",)).slips()] == ["near"]
