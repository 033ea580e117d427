"""What people take home: one card a pocket, forms to fill by hand, words of the module, a test to mark."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from kit.course import Library
from kit.paper.handouts import Job, Press
from kit.paper.take_home import module_words
from kit.vietnamese import sort_key
from tests.paper.pdf_text import page_words as pages

COURSES = ("policy-dialogue", "gender-indicators", "monitoring")
EVERY = sorted(path.parent.name for path in (Path(__file__).parents[2] / "exercises").glob("*/module.yaml"))
TESTS = [(module, form) for module in EVERY for form in ("test-a", "test-b")]


def lowest_word(page) -> float:
    """How high above the page's foot its last words stand, in points; the footer does not count."""
    heights: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip() and not text.startswith("Mẫu của"):
            heights.append(cm[3] * tm[5] + cm[5])

    page.extract_text(visitor_text=note)
    return min(heights)


@pytest.mark.parametrize("module", EVERY)
def test_pocket_card_is_one_page_with_its_sources_and_numbers_to_call(press: Press, module: str) -> None:
    (page,) = pages(press.make(Job(module, "", "quick", "pdf")))

    assert "Nguồn" in page and "111" in page and "113" in page


@pytest.mark.parametrize("module", EVERY)
def test_every_form_stands_on_a_page_of_its_own_that_it_fills(press: Press, library: Library, module: str) -> None:
    reader = PdfReader(BytesIO(press.make(Job(module, "", "templates", "pdf"))))
    titles = [
        f"Mẫu {path.stem[:2]} " + path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
        for path in library.forms(module)
    ]

    assert len(reader.pages) == len(titles)
    for page, title in zip(reader.pages, titles, strict=True):
        text = " ".join(page.extract_text().split())
        assert lowest_word(page) < 0.5 * float(page.mediabox.height), f"{title} leaves half its page white"
        assert text.startswith(title)


def test_picture_of_a_form_is_printed_from_the_folder_beside_it(press: Press, library: Library) -> None:
    """Session pages of a club hold drawn cards: named as their author sees them from the form's own folder."""
    drawn = [path for path in library.forms("change-leaders") if "![" in path.read_text(encoding="utf-8")]
    reader = PdfReader(BytesIO(press.make(Job("change-leaders", "", "templates", "pdf"))))
    shown = [page for page in reader.pages if _drawn(page)]

    assert len(drawn) >= 8
    assert len(shown) == len(drawn)


def _drawn(page) -> bool:
    """Whether the page bears a picture: a curve, which neither rules nor boxes have."""
    return any(
        operator in (b"c", b"v", b"y") for _, operator in ContentStream(page.get_contents(), page.pdf).operations
    )


def test_a_form_of_many_columns_lies_across_the_page(press: Press) -> None:
    boxes = [p.mediabox for p in PdfReader(BytesIO(press.make(Job("monitoring", "", "templates", "pdf")))).pages]

    assert [box.width > box.height for box in boxes] == [True, True, False, True]


@pytest.mark.parametrize("module", EVERY)
def test_a_form_bears_no_date_and_no_page_number_of_ours(press: Press, module: str) -> None:
    text = " ".join(pages(press.make(Job(module, "", "templates", "pdf"))))

    assert "21/11/2026" not in text and "Trang 1/" not in text
    assert not re.search(r"\[\d+\]", text), "a number that points to no list"


@pytest.mark.parametrize("module", EVERY)
def test_trainers_guide_tells_the_sources_of_card_and_forms(press: Press, library: Library, module: str) -> None:
    """Paper that is handed out alone has no addresses; whoever teaches can look each of them up."""
    guide = re.sub(r"\W", "", " ".join(pages(press.make(Job(module, "", "trainer", "pdf")))))
    loose = [library.modules[module].quick_card, *(p.read_text(encoding="utf-8") for p in library.forms(module))]
    cited = {library.facts[fact] for words in loose for fact in re.findall(r"\(fact:([\w-]+)\)", words)}

    assert cited
    assert [fact.id for fact in cited if re.sub(r"\W", "", fact.url) not in guide] == []


@pytest.mark.parametrize("module", COURSES)
@pytest.mark.parametrize("edition", ["learner", "trainer"])
def test_words_of_the_module_stand_in_order_beside_an_empty_column(
    press: Press, library: Library, module: str, edition: str
) -> None:
    text = " ".join(pages(press.make(Job(module, "", edition, "pdf"))))
    words = [card.term for card in module_words(library, library.modules[module])]
    heads = [found.start() for found in re.finditer(r"Từ ngữ của chuyên đề\s+Từ\s+Nghĩa", text)]
    table = text[heads[-1] :]  # not the contents, not the heads of pages

    assert len(words) >= 8 and words == sorted(words, key=sort_key)
    assert "Tiếng dân tộc (lớp tự ghi)" in table
    assert all(re.sub(r"\W", "", word) in re.sub(r"\W", "", table) for word in words)


@pytest.mark.parametrize(("module", "form"), TESTS)
def test_test_is_three_sheets_without_a_key(press: Press, library: Library, module: str, form: str) -> None:
    sheets = pages(press.make(Job(module, form, "learner", "pdf")))
    text = " ".join(sheets)
    sign = form[-1].upper()

    assert len(sheets) <= 3
    assert re.findall(rf"Bài tập {sign}\.(\d+) ", text) == [
        str(n) for n in range(1, len(library.lessons[module][form].exercises) + 1)
    ]
    assert "Mã học viên" in text
    for name in library.lessons[module][form].exercises:
        assert library.exercise(name).explanation[:30] not in text


@pytest.mark.parametrize(("module", "form"), TESTS)
def test_trainer_marks_a_pile_from_one_table(press: Press, library: Library, module: str, form: str) -> None:
    first = pages(press.make(Job(module, form, "trainer", "pdf")))[0]
    assert "Kiểm tra mục tiêu" in first
    rows = re.findall(rf"\b{form[-1].upper()}\.(\d+)\b", first.partition("Kiểm tra mục tiêu")[2])
    items = len(library.lessons[module][form].exercises)
    assert rows[:items] == [str(n) for n in range(1, items + 1)]


@pytest.mark.parametrize("module", COURSES)
@pytest.mark.parametrize("edition", ["learner", "trainer", "slides"])
def test_documents_of_a_module_hold_no_item_of_its_tests(
    press: Press, library: Library, module: str, edition: str
) -> None:
    text = re.sub(r"\W", "", " ".join(pages(press.make(Job(module, "", edition, "pdf")))))

    for form in ("test-a", "test-b"):
        for name in library.lessons[module][form].exercises:
            prompt = re.sub(r"\W", "", library.exercise(name).prompt)
            assert prompt[:60] not in text, name


@pytest.mark.parametrize("module", COURSES)
def test_programmes_are_in_the_trainers_guide_with_the_hour_of_every_step(
    press: Press, library: Library, module: str
) -> None:
    text = " ".join(pages(press.make(Job(module, "", "trainer", "pdf"))))

    for programme in library.modules[module].programmes:
        assert f"Chương trình: {programme.title}" in text
        for day in programme.days:
            assert f"{day.title} ({day.starts:%H:%M}–{day.ends:%H:%M})" in text
    assert "Nghỉ trưa" in text and "Người phụ trách" in text
