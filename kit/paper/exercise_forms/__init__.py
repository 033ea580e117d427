"""The paper form of each kind, made as nodes that every writer draws.

A form is made from the exercise of its edition: for learners the key is not in it to begin with.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kit.document.nodes import Block
from kit.paper.exercise_forms import acting, choosing, placing, writing

FORMS: dict[str, Callable[[Any], list[Block]]] = {
    "single-choice": choosing.single_choice,
    "multiple-choice": choosing.multiple_choice,
    "true-false": choosing.true_false,
    "number": writing.number,
    "short-answer": writing.short_answer,
    "gap-text": writing.gap_text,
    "deadline": writing.deadline,
    "order": placing.order,
    "matching": placing.matching,
    "sorting": placing.sorting,
    "calculation-table": writing.calculation_table,
    "read-chart": choosing.read_chart,
    "find-mistakes": placing.find_mistakes,
    "build-from-parts": placing.build_from_parts,
    "scenario": acting.scenario,
    "role-play": acting.role_play,
    "poll": choosing.poll,
    "checklist": choosing.checklist,
    "flash-cards": acting.flash_cards,
    "reflection": writing.reflection,
}
