"""The kinds of exercise; to add one: a file here, a view in kit.screen, a form in kit.paper, a sample in tests."""

from __future__ import annotations

from kit.kinds.assign import Matching, Sorting
from kit.kinds.base import Exercise
from kit.kinds.choice import MultipleChoice, SingleChoice
from kit.kinds.gaps import GapText
from kit.kinds.number import Number
from kit.kinds.order import Order
from kit.kinds.reflection import Reflection
from kit.kinds.short_answer import ShortAnswer
from kit.kinds.true_false import TrueFalse

KINDS: dict[str, type[Exercise]] = {
    kind.kind: kind
    for kind in (
        SingleChoice,
        MultipleChoice,
        TrueFalse,
        Number,
        Order,
        Reflection,
        ShortAnswer,
        Matching,
        Sorting,
        GapText,
    )
}

__all__ = ["KINDS", "Exercise"]
