from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from tests.conftest import SAMPLES

MATCHING, SORTING = SAMPLES["matching"], SAMPLES["sorting"]


def test_a_guess_earns_nothing_on_the_average_scale() -> None:
    """Of all ways to place the cards, only the right one is correct, and the mean stays low."""
    ways = [
        dict(zip([i.id for i in MATCHING.items], way, strict=True))
        for way in product([p.id for p in MATCHING.places], repeat=3)
    ]
    points = [MATCHING.check(way).points for way in ways]

    assert points.count(1.0) == 1
    assert sum(points) / len(points) < 0.2


def test_every_wrong_row_brings_its_own_word_and_right_rows_none() -> None:
    verdict = MATCHING.check({"loan": "health", "birth": "health", "vaccine": "health"})

    assert verdict.parts["loan"].words and not verdict.parts["birth"].words
    assert verdict.status == "partly"


def test_a_second_right_place_is_accepted() -> None:
    items = tuple(replace(i, also=("police",)) if i.id == "loan" else i for i in MATCHING.items)

    assert (
        replace(MATCHING, items=items).check({"loan": "police", "birth": "health", "vaccine": "health"}).status
        == "correct"
    )


def test_rows_left_open_are_counted() -> None:
    assert "2" in MATCHING.check({"loan": "bank"}).words[0]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (replace(MATCHING, items=tuple(replace(i, place="nowhere") for i in MATCHING.items)), "nowhere"),
        (replace(SORTING, items=tuple(replace(i, place="bank") for i in SORTING.items)), "ít nhất một thẻ"),
        (replace(SORTING, items=SORTING.items[:2]), "ít nhất 3 dòng"),
    ],
)
def test_author_is_told(changed, words: str) -> None:
    assert any(words in slip.sentence for slip in changed.slips())
