"""A tracking book of 10,000 rows: opened, checked and written, beside what pandas takes for the same file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from kit.workbooks import check_book
from kit.workbooks.xlsx_in import read_xlsx
from kit.workbooks.xlsx_out import xlsx
from tests.bench.result import Result, seconds
from tests.workbooks.test_xlsx import filled

ROWS = 10_000


def measure(folder: Path) -> Iterator[Result]:
    book, path = filled("tracking-book", ROWS), folder / "book.xlsx"
    path.write_bytes(xlsx(book))
    read = seconds(lambda: read_xlsx(book.workbook, path.read_bytes()), 1)
    pandas = seconds(lambda: pd.read_excel(path, sheet_name=None, header=None), 1)
    frames = pd.read_excel(path, sheet_name=None, header=None)

    def write_all() -> None:
        with pd.ExcelWriter(folder / "plain.xlsx") as writer:
            for name, frame in frames.items():
                frame.to_excel(writer, sheet_name=name)

    plain = seconds(write_all, 1)
    write = seconds(lambda: xlsx(book), 1)
    check = seconds(lambda: check_book(read_xlsx(book.workbook, path.read_bytes()).book, date(2026, 11, 22)), 1) - read
    yield Result(
        f"{ROWS:,} rows x 2 read, to pandas", f"x{read / pandas:.1f} ({read:.1f} s)", "< x3", read < 3 * pandas
    )
    yield Result(
        f"{ROWS:,} rows x 2 written, to pandas", f"x{write / plain:.1f} ({write:.1f} s)", "< x3", write < 3 * plain
    )
    yield Result(
        f"{ROWS:,} rows x 2 checked, to reading", f"x{check / read:.1f} ({check:.1f} s)", "< x1.5", check < 1.5 * read
    )
