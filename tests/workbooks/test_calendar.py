"""The year's dialogues: as many as can be held, where and when they can, and a word for the others."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.vietnamese import parse_date
from kit.workbooks import Book, Shelf, check_book
from kit.workbooks.book import NotABook
from kit.workbooks.calendar import arrange
from kit.workdays import is_working_day
from tests.conftest import ROOT

WORKBOOK = Shelf(ROOT).get("dialogue-calendar")


def year(clusters: list[dict], *, teams: int = 2, each: int = 2, closed: tuple[int, ...] = ()) -> Book:
    about = {"area": "Tỉnh giả định", "year": "2026", "teams": str(teams), "each": str(each)}
    months = [{"month": str(m), "reason": "nghỉ"} for m in closed]
    return Book.of(WORKBOOK, {"about": [about], "clusters": clusters, "months": months})


def rows(book: Book) -> list[tuple[date, str, str]]:
    return [(parse_date(r["day"]), r["cluster"], r["team"]) for r in book.rows("schedule")]


def test_everything_fits_where_there_is_room_and_is_spread_over_the_year() -> None:
    book, lines = arrange(year([{"cluster": f"Cụm {n}", "quota": "4"} for n in range(1, 7)]))
    months = Counter(day.month for day, _, _ in rows(book))

    assert lines[0] == "Đã xếp 24 trên 24 cuộc."
    assert set(months.values()) == {2}, "two a month, all year long"
    for n in range(1, 7):
        assert len({day.month for day, cluster, _ in rows(book) if cluster == f"Cụm {n}"}) == 4
    assert not [f for f in check_book(book, date(2026, 1, 1)) if f.rule]


def test_market_days_harvest_and_closed_months_are_avoided() -> None:
    cluster = {"cluster": "Cụm chợ", "quota": "9", "harvest": "5, 10", "market": "Thứ Năm"}
    book, _ = arrange(year([cluster], closed=(2,)))
    days = [day for day, _, _ in rows(book)]

    assert len(days) == 9
    assert not {day.month for day in days} & {2, 5, 10}
    assert all(day.weekday() != 3 and is_working_day(day) for day in days)


def test_what_does_not_fit_is_said_with_its_reason() -> None:
    clusters = [
        {"cluster": "Cụm cao", "quota": "2", "harvest": "1,2,3,4,5,6,7,8,9,10,11,12"},
        {"cluster": "Cụm đông", "quota": "30"},
    ]
    book, lines = arrange(year(clusters, teams=1, each=2))

    assert len(rows(book)) == 24
    assert "Cụm cao: còn 2 cuộc chưa có chỗ, vì cả năm là tháng nghỉ hoặc mùa vụ." in lines
    assert any(line.startswith("Cụm đông: còn 6 cuộc") and "2 cuộc một tháng" in line for line in lines)


def test_a_plan_without_its_year_is_refused_in_words() -> None:
    with pytest.raises(NotABook, match="năm, số nhóm điều hành"):
        arrange(Book.blank(WORKBOOK))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 14), st.sets(st.integers(1, 12), max_size=11)), min_size=1, max_size=6),
    st.integers(1, 3),
    st.integers(1, 3),
)
def test_strength_is_kept_and_nobody_gets_more_than_the_quota(wanted: list, teams: int, each: int) -> None:
    clusters = [
        {"cluster": f"Cụm {n}", "quota": str(quota), "harvest": ", ".join(map(str, sorted(harvest)))}
        for n, (quota, harvest) in enumerate(wanted)
    ]
    book, lines = arrange(year(clusters, teams=teams, each=each))
    placed = rows(book)

    assert max(Counter(day.month for day, _, _ in placed).values(), default=0) <= teams * each
    for n, (quota, harvest) in enumerate(wanted):
        mine = [day for day, cluster, _ in placed if cluster == f"Cụm {n}"]
        assert len(mine) <= quota and not {day.month for day in mine} & harvest
        told = next((int(re.search(r"còn (\d+)", line)[1]) for line in lines if line.startswith(f"Cụm {n}:")), 0)  # type: ignore[index]
        assert len(mine) + told == quota
