"""The year's dialogues laid into days, as evenly as the teams' strength allows.

Dialogues flow from village clusters over the weekdays of each open month into days of so many teams and months of
limited strength. This is a flow of least cost: it carries as many dialogues as any plan could, and among such plans
spreads each cluster over the year. It is solved as a linear program, whose corners are whole numbers, as the
constraints are those of a network (Hoffman and Kruskal 1956).
"""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kit.messages import say
from kit.vietnamese import format_date, nfc, plain_figures, slug, sort_key
from kit.workbooks.book import Book, NotABook
from kit.workbooks.rules import check_book
from kit.workdays import is_working_day, known_years, special_days

MONTHS = range(1, 13)
STEPS = 24  # prices rise in so many steps at most: spreading is a wish, not a rule
CARRIED, SPREAD, MONTH, WEEKDAY = 1e6, 100.0, 1.0, 0.01  # what a dialogue is worth, what crowding costs
_WEEKDAYS = ("thu-hai", "thu-ba", "thu-tu", "thu-nam", "thu-sau", "thu-bay", "chu-nhat")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
Slot = tuple[int, int]  # month, weekday


@dataclass(frozen=True)
class Cluster:
    """A cluster of villages: how many dialogues, in which months never, on which weekdays never."""

    name: str
    quota: int
    closed: frozenset[int]
    markets: frozenset[int]

    def may(self, slot: Slot) -> bool:
        return slot[0] not in self.closed and slot[1] not in self.markets


@dataclass(frozen=True)
class Year:
    """The working days of a year by month and weekday, and what the teams can do."""

    days: dict[Slot, list[date]]
    teams: int
    each: int

    @property
    def strength(self) -> int:
        """Dialogues a month, all teams together."""
        return self.teams * self.each

    def room(self, slot: Slot) -> int:
        return self.teams * len(self.days[slot])


def arrange(book: Book) -> tuple[Book, list[str]]:
    """The book with its schedule filled, and a line for whatever does not fit and why. Raises NotABook."""
    year, clusters = _read(book)
    number = next(iter(year.days.values()))[0].year
    carried = _flow(clusters, year)
    placed = sorted(_dated(carried, year), key=lambda pair: (pair[0], sort_key(pair[1])))
    rows = [
        {
            "day": format_date(day),
            "cluster": name,
            "team": str(n % year.teams + 1),
        }  # by turns: nobody is asked too much
        for n, (day, name) in enumerate(placed)
    ]
    lines = [say("Đã xếp {n} trên {all} cuộc.", n=len(placed), all=sum(c.quota for c in clusters))]
    lines += _unplaced(clusters, carried, year)
    if unsure := [day for day, special in sorted(special_days().items()) if day.year == number and not special.certain]:
        days = ", ".join(format_date(day) for day in unsure)
        lines.append(say("Ngày nghỉ, ngày làm bù chưa có thông báo chính thức: {days}. Đối chiếu trước khi chốt lịch.", days=days))  # fmt: skip
    return Book.of(book.workbook, {**book.sheets, "schedule": rows}), lines


# ── what was written ──
def _read(book: Book) -> tuple[Year, list[Cluster]]:
    about = book.values["about"][0]
    year, teams, each = (about.get(name) for name in ("year", "teams", "each"))
    if not all(isinstance(value, Decimal) and 0 < value <= 9999 for value in (year, teams, each)):
        raise NotABook(say("Trang đầu cần: năm, số nhóm điều hành, mỗi nhóm mấy cuộc một tháng."))
    wrong = [f for f in check_book(book, date.today()) if not f.notice and not f.empty and f.sheet != "schedule"]
    if wrong:
        sheet = book.workbook.sheet(wrong[0].sheet)
        where = say("Trang “{tab}”", tab=sheet.title) + (", " + say("dòng {n}", n=wrong[0].row) if wrong[0].row else "")
        raise NotABook(f"{where}, {sheet.field(wrong[0].field).title}: {wrong[0].sentence} {wrong[0].remedy}")
    number = int(year)  # type: ignore[arg-type]
    if number not in known_years():
        first, last = known_years()[0], known_years()[-1]
        raise NotABook(say("Chưa có lịch nghỉ lễ năm {year}: chỉ xếp được từ năm {first} đến {last}. Xem lại năm đã gõ; đúng năm thì cần bản mới của bộ tài liệu.", year=number, first=first, last=last))  # fmt: skip
    days: dict[Slot, list[date]] = defaultdict(list)
    for month in MONTHS:
        for n in range(1, calendar.monthrange(number, month)[1] + 1):
            if is_working_day(day := date(number, month, n)):
                days[month, day.weekday()].append(day)
    return Year(dict(days), int(teams), int(each)), _clusters(book)  # type: ignore[arg-type]


