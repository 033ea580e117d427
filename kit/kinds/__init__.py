"""The kinds of exercise; to add one: a file here, a view in kit.screen, a form in kit.paper, a sample in kit.course."""

from __future__ import annotations

from kit.kinds.assign import Matching, Sorting
from kit.kinds.base import Exercise
from kit.kinds.build import BuildFromParts
from kit.kinds.calculation import CalculationTable
from kit.kinds.choice import MultipleChoice, SingleChoice
from kit.kinds.deadline import Deadline
from kit.kinds.find_mistakes import FindMistakes
from kit.kinds.flash_cards import FlashCards
from kit.kinds.gaps import GapText
from kit.kinds.number import Number
from kit.kinds.opinion import Checklist, Poll
from kit.kinds.order import Order
from kit.kinds.read_chart import ReadChart
from kit.kinds.reflection import Reflection
from kit.kinds.role_play import RolePlay
from kit.kinds.scenario import Scenario
from kit.kinds.short_answer import ShortAnswer
from kit.kinds.true_false import TrueFalse

# In the order in which authors meet them: from the simplest answer to the richest.
KINDS: dict[str, type[Exercise]] = {
    kind.kind: kind
    for kind in (
        SingleChoice, MultipleChoice, TrueFalse, Number, ShortAnswer, GapText, Deadline, Order, Matching, Sorting,
        CalculationTable, ReadChart, FindMistakes, BuildFromParts, Scenario, RolePlay, Poll, Checklist, FlashCards,
        Reflection,
    )
}  # fmt: skip

__all__ = ["KINDS", "Exercise"]
