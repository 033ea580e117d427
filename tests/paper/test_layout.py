"""Every page of every document of every course, measured: nothing runs over, out or into another, nothing is torn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest

from kit.course import Library
from kit.document.nodes import Figure, Slide
from kit.document.tree import plain
from kit.paper.handouts import Job, Press

ROOT = Path(__file__).parents[2]
COURSES = sorted(path.parent.name for path in (ROOT / "exercises").glob("*/module.yaml"))
EDITIONS = ("learner", "trainer", "oral", "cards", "quick", "templates", "slides")
LARGE = ("learner", "quick")
# What no page may say: names of cells, two full stops, objects of a program.
UNSAID = re.compile(r"\[[a-z-]+\.[a-z*-]+\]|\?\.|\.\.(?!\.)\s|Figure\(|<[a-z.]+ object|\bNone\b|\{[a-z_]+\}")

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


@dataclass(frozen=True)
class Page:
    """What stands on a page and where."""

    number: int
    width: float
    height: float
    texts: tuple[tuple[Box, str], ...]
    rules: tuple[Box, ...]  # upright lines
    lines: tuple[Box, ...]  # lying ones

    @property
    def body(self) -> list[tuple[Box, str]]:
        """The texts between head and foot, from above."""
        inside = [each for each in self.texts if each[0][1] > 44 and each[0][3] < self.height - 42]
        return sorted(inside, key=lambda each: -each[0][3])

    def words(self) -> str:
        return " ".join(words for _, words in self.texts)


def pages_of(content: bytes) -> list[Page]:
    document = pypdfium2.PdfDocument(content)
    return [_page(n, document[n - 1]) for n in range(1, len(document) + 1)]


def _page(number: int, page: pypdfium2.PdfPage) -> Page:
    texts, rules, lines = [], [], []
    textpage = page.get_textpage()
    for each in page.get_objects(max_depth=4, textpage=textpage):
        if each.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT:
            if words := each.extract().strip():
                texts.append((each.get_bounds(), words))
        elif each.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH:
            left, bottom, right, top = box = each.get_bounds()
            if right - left < 2.5 and top - bottom > 8:
                rules.append(box)
            elif top - bottom < 2.5 and right - left > 20:
                lines.append(box)
    return Page(number, *page.get_size(), tuple(texts), tuple(rules), tuple(lines))


# ── the rules ──
def beyond_the_edge(page: Page) -> Iterator[str]:
    for (left, bottom, right, top), words in page.texts:
        if left < 20 or right > page.width - 15 or bottom < 10 or top > page.height - 8:
            yield f"“{words[:40]}” leaves the page"


def across_a_rule(page: Page) -> Iterator[str]:
    for (left, bottom, right, top), words in page.texts:
        middle = (bottom + top) / 2
        if any(left + 2 < a and right - 2 > b and low < middle < high for a, low, b, high in page.rules):
            yield f"“{words[:40]}” leaves its cell"


def one_over_another(page: Page) -> Iterator[str]:
    above = sorted(page.texts, key=lambda each: each[0][1])  # from the foot: what begins above a text cannot lie on it
    for n, ((a, b, c, d), first) in enumerate(above):
        for (e, f, g, h), second in above[n + 1 :]:
            if f >= d:
                break
            wide, high = min(c, g) - max(a, e), min(d, h) - f
            if wide > 2 and min(d - b, h - f) > 2 and high > 0.45 * min(d - b, h - f):
                yield f"“{first[:30]}” and “{second[:30]}” lie on each other"


def unsaid(page: Page) -> Iterator[str]:
    found = UNSAID.search(page.words())
    if found:
        yield f"says “{found[0]}”"


def rough_work_without_lines(page: Page) -> Iterator[str]:
    for (left, bottom, _, _), words in page.body:
        if words == "Nháp:" and not any(
            left - 9 < a < left + 9 and bottom - 60 < b < bottom for a, b, _, _ in page.lines
        ):
            yield "“Nháp:” has no lines below"


RULES = (beyond_the_edge, across_a_rule, one_over_another, unsaid, rough_work_without_lines)


# ── the documents ──
def _documents(library: Library, module: str) -> Iterator[Job]:
    for edition in EDITIONS:
        yield Job(module, "", edition, "pdf")
    for plan in library.modules[module].tests:
        yield Job(module, str(plan.id), "learner", "pdf")
        yield Job(module, str(plan.id), "trainer", "pdf")


@pytest.fixture(scope="session", params=COURSES)
def documents(
    request: pytest.FixtureRequest, library: Library, press: Press, large_press: Press
) -> dict[str, list[Page]]:
    """All documents of a course, by name."""
    made = {job.name: pages_of(press.make(job)) for job in _documents(library, request.param)}
    large = [Job(request.param, "", edition, "pdf") for edition in LARGE]
    return made | {f"large {job.name}": pages_of(large_press.make(job)) for job in large}


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_every_page_keeps_the_rule(documents: dict[str, list[Page]], rule: object) -> None:
    assert callable(rule)
    broken = [f"{name}, page {p.number}: {what}" for name, made in documents.items() for p in made for what in rule(p)]

    assert broken == []


def test_no_heading_stands_alone_at_the_foot(documents: dict[str, list[Page]], library: Library) -> None:
    """The last thing on a page is no heading: neither an activity's nor an exercise's."""
    broken = []
    for name, made in documents.items():
        for page in made:
            last = page.body[-1][1] if page.body else ""
            if (
                "slides" not in name
                and page.number < len(made)
                and re.match(r"(Hoạt động|Bài tập) [\d.]+\D{0,60}$", last)
            ):
                broken.append(f"{name}, page {page.number}: “{last}”")

    assert broken == []


def test_exercise_that_goes_on_is_named_on_every_page(
    press: Press, library: Library, documents: dict[str, list[Page]]
) -> None:
    """Where an exercise runs onto the next page, that page says whose it is."""
    for name, made in documents.items():
        if "trainer" not in name and "learner" not in name:
            continue
        for before, page in pairwise(made):
            head = page.texts and re.search(
                r"Bài tập ([\dAB]+\.\d+)", " ".join(w for b, w in page.texts if b[3] > page.height - 42)
            )
            if not head or not page.body:
                continue
            first = page.body[0][1]
            running = [w for b, w in before.texts if b[3] > before.height - 42]
            earlier = re.findall(r"[\dAB]+\.\d+", " ".join(running))
            if earlier and earlier[-1] == head[1]:
                assert f"Bài tập {head[1]} (tiếp)" in first, f"{name}, page {page.number}: begins with “{first}”"


def test_pages_are_filled(documents: dict[str, list[Page]]) -> None:
    """No page but the last of a part holds less than a third; what follows an emptier one opens a part."""
    broken = []
    for name, made in documents.items():
        if "slides" in name or "cards" in name or "templates" in name:
            continue
        for page, after in pairwise(made[1:]):
            marks = [box for box, _ in page.body] + [box for box in page.lines if box[1] > 50]
            reach = (page.height - min((box[1] for box in marks), default=page.height)) / page.height
            opens = bool(after.body) and after.body[0][0][3] - after.body[0][0][1] > 10
            if reach < 0.36 and not opens:
                broken.append(f"{name}, page {page.number}: filled to {reach:.0%}")

    assert broken == []


def test_a_test_is_one_sheet(documents: dict[str, list[Page]]) -> None:
    assert {
        name: len(made) for name, made in documents.items() if re.search(r"test-.-learner", name) and len(made) > 2
    } == {}


@pytest.mark.parametrize("module", COURSES)
def test_slides_are_read_from_the_last_row(press: Press, module: str) -> None:
    """At most sixty words on a page, and no letter smaller than 24 points (21 in tables) but those of pictures and foot."""
    job = Job(module, "", "slides", "pdf")
    shown = [node for node in press.sheet(job).blocks if isinstance(node, Slide)]
    document = pypdfium2.PdfDocument(press.make(job))

    assert {n: len(plain(s.blocks).split()) for n, s in enumerate(shown, 1) if len(plain(s.blocks).split()) > 60} == {}
    for n, slide in enumerate(shown):
        if not any(isinstance(node, Figure) for node in slide.blocks):
            small = sorted(_sizes(document[n]))[:1]
            assert small == [] or small[0] >= 21, f"page {n + 1}: {small[0]} points"


def _sizes(page: pypdfium2.PdfPage) -> Iterator[float]:
    """The sizes of the letters above the foot."""
    for each in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=4, textpage=page.get_textpage()):
        if each.get_bounds()[1] > 44 and each.extract().strip():
            yield each.get_font_size() * abs(each.get_matrix().d)
