"""What python-docx has no words for: fields, shading, rules below a line, widths of columns."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


class Numbering:
    """Lists of a document that count for themselves: each begins anew, at its own first number."""

    def __init__(self, document: Document) -> None:
        self._root = document.part.numbering_part.element
        self._kinds: dict[str, int] = {}

    def begin(self, form: str, first: int = 1) -> int:
        """A new list: "decimal" counts 1. 2. 3., "upperLetter" A. B. C.; returns its number."""
        if form not in self._kinds:
            self._kinds[form] = self._describe(form)
        known = [int(num.get(qn("w:numId"))) for num in self._root.findall(qn("w:num"))]
        number = max(known, default=0) + 1
        listed = _element("w:num", numId=number)
        listed.append(_element("w:abstractNumId", val=self._kinds[form]))
        again = _element("w:lvlOverride", ilvl=0)
        again.append(_element("w:startOverride", val=first))
        listed.append(again)
        self._root.append(listed)
        return number

    def _describe(self, form: str) -> int:
        known = [int(each.get(qn("w:abstractNumId"))) for each in self._root.findall(qn("w:abstractNum"))]
        number = max(known, default=0) + 1
        described = _element("w:abstractNum", abstractNumId=number)
        level = _element("w:lvl", ilvl=0)
        for name, value in (("w:start", 1), ("w:numFmt", form), ("w:lvlText", "%1."), ("w:lvlJc", "left")):
            level.append(_element(name, val=value))
        dress = _element("w:pPr")
        dress.append(_element("w:ind", left=567, hanging=397))
        level.append(dress)
        described.append(level)
        self._root.insert(len(known), described)  # before the lists that use it, as the schema wants
        return number


def listed(paragraph: Paragraph, number: int) -> None:
    """Make a paragraph the next point of a list."""
    properties = _element("w:numPr")
    properties.append(_element("w:ilvl", val=0))
    properties.append(_element("w:numId", val=number))
    paragraph._p.get_or_add_pPr().append(properties)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place in the document that fields and links know by name."""
    begin = _element("w:bookmarkStart", id=number, name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, begin)
    paragraph._p.append(_element("w:bookmarkEnd", id=number))


def add_contents(document: Document, entries: Sequence[tuple[int, str, str]], ids: Mapping[str, str]) -> None:
    """A table of contents that is filled already (level, words, bookmark) and that Word brings up to date by F9."""
    for n, (level, words, name) in enumerate(entries):
        paragraph = document.add_paragraph()
        paragraph._p.style = ids[f"toc {level}"]
        if n == 0:
            _field_part(paragraph, "begin", 'TOC \\o "1-4" \\h \\z')
        link = _element("w:hyperlink", anchor=name)
        link.append(paragraph.add_run(words)._r)
        paragraph._p.append(link)
        paragraph.add_run("\t")
        add_field(paragraph, f"PAGEREF {name} \\h")
        if n == len(entries) - 1:
            _field_part(paragraph, "end", "")


def _field_part(paragraph: Paragraph, kind: str, code: str) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType=kind))
    if code:
        words = OxmlElement("w:instrText")
        words.set(qn("xml:space"), "preserve")
        words.text = code
        paragraph.add_run()._r.append(words)
        paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="separate"))


def _element(tag: str, **attributes: object) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made
