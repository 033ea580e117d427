"""A book as an Excel file that people can keep using: lists to choose from, headings that stay, formulas that work."""

from __future__ import annotations

import re
from copy import copy
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from kit.files import same_office
from kit.messages import say
from kit.tables.model import printed
from kit.workbooks.book import Book
from kit.workbooks.conditions import CONDITION
from kit.workbooks.model import Field, Sheet
from kit.workbooks.values import NUMBERS, NotReadable, Value, value_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Border, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

SPARE = 200  # empty rows made ready below the last filled one
IDS, HEAD, FIRST = 2, 3, 4  # rows of a ledger: ids (hidden), headings, first row of data
FORM_FIRST = 3  # a form's first row; its columns are id (hidden), title, value, help
MARK = "kit"
LISTS = "Danh mục"
GUIDE = "Đọc trước"
_FORMATS = {"date": "dd/mm/yyyy", "clock": "hh:mm", "percent": "0.0"}
_WIDTHS = {
    "long": 40,
    "text": 22,
    "choice": 20,
    "date": 12,
    "clock": 9,
    "number": 10,
    "count": 10,
    "percent": 12,
    "money": 15,
}
_NO_TITLE = re.compile(r"[:\\/?*\[\]]")


def xlsx(book: Book) -> bytes:
    """The book as .xlsx bytes; typed text can never act as a formula."""
    return _Maker(book).made()


def title_of(sheet: Sheet) -> str:
    """The name of a tab: at most 31 letters, without the signs that Excel forbids."""
    return _NO_TITLE.sub(" ", sheet.title)[:31].strip()


