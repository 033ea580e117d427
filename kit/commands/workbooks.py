"""`kit workbook …`: the practice workbooks as files, filled ones checked and arranged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING

from kit.commands.names import workbook_ids
from kit.errors import UsageError
from kit.line import FILE, Argument, Choice, Command, Judged, flag, option
from kit.messages import say

if TYPE_CHECKING:
    from kit.document.official import Layout
    from kit.workbooks import Workbook


def command() -> Command:
    return Command(
        "workbook",
        _workbook,
        [
            Argument("what", say("liệt kê, tạo sổ trống, ghi ra tệp, kiểm tra tệp đã điền, xếp lịch đối thoại"), type=Choice(("list", "new", "export", "check", "arrange"))),
            Argument("id", say("mã sổ, xem bằng kit workbook list"), workbook_ids, default="", metavar="[ID]"),
            flag("--json", say("in kết quả dạng JSON cho chương trình khác đọc")),
            flag("--blank", say("mẫu trống")),
            option("--data", say("tệp đã điền: .xlsx hoặc .json"), type=FILE, metavar="FILE"),
            option("--format", say("loại tệp (mặc định xlsx)"), type=Choice(("xlsx", "docx", "pdf", "xlsform")), default="xlsx"),
            option("--layout", say("thể thức Word: của Nhà nước, của Hội, hay trơn"), type=Choice(("state", "union", "plain"))),
            option("--out", say("thư mục ghi ra (mặc định build)"), type=FILE, metavar="DIR"),
        ],
        say("sổ thực hành: mẫu Excel, Word, PDF, Kobo; kiểm tra; xếp lịch"),
        "kit workbook export tracking-book --blank --format xlsx",
    )  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What is to be written of a workbook, and where."""

    what: str
    form: str
    blank: bool
    data: Path | None
    layout: Layout | None
    out: Path


def _workbook(
    what: str, id: str, json: bool, blank: bool, data: Path | None, format: str, layout: Layout | None, out: Path | None
) -> Judged:
    from kit.course import working_home
    from kit.workbooks import Shelf

    home = working_home()
    shelf = Shelf(home)
    if what == "list":
        yield _listed({name: book.title for name, book in shelf.workbooks.items()}, as_json=json)
        return False
    if not id:
        raise UsageError(say("Thiếu mã sổ. Xem: kit workbook list"))
    book = shelf.get(id)
    if what in ("check", "arrange") and not data:
        raise UsageError(say("Thiếu --data FILE, tệp đã điền."))
    if what == "check" and data:
        return (yield from _check(book, data))
    form = "xlsx" if what == "new" else format
    empty = what == "export" and (blank or not data)
    yield from _write(book, Wanted(what, form, empty, data, layout, out or home / "build" / "workbooks"))
    return False


def _listed(titles: dict[str, str], *, as_json: bool) -> str:
    if as_json:
        return dumps([{"id": name, "title": title} for name, title in titles.items()], ensure_ascii=False, indent=1)
    return "\n".join(f"{name}: {title}" for name, title in titles.items())


def _write(workbook: Workbook, wanted: Wanted) -> Iterator[str]:
    from kit.files import write_whole
    from kit.paper.workbook_files import files, open_book
    from kit.workbooks import Book
    from kit.workbooks.book import NotABook

    placed = open_book(workbook, wanted.data) if wanted.data else None
    for line in placed.unread if placed else ():
        yield f"⚠ {line}"
    if placed and placed.lost:
        raise NotABook("\n".join([say("Chưa ghi tệp nào: {n} ô máy không hiểu. Sửa các ô dưới đây rồi chạy lại:", n=len(placed.lost)), *map(placed.told, placed.lost)]))  # fmt: skip
    book = placed.book if placed else Book.blank(workbook)
    if wanted.what == "arrange":
        from kit.workbooks.calendar import arrange

        book, lines = arrange(book)
        yield from lines
    for name, content in files(book, wanted.form, date.today(), blank=wanted.blank, layout=wanted.layout):
        path = wanted.out / name
        if wanted.what == "new" and path.exists():
            raise UsageError(say("Đã có {path}. Chọn thư mục khác bằng --out.", path=path))
        write_whole(path, content)
        yield say("Đã ghi {path}", path=path)


def _check(workbook: Workbook, data: Path) -> Judged:
    from kit.paper.workbook_files import open_book
    from kit.workbooks import check_book

    placed = open_book(workbook, data)
    found = placed.with_found(check_book(placed.book, date.today()))
    for line in placed.unread:
        yield f"⚠ {line}"
    for finding in found:
        yield ("⚠ " if finding.notice else "✗ ") + placed.told(finding)
    serious = sum(not finding.notice for finding in found)
    yield say("{faults} lỗi, {warnings} điều cần xem lại.", faults=serious, warnings=len(found) - serious)
    return bool(serious)
