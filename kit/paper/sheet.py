"""A document of any edition, assembled from a module's data: one tree, drawn by every writer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from kit.course import LessonPlan, Library, Module
from kit.markdown import Node
from kit.messages import say
from kit.paper.assemble import Assembler
from kit.paper.cards import card_sheets
from kit.paper.exercises import Edition
from kit.paper.front import front_matter, slides
from kit.paper.oral import oral_script
from kit.paper.take_home import glossary, quick_card, templates, test_front
from kit.vietnamese import format_date

# Editions that do not follow the lesson's text.
APART: dict[str, Callable[[Assembler, Module, list[LessonPlan]], list[Node]]] = {
    "slides": slides,
    "oral": lambda assembler, module, plans: oral_script(assembler.library, module, plans),
    "cards": lambda assembler, module, plans: card_sheets(assembler.library, module, plans),
    "quick": lambda assembler, module, _: quick_card(module),
    "templates": lambda assembler, module, _: templates(assembler.library, module),
}


@dataclass
class Sheet:
    """A document before it is written: its tree, its pictures by name, and what goes into header and footer."""

    edition: Edition
    title: str
    subtitle: str
    version: str
    day: str
    blocks: list[Node] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    large: bool = False
    contents: bool = False

    @property
    def edition_name(self) -> str:
        names = {
            "learner": say("Bản học viên"),
            "trainer": say("Bản giảng viên"),
            "selfstudy": say("Bản tự học"),
            "slides": say("Trang chiếu"),
            "oral": say("Bản đọc to"),
            "cards": say("Thẻ để cắt"),
            "quick": say("Tờ bỏ túi"),
            "templates": say("Mẫu để chép"),
            "class": say("Giấy của lớp"),
            "report": say("Báo cáo lớp"),
        }
        return names[self.edition]

    @property
    def bare(self) -> bool:
        """A form or report becomes somebody's record: our date and our page numbers would be taken for its own."""
        return self.edition in ("templates", "report")

    @property
    def footer(self) -> str:
        """What stands below every page."""
        if self.edition == "report":
            return ""
        if self.bare:
            return say("Mẫu của Bộ tài liệu tập huấn Dự án 8")
        return say("Bộ tài liệu tập huấn Dự án 8 · bản {version} · {day}", version=self.version, day=self.day)


def module_sheet(
    library: Library, module: Module, edition: Edition, lessons: list[str], *, day: date, large: bool = False,
    outputs: dict[str, dict[str, list[Node]]] | None = None, pictures: dict[str, bytes] | None = None,
) -> Sheet:  # fmt: skip
    """The document of a module (or of some of its lessons) in an edition.

    `outputs` holds, by lesson and cell id, the nodes of executed data cells; `pictures` their images.
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
    assembler = Assembler(library, module, edition, {}, pictures)
    folder = library.home / "notebooks" / "modules" / module.id
    if edition in APART:
        sheet.blocks = assembler.finish(APART[edition](assembler, module, plans), folder)
        sheet.blocks += assembler.sources() if edition == "quick" else []
        return sheet
    test = len(plans) == 1 and module.is_test(plans[0].id)
    blocks = test_front(assembler, module, plans[0]) if test else front_matter(assembler, module, plans)
    for plan in plans:
        assembler.outputs = (outputs or {}).get(plan.id, {})
        inside = assembler.lesson(plan, library.lessons[module.id][plan.id])
        blocks += [{"t": "page"}, *_below_title(inside)] if whole else _without_title(inside)
    blocks += glossary(library, module) if whole else []
    sheet.blocks = assembler.finish(blocks, folder)
    sheet.blocks += [] if test and edition == "learner" else assembler.sources()
    return sheet


def _below_title(blocks: list[Node]) -> list[Node]:
    """The lesson's headings one level down, under the title of the module."""
    return [{**n, "level": n["level"] + 1} if n["t"] == "heading" else n for n in blocks]


def _without_title(blocks: list[Node]) -> list[Node]:
    """A lesson that stands alone already bears its name as the document's title."""
    return [n for n in blocks if not (n["t"] == "heading" and n["level"] == 1)]
