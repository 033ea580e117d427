"""One view per kind: which control takes the answer, drawn from an exercise that holds no key."""

from __future__ import annotations

from functools import singledispatch

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

Control = dict[str, object]  # what a control's script draws, as JSON


@singledispatch
def view(exercise: Exercise) -> Control:
    """The control that takes the answer of an exercise, by its kind."""
    raise NotImplementedError(exercise.kind)


for _made in (
    choice.single, choice.multiple, true_false.control, number.control, short_answer.control, gaps.control,
    short_answer.day, order.control, assign.control, calculation.control, read_chart.control, find_mistakes.control,
    build.control, scenario.control, role_play.control, opinion.poll, opinion.checklist, flash_cards.control,
    reflection.control,
):  # fmt: skip
    view.register(_made)  # the kind is the one that the function names


def control(exercise: Exercise, learner: str = "") -> Control:
    """The control of an exercise, made from its learner's edition so that no key can reach the browser.

    `learner` seeds the order where the author asked for one of each learner's own.
    """
    return view(exercise.for_learner().shuffled(learner))
