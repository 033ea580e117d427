"""Taking people out of a class: one who asks for it, or everyone when the time of keeping is over.

What is left of one person is a head in the count of her mode, and a fingerprint that keeps her work from
coming back with the next USB stick. What is left of everyone is how many answered each question rightly.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pandas as pd

from kit.answers import Learner
from kit.classroom.collect import ALL_GONE, erased_names, fingerprint, logs
from kit.classroom.disclosure import Known, known_of
from kit.classroom.folder import ONLINE, ROOM, Person, TrainingClass, csv_bytes
from kit.classroom.overview import answered, head_counts, number
from kit.classroom.results import RIGHT, results
from kit.classroom.roster import spelling
from kit.classroom.slips import Slips
from kit.classroom.tallies import forget_sheets
from kit.errors import KitError
from kit.files import sweep, write_whole
from kit.handin import NotHandedIn, unpack
from kit.messages import say
from kit.workbooks import Book
from kit.workbooks.book import Row

ERASED = {ROOM: "erased-room", ONLINE: "erased-online"}


def products(klass: TrainingClass) -> Path:
    """Where the papers and reports of a class are written; all of it can be made again."""
    return klass.library.home / "build" / "classes" / klass.id


def erase(klass: TrainingClass, code: str) -> Person:
    """Delete every trace of one person but her head in the count. Raises NobodyOfThatName.

    Whatever is cut on the way, a second call goes on to the end: what keeps her work from coming back is written
    first, her line of the roster and her name go last. Also takes whoever handed in and is on no line of the roster.
    Raises NotErased, when all else is done, with the files that the system would not let go.
    """
    typed = [name for name, _ in logs(klass)]
    person = klass.find(code) or next((Person(n, also=(n,)) for n in typed if spelling(n) == spelling(code)), None)
    forgotten = erased_names(klass)
    if person is None:
        if fingerprint(klass, code) not in forgotten:
            raise NobodyOfThatName(klass, code)
        person = Person(code)  # erased before, perhaps not to the end
    own = [name for name in typed if (klass.find(name) or Person(name)).code == person.code]
    names = [*dict.fromkeys([person.code, *person.also, *own])]
    forgotten |= {fingerprint(klass, name) for name in names}
    write_whole(klass.path / "erased.json", json.dumps(sorted(forgotten)).encode(), sync=True)
    left = [path for name in names for path in _forget_log(klass, name)] + _forget_copies(klass, names)
    forget_sheets(klass, person.code)
    Slips(klass).forget(person.code)
    left += _forget_products(klass)
    if klass.find(person.code):
        klass.save(_without(klass, person))
    klass.save_names({c: n for c, n in klass.names.items() if spelling(c) != spelling(person.code)})
    sweep(klass.path)
    if left:
        raise NotErased(left)
    return person


def erase_everyone(klass: TrainingClass) -> Path:
    """Keep only what can be told of nobody: heads by question. Returns the file of those counts.

    The counts are written once, before anything goes; a call that was cut goes on where it was.
    """
    path = klass.path / "anonymous.csv"
    if not (klass.path / ALL_GONE).exists():
        table, _ = results(klass)
        write_whole(path, csv_bytes(anonymous(table)), sync=True)
        write_whole(klass.path / ALL_GONE, date.today().isoformat().encode(), sync=True)
    left = [path for part in ("handed-in", "aside", "inbox") for path in _remove_folder(klass.path / part)]
    names = ("tallies.jsonl", "tallies.jsonl.lock", "erased.json", "watched.txt", "slips.json", "room.json")
    left += _remove([klass.path / name for name in names]) + _forget_products(klass)
    if klass.people:
        klass.save(_without_anyone(klass))
    left += _remove([klass.path / "names.csv"])
    sweep(klass.path)
    if left:
        raise NotErased(left)
    return path


def _without_anyone(klass: TrainingClass) -> Book:
    """The class file with counts in place of its people."""
    counts, book = head_counts(klass), klass.book
    about = dict(book.rows("about")[0])
    for mode, field in ERASED.items():
        about[field] = str(counts["mode"].get(mode, 0) or "")
    for field, word in (("women", "Nữ"), ("men", "Nam")):
        about[field] = str(counts["sex"].get(word, 0) or "")
    sheets = {**book.sheets, "about": [about], "roster": []}
    for person in klass.people:
        sheets = _cleaned_sheets(klass, sheets, person)
    return Book.of(book.workbook, sheets)


def anonymous(table: pd.DataFrame) -> list[list[object]]:
    """Heads by question and moment: how many answered, how many were right."""
    rows: list[list[object]] = [["exercise", "moment", "answered", "right"]]
    for (exercise, moment), part in table.groupby(["exercise", "moment"], observed=True):
        right = part.loc[part["points"] >= RIGHT, "people"].sum()
        rows.append([str(exercise), str(moment), int(part.loc[answered(part), "people"].sum()), int(right)])
    return rows


def _without(klass: TrainingClass, person: Person) -> Book:
    """The class file without a person: her line goes, her code goes from every text, her head stays in a count."""
    book = klass.book
    field = ERASED.get(person.mode, ERASED[ROOM])
    heads = str(number(klass, field) + 1)
    roster = [row for row in book.rows("roster") if spelling(row.get("code", "")) != spelling(person.code)]
    sheets = _cleaned_sheets(klass, {**book.sheets, "roster": roster}, person)
    return Book.of(book.workbook, {**sheets, "about": [{**sheets["about"][0], field: heads}]})


def _cleaned_sheets(klass: TrainingClass, sheets: dict[str, list[Row]], person: Person) -> dict[str, list[Row]]:
    """Every free text without the person's code and names; numbers, dates and choices speak of nobody."""
    known = known_of(klass, [person])
    texts = {(s.id, f.id) for s in klass.workbook.sheets for f in s.fields if f.kind in ("text", "long")}
    return {
        sheet: [{k: _cleaned(v, known) if (sheet, k) in texts else v for k, v in row.items()} for row in rows]
        for sheet, rows in sheets.items()
    }


