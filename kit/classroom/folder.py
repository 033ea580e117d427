"""The folder of a class: its file, its roster, what was handed in; classes/<id>/ in the home folder.

The class file is a workbook (exercises/class/class-file.yaml) and lies as class-file.json; names, where
anyone has given them, lie apart in names.csv and never meet an answer.
"""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kit.classroom.roster import spelling, table_of
from kit.course import Library, Module
from kit.course.modules import Day, Programme
from kit.errors import KitError, UnknownName
from kit.files import print_of, write_over, write_whole
from kit.messages import say
from kit.vietnamese import NotADate, parse_date, slug
from kit.workbooks import Book, Shelf, Workbook
from kit.workbooks.book import NotABook, Row
from kit.workbooks.values import Value

if TYPE_CHECKING:
    from kit.classroom.disclosure import Known

WORKBOOK = "class-file"
MOST = Decimal(1_000_000)  # no class file counts more of anything
ROOM, ONLINE = "room", "online"
MODES = {"Trực tiếp": ROOM, "Trực tuyến": ONLINE}  # the words of the class file
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_FOLDERS = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}  # Windows
_FORMULA = re.compile(r"^[\s\u200b]*[=+\-@＝＋－＠|\t\r]")


class NotAClass(KitError):
    """A class folder that cannot be used; says why and what to do."""


@dataclass(frozen=True)
class Person:
    """A line of the roster: a code, never a name. `first` is the form taken before the course, A or B."""

    code: str
    mode: str = ""
    unit: str = ""
    sex: str = ""
    first: str = ""
    also: tuple[str, ...] = ()
    certificate: bool = True


