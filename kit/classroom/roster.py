"""A roster from the list that an office already has, in Excel or CSV; what is wrong is told by row, all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kit.classroom.lists import Entry, NoList, find_list, ranges
from kit.errors import KitError
from kit.messages import say
from kit.tables import NotATable, Table, open_table
from kit.vietnamese import nfc, one_spelling, slug
from kit.vietnamese.old_codes import OldCode
from kit.workbooks.book import Row
from kit.workbooks.model import Field, Sheet
from kit.workbooks.rules import PHONE, person_in
from kit.workbooks.values import NotReadable, shown, value_of

MOST_BYTES, MOST_PEOPLE = 5 * 1024 * 1024, 2_000
SAMPLES = 3  # of what stands in an old code
Taken = Callable[[str], bool]


class RosterFaults(KitError):
    """A list that cannot be taken over; every fault with its row. Nothing was written."""

    def __init__(self, file: str, faults: list[str]) -> None:
        self.faults = faults
        head = say("Danh sách {file} còn {n} chỗ phải sửa. Chưa lưu ai vào lớp.", file=file, n=len(faults))
        super().__init__("\n".join([head, *faults]))


@dataclass
class Roster:
    """Lines of the roster, names apart, what was left out of the list and why, and the codes that the list did not give."""

    rows: list[Row] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    made: set[str] = field(default_factory=set)
    _codes: dict[str, str] = field(default_factory=dict)  # every code and nickname, as it is compared, to its code

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        for name in _own_names(row):
            self._codes.setdefault(spelling(name), row["code"])


def read_roster(path: Path, sheet: Sheet, taken: Taken = lambda _: False, *, convert: bool = False) -> Roster:
    """The roster in a list (.xlsx or .csv). Raises RosterFaults with every fault by its row.

    `taken`: is this code somebody's already, or was it somebody's? Nobody new is given it. `convert`: letters in
    TCVN3 or VNI are turned into Unicode, as the person has said; else a list that holds them is refused.
    """
    try:
        found = find_list(table_of(path))
    except NoList as error:
        raise RosterFaults(path.name, [str(error)]) from error
    if found.old and not convert:
        raise RosterFaults(path.name, ["\n".join(_old_words(found.old))])
    roster, faults = Roster(told=list(found.told)), _Faults()
    if found.old:
        roster.told.append(say("Đã đổi {n} ô từ bảng mã cũ sang Unicode, ví dụ “{old}” thành “{new}”: soát lại tên.", n=len(found.old), old=found.old[-1][1][:40], new=found.old[-1][2][:40]))  # fmt: skip
    for entry in found.entries:
        for what in (*entry.troubles, *_take(entry, sheet, roster, taken)):
            faults.add(entry.number, what)
    told = list(faults.told())
    told += [] if roster.rows else [say("Dưới dòng tên cột không có ai.")]
    if told:
        raise RosterFaults(path.name, told)
    roster.told += _alike(roster, found.entries)
    deal_forms(roster.rows)
    return roster


class _Faults:
    """Faults by their words, so that one that fifty rows share is told once."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}

    def add(self, row: int, what: str) -> None:
        self._rows.setdefault(what, []).append(row)

    def told(self) -> Iterable[str]:
        return (say("Dòng {n}: {what}", n=ranges(rows), what=what) for what, rows in self._rows.items())


def _old_words(old: list[tuple[int, str, str, OldCode]]) -> Iterable[str]:
    codes = sorted({code for _, _, _, code in old})
    yield say("Danh sách viết bằng bảng mã cũ {codes} ở {n} ô.", codes=", ".join(codes), n=len(old))
    for row, text, made, _ in old[:SAMPLES]:
        yield say("Dòng {n}: “{old}”, đổi ra là “{new}”.", n=row, old=text[:40], new=made[:40])
    yield say("Nếu chữ đổi ra ở trên đã đúng: nhận lại danh sách và đánh dấu ô “đổi chữ sang Unicode” (lệnh: thêm --convert). Nếu chưa đúng: trong Excel chép các ô ấy, bấm Ctrl+Shift+F6 (UniKey), đổi sang Unicode, rồi dán lại.")  # fmt: skip


def _alike(roster: Roster, entries: list[Entry]) -> list[str]:
    """Two lines of one name and unit: two people, or one who was written twice?"""
    seen: dict[tuple[str, str], int] = {}
    told = []
    for entry, row in zip(entries, roster.rows, strict=True):
        who = spelling(roster.names.get(row["code"], "")), spelling(row.get("unit", ""))
        if who[0] and who in seen:
            told.append(say("Dòng {n} trùng họ tên và đơn vị với dòng {m}: nếu là một người ghi hai lần thì xóa bớt một dòng.", n=entry.number, m=seen[who]))  # fmt: skip
        seen.setdefault(who, entry.number)
    return told


