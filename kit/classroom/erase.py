"""Taking people out of a class: one who asks for it, or everyone when the time of keeping is over.

What is left of one person is a head in the count of her mode, and a fingerprint that keeps her work from
coming back with the next USB stick. What is left of everyone is how many answered each question rightly.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pandas as pd

from kit.answers import Learner
from kit.classroom.collect import erased_names, fingerprint, logs
from kit.classroom.folder import ONLINE, ROOM, Person, TrainingClass, csv_bytes, spelling
from kit.classroom.overview import RIGHT, head_counts, number
from kit.classroom.results import results
from kit.classroom.tallies import forget_sheets
from kit.course.learner_copy import write_whole
from kit.errors import UnknownName
from kit.messages import say
from kit.workbooks import Book
from kit.workbooks.book import Row

ERASED = {ROOM: "erased-room", ONLINE: "erased-online"}


def products(klass: TrainingClass) -> Path:
    """Where the papers and reports of a class are written; all of it can be made again."""
    return klass.library.home / "build" / "classes" / klass.id


def erase(klass: TrainingClass, code: str) -> Person:
    """Delete every trace of one person but her head in the count. Raises UnknownName for a code nobody has."""
    person = klass.find(code)
    if person is None:
        raise UnknownName(say("mã học viên"), code, [p.code for p in klass.people])
    names = [person.code, *person.also]
    forgotten = erased_names(klass) | {fingerprint(klass, name) for name in names}
    write_whole(klass.path / "erased.json", json.dumps(sorted(forgotten)).encode(), sync=True)
    for typed in [*names, *(name for name, _ in logs(klass) if klass.find(name) == person)]:
        _forget_log(klass, typed)
    _forget_set_aside(klass, names)
    forget_sheets(klass, person.code)
    klass.save_names({c: n for c, n in klass.names.items() if spelling(c) != spelling(person.code)})
    klass.save(_without(klass, person))
    _forget_products(klass)
    return person


def erase_everyone(klass: TrainingClass) -> Path:
    """Keep only what can be told of nobody: heads by question. Returns the file of those counts."""
    table, _ = results(klass)
    path = klass.path / "anonymous.csv"
    write_whole(path, csv_bytes(anonymous(table)), sync=True)
    counts = head_counts(klass)
    about = dict(klass.book.rows("about")[0])
    for mode, field in ERASED.items():
        about[field] = str(counts["mode"].get(mode, 0) or "")
    for field, word in (("women", "Nữ"), ("men", "Nam")):
        about[field] = str(counts["sex"].get(word, 0) or "")
    book = klass.book
    sheets = {**book.sheets, "about": [about], "roster": []}
    for person in klass.people:
        sheets = {s: [{k: _cleaned(v, person) for k, v in row.items()} for row in rows] for s, rows in sheets.items()}
    klass.save(Book.of(book.workbook, sheets))
    for part in ("handed-in", "aside"):
        shutil.rmtree(klass.path / part, ignore_errors=True)
    for name in ("tallies.jsonl", "tallies.jsonl.lock", "names.csv", "erased.json", "results.csv"):
        (klass.path / name).unlink(missing_ok=True)
    _forget_products(klass)
    return path


def anonymous(table: pd.DataFrame) -> list[list[object]]:
    """Heads by question and moment: how many answered, how many were right."""
    rows: list[list[object]] = [["exercise", "moment", "answered", "right"]]
    for (exercise, moment), part in table.groupby(["exercise", "moment"], observed=True):
        right = part.loc[part["points"] >= RIGHT, "people"].sum()
        rows.append([str(exercise), str(moment), int(part["people"].sum()), int(right)])
    return rows


def _without(klass: TrainingClass, person: Person) -> Book:
    """The class file without a person: her line goes, her code goes from every cell, her head stays in a count."""
    book = klass.book
    sheets: dict[str, list[Row]] = {}
    for name, rows in book.sheets.items():
        kept = [row for row in rows if name != "roster" or spelling(row.get("code", "")) != spelling(person.code)]
        sheets[name] = [{k: _cleaned(v, person) for k, v in row.items()} for row in kept]
    about = dict(sheets["about"][0])
    field = ERASED.get(person.mode, ERASED[ROOM])
    about[field] = str(number(klass, field) + 1)
    return Book.of(book.workbook, {**sheets, "about": [about]})


def _cleaned(cell: str, person: Person) -> str:
    """A cell's words without the person's code and other names; what else was written stays."""
    for name in person.also:
        cell = re.sub(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", "…", cell)
    code = spelling(person.code)
    return re.sub(r"\w[\w.-]*", lambda word: "…" if spelling(word[0]) == code else word[0], cell).strip("… ,;")


def _forget_log(klass: TrainingClass, name: str) -> None:
    path = klass.path / "handed-in" / Learner(name).file_name
    path.unlink(missing_ok=True)
    Path(f"{path}.lock").unlink(missing_ok=True)


def _forget_set_aside(klass: TrainingClass, names: list[str]) -> None:
    """Copies of damaged files that speak of this person, whatever else is in them."""
    for path in (klass.path / "aside").glob("*.txt"):
        content = spelling(path.read_bytes().decode("utf-8", "replace"))
        if any(f'"{spelling(name)}"' in content for name in names):
            path.unlink()


def _forget_products(klass: TrainingClass) -> None:
    shutil.rmtree(products(klass), ignore_errors=True)
    for name in ("results.csv", "class-file.xlsx", "class-file.truoc.json"):
        (klass.path / name).unlink(missing_ok=True)
