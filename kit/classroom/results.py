"""The one table that page, report and item analysis are made of: a row for each learner and exercise.

Marks never come from a hand-in: every answer is judged anew by the trainer's own copy of the exercise, so
a mark that someone changed on the way changes nothing. Columns:

  class_id, learner    learner: the roster's code; “?name” for whoever is on no line of it; "" for heads counted
  mode, unit           room, online or "" (not known); unit as the roster writes it
  exercise, form       exercise id; form: lesson id
  moment               before, after (parallel tests), "" (practice), "unsure" (a test by someone on no line)
  source               screen, paper, hands
  answer               the answer that counts, as JSON: in a test the last one, in practice the first, before any
                       feedback; "" a blank on a sheet
  status, points       of that answer, judged now; points NaN where nothing is right or wrong
  last_points          of the last answer
  people               heads behind the row
  tries                how many answers were checked
  stale                answered in an older wording, so its answer is not judged
  at                   when (ISO, as the learner's clock had it)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from kit.answers import Record
from kit.classroom.folder import Person, TrainingClass
from kit.classroom.screen_work import UNSURE, Clock, by_time, lent, moments, one_sitting, without_copies, work_of
from kit.classroom.tallies import counts, hands_each, sheets
from kit.errors import KitError
from kit.kinds import Exercise
from kit.kinds.base import Move
from kit.messages import say

COLUMNS = {
    "class_id": "category", "learner": "category", "mode": "category", "unit": "category", "exercise": "category",
    "form": "category", "moment": "category", "source": "category", "answer": "category", "status": "category",
    "points": "float64", "last_points": "float64", "people": "int32", "tries": "int32", "stale": "bool", "at": "str",
}  # fmt: skip
RIGHT = 1 - 1e-9  # points from which an answer is fully right
Row = dict[str, Any]


@dataclass
class Judge:
    """Judges answers by the trainer's exercises; equal answers once."""

    klass: TrainingClass
    _known: dict[tuple[str, str], tuple[str, float]] = field(default_factory=dict)
    _exercises: dict[str, Exercise | None] = field(default_factory=dict)

    def exercise(self, name: str) -> Exercise | None:
        """The exercise, or None where the course has none of that name any more."""
        if name not in self._exercises:
            try:
                self._exercises[name] = self.klass.library.exercise(name)
            except KitError:
                self._exercises[name] = None
        return self._exercises[name]

    def judged(self, name: str, answer: str) -> tuple[str, float]:
        """Status and points of an answer in JSON; what cannot be an answer is a blank."""
        if (name, answer) not in self._known:
            self._known[name, answer] = _judge(self.exercise(name), answer)
        return self._known[name, answer]

    def went_wrong(self, name: str, answer: str) -> list[Move]:
        """What a judged answer gets wrong, as a trainer would name it."""
        exercise = self.exercise(name)
        if exercise is None or self.judged(name, answer)[0] not in ("wrong", "partly"):
            return []
        return exercise.went_wrong(json.loads(answer))


def _judge(exercise: Exercise | None, answer: str) -> tuple[str, float]:
    if exercise is None:
        return "gone", float("nan")
    try:
        verdict = exercise.check(json.loads(answer)) if answer else None
    except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError, RecursionError):
        verdict = None  # an answer of another shape than the kind's: as good as none
    if verdict is None or verdict.status == "unanswered":
        return "unanswered", 0.0 if exercise.judged else float("nan")
    return verdict.status, float("nan") if verdict.points is None else float(verdict.points)


def results(klass: TrainingClass, judge: Judge | None = None) -> tuple[pd.DataFrame, list[str]]:
    """The table of a class, and what a trainer should know about how it came together."""
    judge = judge or Judge(klass)
    forms = {name: lesson for lesson, found in _lessons(klass).items() for name in found}
    tests = set(klass.forms.values())
    told: list[str] = []
    rows = [
        *_screen_rows(klass, judge, forms, tests, told),
        *_sheet_rows(klass, judge),
        *_count_rows(klass, judge, forms),
    ]
    return frame(_once_each(rows, told)), told


