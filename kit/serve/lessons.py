"""The lessons of a class as steps, made once when it opens; data cells are run then."""

from __future__ import annotations

from kit.course import Library, Module
from kit.errors import KitError
from kit.messages import say
from kit.paper.assemble import Assembler
from kit.paper.run import run_data_cells
from kit.paper.steps import Step, steps_of
from kit.serve.pictures import Pictures


def drawn(library: Library, module: Module, pictures: Pictures) -> tuple[dict[str, list[Step]], list[str]]:
    """Steps by lesson, and what to tell: a lesson that is broken stays closed, the others open."""
    found: dict[str, list[Step]] = {}
    told: list[str] = []
    for plan in module.plans:
        lesson = library.lessons[module.id].get(plan.id)
        if lesson is None:
            told.append(say("Bài “{title}” không mở được: chạy kit check để biết chỗ cần sửa.", title=plan.title))
            continue
        laid: dict[str, bytes] = {}
        try:
            outputs = run_data_cells(library, lesson, laid)
            assembler = Assembler(library, module, "learner", outputs, laid)
            found[plan.id] = steps_of(assembler, plan, lesson, pictures.addressed)
        except KitError as error:
            told.append(say("Bài “{title}” không mở được: {cause}", title=plan.title, cause=error))
    return found, told
