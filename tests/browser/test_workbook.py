"""A workbook in the browser: typed by hand and keyboard, judged beside the cell, there again after a reload."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Lab, at_width, reload, visit
from tests.browser.test_lesson import serious, sign_in

pytestmark = pytest.mark.browser
BOOK = "notebooks/workbooks/tracking-book.ipynb"


def open_book(page, lab: Lab):
    visit(page, lab, BOOK)
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .kit-book")


def test_tracking_book_is_filled_judged_and_kept(trainer, real_lab: Lab) -> None:
    page = trainer
    book = open_book(page, real_lab)
    sign_in(page, "Sổ")
    book.get_by_label("Xã", exact=True).fill("Xã giả định")
    book.get_by_role("button", name="Thêm dòng").first.click()
    for field, text in (("Nữ", "28"), ("Nam", "20"), ("Tổng", "50"), ("Ngày", "2/3/2026")):
        book.get_by_label(f"{field}, dòng 1", exact=True).first.fill(text)
    book.get_by_label("Hoạt động, dòng 1", exact=True).select_option("Đối thoại")
    book.get_by_text("(28 + 20 = 48, ghi 50)").wait_for()
    assert book.get_by_label("Tổng, dòng 1", exact=True).get_attribute("aria-invalid") == "true"

    book.get_by_label("Tổng, dòng 1", exact=True).fill("48")
    page.keyboard.press("Tab")
    book.get_by_text("(28 + 20 = 48, ghi 50)").wait_for(state="detached")
    book.get_by_text("Đã lưu", exact=True).wait_for()
    assert serious(page, ".kit-book") == []
    assert page.outside == []

    reload(page)
    again = open_book(page, real_lab)
    again.get_by_text("Đã mở sổ đã lưu.").wait_for()
    assert again.get_by_label("Ngày, dòng 1", exact=True).first.input_value() == "02/03/2026"
    assert again.get_by_label("Hoạt động, dòng 1", exact=True).input_value() == "Đối thoại"


def test_excel_file_is_written_and_read_on_the_screen(trainer, real_lab: Lab, tmp_path) -> None:
    page = trainer
    from kit.workbooks.xlsx_out import xlsx
    from tests.workbooks.test_xlsx import filled

    (tmp_path / "so.xlsx").write_bytes(xlsx(filled("tracking-book")))
    book = open_book(page, real_lab)
    sign_in(page, "Excel")
    book.get_by_label("Đọc tệp Excel đã điền").set_input_files(tmp_path / "so.xlsx")
    book.get_by_text("Đã đọc tệp Excel.").wait_for()
    assert book.get_by_label("Mã, dòng 3", exact=True).input_value() == "Hoạt động 3"
    book.get_by_role("button", name="Ghi ra Excel").click()
    book.get_by_text("Đã ghi tệp Excel:").wait_for()

    (tmp_path / "so.xlsx").write_bytes(xlsx(filled("tracking-book", rows=2)))
    book.get_by_label("Đọc tệp Excel đã điền").set_input_files(tmp_path / "so.xlsx")
    asked = book.get_by_role("alertdialog")
    asked.get_by_text("bớt 1 dòng").first.wait_for()
    assert serious(page, ".kit-book") == []
    asked.get_by_role("button", name="Thay bằng tệp Excel").click()
    book.get_by_text("Đã đọc tệp Excel.").wait_for()
    assert book.get_by_label("Mã, dòng 3", exact=True).count() == 0
    book.get_by_role("button", name="Lấy lại như trước").click()
    book.get_by_text("Đã lấy lại sổ như trước.").wait_for()
    assert book.get_by_label("Mã, dòng 3", exact=True).input_value() == "Hoạt động 3"
    assert list((real_lab.folder / "answers" / "workbooks").glob("*--tracking-book.xlsx"))


def test_page_never_scrolls_sideways(trainer, real_lab: Lab) -> None:
    page = trainer
    book = open_book(page, real_lab)

    for width in (390, 1366):
        at_width(page, width)
        assert not book.evaluate("e => e.scrollWidth > e.clientWidth + 1"), width