def frame(rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as the table, its columns in their order and of their kinds."""
    return pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(COLUMNS)


def _lessons(klass: TrainingClass) -> dict[str, list[str]]:
    return {name: lesson.exercises for name, lesson in klass.library.lessons[klass.module.id].items()}


# ── from the screens ──
def _screen_rows(
    klass: TrainingClass, judge: Judge, forms: dict[str, str], tests: set[str], told: list[str]
) -> Iterator[Row]:
    work = without_copies(work_of(klass), told)
    told += lent(work)
    for person, records in work:
        known = [r for r in records if r.exercise in forms]
        clock = Clock.of(klass, [r for r in known if forms[r.exercise] in tests])
        in_time = known if clock.wrong else by_time(known)
        own = list(one_sitting(person, in_time, forms, tests, clock, told))
        whens = moments(klass, person, own, forms, clock, told)
        groups: dict[str, list[Record]] = {}
        for record in own:
            groups.setdefault(record.exercise, []).append(record)
        for exercise, attempts in groups.items():
            form = forms[exercise]
            moment = whens.get(form, "") if form in tests else ""
            yield _screen_row(klass, judge, person, form, moment, attempts)
        yield from _left_blank(klass, judge, person, whens, groups)


def _screen_row(
    klass: TrainingClass, judge: Judge, person: Person, form: str, moment: str, attempts: list[Record]
) -> Row:
    exercise = judge.exercise(attempts[0].exercise)
    fresh = [a for a in attempts if exercise is None or a.digest == exercise.digest]
    last = (fresh or attempts)[-1]
    counted = last if moment else (fresh or attempts)[0]
    row = _row(klass, person, last.exercise, form, moment, "screen", _json(counted.answer))
    row |= {"people": counted.people, "tries": len(attempts), "at": last.at}
    if not fresh:
        return row | {"status": "stale", "points": float("nan"), "last_points": float("nan"), "stale": True}
    status, points = judge.judged(last.exercise, row["answer"])
    return row | {"status": status, "points": points, "last_points": judge.judged(last.exercise, _json(last.answer))[1]}


def _left_blank(
    klass: TrainingClass, judge: Judge, person: Person, moments: dict[str, str], done: dict[str, Any]
) -> Iterator[Row]:
    """Items of a test that was begun on the screen and not answered: blank, worth nothing, as on paper."""
    lessons = _lessons(klass)
    for form, moment in moments.items():
        for name in lessons[form]:
            if name not in done:
                status, points = judge.judged(name, "")
                row = _row(klass, person, name, form, moment, "screen", "")
                yield row | {"status": status, "points": points, "last_points": points}


# ── from paper ──
def _sheet_rows(klass: TrainingClass, judge: Judge) -> Iterator[Row]:
    lessons = _lessons(klass)
    for sheet in sheets(klass):
        person = klass.find(sheet.code)
        if person is None:
            continue
        for name in lessons.get(sheet.form, []):
            answer = _json(sheet.answers.get(name))
            if not sheet.moment and not answer:
                continue  # practice that was not done is no mistake, on paper as on the screen
            status, points = judge.judged(name, answer)
            row = _row(klass, person, name, sheet.form, sheet.moment, "paper", answer)
            yield row | {"status": status, "points": points, "last_points": points}


def _count_rows(klass: TrainingClass, judge: Judge, forms: dict[str, str]) -> Iterator[Row]:
    for count in counts(klass):
        exercise = judge.exercise(count.exercise)
        if count.exercise not in forms or (exercise and exercise.judged and hands_each(exercise, count.heads) > 1):
            continue  # hands for each option tell what was chosen, and of nobody whether she chose all of it
        for answer, heads in count.heads.items():
            status, points = judge.judged(count.exercise, answer)
            row = _row(
                klass, Person("", count.mode), count.exercise, forms[count.exercise], count.moment, "hands", answer
            )
            if heads:
                yield row | {"status": status, "points": points, "last_points": points, "people": heads}


def _row(klass: TrainingClass, person: Person, exercise: str, form: str, moment: str, source: str, answer: str) -> Row:
    return {
        "class_id": klass.id, "learner": person.code, "mode": person.mode, "unit": person.unit, "exercise": exercise,
        "form": form, "moment": moment, "source": source, "answer": answer, "people": 1, "tries": 1,
        "stale": False, "at": "",
    }  # fmt: skip


def _json(answer: object) -> str:
    return "" if answer is None else json.dumps(answer, ensure_ascii=False, sort_keys=True)


def _once_each(rows: list[Row], told: list[str]) -> list[Row]:
    """One row for each learner, exercise and moment: an answer on the screen stands before a sheet of the same."""
    kept: dict[tuple[str, ...], Row] = {}
    doubled: dict[str, int] = {}
    for row in rows:
        own = row["learner"] or f"#{row['mode']}{row['answer']}"
        place = (own, row["exercise"], row["moment"], "hands" if row["source"] == "hands" else "")
        before = kept.get(place)
        if before is None or (before["answer"] == "" and row["answer"] != "" and row["source"] == "paper"):
            kept[place] = row
        elif row["source"] == "paper" and before["answer"] != row["answer"]:
            doubled[row["learner"]] = doubled.get(row["learner"], 0) + 1
    told += [
        say("{code} có cả phiếu giấy và bài trên máy, {n} câu khác nhau: tính bài trên máy.", code=code, n=n)
        for code, n in doubled.items()
    ]
    return list(kept.values())


def stale_words(table: pd.DataFrame, klass: TrainingClass) -> list[str]:
    """What to tell of answers whose question has changed since."""
    old = table[table["stale"]]
    if old.empty:
        return []
    names = ", ".join(sorted({klass.library.number(name) or name for name in old["exercise"].astype(str)}))
    return [say("{n} câu trả lời theo bản cũ của câu hỏi, không chấm: câu {names}.", n=len(old), names=names)]


__all__ = ["COLUMNS", "RIGHT", "UNSURE", "Judge", "frame", "results", "stale_words"]
