"""Opening a new class: its folder, its file filled as far as it can be, codes for everyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kit.classroom.collect import ALL_GONE, erased_names, fingerprint, logs
from kit.classroom.folder import TrainingClass, class_ids, good_id
from kit.classroom.roster import MOST_PEOPLE, Roster, RosterFaults, made_up, read_roster, spelling
from kit.classroom.tallies import sheets
from kit.course import Library
from kit.errors import UnknownName, UsageError
from kit.messages import say
from kit.vietnamese import format_date
from kit.workbooks import Book, Shelf
from kit.workbooks.book import Row
from kit.workbooks.values import canonical

FIRST_YEAR, LAST_YEAR = 2020, 2100
KEPT = 365  # days after the class, unless the class file says otherwise


@dataclass(frozen=True)
class Wanted:
    """What a trainer says of a new class."""

    module: str
    starts: date
    ends: date | None = None
    programme: str = ""
    title: str = ""
    level: str = "Tỉnh"
    organiser: str = ""
    place: str = ""
    room: int = 0
    online: int = 0
    roster: Path | None = None
    convert: bool = False  # letters of an old code in the list are turned into Unicode


def new_class(library: Library, typed: str, wanted: Wanted) -> tuple[TrainingClass, list[str]]:
    """Make the folder of a class; returns it and what to tell. Raises KitError, and then nothing was made."""
    id_ = good_id(typed)
    if id_ in class_ids(library):
        raise UsageError(say("Đã có lớp “{name}”. Chọn mã khác, hoặc sửa hồ sơ lớp ở trang Hồ sơ lớp.", name=id_))
    module = library.module(wanted.module)
    programmes = [str(p.id) for p in module.programmes]
    programme = wanted.programme or (programmes[0] if programmes else "")
    if programmes and programme not in programmes:
        raise UnknownName(say("chương trình"), programme, programmes)
    klass = TrainingClass(library, id_)
    workbook = Shelf(library.home, "class").get("class-file")
    level = canonical(workbook.sheet("about").field("level"), wanted.level)
    if level not in workbook.sheet("about").field("level").choices:
        raise UnknownName(say("cấp tổ chức"), wanted.level, list(workbook.sheet("about").field("level").choices))
    roster = _roster(wanted, klass)
    if not FIRST_YEAR <= wanted.starts.year <= LAST_YEAR:
        raise UsageError(say("Năm {year} không đúng: lớp từ năm {first} đến {last}.", year=wanted.starts.year, first=FIRST_YEAR, last=LAST_YEAR))  # fmt: skip
    days = next((len(p.days) for p in module.programmes if p.id == programme), 1)
    ends = wanted.ends or wanted.starts + timedelta(days=days - 1)
    if ends < wanted.starts:
        raise UsageError(say("Ngày cuối {ends} ở trước ngày đầu {starts}.", ends=format_date(ends), starts=format_date(wanted.starts)))  # fmt: skip
    about = {
        "module": module.id,
        "programme": programme,
        "title": wanted.title or module.title,
        "level": level,
        "organiser": wanted.organiser,
        "place": wanted.place,
        "starts": format_date(wanted.starts),
        "ends": format_date(ends),
        "keep-until": format_date(ends + timedelta(days=KEPT)),
    }
    blank = Book.blank(workbook)
    filled = {**blank.sheets, "about": [about], "roster": roster.rows, "attendance": _sessions(days)}
    klass.save_names(roster.names)
    klass.save(Book.of(workbook, filled))
    told = list(roster.told)
    if roster.names:
        told.append(say("Tên học viên để riêng trong names.csv, chỉ dùng in giấy chứng nhận và danh sách ký."))
    return klass, told


def take_roster(klass: TrainingClass, path: Path, *, convert: bool = False) -> list[str]:
    """Add the people of a list to a class that is there; whoever it knows already is brought up to date.

    Known: the same code, or, where the list gives none, the same name and unit. Codes that stand for nobody yet are
    given out in the order of the list, as long as nothing was done under them. Nobody is taken out. Returns what to
    tell; raises KitError, and then nothing was changed.
    """
    if (klass.path / ALL_GONE).exists():
        raise UsageError(say("Lớp này đã xóa dữ liệu theo hạn giữ: mở lớp mới cho người mới."))
    rows = {spelling(row["code"]): row for row in klass.book.rows("roster") if row.get("code")}
    gone, names = erased_names(klass), klass.names
    found = read_roster(
        path, klass.workbook.sheet("roster"), lambda code: spelling(code) in rows or fingerprint(klass, code) in gone,
        convert=convert,
    )  # fmt: skip
    back = [row["code"] for row in found.rows if fingerprint(klass, row["code"]) in gone]
    if back:
        words = say("Mã {codes} là của người đã xin xóa: cho người mới một mã khác.", codes=", ".join(back))
        raise RosterFaults(path.name, [words])
    filled = _recode(klass, found, rows, names)
    told = list(found.told)
    for code, name in found.names.items():
        if names.get(code) and spelling(names[code]) != spelling(name):
            told.append(say("{code}: “{new}” thay cho “{old}”.", code=code, new=name, old=names[code]))
    fresh = [row["code"] for row in found.rows if spelling(row["code"]) not in rows]
    for row in found.rows:
        kept = rows.get(spelling(row["code"]), {})
        same = {name: kept[name] for name in ("code", "first") if kept.get(name)}
        rows[spelling(row["code"])] = {**row, **same}
    klass.save_names({**names, **found.names})
    klass.save(Book.of(klass.workbook, {**klass.book.sheets, "roster": list(rows.values())}))
    told.append(say("Thêm {n} người, cập nhật {m} người.", n=len(fresh), m=len(found.rows) - len(fresh)))
    if filled:
        told.append(say("Trong đó {n} người nhận mã đã có sẵn, theo thứ tự trong danh sách.", n=filled))
    empty = [code for code in _unfilled(klass) if filled]
    if empty:
        told.append(say("Còn {n} mã chưa có ai: {codes}.", n=len(empty), codes=", ".join(empty[:10])))
    return told


def _recode(klass: TrainingClass, found: Roster, rows: dict[str, Row], names: dict[str, str]) -> int:
    """Give people of a list without codes the codes that are theirs, or nobody's; returns how many got nobody's."""
    known = {(spelling(name), spelling(rows[spelling(code)].get("unit", ""))): code for code, name in names.items() if spelling(code) in rows}  # fmt: skip
    given = {spelling(row["code"]) for row in found.rows if row["code"] not in found.made}
    empty = [code for code in _unfilled(klass) if spelling(code) not in given]
    if empty and found.made and _has_work(klass):
        raise UsageError(say("Lớp đã có bài làm: thêm cột Mã vào danh sách, để biết ai đang giữ mã nào."))
    filled = 0
    for row in found.rows:
        if row["code"] not in found.made:
            continue
        mode = {code for code in empty if rows[spelling(code)]["mode"] == row["mode"]}
        code = known.get((spelling(found.names.get(row["code"], "")), spelling(row.get("unit", ""))), "")
        if not code and mode:
            code = next(code for code in empty if code in mode)
            empty.remove(code)
            filled += 1
        if code:
            name = found.names.pop(row["code"], "")
            row["code"] = code
            found.names |= {code: name} if name else {}
    return filled


def _unfilled(klass: TrainingClass) -> list[str]:
    """Codes that stand for nobody yet: no name, no unit, nothing else."""
    rows = [row for row in klass.book.rows("roster") if row.get("code") and row["code"] not in klass.names]
    return [row["code"] for row in rows if not any(row.get(name) for name in ("unit", "sex", "also"))]


def _has_work(klass: TrainingClass) -> bool:
    return bool(sheets(klass)) or next(logs(klass), None) is not None


def _roster(wanted: Wanted, klass: TrainingClass) -> Roster:
    if wanted.roster:
        sheet = Shelf(klass.library.home, "class").get("class-file").sheet("roster")
        return read_roster(wanted.roster, sheet, convert=wanted.convert)
    if min(wanted.room, wanted.online) < 0 or wanted.room + wanted.online > MOST_PEOPLE:
        raise UsageError(say("Số người là một số từ 0 đến {n}.", n=MOST_PEOPLE))
    if wanted.room + wanted.online < 1:
        raise UsageError(say("Lớp có những ai? Thêm --roster DANH-SÁCH.xlsx, hoặc --room SỐ --online SỐ."))
    return Roster(made_up(wanted.room, wanted.online))


def _sessions(days: int) -> list[dict[str, str]]:
    halves = (say("sáng"), say("chiều"))
    return [{"session": say("Ngày {n}, {half}", n=n, half=half)} for n in range(1, days + 1) for half in halves]
