"""A roster from the list that an office already has, in Excel or CSV; what is wrong is told by row, all at once."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kit.errors import KitError
from kit.messages import say
from kit.vietnamese import format_date, format_number, nfc, one_spelling, slug
from kit.workbooks.book import Row
from kit.workbooks.model import Field, Sheet
from kit.workbooks.rules import PHONE, person_in
from kit.workbooks.values import NotReadable, shown, value_of

MOST_BYTES, MOST_PEOPLE = 5 * 1024 * 1024, 2_000
LOOK_FOR_HEADS = 12  # rows: lists open with the name of the office, a title, a date

# How lists name what the roster has.
_HEADS = {
    "code": ("ma", "ma-hoc-vien", "ma-hv", "ma-so"),
    "family": ("ho-dem", "ho-va-ten-dem", "ho-va-dem", "ho", "ho-lot"),
    "name": ("ho-va-ten", "ho-ten", "ten", "ten-hoc-vien", "hoc-vien"),
    "mode": ("hinh-thuc", "hinh-thuc-tham-gia", "truc-tiep-truc-tuyen", "cach-du"),
    "unit": ("don-vi", "don-vi-cong-tac", "noi-cong-tac", "co-quan", "xa", "dia-phuong", "xa-phuong"),
    "sex": ("gioi-tinh", "gioi", "nam-nu"),
    "first": ("phieu-lam-truoc", "phieu-truoc", "phieu"),
    "also": ("ten-goi", "ten-goi-khac-tren-may", "biet-danh", "ten-tren-may"),
    "certificate": ("cap-giay-chung-nhan", "giay-chung-nhan", "chung-nhan"),
}
_OF_NO_ACCOUNT = ("tt", "stt", "so-tt", "so-thu-tu", "ky-nhan", "ky-ten", "chu-ky", "ghi-chu")
_FOOT = re.compile(
    r"(tong-)?cong(-\d.*)?|tong-(cong|so).*|(nguoi-lap|thu-truong|truong-ban|dai-dien).*"
)  # below a list
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


def read_roster(path: Path, sheet: Sheet, taken: Taken = lambda _: False) -> Roster:
    """The roster in a list (.xlsx or .csv). Raises RosterFaults with every fault by its row.

    `taken`: is this code somebody's already, or was it somebody's? Nobody new is given it.
    """
    lines = lines_of(path)
    head, columns = _columns(lines)
    if "unit" not in columns and "name" not in columns and "code" not in columns:
        told = say("Không thấy dòng tên cột. Cần ít nhất một cột: Mã, Họ và tên, Đơn vị; nên có cột Hình thức.")
        raise RosterFaults(path.name, [told])
    roster, faults = Roster(told=_left_out(lines[head], set(columns.values()))), []
    for n, line in enumerate(lines[head + 1 :], head + 2):
        cells = _cells(line, columns)
        first = next((cell for cell in line if cell.strip() and not cell.strip().isdecimal()), "")
        if _FOOT.fullmatch(slug(first)):
            roster.told.append(say("Dòng {n} không phải người học: “{words}”.", n=n, words=first.strip()[:40]))
        elif any(cells.values()):
            faults += [say("Dòng {n}: {what}", n=n, what=what) for what in _take(cells, sheet, roster, taken)]
    faults += [] if roster.rows else [say("Dưới dòng tên cột không có ai.")]
    if faults:
        raise RosterFaults(path.name, faults)
    deal_forms(roster.rows)
    return roster


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


def _cells(line: list[str], columns: dict[str, int]) -> dict[str, str]:
    """A line by what its cells are; a name in two columns becomes one, a cross under “Nữ” becomes a word."""
    cells = {name: line[at].strip() for name, at in columns.items() if at < len(line)}
    parts = [cells.pop("family", ""), cells.get("name", ""), cells.pop("given", "")]
    if any(parts):
        cells["name"] = " ".join(part for part in parts if part)
    crossed = [word for key, word in (("women", "Nữ"), ("men", "Nam")) if cells.pop(key, "")]
    if len(crossed) == 1:
        cells.setdefault("sex", crossed[0])
    return cells


def _take(cells: dict[str, str], sheet: Sheet, roster: Roster, taken: Taken) -> list[str]:
    """One line into the roster; returns its faults."""
    faults = []
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
    roster.rows.append(row)
    if cells.get("name"):
        roster.names[row["code"]] = " ".join(nfc(cells["name"]).split())[:120]
    return faults


def _wrong_names(row: Row, roster: Roster) -> list[str]:
    """A code that is another's, a number or a name; a person's name or telephone where none belongs."""
    faults = []
    names = {
        spelling(n): r["code"] for r in roster.rows for n in (r["code"], *r.get("also", "").split(",")) if n.strip()
    }
    own = [row["code"], *(name.strip() for name in row.get("also", "").split(",") if name.strip())]
    if spelling(row["code"]) in {spelling(r["code"]) for r in roster.rows}:
        faults.append(say("Mã {code} đã dùng ở dòng trên: cho người này mã khác.", code=row["code"]))
    elif clash := next((name for name in own if spelling(name) in names), ""):
        whose = names[spelling(clash)]
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


def _mode(spec: Field, text: str) -> str:
    """People write online, zoom, offline; “TT” may be either, and is asked about."""
    if spec.id == "mode":
        word = slug(text)
        if word in ("online", "zoom", "on", "onl", "tu-xa"):
            return "Trực tuyến"
        if word in ("offline", "off", "tai-cho", "tai-lop", "tap-trung"):
            return "Trực tiếp"
    return text


def _next_code(roster: Roster, taken: Taken) -> str:
    """A code that is neither in this list nor anyone's already: another's work must not become hers."""
    own = {spelling(row["code"]) for row in roster.rows}
    n = len(roster.rows) + 1
    while spelling(f"HV{n:03d}") in own or taken(f"HV{n:03d}"):
        n += 1
    return f"HV{n:03d}"


def _columns(lines: list[list[str]]) -> tuple[int, dict[str, int]]:
    """The row of the headings and where each thing stands in it."""
    best: tuple[int, dict[str, int]] = (0, {})
    for n, line in enumerate(lines[:LOOK_FOR_HEADS]):
        words = [slug(cell.partition("(")[0]) for cell in line]
        found = {name: words.index(w) for name, heads in _HEADS.items() for w in reversed(heads) if w in words}
        if {"nam", "nu"} <= set(words):
            found |= {"men": words.index("nam"), "women": words.index("nu")}
        after = found.get("name", len(words)) + 1
        if after < len(words) and not words[after] and "family" not in found:
            found["given"] = after  # one heading over two columns: the family's name and one's own
        if len(found) > len(best[1]):
            best = (n, found)
    return best


def _left_out(head: list[str], read: set[int]) -> list[str]:
    """A line for each column that a class has no need of: it is not read, so it cannot leak."""
    return [
        say("Cột “{title}” không được đọc: lớp không cần dữ liệu này.", title=cell.strip())
        for n, cell in enumerate(head)
        if n not in read and slug(cell) and slug(cell) not in _OF_NO_ACCOUNT
    ]


def lines_of(path: Path) -> list[list[str]]:
    """The rows of a small table that people keep (.xlsx, .csv, .txt), as texts. Raises KitError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KitError(say("Không mở được tệp {path}: kiểm tra tên và thư mục.", path=path)) from error
    if len(content) > MOST_BYTES:
        raise RosterFaults(path.name, [say("Tệp lớn hơn {n} MB.", n=MOST_BYTES // 1024 // 1024)])
    return _sheet_lines(path.name, content) if path.suffix.lower() == ".xlsx" else _csv_lines(path.name, content)


def _sheet_lines(name: str, content: bytes) -> list[list[str]]:
    from kit.workbooks.book import NotABook
    from kit.workbooks.xlsx_in import open_xlsx

    try:
        page = open_xlsx(content).worksheets[0]
    except NotABook as error:
        raise RosterFaults(name, [str(error)]) from error
    rows = page.iter_rows(max_row=MOST_PEOPLE + LOOK_FOR_HEADS + 50, max_col=40, values_only=True)
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: Any) -> str:
    """A cell as one would have typed it."""
    if isinstance(cell, float):
        return format_number(cell).replace("−", "-")
    if isinstance(cell, date):
        return format_date(cell)
    return "" if cell is None else _printed(str(cell))


def _printed(text: str) -> str:
    """Without the characters that no keyboard types and no paper shows."""
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C" or unicodedata.category(c) == "Cf"
    )


def _csv_lines(name: str, content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        told = say("Chữ trong tệp không đọc được. Trong Excel chọn lưu dạng “CSV UTF-8”, hoặc lưu .xlsx.")
        raise RosterFaults(name, [told]) from error
    if name.lower().endswith(".txt"):
        return [line.split() for line in text.splitlines()]
    first = max(text.splitlines()[:LOOK_FOR_HEADS] or [""], key=lambda line: sum(map(line.count, ";,\t")))
    delimiter = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))[: MOST_PEOPLE + LOOK_FOR_HEADS + 50]
    except csv.Error as error:
        raise RosterFaults(name, [say("Tệp CSV bị hỏng: có thể một dấu ngoặc kép mở mà không đóng.")]) from error
    return [[_printed(cell) for cell in row] for row in rows]


def spelling(name: str) -> str:
    """A code or nickname as it is compared."""
    text = re.sub(r"[\s._-]+", "", one_spelling(name))
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)
