"""What a trainer asks of a class: who has begun, which question is hard, what went wrong, what changed.

Every share counts heads, not machines: a group of four at one laptop is four. Correlations and the paired
change are of people who worked alone, since four who agreed are not four answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from kit.classroom.change import Change, change
from kit.classroom.folder import ONLINE, ROOM, TrainingClass, whole
from kit.classroom.results import UNSURE, Judge
from kit.classroom.small import can_part

RIGHT = 1 - 1e-9


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
    """The exercises of a lesson as the class did them; of a test, those answers of one moment."""
    here = table[(table["form"] == lesson) & (table["moment"] == moment) & ~table["stale"]]
    by_name = {str(name): rows for name, rows in here.groupby("exercise", observed=True)}
    names = klass.library.lessons[klass.module.id][lesson].exercises
    return [_item(klass, judge, name, by_name.get(name, here.iloc[:0])) for name in names]


def _item(klass: TrainingClass, judge: Judge, name: str, rows: pd.DataFrame) -> Item:
    exercise = klass.library.exercise(name)
    right = rows["points"] >= RIGHT
    people = rows["people"]
    heads = rows.assign(right=people.where(right, 0)).groupby("mode", observed=True)[["right", "people"]].sum()
    modes = {m: (int(heads.loc[m, "right"]), int(heads.loc[m, "people"])) for m in (ROOM, ONLINE) if m in heads.index}
    shown = modes if can_part(pd.Series({m: n for m, (_, n) in modes.items()}, dtype=int)) else {}
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
    """The questions that fewest got right, of those that anyone answered and not all got right."""
    asked = [item for item in found if item.judged and item.asked and item.right < item.asked]
    return sorted(asked, key=lambda item: (item.share, item.number))[:most]


# ── tests before and after ──
def marks(table: pd.DataFrame, form: str, moment: str = "") -> pd.DataFrame:
    """The table that item analysis takes: learners who worked alone by the items of a form, values 0..1."""
    rows = table[(table["form"] == form) & (table["learner"] != "") & (table["people"] == 1) & ~table["stale"]]
    rows = rows[rows["moment"] == moment] if moment else rows
    rows = rows[rows["points"].notna()]
    index = [rows["class_id"].astype(str), rows["learner"].astype(str)]
    return rows["points"].groupby([*index, rows["exercise"].astype(str)]).mean().unstack().sort_index()


def form_scores(klass: TrainingClass, table: pd.DataFrame, moment: str) -> pd.Series:
    """Each learner's share of one moment's form, a blank being nothing; index: code. Groups are left out."""
    tests = table[(table["moment"] == moment) & (table["learner"] != "") & (table["people"] == 1) & ~table["stale"]]
    lessons = klass.library.lessons[klass.module.id]
    sums = tests["points"].groupby([tests["learner"].astype(str), tests["form"].astype(str)]).sum()
    shares = {code: total / max(1, len(lessons[form].exercises)) for (code, form), total in sums.items()}
    return pd.Series(shares, dtype=float)


def before_after(klass: TrainingClass, table: pd.DataFrame) -> Change:
    """How the people changed who sat one form before and the other after."""
    return change(form_scores(klass, table, "before"), form_scores(klass, table, "after"))


def question_change(klass: TrainingClass, table: pd.DataFrame) -> pd.DataFrame:
    """Question by question, both forms together (they are parallel): heads right and heads asked, before and after.

    Index: number of the question. Columns: before_right, before_n, after_right, after_n.
    """
    lessons = klass.library.lessons[klass.module.id]
    places = {name: n for form in klass.forms.values() for n, name in enumerate(lessons[form].exercises, 1)}
    rows = table[table["moment"].isin(["before", "after"]) & ~table["stale"]]
    place = rows["exercise"].astype(str).map(places)
    right = rows["people"].where(rows["points"] >= RIGHT, 0)
    found = {}
    for moment in ("before", "after"):
        here = rows["moment"] == moment
        found[f"{moment}_right"] = right[here].groupby(place[here]).sum()
        found[f"{moment}_n"] = rows["people"][here].groupby(place[here]).sum()
    numbers = range(1, max(places.values(), default=0) + 1)
    return pd.DataFrame(found).reindex(numbers).fillna(0).astype(int).rename_axis("question")


def unsure(table: pd.DataFrame) -> list[str]:
    """Whose test cannot be called before or after, as they are on no line of the roster."""
    return sorted(set(table.loc[table["moment"] == UNSURE, "learner"].astype(str)))


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
    return {"mode": modes[modes > 0].astype(int), "unit": units.astype(int), "sex": sexes[sexes > 0].astype(int)}


def number(klass: TrainingClass, field_: str) -> int:
    """A number of the class file; 0 where none is written."""
    return whole(klass.book.values["about"][0].get(field_))