def _cleaned(cell: str, known: Known) -> str:
    """A cell's words without the person's code and names; what else was written stays."""
    left = known.taken_out(cell, "…")
    return cell if left == cell else left.strip("… ,;/")


def _forget_log(klass: TrainingClass, name: str) -> list[Path]:
    path = klass.path / "handed-in" / Learner(name).file_name
    return _remove([path, Path(f"{path}.lock")])


def _forget_copies(klass: TrainingClass, names: list[str]) -> list[Path]:
    """Files of hers in the class's own inbox and among those set aside, whatever else is in them."""
    wanted, found = {spelling(name) for name in names}, []
    for path in [*(klass.path / "aside").glob("*"), *(klass.path / "inbox").glob("*")]:
        content = path.read_bytes()
        try:
            hers = spelling(unpack(content).learner) in wanted
        except NotHandedIn:
            hers = False
        text = spelling(content.decode("utf-8", "replace"))
        if hers or any(f'"{name}"' in text for name in wanted):
            found.append(path)
    return _remove(found)


def _forget_products(klass: TrainingClass) -> list[Path]:
    own = _remove([klass.path / name for name in ("results.csv", "class-file.xlsx", "class-file.truoc.json")])
    return own + _remove_folder(products(klass))


class NobodyOfThatName(KitError):
    """Nobody of that code is in the class; no other is suggested, as a slip here deletes somebody else."""

    def __init__(self, klass: TrainingClass, code: str) -> None:
        told = say("Không có ai mang mã “{code}”.", code=code)
        super().__init__(told + " " + say("Xem mã ở trang Hồ sơ lớp."))


class NotErased(KitError):
    """Files that another program holds open; says which, so that they can be deleted by hand."""

    def __init__(self, paths: list[Path]) -> None:
        names = "; ".join(str(path) for path in paths)
        super().__init__(say("Còn tệp chưa xóa được, có thể đang mở: {names}. Đóng lại rồi xóa tay.", names=names))


def _remove_folder(folder: Path) -> list[Path]:
    left = _remove([path for path in folder.rglob("*") if path.is_file()])
    shutil.rmtree(folder, ignore_errors=True)
    return left


def _remove(paths: list[Path]) -> list[Path]:
    """Delete files that may be there; returns those that the system would not let go."""
    left = []
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left.append(path)
    return left
