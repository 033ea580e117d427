"""A book read from an Excel file that Excel or LibreOffice saved; every fault keeps its sheet, row and column."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from kit.messages import say
from kit.vietnamese import format_date, format_number, slug
from kit.workbooks.book import Book, NotABook, Row
from kit.workbooks.model import Field, Sheet, Workbook
from kit.workbooks.rules import Finding
from kit.workbooks.values import NUMBERS
from kit.workbooks.xlsx_out import GUIDE, LISTS, MARK, title_of

MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
LOOK_FOR_HEADS = 8  # rows


@dataclass
class Placed:
    """A book with the place of each of its cells in the file, and what in the file was not read."""

    book: Book
    tabs: dict[str, str] = field(default_factory=dict)  # sheet id to its tab
    rows: dict[str, int] = field(default_factory=dict)  # sheet id to the row before its first
    columns: dict[tuple[str, str], str] = field(default_factory=dict)  # (sheet, field) to a letter
    form_rows: dict[tuple[str, str], int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def told(self, finding: Finding) -> str:
        """“Trang Hoạt động, dòng 7, cột F (Nữ): …” and how to mend it."""
        spec = self.book.workbook.sheet(finding.sheet).field(finding.field)
        parts = [say("Trang “{tab}”", tab=self.tabs.get(finding.sheet, finding.sheet))]
        row = self.form_rows.get((finding.sheet, finding.field), self.rows.get(finding.sheet, 0) + finding.row)
        parts += [say("dòng {n}", n=row)] if finding.row else []
        letter = self.columns.get((finding.sheet, finding.field))
        parts.append(say("cột {letter} ({title})", letter=letter, title=spec.title) if letter else f"({spec.title})")
        return f"{', '.join(parts)}: {finding.sentence}\n    → {finding.remedy}"


def read_xlsx(workbook: Workbook, content: bytes) -> Placed:
    """The book in a file. Raises NotABook with a sentence where it is none."""
    file = open_xlsx(content)
    pages = {}
    for page in file.worksheets:
        mark = str(page["A1"].value or "").split(":")
        if mark[0] == MARK and len(mark) == 3 and mark[1] != workbook.id:
            raise NotABook(say("Tệp này là của sổ “{other}”, không phải “{name}”.", other=mark[1], name=workbook.id))
        pages[mark[2] if mark[0] == MARK and len(mark) == 3 else page.title] = page
    placed = Placed(Book(workbook))
    sheets: dict[str, list[Row]] = {}
    known = set()
    for sheet in workbook.sheets:
        name = sheet.id if sheet.id in pages else title_of(sheet)
        if name not in pages:
            placed.unread.append(say("Không thấy trang “{title}”.", title=sheet.title))
            continue
        known.add(name)
        placed.tabs[sheet.id] = pages[name].title
        sheets[sheet.id] = (_form if sheet.kind == "form" else _ledger)(sheet, pages[name], placed)
    if not known:
        raise NotABook(say("Tệp này không có trang nào của sổ “{title}”.", title=workbook.title))
    extra = [page.title for name, page in pages.items() if name not in known and page.title not in (LISTS, GUIDE)]
    placed.unread += [
        say("Trang “{title}” không thuộc sổ: không đọc, vẫn còn trong tệp.", title=title) for title in extra
    ]
    placed.book = Book.of(workbook, sheets)
    return placed


def open_xlsx(content: bytes) -> Any:
    """The file as openpyxl sees it, formulas by their last values. Raises NotABook."""
    from openpyxl import load_workbook

    if len(content) > MOST_BYTES:
        raise NotABook(say("Tệp lớn hơn {n} MB.", n=MOST_BYTES // 1024 // 1024))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise NotABook(say("Tệp mở ra quá lớn."))
        return load_workbook(BytesIO(content), data_only=True)
    except NotABook:
        raise
    except Exception as error:  # whatever a broken or foreign file makes the reader raise
        raise NotABook(
            say(
                "Không mở được: đây không phải tệp Excel (.xlsx), hoặc tệp có mật khẩu hay bị hỏng. Mở bằng Excel hoặc LibreOffice, bỏ mật khẩu, lưu lại dạng .xlsx rồi thử lại."
            )
        ) from error


def _form(sheet: Sheet, page: Any, placed: Placed) -> list[Row]:
    """Fields found by their ids in column A, else by their titles in column B; values stand in column C."""
    by_name = {str(f.id): f for f in sheet.typed} | {slug(f.title): f for f in reversed(sheet.typed)}
    row: Row = {}
    for n, cells in enumerate(page.iter_rows(min_row=2, max_col=3), 2):
        names = [
            str(cells[0].value or ""),
            slug(str(cells[1].value or "").partition(" (")[0]),
            slug(str(cells[1].value or "")),
        ]
        spec = next((by_name[name] for name in names if name in by_name), None)
        if spec and spec.id not in row:
            row[spec.id] = text_of(spec, cells[2])
            placed.form_rows[sheet.id, spec.id], placed.columns[sheet.id, spec.id] = n, "C"
    return [row]


def _ledger(sheet: Sheet, page: Any, placed: Placed) -> list[Row]:
    columns, head = _columns(sheet, page)
    if not columns:
        placed.unread.append(say("Trang “{tab}” không có dòng tên cột của sổ.", tab=page.title))
        return []
    for spec, n in columns.items():
        placed.columns[sheet.id, spec] = page.cell(1, n).column_letter
    placed.rows[sheet.id] = head
    own = set(columns.values()) | _computed(sheet, page, head)
    for cell in page[head]:
        if cell.value is not None and cell.column not in own:
            told = say(
                "Trang “{tab}”, cột {letter} (“{title}”) không thuộc sổ: không đọc, vẫn còn trong tệp.",
                tab=page.title,
                letter=cell.column_letter,
                title=str(cell.value)[:40],
            )
            placed.unread.append(told)
    specs = [(spec, columns[spec.id] - 1) for spec in sheet.typed if spec.id in columns]
    wide = max(columns.values())
    rows = [
        {str(spec.id): text_of(spec, cells[n]) for spec, n in specs}
        for cells in page.iter_rows(min_row=head + 1, max_col=wide)
    ]
    while rows and not any(rows[-1].values()):
        rows.pop()
    return rows


def _columns(sheet: Sheet, page: Any) -> tuple[dict[str, int], int]:
    """Field to column, and the row of the headings: by the hidden ids, else by the titles."""
    ids = {str(f.id): str(f.id) for f in sheet.typed}
    titles = {slug(f.title): str(f.id) for f in sheet.typed}
    for names, below in ((ids, 1), (titles, 0)):
        for n in range(1, LOOK_FOR_HEADS):
            found: dict[str, int] = {}
            for cell in page[n]:
                words = str(cell.value or "")
                name = names.get(words) or names.get(slug(words)) or names.get(slug(words.partition(" (")[0]))
                if name:
                    found.setdefault(name, cell.column)
            if len(found) >= (len(ids) + 1) // 2:
                return found, n + below
    return {}, 0


def _computed(sheet: Sheet, page: Any, head: int) -> set[int]:
    names = {slug(f.title) for f in sheet.fields if f.formula}
    return {
        c.column for c in page[head] if {slug(str(c.value or "")), slug(str(c.value or "").partition(" (")[0])} & names
    }


def text_of(spec: Field, cell: Any) -> str:
    """A cell as the text that a person would have typed."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date) and spec.kind != "clock":
        return format_date(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, time | datetime):
        return f"{value.hour:02d}:{value.minute:02d}"
    if isinstance(value, timedelta):
        return f"{int(value.total_seconds()) // 3600:02d}:{int(value.total_seconds()) // 60 % 60:02d}"
    if isinstance(value, bool):
        return say("Có") if value else say("Không")
    if isinstance(value, int | float):
        return _number(spec, value, str(cell.number_format))
    return str(value)


def _number(spec: Field, value: float, shape: str) -> str:
    if spec.kind == "clock" and 0 <= value < 1:
        minutes = round(value * 1440)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if spec.kind == "percent" and "%" in shape:
        exact *= 100
    if spec.kind in NUMBERS:
        return format_number(exact)
    return str(int(exact)) if exact == exact.to_integral_value() else format_number(exact)