class TrainingClass:
    """One delivered course."""

    def __init__(self, library: Library, id_: str) -> None:
        self.library, self.id = library, id_
        self.path = library.home / "classes" / id_
        self._seen = ""  # the class file as it was read last; "" before there is one

    @classmethod
    def open(cls, library: Library, id_: str) -> TrainingClass:
        """The class of that id, or an error that names the nearest."""
        if id_ not in class_ids(library):
            if not class_ids(library):
                raise NotAClass(say("Chưa có lớp nào. Mở lớp: kit class new MÃ-LỚP --module CHUYÊN-ĐỀ"))
            raise UnknownName(say("lớp"), id_, class_ids(library))
        return cls(library, id_)

    # ── its file ──
    @property
    def file(self) -> Path:
        return self.path / f"{WORKBOOK}.json"

    @cached_property
    def workbook(self) -> Workbook:
        return Shelf(self.library.home, "class").get(WORKBOOK)

    @cached_property
    def book(self) -> Book:
        """The class file as it lies on the disk now. Raises NotAClass."""
        try:
            content = self.file.read_bytes()
            self._seen = print_of(content)
            return Book.read(self.workbook, content)
        except (OSError, NotABook) as error:
            raise NotAClass(
                say("Không đọc được hồ sơ lớp {path}. {cause} Lấy bản lưu gần nhất.", path=self.file, cause=error)
            ) from error

    def save(self, book: Book) -> None:
        """Write the class file whole, and see it as it is now. Raises ChangedMeanwhile where another has saved it since."""
        self._seen = write_over(self.file, book.written(), self._seen)
        self.refresh()

    def refresh(self) -> None:
        """Forget what was read: another window may have changed the file."""
        for name in ("book", "people", "known", "_by_name"):
            self.__dict__.pop(name, None)

    def about(self, name: str) -> str:
        """A field of the first sheet, as it is written."""
        return self.book.text("about", 0, name)

    def day(self, name: str) -> date | None:
        try:
            return parse_date(self.about(name))
        except NotADate:
            return None

    @property
    def title(self) -> str:
        return self.about("title") or self.id

    @property
    def key(self) -> str:
        """The id with a mark of its own: two provinces may both have a class “lop-1” in one store."""
        path = self.path / "key.txt"
        if not path.exists():
            write_whole(path, uuid.uuid4().hex[:8].encode(), sync=True)
        try:
            mark = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            mark = ""
        if not re.fullmatch(r"[0-9a-f]{8}", mark):
            raise NotAClass(say("Tệp {path} bị hỏng. Nhờ tệp này mà kho nhận ra lớp. Chép lại bản lưu của tệp; không có bản lưu thì xóa tệp, máy sẽ tạo tệp mới (lớp đã có trong kho khi đó bị tính thành hai lớp: xóa bản cũ trong kho).", path=path))  # fmt: skip
        return f"{self.id}-{mark}"

    @cached_property
    def module(self) -> Module:
        return self.library.module(self.about("module"))

    @property
    def programme(self) -> Programme | None:
        """The programme of the module that this class follows; None where none of that id is left."""
        wanted = self.about("programme")
        return next((p for p in self.module.programmes if p.id == wanted), None)

    @property
    def days(self) -> tuple[Day, ...]:
        """The days of its programme."""
        return self.programme.days if self.programme else ()

    @property
    def forms(self) -> dict[str, str]:
        """The parallel tests of the module: form A and B to lesson id."""
        return {plan.id.split("-")[-1].upper(): str(plan.id) for plan in self.module.tests}

    @property
    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Tells whether anything has changed that results are made of: names, times and sizes of its files."""
        paths = [
            self.file,
            self.path / "names.csv",
            *self.path.glob("*.jsonl"),
            *(self.path / "handed-in").glob("*.jsonl"),
        ]
        found = []
        for path in sorted(paths):
            with suppress(OSError):
                about = path.stat()
                found.append((path.name, about.st_mtime_ns, about.st_size))
        return tuple(found)

    @property
    def overdue(self) -> bool:
        """Has the day passed until which the class may be kept?"""
        limit = self.day("keep-until")
        return limit is not None and limit < date.today()

    # ── its people ──
    @cached_property
    def people(self) -> list[Person]:
        return [person_of(row) for row in self.book.rows("roster") if row.get("code")]

    @cached_property
    def known(self) -> Known:
        """By what its people can be told, to take it out of what is shown."""
        from kit.classroom.disclosure import known_of

        return known_of(self)

    @cached_property
    def _by_name(self) -> dict[str, Person]:
        known: dict[str, Person] = {}
        for person in self.people:  # everyone's own code before anyone's other names
            known.setdefault(spelling(person.code), person)
        for person in self.people:
            for name in person.also:
                known.setdefault(spelling(name), person)
        return known

    def find(self, typed: str) -> Person | None:
        """Whose name or code this is: capitals, blanks and leading noughts mean nothing (“hv 7” is HV007)."""
        return self._by_name.get(spelling(typed))

    @property
    def names(self) -> dict[str, str]:
        """Code to name, where names were given; they lie in a file of their own."""
        path = self.path / "names.csv"
        if not path.exists():
            return {}
        try:
            rows = [line.texts for line in table_of(path).pages[0].lines]
        except KitError as error:
            raise NotAClass(str(error)) from error
        return {unguarded(row[0]): unguarded(row[1]) for row in rows[1:] if len(row) > 1 and row[0] and row[1]}

    def save_names(self, names: dict[str, str]) -> None:
        path = self.path / "names.csv"
        if not names:
            path.unlink(missing_ok=True)
            return
        rows = [["code", "name"], *([code, name] for code, name in names.items())]
        write_whole(path, csv_bytes(rows), sync=True)


def class_ids(library: Library) -> list[str]:
    """Every class of this home, by id."""
    folder = library.home / "classes"
    return sorted(p.parent.name for p in folder.glob(f"*/{WORKBOOK}.json"))


def person_of(row: Row) -> Person:
    """A line of the roster as it is kept in the class file."""
    return Person(
        code=row["code"],
        mode=MODES.get(row.get("mode", ""), ""),
        unit=row.get("unit", ""),
        sex=row.get("sex", ""),
        first=row.get("first", ""),
        also=tuple(name.strip() for name in row.get("also", "").split(",") if name.strip()),
        certificate=row.get("certificate", "") != "Không",
    )


def whole(value: Value | None) -> int:
    """A number of the class file as a whole one, never negative; 0 where none is written."""
    return int(min(max(value, Decimal(0)), MOST)) if isinstance(value, Decimal) else 0


def good_id(typed: str) -> str:
    """The id of a new class: “Lớp Bình Định 11/2026” becomes lop-binh-dinh-11-2026. Raises NotAClass."""
    made = typed if _ID.fullmatch(typed) else slug(typed)
    if made in _NOT_FOLDERS:
        raise NotAClass(say("“{name}” là tên dành riêng của Windows: chọn mã khác, ví dụ gia-lai-2026-11.", name=typed))
    if not made:
        raise NotAClass(say("Mã lớp “{name}” cần có chữ hoặc số, ví dụ gia-lai-2026-11.", name=typed))
    return made


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: ' stands before a sign that would start one (CWE-1236)."""
    return f"'{text}" if _FORMULA.match(text) or text.startswith("'") else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith("'") else text


def csv_bytes(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows as CSV that Excel and LibreOffice read with its letters; texts can start no formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return "\ufeff".encode() + stream.getvalue().encode("utf-8", "replace")
