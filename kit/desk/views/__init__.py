"""One view per kind: which control takes the answer, drawn from an exercise that holds no key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kit.desk.views import (
    assign,
    build,
    calculation,
    choice,
    find_mistakes,
    flash_cards,
    gaps,
    number,
    opinion,
    order,
    read_chart,
    reflection,
    role_play,
    scenario,
    short_answer,
    true_false,
)
from kit.kinds import Exercise

VIEWS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "single-choice": choice.single,
    "multiple-choice": choice.multiple,
    "true-false": true_false.control,
    "number": number.control,
    "short-answer": short_answer.control,
    "gap-text": gaps.control,
    "deadline": short_answer.day,
    "order": order.control,
    "matching": assign.control,
    "sorting": assign.control,
    "calculation-table": calculation.control,
    "read-chart": read_chart.control,
    "find-mistakes": find_mistakes.control,
    "build-from-parts": build.control,
    "scenario": scenario.control,
    "role-play": role_play.control,
    "poll": opinion.poll,
    "checklist": opinion.checklist,
    "flash-cards": flash_cards.control,
    "reflection": reflection.control,
}


def control(exercise: Exercise, learner: str = "") -> dict[str, Any]:
    """The control of an exercise, made from its learner's edition so that no key can reach the browser.

    `learner` seeds the order where the author asked for one of each learner's own.
    """
    return VIEWS[exercise.kind](exercise.for_learner().shuffled(learner))
