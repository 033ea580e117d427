"""A document of any edition, assembled from a module's data: one tree, drawn by every writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from kit.course import LessonPlan, Library, Module
from kit.document.nodes import Block, Heading, OnePage, PageBreak
from kit.document.sheet import Edition, Sheet
from kit.document.tree import citations
from kit.messages import say
from kit.paper.assemble import Assembler, levelled
from kit.paper.cards import card_sheets
from kit.paper.front import front_matter
from kit.paper.oral import oral_script
from kit.paper.slides import slides
from kit.paper.take_home import glossary, quick_card, templates, test_front
from kit.vietnamese import format_date

# Editions that do not follow the lesson's text.
APART: dict[str, Callable[[Assembler, Module, list[LessonPlan]], list[Block]]] = {
    "slides": slides,
    "oral": lambda assembler, module, plans: oral_script(assembler.library, module, plans),
    "cards": lambda assembler, module, plans: card_sheets(assembler.library, module, plans),
    "quick": lambda assembler, module, _: quick_card(module),
    "templates": lambda assembler, module, _: templates(assembler.library, module),
}


def module_sheet(
    library: Library, module: Module, edition: Edition, lessons: list[str], *, day: date, large: bool = False,
    outputs: dict[str, dict[str, list[Block]]] | None = None, pictures: dict[str, bytes] | None = None,
    pages: Mapping[str, int] | None = None, slide_pages: Mapping[str, int] | None = None,
) -> Sheet:  # fmt: skip
    """The document of a module (or of some of its lessons) in an edition.

    `outputs` holds, by lesson and cell id, the nodes of executed data cells; `pictures` their images;
    `pages` where the learner's book has each exercise, `slide_pages` where the wall has it.
    """
    pictures = dict(pictures or {})
    plans = [plan for plan in module.plans if plan.id in lessons]
    whole = len(plans) > 1
    title = module.title if whole else plans[0].title
    sheet = Sheet(
        edition,
        title,
        "" if whole else module.title,
        module.version,
        format_date(day),
        large=large,
        contents=whole and edition in ("learner", "trainer", "selfstudy"),
    )
    sheet.pictures = pictures
    assembler = Assembler(library, module, edition, {}, pictures, note_numbers(library, module), pages, slide_pages)
    folder = library.home / "notebooks" / "modules" / module.id
    if edition in APART:
        sheet.blocks = assembler.finish(levelled(APART[edition](assembler, module, plans)), folder)
        if (
            edition == "quick"
        ):  # a pocket holds one page, and nobody types an address from it: the trainer's guide has them
            sheet.blocks = [OnePage([*sheet.blocks, *assembler.sources(addresses=False)])]
        return sheet
    test = len(plans) == 1 and module.is_test(plans[0].id)
    blocks = test_front(assembler, module, plans[0]) if test else front_matter(assembler, module, plans)
    for plan in plans:
        assembler.outputs = (outputs or {}).get(plan.id, {})
        inside = assembler.lesson(plan, library.lessons[module.id][plan.id])
        blocks += [PageBreak(), *_below_title(inside)] if whole else _without_title(inside)
    blocks += glossary(library, module) if whole else []
    blocks = levelled(blocks, fill=say("Ghi chép của tôi") if edition == "learner" and not test else "")
    sheet.blocks = assembler.finish(blocks, folder)
    if whole and edition == "trainer":  # the guide tells the sources of what lies beside the books as well
        for fact in citations(_loose(library, module)):
            assembler.cite(fact)
    sheet.blocks += [] if test and edition == "learner" else assembler.sources()
    return sheet


@lru_cache(maxsize=32)
def note_numbers(library: Library, module: Module) -> Mapping[str, int]:
    """One number a fact for all documents of a module: first what learners read, in their order, then the rest."""
    found: dict[str, int] = {}
    for edition in ("learner", "trainer"):
        assembler = Assembler(library, module, edition, {}, {})
        tree: list[Block] = []
        for plan in module.plans:
            if plan.id in library.lessons.get(module.id, {}):
                tree += assembler.lesson(plan, library.lessons[module.id][plan.id])
        if edition == "trainer":
            tree += [*front_matter(assembler, module, list(module.plans)), *_loose(library, module)]
        for fact in citations(tree):
            found.setdefault(fact, len(found) + 1)
    return found


def _loose(library: Library, module: Module) -> list[Block]:
    """What is handed out beside the books: the pocket card and the forms."""
    return [*quick_card(module), *templates(library, module)]


def _below_title(blocks: list[Block]) -> list[Block]:
    """The lesson's headings one level down, under the title of the module."""
    return [replace(n, level=n.level + 1) if isinstance(n, Heading) else n for n in blocks]


def _without_title(blocks: list[Block]) -> list[Block]:
    """A lesson that stands alone already bears its name as the document's title."""
    return [n for n in blocks if not (isinstance(n, Heading) and n.level == 1)]
