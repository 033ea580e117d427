"""The year's dialogues: as many as can be held, where and when they can, and a word for the others."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.vietnamese import parse_date
from kit.workbooks import Book, Shelf, check_book
from kit.workbooks.book import NotABook
from kit.workbooks.calendar import arrange, months_in
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


# ── against an independent answer ──
def most_that_fit(book: Book) -> int:
    """How many dialogues any plan could hold: dialogues matched with days of teams, where no month's strength binds."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    about = book.values["about"][0]
    closed = {int(row["month"]) for row in book.values["months"]}
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    slots = [day for day in days if is_working_day(day) and day.month not in closed for _ in range(int(about["teams"]))]
    names = {"Thứ Hai": 0, "Thứ Ba": 1, "Thứ Tư": 2, "Thứ Năm": 3, "Thứ Sáu": 4}
    wanted = [row for row in book.values["clusters"] for _ in range(int(row["quota"]))]
    if not slots or not wanted:
        return 0
    fits = np.array([[day.weekday() != names.get(row["market"] or "", 9) for day in slots] for row in wanted])
    return int((maximum_bipartite_matching(csr_matrix(fits)) >= 0).sum())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(["", "Thứ Hai", "Thứ Tư", "Thứ Sáu"])), min_size=1, max_size=3
    ),
    st.integers(1, 2),
    st.sampled_from([(2,), (2, 3), (8,)]),
)
def test_no_plan_holds_more_when_days_run_out(wanted: list, teams: int, open_: tuple[int, ...]) -> None:
    closed = tuple(month for month in range(1, 13) if month not in open_)
    clusters = [{"cluster": f"Cụm {n}", "quota": str(q), "market": m} for n, (q, m) in enumerate(wanted)]
    book = year(clusters, teams=teams, each=31, closed=closed)

    arranged, _ = arrange(book)

    assert len(rows(arranged)) == most_that_fit(book)


def brute(quotas: list[int], open_to: list[set[int]], strength: int) -> int:
    """The most that fit into months of so much strength, by trying everything."""
    if not quotas:
        return 0
    best = 0

    def place(cluster: int, left: dict[int, int], placed: int) -> None:
        nonlocal best
        if cluster == len(quotas):
            best = max(best, placed)
            return
        months = sorted(open_to[cluster])
        for share in itertools.product(*(range(min(quotas[cluster], left[m]) + 1) for m in months)):
            if sum(share) <= quotas[cluster]:
                place(
                    cluster + 1,
                    left | {m: left[m] - n for m, n in zip(months, share, strict=True)},
                    placed + sum(share),
                )

    place(0, dict.fromkeys(range(1, 4), strength), 0)
    return best


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(1, 3))), min_size=1, max_size=3),
    st.integers(1, 2),
)
def test_no_plan_holds_more_when_strength_runs_out(wanted: list, each: int) -> None:
    clusters = [
        {"cluster": f"Cụm {n}", "quota": str(q), "harvest": ",".join(str(m) for m in range(1, 4) if m not in open_)}
        for n, (q, open_) in enumerate(wanted)
    ]
    arranged, _ = arrange(year(clusters, teams=1, each=each, closed=tuple(range(4, 13))))

    assert len(rows(arranged)) == brute([q for q, _ in wanted], [o for _, o in wanted], each)


def test_each_team_has_its_own_capacity() -> None:
    """One team got everything once."""
    arranged, _ = arrange(year([{"cluster": f"Cụm {n}", "quota": "8"} for n in range(6)], teams=3, each=2))
    by_team = Counter((day.month, team) for day, _, team in rows(arranged))

    assert len(rows(arranged)) == 48
    assert max(by_team.values()) <= 2
    assert {team for _, _, team in rows(arranged)} == {"1", "2", "3"}
    assert not [f for f in check_book(arranged, date(2026, 1, 1)) if f.rule == "one-day-a-team"]


def test_a_cluster_on_two_lines_wants_both_quotas() -> None:
    arranged, lines = arrange(year([{"cluster": "Cụm 1", "quota": "2", "harvest": "5"}, {"cluster": "cụm 1", "quota": "3", "harvest": "6"}]))  # fmt: skip

    assert lines[0] == "Đã xếp 5 trên 5 cuộc."
    assert not {day.month for day, _, _ in rows(arranged)} & {5, 6}


@pytest.mark.parametrize(
    ("text", "months"),
    [("5, 10", {5, 10}), ("5-7", {5, 6, 7}), ("tháng 5 đến tháng 7", {5, 6, 7}), ("5–7 và 10", {5, 6, 7, 10}), ("11 - 2", {11, 12, 1, 2}), ("quý II", {4, 5, 6}), ("Tháng 3/2026", {3}), ("từ tháng 9 tới hết tháng 10", {9, 10}), ("", set())],
)  # fmt: skip
def test_months_are_read_as_people_list_them(text: str, months: set) -> None:
    assert months_in(text) == months


@pytest.mark.parametrize(
    ("cluster", "told"),
    [
        ({"quota": "-3"}, "phải là số nguyên"),
        ({"quota": "2,5"}, "phải là số nguyên"),
        ({"quota": "2", "harvest": "mùa mưa"}, "không hiểu tháng"),
        ({"quota": "2", "harvest": "5, 13"}, "không hiểu tháng"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_words(cluster: dict, told: str) -> None:
    with pytest.raises(NotABook, match=told):
        arrange(year([{"cluster": "Cụm 1", **cluster}]))


def test_reasons_are_true() -> None:
    _, days = arrange(
        year([{"cluster": "Cụm chợ", "quota": "60", "market": "Thứ Hai"}], teams=1, each=31, closed=tuple(range(2, 13)))
    )
    _, strength = arrange(year([{"cluster": "Cụm đông", "quota": "60"}], teams=1, each=2, closed=tuple(range(2, 13))))

    assert "đã kín (mỗi ngày 1 nhóm)" in days[1] and "đủ số cuộc" not in days[1]
    assert "đã đủ số cuộc làm được (2 cuộc một tháng)" in strength[1]


def test_a_year_without_holidays_is_refused_and_uncertain_days_are_told() -> None:
    later = year([{"cluster": "Cụm 1", "quota": "2"}])
    later.sheets["about"][0]["year"] = "2031"
    next_year = year([{"cluster": "Cụm 1", "quota": "2"}])
    next_year.sheets["about"][0]["year"] = "2027"

    with pytest.raises(NotABook, match="2031"):
        arrange(later)
    assert any("11/02/2027" in line and "chưa có thông báo chính thức" in line for line in arrange(next_year)[1])


def test_ten_clusters_of_three_hundred_are_planned_whole() -> None:
    """38 seconds once; the plan is exact, and the benchmark holds its time."""
    arranged, lines = arrange(year([{"cluster": f"Cụm {n}", "quota": "300"} for n in range(10)], teams=20, each=15))

    assert lines[0] == "Đã xếp 3000 trên 3000 cuộc."
    assert max(Counter((day, team) for day, _, team in rows(arranged)).values()) == 1
