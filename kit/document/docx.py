"""A sheet as a Word file, for those who edit: real headings, lists, tables, header and page numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import _Cell

from kit.document.columns import numeric, shares
from kit.document.docx_parts import (
    Linked,
    Numbering,
    add_contents,
    add_field,
    bookmark,
    linked,
    listed,
    printable,
    rule_below,
    set_widths,
    shade,
    text_width,
    turn,
)
from kit.document.nodes import (
    AnswerBoxes,
    AnswerLine,
    Beside,
    Blank,
    Block,
    Blocks,
    Box,
    Break,
    Cards,
    Certificate,
    Choices,
    Citation,
    Clip,
    Code,
    Contents,
    CutLine,
    Emphasis,
    Figure,
    Filler,
    Heading,
    Inlines,
    Leaf,
    Letterhead,
    Link,
    List,
    NameLines,
    Notes,
    OfficeLine,
    OnePage,
    PageBreak,
    PageOf,
    Pairs,
    Paragraph,
    PictureRefused,
    Places,
    Quote,
    ScanPage,
    Signature,
    Slide,
    Strong,
    Table,
    Text,
    Tick,
    Ticks,
    Timing,
    Title,
    Verdicts,
    WritingLines,
)  # fmt: skip
from kit.document.sheet import Sheet
from kit.document.tree import plain, walk
from kit.files import same_office
from kit.messages import say

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.table import Table as DocxTable
    from docx.text.paragraph import Paragraph as DocxParagraph

ACCENT = RGBColor(0x6D, 0x12, 0x39)
FONT = "Times New Roman"  # on every office computer, with all Vietnamese letters
META, CELL, NOTE, CONTENTS = (
    "Kit Meta",
    "Kit Cell",
    "Kit Note",
    "Kit Contents",
)  # beside a title, in a table, in a trainer's note
OWN_STYLES = (META, CELL, NOTE, CONTENTS, "toc 1", "toc 2", "toc 3", "toc 4")
SQUARE, TICKED, ROUND, CHOSEN = "☐", "☒", "○", "⊗"
DOTTED = "." * 24  # a line to write on


def place_of(name: str) -> str:
    """The bookmark of an exercise; Word takes forty letters at most and no hyphen."""
    return "bt_" + hashlib.sha256(name.encode()).hexdigest()[:16]


def docx(sheet: Sheet) -> bytes:
    """The sheet as .docx bytes on A4."""
    return Writer(sheet).written()


class Writer:
    """Adds nodes to a Word document, one after another."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.document = Document()
        self.numbering = Numbering(self.document)
        # Under a title the document's own headings begin, at the first level.
        self.under = 1 if any(isinstance(node, Title) for node in sheet.blocks) else 0
        self.marks = 0
        self._set_page()
        self._set_styles()
        self.ids = {style.name: style.style_id for style in self.document.styles}

    def written(self) -> bytes:
        self.blocks(self.sheet.blocks, self.document)
        return self.bytes()

    def bytes(self) -> bytes:
        """The document as it now stands."""
        stream = BytesIO()
        self.document.save(stream)
        return same_office(stream.getvalue())

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.5), Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
        foot = section.footer.paragraphs[0]
        foot.add_run(self.sheet.footer)
        if not self.sheet.bare:
            section.header.paragraphs[0].text = f"{self.sheet.title} – {self.sheet.edition_name}"
            foot.add_run(f" · {say('Trang')} ")
            add_field(foot, "PAGE")
            foot.add_run("/")
            add_field(foot, "NUMPAGES")
        properties = self.document.core_properties
        properties.title, properties.author = self.sheet.title[:255], say("Bộ tài liệu tập huấn Dự án 8")
        properties.language, properties.comments = say("vi-VN"), ""

    def _set_styles(self) -> None:
        size = 16 if self.sheet.large else 13
        there = {style.name for style in self.document.styles}
        for name in OWN_STYLES:
            if name not in there:
                self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = self.document.styles[
                    "Normal"
                ]
        for name, points in (
            ("Normal", size),
            ("Heading 1", size + 7),
            ("Heading 2", size + 3),
            ("Heading 3", size + 1),
            ("Heading 4", size),
            ("Title", size + 11),
            (META, size - 2),
            (CELL, size - 1),
            (NOTE, size - 2),
            (CONTENTS, size + 5),
            *((f"toc {n}", size - 2) for n in (1, 2, 3, 4)),
        ):
            style = self.document.styles[name]
            style.font.name, style.font.size = FONT, Pt(points)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(kind), FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(theme), None)
            style.paragraph_format.space_after = Pt(4)
            if name.startswith(("Heading", "Title")) or name == CONTENTS:
                style.font.color.rgb = None if self.sheet.bare else ACCENT
                style.font.bold = True
            if name.startswith("toc"):
                style.paragraph_format.left_indent = Cm(0.6 * (int(name[-1]) - 1))
                style.paragraph_format.tab_stops.add_tab_stop(
                    Emu(text_width(self.document)), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
                )
                style.paragraph_format.space_after = Pt(0)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), say("vi-VN"))
        self.document.styles["Normal"].element.get_or_add_rPr().append(language)

    def dressed(self, into: DocxDocument | _Cell, style: str, words: str = "") -> DocxParagraph:
        """A new paragraph in a style; python-docx would go through all styles for each."""
        paragraph = into.add_paragraph(words)
        paragraph._p.style = None if style == "Normal" else self.ids[style]
        return paragraph

    # ── blocks ──
    def blocks(self, nodes: Blocks, into: DocxDocument | _Cell) -> None:
        """Add nodes to the document or to a cell."""
        for node in nodes:
            self.block(node, into)

    def block(self, node: Block, into: DocxDocument | _Cell) -> None:
        match node:
            case Paragraph():
                self.paragraph(node, into)
            case PictureRefused(inside):
                self.paragraph(Paragraph(inside), into)
            case Heading():
                self.heading(node, into)
            case List():
                self._list(node, into)
            case Table():
                self.table(node, into)
            case Figure():
                self._figure(node, into)
            case Clip():
                self.blocks([Paragraph((Text(f"{node.alt}. {node.about}"),)), *node.transcript], into)
            case PageBreak():
                if into is self.document:
                    into.add_page_break()  # type: ignore[no-untyped-call]
            case Box():
                self._box(node, into)
            case Choices():
                self._choices(node, into)
            case Verdicts():
                self._verdicts(node, into)
            case Places():
                self._places(node, into)
            case Filler():
                pass  # Word's pages are not ours to fill
            case Beside(main, side):
                self.blocks(main, into)
                self._margin(side, into)
            case Pairs(items):
                self.blocks(items, into)
            case Timing(_, how_long, _, who, more):
                self.dressed(
                    into, META, " · ".join(filter(None, (how_long, who, more)))
                ).paragraph_format.keep_with_next = True
            case AnswerLine(label, unit, value):
                paragraph = into.add_paragraph()
                paragraph.add_run(f"{label} ").bold = True
                paragraph.add_run(f"{value if value is not None else DOTTED} {unit}")
            case WritingLines(count):
                self._lines(count, into)
            case Ticks(items):
                for item in items:
                    self._run(into.add_paragraph(f"{SQUARE} "), item)
            case Cards():
                self._cards(node, into)
            case AnswerBoxes():
                self._answer_boxes(node, into)
            case ScanPage(sheets):
                for sheet in sheets:
                    self.blocks([Paragraph([Text(f"{sheet.title} {sheet.who}. {sheet.how}")]), sheet.seal], into)
                    self._answer_boxes(AnswerBoxes(sheet.boxes), into)
            case Title() | NameLines() | Contents() | Notes() | Leaf() | OnePage() | Quote() | Slide():
                self._of_the_sheet(node, into)
            case CutLine() | Letterhead() | Signature() | Certificate():
                self._of_an_office(node, into)
            case _:
                assert_never(node)

    def _of_the_sheet(
        self, node: Title | NameLines | Contents | Notes | Leaf | OnePage | Quote | Slide, into: DocxDocument | _Cell
    ) -> None:
        """What a document is put together of."""
        match node:
            case Title():
                self._title(into)
            case NameLines(labels):
                into.add_paragraph("   ".join(f"{label}: {'.' * 30}" for label in labels))
            case Contents():
                self._contents()
            case Notes(notes):
                for note in notes:
                    self._run(self.dressed(into, NOTE, f"[{note.number}] "), note.inside)
            case Leaf(inside, across, _, sign):
                turn(self.document, across=across)
                self.blocks([*([Paragraph([Text(sign)])] if sign else []), *inside], into)
            case OnePage(inside) | Quote(inside):
                self.blocks(inside, into)
            case Slide(_, title, meta, inside):
                self.dressed(into, "Heading 2", title)
                into.add_paragraph(meta)
                self.blocks(inside, into)

    def _of_an_office(self, node: CutLine | Letterhead | Signature | Certificate, into: DocxDocument | _Cell) -> None:
        """What stands around a paper of an office, and a page for one person."""
        match node:
            case CutLine():
                rule_below(into.add_paragraph())
            case Letterhead(left, right):
                self.letterhead(left, right)
            case Signature():
                self.signature(node)
            case Certificate():
                self._certificate(node, into)

    def paragraph(self, node: Paragraph, into: DocxDocument | _Cell) -> None:
        paragraph = into.add_paragraph()
        paragraph.paragraph_format.keep_with_next = node.sticky
        self._run(paragraph, node.inside)

    def heading(self, node: Heading, into: DocxDocument | _Cell) -> None:
        paragraph = self.dressed(into, self._level(node.level))
        self._run(paragraph, node.inside)
        self._mark(paragraph, f"muc_{self.marks + 1:06d}")

    def _level(self, level: int) -> str:
        return f"Heading {min(max(level - self.under, 1), 4)}"

    def _mark(self, paragraph: DocxParagraph, name: str) -> None:
        self.marks += 1
        bookmark(paragraph, name, self.marks)

    def _title(self, into: DocxDocument | _Cell) -> None:
        self.dressed(into, "Title", self.sheet.title)
        under = " · ".join(part for part in (self.sheet.subtitle, self.sheet.edition_name, self.sheet.day) if part)
        self.dressed(into, META, under)

    def _contents(self) -> None:
        """Every heading and exercise, under the bookmarks that they will get when their turn comes."""
        entries: list[tuple[int, str, str]] = []
        for n, node in enumerate(self._headed(), self.marks + 1):
            level = int(self._level(node.level)[-1])
            if isinstance(node, Box):
                entries.append((level, node.title, place_of(node.name)))
            else:
                entries.append((level, plain(node.inside), f"muc_{n:06d}"))
        self.dressed(self.document, CONTENTS, say("Mục lục"))
        add_contents(self.document, entries, self.ids)

    def _headed(self) -> list[Heading | Box]:
        """What comes after the contents and stands in them."""
        after = self.sheet.blocks[self.sheet.blocks.index(Contents()) :]
        return [node for node in walk(after) if isinstance(node, Heading) or (isinstance(node, Box) and node.level)]

    def _margin(self, side: Blocks, into: DocxDocument | _Cell) -> None:
        """Notes stand below what they are for, shaded, in smaller letters."""
        if isinstance(into, _Cell):
            self.blocks(side, into)
            return
        table = into.add_table(1, 1)
        table.style = self.document.styles["Table Grid"]
        cell = table.cell(0, 0)
        shade(cell, "F0F0F0")
        self.blocks(side, cell)
        for paragraph in cell.paragraphs:
            if paragraph._p.style is None:
                paragraph._p.style = self.ids[NOTE]
        into.add_paragraph()

    def _list(self, node: List, into: DocxDocument | _Cell) -> None:
        number = self.numbering.begin("decimal", node.first) if node.ordered else 0
        for item in node.items:
            paragraph = self.dressed(into, "Normal" if node.ordered else "List Bullet")
            if number:
                listed(paragraph, number)
            if item and isinstance(item[0], Paragraph):
                self._run(paragraph, item[0].inside)
                item = item[1:]
            self.blocks(item, into)

    def table(self, node: Table, into: DocxDocument | _Cell) -> None:
        table = self._grid(into, 1 + len(node.rows), len(node.head))
        for column, cell in enumerate(node.head):
            self._run(table.cell(0, column).paragraphs[0], cell, bold=True)
        grid = [row.cells for row in table.rows]  # asked for once: python-docx counts them anew every time
        for row, cells in enumerate(node.rows, 1):
            for column, cell in enumerate(cells):
                self._run(grid[row][column].paragraphs[0], cell)
        for cells_ in grid:
            for cell_, figure in zip(cells_, numeric(node), strict=True):
                cell_.paragraphs[0]._p.style = self.ids[CELL]
                if figure:
                    cell_.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for line in table.rows if node.roomy else ():
            line.height = Cm(0.8)
        set_widths(table, grid, list(shares(node)), text_width(self.document))

    def _grid(self, into: DocxDocument | _Cell, rows: int, columns: int) -> DocxTable:
        table = into.add_table(rows, columns)
        table.style = self.document.styles["Table Grid"]
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self._whole_rows(table)
        return table

    def _whole_rows(self, table: DocxTable) -> None:
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def _figure(self, node: Figure, into: DocxDocument | _Cell) -> None:
        from kit.document.typst import png

        content = self.sheet.pictures[node.src]
        raster = png(content) if Path(node.src).suffix == ".svg" else content
        paragraph = into.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture = paragraph.add_run().add_picture(BytesIO(raster), width=Cm(13))
        properties = picture._inline.docPr
        properties.set("descr", node.alt)
        properties.set("name", "picture")

    def _box(self, node: Box, into: DocxDocument | _Cell) -> None:
        """A box is a table of one cell, kept on one page where it fits."""
        if isinstance(into, _Cell):
            self._boxed(node, into)
            return
        if node.level:
            self._exercise(node, into)
            return
        table = into.add_table(1, 1)
        table.style = self.document.styles["Table Grid"]
        if self.sheet.edition == "learner":
            self._whole_rows(table)
        cell = table.cell(0, 0)
        if node.style == "note":
            shade(cell, "F0F0F0")
        self._boxed(node, cell)
        into.add_paragraph()

    def _exercise(self, node: Box, into: DocxDocument) -> None:
        """An exercise is no table: its heading, its parts, a line below; so its own tables and lists stay what they are."""
        head = self.dressed(into, self._level(node.level), node.title)
        self._mark(head, place_of(node.name))
        if node.meta:
            self.dressed(into, META, node.meta).paragraph_format.keep_with_next = True
        self.blocks(node.blocks, into)
        rule_below(self.dressed(into, META))

    def _boxed(self, node: Box, cell: _Cell) -> None:
        if node.title:
            empty = not cell.paragraphs[0].text and len(cell.paragraphs) == 1
            paragraph = cell.paragraphs[0] if empty else cell.add_paragraph()
            paragraph.add_run(node.title).bold = True
            if node.meta:
                paragraph.add_run(f"   ({node.meta})")
            paragraph.paragraph_format.keep_with_next = True
        self.blocks(node.blocks, cell)

    # ── forms ──
    def _choices(self, node: Choices, into: DocxDocument | _Cell) -> None:
        empty, full = (ROUND, CHOSEN) if node.mark == "circle" else (SQUARE, TICKED)
        number = self.numbering.begin("upperLetter")
        for option in node.options:
            paragraph = into.add_paragraph()
            listed(paragraph, number)
            paragraph.paragraph_format.keep_with_next = option is not node.options[-1]
            paragraph.add_run(f"{full if option.key else empty} ")
            self._run(paragraph, option.inside, bold=bool(option.key))
            self.blocks(option.notes, into)

    def _verdicts(self, node: Verdicts, into: DocxDocument | _Cell) -> None:
        table = self._grid(into, 1 + len(node.claims), 3)
        for column, word in enumerate(("", node.yes, node.no)):
            table.cell(0, column).paragraphs[0].add_run(word).bold = True
        for row, claim in enumerate(node.claims, 1):
            cell = table.cell(row, 0)
            cell.paragraphs[0].add_run(f"{claim.letter}. ").bold = True
            self._run(cell.paragraphs[0], claim.inside)
            self.blocks(claim.notes, cell)
            for column, want in ((1, True), (2, False)):
                table.cell(row, column).paragraphs[0].add_run(TICKED if claim.key is want else SQUARE)
        table.autofit = False
        for column, width in enumerate((12.2, 1.8, 1.8)):
            table.columns[column].width = Cm(width)
            for row_ in table.rows:
                row_.cells[column].width = Cm(width)

    def _places(self, node: Places, into: DocxDocument | _Cell) -> None:
        into.add_paragraph().add_run(node.how).italic = True
        for line in node.lines:
            paragraph = into.add_paragraph(f"[ {line.place or '   '} ] ")
            paragraph.add_run(f"{line.letter}. ").bold = True
            self._run(paragraph, line.inside)

    def _cards(self, node: Cards, into: DocxDocument | _Cell) -> None:
        """A table whose cells are cut apart; Word lets whoever prints it change a card first."""
        table = into.add_table(-(-len(node.cards) // node.columns), node.columns)
        table.style = self.document.styles["Table Grid"]
        for n, card in enumerate(node.cards):
            self.blocks(card, table.cell(n // node.columns, n % node.columns))
        self._whole_rows(table)
        into.add_paragraph()

    def _lines(self, count: int, into: DocxDocument | _Cell) -> None:
        for _ in range(count):
            paragraph = into.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(14)
            rule_below(paragraph)

    def _answer_boxes(self, node: AnswerBoxes, into: DocxDocument | _Cell) -> None:
        for box in node.boxes:
            paragraph = into.add_paragraph()
            paragraph.add_run(f"{box.label}. ").bold = True
            paragraph.add_run(DOTTED + f" {box.unit}" if not box.rows else "")
            for n, (label, *signs) in enumerate(box.rows):
                line = into.add_paragraph() if n else paragraph
                line.add_run("   ".join([*([label] if label else []), *(f"{SQUARE} {sign}" for sign in signs)]))

    # ── offices ──
    def letterhead(self, left: Sequence[OfficeLine], right: Sequence[OfficeLine]) -> None:
        """Who writes, beside the national title or place and day."""
        table = self.document.add_table(1, 2)
        set_widths(table, [table.rows[0].cells], [6.4, 10.0], text_width(self.document))
        for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
            self.centred(cell, lines)
        self.document.add_paragraph()

    def signature(self, node: Signature) -> None:
        """Who gets it, at the left; who signs, at the right."""
        self.document.add_paragraph()
        table = self.document.add_table(1, 2)
        left, right = table.rows[0].cells
        first = left.paragraphs[0].add_run(node.to)
        first.bold = first.italic = True
        first.font.size = Pt(12)
        for words in node.copies:
            left.add_paragraph().add_run(words).font.size = Pt(11)
        self.centred(right, (OfficeLine(node.signer, 13, bold=True), OfficeLine(node.how, 13)))

    def centred(self, cell: _Cell, lines: Sequence[OfficeLine]) -> None:
        """Lines in the middle of a cell, close together."""
        for line in lines:
            paragraph = cell.paragraphs[0] if not cell.paragraphs[0].runs else cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(line.words)
            run.bold, run.italic, run.font.size = line.bold, line.italic, Pt(line.size)

    def _certificate(self, node: Certificate, into: DocxDocument | _Cell) -> None:
        into.add_paragraph(node.organiser)
        self.dressed(into, "Heading 1", node.title)
        for words in (f"{node.gives} {node.name or DOTTED}", node.unit, node.words, node.when, node.hours, node.code,
                      node.number, node.day, node.signer):  # fmt: skip
            if words:
                into.add_paragraph(words)
        if into is self.document:
            into.add_page_break()  # type: ignore[no-untyped-call]

    # ── in a line ──
    def _run(
        self, paragraph: DocxParagraph | Linked, nodes: Inlines, *, bold: bool = False, italic: bool = False
    ) -> None:
        for node in nodes:
            match node:
                case Text(words) | Code(words):
                    run = paragraph.add_run(printable(words))
                    run.bold, run.italic = bold or None, italic or None
                case Strong(inside):
                    self._run(paragraph, inside, bold=True, italic=italic)
                case Emphasis(inside):
                    self._run(paragraph, inside, bold=bold, italic=True)
                case Link(address, inside):
                    outside = paragraph if isinstance(paragraph, Linked) else linked(paragraph, address)
                    self._run(outside, inside, bold=bold, italic=italic)
                case Citation(_, inside, number):
                    self._run(paragraph, inside, bold=bold, italic=italic)
                    gap = "\u00a0" if plain(inside)[-1:].isdigit() else ""  # 111 and a number behind it would be one
                    paragraph.add_run(f"{gap}[{number}]").font.superscript = True
                case Blank():
                    paragraph.add_run(DOTTED)
                case Tick(filled):
                    paragraph.add_run(TICKED if filled else SQUARE)
                case PageOf(name, words):
                    if isinstance(paragraph, Linked):
                        paragraph.add_run(words)
                    else:
                        add_field(paragraph, f"PAGEREF {place_of(name)} \\h")
                case Break():
                    paragraph.add_run().add_break()
                case _:
                    assert_never(node)
