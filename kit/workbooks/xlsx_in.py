"""A book read from an Excel file that Excel, LibreOffice or Kobo saved; every fault keeps its sheet, row and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kit.messages import say
from kit.tables import Line, NotATable, Page, open_table
from kit.vietnamese import slug
from kit.workbooks.book import Book, NotABook, Row
from kit.workbooks.cells_in import finding_of, letter_of, text_of
from kit.workbooks.finding import Finding
from kit.workbooks.kobo_in import read_kobo
from kit.workbooks.model import Field, Sheet, Workbook
from kit.workbooks.xlsx_out import GUIDE, LISTS, MARK, title_of

LOOK_FOR_HEADS = 8  # rows


@dataclass
class Placed:
    """A book with the place of each of its cells in the file, what was not read, and cells that cannot be or are doubtful."""

    book: Book
    tabs: dict[str, str] = field(default_factory=dict)  # sheet id to its tab
    lines: dict[str, list[int]] = field(default_factory=dict)  # sheet id to the file's line of each row
    columns: dict[tuple[str, str], str] = field(default_factory=dict)  # (sheet, field) to a letter
    form_rows: dict[tuple[str, str], int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def told(self, finding: Finding) -> str:
        """“Trang Hoạt động, dòng 7, cột F (Nữ): …” and how to mend it."""
        spec = self.book.workbook.sheet(finding.sheet).field(finding.field)
        parts = [say("Trang “{tab}”", tab=self.tabs.get(finding.sheet, finding.sheet))]
        row = self.form_rows.get((finding.sheet, finding.field), self._line(finding))
        parts += [say("dòng {n}", n=row)] if finding.row else []
        letter = self.columns.get((finding.sheet, finding.field))
        parts.append(say("cột {letter} ({title})", letter=letter, title=spec.title) if letter else f"({spec.title})")
        return f"{', '.join(parts)}: {finding.sentence}\n    → {finding.remedy}"

    def _line(self, finding: Finding) -> int:
        lines = self.lines.get(finding.sheet, [])
        return lines[finding.row - 1] if 0 < finding.row <= len(lines) else finding.row

    @property
    def lost(self) -> list[Finding]:
        """Cells in which something stands that could not be read: a book made of this one would lose it."""
        return [finding for finding in self.findings if not finding.notice]

    def with_found(self, found: list[Finding]) -> list[Finding]:
        """What a check of the book found and what reading found; a cell that could not be read is not “empty”."""
        known = {(f.sheet, f.row, f.field) for f in self.lost}
        kept = [f for f in found if not (f.empty and (f.sheet, f.row, f.field) in known)]
        order = {str(sheet.id): n for n, sheet in enumerate(self.book.workbook.sheets)}
        return sorted([*kept, *self.findings], key=lambda f: (order[f.sheet], f.row))


def read_xlsx(workbook: Workbook, content: bytes) -> Placed:
    """The book in a file. Raises NotABook with a sentence where it is none."""
    try:
        table = open_table(f"{workbook.id}.xlsx", content)
    except NotATable as error:
        raise NotABook(str(error)) from error
    placed = Placed(Book(workbook))
    marked = any(_mark(workbook, page) for page in table.pages)
    if not marked and (found := read_kobo(workbook, table.pages)) is not None:
        placed.book, placed.unread, placed.tabs, placed.lines, placed.findings = found
        return placed
    pages = _pages(workbook, table.pages, placed)
    if not pages:
        raise NotABook(say("Tệp này không có trang nào của sổ “{title}”.", title=workbook.title))
    sheets: dict[str, list[Row]] = {}
    for sheet in workbook.sheets:
        if sheet.id not in pages:
            placed.unread.append(say("Không thấy trang “{title}”.", title=sheet.title))
            continue
        placed.tabs[sheet.id] = pages[sheet.id].title
        sheets[sheet.id] = (_form if sheet.kind == "form" else _ledger)(sheet, pages[sheet.id], placed)
    placed.book = Book.of(workbook, sheets)
    return placed


def _pages(workbook: Workbook, pages: tuple[Page, ...], placed: Placed) -> dict[str, Page]:
    """The page of each sheet: by the mark in A1, else by its name; of copies the one that kept its name."""
    titles = {title_of(sheet): str(sheet.id) for sheet in workbook.sheets} | {
        str(s.id): str(s.id) for s in workbook.sheets
    }
    marked: dict[str, list[Page]] = {}
    for page in pages:
        name = _mark(workbook, page) or titles.get(page.title)
        if name:
            marked.setdefault(name, []).append(page)
        elif page.title not in (LISTS, GUIDE) and page.lines:
            placed.unread.append(say("Trang “{title}” không thuộc sổ: không đọc, vẫn còn trong tệp.", title=page.title))
    found = {}
    for name, own in marked.items():
        own.sort(key=lambda page: (titles.get(page.title) != name, page.hidden))
        found[name] = own[0]
        placed.unread += [say("Trang “{title}” là bản chép của trang “{own}”: không đọc. Dòng nào cần thì chép sang trang “{own}”.", title=page.title, own=own[0].title) for page in own[1:]]  # fmt: skip
        if own[0].hidden:
            placed.unread.append(say("Trang “{title}” đang ẩn nhưng vẫn đọc.", title=own[0].title))
    ours = [name for name in found if any(_mark(workbook, page) for page in marked[name]) or _has_heads(workbook.sheet(name), found[name])]  # fmt: skip
    return found if ours else {}


def _mark(workbook: Workbook, page: Page) -> str:
    """The sheet that a page says it is; "" for none. Raises NotABook where it is of another workbook."""
    first = next((line for line in page.lines if line.number == 1), None)
    mark = str(first[0].value or "").split(":") if first else []
    if len(mark) != 3 or mark[0] != MARK:
        return ""
    if mark[1] != workbook.id:
        raise NotABook(say("Tệp này là của sổ “{other}”, không phải “{name}”.", other=mark[1], name=workbook.id))
    return mark[2] if mark[2] in [sheet.id for sheet in workbook.sheets] else ""


def _has_heads(sheet: Sheet, page: Page) -> bool:
    return sheet.kind == "form" or bool(_columns(sheet, page)[0])


def _form(sheet: Sheet, page: Page, placed: Placed) -> list[Row]:
    """Fields found by their ids in column A, else by their titles in column B; values stand in column C."""
    by_name = {str(f.id): f for f in sheet.typed} | {slug(f.title): f for f in reversed(sheet.typed)}
    row: Row = {}
    for line in page.lines:
        words = str(line[1].value or "")
        names = [str(line[0].value or ""), slug(words.partition(" (")[0]), slug(words)]
        spec = next((by_name[name] for name in names if name in by_name), None)
        if spec and spec.id not in row:
            row[spec.id] = _read(spec, line, 2, Place(sheet, 1, placed))
            placed.form_rows[sheet.id, spec.id], placed.columns[sheet.id, spec.id] = line.number, "C"
    return [row]


@dataclass(frozen=True)
class Place:
    """Which row of which sheet is being read, for what there is to tell of it."""

    sheet: Sheet
    row: int
    placed: Placed


def _read(spec: Field, line: Line, column: int, place: Place) -> str:
    text, doubt = text_of(spec, line[column])
    if doubt is not None:
        place.placed.findings.append(finding_of(place.sheet, place.row, spec, doubt))
    return text


def _ledger(sheet: Sheet, page: Page, placed: Placed) -> list[Row]:
    columns, head = _columns(sheet, page)
    if not columns:
        placed.unread.append(say("Trang “{tab}” không có dòng tên cột của sổ.", tab=page.title))
        return []
    for name, n in columns.items():
        placed.columns[sheet.id, name] = letter_of(n)
    placed.unread += _foreign_columns(sheet, page, head, set(columns.values()))
    specs = [(spec, columns[spec.id]) for spec in sheet.typed if spec.id in columns]
    lines = [line for line in page.lines if line.number > head and any(line[n].stands for _, n in specs)]
    hidden = [line.number for line in lines if line.hidden]
    if hidden:
        rows = ", ".join(map(str, hidden[:20]))
        placed.unread.append(say("Trang “{tab}”, dòng {rows} đang bị ẩn hoặc bị lọc nhưng vẫn đọc (sổ tính cả dòng ẩn). Dòng nào không dùng thì xóa.", tab=page.title, rows=rows))  # fmt: skip
    placed.lines[sheet.id] = [line.number for line in lines]
    return [
        {str(spec.id): _read(spec, line, n, Place(sheet, row, placed)) for spec, n in specs}
        for row, line in enumerate(lines, 1)
    ]


def _foreign_columns(sheet: Sheet, page: Page, head: int, own: set[int]) -> Iterator[str]:
    names = {slug(f.title) for f in sheet.fields if f.formula} | {str(f.id) for f in sheet.fields}
    line = next((line for line in page.lines if line.number == head), None)
    for n, cell in enumerate(line.cells if line else ()):
        words = str(cell.value or "")
        if words and n not in own and not {slug(words), slug(words.partition(" (")[0]), words} & names:
            yield say("Trang “{tab}”, cột {letter} (“{title}”) không thuộc sổ: không đọc, vẫn còn trong tệp.", tab=page.title, letter=letter_of(n), title=words[:40])  # fmt: skip


def _columns(sheet: Sheet, page: Page) -> tuple[dict[str, int], int]:
    """Field to column, and the last line of the headings: by the ids, which may stand hidden above the titles, else by the titles."""
    ids = {str(f.id): str(f.id) for f in sheet.typed}
    titles = {slug(f.title): str(f.id) for f in sheet.typed}
    lines = [line for line in page.lines if line.number <= LOOK_FOR_HEADS + 1]
    for names in (ids, titles):
        for n, line in enumerate(lines):
            found = _named(line, names)
            if len(found) >= (len(ids) + 1) // 2:
                below = lines[n + 1] if names is ids and n + 1 < len(lines) else None
                titled = below is not None and len(_named(below, titles)) >= (len(ids) + 1) // 2
                return found, below.number if below is not None and titled else line.number
    return {}, 0


def _named(line: Line, names: dict[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for n, cell in enumerate(line.cells):
        words = str(cell.value or "")
        if name := names.get(words) or names.get(slug(words)) or names.get(slug(words.partition(" (")[0])):
            found.setdefault(name, n)
    return found
