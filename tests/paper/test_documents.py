"""Documents read back: what a person finds on paper, and what must never be there."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from kit.course import Lesson, Library
from kit.document.markdown import parse
from kit.document.nodes import Slide
from kit.document.tree import plain
from kit.document.typst import page_count
from kit.paper.handouts import Job, Press
from tests.conftest import SAMPLES, make_home
from tests.paper.pdf_text import page_words

DAY = date(2026, 11, 21)
MODULE = "policy-dialogue"
COURSES = (MODULE, "gender-indicators", "monitoring")


def lessons_of(library: Library, module: str) -> list[Lesson]:
    """The lessons that a module's documents hold; its tests are documents of their own."""
    return [library.lessons[module][plan.id] for plan in library.modules[module].lessons]


def exercises_of(library: Library, module: str) -> list[str]:
    return list(dict.fromkeys(name for lesson in lessons_of(library, module) for name in lesson.exercises))


def squeeze(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def pdf_text(content: bytes) -> str:
    return squeeze(" ".join(page_words(content)))


def docx_text(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return squeeze(
            " ".join(
                re.sub(r"<[^>]+>", " ", archive.read(n).decode("utf-8", "replace"))
                for n in archive.namelist()
                if n.endswith(".xml")
            )
        )


def html_text(content: bytes) -> str:
    import html

    return squeeze(html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", content.decode(), flags=re.S)))


def headings(content: bytes, form: str) -> list[str]:
    """What leads through a document: a PDF's bookmarks, Word's headings, the headings of a page of HTML."""
    if form == "pdf":
        reader = PdfReader(BytesIO(content))

        def titles(tree: list[object]) -> list[str]:
            return [t for each in tree for t in (titles(each) if isinstance(each, list) else [each.title])]

        return titles(reader.outline)
    if form == "docx":
        from docx import Document

        return [p.text for p in Document(BytesIO(content)).paragraphs if p.style.name.startswith("Heading")]
    return re.findall(r"<h\d[^>]*>([^<]+)</h\d>", content.decode())


READERS = {"pdf": pdf_text, "docx": docx_text, "html": html_text}


def letters(text: str) -> str:
    """Only letters and digits: line ends and justification of a PDF play no part."""
    return re.sub(r"[^\w]", "", re.sub(r"\[\d+\]", "", text))


def stands(words: str, text: str) -> bool:
    """Are these letters there, whole or in two parts where a page ended between them?"""
    return words in text or any(words[:n] in text and words[n:] in text for n in range(8, len(words) - 8))


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("edition", ["learner", "trainer"])
@pytest.mark.parametrize("module", COURSES)
def test_every_exercise_is_there_in_order_with_all_its_words(
    press: Press, library: Library, module: str, form: str, edition: str
) -> None:
    text = letters(READERS[form](press.make(Job(module, "", edition, form))))

    place = 0
    for lesson in lessons_of(library, module):
        for name in lesson.exercises:
            exercise = library.exercise(name)
            prompt = letters(plain(parse(exercise.prompt)))[:60]
            assert text.find(prompt, place) >= place, f"{name} is missing or out of order"
            place = text.find(prompt, place)
            for part in getattr(exercise, "options", getattr(exercise, "statements", getattr(exercise, "items", ()))):
                assert letters(plain(parse(part.text)))[:50] in text, (name, part.id)


@pytest.mark.parametrize("form", READERS)
def test_numbering_is_the_same_in_both_editions(press: Press, library: Library, form: str) -> None:
    found = [
        [
            words.removeprefix("Bài tập ")
            for words in headings(press.make(Job(MODULE, "", e, form)), form)
            if words.startswith("Bài tập")
        ]
        for e in ("learner", "trainer")
    ]
    numbers = [library.number(e) for lesson in lessons_of(library, MODULE) for e in lesson.exercises]

    assert found[0] == found[1] == numbers


def secrets(library: Library, module: str = MODULE) -> list[str]:
    """Every word that only the trainer may read."""
    found = []
    for name in exercises_of(library, module):
        exercise = library.exercise(name)
        found += [exercise.explanation, exercise.oral, getattr(exercise, "model_answer", ""), *exercise.hints]
        for field in ("options", "statements", "near", "mistakes"):
            for part in getattr(exercise, field, ()):
                found += [getattr(part, "feedback", ""), getattr(part, "move", "")]
    for lesson in lessons_of(library, module):
        found += [cell.source for cell in lesson.cells if cell.kind == "note"]
    taught = letters(
        " ".join(
            plain(parse(c.source)) for lesson in lessons_of(library, module) for c in lesson.cells if c.kind == "text"
        )
    )
    shortened = [letters(plain(parse(text)))[:40] for text in found if len(letters(text)) > 25]
    return [text for text in shortened if text not in taught]


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("module", COURSES)
def test_learner_documents_leak_no_key(press: Press, library: Library, module: str, form: str) -> None:
    content = press.make(Job(module, "", "learner", form))
    text = letters(READERS[form](content))

    assert [s for s in secrets(library, module) if s in text] == []
    for name in exercises_of(library, module):
        key = library.exercise(name).key_answer()
        assert not isinstance(key, str) or form != "html" or f'"{key}"' not in content.decode()
    if form == "html":
        assert not re.search(r'>×<|role=.img. aria-label=.đúng|data-key|"key"', content.decode())


@pytest.mark.parametrize("form", READERS)
def test_trainer_documents_have_key_notes_and_moves(press: Press, library: Library, form: str) -> None:
    text = letters(READERS[form](press.make(Job(MODULE, "", "trainer", form))))
    hints = {letters(plain(parse(h)))[:40] for n in exercises_of(library, MODULE) for h in library.exercise(n).hints}

    missing = [s for s in secrets(library) if not stands(s, text) and s not in hints]
    assert missing == []
    assert "Đápán" in text and "Buổihọctrongmộttrang" in text


def other_key(kind: str):
    """The sample of a kind with another key, another word for every mistake, another explanation."""
    x = replace(SAMPLES[kind], explanation="Khác hẳn.")
    claims = getattr(x, "statements", ())
    items = getattr(x, "items", ())
    changes = {
        "single-choice": lambda: {"key": "first"},
        "multiple-choice": lambda: {"key": ("first",)},
        "true-false": lambda: {"statements": tuple(replace(s, holds=not s.holds) for s in claims)},
        "number": lambda: {"value": 451},
        "short-answer": lambda: {"accept": ("ba chiều",), "near": ()},
        "gap-text": lambda: {
            "gaps": tuple(replace(g, accept=(w,), feedback="Khác.") for g, w in zip(x.gaps, ("một", "10"), strict=True))
        },
        "deadline": lambda: {"count": 6, "near": (), "roll": True},
        "order": lambda: {"key": ("step-3", "step-2", "step-1"), "mistakes": ()},
        "matching": lambda: {"items": tuple(replace(i, place=other_place(i), feedback="Khác.") for i in items)},
        "sorting": lambda: {"items": tuple(replace(i, place=other_place(i), feedback="Khác.") for i in items)},
        "calculation-table": lambda: {"fills": tuple(replace(f, formula="[all] * 2", mistakes=()) for f in x.fills)},
        "read-chart": lambda: {"questions": tuple(replace(q, key="one") for q in x.questions)},
        "find-mistakes": lambda: {
            "entries": tuple(replace(e, mistake=None if e.mistake else "sum", feedback="Khác.") for e in x.entries)
        },
        "build-from-parts": lambda: {"rules": x.rules[:1], "examples": tuple(reversed(x.examples))},
        "scenario": lambda: {"scenes": tuple(other_scene(s) for s in x.scenes)},
        "reflection": lambda: {"model_answer": "Một câu trả lời khác hẳn, dài hơn nhiều."},
    }
    return replace(x, **changes[kind]()) if x.judged or kind in changes else x


def other_place(item) -> str:
    return "bank" if item.place == "health" else "health"


def other_scene(scene):
    choices = tuple(replace(c, worth=2 - c.worth, reason="Khác.") for c in scene.choices)
    outcomes = {"good": "poor", "poor": "good"}
    return replace(scene, choices=choices, outcome=outcomes.get(scene.outcome))


def test_two_keys_print_the_same_learner_sheet(tmp_path: Path) -> None:
    """The strongest leak test: change every key, and not one byte of the learner's files may change."""
    other = {kind: other_key(kind) for kind in SAMPLES}
    assert all(other[kind].explanation != SAMPLES[kind].explanation for kind in SAMPLES)
    assert all(other[kind].key_answer() != x.key_answer() for kind, x in SAMPLES.items() if x.judged)
    homes = [make_home(tmp_path / "a"), make_home(tmp_path / "b", {kind: other[kind] for kind in SAMPLES})]

    for edition, form in (("learner", "pdf"), ("learner", "html"), ("cards", "pdf"), ("cards", "html")):
        one, two = (Press(Library(h), day=DAY).make(Job("samples", "", edition, form)) for h in homes)
        assert one == two, (edition, form)
    one, two = (docx_text(Press(Library(h), day=DAY).make(Job("samples", "", "learner", "docx"))) for h in homes)
    assert re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "", one) == re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "", two)


@pytest.mark.parametrize("edition", ["learner", "trainer"])
def test_pdf_is_a4_tagged_vietnamese_with_fonts_inside(press: Press, edition: str) -> None:
    reader = PdfReader(BytesIO(press.make(Job(MODULE, "", edition, "pdf"))))
    root = reader.trailer["/Root"]

    assert {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in reader.pages} == {(595, 842)}
    assert root["/Lang"] == "vi-VN"
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert len(reader.outline) >= 2
    names = {"learner": "Bản học viên", "trainer": "Bản giảng viên"}
    assert reader.metadata.title == f"Điều hành đối thoại chính sách – {names[edition]}"
    for page in reader.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descendant), "font not embedded"


