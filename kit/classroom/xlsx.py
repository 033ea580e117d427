"""Results as an Excel file for whoever goes on with them: a row an answer; no text can act as a formula."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pandas as pd

from kit.files import same_office
from kit.workbooks.xlsx_out import put_text

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


def results_xlsx(table: pd.DataFrame, dictionary: pd.DataFrame | None = None) -> bytes:
    """The table of kit.classroom.results as .xlsx: texts as texts, figures as figures, headings that stay.

    `dictionary`: what each column says, on a sheet of its own.
    """
    from openpyxl import Workbook

    book = Workbook()
    _fill(book.worksheets[0], "results", table)
    if dictionary is not None:
        _fill(book.create_sheet(), "tu-dien", dictionary)
    stream = BytesIO()
    book.save(stream)
    return same_office(stream.getvalue())


def _fill(page: Worksheet, title: str, table: pd.DataFrame) -> None:
    from openpyxl.styles import Font

    page.title = title
    for column, name in enumerate(table.columns, 1):
        page.cell(1, column, name).font = Font(bold=True)
    for row, values in enumerate(table.itertuples(index=False), 2):
        for column, value in enumerate(values, 1):
            _put(page.cell(row, column), value)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions


def _put(cell: Cell, value: object) -> None:
    if isinstance(value, str):
        put_text(cell, value)
    elif not pd.isna(value):
        cell.value = value.item() if hasattr(value, "item") else value
