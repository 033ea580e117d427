"""Word documents with the layout of Vietnamese offices: that of the State, and that of the Union's own papers.

State: margins, fonts and the national title as in the appendix of Decree 30/2020/NĐ-CP (top and bottom
20-25 mm, left 30-35, right 15-20; Times New Roman 13-14; page number above, centred, not on the first
page). Union: the organisation at the left, place and day at the right; the Union's own guidance decides.
"""

from __future__ import annotations

from typing import Any, Literal

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from kit.markdown import Node
from kit.messages import say
from kit.paper.docx import Writer
from kit.paper.docx_parts import add_field, set_widths, text_width
from kit.paper.sheet import Sheet

Layout = Literal["state", "union", "plain"]
DOTS = "…………"


def official_docx(sheet: Sheet, layout: Layout, organiser: str) -> bytes:
    """The sheet as .docx in a layout; `organiser` stands at the top left."""
    return _Office(sheet, layout, organiser).written()


class _Office(Writer):
    """A document with the head and foot of an office."""

    def __init__(self, sheet: Sheet, layout: Layout, organiser: str) -> None:
        self.layout, self.organiser = layout, organiser
        super().__init__(sheet)

    def written(self) -> bytes:
        if self.layout != "plain":
            self._head()
        self._many(self.sheet.blocks, self.document)
        if self.layout != "plain" and self.sheet.edition != "report":
            self._signature()
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

    def _head(self) -> None:
        """Who writes, at the left; the national title, or place and day, at the right."""
        table = self.document.add_table(1, 2)
        left, right = table.rows[0].cells
        set_widths(table, [table.rows[0].cells], [6.4, 10.0], text_width(self.document))
        self._centred(
            left,
            [(self.organiser.upper() or DOTS * 3, True, 13), ("―――――", False, 13), (f"{say('Số')}: {DOTS}", False, 13)],
        )
        day = say("{place}, ngày {dots} tháng {dots} năm {dots}", place=DOTS, dots="……")
        if self.layout == "state":
            self._centred(
                right,
                [
                    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, 12),
                    ("Độc lập - Tự do - Hạnh phúc", True, 13),
                    ("―――――――", False, 13),
                ],
            )
            self._centred(right, [(day, False, 13)], italic=True)
        else:
            self._centred(right, [(day, False, 13)], italic=True)
        self.document.add_paragraph()

    def _centred(self, cell: Any, lines: list[tuple[str, bool, int]], *, italic: bool = False) -> None:
        for words, bold, size in lines:
            paragraph = cell.paragraphs[0] if not cell.paragraphs[0].runs else cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(words)
            run.bold, run.italic, run.font.size = bold, italic, Pt(size)

    def _para(self, node: Node, into: Any) -> None:
        super()._para(node, into)
        if into is self.document and self.sheet.edition == "report":
            into.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            into.paragraphs[-1].paragraph_format.space_after = Pt(3)
            into.paragraphs[-1].paragraph_format.line_spacing = 1.0

    def _heading(self, node: Node, into: Any) -> None:
        super()._heading(node, into)
        if node["level"] == 1:
            into.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _table(self, node: Node, into: Any) -> None:
        """Tables in smaller letters, with some air below."""
        super()._table(node, into)
        for row in into.tables[-1].rows:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.space_after = Pt(0)
                    for run in paragraph.runs:
                        run.font.size = Pt(12)
        into.add_paragraph().paragraph_format.space_after = Pt(0)

    def _signature(self, *_: Any) -> None:
        """Who gets it, at the left; who signs, at the right; at the end unless the sheet has a place for it."""
        self.document.add_paragraph()
        table = self.document.add_table(1, 2)
        left, right = table.rows[0].cells
        first = left.paragraphs[0].add_run(say("Nơi nhận:"))
        first.bold = first.italic = True
        first.font.size = Pt(12)
        for words in (f"- {DOTS * 2};", f"- {say('Lưu')}: {DOTS}."):
            left.add_paragraph().add_run(words).font.size = Pt(11)
        self._centred(right, [(say("CHỨC VỤ NGƯỜI KÝ"), True, 13), (say("(ký, ghi rõ họ tên)"), False, 13)])
