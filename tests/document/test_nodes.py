"""A page is one tree, and every face draws all of it."""

from __future__ import annotations

import dataclasses
import subprocess
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from docx import Document

from kit.document import nodes
from kit.document.docx import docx
from kit.document.html import html
from kit.document.make import bullets, para, table
from kit.document.markdown import parse
from kit.document.nodes import Block, Inline, Strong, Text
from kit.document.sheet import Sheet, laid
from kit.document.tree import changed, citations, plain, walk
from kit.document.typst import TEMPLATES, pdf, tag

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
INLINES: list[Inline] = [
    nodes.Text("chữ thường"),
    nodes.Code("mã số"),
    nodes.Strong((Text("chữ đậm"),)),
    nodes.Emphasis((Text("chữ nghiêng"),)),
    nodes.Link("https://example.org/a", (Text("trang nguồn"),)),
    nodes.Citation("law", (Text("điều luật"),), 7),
    nodes.Break(),
    nodes.Blank(),
    nodes.Tick(),
    nodes.PageOf("samples/one", "chữ"),
]
LINE = [Text("dòng chữ")]
# Of every block one that holds words; what it holds of them must come out of every face.
BLOCKS: list[Block] = [
    nodes.Paragraph(INLINES),
    nodes.Heading(2, [Text("đề mục hai")]),
    nodes.List([[para("điểm một")], [para("điểm hai"), bullets([[Text("điểm con")]])]]),
    nodes.Table([[Text("cột trái")], [Text("cột phải")]], [[[Text("ô trái")], [Text("ô phải")]]], [1, 2], roomy=True),
    nodes.Quote([para("lời người khác")]),
    nodes.Figure("hình vuông", svg=SVG),
    nodes.Clip("đoạn tiếng", "loi.mp3", about="9 giây", transcript=[para("lời trong đoạn")]),
    nodes.PictureRefused([Text("[hình bị từ chối]")]),
    nodes.PageBreak(),
    nodes.Filler(""),
    nodes.Beside([para("lời chính")], [nodes.Box("aside", "ghi chú", [para("lời bên lề")])]),
    nodes.Pairs([nodes.Box("card", "ô trái nhất", [para("trong ô")])]),
    nodes.Timing(10, "10 phút", "pairs", "theo cặp", "phải làm"),
    nodes.Box("card", "tên hộp", [para("trong hộp")], "bên cạnh tên"),
    nodes.Choices("circle", [nodes.ChoiceLine("A", [Text("cách một")], True, [para("lời nhận xét")])]),
    nodes.Verdicts([nodes.ChoiceLine("a", [Text("ý thứ nhất")], None)], "Có", "Không"),
    nodes.Places("Ghi số.", [nodes.PlaceLine("B", [Text("bước đầu")], 3)]),
    nodes.AnswerLine("Trả lời:", "triệu đồng", "7,6"),
    nodes.WritingLines(2),
    nodes.Ticks([[Text("việc cần có")]]),
    nodes.Cards(2, [[para("thẻ một")], [para("thẻ hai")]], 2.6),
    nodes.AnswerBoxes([nodes.AnswerBox("1", [["", "A", "B"]], ""), nodes.AnswerBox("2", [], "người")]),
    nodes.ScanPage([nodes.ScanSheet("Phiếu A", "HV001", "Đánh dấu một ô.", [nodes.AnswerBox("1", [["", "A", "B"]], ""), nodes.AnswerBox("2", [], "người")], nodes.Figure("Phiếu", svg=SVG))]),
    nodes.Title(),
    nodes.NameLines(["Mã học viên"]),
    nodes.Contents(),
    nodes.Notes([nodes.Note(7, [Text("nguồn số bảy")])]),
    nodes.Leaf([para("trên một tờ")], across=False),
    nodes.OnePage([para("vừa một trang")]),
    nodes.Slide("plain", "tên trang chiếu", "5 phút", [para("nội dung chiếu")]),
    nodes.CutLine(),
    nodes.Letterhead([nodes.OfficeLine("HỘI LHPN", 11, bold=True)], [nodes.OfficeLine("Độc lập", 11)]),
    nodes.Signature("Nơi nhận:", ["- Lưu."], "NGƯỜI KÝ", "(ký tên)"),
    nodes.Certificate("ĐƠN VỊ MỞ LỚP", "GIẤY CHỨNG NHẬN", "Chứng nhận", "Người Mẫu", "Đơn vị: Xã Mẫu", "đã học xong", "hai ngày", "12 giờ", "Mã: HV001", "Số: 1", "ngày …", "TRƯỞNG BAN"),
]  # fmt: skip
NAMES = [type(block).__name__ for block in BLOCKS]


