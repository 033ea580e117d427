"""The year's dialogues laid into months and days, as evenly as the facilitators' strength allows.

Which month each dialogue falls into is a flow of least cost (networkx): from village clusters over the
months open to them into months of limited strength, where every further dialogue of a month costs more
than the one before. What the flow cannot carry does not fit; no other plan would carry more.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from kit.messages import say
from kit.vietnamese import format_date
from kit.workbooks.book import Book, NotABook
from kit.workdays import is_working_day, known_years

MONTHS = range(1, 13)


def arrange(book: Book) -> tuple[Book, list[str]]:
    """The book with its schedule filled, and a line for whatever does not fit and why. Raises NotABook."""
    about = book.values["about"][0]
    year, teams, each = (about.get(name) for name in ("year", "teams", "each"))
    if not all(isinstance(value, Decimal) and 0 < value <= 9999 for value in (year, teams, each)):
        raise NotABook(say("Trang đầu cần: năm, số nhóm điều hành, mỗi nhóm mấy cuộc một tháng."))
    closed = {int(row["month"]) for row in book.values["months"] if isinstance(row["month"], Decimal)}
    clusters = [row for row in book.values["clusters"] if row["cluster"] and isinstance(row["quota"], Decimal)]
    wanted = {str(row["cluster"]): int(row["quota"]) for row in clusters}  # type: ignore[arg-type]
    open_to = {str(row["cluster"]): [m for m in MONTHS if m not in closed | _harvest(row)] for row in clusters}
    strength = int(teams) * int(each)  # type: ignore[arg-type]
    carried = _flow(wanted, open_to, strength)
    days = _days(int(year), int(teams), carried, {str(row["cluster"]): str(row["market"] or "") for row in clusters})  # type: ignore[arg-type]
    rows = [{"day": format_date(day), "cluster": cluster, "team": str(team)} for day, cluster, team in sorted(days)]
    lines = _unplaced(wanted, open_to, Counter(cluster for _, cluster, _ in days), strength)
    if int(year) not in known_years():  # type: ignore[arg-type]
        lines.append(say("Chưa có lịch nghỉ lễ năm {year}: chỉ mới tránh cuối tuần.", year=int(year)))  # type: ignore[arg-type]
    return Book.of(book.workbook, {**book.sheets, "schedule": rows}), lines


def _harvest(row: dict[str, Any]) -> set[int]:
    return {int(n) for n in re.findall(r"\d+", str(row["harvest"] or "")) if 1 <= int(n) <= 12}


def _flow(wanted: dict[str, int], open_to: dict[str, list[int]], strength: int) -> dict[str, dict[int, int]]:
    """How many dialogues of each cluster fall into each month."""
    import networkx

    graph = networkx.DiGraph()
    for cluster, quota in wanted.items():
        graph.add_edge("all", ("cluster", cluster), capacity=quota, weight=0)
        months = open_to[cluster]
        for month in months:  # spread: the second dialogue of a cluster in a month only when the first are spent
            graph.add_edge(("cluster", cluster), ("slot", cluster, month), capacity=quota, weight=0)
            _rising(graph, ("slot", cluster, month), ("month", month), quota, 100)
    for month in MONTHS:
        if ("month", month) in graph:
            _rising(graph, ("month", month), "done", strength, 1)
    if "done" not in graph or "all" not in graph:
        return {cluster: {} for cluster in wanted}
    flow = networkx.max_flow_min_cost(graph, "all", "done")
    return {c: {m: n for m in open_to[c] if (n := flow[("cluster", c)][("slot", c, m)])} for c in wanted}


def _rising(graph: Any, start: Any, end: Any, most: int, price: int) -> None:
    """An edge whose every further unit costs `price` more than the one before."""
    for n in range(most):
        graph.add_edge(start, (start, end, n), capacity=1, weight=price * n)
        graph.add_edge((start, end, n), end, capacity=1, weight=0)


def _days(
    year: int, teams: int, carried: dict[str, dict[int, int]], markets: dict[str, str]
) -> list[tuple[date, str, int]]:
    """A working day and a team for each; not on the cluster's market day, the month's days used evenly."""
    from kit.vietnamese import slug

    weekdays = {
        slug(name): n
        for n, name in enumerate(("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"))
    }
    found: list[tuple[date, str, int]] = []
    for month in MONTHS:
        here = [cluster for cluster, months in carried.items() for _ in range(months.get(month, 0))]
        last = calendar.monthrange(year, month)[1]
        working = [day for n in range(1, last + 1) if is_working_day(day := date(year, month, n))]
        used: Counter[date] = Counter()
        for n, cluster in enumerate(here):
            ideal = working[(2 * n + 1) * len(working) // (2 * len(here))]
            fit = [d for d in working if used[d] < teams and d.weekday() != weekdays.get(slug(markets[cluster]), 7)]
            if fit:
                day = min(fit, key=lambda d: (used[d], abs((d - ideal).days)))
                used[day] += 1
                found.append((day, cluster, used[day]))
    return found


def _unplaced(wanted: dict[str, int], open_to: dict[str, list[int]], placed: Counter[str], strength: int) -> list[str]:
    lines = [say("Đã xếp {n} trên {all} cuộc.", n=placed.total(), all=sum(wanted.values()))]
    for cluster, quota in wanted.items():
        if missing := quota - placed[cluster]:
            why = (
                say("các tháng mở cho cụm này đã hết sức của nhóm điều hành ({n} cuộc một tháng)", n=strength)
                if open_to[cluster]
                else say("cả năm là tháng nghỉ hoặc mùa vụ")
            )
            lines.append(say("{cluster}: còn {n} cuộc chưa có chỗ, vì {why}.", cluster=cluster, n=missing, why=why))
    return lines
