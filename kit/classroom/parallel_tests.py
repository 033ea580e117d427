"""The two parallel tests of a module: marks for item analysis, and what changed from before to after."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pandas as pd

from kit.classroom.change import Change, change
from kit.classroom.disclosure import SMALLEST_GROUP
from kit.classroom.folder import TrainingClass
from kit.classroom.overview import on_roster
from kit.classroom.results import RIGHT, UNSURE
from kit.kinds.choice import SingleChoice
from kit.kinds.letters import letter
from kit.messages import say

MOMENTS = ("before", "after")
UNEVEN = 0.1  # halves further apart than this share of the people: the forms' own hardness shows in the change


@dataclass(frozen=True)
class Compared:
    """The change of those who sat both forms. `first`: how many of them began with each form; `left_out`: question
    numbers that were reworded between the two and so compared for nobody who met both wordings."""

    change: Change
    first: dict[str, int]
    left_out: tuple[int, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def uneven(self) -> bool:
        """Did clearly more people begin with one form than with the other?"""
        halves = list(self.first.values())
        return bool(halves) and max(halves) - (sum(halves) - max(halves)) > UNEVEN * sum(halves)


def marks(table: pd.DataFrame, form: str, moment: str) -> pd.DataFrame:
    """The table that item analysis takes: people of the roster who worked alone by the items of a form, values 0..1.

    One moment at a time: before and after together are two populations, whose difference alone makes every
    item correlate with every other. A question answered in an older wording is NaN, as if never put.
    """
    rows = table[(table["form"] == form) & (table["moment"] == moment) & (table["people"] == 1)]
    rows = rows[on_roster(rows) & (rows["learner"] != "") & rows["points"].notna() & ~rows["stale"]]
    index = [rows["class_id"].astype(str), rows["learner"].astype(str)]
    return rows["points"].groupby([*index, rows["exercise"].astype(str)]).mean().unstack().sort_index()


def picks(klass: TrainingClass, table: pd.DataFrame, form: str, moment: str, exercise: str) -> pd.Series | None:
    """What each person of `marks` picked at a single-choice item, as its letter, "" for a blank; None for other kinds."""
    item = klass.library.exercise(exercise)
    if not isinstance(item, SingleChoice):
        return None
    letters = {json.dumps(str(option.id)): letter(n) for n, option in enumerate(item.options)}
    rows = table[(table["form"] == form) & (table["moment"] == moment) & (table["exercise"] == exercise)]
    rows = rows[(rows["people"] == 1) & ~rows["stale"] & rows["points"].notna() & (rows["learner"] != "")]
    rows = rows[on_roster(rows)]
    index = pd.MultiIndex.from_arrays([rows["class_id"].astype(str), rows["learner"].astype(str)])
    return pd.Series([letters.get(str(answer), "") for answer in rows["answer"]], index=index)


def places(klass: TrainingClass) -> dict[str, int]:
    """The number of each test item in its form: items of one number are parallel."""
    lessons = klass.library.lessons[klass.module.id]
    return {name: n for form in klass.forms.values() for n, name in enumerate(lessons[form].exercises, 1)}


def form_marks(klass: TrainingClass, table: pd.DataFrame, moment: str) -> pd.DataFrame:
    """Each person's marks at one moment by question number, whichever form it was; a reworded question is NaN.

    Whoever sat both forms at one moment is left out, as nobody can tell which of them counts; so is whoever
    answered anything of it together with others.
    """
    rows = table[(table["moment"] == moment) & (table["learner"] != "") & on_roster(table)]
    alone = rows.groupby(rows["learner"].astype(str))["people"].transform("max") == 1
    rows = rows[alone.to_numpy(dtype=bool) & ~_both_forms(rows)]
    number = rows["exercise"].astype(str).map(places(klass))
    values = rows["points"].where(~rows["stale"])
    found = values.groupby([rows["learner"].astype(str), number]).mean().unstack()
    return found.reindex(columns=sorted(set(places(klass).values())))


def before_after(klass: TrainingClass, table: pd.DataFrame) -> Compared:
    """How the people changed who sat one form before and the other after, on the questions both had in today's wording."""
    one, two = (form_marks(klass, table, moment) for moment in MOMENTS)
    both = sorted(set(one.index) & set(two.index))
    common = one.loc[both].notna() & two.loc[both].notna()
    scores = [frame.mean(axis=1) for frame in (one, two)]
    for frame, score in zip((one, two), scores, strict=True):
        score.loc[both] = frame.loc[both].where(common).mean(axis=1)
    found = change(*scores)
    # a question that some pair met in an older wording
    lost = one.loc[both].isna() ^ two.loc[both].isna() | one.loc[both].isna() & two.loc[both].isna()
    left_out = tuple(int(n) for n in lost.columns[lost.any()]) if len(both) else ()
    return Compared(found, _first_forms(klass, table, set(found.pairs.index)), left_out, tuple(_twice(table)))


