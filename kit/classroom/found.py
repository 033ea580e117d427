"""Opening a new class: its folder, its file filled as far as it can be, codes for everyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kit.classroom.collect import erased_names, fingerprint
from kit.classroom.folder import TrainingClass, class_ids, good_id
from kit.classroom.roster import MOST_PEOPLE, Roster, RosterFaults, made_up, read_roster, spelling
from kit.course import Library
from kit.errors import UnknownName, UsageError
from kit.messages import say
from kit.vietnamese import format_date
from kit.workbooks import Book, Shelf
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
    sheets = {**blank.sheets, "about": [about], "roster": roster.rows, "attendance": _sessions(days)}
    klass.save_names(roster.names)
    klass.save(Book.of(workbook, sheets))
    told = list(roster.told)
    if roster.names:
        told.append(say("Tên học viên để riêng trong names.csv, chỉ dùng in giấy chứng nhận và danh sách ký."))
    return klass, told


def take_roster(klass: TrainingClass, path: Path) -> list[str]:
    """Add the people of a list to a class that is there; a code it knows already is brought up to date.

    Nobody is taken out. Returns what to tell; raises RosterFaults, and then nothing was changed.
    """
    rows = {spelling(row["code"]): row for row in klass.book.rows("roster") if row.get("code")}
    found = read_roster(path, klass.workbook.sheet("roster"), frozenset(rows))
    gone = [row["code"] for row in found.rows if fingerprint(klass, row["code"]) in erased_names(klass)]
    if gone:
        told = say("Mã {codes} là của người đã xin xóa: cho người mới một mã khác.", codes=", ".join(gone))
        raise RosterFaults(path.name, [told])
    fresh = [row["code"] for row in found.rows if spelling(row["code"]) not in rows]
    names = klass.names  # read first: a file that cannot be read must stop this before anything is written
    for row in found.rows:
        kept = rows.get(spelling(row["code"]), {})
        same = {name: kept[name] for name in ("code", "first") if kept.get(name)}
        rows[spelling(row["code"])] = {**row, **same}
    klass.save_names({**names, **found.names})
    klass.save(Book.of(klass.workbook, {**klass.book.sheets, "roster": list(rows.values())}))
    return [*found.told, say("Thêm {n} người, cập nhật {m} người.", n=len(fresh), m=len(found.rows) - len(fresh))]


def _roster(wanted: Wanted, klass: TrainingClass) -> Roster:
    if wanted.roster:
        sheet = Shelf(klass.library.home, "class").get("class-file").sheet("roster")
        return read_roster(wanted.roster, sheet)
    if min(wanted.room, wanted.online) < 0 or wanted.room + wanted.online > MOST_PEOPLE:
        raise UsageError(say("Số người là một số từ 0 đến {n}.", n=MOST_PEOPLE))
    if wanted.room + wanted.online < 1:
        raise UsageError(say("Lớp có những ai? Thêm --roster DANH-SÁCH.xlsx, hoặc --room SỐ --online SỐ."))
    return Roster(made_up(wanted.room, wanted.online))


def _sessions(days: int) -> list[dict[str, str]]:
    halves = (say("sáng"), say("chiều"))
    return [{"session": say("Ngày {n}, {half}", n=n, half=half)} for n in range(1, days + 1) for half in halves]
