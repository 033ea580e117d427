"""What learners did on screens, person by person: whose work it is, which test came before, which answers count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise

from kit.answers import Reading, Record, merge
from kit.classroom.collect import logs
from kit.classroom.folder import Person, TrainingClass
from kit.messages import say
from kit.vietnamese import format_date

UNSURE = "unsure"
FAR = timedelta(days=120)  # from the days of the class: no test is taken so long before or after
TICK = timedelta(minutes=5)  # clocks are set right by so much while a laptop runs
SITTING = timedelta(hours=3)  # a test lasts 20 minutes; what is changed later is changed after talking about it


def work_of(klass: TrainingClass) -> list[tuple[Person, list[Record]]]:
    """Everyone's attempts in the order of the logs; one person's logs are one, however the code was typed each time."""
    found: dict[str, tuple[Person, list[Reading]]] = {}
    for name, reading in logs(klass):
        person = klass.find(name) or Person(f"?{name}")
        found.setdefault(person.code, (person, []))[1].append(reading)
    return [(p, [r for r in _in_order(readings) if r.deed == "attempt"]) for p, readings in found.values()]


def _in_order(readings: list[Reading]) -> list[Record]:
    """The union of one person's logs, each deed once, as the logs have them: clocks may be wrong, their order is not."""
    if len(readings) > 1:
        return list(merge(readings).records)  # two logs have no order but that of their clocks
    kept = {r.id: r for r in merge(readings).records}
    return [kept.pop(r.id) for r in readings[0].records if r.id in kept]


def by_time(records: list[Record]) -> list[Record]:
    """Attempts in the order of their hours."""
    return sorted(records, key=lambda r: (instant(r), r.id))


def without_copies(work: list[tuple[Person, list[Record]]], told: list[str]) -> list[tuple[Person, list[Record]]]:
    """The same without attempts that two people handed in as their own: they count for neither, and are told.

    An attempt's id is drawn at random, so the same one under two names is a copied file, whoever copied it.
    """
    owners: dict[str, list[str]] = {}
    for person, records in work:
        for record in records:
            owners.setdefault(record.id, []).append(person.code)
    shared = {id_: codes for id_, codes in owners.items() if len(set(codes)) > 1}
    pairs = Counter(" – ".join(sorted(set(codes))) for codes in shared.values())
    told += [
        say(
            "{codes}: {n} lượt làm giống hệt nhau, có thể chép tệp. Không tính cho ai; hỏi lại từng người.",
            codes=codes,
            n=n,
        )
        for codes, n in pairs.items()
    ]
    return [(person, [r for r in records if r.id not in shared]) for person, records in work]


@dataclass(frozen=True)
class Clock:
    """What the hours of one learner's tests are worth.

    `wrong`: hours that lie years from the class, or that run backwards from one deed to the next. Then they tell
    nothing of which test came first or of how long it took.
    """

    wrong: bool
    sound: frozenset[str]  # ids of attempts whose hour can be right

    @classmethod
    def of(cls, klass: TrainingClass, done: list[Record]) -> Clock:
        """`done`: attempts at tests in the order in which they were made."""
        days = [day for day in (klass.day("starts"), klass.day("ends")) if day]
        sound = frozenset(r.id for r in done if _near(r, days))
        hours: dict[str, list[datetime]] = {}  # of each machine: the logs of two have no order of their own
        for record in done:
            if record.id in sound and record.machine:
                hours.setdefault(record.machine, []).append(instant(record))
        backwards = any(b < a - TICK for own in hours.values() for a, b in pairwise(own))
        return cls(backwards or len(sound) < len(done), sound)


def _near(record: Record, days: list[date]) -> bool:
    at = instant(record).date()
    return not days or min(abs((at - day).days) for day in days) <= FAR.days


def moments(
    klass: TrainingClass, person: Person, own: list[Record], forms: dict[str, str], clock: Clock, told: list[str]
) -> dict[str, str]:
    """Which of the two tests a learner took before the course: as the roster deals them, unless the hours say otherwise."""
    hours: dict[str, list[datetime]] = {}
    tests = klass.forms
    for record in own:
        if forms[record.exercise] in tests.values():
            hours.setdefault(forms[record.exercise], []).append(instant(record))
    if not hours:
        return {}
    if not person.first:
        return dict.fromkeys(hours, UNSURE)
    dealt = tests.get(person.first, "")
    if len(hours) == 2 and not clock.wrong:
        early = min(hours, key=lambda form: max(hours[form]))
        late = next(form for form in hours if form != early)
        if early != dealt and max(hours[early]) < min(hours[late]):
            told.append(say("{code} làm hai phiếu ngược với danh sách: tính theo giờ làm.", code=person.code))
            dealt = early
    return {form: "before" if form == dealt else "after" for form in hours}


def one_sitting(
    person: Person, own: list[Record], forms: dict[str, str], tests: set[str], clock: Clock, told: list[str]
) -> Iterator[Record]:
    """Attempts at a test within three hours of its first; whatever was changed later does not count, and is told.

    An hour that cannot be right says nothing about the sitting: such an attempt counts, and is told.
    """
    if clock.wrong:
        told.append(say("{code}: đồng hồ máy sai (giờ làm phiếu lệch xa ngày học, hoặc chạy lùi). Bài vẫn được tính; phiếu nào trước, phiếu nào sau thì theo danh sách lớp. Nên chỉnh lại ngày giờ của máy.", code=person.code))  # fmt: skip
        yield from own
        return
    first: dict[str, datetime] = {}
    for record in own:
        form = forms[record.exercise]
        if form in tests:
            first[form] = min(first.get(form, instant(record)), instant(record))
    late: Counter[str] = Counter()
    for record in own:
        form = forms[record.exercise]
        if form in first and instant(record) - first[form] > SITTING:
            late[form] += 1
        else:
            yield record
    told += [
        say(
            "{code}: {n} câu của phiếu {form} trả lời sau hơn 3 giờ, không tính.",
            code=person.code,
            n=n,
            form=form.split("-")[-1].upper(),
        )
        for form, n in late.items()
    ]


def lent(work: list[tuple[Person, list[Record]]]) -> list[str]:
    """Codes under which two machines worked at the same time: two people, or one code that was lent."""
    told = []
    for person, records in work:
        spans: dict[tuple[str, date], list[datetime]] = {}
        for record in records:
            if record.machine:
                at = instant(record)
                spans.setdefault((record.machine, at.date()), []).append(at)
        for (one, day), (other, same_day) in combinations(sorted(spans), 2):
            a, b = spans[one, day], spans[other, same_day]
            if one != other and day == same_day and min(a) <= max(b) and min(b) <= max(a):
                told.append(say("{code}: ngày {day} có hai máy cùng làm bài bằng mã này trong một lúc. Hỏi xem ai đã làm; mỗi người phải dùng một mã riêng.", code=person.code, day=format_date(day)))  # fmt: skip
                break
    return told


def instant(record: Record) -> datetime:
    """When an attempt was made; a time that names no zone is taken for universal time."""
    at = datetime.fromisoformat(record.at)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