def _clusters(book: Book) -> list[Cluster]:
    """One for each name: a cluster on two lines wants both quotas and keeps away from what either names."""
    closed = frozenset(int(row["month"]) for row in book.values["months"] if isinstance(row["month"], Decimal))
    found: dict[str, Cluster] = {}
    for row in book.values["clusters"]:
        name, quota = str(row["cluster"] or "").strip(), row["quota"]
        if not name or not isinstance(quota, Decimal):
            continue
        months = closed | months_in(str(row["harvest"] or ""), name)
        market = slug(str(row["market"] or ""))
        markets = frozenset({_WEEKDAYS.index(market)} if market else ())
        known = found.get(slug(name), Cluster(name, 0, frozenset(), frozenset()))
        found[slug(name)] = Cluster(
            known.name, known.quota + int(quota), known.closed | months, known.markets | markets
        )
    return list(found.values())


def months_in(text: str, where: str = "") -> frozenset[int]:
    """Months as people list them: “5, 10”, “5-7”, “tháng 11 đến tháng 2”, “quý II”. Raises NotABook for other words."""
    body = plain_figures(nfc(text)).lower()
    found: set[int] = set()
    for quarter in re.findall(r"quý\s*(iv|i{1,3}|[1-4])\b", body):
        found |= set(range(3 * _QUARTERS[quarter] - 2, 3 * _QUARTERS[quarter] + 1))
    body = re.sub(r"quý\s*(iv|i{1,3}|[1-4])\b", " ", body)
    body = re.sub(r"/\s*20\d\d\b|\bnăm\s+20\d\d\b", " ", body)
    for first, last in re.findall(r"(\d+)\s*(?:-|đến|tới|->|→)\s*(?:hết\s*)?(?:tháng\s*)?(\d+)", body):
        _demand_months(text, where, int(first), int(last))
        low, high = int(first), int(last)
        found |= set(range(low, high + 1)) if low <= high else {*range(low, 13), *range(1, high + 1)}
    single = [int(n) for n in re.findall(r"\d+", body)]
    _demand_months(text, where, *single)
    found |= set(single)
    if text.strip() and not found:
        _demand_months(text, where, 0)
    return frozenset(found)


def _demand_months(text: str, where: str, *months: int) -> None:
    if any(month not in MONTHS for month in months):
        raise NotABook(say("{where}: không hiểu tháng “{text}”. Ghi số tháng, ví dụ 5, 10 hoặc 5-7.", where=where or say("Tháng"), text=text.strip()[:40]))  # fmt: skip


# ── the plan ──
def _flow(clusters: list[Cluster], year: Year) -> dict[tuple[str, Slot], int]:
    """How many dialogues of each cluster fall on each weekday of each month."""
    edges = [(n, slot) for n, c in enumerate(clusters) for slot in year.days if c.quota and c.may(slot)]
    if not edges:
        return {}
    program = _Program()
    ways = [program.variable(-CARRIED, min(clusters[n].quota, year.room(slot))) for n, slot in edges]
    by_cluster: dict[int, list[int]] = defaultdict(list)
    by_pair: dict[Slot, list[int]] = defaultdict(list)  # cluster and month
    by_slot: dict[Slot, list[int]] = defaultdict(list)
    by_month: dict[int, list[int]] = defaultdict(list)
    for way, (n, slot) in zip(ways, edges, strict=True):
        by_cluster[n].append(way)
        by_pair[n, slot[0]].append(way)
        by_slot[slot].append(way)
        by_month[slot[0]].append(way)
    for n, own in by_cluster.items():
        program.at_most(own, clusters[n].quota)
    for (n, _), own in by_pair.items():
        program.rising(own, clusters[n].quota, SPREAD)
    for slot, own in by_slot.items():
        program.rising(own, year.room(slot), WEEKDAY)
    for own in by_month.values():
        program.rising(own, year.strength, MONTH)
    carried = program.solved(len(ways))
    return {(clusters[n].name, slot): k for (n, slot), k in zip(edges, carried, strict=True) if k}


