"""A machine could read the sheets of one's own: marks and code lie where they are told, also on a bad copy."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from itertools import pairwise

import numpy
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from kit.classroom.folder import TrainingClass
from kit.document.typst import pdf
from kit.paper.class_papers import paper, papers
from kit.paper.scan_sheets import COLUMN, layout_of, own_sheets
from tests.classroom.conftest import course, course_home, open_class  # noqa: F401 - fixtures

DPI = 300
MM = DPI / 25.4
HALF = 148.5
MARKS = ((13, 13), (197, 13), (13, 135.5), (197, 135.5))  # middles, in millimetres from the sheet's corner


@pytest.fixture
def klass(course) -> TrainingClass:  # noqa: F811
    return open_class(course, "lop-nho", room=3, online=2)


def pictures(klass: TrainingClass, name: str) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf(paper(klass, papers(klass)[name](klass), date(2026, 11, 21))))
    return [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]


def halves(page: Image.Image) -> list[Image.Image]:
    wide, high = page.size
    return [page.crop((0, round(n * HALF * MM), wide, min(round((n + 1) * HALF * MM), high))) for n in (0, 1)]


def middle_of_dark(picture: Image.Image, x: float, y: float) -> tuple[float, float]:
    """The middle of what is dark within 5 mm of a place, in millimetres."""
    dark = numpy.asarray(picture.convert("L")) < 128
    left, top = round((x - 5) * MM), round((y - 5) * MM)
    rows, columns = numpy.nonzero(dark[top : top + round(10 * MM), left : left + round(10 * MM)])
    return (columns.min() + columns.max() + 1) / 2 / MM + left / MM, (rows.min() + rows.max() + 1) / 2 / MM + top / MM


def test_marks_lie_within_three_tenths_of_a_millimetre_and_one_has_a_hole(klass) -> None:
    sheet = halves(pictures(klass, "own-before")[0])[0]

    for x, y in MARKS:
        found = middle_of_dark(sheet, x, y)
        assert abs(found[0] - x) <= 0.3 and abs(found[1] - y) <= 0.3, (x, y, found)
    inside = [sheet.getpixel((round(x * MM), round(y * MM))) for x, y in MARKS]
    assert inside[0] > 200 and all(value < 60 for value in inside[1:])


def test_code_tells_whose_sheet_it_is_and_lies_where_it_should(klass) -> None:
    read = [zxingcpp.read_barcodes(half) for page in pictures(klass, "own-before") for half in halves(page)]
    codes = [found[0] for found in read if found]
    told = [code.text.split("|") for code in codes]

    assert [each[4] for each in told] == [person.code for person in klass.people]
    assert {tuple(each[:2]) for each in told} == {("K1", "lop-nho")}
    assert [each[2] for each in told] == [person.first for person in klass.people]
    after = [zxingcpp.read_barcodes(half)[0].text.split("|")[2:4] for page in pictures(klass, "own-after") for half in halves(page) if zxingcpp.read_barcodes(half)]  # fmt: skip
    assert all(
        form != person.first and moment == "after" for (form, moment), person in zip(after, klass.people, strict=True)
    )
    place = codes[0].position
    left, top = place.top_left.x / MM, place.top_left.y / MM
    assert abs(left - 168) <= 0.3 and abs(top - 10) <= 0.3
    assert abs((place.bottom_right.x - place.top_left.x) / MM - 18) <= 0.4


@pytest.mark.parametrize("turned", [-2.0, 1.5])
def test_bad_copy_is_still_read(klass, turned: float) -> None:
    """One bit a dot at 150 dots an inch, laid in crooked, with dirt."""
    sheet = halves(pictures(klass, "own-before")[0])[0]
    copy = sheet.resize((sheet.width // 2, sheet.height // 2)).rotate(turned, fillcolor=255)
    dirt = numpy.random.default_rng(7).random(copy.size[::-1]) < 0.004
    copy = Image.fromarray(numpy.where(dirt, 0, numpy.asarray(copy))).point(lambda value: 255 if value > 140 else 0)

    assert zxingcpp.read_barcodes(copy)[0].text.split("|")[4] == klass.people[0].code


def test_boxes_are_as_large_and_as_far_apart_as_a_reader_expects(klass) -> None:
    page = pypdfium2.PdfDocument(pdf(paper(klass, papers(klass)["own-before"](klass), date(2026, 11, 21))))[0]
    # What is told of a path holds its line: 0,3 mm at each side.
    boxes = [each.get_bounds() for each in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=4)]
    sizes = [(round((r - l) / 72 * 25.4, 1), round((t - b) / 72 * 25.4, 1)) for l, b, r, t in boxes]  # noqa: E741
    small = [
        box
        for box, (wide, high) in zip(boxes, sizes, strict=True)
        if abs(wide - 0.6 - 7.8) < 0.2 and abs(high - 0.6 - 6.6) < 0.2
    ]
    long = [size for size in sizes if abs(size[0] - 0.6 - 46) < 0.2 and abs(size[1] - 0.6 - 9) < 0.2]
    lefts = sorted({round(box[0] / 72 * 25.4, 1) for box in small})

    assert len(small) > 60 and len(long) == 4
    assert {round(b - a, 1) for a, b in pairwise(lefts) if b - a < 12} == {11.0}


def test_long_form_goes_on_another_sheet_and_layouts_are_told_apart(klass) -> None:
    from kit.document.nodes import AnswerBox
    from kit.paper.scan_sheets import _parts

    items = [AnswerBox(str(n), [["", "A", "B", "C", "D"]], "") for n in range(1, 31)]
    parts = list(_parts(items))

    assert [len(part) for part in parts] == [2 * COLUMN, 30 - 2 * COLUMN]
    assert layout_of(parts[0]) != layout_of(parts[1]) and layout_of(parts[0]) == layout_of(list(parts[0]))
    assert len(own_sheets("before")(klass)) == 3  # five people, two on a page


def test_sheets_are_plain_words_for_whoever_reads_them(klass) -> None:
    content = pdf(paper(klass, papers(klass)["own-before"](klass), date(2026, 11, 21)))
    said = pypdfium2.PdfDocument(BytesIO(content))[0].get_textpage().get_text_range()

    assert "làm trước khóa học" in said and klass.people[0].code in said and "Đánh dấu X" in said
