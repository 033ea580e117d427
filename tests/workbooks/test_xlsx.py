"""What goes into Excel comes back, also when LibreOffice saved it; what is typed there can do no harm."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kit.vietnamese.old_codes import old_code
from kit.workbooks import Book, Shelf, check_book
from kit.workbooks.book import NotABook
from kit.workbooks.xlsx_in import read_xlsx
from kit.workbooks.xlsx_out import FIRST, xlsx
from tests.conftest import ROOT

SHELF = Shelf(ROOT)
TODAY = date(2026, 11, 22)
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
HOSTILE = [
    "=1+1",
    "+84912",
    "-5 người",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x";"y")',
    "'đã có dấu",
    "＝1",
]
SAMPLE = {"text": "Bản Lìn", "long": "Dòng một\nDòng hai, có dấu: “hòa”", "number": "1.234,5", "count": "1.234", "money": "2.500.000", "percent": "12,5", "date": "05/03/2026", "clock": "07:30"}  # fmt: skip


def filled(name: str, rows: int = 3) -> Book:
    """Every field of every sheet filled, row after row differently."""
    workbook = SHELF.get(name)
    sheets = {}
    for sheet in workbook.sheets:
        made = []
        for n in range(1 if sheet.kind == "form" else rows):
            row = {f.id: f.choices[n % len(f.choices)] if f.choices else SAMPLE[f.kind] for f in sheet.typed}
            first = next(f for f in sheet.typed if f.kind in ("text", "long"))
            made.append({**row, first.id: f"{sheet.title} {n + 1}"})
        sheets[sheet.id] = made
    return Book.of(workbook, sheets)


@pytest.mark.parametrize("name", SHELF.workbooks)
def test_excel_file_gives_back_the_same_book(name: str) -> None:
    book = filled(name)
    placed = read_xlsx(book.workbook, xlsx(book))

    assert placed.book.sheets == book.sheets
    assert placed.unread == []


@pytest.mark.parametrize("name", SHELF.workbooks)
def test_blank_file_gives_a_blank_book(name: str) -> None:
    blank = Book.blank(SHELF.get(name))

    assert read_xlsx(blank.workbook, xlsx(blank)).book.sheets == Book.of(blank.workbook, blank.sheets).sheets


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_nothing_is_lost_when_libreoffice_saves_the_file(tmp_path: Path) -> None:
    for name in SHELF.workbooks:
        book = filled(name)
        (tmp_path / f"{name}.xlsx").write_bytes(xlsx(book))
    command = [
        str(OFFICE),
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path / "again"),
    ]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.xlsx")))], check=True, capture_output=True, timeout=240)

    for name in SHELF.workbooks:
        saved = (tmp_path / "again" / f"{name}.xlsx").read_bytes()
        placed = read_xlsx(SHELF.get(name), saved)
        assert placed.book.sheets == filled(name).sheets, name
    cells = load_workbook(BytesIO((tmp_path / "again" / "tracking-book.xlsx").read_bytes()), data_only=True)
    page = cells["Kế hoạch và thực hiện"]
    head = [c.value for c in page[2]]
    assert page.cell(FIRST, head.index("reached") + 1).value == 100, "the formula works in the office program too"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    workbook = SHELF.get("dialogue-register")
    book = Book.of(workbook, {"recommendations": [{"matter": text, "number": "1"}]})
    content = xlsx(book)
    page = load_workbook(BytesIO(content))["Kiến nghị"]

    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    assert (
        read_xlsx(workbook, content).book.rows("recommendations")[0]["matter"]
        == book.rows("recommendations")[0]["matter"]
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
@example(["B¡T"])
def test_any_text_comes_back_or_is_told(texts: list[str]) -> None:
    """Control signs are cleaned away; what looks like an old code (TCVN3, VNI) is left out, with its row."""
    workbook = SHELF.get("dialogue-register")
    rows = [{"number": str(n), "matter": text} for n, text in enumerate(texts, 1)]
    book = Book.of(workbook, {"recommendations": rows})
    placed = read_xlsx(workbook, xlsx(book))
    told = {found.row for found in placed.findings if "bảng mã cũ" in found.sentence}

    def plain(text: str) -> str:
        return "".join(c for c in text if c.isprintable() or c == "\n").strip()

    was, back = ([plain(row["matter"]) for row in one.rows("recommendations")] for one in (book, placed.book))
    assert len(was) == len(back)
    for n, (wrote, read) in enumerate(zip(was, back, strict=True), 1):
        assert read == wrote or (read == "" and n in told and old_code(wrote))


def test_faults_are_told_with_tab_row_and_column() -> None:
    workbook = SHELF.get("tracking-book")
    book = filled("tracking-book")
    book.rows("activities")[1] |= {"women": "28", "men": "20", "total": "50", "day": "31/02/2026"}
    placed = read_xlsx(workbook, xlsx(book))
    told = [placed.told(f) for f in check_book(placed.book, TODAY)]

    assert any(
        t.startswith(
            f"Trang “Hoạt động”, dòng {FIRST + 1}, cột H (Tổng): Nữ cộng nam chưa bằng tổng. (28 + 20 = 48, ghi 50)"
        )
        for t in told
    )
    assert any(t.startswith(f"Trang “Hoạt động”, dòng {FIRST + 1}, cột B (Ngày): ") for t in told)
    assert all("→" in t for t in told)


def test_a_renamed_tab_and_an_added_column_lose_nothing() -> None:
    book = filled("tracking-book")
    file = load_workbook(BytesIO(xlsx(book)))
    page = file["Hoạt động"]
    page.title = "Tháng ba"
    page.insert_cols(3)
    page.cell(3, 3, "Ghi chú của xã")
    stream = BytesIO()
    file.save(stream)
    placed = read_xlsx(book.workbook, stream.getvalue())

    assert placed.book.sheets == book.sheets
    assert [line for line in placed.unread if "cột C (“Ghi chú của xã”)" in line and "Tháng ba" in line]


def test_ids_gone_the_titles_still_lead() -> None:
    book = filled("tracking-book")
    file = load_workbook(BytesIO(xlsx(book)))
    page = file["Hoạt động"]
    page.delete_rows(2)
    stream = BytesIO()
    file.save(stream)

    assert read_xlsx(book.workbook, stream.getvalue()).book.rows("activities") == book.rows("activities")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"], ids=["empty", "words", "broken"])
def test_what_is_no_excel_file_is_told_in_a_sentence(content: bytes) -> None:
    with pytest.raises(NotABook, match=r"không phải tệp Excel|Tệp bị hỏng"):
        read_xlsx(SHELF.get("tracking-book"), content)


def test_file_of_another_workbook_is_told() -> None:
    with pytest.raises(NotABook, match="là của sổ “tracking-book”"):
        read_xlsx(SHELF.get("dialogue-plan"), xlsx(filled("tracking-book")))


def test_lists_headings_and_paper_are_set_up() -> None:
    page = load_workbook(BytesIO(xlsx(filled("tracking-book"))))["Hoạt động"]

    assert page.freeze_panes == f"B{FIRST}" and page.print_title_rows == "$3:$3"
    assert {v.type for v in page.data_validations.dataValidation} == {"list", "date", "decimal"}
    assert page.row_dimensions[1].hidden and page.row_dimensions[2].hidden
    assert page.page_setup.orientation == "landscape" and page.page_setup.paperSize == 9
