"""An Excel file line by line: nothing is kept of cells where nothing stands, so a stray format costs nothing.

The parser is openpyxl's own for reading only; what it leaves out is added here: hidden lines, merged cells,
and formulas that have no stored result.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import WorkSheetParser

from kit.messages import say
from kit.tables.model import EMPTY, Cell, Line, Page, Table
from kit.tables.texts import NotATable

MOST_CELLS = 4_000_000  # looked at, most of them empty: a book of 200.000 full lines has as many
MOST_LINES = 120_000  # where something stands
MOST_COLUMNS = 300
_FORMULA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"


def xlsx_table(name: str, content: bytes) -> Table:
    """Every sheet of the file. Raises NotATable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's words on what it leaves out are English, and not for people
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
            try:
                pages = tuple(_page(sheet) for sheet in book.worksheets)
            finally:
                book.close()
    except NotATable:
        raise
    except Exception as error:  # whatever a broken or hostile file makes the reader raise
        raise NotATable(say("Không mở được: đây không phải tệp Excel (.xlsx), hoặc tệp có mật khẩu hay bị hỏng. Mở bằng Excel hoặc LibreOffice, bỏ mật khẩu, lưu lại dạng .xlsx rồi thử lại.")) from error  # fmt: skip
    return Table(name, pages)


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's, which remembers hidden lines alone and marks a formula that nobody has worked out."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.hidden: set[int] = set()
        self.seen = 0

    def parse_cell(self, element: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().parse_cell(element)
        if found["value"] is None and element.find(_FORMULA) is not None:
            found["data_type"] = "unknown" if element.get("t") != "str" else "s"
        return found

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
        self.seen += 1 + len(row)
        if self.seen > MOST_CELLS:
            raise NotATable(say("Tệp mở ra quá lớn. Chép vùng có chữ sang một tệp Excel mới, lưu lại rồi thử lại."))
        number, cells = super().parse_row(row)
        if self.row_dimensions.pop(str(number), {}).get("hidden") in ("1", "true"):
            self.hidden.add(number)
        return number, cells


def _page(sheet: Any) -> Page:
    book = sheet.parent
    with sheet._get_source() as source:
        parser = _Parser(
            source, sheet._shared_strings, data_only=True, epoch=book.epoch,
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        lines = list(_lines(sheet, parser))
    merged = tuple(
        (r.min_row, r.min_col - 1, r.max_row, r.max_col - 1) for r in (parser.merged_cells or _NoMerges).mergeCell
    )
    filled = _filled_down({line.number: line for line in lines}, merged)
    return Page(str(sheet.title), filled, sheet.sheet_state != "visible", merged)


class _NoMerges:
    mergeCell = ()  # noqa: N815 - as openpyxl names it


def _lines(sheet: Any, parser: _Parser) -> Iterator[Line]:
    looks: dict[int, tuple[str, str]] = {}
    count = 0
    for number, row in parser.parse():
        cells: list[Cell] = []
        for raw in row:
            if (raw["value"] is None and raw["data_type"] != "unknown") or raw["column"] > MOST_COLUMNS:
                continue
            cells += [EMPTY] * (raw["column"] - 1 - len(cells))
            cells[raw["column"] - 1 :] = [_cell(sheet, raw, looks)]
        if cells:
            count += 1
            if count > MOST_LINES:
                raise NotATable(
                    say(
                        "Trang “{title}” có hơn {n} dòng, máy không đọc. Chép phần có chữ sang tệp Excel mới rồi thử lại.",
                        title=sheet.title,
                        n=MOST_LINES,
                    )
                )
            yield Line(number, tuple(cells), number in parser.hidden)


def _cell(sheet: Any, raw: dict[str, Any], looks: dict[int, tuple[str, str]]) -> Cell:
    style = raw["style_id"]
    if style not in looks:
        shown = ReadOnlyCell(sheet, **raw)
        looks[style] = (str(shown.number_format), str(shown.font.name or ""))
    value, (shape, font) = raw["value"], looks[style]
    if raw["data_type"] == "unknown":
        return Cell(None, shape, font, "formula")
    return Cell(value, shape, font, "error" if raw["data_type"] == "e" else "")


def _filled_down(by_number: dict[int, Line], merged: tuple[tuple[int, int, int, int], ...]) -> tuple[Line, ...]:
    """A cell merged over lines stands in each of them; lines that are empty otherwise stay out."""
    for top, left, bottom, _ in merged:
        head = by_number[top][left] if top in by_number else EMPTY
        for number in range(top + 1, min(bottom, top + MOST_LINES) + 1) if head.stands else ():
            if number in by_number and not by_number[number][left].stands:
                cells = list(by_number[number].cells)
                cells += [EMPTY] * (left + 1 - len(cells))
                cells[left] = head
                by_number[number] = replace(by_number[number], cells=tuple(cells))
    return tuple(by_number.values())
