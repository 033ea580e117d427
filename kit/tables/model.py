"""What a table read from a file consists of: pages of lines of cells, as Excel counts them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from kit.messages import say
from kit.vietnamese import format_date, format_number

Trouble = Literal["", "formula", "error"]  # a formula that nobody has worked out; #N/A and its like


class Cell(NamedTuple):
    """A cell: its value, how Excel was told to show it, its font, and why it has no value, where it should have one."""

    value: str | float | int | bool | date | datetime | time | timedelta | None = None
    shape: str = ""
    font: str = ""
    trouble: Trouble = ""

    @property
    def stands(self) -> bool:
        """Does anything stand here, readable or not?"""
        return bool(self.trouble) or self.value not in (None, "")

    @property
    def complaint(self) -> str:
        """Why the cell cannot be read; "" where it can."""
        if self.trouble == "formula":
            return say("ô có công thức chưa có kết quả: mở bằng Excel hoặc LibreOffice, lưu lại rồi thử lại")
        return say("ô báo lỗi {value}: sửa công thức, hoặc gõ giá trị", value=self.value) if self.trouble else ""


EMPTY = Cell()


@dataclass(frozen=True)
class Line:
    """A line where something stands. `number` counts from 1 as the spreadsheet does; `hidden`: by hand or by a filter."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    def __getitem__(self, column: int) -> Cell:
        """The cell of a column counted from 0; an empty one beyond the line's end."""
        return self.cells[column] if column < len(self.cells) else EMPTY

    @property
    def texts(self) -> list[str]:
        return [written(cell) for cell in self.cells]


@dataclass(frozen=True)
class Page:
    """A sheet of the file, empty lines left out. `merged`: (first line, first column, last line, last column), columns from 0."""

    title: str
    lines: tuple[Line, ...]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Table:
    """A file as it was read. `plain`: CSV or text, where lines stand as they were typed and fonts are not known."""

    name: str
    pages: tuple[Page, ...]
    plain: bool = False


def written(cell: Cell) -> str:
    """A cell as one would have typed it."""
    value = cell.value
    if value is None or cell.trouble:
        return ""
    if isinstance(value, bool):
        return say("Có") if value else say("Không")
    if isinstance(value, float):
        return format_number(value).replace("−", "-")
    if isinstance(value, date):
        return format_date(value)
    return printed(str(value))


def printed(text: str) -> str:
    """Without the characters that no keyboard types and no paper shows."""
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C" or unicodedata.category(c) == "Cf"
    )