def words_of(block: Block) -> set[str]:
    """Every word that stands in a block, in nodes and in fields alike; names of styles and of files are none."""
    found: set[str] = set()

    def gather(value: object, name: str = "") -> None:
        if isinstance(value, str) and name not in (
            "style",
            "mark",
            "svg",
            "src",
            "address",
            "fact",
            "name",
            "grouping",
            "said",
        ):
            found.update(value.split())
        elif isinstance(value, list | tuple):
            for part in value:
                gather(part, name)
        elif dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                gather(getattr(value, field.name), "alt" if field.name == "alt" else field.name)

    gather(block)
    return found


def sheet(block: Block) -> Sheet:
    """A document of this block; what a writer needs to know of it stands beside."""
    made = Sheet("class", "Thử", "", "1", "29/11/2026")
    made.blocks = laid([block], made.pictures)
    return made


def test_every_node_is_tried() -> None:
    assert {type(block) for block in BLOCKS} == set(get_args(Block))
    assert {type(inline) for inline in INLINES} == set(get_args(Inline))


@pytest.mark.parametrize("block", BLOCKS, ids=NAMES)
def test_html_shows_every_word(block: Block) -> None:
    page = html(sheet(block)).decode()

    assert {word for word in words_of(block) if word not in page} == set()


@pytest.mark.parametrize("block", BLOCKS, ids=NAMES)
def test_word_shows_every_word(block: Block) -> None:
    made = Document(BytesIO(docx(sheet(block))))
    body = "".join(node.text or "" for node in made.element.body.iter() if node.tag.endswith("}t"))
    body += " ".join(p.get("descr") or "" for p in made.element.body.iter() if p.tag.endswith("}docPr"))

    counted = {option.letter for option in block.options} if isinstance(block, nodes.Choices) else set()
    assert not counted or 'w:val="upperLetter"' in made.part.numbering_part.element.xml, (
        "Word counts the letters itself"
    )
    assert {word for word in words_of(block) - counted if word not in body} == set()


def test_pdf_shows_every_word(tmp_path: Path) -> None:
    """All blocks in one document: one run of the press."""
    made = Sheet("class", "Thử", "", "1", "29/11/2026")
    shown = [block for block in BLOCKS if not isinstance(block, nodes.Figure)]  # its words are for those who do not see
    made.blocks = laid([nodes.Title(), *shown], made.pictures)
    path = tmp_path / "all.pdf"
    path.write_bytes(pdf(made))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout

    assert {word for block in shown for word in words_of(block) if word not in text} == set()


def test_typst_knows_every_node_by_its_tag() -> None:
    drawn = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.typ"))

    missing = [k.__name__ for k in (*get_args(Block), *get_args(Inline)) if f't == "{tag(k)}"' not in drawn]
    assert missing == []


def test_tree_is_read_and_changed_without_touching_what_was_parsed() -> None:
    tree = parse("Một **hai** [ba](fact:law).\n\n| a | b |\n|---|---|\n| c | [d](fact:law) |")
    loud = changed(tree, lambda node: Text(node.words.upper()) if isinstance(node, Text) else node)

    assert plain(tree) == "Một hai ba.abcd"
    assert plain(loud) == "MỘT HAI BA.ABCD"
    assert citations(tree) == ["law"]
    assert sum(isinstance(node, Strong) for node in walk(tree)) == 1
    assert plain(parse("Một **hai** [ba](fact:law).\n\n| a | b |\n|---|---|\n| c | [d](fact:law) |")) == plain(tree)


def test_node_cannot_be_changed_in_place() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        table(["a"], []).roomy = True  # type: ignore[misc]
