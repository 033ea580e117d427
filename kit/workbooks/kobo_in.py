"""What Kobo and ODK export for our own XLSForm: a page of submissions, and a page for each ledger."""

from __future__ import annotations

import re

from kit.messages import say
from kit.tables import Cell, Line, Page
from kit.vietnamese import slug
from kit.workbooks.book import Book, Row
from kit.workbooks.cells_in import finding_of, text_of
from kit.workbooks.finding import Finding
from kit.workbooks.model import Field, Sheet, Workbook
from kit.workbooks.xlsform import choice_name, field_name

_ISO_CLOCK = re.compile(r"(\d{2}:\d{2}):\d{2}.*")
Found = tuple[Book, list[str], dict[str, str], dict[str, list[int]], list[Finding]]


def read_kobo(workbook: Workbook, pages: tuple[Page, ...]) -> Found | None:
    """The book of an export, what to tell, tabs, lines and doubts by sheet; None where no page is of such an export.

    Headings may be names (with or without their group) or labels, values the names of choices or their words. Lines of
    all submissions are put together; of the forms the last submission counts. Both are told.
    """
    placed: dict[str, tuple[Page, dict[str, int]]] = {}
    for sheet in workbook.sheets:
        found = [
            (len(columns), -n, page, columns) for n, page in enumerate(pages) if (columns := _columns(sheet, page))
        ]
        if found:
            _, _, page, columns = max(found, key=lambda each: each[:2])
            placed[sheet.id] = page, columns
    if not placed or not any(_is_export(page) for page, _ in placed.values()):
        return None
    told = [say("Đây là tệp Kobo (hoặc ODK) xuất ra từ mẫu của sổ này.")]
    sheets: dict[str, list[Row]] = {}
    lines: dict[str, list[int]] = {}
    doubts: list[Finding] = []
    for sheet in workbook.sheets:
        if sheet.id not in placed:
            told.append(say("Không thấy trang “{title}”.", title=sheet.title))
            continue
        page, columns = placed[sheet.id]
        rows = [line for line in page.lines[1:] if any(line[n].stands for n in columns.values())]
        if sheet.kind == "form" and len(rows) > 1:
            told.append(say("Tệp có {n} lượt gửi: các bảng gộp dòng của mọi lượt; riêng trang “{title}” chỉ lấy lượt gửi cuối. Xem lại trang này.", n=len(rows), title=sheet.title))  # fmt: skip
            rows = rows[-1:]
        lines[sheet.id] = [line.number for line in rows]
        sheets[sheet.id] = [_row(sheet, columns, line, n, doubts) for n, line in enumerate(rows, 1)]
    return Book.of(workbook, sheets), told, {name: page.title for name, (page, _) in placed.items()}, lines, doubts


def _is_export(page: Page) -> bool:
    heads = {str(cell.value or "") for cell in page.lines[0].cells} if page.lines else set()
    return bool(heads & {"_index", "_parent_index", "_uuid", "_submission_time", "KEY", "PARENT_KEY", "SubmissionDate"})


def _columns(sheet: Sheet, page: Page) -> dict[str, int]:
    """Field to column, by names or by labels, where a third of the sheet's fields is there."""
    if not page.lines:
        return {}
    names = {field_name(sheet.id, f.id): str(f.id) for f in sheet.typed}
    labels = {slug(f.title): str(f.id) for f in sheet.typed}
    found: dict[str, int] = {}
    for n, cell in enumerate(page.lines[0].cells):
        last = re.split(r"[/.:]", str(cell.value or ""))[-1]
        if name := names.get(last):
            found.setdefault(name, n)
    if not found and (sheet.kind == "form" or slug(page.title) in (slug(sheet.id), slug(sheet.title))):
        for n, cell in enumerate(page.lines[0].cells):
            words = str(cell.value or "").rpartition("/")[2]
            if name := labels.get(slug(words)) or labels.get(slug(words.partition(" (")[0])):
                found.setdefault(name, n)
    return found if 3 * len(found) >= len(names) else {}


def _row(sheet: Sheet, columns: dict[str, int], line: Line, number: int, doubts: list[Finding]) -> Row:
    row: Row = {}
    for spec in sheet.typed:
        if spec.id in columns:
            row[spec.id], doubt = text_of(spec, _plain(spec, line[columns[spec.id]]))
            if doubt is not None:
                doubts.append(finding_of(sheet, number, spec, doubt))
    return row


def _plain(spec: Field, cell: Cell) -> Cell:
    """A choice by its name becomes its words, 07:30:00.000+07:00 becomes 07:30."""
    text = cell.value
    if not isinstance(text, str):
        return cell
    if spec.kind == "choice":
        return cell._replace(value=next((c for c in spec.choices if choice_name(c) == text), text))
    if spec.kind == "clock" and (found := _ISO_CLOCK.fullmatch(text)):
        return cell._replace(value=found[1])
    return cell
