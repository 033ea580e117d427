"""The paper form of each kind, made as nodes that every writer draws.

A form is made from the exercise of its edition: for learners the key is not in it to begin with.
"""

from __future__ import annotations

from functools import singledispatch

from kit.document.nodes import Block
from kit.kinds import Exercise
from kit.paper.exercise_forms import acting, choosing, placing, writing


@singledispatch
def form(exercise: Exercise) -> list[Block]:
    """The form that an exercise has on paper, by its kind."""
    raise NotImplementedError(exercise.kind)


for _made in (
    choosing.single_choice, choosing.multiple_choice, choosing.true_false, choosing.read_chart, choosing.poll,
    choosing.checklist, writing.number, writing.short_answer, writing.gap_text, writing.deadline,
    writing.calculation_table, writing.reflection, placing.order, placing.matching, placing.sorting,
    placing.find_mistakes, placing.build_from_parts, acting.scenario, acting.role_play, acting.flash_cards,
):  # fmt: skip
    form.register(_made)  # the kind is the one that the function names