def test_pdf_declares_pdf_ua(press: Press) -> None:
    meta = (
        PdfReader(BytesIO(press.make(Job(MODULE, "", "learner", "pdf"))))
        .trailer["/Root"]["/Metadata"]
        .get_object()
        .get_data()
        .decode()
    )

    assert "pdfuaid:part" in meta


@pytest.mark.parametrize("form", ["pdf", "html", "docx"])
def test_all_vietnamese_letters_survive(tmp_path: Path, form: str) -> None:
    marked = (
        "".join(
            unicodedata.normalize("NFC", base + tone)
            for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
            for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
        )
        + "đĐ"
    )
    home = make_home(tmp_path / "h", {"order": replace(SAMPLES["order"], prompt=f"Chữ {marked} hết.")})

    text = READERS[form](Press(Library(home), day=DAY).make(Job("samples", "", "learner", form)))

    assert set(marked) <= set(text)


def test_every_page_has_number_and_total(press: Press) -> None:
    pages = page_words(press.make(Job(MODULE, "", "learner", "pdf")))

    for n, page in list(enumerate(pages, 1))[1:]:  # the cover has none
        assert f"Trang {n}/{len(pages)}" in page
        assert "21/11/2026" in page


def test_page_count_agrees_with_a_pdf_reader(press: Press) -> None:
    content = press.make(Job(MODULE, "", "slides", "pdf"))

    assert page_count(content) == len(PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize("module", COURSES)
def test_no_exercise_is_split_between_pages(press: Press, library: Library, module: str) -> None:
    """A learner's options stand with their prompt; only one longer than a page's half goes on, under its name."""
    pages = [letters(words) for words in page_words(press.make(Job(module, "", "learner", "pdf")))]

    for name in exercises_of(library, module):
        exercise = library.exercise(name)
        prompt = letters(plain(parse(exercise.prompt)))[:60]
        home = [n for n, page in enumerate(pages) if prompt in page]
        again = letters(f"Bài tập {library.number(name)} (tiếp)")
        home += [n for n, page in enumerate(pages) if again in page]
        for part in getattr(exercise, "options", getattr(exercise, "statements", getattr(exercise, "items", ()))):
            assert any(letters(plain(parse(part.text)))[:40] in pages[n] for n in home), (name, part.id)


def test_slides_are_wide_and_without_key(press: Press, library: Library) -> None:
    content = press.make(Job(MODULE, "", "slides", "pdf"))
    page = PdfReader(BytesIO(content)).pages[0].mediabox
    shown = [slide for slide in press.sheet(Job(MODULE, "", "slides", "pdf")).blocks if isinstance(slide, Slide)]
    asked = letters(" ".join(plain(slide.blocks) for slide in shown if slide.style != "answer"))

    assert float(page.width) / float(page.height) == pytest.approx(16 / 9, rel=0.001)
    assert [s for s in secrets(library) if s in asked] == []


def test_every_question_on_the_wall_has_its_answer_on_the_next_page(press: Press, library: Library) -> None:
    shown = [slide for slide in press.sheet(Job(MODULE, "", "slides", "pdf")).blocks if isinstance(slide, Slide)]

    for name in exercises_of(library, MODULE):
        exercise, title = library.exercise(name), f"Bài tập {library.number(name)}"
        places = [n for n, slide in enumerate(shown) if slide.title.removesuffix(" (tiếp)") == title]
        assert places, name
        if exercise.judged and exercise.wall and exercise.key_line():
            after = shown[places[-1] + 1]
            assert (after.style, after.title, after.meta) == ("answer", "Đáp án", title)
            assert exercise.kind != "single-choice" or letters(
                next(plain(parse(o.text)) for o in exercise.options if o.id == exercise.key)
            ) in letters(plain(after.blocks))


@pytest.mark.parametrize("module", COURSES)
def test_no_slide_runs_over(press: Press, library: Library, module: str) -> None:
    """As many pages as slides: nothing flows onto a second page."""
    sheet = press.sheet(Job(module, "", "slides", "pdf"))

    assert page_count(press.make(Job(module, "", "slides", "pdf"))) == len(sheet.blocks)


def test_large_print_is_larger(press: Press, large_press: Press) -> None:
    def sizes(content: bytes) -> float:
        found: list[float] = []
        PdfReader(BytesIO(content)).pages[1].extract_text(
            visitor_text=lambda t, _, tm, __, size: found.append(size * tm[0]) if t.strip() else None
        )
        return sorted(found)[len(found) // 2]

    normal = sizes(press.make(Job(MODULE, "", "learner", "pdf")))
    large = sizes(large_press.make(Job(MODULE, "", "learner", "pdf")))

    assert normal == pytest.approx(12, abs=0.6)
    assert large == pytest.approx(16, abs=0.6)


def test_same_inputs_same_bytes(library: Library, press: Press) -> None:
    job = Job(MODULE, "", "learner", "pdf")

    assert press.make(job) == Press(Library(library.home), day=DAY).make(job)


@pytest.mark.parametrize("edition", ["learner", "trainer", "selfstudy"])
def test_html_is_one_small_file_that_asks_for_nothing(press: Press, edition: str) -> None:
    content = press.make(Job(MODULE, "", edition, "html")).decode()
    tags = re.sub(r"<style>.*?</style>", "", content, flags=re.S)

    assert len(content.encode()) <= 600_000
    assert not re.search(r"<(script|link|iframe|object|embed|base|form)\b|\bon\w+=|url\(|@import|srcset=", content)
    assert all(src.startswith("data:image/") for src in re.findall(r"\bsrc=\"([^\"]*)\"", tags))
    assert content.count("<h1") == 1 and '<html lang="vi">' in content


def test_only_self_study_unfolds_explanations(press: Press, library: Library) -> None:
    learner, alone = (press.make(Job(MODULE, "", e, "html")).decode() for e in ("learner", "selfstudy"))

    assert "<details>" not in learner
    assert alone.count("<details>") == len([e for lesson in lessons_of(library, MODULE) for e in lesson.exercises])
    assert "Giảng viên:" not in alone and "Cách làm bằng lời" not in alone


def test_self_study_tells_no_key_of_a_sealed_exercise(sealed_home: Path) -> None:
    alone = Press(Library(sealed_home), day=DAY).make(Job("samples", "", "selfstudy", "html")).decode()

    assert "<details>" not in alone and "Sai vì" not in alone and "Đáp án" not in alone


@pytest.mark.parametrize("edition", ["learner", "trainer"])
def test_docx_has_headings_language_alt_texts_and_page_numbers(press: Press, edition: str) -> None:
    from docx import Document

    content = press.make(Job(MODULE, "", edition, "docx"))
    document = Document(BytesIO(content))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        body, styles, foot = (archive.read(f"word/{n}.xml").decode() for n in ("document", "styles", "footer1"))

    assert round(document.sections[0].page_width.cm) == 21
    levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels)), "no level is left out"
    assert 'w:val="vi-VN"' in styles
    assert "NUMPAGES" in foot
    assert all(len(alt) > 20 for alt in re.findall(r'descr="([^"]*)"', body)) and 'descr="' in body


def test_facts_print_their_status_and_check_date(press: Press) -> None:
    text = pdf_text(press.make(Job(MODULE, "", "trainer", "pdf")))

    assert "Kiểm tra ngày 21/11/2026" in text
    assert "CẦN KIỂM TRA LẠI" in text, "the hotline is to be checked, and says so"


def test_run_sheet_adds_up_to_the_module(press: Press, library: Library) -> None:
    """Every lesson opens with its activities, their minutes, and what to keep of it."""
    text = pdf_text(press.make(Job(MODULE, "", "trainer", "pdf")))

    assert text.count("Buổi học trong một trang") == len(library.modules[MODULE].lessons)
    for plan in library.modules[MODULE].lessons:
        for activity in plan.activities:
            assert re.search(re.escape(squeeze(activity.title)) + rf" {activity.minutes} ", text), activity.id


def test_data_cell_is_printed_as_chart_with_words(press: Press) -> None:
    content = press.make(Job(MODULE, "02-prepare", "learner", "html")).decode()

    assert "Biểu đồ thanh ngang: số ý kiến ở tám cuộc đối thoại" in content
    assert "import pandas" not in content and "Out[" not in content
