"""A test in a Word file as marked lines: numbers that Word counts itself, underlines, colours, options in a table."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kit.document.formulas import HIGH, LOW
from kit.errors import KitError
from kit.exchange.typed_question import NO_MARKS, SIGN_OF_PICTURE, Marks, TypedLine
from kit.messages import say
from kit.tables.model import Cell, Line, Page, Table

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.text.paragraph import Paragraph as DocxParagraph

MOST_UNPACKED, MOST_PARTS = 120 * 1024 * 1024, 2_000
PLAIN_COLOURS = {"000000", "auto", "FFFFFF", ""}


class NotWord(KitError):
    """The file is no Word file that can be read; says how to save it."""


def word_lines(content: bytes) -> list[TypedLine]:
    """The lines of a .docx in their order. Raises NotWord."""
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise NotWord(say("Tệp Word đời cũ (.doc) hoặc có mật khẩu. Mở bằng Word, bỏ mật khẩu nếu có, chọn Lưu như (Save As), loại “Word Document (.docx)”, rồi thử lại."))  # fmt: skip
    document = _opened(content)
    counters: dict[tuple[str, str], int] = {}
    lines: list[TypedLine] = []
    for number, block in enumerate(document.iter_inner_content(), 1):
        place = say("đoạn {n}", n=number)
        if hasattr(block, "rows"):
            lines += [replace(line, place=place) for line in _table(block, document, counters)]
        else:
            lines += [replace(line, place=place) for line in _lines(block, document, counters)]
    return lines


def word_tables(content: bytes) -> list[Table]:
    """Each table of a .docx as lines and cells: a bank of questions with headings is read as a sheet is. Raises NotWord."""
    made = []
    for number, table in enumerate(_opened(content).tables, 1):
        rows = [Line(n, tuple(Cell(cell.text.strip()) for cell in row.cells)) for n, row in enumerate(table.rows, 1)]
        title = say("bảng {n}", n=number)
        made.append(Table(title, (Page(title, tuple(row for row in rows if any(row.texts))),)))
    return made


def _opened(content: bytes) -> DocxDocument:
    from docx import Document

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS:
                raise NotWord(
                    say("Tệp phình ra quá lớn khi mở: không đọc. Lưu lại bằng Word, bỏ hình lớn rồi thử lại.")
                )
            if any("vbaProject" in part.filename for part in parts):
                raise NotWord(say("Tệp có macro. Mở bằng Word, lưu lại dạng .docx (không macro) rồi thử lại."))
        return Document(BytesIO(content))
    except NotWord:
        raise
    except Exception as error:  # whatever the library meets in a broken file
        raise NotWord(say("Không đọc được tệp Word này: có thể bị hỏng. Mở bằng Word, lưu lại rồi thử lại.")) from error


def _table(table: Any, document: DocxDocument, counters: dict[tuple[str, str], int]) -> Iterator[TypedLine]:
    """Cells one after another; two rows of numbers and letters below each other are a table of answers."""
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    if len(rows) >= 2 and len(rows) % 2 == 0 and all(_numbered(rows[n], rows[n + 1]) for n in range(0, len(rows), 2)):
        for n in range(0, len(rows), 2):
            pairs = [(a, b) for a, b in zip(rows[n], rows[n + 1], strict=False) if a.strip(". ").isdecimal() and b]
            yield TypedLine(" ".join(f"{a.strip('. ')}.{b}" for a, b in pairs), grid=True)
        return
    for row in table.rows:
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:  # a merged cell is told once
                seen.add(id(cell._tc))
                for paragraph in cell.paragraphs:
                    yield from _lines(paragraph, document, counters)


def _numbered(numbers: list[str], letters: list[str]) -> bool:
    pairs = [(a, b) for a, b in zip(numbers, letters, strict=False) if a.strip(". ").isdecimal()]
    return bool(pairs) and all(len(b) <= 3 and b[:1].upper() in "ABCDEFGH" for _, b in pairs if b)


def _lines(
    paragraph: DocxParagraph, document: DocxDocument, counters: dict[tuple[str, str], int]
) -> Iterator[TypedLine]:
    """A paragraph's lines, parted where Word breaks them by hand."""
    words, marks = "", []
    listed = _listed(paragraph, document, counters)
    pictures = tuple(_pictures(paragraph))
    for text, mark in _runs(paragraph):
        words += text
        marks += [mark] * len(text)
    if not words.strip() and not listed:
        return
    start = 0
    for part in words.split("\n"):
        end = start + len(part)
        tabbed = part.replace("\t", "    ")
        spread = [
            mark for letter, mark in zip(part, marks[start:end], strict=True) for _ in range(4 if letter == "\t" else 1)
        ]
        yield TypedLine(tabbed, tuple(spread), listed=listed, pictures=pictures if SIGN_OF_PICTURE in part else ())
        listed, start = "", end + 1


