"""Workbooks on paper: a form to fill by hand, the filled one, letters with the layout of an office."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.shared import Pt
from pypdf import PdfReader

from kit.paper.workbook_files import files
from kit.workbooks import Book, Shelf
from tests.conftest import ROOT
from tests.workbooks.test_xlsx import filled

SHELF = Shelf(ROOT)
TODAY = date(2026, 11, 22)
HOSTILE = "**đậm** {about.chair} [[agenda: step]] <b>x</b> =1+1 $x$ #set"
REGISTER = {
    "about": [{"topic": HOSTILE, "organiser": "Hội LHPN xã", "commune": "giả định", "day": "18/12/2026"}],
    "recommendations": [
        {"number": "01", "group": "Chị em bản trên", "topic": "Nước sạch", "matter": HOSTILE, "power": "Xã", "status": "Đã trả lời", "replied": "20/12/2026", "reply": "Xã sửa"},
        {"number": "02", "group": "Chị em bản dưới", "topic": "Y tế", "matter": "Trạm mở buổi chiều", "power": "Xã", "status": "Chưa trả lời", "promised": "01/11/2026"},
        {"number": "03", "group": "Chị em bản dưới", "topic": "Y tế", "matter": "Xe cứu thương", "power": "Tỉnh", "status": "Chưa trả lời"},
    ],
}  # fmt: skip


def words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def papers(book: Book, form: str, **options) -> dict[str, bytes]:
    return dict(files(book, form, TODAY, **{"blank": False, **options}))


@pytest.mark.parametrize("name", SHELF.workbooks)
def test_blank_form_has_a_page_for_each_sheet_with_every_title(name: str) -> None:
    workbook = SHELF.get(name)
    (content,) = papers(Book.blank(workbook), "pdf", blank=True).values()
    pages = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]

    assert len(pages) == len(workbook.sheets)
    for page, sheet in zip(pages, workbook.sheets, strict=True):
        assert all("".join(f.title.split()) in page for f in sheet.typed)


@pytest.mark.parametrize("name", SHELF.workbooks)
def test_filled_form_shows_everything_that_was_typed(name: str) -> None:
    book = filled(name)
    (content,) = papers(book, "pdf").values()
    text = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())

    for sheet in book.workbook.sheets:
        for row in book.rows(sheet.id):
            for value in row.values():
                assert "".join(value.split()) in text, (sheet.id, value)


@pytest.mark.parametrize("name", SHELF.workbooks)
@pytest.mark.parametrize("blank", [True, False])
def test_every_document_is_made_and_has_no_place_left_open(name: str, blank: bool) -> None:
    book = Book.blank(SHELF.get(name)) if blank else filled(name)
    made = papers(book, "docx", blank=blank)

    assert len(made) == len(book.workbook.documents)
    for content in made.values():
        text = words(content)
        assert "{" not in text and "[[" not in text


def test_letter_counts_what_is_in_the_register() -> None:
    book = Book.of(SHELF.get("dialogue-register"), REGISTER)
    text = words(papers(book, "docx")["dialogue-register-letter.docx"])

    assert "Đã trả lời 1 trên 3" in text and "quá hẹn chưa trả lời 1" in text
    document = Document(BytesIO(papers(book, "docx")["dialogue-register-letter.docx"]))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    by_power = next(t for t in tables if t[0][0] == "Thuộc thẩm quyền" and len(t[0]) == 2)
    assert by_power[1:] == [
        ["Thôn bản", "0"],
        ["Xã", "2"],
        ["Tỉnh", "1"],
        ["Bộ ngành Trung ương", "0"],
        ["Ngành khác", "0"],
    ]


def test_typed_signs_stay_what_they_are() -> None:
    book = Book.of(SHELF.get("dialogue-register"), REGISTER)
    made = papers(book, "docx")
    (printed,) = papers(book, "pdf").values()

    for content in made.values():
        assert HOSTILE in words(content)
        with zipfile.ZipFile(BytesIO(content)) as archive:
            assert b"<b>x</b>" not in archive.read("word/document.xml")
    assert "".join(HOSTILE.split()) in "".join(
        "".join(p.extract_text() for p in PdfReader(BytesIO(printed)).pages).split()
    )


def test_layout_of_the_state_has_its_title_margins_and_letters() -> None:
    book = Book.of(SHELF.get("dialogue-register"), REGISTER)
    document = Document(BytesIO(papers(book, "docx", layout="state")["dialogue-register-letter.docx"]))
    section, head = document.sections[0], document.tables[0].rows[0].cells

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head[1].text and "Độc lập - Tự do - Hạnh phúc" in head[1].text
    assert head[0].text.startswith("HỘI LHPN XÃ")
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert 2 <= round(section.top_margin.cm, 1) <= 2.5 and 2 <= round(section.bottom_margin.cm, 1) <= 2.5
    assert 3 <= round(section.left_margin.cm, 1) <= 3.5 and 1.5 <= round(section.right_margin.cm, 1) <= 2
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size in (Pt(13), Pt(14))
    assert section.different_first_page_header_footer and "PAGE" in section.header._element.xml


def test_layout_of_the_union_has_no_national_title() -> None:
    book = Book.of(SHELF.get("dialogue-register"), REGISTER)

    assert "CỘNG HÒA" not in words(papers(book, "docx", layout="union")["dialogue-register-letter.docx"])


def test_summary_has_a_chart_that_is_told_in_words() -> None:
    book = filled("tracking-book")
    content = papers(book, "docx")["tracking-book-summary.docx"]
    document = Document(BytesIO(content))

    assert [s._inline.docPr.get("descr") for s in document.inline_shapes] == [
        "Số cuộc theo hoạt động: Truyền thông 1; Câu lạc bộ 1; Đối thoại 1; Tập huấn 0; Địa chỉ tin cậy 0; Hoạt động khác 0."
    ]


def test_a_chart_of_nothing_is_left_out() -> None:
    blank = Book.blank(SHELF.get("tracking-book"))

    assert not Document(BytesIO(papers(blank, "docx")["tracking-book-summary.docx"])).inline_shapes