def made_up(room: int, online: int) -> list[Row]:
    """A roster of codes alone, for a class whose list comes later: HV001 and on, room first."""
    modes = ["Trực tiếp"] * room + ["Trực tuyến"] * online
    rows = [{"code": f"HV{n:03d}", "mode": mode, "unit": ""} for n, mode in enumerate(modes, 1)]
    deal_forms(rows)
    return rows


def deal_forms(rows: list[Row]) -> None:
    """Give whoever has none the form taken before: A and B by turns, in the room and online apart."""
    for mode in {row["mode"] for row in rows}:
        turn = 0
        for row in rows:
            if row["mode"] == mode:
                row["first"] = row.get("first") or "AB"[turn % 2]
                turn += 1


def _take(entry: Entry, sheet: Sheet, roster: Roster, taken: Taken) -> list[str]:
    """One line into the roster; returns its faults."""
    cells, faults = entry.cells, []
    row: Row = {}
    for spec in sheet.fields:
        text = nfc(cells.get(spec.id, "")).strip()
        try:
            row[spec.id] = shown(spec, value_of(spec, _mode(spec, text)))
        except NotReadable as error:
            faults.append(f"{spec.title}: {error}")
    row["mode"] = row.get("mode") or "Trực tiếp"
    row["code"] = "".join(row.get("code", "").split())
    if not row["code"]:
        row["code"] = _next_code(roster, taken)
        roster.made.add(row["code"])
    faults += _wrong_names(row, roster)
    if len(roster.rows) >= MOST_PEOPLE:
        faults.append(say("Một lớp nhiều nhất {n} người.", n=MOST_PEOPLE))
    roster._add(row)
    if cells.get("name"):
        roster.names[row["code"]] = " ".join(nfc(cells["name"]).split())[:120]
    return faults


def _wrong_names(row: Row, roster: Roster) -> list[str]:
    """A code that is another's, a number or a name; a person's name or telephone where none belongs."""
    faults = []
    own = _own_names(row)
    if roster._codes.get(spelling(row["code"])) and spelling(row["code"]) == spelling(
        roster._codes[spelling(row["code"])]
    ):
        faults.append(say("Mã {code} đã dùng ở dòng trên: cho người này mã khác.", code=row["code"]))
    elif clash := next((name for name in own if spelling(name) in roster._codes), ""):
        whose = roster._codes[spelling(clash)]
        faults.append(
            say("“{name}” đã là mã hoặc tên gọi của {code} ở dòng trên. Đặt tên khác.", name=clash, code=whose)
        )
    if not (re.search(r"[^\W\d_]", row["code"]) and re.search(r"\d", row["code"])):
        faults.append(say("Mã “{code}” cần có cả chữ và số, ví dụ HV001.", code=row["code"][:40]))
    phones = [text for text in (row.get("unit", ""), row.get("also", "")) if PHONE.search(text)]
    faults += [say("“{text}” có số điện thoại: bỏ đi.", text=text[:60]) for text in phones]
    if named := person_in(row.get("unit", "")):
        faults.append(say("Cột đơn vị có tên người (“{name}”): ghi xã, thôn bản hoặc cơ quan.", name=named))
    return faults


def _own_names(row: Row) -> list[str]:
    """A code and the nicknames beside it."""
    return [row["code"], *(name.strip() for name in row.get("also", "").split(",") if name.strip())]


def _mode(spec: Field, text: str) -> str:
    """People write online, zoom, offline, “Online qua Zoom”; “TT” may be either, and is asked about."""
    if spec.id == "mode":
        words = set(slug(text).split("-"))
        far = bool(words & {"online", "zoom", "onl", "meet"}) or slug(text) in ("on", "tu-xa")
        near = bool(words & {"offline"}) or slug(text) in ("off", "tai-cho", "tai-lop", "tap-trung")
        if far != near:
            return "Trực tuyến" if far else "Trực tiếp"
    return text


def _next_code(roster: Roster, taken: Taken) -> str:
    """A code that is neither in this list nor anyone's already: another's work must not become hers."""
    n = len(roster.rows) + 1
    while spelling(f"HV{n:03d}") in roster._codes or taken(f"HV{n:03d}"):
        n += 1
    return f"HV{n:03d}"


def table_of(path: Path) -> Table:
    """The table in a small file that people keep (.xlsx, .csv, .txt). Raises KitError; what is wrong with a list, RosterFaults."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KitError(say("Không mở được tệp {path}: kiểm tra tên và thư mục.", path=path)) from error
    if len(content) > MOST_BYTES:
        raise RosterFaults(path.name, [say("Tệp lớn hơn {n} MB.", n=MOST_BYTES // 1024 // 1024)])
    try:
        return open_table(path.name, content)
    except NotATable as error:
        raise RosterFaults(path.name, [str(error)]) from error


def spelling(name: str) -> str:
    """A code or nickname as it is compared."""
    text = re.sub(r"[\s._-]+", "", one_spelling(name))
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)
