"""`kit workbook …`: the practice workbooks as files, filled ones checked and arranged."""

from __future__ import annotations

import argparse
import json
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from kit.errors import UsageError
from kit.messages import say


def workbook(args: argparse.Namespace) -> Generator[str, None, bool]:
    """`kit workbook`; at its end, whether a filled book is at fault."""
    from kit.course import working_home
    from kit.workbooks import Shelf

    home = working_home()
    shelf = Shelf(home)
    if args.what == "list":
        books = [{"id": name, "title": book.title} for name, book in shelf.workbooks.items()]
        lines = [f"{book['id']}: {book['title']}" for book in books]
        yield json.dumps(books, ensure_ascii=False, indent=1) if args.json else "\n".join(lines)
        return False
    if not args.id:
        raise UsageError(say("Thiếu mã sổ. Xem: kit workbook list"))
    if args.what in ("check", "arrange") and not args.data:
        raise UsageError(say("Thiếu --data FILE, tệp đã điền."))
    book, out = shelf.get(args.id), args.out or home / "build" / "workbooks"
    if args.what == "check":
        return (yield from _check(args, book))
    yield from _write(args, book, out)
    return False


def _write(args: argparse.Namespace, workbook: Any, out: Path) -> Iterator[str]:
    from datetime import date

    from kit.files import write_whole
    from kit.paper.workbook_files import files, open_book
    from kit.workbooks import Book
    from kit.workbooks.book import NotABook

    placed = open_book(workbook, args.data) if args.data else None
    for line in placed.unread if placed else ():
        yield f"⚠ {line}"
    if placed and placed.lost:
        raise NotABook("\n".join([say("Chưa ghi tệp nào: {n} ô máy không hiểu. Sửa các ô dưới đây rồi chạy lại:", n=len(placed.lost)), *map(placed.told, placed.lost)]))  # fmt: skip
    book = placed.book if placed else Book.blank(workbook)
    if args.what == "arrange":
        from kit.workbooks.calendar import arrange

        book, lines = arrange(book)
        yield from lines
    form = "xlsx" if args.what == "new" else args.format
    blank = args.what == "export" and (args.blank or not args.data)
    for name, content in files(book, form, date.today(), blank=blank, layout=args.layout):
        if args.what == "new" and (out / name).exists():
            raise UsageError(say("Đã có {path}. Chọn thư mục khác bằng --out.", path=out / name))
        write_whole(out / name, content)
        yield say("Đã ghi {path}", path=out / name)


def _check(args: argparse.Namespace, workbook: Any) -> Generator[str, None, bool]:
    from datetime import date

    from kit.paper.workbook_files import open_book
    from kit.workbooks import check_book

    placed = open_book(workbook, args.data)
    found = placed.with_found(check_book(placed.book, date.today()))
    for line in placed.unread:
        yield f"⚠ {line}"
    for finding in found:
        yield ("⚠ " if finding.notice else "✗ ") + placed.told(finding)
    serious = sum(not finding.notice for finding in found)
    yield say("{faults} lỗi, {warnings} điều cần xem lại.", faults=serious, warnings=len(found) - serious)
    return bool(serious)
