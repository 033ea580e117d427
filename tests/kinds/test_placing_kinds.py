"""Find the mistakes, build from parts, read the chart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kit.kinds.build import Example, Rule
from kit.kinds.find_mistakes import Entry
from kit.kinds.read_chart import Series
from tests.conftest import SAMPLES

LEDGER, AGENDA, CHART = SAMPLES["find-mistakes"], SAMPLES["build-from-parts"], SAMPLES["read-chart"]


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ({"line-2": "sum", "line-3": "date"}, 1.0),
        ({"line-2": "sum"}, 0.5),
        ({"line-2": "date"}, 0.25),  # found, for another reason
        ({"line-1": "sum", "line-2": "sum", "line-3": "date"}, 0.5),  # a false alarm costs a find
        ({"line-1": "sum"}, 0.0),
    ],
)
def test_false_alarms_cost_what_finds_earn(answer: dict, points: float) -> None:
    assert LEDGER.check(answer).points == pytest.approx(points)


def test_verdict_counts_finds_and_false_alarms_and_does_not_betray_the_rest() -> None:
    verdict = LEDGER.check({"line-1": "sum", "line-2": "sum"})

    assert "Tìm ra 1 trên 2" in verdict.words[0] and "1 dòng đúng" in verdict.words[1]
    assert set(verdict.parts) == {"line-1", "line-2"}


def test_a_line_found_for_another_reason_is_told_so() -> None:
    part = LEDGER.check({"line-2": "date"}).parts["line-2"]

    assert not part.right and "lỗi khác" in part.words and "30" not in part.words


@pytest.mark.parametrize(
    "change",
    [
        {"entries": tuple(replace(e, mistake=None) for e in LEDGER.entries)},
        {"entries": tuple(replace(e, mistake="sum") for e in LEDGER.entries)},
        {"entries": (*LEDGER.entries, Entry(id="x", cells=("một",)))},
        {"entries": (*LEDGER.entries[:2], replace(LEDGER.entries[2], mistake="nothing"))},
    ],
)
def test_author_of_a_ledger_is_told(change: dict) -> None:
    assert "entries" in [s.field for s in replace(LEDGER, **change).slips()]


@pytest.mark.parametrize("pieces", [("opening", "talk"), ("talk", "vote")])
def test_several_builds_are_right(pieces: tuple[str, str]) -> None:
    assert AGENDA.check(dict(zip(("slot-1", "slot-2"), pieces, strict=True))).status == "correct"


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        (("opening", "vote"), "thiếu phần người dân"),
        (("talk", "opening"), "đứng sau"),
        (("report", "opening"), "dài hơn 60 phút"),
    ],
)
def test_a_broken_rule_says_what_is_missing(pieces: tuple[str, str], told: str) -> None:
    verdict = AGENDA.check(dict(zip(("slot-1", "slot-2"), pieces, strict=True)))

    assert verdict.status == "partly" or verdict.points == 0
    assert any(told in words for words in verdict.words)
    assert any("phút" in words for words in verdict.words), "the sum of the minutes is told"


def test_a_part_used_twice_is_asked_again() -> None:
    assert "hai lần" in AGENDA.check({"slot-1": "talk", "slot-2": "talk"}).words[0]


def test_a_rule_may_bind_only_when_a_part_is_used() -> None:
    rule = Rule(text="t", feedback="f", when=("report",), forbids=("talk",))

    assert AGENDA.keeps(rule, ["opening", "talk"])
    assert not AGENDA.keeps(rule, ["report", "talk"])
    assert not AGENDA.keeps(Rule(text="t", feedback="f", least=Decimal(90)), ["opening", "talk"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"examples": AGENDA.examples[:1]}, "examples"),
        ({"examples": (Example(pieces=("opening", "vote")), Example(pieces=("talk", "vote")))}, "examples"),
        ({"examples": (Example(pieces=("opening",)), Example(pieces=("talk", "vote")))}, "examples"),
        ({"rules": (*AGENDA.rules, Rule(text="t", feedback="f", needs=("nothing",)))}, "rules"),
        ({"pieces": AGENDA.pieces[:1]}, "slots"),
        ({"pieces": (*AGENDA.pieces, replace(AGENDA.pieces[0], id="x", slots=("slot-9",)))}, "pieces"),
        ({"rules": (*AGENDA.rules, Rule(text="t", feedback="f", first="opening"))}, "rules"),
    ],
)
def test_author_of_a_build_is_told(change: dict, field: str) -> None:
    assert field in [s.field for s in replace(AGENDA, **change).slips()]


def test_author_of_a_chart_is_told_of_figures_that_do_not_fit_the_columns() -> None:
    data = replace(CHART.data, series=(Series(name="Nữ", values=(Decimal(1),)),))

    assert "data" in [s.field for s in replace(CHART, data=data).slips()]
    assert "questions" in [s.field for s in replace(CHART, questions=(replace(CHART.questions[0], key="x"),)).slips()]


def test_chart_is_drawn_from_the_very_figures_and_described() -> None:
    from kit.charts import draw

    one, two = draw(CHART.data), draw(replace(CHART.data, shape="lines"))

    assert one.alt == CHART.data.alt and one.svg.startswith("<?xml") and one.svg != two.svg
    assert draw(CHART.data).svg == one.svg, "the same chart on every machine"