class _Maker:
    """Writes sheet after sheet; choices stand on a hidden sheet of lists."""

    def __init__(self, book: Book) -> None:
        from openpyxl import Workbook

        self.book, self.file = book, Workbook()
        self.lists = self.file.create_sheet(LISTS)
        self.lists.sheet_state = "hidden"
        self.places: dict[str, str] = {}  # “about.day” to its cell

    def made(self) -> bytes:
        self._guide(self.file.worksheets[0])
        made = [(sheet, self.file.create_sheet(title_of(sheet))) for sheet in self.book.workbook.sheets]
        for sheet, page in sorted(made, key=lambda pair: pair[0].kind != "form"):
            self._place(sheet, page)
        for sheet, page in made:
            page["A1"] = f"{MARK}:{self.book.workbook.id}:{sheet.id}"
            page.row_dimensions[1].hidden = True
            (self._form if sheet.kind == "form" else self._ledger)(sheet, page)
            _set_up_print(page, wide=sheet.kind == "ledger")
        self.file.move_sheet(self.lists, len(self.file.worksheets))
        properties = self.file.properties
        properties.title, properties.creator = self.book.workbook.title, say("Bộ tài liệu tập huấn Dự án 8")
        stream = BytesIO()
        self.file.save(stream)
        return same_office(stream.getvalue())

    def _guide(self, page: Worksheet) -> None:
        from openpyxl.styles import Alignment, Font

        page.title = GUIDE
        lines = [
            self.book.workbook.title,
            self.book.workbook.summary.strip(),
            say(
                "Điền vào các trang sau. Ô nền xám do máy tính, đừng gõ vào. Số viết bằng chữ số; ngày viết ngày/tháng/năm."
            ),
        ]
        lines += [f"{f.title}: {f.help}" for sheet in self.book.workbook.sheets for f in sheet.fields if f.help]
        for n, line in enumerate(lines, 1):
            put_text(page.cell(n, 1), line)
            page.cell(n, 1).alignment = Alignment(wrap_text=True, vertical="top")
            _stretch(page, n, [(line, 78)])
        page["A1"].font = Font(bold=True, size=16)
        page.column_dimensions["A"].width = 80
        _set_up_print(page, wide=False)

    def _place(self, sheet: Sheet, page: Worksheet) -> None:
        """Where a form's fields stand, for the formulas of other sheets."""
        for n, field in enumerate(sheet.fields if sheet.kind == "form" else ()):
            self.places[f"{sheet.id}.{field.id}"] = f"'{page.title}'!$C${FORM_FIRST + n}"

    def _form(self, sheet: Sheet, page: Worksheet) -> None:
        for column, words in ((2, say("Mục")), (3, say("Ghi ở đây")), (4, say("Gợi ý"))):
            _heading(page.cell(2, column), words)
        for n, field in enumerate(sheet.fields):
            row = FORM_FIRST + n
            page.cell(row, 1, field.id)
            put_text(page.cell(row, 2), _head_of(field))
            put_text(page.cell(row, 4), field.help)
            page.cell(row, 2).alignment, page.cell(row, 4).alignment = _wrap(), _wrap()
            self._cell(_dress(page.cell(row, 3), field), field, sheet, 0, {})
            self._limit(page, field, f"C{row}")
            _stretch(
                page,
                row,
                [(_head_of(field), 32), (self.book.rows(sheet.id)[0].get(field.id, ""), 46), (field.help, 22)],
            )
        page.column_dimensions["A"].hidden = True
        for letter, width in (("B", 32), ("C", 46), ("D", 22)):
            page.column_dimensions[letter].width = width
        page.freeze_panes = "C3"

    def _ledger(self, sheet: Sheet, page: Worksheet) -> None:
        from openpyxl.utils import get_column_letter

        letters = {str(field.id): get_column_letter(n) for n, field in enumerate(sheet.fields, 1)}
        last = FIRST + len(self.book.rows(sheet.id)) + SPARE - 1
        widths = [max(_WIDTHS[f.kind], max(map(len, f.title.split())) * 1.3) for f in sheet.fields]
        for n, field in enumerate(sheet.fields, 1):
            page.cell(IDS, n, field.id)
            _heading(page.cell(HEAD, n), _head_of(field))
            page.column_dimensions[letters[field.id]].width = widths[n - 1]
            self._limit(page, field, f"{letters[field.id]}{FIRST}:{letters[field.id]}{max(last, 10_000)}")
        looks = [copy(_dress(page.cell(FIRST, n), field)._style) for n, field in enumerate(sheet.fields, 1)]
        for row in range(FIRST, last + 1):
            cells = {name: f"{letter}{row}" for name, letter in letters.items()}
            for n, (field, look) in enumerate(zip(sheet.fields, looks, strict=True), 1):
                cell = page.cell(row, n)
                cell._style = copy(look)  # as openpyxl itself copies looks; setting each part anew is 20 times slower
                self._cell(cell, field, sheet, row - FIRST, cells)
            if row - FIRST < len(self.book.rows(sheet.id)):
                _stretch(
                    page,
                    row,
                    [
                        (self.book.text(sheet.id, row - FIRST, f.id), w)
                        for f, w in zip(sheet.fields, widths, strict=True)
                    ],
                )
        _stretch(page, HEAD, [(_head_of(f), w * 0.9) for f, w in zip(sheet.fields, widths, strict=True)])
        page.row_dimensions[IDS].hidden = True
        page.freeze_panes = f"B{FIRST}"
        page.auto_filter.ref = f"A{HEAD}:{get_column_letter(len(sheet.fields))}{last}"
        page.print_title_rows = f"{HEAD}:{HEAD}"
        page.print_area = f"A{HEAD}:{get_column_letter(len(sheet.fields))}{FIRST + max(len(self.book.rows(sheet.id)), sheet.lines) - 1}"

    def _cell(self, cell: Cell, field: Field, sheet: Sheet, row: int, cells: dict[str, str]) -> None:
        rows = self.book.rows(sheet.id)
        if field.formula:
            if "above." in field.formula:
                put_text(cell, self.book.text(sheet.id, row, field.id) if row < len(rows) else "")
            else:
                cell.value = "=" + self._formula(field, cells)
        elif row < len(rows):
            _put(cell, field, rows[row].get(field.id, ""))

    def _formula(self, field: Field, cells: dict[str, str]) -> str:
        """Empty until every figure is there, and where it would divide by nothing."""
        used = [self.places.get(name) or cells[name] for name in re.findall(r"\[([a-z0-9.-]+)\]", field.formula)]
        work = re.sub(r"\[([a-z0-9.-]+)\]", lambda m: self.places.get(m[1]) or cells[m[1]], field.formula)
        rounded = work if field.kind == "date" else f"ROUND({work},{field.decimals})"
        demands = [f"COUNT({','.join(used)})={len(used)}", *(_demand(condition, cells) for condition in field.when)]
        return f'IF(AND({",".join(demands)}),IFERROR({rounded},""),"")'

    def _limit(self, page: Worksheet, field: Field, cells: str) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        if field.formula:
            return
        if field.kind == "choice":
            limit = DataValidation(type="list", formula1=self._list(field), allow_blank=True)
            limit.error = say("Chọn một dòng trong danh sách.")
        elif field.kind in NUMBERS:
            limit = DataValidation(
                type="decimal", operator="between", formula1="-1000000000000", formula2="1000000000000"
            )
            limit.error = say("Ô này cần một con số viết bằng chữ số.")
        elif field.kind == "date":
            limit = DataValidation(type="date", operator="between", formula1="36526", formula2="73050")
            limit.error = say("Ô này cần một ngày, viết ngày/tháng/năm.")
        else:
            return
        limit.errorTitle, limit.allow_blank, limit.showErrorMessage = field.title[:32], True, True
        page.add_data_validation(limit)
        limit.add(cells)

    def _list(self, field: Field) -> str:
        column = self.lists.max_column + (1 if self.lists["A1"].value else 0)
        for n, choice in enumerate(field.choices, 1):
            put_text(self.lists.cell(n, column), choice)
        letter = self.lists.cell(1, column).column_letter
        return f"'{LISTS}'!${letter}$1:${letter}${len(field.choices)}"


