"""Pages for the wall as a PowerPoint file, which trainers change: real titles, lists, tables, pictures and speaker's notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Emu, Pt

from kit.document.columns import numeric, shares
from kit.document.nodes import (
    Blank,
    Block,
    Blocks,
    Choices,
    Figure,
    List,
    Paragraph,
    Places,
    Slide,
    Strong,
    Table,
    Ticks,
    Verdicts,
)
from kit.document.sheet import Sheet
from kit.document.tree import plain, walk
from kit.files import same_office
from kit.messages import say

WIDE, HIGH = Cm(33.867), Cm(19.05)
LEFT, TOP, INSIDE = Cm(2), Cm(3.6), Cm(29.8)
BODY_HIGH = Cm(13.4)
HANGING = int(Cm(1.3))
ACCENT, PAPER, GREY, WHITE = "6D1239", "F7F4F0", "555555", "FFFFFF"
TITLE_ONLY = 5  # of the layouts of the library's own template
SIZES = ((60, 32), (200, 28))  # words on a page up to which letters are so large
LEAST = 24  # points
ONE_LINE = 36  # letters of a title


def pptx(sheet: Sheet) -> bytes:
    """The slides of a sheet as .pptx bytes, 16:9; everything on them can be changed."""
    return _Deck(sheet).written()


@dataclass(frozen=True)
class _Line:
    """A paragraph of a slide: its runs, and the letter or bullet before it."""

    runs: Sequence[tuple[str, bool]]
    before: str = ""


class _Deck:
    """Adds slides to a presentation, one after another."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = WIDE, HIGH
        about = self.deck.core_properties
        about.title, about.author = sheet.title[:255], say("Bộ tài liệu tập huấn Dự án 8")
        about.language, about.comments = say("vi-VN"), sheet.footer

    def written(self) -> bytes:
        for node in self.sheet.blocks:
            if isinstance(node, Slide):
                self._slide(node)
        stream = BytesIO()
        self.deck.save(stream)
        return same_office(stream.getvalue())

    def _slide(self, node: Slide) -> None:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_ONLY])
        big = node.style in ("title", "divider")
        self._title(slide, node, big=big)
        figures = [each for each in node.blocks if isinstance(each, Figure)]
        tables = [each for each in node.blocks if isinstance(each, Table)]
        lines = [line for each in node.blocks for line in _lines(each)]
        beside = bool(figures and lines)
        for figure in figures:
            self._picture(slide, figure, (LEFT, TOP, Emu(int(INSIDE * 0.46)) if beside else INSIDE, BODY_HIGH))
        if lines:
            left = Emu(LEFT + int(INSIDE * 0.5)) if beside else LEFT
            self._words(slide, lines, left, Emu(int(INSIDE * 0.5)) if beside else INSIDE, node)
        for table in tables:
            self._table(slide, table)
        if node.said:
            slide.notes_slide.notes_text_frame.text = "\n".join(plain(each) for each in node.said)
        self._foot(slide)

    def _title(self, slide: Any, node: Slide, *, big: bool) -> None:
        title = slide.shapes.title
        title.left, title.width = LEFT, INSIDE if big else Emu(int(INSIDE * 0.8))
        title.top, title.height = (Cm(6), Cm(5)) if big else (Cm(1), Cm(2.2))
        meta = _minutes(node) if node.minutes and not big else node.meta
        frame = title.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        words = f"{node.meta}. {node.title}" if node.style == "divider" and node.meta else node.title
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        _write(frame.paragraphs[0], [(words, True)], 44 if big else 30 if len(words) <= ONE_LINE else LEAST, ACCENT)
        if big:
            meta = _minutes(node) if node.style == "divider" else node.meta
        if meta:
            at = (LEFT, Cm(11.2), INSIDE, Cm(2)) if big else (Emu(LEFT + int(INSIDE * 0.8)), Cm(1), Emu(int(INSIDE * 0.2)), Cm(2.2))  # fmt: skip
            box = slide.shapes.add_textbox(*at).text_frame
            box.word_wrap, box.vertical_anchor = True, MSO_ANCHOR.MIDDLE
            box.paragraphs[0].alignment = PP_ALIGN.LEFT if big else PP_ALIGN.RIGHT
            _write(box.paragraphs[0], [(meta, bool(node.minutes))], LEAST)
        if not big:
            line = slide.shapes.add_connector(1, LEFT, Cm(3.3), Emu(LEFT + INSIDE), Cm(3.3))
            line.line.color.rgb, line.line.width = _colour(ACCENT), Pt(2.5)

    def _words(self, slide: Any, lines: Sequence[_Line], left: int, width: int, node: Slide) -> None:
        frame = slide.shapes.add_textbox(left, TOP, width, BODY_HIGH).text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if node.style in ("task", "answer") else MSO_ANCHOR.TOP
        many = sum(len("".join(words for words, _ in line.runs).split()) for line in lines)
        size = next((points for words, points in SIZES if many <= words), LEAST) if width == INSIDE else LEAST
        for n, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(10)
            if line.before:
                _pointed(paragraph, line.before)
            _write(paragraph, line.runs, size)

    def _picture(self, slide: Any, figure: Figure, room: tuple[int, int, int, int]) -> None:
        """As large as the room lets it be, in its own shape, with its words for who does not see it."""
        from kit.document.typst import png

        content = self.sheet.pictures[figure.src]
        raster = png(content, 900) if Path(figure.src).suffix == ".svg" else content
        left, top, width, height = room
        shown = slide.shapes.add_picture(BytesIO(raster), left, top)
        scale = min(width / shown.width, height / shown.height)
        shown.width, shown.height = Emu(int(shown.width * scale)), Emu(int(shown.height * scale))
        shown.left, shown.top = Emu(left + (width - shown.width) // 2), Emu(top + (height - shown.height) // 2)
        shown._element.nvPicPr.cNvPr.set("descr", figure.alt)

    def _table(self, slide: Any, node: Table) -> None:
        rows = [node.head, *node.rows]
        made = slide.shapes.add_table(len(rows), len(node.head), LEFT, TOP, INSIDE, Cm(1.4 * len(rows))).table
        wide = list(shares(node))
        for column, share in zip(made.columns, wide, strict=True):
            column.width = Emu(int(INSIDE * share / sum(wide)))
        right = numeric(node)
        for n, row in enumerate(rows):
            for m, cell in enumerate(row):
                place = made.cell(n, m)
                paragraph = place.text_frame.paragraphs[0]
                _write(paragraph, [(plain(cell), n == 0)], LEAST, WHITE if n == 0 else None)
                if right[m]:
                    paragraph.alignment = PP_ALIGN.RIGHT
                place.fill.solid()
                place.fill.fore_color.rgb = _colour(ACCENT if n == 0 else PAPER)

    def _foot(self, slide: Any) -> None:
        frame = slide.shapes.add_textbox(LEFT, Cm(17.7), Emu(int(INSIDE * 0.8)), Cm(0.9)).text_frame
        _write(frame.paragraphs[0], [(self.sheet.footer, False)], 11, GREY)
        number = slide.shapes.add_textbox(
            Emu(LEFT + int(INSIDE * 0.9)), Cm(17.5), Emu(int(INSIDE * 0.1)), Cm(1)
        ).text_frame
        number.paragraphs[0].alignment = PP_ALIGN.RIGHT
        _write(number.paragraphs[0], [(str(len(self.deck.slides)), True)], 16, GREY)


def _pointed(paragraph: Any, sign: str) -> None:
    """A point of a list that PowerPoint itself counts: “3.” and “C.” begin at their own place, another sign is a bullet."""
    dress = paragraph._p.get_or_add_pPr()
    dress.set("marL", str(HANGING))
    dress.set("indent", str(-HANGING))
    first = sign.rstrip(".")
    if first.isdigit() or (len(first) == 1 and first.isascii() and first.isalpha()):
        form, start = ("arabicPeriod", int(first)) if first.isdigit() else ("alphaUcPeriod", ord(first.upper()) - 64)
        mark = dress.makeelement(qn("a:buAutoNum"), {"type": form, "startAt": str(start)})
    else:
        mark = dress.makeelement(qn("a:buChar"), {"char": sign})
    dress.append(mark)


def _write(paragraph: Any, runs: Sequence[tuple[str, bool]], points: int, colour: str | None = None) -> None:
    for words, bold in runs:
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold, run.font.name = Pt(points), bold, "Arial"
        run._r.get_or_add_rPr().set("lang", say("vi-VN"))
        if colour is not None:
            run.font.color.rgb = _colour(colour)


def _colour(code: str) -> Any:
    return RGBColor.from_string(code)  # type: ignore[no-untyped-call]


def _minutes(node: Slide) -> str:
    return say("{n} phút", n=node.minutes)


def _lines(node: Block) -> Iterator[_Line]:
    """The paragraphs that a block becomes; tables and pictures are placed for themselves."""
    match node:
        case List(items, ordered, first):
            for n, item in enumerate(items, first):
                yield _Line(_runs(item), f"{n}." if ordered else "•")
        case Choices(_, options):
            yield from (_Line(_runs(option.inside), f"{option.letter}.") for option in options)
        case Verdicts(claims):
            yield from (_Line(_runs(claim.inside), f"{claim.letter}.") for claim in claims)
        case Places(_, lines):
            yield from (_Line(_runs(line.inside), f"{line.letter}.") for line in lines)
        case Ticks(items):
            yield from (_Line(_runs(item), "☐") for item in items)
        case Paragraph(inside):
            yield _Line(_runs(inside))
        case Table() | Figure():
            return
        case _:
            yield _Line([(plain(node), False)])


def _runs(tree: object) -> list[tuple[str, bool]]:
    """Words and whether they are strong, in order."""
    inside: Blocks | Sequence[object] = tree if isinstance(tree, list | tuple) else [tree]
    found: list[tuple[str, bool]] = []
    for node in inside:
        if isinstance(node, Paragraph):
            found += _runs(node.inside)
        elif isinstance(node, Strong):
            found.append((_spaced(node), True))
        else:
            found.append((_spaced(node), False))
    return [(words, bold) for words, bold in found if words]


def _spaced(node: object) -> str:
    """The words of a node as they stand, white at their ends included."""
    return "".join("______" if isinstance(each, Blank) else getattr(each, "words", "") for each in walk(node))
