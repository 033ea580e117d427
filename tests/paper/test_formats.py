"""What others open: PowerPoint, Word, a booklet, pages of HTML; and what a document tells the same way in every edition."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from kit.course import Library
from kit.document.booklet import imposed
from kit.document.nodes import Citation, Figure, Slide, Text
from kit.document.tree import plain, walk
from kit.document.typst import pages
from kit.paper.handouts import Job, Press
from tests.paper.test_documents import exercises_of, letters

MODULE = "policy-dialogue"


# ── PowerPoint ──
@pytest.fixture(scope="module")
def deck(press: Press) -> object:
    return Presentation(BytesIO(press.make(Job(MODULE, "", "slides", "pptx"))))


def test_deck_has_the_pages_of_the_pdf_each_with_a_title_that_can_be_changed(press: Press, deck) -> None:
    shown = [node for node in press.sheet(Job(MODULE, "", "slides", "pdf")).blocks if isinstance(node, Slide)]

    assert len(deck.slides) == len(shown)
    for slide, made in zip(shown, deck.slides, strict=True):
        assert slide.title in made.shapes.title.text_frame.text
        said = " ".join(shape.text_frame.text for shape in made.shapes if shape.has_text_frame)
        said += " ".join(
            c.text for shape in made.shapes if shape.has_table for row in shape.table.rows for c in row.cells
        )
        blocks = [block for block in slide.blocks if not isinstance(block, Figure)]
        missing = [
            node.words for node in walk(blocks) if isinstance(node, Text) and letters(node.words) not in letters(said)
        ]
        assert missing == [], slide.title


def test_deck_is_read_from_the_last_row_and_its_pictures_have_words(deck) -> None:
    for n, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            if shape.has_text_frame and shape.top < 17 * 360_000:
                sizes = [run.font.size.pt for p in shape.text_frame.paragraphs for run in p.runs]
                assert all(size >= 24 for size in sizes), n
            if shape.shape_type == 13:  # a picture
                assert len(shape._element.nvPicPr.cNvPr.get("descr")) > 20, n
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width + 10, n


def test_speaker_finds_the_key_in_the_notes_and_the_room_does_not_see_it(deck, library: Library) -> None:
    number, slide = next((n, s) for n, s in enumerate(deck.slides) if s.shapes.title.text_frame.text == "Bài tập 1.2")
    key = library.exercise(f"{MODULE}/one-way-or-two-way").key_line()

    assert f"Đáp án: {key}" in slide.notes_slide.notes_text_frame.text
    assert "Đáp án" not in " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
    assert any(s.shapes.title.text_frame.text == "Đáp án" for s in list(deck.slides)[number : number + 4])


# ── Word ──
@pytest.fixture(scope="module")
def word(press: Press):
    return Document(BytesIO(press.make(Job(MODULE, "", "trainer", "docx"))))


def test_every_list_of_word_begins_at_its_own_one(word) -> None:
    numbering = word.part.numbering_part.element
    begun = {num.get(qn("w:numId")): num for num in numbering.findall(qn("w:num"))}
    used: list[str] = []
    for paragraph in word.element.body.iter(qn("w:p")):
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if found is not None:
            used.append(found.get(qn("w:val")))

    assert len(set(used)) > 50, "lists and options are lists"
    for number in set(used):
        start = begun[number].find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
        assert start is not None and start.get(qn("w:val")) == "1"
    runs = [a for a, b in pairwise([*used, ""]) if a != b]
    assert len(runs) == len(set(runs)), "a list that another one interrupts is not taken up again"


def test_words_contents_lead_to_every_exercise(word, library: Library) -> None:
    entries = [p for p in word.paragraphs if p.style.name.startswith("toc")]
    marks = {mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for p in entries for link in p._p.iter(qn("w:hyperlink"))]
    fields = re.findall(r"PAGEREF (\w+)", word.element.xml)

    said = " ".join(p.text for p in entries)
    assert all(f"Bài tập {library.number(name)}" in said for name in exercises_of(library, MODULE))
    assert len(links) == len(entries) and set(links) <= marks and set(fields) <= marks


def test_every_table_of_word_repeats_its_head_and_no_exercise_is_a_table(word) -> None:
    wide = [table for table in word.tables if len(table.columns) > 1]

    assert wide and all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in wide)
    inside = [p.text for table in word.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    assert not any(words.startswith("Bài tập ") for words in inside)


# ── a booklet ──
@given(st.integers(1, 200))
def test_folded_sheets_lie_in_the_order_of_the_pages(count: int) -> None:
    """Each sheet is two sides; folded into each other their leaves follow one another, nothing is lost or doubled."""
    sides = list(imposed(count))
    leaves: dict[int, int | None] = {}
    for n in range(0, len(sides), 2):
        (last, first), (second, before_last) = sides[n], sides[n + 1]
        whole = len(sides) * 2
        leaves |= {n + 1: first, n + 2: second, whole - n - 1: before_last, whole - n: last}

    assert [leaves[n] for n in sorted(leaves) if leaves[n]] == list(range(1, count + 1))
    assert len(leaves) == len(sides) * 2 and len(sides) % 2 == 0


def test_booklet_shows_two_pages_of_the_book_on_a_side(press: Press) -> None:
    book = pypdfium2.PdfDocument(press.make(Job(MODULE, "", "learner", "pdf")))
    small = pypdfium2.PdfDocument(press.make(Job(MODULE, "", "learner", "booklet")))

    assert len(small) == 2 * -(-len(book) // 4)
    assert all(round(page.get_width()) == 842 and round(page.get_height()) == 595 for page in small)
    for side, (left, right) in zip(small, imposed(len(book)), strict=True):
        said = side.get_textpage().get_text_range()
        assert all(f"Trang {page}/{len(book)}" in said for page in (left, right) if page and page > 1)


# ── the same everywhere ──
def test_notes_bear_one_number_in_every_edition_and_lesson(press: Press, library: Library) -> None:
    numbers: dict[str, set[int]] = {}
    jobs = [Job(MODULE, "", edition, "pdf") for edition in ("learner", "trainer", "oral")]
    jobs += [Job(MODULE, str(plan.id), "learner", "pdf") for plan in library.modules[MODULE].lessons]
    for job in jobs:
        for node in walk(press.sheet(job).blocks):
            if isinstance(node, Citation):
                numbers.setdefault(node.fact, set()).add(node.number or 0)

    assert numbers and {fact: found for fact, found in numbers.items() if len(found) != 1} == {}
    assert len({next(iter(found)) for found in numbers.values()}) == len(numbers)


def test_trainer_is_told_the_page_that_the_learner_has_open(press: Press, library: Library) -> None:
    sheet = press.sheet(Job(MODULE, "", "learner", "pdf"))
    book = pypdfium2.PdfDocument(press.make(Job(MODULE, "", "learner", "pdf")))
    found = pages(sheet)
    guide = plain(press.sheet(Job(MODULE, "", "trainer", "pdf")).blocks)

    assert set(found) == set(exercises_of(library, MODULE))
    for name, page in found.items():
        assert f"Bài tập {library.number(name)}" in book[page - 1].get_textpage().get_text_range()
    assert all(f"{library.number(n)}{library.exercise(n).key_line() or 'không có đúng sai'}{page}" in guide for n, page in list(found.items())[:20])  # fmt: skip


def test_blank_form_in_word_prints_no_figure(tmp_path: Path, library: Library) -> None:
    from datetime import date

    from kit.paper.workbook_files import files
    from kit.workbooks import Book, Shelf

    shelf = Shelf(library.home).workbooks
    assert len(shelf) >= 6
    for workbook in shelf.values():
        for name, content in files(Book.blank(workbook), "docx", date(2026, 11, 21), blank=True):
            words = " ".join(p.text for p in Document(BytesIO(content)).element.body.iter(qn("w:t")) if p.text)
            assert not re.search(r"(?<![\d/.,-])0(?![\d/.,%])", words), name
