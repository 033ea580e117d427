"""A sheet as a Word file, for those who edit: real headings, lists, tables, header and page numbers."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from kit.files import same_office
from kit.markdown import Node
from kit.messages import say
from kit.paper.docx_parts import add_field, linked, printable, rule_below, set_widths, shade, text_width, turn
from kit.paper.sheet import Sheet

FONT = "Times New Roman"  # on every office computer, with all Vietnamese letters
SQUARE, TICKED, ROUND, CHOSEN = "☐", "☒", "○", "⊗"


def docx(sheet: Sheet) -> bytes:
    """The sheet as .docx bytes on A4."""
    return Writer(sheet).written()


class Writer:
    """Adds nodes to a Word document, one after another."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.document: Any = Document()
        self._set_page()
        self._set_styles()

    def written(self) -> bytes:
        self._many(self.sheet.blocks, self.document)
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
        for name, points in (
            ("Normal", size),
            ("Heading 1", size + 7),
            ("Heading 2", size + 3),
            ("Heading 3", size + 1),
            ("Heading 4", size),
            ("Title", size + 9),
        ):
            style = self.document.styles[name]
            style.font.name, style.font.size = FONT, Pt(points)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(kind), FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(theme), None)
            style.paragraph_format.space_after = Pt(4)
            if name != "Normal":
                style.font.color.rgb = None
                style.font.bold = True
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), say("vi-VN"))
        self.document.styles["Normal"].element.get_or_add_rPr().append(language)

    # ── blocks ──
    def _many(self, nodes: list[Node], into: Any) -> None:
        for node in nodes:
            getattr(self, f"_{node['t'].replace('-', '_')}")(node, into)

    def _title(self, _: Node, into: Any) -> None:
        into.add_paragraph(self.sheet.title, style="Title")
        under = " · ".join(part for part in (self.sheet.subtitle, self.sheet.edition_name, self.sheet.day) if part)
        into.add_paragraph(under)

    def _namelines(self, node: Node, into: Any) -> None:
        into.add_paragraph("   ".join(f"{label}: {'.' * 30}" for label in node["labels"]))

    def _contents(self, _: Node, into: Any) -> None:
        """Word builds its own table of contents from the headings."""

    def _para(self, node: Node, into: Any) -> None:
        paragraph = into.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(node.get("sticky"))
        self._run(paragraph, node["c"])

    _picture_refused = _para

    def _heading(self, node: Node, into: Any) -> None:
        self._run(into.add_paragraph(style=f"Heading {min(node['level'], 4)}"), node["c"])

    def _list(self, node: Node, into: Any) -> None:
        for item in node["items"]:
            self._in_style(item, into, "List Number" if node["ordered"] else "List Bullet")

    def _in_style(self, item: list[Node], into: Any, style: str) -> None:
        paragraph = into.add_paragraph(style=self.document.styles[style])
        if item and item[0]["t"] == "para":
            self._run(paragraph, item[0]["c"])
            item = item[1:]
        self._many(item, into)

    def _table(self, node: Node, into: Any) -> None:
        table = self._grid(into, 1 + len(node["rows"]), len(node["head"]))
        for column, cell in enumerate(node["head"]):
            self._run(table.cell(0, column).paragraphs[0], [{"t": "strong", "c": cell}])
        grid = [row.cells for row in table.rows]  # asked for once: python-docx counts them anew every time
        for row, cells in enumerate(node["rows"], 1):
            for column, cell in enumerate(cells):
                self._run(grid[row][column].paragraphs[0], cell)
        for line in table.rows if node.get("roomy") else ():
            line.height = Cm(0.8)
        if "widths" in node:
            set_widths(table, grid, node["widths"], text_width(self.document))

    def _grid(self, into: Any, rows: int, columns: int) -> Any:
        table = into.add_table(rows, columns)
        table.style = self.document.styles["Table Grid"]
        first = table.rows[0]._tr.get_or_add_trPr()
        first.append(OxmlElement("w:tblHeader"))
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        return table

    def _quote(self, node: Node, into: Any) -> None:
        self._many(node["c"], into)

    def _figure(self, node: Node, into: Any) -> None:
        from kit.paper.typst import png

        content = self.sheet.pictures[node["src"]]
        raster = png(content) if Path(node["src"]).suffix == ".svg" else content
        paragraph = into.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture = paragraph.add_run().add_picture(BytesIO(raster), width=Cm(13))
        properties = picture._inline.docPr
        properties.set("descr", node["alt"])
        properties.set("name", "picture")

    def _leaf(self, node: Node, into: Any) -> None:
        turn(self.document, across=node["across"])
        self._many(node["c"], into)

    def _onepage(self, node: Node, into: Any) -> None:
        self._many(node["c"], into)

    def _page(self, _: Node, into: Any) -> None:
        if into is self.document:
            into.add_page_break()

    def _box(self, node: Node, into: Any) -> None:
        """A box is a table of one cell, kept on one page where it fits."""
        if into is not self.document:
            self._boxed(node, into)
            return
        table = into.add_table(1, 1)
        table.style = self.document.styles["Table Grid"]
        if self.sheet.edition == "learner":
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cell = table.cell(0, 0)
        if node["style"] == "note":
            shade(cell, "F0F0F0")
        self._boxed(node, cell)
        into.add_paragraph()

    def _boxed(self, node: Node, cell: Any) -> None:
        if node["title"]:
            paragraph = (
                cell.paragraphs[0]
                if not cell.paragraphs[0].text and len(cell.paragraphs) == 1
                else cell.add_paragraph()
            )
            paragraph.add_run(node["title"]).bold = True
            if node["meta"]:
                paragraph.add_run(f"   ({node['meta']})").font.size = Pt(10)
            paragraph.paragraph_format.keep_with_next = True
        self._many(node["c"], cell)

    # ── forms ──
    def _choices(self, node: Node, into: Any) -> None:
        empty, full = (ROUND, CHOSEN) if node["mark"] == "circle" else (SQUARE, TICKED)
        for item in node["items"]:
            paragraph = into.add_paragraph()
            paragraph.add_run(f"{full if item['key'] else empty} ")
            paragraph.add_run(f"{item['letter']}. ").bold = True
            self._run(paragraph, [{"t": "strong", "c": item["c"]}] if item["key"] else item["c"])
            self._many(item["notes"], into)

    def _verdicts(self, node: Node, into: Any) -> None:
        table = self._grid(into, 1 + len(node["items"]), 3)
        for column, word in enumerate(("", node["yes"], node["no"])):
            table.cell(0, column).paragraphs[0].add_run(word).bold = True
        for row, item in enumerate(node["items"], 1):
            cell = table.cell(row, 0)
            cell.paragraphs[0].add_run(f"{item['letter']}. ").bold = True
            self._run(cell.paragraphs[0], item["c"])
            self._many(item["notes"], cell)
            for column, want in ((1, True), (2, False)):
                table.cell(row, column).paragraphs[0].add_run(TICKED if item["key"] is want else SQUARE)
        table.autofit = False
        for column, width in enumerate((12.2, 1.8, 1.8)):
            table.columns[column].width = Cm(width)
            for row_ in table.rows:
                row_.cells[column].width = Cm(width)

    def _steps(self, node: Node, into: Any) -> None:
        into.add_paragraph().add_run(node["how"]).italic = True
        for item in node["items"]:
            paragraph = into.add_paragraph(f"[ {item['place'] or '   '} ] ")
            paragraph.add_run(f"{item['letter']}. ").bold = True
            self._run(paragraph, item["c"])

    def _cards(self, node: Node, into: Any) -> None:
        """A table whose cells are cut apart; Word lets whoever prints it change a card first."""
        columns, items = node["columns"], node["items"]
        table = into.add_table(-(-len(items) // columns), columns)
        table.style = self.document.styles["Table Grid"]
        for n, item in enumerate(items):
            self._many(item, table.cell(n // columns, n % columns))
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        into.add_paragraph()

    def _answer(self, node: Node, into: Any) -> None:
        paragraph = into.add_paragraph()
        paragraph.add_run(f"{node['label']} ").bold = True
        paragraph.add_run(f"{node['value'] if node['value'] is not None else '.' * 24} {node['unit']}")

    def _lines(self, node: Node, into: Any) -> None:
        for _ in range(node["n"]):
            paragraph = into.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(14)
            rule_below(paragraph)

    def _ticks(self, node: Node, into: Any) -> None:
        for item in node["items"]:
            self._run(into.add_paragraph(f"{SQUARE} "), item)

    def _notes(self, node: Node, into: Any) -> None:
        for item in node["items"]:
            paragraph = into.add_paragraph(f"[{item['number']}] ")
            self._run(paragraph, item["c"])

    # ── inlines ──
    def _run(self, paragraph: Any, nodes: list[Node], *, bold: bool = False, italic: bool = False) -> None:
        for node in nodes:
            kind = node["t"]
            if kind in ("text", "code"):
                run = paragraph.add_run(printable(node["s"]))
                run.bold, run.italic = bold or None, italic or None
            elif kind == "blank":
                paragraph.add_run("." * 24)
            elif kind == "tick":
                paragraph.add_run(SQUARE)
            elif kind == "br":
                paragraph.add_run().add_break()
            elif kind == "link":
                self._run(linked(paragraph, node["href"]), node["c"], bold=bold, italic=italic)
            elif kind == "cite":
                self._run(paragraph, node["c"], bold=bold, italic=italic)
                paragraph.add_run(f"[{node['number']}]").font.superscript = True
            else:
                self._run(paragraph, node["c"], bold=bold or kind == "strong", italic=italic or kind == "em")
