"""A table worked out from its figures: the key cannot be wrong, and the wrong step is named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.kinds.calculation_cells import Column, Fill, Row, WrongStep
from kit.kinds.formula import BadFormula, evaluate
from tests.conftest import SAMPLES

TABLE = SAMPLES["calculation-table"]
RIGHT = TABLE.key_answer()


def cell(typed: str, name: str = "hamlet-1.share", exercise=TABLE):
    return exercise.check({**exercise.key_answer(), name: typed}).parts[name]


def test_key_is_worked_out_from_the_figures() -> None:
    assert RIGHT == {"hamlet-1.share": "40", "hamlet-2.share": "70", "hamlet-3.share": "-"}


@pytest.mark.parametrize("typed", ["40", "40,0", "40%", "40 %", "40.0", "bốn mươi"])
def test_a_right_figure_is_right_however_it_is_written(typed: str) -> None:
    assert cell(typed).right


THIRDS = replace(TABLE, rows=(Row(id="r", title="Một phần ba", values=("1", "3")),))


@pytest.mark.parametrize(
    ("typed", "right"), [("33,3", True), ("33,33", True), ("33,333", True), ("33", False), ("33,4", False)]
)
def test_rounding_is_accepted_as_told_or_closer(typed: str, right: bool) -> None:
    judged = cell(typed, "r.share", THIRDS)

    assert judged.right is right
    assert right or "làm tròn" in judged.words


@pytest.mark.parametrize("typed", ["40,4", "39,6", "40,49"])
def test_what_is_farther_than_rounding_is_wrong(typed: str) -> None:
    whole = replace(TABLE, fills=(replace(TABLE.fills[0], decimals=0, mistakes=()),))

    assert not cell(typed, exercise=whole).right


def test_ties_are_exact() -> None:
    """5 : 14 × 21 is 7,5 exactly; a quotient cut off after some digits would round down to 7."""
    columns = (Column(id="a", title="a"), Column(id="b", title="b"), Column(id="c", title="c"))
    fill = Fill(id="x", title="x", formula="[a] / [b] * [c]")
    table = replace(TABLE, columns=columns, rows=(Row(id="r", title="r", values=("5", "14", "21")),), fills=(fill,))

    assert table.key_answer() == {"r.x": "8"}


def test_a_sum_with_a_missing_figure_is_unknown() -> None:
    fill = Fill(id="x", title="x", formula="[*.women]")

    assert replace(TABLE, fills=(fill,)).slips()[0].sentence.startswith("Không ô nào")


def test_a_unit_may_be_written_and_a_wrong_one_is_told() -> None:
    people = replace(TABLE, fills=(Fill(id="x", title="x", unit="người", formula="[all] - 5"),))

    assert cell("40 người", "hamlet-1.x", people).right and cell("40 nguoi", "hamlet-1.x", people).right
    assert people.check({**people.key_answer(), "hamlet-1.x": "40 kg"}).status == "unanswered"


def test_half_is_rounded_up() -> None:
    halves = replace(TABLE, rows=(Row(id="r", title="r", values=("1", "8")),))  # 12,5
    whole = replace(halves, fills=(replace(TABLE.fills[0], decimals=0, mistakes=()),))

    assert whole.key_answer() == {"r.share": "13"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [("18", "tổng của cả ba cụm"), ("0,4", "Nhân với 100"), ("99", "số nào chia cho số nào"), ("-", "tính được")],
)
def test_the_wrong_step_is_named(typed: str, told: str) -> None:
    assert told in cell(typed).words


@pytest.mark.parametrize("typed", ["-", "–", "không tính được", "khong co so lieu"])
def test_what_cannot_be_known_is_said_so(typed: str) -> None:
    assert cell(typed, "hamlet-3.share").right


@pytest.mark.parametrize("typed", ["0", "0%", "48"])
def test_missing_is_not_nothing(typed: str) -> None:
    judged = cell(typed, "hamlet-3.share")

    assert not judged.right and "không coi chỗ thiếu là 0" in judged.words


def test_a_filled_column_may_build_on_another() -> None:
    gap = Fill(id="gap", title="Còn cách 50 %", unit="điểm %", decimals=1, formula="50 - [share]")
    two = replace(TABLE, fills=(*TABLE.fills, gap))

    assert two.slips() == []
    assert two.key_answer()["hamlet-1.gap"] == "10" and two.key_answer()["hamlet-3.gap"] == "-"


def test_a_total_row_is_left_out_of_sums() -> None:
    rows = (*TABLE.rows[:2], Row(id="sum", title="Tổng", values=("39", "75"), total=True))
    part = Fill(id="part", title="Phần", formula="[women] / [*.women] * 100", decimals=0)

    assert replace(TABLE, rows=rows, fills=(part,)).key_answer()["sum.part"] == "100"


def test_an_unreadable_cell_is_named_by_row_and_column() -> None:
    words = TABLE.check({**RIGHT, "hamlet-2.share": "bảy mấy"}).words[0]

    assert "bảy mấy" in words and "Cụm 2" in words and "Tỷ lệ nữ" in words


def test_workings_show_each_sum_with_its_numbers() -> None:
    assert "18 : 45 × 100 = **40%**" in TABLE.workings()
    assert "không tính được" in TABLE.workings()


@pytest.mark.parametrize(
    "fill",
    [
        Fill(id="x", title="x", formula="[men] / 2"),
        Fill(id="x", title="x", formula="[nobody.women]"),
        Fill(id="x", title="x", formula="[women] ** 2"),
        Fill(id="x", title="x", formula="__import__('os')"),
        Fill(id="x", title="x", formula="[women] +"),
        Fill(id="x", title="x", formula="[x] + 1"),
        Fill(id="x", title="x", formula="True"),
        Fill(id="x", title="x", formula="c0 + [women]"),
        Fill(id="x", title="x", formula="1e400 * [women]"),
        Fill(id="x", title="x", formula="[all] / 0"),
        Fill(id="x", title="x", formula="[all]", decimals=-1),
        Fill(id="x", title="x", formula="[all]", rows=("hamlet-9",)),
        Fill(id="x", title="x", formula="[women]", mistakes=(WrongStep(formula="[women] * 1", feedback="?"),)),
    ],
)
def test_author_is_told_of_a_formula_that_cannot_work(fill: Fill) -> None:
    assert [s.field for s in replace(TABLE, fills=(fill,)).slips()] == ["fills"]


def test_author_is_told_of_a_row_of_another_length_and_of_what_is_no_figure() -> None:
    rows = (Row(id="a", title="a", values=("1",)), Row(id="b", title="b", values=("1", "nhiều")))

    assert [s.field for s in replace(TABLE, rows=rows).slips()] == ["rows", "rows"]
    assert [s.field for s in replace(TABLE, columns=(Column(id="women", title="x"),) * 2).slips()] == ["columns"]


@given(st.text(alphabet="0123456789+-*/()[]abc. ", max_size=30))
def test_any_formula_is_worked_out_or_refused(formula: str) -> None:
    try:
        value = evaluate(formula, lambda name: Fraction(7))
    except BadFormula:
        return
    assert value is None or isinstance(value, Fraction)


@pytest.mark.parametrize("formula", ["[0]0", "[a]1", "1[a]", "[a][b]", "2 [a]"])
def test_cell_that_runs_into_a_figure_is_refused_and_no_other_cell_is_read(formula: str) -> None:
    with pytest.raises(BadFormula):
        evaluate(formula + " + [x]" * 12, lambda name: Fraction(7))


def test_dividing_by_nought_is_unknown_and_not_an_error() -> None:
    assert evaluate("1 / [zero]", lambda _: Fraction(0)) is None
