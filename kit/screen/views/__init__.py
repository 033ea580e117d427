"""One view per kind: which control takes the answer, drawn from an exercise that holds no key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kit.kinds import Exercise
from kit.screen.views import assign, choice, gaps, number, order, reflection, short_answer, true_false

VIEWS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "single-choice": choice.single,
    "multiple-choice": choice.multiple,
    "true-false": true_false.control,
    "number": number.control,
    "order": order.control,
    "reflection": reflection.control,
    "short-answer": short_answer.control,
    "matching": assign.control,
    "sorting": assign.control,
    "gap-text": gaps.control,
}


def control(exercise: Exercise) -> dict[str, Any]:
    """The control of an exercise, made from its learner's edition so that no key can reach the browser."""
    return VIEWS[exercise.kind](exercise.for_learner())
