"""Word documents with the layout of Vietnamese offices: that of the State, and that of the Union's own papers.

State: margins, fonts and the national title as in the appendix of Decree 30/2020/NĐ-CP (top and bottom
20-25 mm, left 30-35, right 15-20; Times New Roman 13-14; page number above, centred, not on the first
page). Union: the organisation at the left, place and day at the right; the Union's own guidance decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from kit.document.docx import Writer
from kit.document.docx_parts import add_field
from kit.document.nodes import Heading, Letterhead, OfficeLine, Paragraph, Signature, Table
from kit.document.sheet import Sheet
from kit.document.tree import plain
from kit.messages import say

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.table import _Cell

Layout = Literal["state", "union", "plain"]
DOTS = "…………"


def head_of(organiser: str, layout: Layout, *, number: str = DOTS, about: str = "", small: float = 0) -> Letterhead:
    """Who writes, at the left, and what a letter is about; the national title, or place and day, at the right.

    `small`: points less.
    """

    def line(words: str, size: float, *, bold: bool = False, italic: bool = False) -> OfficeLine:
        return OfficeLine(words, size - small, bold, italic)

    left = [line(organiser.upper() or DOTS * 3, 13, bold=True), line("―――――", 13), line(f"{say('Số')}: {number}", 13)]
    left += [line(about, 12)] if about else []
    nation = [
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True),
        line("Độc lập - Tự do - Hạnh phúc", 13, bold=True),
        line("―――――――", 13),
    ]
    day = line(say("{place}, ngày {dots} tháng {dots} năm {dots}", place=DOTS, dots="……"), 13, italic=True)
    return Letterhead(left, [*(nation if layout == "state" else []), day])


def foot_of(signer: str) -> Signature:
    """Who gets it, at the left; who signs, at the right."""
    copies = [f"- {DOTS * 2};", f"- {say('Lưu')}: {DOTS}."]
    return Signature(say("Nơi nhận:"), copies, signer, say("(ký, ghi rõ họ tên)"))


def official_docx(sheet: Sheet, layout: Layout, organiser: str, *, number: str = DOTS) -> bytes:
    """The sheet as .docx in a layout; `organiser` stands at the top left, above the `number`."""
    return _Office(sheet, layout, organiser, number).written()


class _Office(Writer):
    """A document with the head and foot of an office."""

    def __init__(self, sheet: Sheet, layout: Layout, organiser: str, number: str) -> None:
        self.layout, self.organiser, self.number = layout, organiser, number
        super().__init__(sheet)

    def written(self) -> bytes:
        blocks = self.sheet.blocks
        if self.layout != "plain":
            # What a letter is about stands below its number.
            about = next(
                (node for node in blocks if isinstance(node, Paragraph) and plain(node).startswith("V/v ")), None
            )
            blocks = [node for node in blocks if node is not about]
            said = plain(about) if about else ""
            self.block(head_of(self.organiser, self.layout, number=self.number, about=said), self.document)
        self.blocks(blocks, self.document)
        if self.layout != "plain" and self.sheet.edition != "report":  # a report has a place for it of its own
            self.block(foot_of(say("CHỨC VỤ NGƯỜI KÝ")), self.document)
        return self.bytes()

    def _set_page(self) -> None:
        super()._set_page()
        section = self.document.sections[0]
        section.top_margin = section.bottom_margin = Cm(2)
        section.left_margin, section.right_margin = Cm(3), Cm(1.8)
        section.different_first_page_header_footer = True
        for part in (section.header, section.footer):
            part.paragraphs[0].clear()
        number = section.header.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_field(number, "PAGE")

    def _set_styles(self) -> None:
        super()._set_styles()
        size = 13 if self.sheet.edition == "report" else 14  # a report's summary is to stand on one page
        for name, points in (("Normal", size), ("Heading 1", size + 1), ("Heading 2", size)):
            self.document.styles[name].font.size = Pt(points)
        self.document.styles["Normal"].paragraph_format.space_after = Pt(6)

    def paragraph(self, node: Paragraph, into: DocxDocument | _Cell) -> None:
        super().paragraph(node, into)
        if into is self.document and self.sheet.edition == "report":
            into.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            into.paragraphs[-1].paragraph_format.space_after = Pt(3)
            into.paragraphs[-1].paragraph_format.line_spacing = 1.0

    def heading(self, node: Heading, into: DocxDocument | _Cell) -> None:
        super().heading(node, into)
        if node.level == 1:
            into.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER

    def table(self, node: Table, into: DocxDocument | _Cell) -> None:
        """Tables in smaller letters, with some air below."""
        super().table(node, into)
        for row in into.tables[-1].rows:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.space_after = Pt(0)
                    for run in paragraph.runs:
                        run.font.size = Pt(12)
        into.add_paragraph().paragraph_format.space_after = Pt(0)
