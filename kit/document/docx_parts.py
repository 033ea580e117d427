"""What python-docx has no words for: fields, shading, rules below a line, widths of columns."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


def printable(text: str) -> str:
    """XML takes no control characters and no halves of pairs; Word shows none."""
    return "".join(c for c in text if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))


def text_width(document: Document) -> int:
    """How wide the last section's text is, in Word's units."""
    section = document.sections[-1]
    sizes = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (size or 0 for size in sizes)
    return page - left - right


def set_widths(table: Table, grid: list[Sequence[_Cell]], shares: list[float], whole: int) -> None:
    """Columns as wide as their shares of `whole`, the width of the text."""
    table.autofit = False
    for column, share in enumerate(shares):
        width = Emu(int(whole * share / sum(shares)))
        table.columns[column].width = width
        for cells in grid:
            cells[column].width = width


def shade(cell: _Cell, colour: str) -> None:
    """Grey behind a cell."""
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


def rule_below(paragraph: Paragraph) -> None:
    """A line to write on; `between` keeps Word from merging the rules of neighbours into one."""
    borders = OxmlElement("w:pBdr")
    for edge in ("w:bottom", "w:between"):
        line = OxmlElement(edge)
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "777777")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out itself, such as the page's number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def turn(document: Document, *, across: bool) -> None:
    """A new page, upright or lying across; the first one is the page that is there."""
    begun = bool(document.paragraphs or document.tables)
    section = document.add_section(WD_SECTION.NEW_PAGE) if begun else document.sections[0]
    short, long = sorted((section.page_width or Emu(0), section.page_height or Emu(0)))
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)


class Linked:
    """A hyperlink in a paragraph: takes runs as the paragraph does, and shows them as links look."""

    def __init__(self, paragraph: Paragraph, address: str) -> None:
        self._paragraph = paragraph
        self._link = OxmlElement("w:hyperlink")
        self._link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(self._link)

    def add_run(self, text: str = "") -> Run:
        run = self._paragraph.add_run(text)
        run.underline = True
        self._link.append(run._r)
        return run


def linked(paragraph: Paragraph, address: str) -> Linked:
    """A place for the words of a link to an outside page; nothing is asked of it until a person follows it."""
    return Linked(paragraph, address)