def _demand(condition: str, cells: dict[str, str]) -> str:
    """A condition on the row as Excel writes it; the shelf has seen to it that it compares with words."""
    found = CONDITION.fullmatch(condition)
    assert found, condition
    wanted = found[3].strip().replace('"', '""')
    return f'{cells[found[1]]}{found[2].replace("!=", "<>")}"{wanted}"'


def put_text(cell: Cell, text: str) -> None:
    """Text that stays text: a cell that begins with = + - @ is written as words, with Excel's own mark for it."""
    cell.value = printed(text) or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@\t\r＝＋－＠"


def _put(cell: Cell, field: Field, text: str) -> None:
    try:
        value: Value | None = value_of(field, text)
    except NotReadable:
        value = text  # as it was typed; reading it back tells the same fault
    if isinstance(value, date):
        cell.value = value
    elif isinstance(value, Decimal) and field.kind == "clock":
        cell.value = float(value) / 1440
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    else:
        put_text(cell, value or "")


def _stretch(page: Worksheet, row: int, texts: list[tuple[str, float]]) -> None:
    """A row high enough for its words: programs do not all measure it themselves when they print."""
    lines = max(sum(-(-len(part) // max(1, int(width))) or 1 for part in text.split("\n")) for text, width in texts)
    if lines > 1:
        page.row_dimensions[row].height = 15.5 * lines


def _dress(cell: Cell, field: Field) -> Cell:
    """Lines around the cell, its number format, grey where the machine works it out."""
    cell.border, cell.alignment = _line(), _wrap()
    whole = field.kind == "money" and field.unit == "đồng"
    cell.number_format = "#,##0" if whole else _FORMATS.get(field.kind, "General")
    if field.formula:
        cell.fill = _grey()
    return cell


def _head_of(field: Field) -> str:
    return f"{field.title} ({field.unit})" if field.unit else field.title


def _heading(cell: Cell, words: str) -> None:
    from openpyxl.styles import Font

    put_text(cell, words)
    cell.font, cell.border, cell.fill, cell.alignment = Font(bold=True), _line(), _grey(), _wrap()


def _line() -> Border:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="888888")
    return Border(left=side, right=side, top=side, bottom=side)


def _grey() -> PatternFill:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor="EEEEEE")


def _wrap() -> Alignment:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=True, vertical="top")


def _set_up_print(page: Worksheet, *, wide: bool) -> None:
    page.page_setup.paperSize = 9  # A4
    page.page_setup.orientation = "landscape" if wide else "portrait"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
    page.page_margins.left = page.page_margins.right = 0.5
    page.oddFooter.center.text = "&P/&N"