class _Program:
    """A linear program of sums that are at most something, and of sums whose price rises step by step."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.tops: list[int] = []
        self.limits: list[tuple[list[int], int]] = []
        self.equal: list[tuple[list[int], list[int]]] = []

    def variable(self, cost: float, most: int) -> int:
        self.costs.append(cost)
        self.tops.append(most)
        return len(self.costs) - 1

    def at_most(self, ways: list[int], most: int) -> None:
        self.limits.append((ways, most))

    def rising(self, ways: list[int], most: int, price: float) -> None:
        """The sum of the ways, at most so much; every further step of it costs `price` more than the one before."""
        size = -(-most // STEPS)
        steps = [self.variable(price * n * size, min(size, most - n * size)) for n in range(-(-most // size))]
        self.equal.append((ways, steps))

    def solved(self, n: int) -> list[int]:
        """The first `n` variables of the cheapest corner."""
        from scipy.optimize import linprog

        result = linprog(
            self.costs, A_ub=self._matrix([(ways, []) for ways, _ in self.limits]), b_ub=[most for _, most in self.limits],
            A_eq=self._matrix(self.equal), b_eq=[0] * len(self.equal), bounds=[(0, top) for top in self.tops],
            method="highs-ds",
        )  # fmt: skip
        whole = [round(x) for x in result.x[:n]]
        assert max(abs(x - k) for x, k in zip(result.x, whole, strict=False)) < 1e-6, "a corner of a network is whole"
        return whole

    def _matrix(self, rows: list[tuple[list[int], list[int]]]) -> object:
        from scipy.sparse import csr_array

        entries = [(1.0, n, k) for n, (plus, _) in enumerate(rows) for k in plus]
        entries += [(-1.0, n, k) for n, (_, minus) in enumerate(rows) for k in minus]
        values, down, across = zip(*entries, strict=True)
        return csr_array((values, (down, across)), shape=(len(rows), len(self.costs)))


def _dated(carried: dict[tuple[str, Slot], int], year: Year) -> Iterator[tuple[date, str]]:
    """A day for each: the emptiest of its weekday, one on which the cluster has none yet, spread over the month."""
    used: Counter[date] = Counter()
    own: Counter[tuple[str, date]] = Counter()
    for (name, slot), count in sorted(carried.items(), key=lambda item: (item[0][1], sort_key(item[0][0]))):
        days = year.days[slot]
        for n in range(count):
            ideal = days[(2 * n + 1) * len(days) // (2 * count)]
            free = [day for day in days if used[day] < year.teams]
            day = min(free, key=lambda d: (own[name, d], used[d], abs((d - ideal).days), d))
            used[day] += 1
            own[name, day] += 1
            yield day, name


def _unplaced(clusters: list[Cluster], carried: dict[tuple[str, Slot], int], year: Year) -> list[str]:
    """A line for each cluster that is short, with the reason: no open month, teams' strength, or no free day left."""
    months, slots = Counter[int](), Counter[Slot]()
    for (_, slot), n in carried.items():
        months[slot[0]] += n
        slots[slot] += n
    lines = []
    for cluster in clusters:
        missing = cluster.quota - sum(n for (name, _), n in carried.items() if name == cluster.name)
        if missing:
            why = _why(cluster, months, year)
            lines.append(
                say("{cluster}: còn {n} cuộc chưa có chỗ, vì {why}.", cluster=cluster.name, n=missing, why=why)
            )
    return lines


def _why(cluster: Cluster, months: Counter[int], year: Year) -> str:
    open_to = sorted({month for month, _ in year.days if month not in cluster.closed})
    spent = [month for month in open_to if months[month] >= year.strength]
    if not open_to:
        return say("cả năm là tháng nghỉ hoặc mùa vụ")
    strength = say(
        "các tháng mở cho cụm này nhóm điều hành đã đủ số cuộc làm được ({n} cuộc một tháng)", n=year.strength
    )
    full = say("các ngày làm việc không vướng chợ phiên đã kín (mỗi ngày {n} nhóm)", n=year.teams)
    if len(spent) == len(open_to):
        return strength
    if not spent:
        return full
    return say("tháng {spent} nhóm điều hành đã đủ số cuộc làm được ({n} cuộc một tháng), các tháng khác không còn ngày làm việc trống", spent=", ".join(map(str, spent)), n=year.strength)  # fmt: skip
