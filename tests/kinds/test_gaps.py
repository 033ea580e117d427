from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import SAMPLES

GAPS = SAMPLES["gap-text"]


def test_each_gap_has_its_verdict_and_its_share() -> None:
    verdict = GAPS.check({"ways": "hai", "days": "10"})

    assert (verdict.points, verdict.status) == (0.5, "partly")
    assert verdict.parts["ways"].right and not verdict.parts["days"].right
    assert verdict.parts["days"].words == "Sai vì lẫn với số khác."


@pytest.mark.parametrize("days", ["7", " 7 ", "bảy", "bay", "07"])
def test_spelling_is_judged_as_a_person_would(days: str) -> None:
    assert GAPS.check({"ways": "Hai", "days": days}).status == "correct"


def test_gaps_left_open_are_counted() -> None:
    assert "1" in GAPS.check({"ways": "hai", "days": " "}).words[0]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (replace(GAPS, text="Không có chỗ trống."), "text"),
        (replace(GAPS, text="Thừa [[ways]] [[days]] [[more]]."), "text"),
        (replace(GAPS, bank=("hai", "một")), "bank"),
        (replace(GAPS, gaps=GAPS.gaps[::-1]), "gaps"),  # keys are numbered as listed
    ],
)
def test_author_is_told(changed, field: str) -> None:
    assert [slip.field for slip in changed.slips()] == [field]