def _first_forms(klass: TrainingClass, table: pd.DataFrame, people: set[str]) -> dict[str, int]:
    """How many of these people took each form before the course."""
    rows = table[(table["moment"] == "before") & table["learner"].astype(str).isin(people)]
    pairs = rows[["learner", "form"]].astype(str).drop_duplicates()
    return {name: int((pairs["form"] == form).sum()) for name, form in klass.forms.items()}


def _twice(table: pd.DataFrame) -> list[str]:
    """Whoever has both forms at one moment."""
    pairs = table.loc[_both_forms(table), ["learner", "moment"]].astype(str).drop_duplicates().sort_values("learner")
    words = {"before": say("trước"), "after": say("sau")}
    return [
        say("{code} có cả hai phiếu cho lần {moment}: không tính vào so sánh.", code=code, moment=words[moment])
        for code, moment in pairs.itertuples(index=False)
    ]


def _both_forms(table: pd.DataFrame) -> pd.Series:
    """The rows of people who have both forms at one moment: nobody can tell which of the two counts."""
    tests = table["moment"].isin(MOMENTS) & (table["learner"] != "")
    known = table[tests].astype({"learner": str, "moment": str, "form": str})
    number = known.groupby(["learner", "moment"])["form"].transform("nunique")
    return number.reindex(table.index, fill_value=0) > 1


def one_is_small(table: pd.DataFrame) -> bool:
    """Would the sum of both forms, less the larger one, tell how a handful of people answered?"""
    tests = table[table["moment"].isin(MOMENTS) & (table["learner"] != "")]
    heads = tests.astype({"learner": str, "form": str, "moment": str}).groupby(["moment", "form"])["learner"].nunique()
    return bool((heads < SMALLEST_GROUP).any())


def question_change(klass: TrainingClass, table: pd.DataFrame) -> pd.DataFrame:
    """Question by question, both forms together (they are parallel): heads right and heads asked, before and after.

    Of everyone who sat one of them, counted hands included; whoever has both for one moment is left out. Index: number of the question. Columns: before_right,
    before_n, after_right, after_n.
    """
    rows = table[table["moment"].isin(MOMENTS) & ~table["stale"] & on_roster(table)]
    rows = rows[~_both_forms(rows)]
    place = rows["exercise"].astype(str).map(places(klass))
    right = rows["people"].where(rows["points"] >= RIGHT, 0)
    found = {}
    for moment in MOMENTS:
        here = rows["moment"] == moment
        found[f"{moment}_right"] = right[here].groupby(place[here]).sum()
        found[f"{moment}_n"] = rows["people"][here].groupby(place[here]).sum()
    numbers = range(1, max(places(klass).values(), default=0) + 1)
    return pd.DataFrame(found).reindex(numbers).fillna(0).astype(int).rename_axis("question")


def unsure(table: pd.DataFrame) -> list[str]:
    """Whose test cannot be called before or after, as they are on no line of the roster."""
    return sorted(set(table.loc[table["moment"] == UNSURE, "learner"].astype(str)))
