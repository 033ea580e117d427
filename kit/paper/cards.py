"""Sheets of cards to cut: for sorting on a table, playing a role, voting with raised cards, walking through a case."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import singledispatch

from kit.course import LessonPlan, Library, Module
from kit.document.make import cards, heading, para, roomy, slanted, strong, table, text
from kit.document.markdown import inline, parse
from kit.document.nodes import Block, Blocks, Cards, Leaf, PageBreak, Strong, Title
from kit.kinds import Exercise
from kit.kinds.assign import Assign
from kit.kinds.build import BuildFromParts
from kit.kinds.flash_cards import FlashCards
from kit.kinds.letters import letter
from kit.kinds.opinion import Poll
from kit.kinds.order import Order
from kit.kinds.role_play import RolePlay
from kit.kinds.scenario import Scenario
from kit.messages import say
from kit.paper.exercise_forms.acting import clock, observer_sheet, role_blocks, step_blocks, steps_of
from kit.paper.exercises import heading_of


def _small(texts: list[str], *, bold: bool = False) -> list[Blocks]:
    """A card per text; bold for those that stand as headings."""
    return [[para(Strong(inline(words))) if bold else para(*inline(words))] for words in texts]


def _mixed(seed: str, texts: list[str]) -> list[str]:
    """The same texts, each moved on by a fixed number of places: none stays where it was."""
    step = 1 + random.Random(seed).randrange(max(len(texts) - 1, 1))  # noqa: S311 - an order is no secret
    return texts[step:] + texts[:step]


def assign(exercise: Assign) -> list[Block]:
    """The boxes as headings to lay on the table, and a card per item."""
    return [
        cards(2, _small([place.text for place in exercise.places], bold=True)),
        cards(3, _small([item.text for item in exercise.items])),
    ]


def order(exercise: Order) -> list[Block]:
    """A card per step."""
    return [cards(2, _small([item.text for item in exercise.items]))]


def build(exercise: BuildFromParts) -> list[Block]:
    """The slots as headings, and a card per part."""
    parts = [f"**{letter(n)}.** {piece.text}{exercise.amount_words(piece)}" for n, piece in enumerate(exercise.pieces)]
    return [cards(3, _small([slot.title for slot in exercise.slots], bold=True)), cards(2, _small(parts))]


def scenario(exercise: Scenario) -> list[Block]:
    """The numbered boxes, to hang on the wall or hand out one by one."""
    steps = steps_of(exercise)
    return [cards(2, [[para(strong(say("Ô {n}", n=s.number))), *step_blocks(s, steps)] for s in steps])]


def role_play(exercise: RolePlay) -> list[Block]:
    """A card per role, the clock, the observer's sheet."""
    roles = [[para(strong(say("Thẻ vai: {name}", name=r.name))), *role_blocks(r)] for r in exercise.roles]
    return [cards(2, roles), PageBreak(), *observer_sheet(exercise), clock(exercise)]


def flash_cards(exercise: FlashCards) -> list[Block]:
    """Words and meanings on cards of their own, to be paired on the table; no meaning lies where its word does."""
    return [
        cards(3, _small([card.term for card in exercise.cards], bold=True)),
        cards(2, _small(_mixed(exercise.id, [card.meaning for card in exercise.cards]))),
    ]


def poll(exercise: Poll) -> list[Block]:
    """A sheet for the wall: the question, and a row per idea with room to stick the dots of a class."""
    rows = [[[Strong(inline(o.text))], []] for o in exercise.options]
    how = say("Mỗi người có {n} chấm tròn. Dán mỗi chấm vào một ý; không bắt buộc dán hết.", n=exercise.votes)
    return [para(text(how)), roomy(table([say("Ý kiến"), say("Dán chấm ở đây")], rows, [2, 4]))]


@singledispatch
def card_blocks(_: Exercise) -> list[Block]:
    """The cards of an exercise, by its kind; most kinds have none."""
    return []


for _made in (assign, order, build, scenario, role_play, flash_cards, poll):
    card_blocks.register(_made)


def card_sheets(library: Library, module: Module, plans: list[LessonPlan]) -> list[Block]:
    """Cards to raise when voting, then the cards of each exercise on pages of their own; no key is in them."""
    votes = ["A ●", "B ■", "C ▲", "D ★", "✓ " + say("ĐÚNG"), "✗ " + say("SAI")]  # a shape for who does not read
    raised: list[Blocks] = [[heading(word, 2)] for word in votes]
    blocks: list[Block] = [Title(), para(text(say("Thẻ giơ tay khi trả lời: mỗi người hoặc mỗi nhóm một bộ.")))]
    blocks.append(cards(1, raised, height=10.4))
    for plan in plans:
        for name in library.lessons[module.id][plan.id].exercises:
            blocks += _sheet(library, library.exercise(name).for_learner())
    return blocks


def _sheet(library: Library, exercise: Exercise) -> list[Block]:
    blocks = card_blocks(exercise)
    if not blocks:
        return []
    number = library.number(exercise.id)
    title = f"{heading_of(library, exercise)} · {say(exercise.title)}"
    how = [] if isinstance(exercise, Poll) else [slanted(say("Cắt theo đường đứt. Mỗi nhóm một bộ."))]
    made = [_numbered(node, number) for node in blocks]
    sheet = [heading(title, 2), *parse(exercise.prompt), *how, *made]
    return [Leaf(sheet, across=False, poster=True)] if isinstance(exercise, Poll) else [PageBreak(), *sheet]


def _numbered(node: Block, number: str) -> Block:
    """Every card bears the number of its exercise: once cut, sets mix."""
    if not isinstance(node, Cards) or not number:
        return node
    return replace(node, cards=[[*card, para(number, small=True)] for card in node.cards])