def _pictures(paragraph: DocxParagraph) -> Iterator[bytes]:
    """The pictures that lie in the file itself; one that is only linked is none."""
    from docx.oxml.ns import qn

    for blip in paragraph._p.iter(qn("a:blip")):
        part = paragraph.part.related_parts.get(blip.get(qn("r:embed"), ""))
        if part is not None:
            yield part.blob


def _runs(paragraph: DocxParagraph) -> Iterator[tuple[str, Marks]]:
    """The text that is seen, in its order: links, insertions and controls too; what was deleted or hidden is not."""
    from docx.text.run import Run

    for node in paragraph._p.iter():
        tag = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        if tag == "oMath" and not _within(node, ("oMath",)):
            yield "[công thức]", NO_MARKS
        if (
            tag != "r"
            or "officeDocument/2006/math" in node.tag
            or _within(node, ("del", "txbxContent", "oMath", "moveFrom"))
        ):
            continue
        run = Run(node, paragraph)
        if run.font.hidden:
            continue
        text = run.text
        if run.font.superscript or run.font.subscript:
            text = text.translate(HIGH if run.font.superscript else LOW)
        signs = SIGN_OF_PICTURE if node.findall(".//{*}blip") else ""
        signs += "[ký hiệu]" if node.findall("./{*}sym") else ""
        yield text + signs, _marks(run)


def _within(node: Any, tags: tuple[str, ...]) -> bool:
    return any(str(each.tag).rpartition("}")[2] in tags for each in node.iterancestors())


def _marks(run: Any) -> Marks:
    font = run.font
    found = set()
    if font.underline:
        found.add("underline")
    if font.bold:
        found.add("bold")
    shading = run._r.find("./{*}rPr/{*}shd")
    shaded = shading is not None and any(str(v).upper() not in PLAIN_COLOURS | {"AUTO"} for k, v in shading.attrib.items() if k.endswith("fill"))  # fmt: skip
    if font.highlight_color or shaded:
        found.add("highlight")
    if font.color is not None and font.color.rgb is not None and str(font.color.rgb) not in PLAIN_COLOURS:
        found.add("colour")
    return frozenset(found) or NO_MARKS


def _listed(paragraph: DocxParagraph, document: DocxDocument, counters: dict[tuple[str, str], int]) -> str:
    """“1.” or “A.” as Word counts it; "" where it counts nothing or draws bullets."""
    number = _list_of(paragraph)
    if number is None:
        return ""
    list_id, level = number
    own, form, template, start, anew = _form_of(document, list_id, level)
    if form not in ("decimal", "upperLetter", "lowerLetter"):
        return ""
    for deeper in [key for key in counters if key[0] == own and int(key[1]) > int(level)]:
        del counters[deeper]
    if anew and (f"begun {list_id}", level) not in counters:
        counters[f"begun {list_id}", level] = 1
        counters[own, level] = start - 1
    counters[own, level] = counters.get((own, level), start - 1) + 1
    n = counters[own, level]
    sign = str(n) if form == "decimal" else chr((64 if form == "upperLetter" else 96) + min(n, 26))
    return template.replace(f"%{int(level) + 1}", sign)


def _list_of(paragraph: DocxParagraph) -> tuple[str, str] | None:
    from docx.oxml.ns import qn

    properties: Any = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
    style = paragraph.style
    while properties is None and style is not None:
        properties = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = style.base_style
    if properties is None or properties.find(qn("w:numId")) is None:
        return None
    level = properties.find(qn("w:ilvl"))
    return properties.find(qn("w:numId")).get(qn("w:val")), level.get(qn("w:val")) if level is not None else "0"


def _form_of(document: DocxDocument, list_id: str, level: str) -> tuple[str, str, str, int, bool]:
    """What counts on, the form of a level's numbers, its words (“Câu %1.”), its first number, and whether it begins anew."""
    from docx.oxml.ns import qn

    try:
        root = document.part.numbering_part.element
    except (NotImplementedError, KeyError):
        return list_id, "", "", 1, False
    num = next((n for n in root.findall(qn("w:num")) if n.get(qn("w:numId")) == list_id), None)
    if num is None:
        return list_id, "", "", 1, False
    abstract = num.find(qn("w:abstractNumId")).get(qn("w:val"))
    described = next((a for a in root.findall(qn("w:abstractNum")) if a.get(qn("w:abstractNumId")) == abstract), None)
    place = next((lv for lv in described.findall(qn("w:lvl")) if lv.get(qn("w:ilvl")) == level), None) if described is not None else None  # fmt: skip
    if place is None:
        return list_id, "", "", 1, False

    def told(tag: str) -> str:
        found = place.find(qn(tag))
        return found.get(qn("w:val")) if found is not None else ""

    override = num.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
    start = override.get(qn("w:val")) if override is not None else told("w:start") or "1"
    # Lists of one description count together; one with a start of its own begins anew where it is first met.
    return abstract, told("w:numFmt"), told("w:lvlText"), int(start), override is not None
