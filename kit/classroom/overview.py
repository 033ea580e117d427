"""What a trainer asks of a class: who has begun, which question is hard, what went wrong.

Every share counts heads, not machines: a group of four at one laptop is four.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from kit.classroom.disclosure import SMALLEST_GROUP, can_part
from kit.classroom.folder import ONLINE, ROOM, TrainingClass, whole
from kit.classroom.results import RIGHT, Judge
from kit.messages import say


@dataclass(frozen=True)
class Wrong:
    """A mistake that people made: what it is, how many heads, what the trainer does about it ("" where unwritten)."""

    when: str
    heads: int
    move: str


@dataclass(frozen=True)
class Item:
    """One exercise as the class did it, in heads. `modes`: mode to (right, asked), where both may be shown."""

    exercise: str
    number: str
    judged: bool
    asked: int
    right: int
    now_right: int
    wrong: tuple[Wrong, ...] = ()
    modes: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """Of those asked, how many were right; 1 where nobody was asked yet."""
        return self.right / self.asked if self.asked else 1.0


def progress(klass: TrainingClass, table: pd.DataFrame, lesson: str) -> pd.DataFrame:
    """How far everyone is; index: code. Columns: mode, unit, tried, total, people, state (not-begun, begun, done).

    Done: every exercise that is not marked `may` is there. Whoever is on no line of the roster comes last.
    """
    names = klass.library.lessons[klass.module.id][lesson].exercises
    needed = [name for name in names if klass.library.exercise(name).priority != "may"]
    here = table[(table["form"] == lesson) & (table["learner"] != "") & (table["answer"] != "")]
    done = here.astype({"learner": str, "exercise": str}).groupby("learner")
    tried = done["exercise"].agg(set).to_dict()
    heads = done["people"].max().to_dict()
    known = {person.code: person for person in klass.people}
    codes = [*known, *sorted(set(tried) - set(known))]
    rows = []
    for code in codes:
        own, person = tried.get(code, set()), known.get(code)
        state = "done" if own and own >= set(needed) else "begun" if own else "not-begun"
        unit, mode = (person.unit, person.mode) if person else ("", "")
        rows.append((mode, unit, len(own), len(names), int(heads.get(code, 1)), state))
    columns = ["mode", "unit", "tried", "total", "people", "state"]
    return pd.DataFrame(rows, index=pd.Index(codes, name="code"), columns=columns)


def items(klass: TrainingClass, judge: Judge, table: pd.DataFrame, lesson: str, moment: str = "") -> list[Item]:
    """The exercises of a lesson as the class did them; of a test, those answers of one moment.

    Whoever is on no line of the roster is not counted: anyone could hand in under any name.
    """
    here = table[(table["form"] == lesson) & (table["moment"] == moment) & ~table["stale"] & on_roster(table)]
    by_name = {str(name): rows for name, rows in here.groupby("exercise", observed=True)}
    names = klass.library.lessons[klass.module.id][lesson].exercises
    return [_item(klass, judge, name, by_name.get(name, here.iloc[:0])) for name in names]


def on_roster(table: pd.DataFrame) -> pd.Series:
    """Which rows are of people of the roster, or of hands that the trainer counted."""
    return ~table["learner"].astype(str).str.startswith("?")


def answered(table: pd.DataFrame) -> pd.Series:
    """Which rows hold an answer; a blank on a sheet, or a test item that was passed by, is none."""
    return table["answer"].astype(str) != ""


def _item(klass: TrainingClass, judge: Judge, name: str, rows: pd.DataFrame) -> Item:
    exercise = klass.library.exercise(name)
    right = rows["points"] >= RIGHT
    people = rows["people"]
    heads = rows.assign(right=people.where(right, 0)).groupby("mode", observed=True)[["right", "people"]].sum()
    modes = {m: (int(heads.loc[m, "right"]), int(heads.loc[m, "people"])) for m in (ROOM, ONLINE) if m in heads.index}
    sizes = {m: n for m, (_, n) in modes.items()}
    sizes["unknown"] = int(people.sum()) - sum(sizes.values())  # else the total would tell of them
    shown = modes if can_part(pd.Series(sizes, dtype=int)) else {}
    return Item(
        exercise=name,
        number=klass.library.number(name),
        judged=exercise.judged,
        asked=int(people.sum()),
        right=int(people[right].sum()),
        now_right=int(people[rows["last_points"] >= RIGHT].sum()),
        wrong=_wrongs(judge, name, rows),
        modes=shown,
    )


def _wrongs(judge: Judge, name: str, rows: pd.DataFrame) -> tuple[Wrong, ...]:
    """What went wrong, most heads first; at equal heads what has a move comes first."""
    heads: dict[tuple[str, str], int] = {}
    for answer, n in rows.groupby("answer", observed=True)["people"].sum().items():
        for move in judge.went_wrong(name, str(answer)):
            heads[move.when, move.words] = heads.get((move.when, move.words), 0) + int(n)
    found = [Wrong(when, n, words) for (when, words), n in heads.items()]
    return tuple(sorted(found, key=lambda wrong: (-wrong.heads, not wrong.move, wrong.when)))


def weakest(found: list[Item], most: int = 3) -> list[Item]:
    """The questions that fewest got right, of those that five or more answered and not all got right."""
    asked = [item for item in found if item.judged and item.asked >= SMALLEST_GROUP and item.right < item.asked]
    return sorted(asked, key=lambda item: (item.share, item.number))[:most]


def present(klass: TrainingClass) -> list[int]:
    """How many were there, by session, where it was written down."""
    rows = klass.book.values["attendance"]
    return [n for row in rows if (n := whole(row["room"]) + whole(row["online"]))]


def doubts(klass: TrainingClass, table: pd.DataFrame) -> list[str]:
    """What does not fit together and should be looked at before a report is signed."""
    told = []
    there = max(present(klass), default=0)
    after = (
        table[(table["moment"] == "after") & (table["learner"] != "") & answered(table)]["learner"]
        .astype(str)
        .nunique()
    )
    if there and after > there:
        told.append(say("Số người làm phiếu sau ({n}) nhiều hơn số có mặt ({m}): xem lại điểm danh.", n=after, m=there))
    told += _too_many(klass)
    heads = table[on_roster(table)].astype({"exercise": str, "moment": str, "mode": str})
    sums = heads.groupby(["exercise", "moment", "mode"])["people"].sum()
    modes = pd.Series([p.mode for p in klass.people], dtype=object).value_counts()
    over = [place for place, n in sums.items() if n > int(modes.get(place[2], 0))]
    names = sorted({klass.library.number(name) or name for name, _, _ in over})
    if names:
        told.append(
            say(
                "Câu {names}: cộng máy, phiếu và giơ tay thì nhiều người hơn danh sách, có thể đã đếm hai lần.",
                names=", ".join(names),
            )
        )
    return told


def _too_many(klass: TrainingClass) -> list[str]:
    """Counts of the class file that no class of this size can have."""
    people = int(head_counts(klass)["mode"].sum())
    told = []
    for row in klass.book.values["reaction"]:
        sheets = sum(whole(row[name]) for name in ("full", "mostly", "little", "not"))
        if people and sheets > people:
            told.append(say("Phiếu góp ý, câu “{question}”: {n} phiếu, mà lớp có {m} người. Đếm lại.", question=row["question"], n=sheets, m=people))  # fmt: skip
    for field_, title in (("ethnic", say("Dân tộc thiểu số")), ("consented", say("Số phiếu đã đánh dấu đồng ý"))):
        if people and number(klass, field_) > people:
            told.append(
                say("{what}: {n}, mà lớp có {m} người. Đếm lại.", what=title, n=number(klass, field_), m=people)
            )
    for row in klass.book.values["attendance"]:
        there = whole(row["room"]) + whole(row["online"])
        if people and there > people:
            told.append(say("Điểm danh {session}: {n} người, mà lớp có {m} người. Xem lại.", session=row["session"] or "", n=there, m=people))  # fmt: skip
    return told


def head_counts(klass: TrainingClass) -> dict[str, pd.Series]:
    """People of the class by mode, unit and sex, as the roster or else the class file has them.

    Whoever was erased at her own wish still counts as a head of her mode and of nothing else.
    """
    people = klass.people
    modes = pd.Series([p.mode for p in people], dtype=object).value_counts()
    for mode, field_ in ((ROOM, "erased-room"), (ONLINE, "erased-online")):
        modes[mode] = int(modes.get(mode, 0)) + number(klass, field_)
    units = pd.Series([p.unit for p in people if p.unit], dtype=object).value_counts()
    sexes = pd.Series([p.sex for p in people if p.sex], dtype=object).value_counts()
    if sexes.empty:
        sexes = pd.Series({"Nữ": number(klass, "women"), "Nam": number(klass, "men")})
    found = {"mode": modes[modes > 0].astype(int), "unit": units.astype(int), "sex": sexes[sexes > 0].astype(int)}
    for name in ("unit", "sex"):  # whoever is in no group is a group: else the total would tell of them
        left = int(found["mode"].sum() - found[name].sum())
        if len(found[name]) and left > 0:
            found[name][""] = left
    return found


def number(klass: TrainingClass, field_: str) -> int:
    """A number of the class file; 0 where none is written."""
    return whole(klass.book.values["about"][0].get(field_))
