"""What learners did on screens, person by person: whose work it is, which test came before, which answers count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from kit.answers import Reading, Record, merge
from kit.classroom.collect import logs
from kit.classroom.folder import Person, TrainingClass
from kit.messages import say

UNSURE = "unsure"
SITTING = timedelta(hours=3)  # a test lasts 20 minutes; what is changed later is changed after talking about it


def work_of(klass: TrainingClass) -> list[tuple[Person, list[Record]]]:
    """Everyone's attempts in order of time; one person's logs are one, however the code was typed each time."""
    found: dict[str, tuple[Person, list[Reading]]] = {}
    for name, reading in logs(klass):
        person = klass.find(name) or Person(f"?{name}")
        found.setdefault(person.code, (person, []))[1].append(reading)
    return [(p, [r for r in merge(readings).records if r.deed == "attempt"]) for p, readings in found.values()]


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


def moments(
    klass: TrainingClass, person: Person, own: list[Record], forms: dict[str, str], told: list[str]
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
    if len(hours) == 2:
        early = min(hours, key=lambda form: max(hours[form]))
        late = next(form for form in hours if form != early)
        if early != dealt and max(hours[early]) < min(hours[late]):
            told.append(say("{code} làm hai phiếu ngược với danh sách: tính theo giờ làm.", code=person.code))
            dealt = early
    return {form: "before" if form == dealt else "after" for form in hours}


def one_sitting(
    person: Person, own: list[Record], forms: dict[str, str], tests: set[str], told: list[str]
) -> Iterator[Record]:
    """Attempts at a test within three hours of its first; whatever was changed later does not count, and is told."""
    first: dict[str, datetime] = {}
    for record in own:
        form = forms[record.exercise]
        if form in tests:
            first[form] = min(first.get(form, instant(record)), instant(record))
    late: Counter[str] = Counter()
    for record in own:
        form = forms[record.exercise]
        if form in first and instant(record) > first[form] + SITTING:
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


def instant(record: Record) -> datetime:
    """When an attempt was made; a time that names no zone is taken for universal time."""
    at = datetime.fromisoformat(record.at)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
