"""Forms where one gives each thing a place: an order, a letter, a box, a reason."""

from __future__ import annotations

from collections.abc import Sequence

from kit.document.make import labelled, para, strong, table, text, tick
from kit.document.markdown import inline
from kit.document.nodes import Block, Inline, PlaceLine, Places
from kit.kinds.assign import Assign, Item, Place, Sorting
from kit.kinds.build import BuildFromParts, Piece
from kit.kinds.find_mistakes import FindMistakes
from kit.kinds.letters import letter
from kit.kinds.order import Order
from kit.messages import say

ALSO = "*"  # beside a box that is as right as the key's


def order(exercise: Order) -> list[Block]:
    """Lettered steps with a box for the place of each."""
    places = {name: n for n, name in enumerate(exercise.key, 1)}
    items = [PlaceLine(letter(n), inline(i.text), places.get(i.id)) for n, i in enumerate(exercise.items)]
    nodes: list[Block] = [Places(say("Ghi số thứ tự vào ô vuông."), items)]
    return nodes + [labelled(say("Lỗi hay gặp:"), swap.feedback) for swap in exercise.mistakes]


def _lettered(places: Sequence[Place | Piece]) -> list[Block]:
    return [para(strong(f"{letter(n)}. "), *inline(place.text)) for n, place in enumerate(places)]


def matching(exercise: Assign) -> list[Block]:
    """Letter lines: the places first, then the items with a box for a letter; with the key, the letter stands in it."""
    letters: dict[str, str] = {place.id: letter(n) for n, place in enumerate(exercise.places)}
    items = [PlaceLine(str(n), inline(i.text), letters.get(i.place or "")) for n, i in enumerate(exercise.items, 1)]
    nodes: list[Block] = [*_lettered(exercise.places), Places(say("Ghi chữ cái vào ô vuông."), items)]
    for n, item in enumerate(exercise.items, 1):
        if item.also:
            also = ", ".join(letters[place] for place in item.also)
            nodes.append(labelled(say("Cũng được:"), f"{n} {also}"))
        nodes += [labelled(f"{n} →", item.feedback)] if item.feedback else []
    return nodes


def sorting(exercise: Sorting) -> list[Block]:
    """A table to tick: a row per card, a column per box; the key ticks it."""
    head = [[text("")], *([text(f"{letter(n)}. "), *inline(place.text)] for n, place in enumerate(exercise.places))]
    rows = [
        [[text(f"{n}. "), *inline(i.text)], *(_crossed(i, place) for place in exercise.places)]
        for n, i in enumerate(exercise.items, 1)
    ]
    too = [para(strong(ALSO), text(" " + say("cũng được")), small=True)] if any(i.also for i in exercise.items) else []
    told = [labelled(f"{n} →", item.feedback) for n, item in enumerate(exercise.items, 1) if item.feedback]
    boxes = len(exercise.places)
    return [table(head, rows, [3.4 + 0.3 * boxes, *[1.1] * boxes]), *too, *told]


def _crossed(item: Item, place: Place) -> list[Inline]:
    """The box of a card: crossed by the key, starred where that is as right."""
    return [tick(place.id == item.place), *([text(ALSO)] if place.id in item.also else [])]


def find_mistakes(exercise: FindMistakes) -> list[Block]:
    """The document with a last column for the letter of the reason; a line without one is right."""
    letters: dict[str, str] = {reason.id: letter(n) for n, reason in enumerate(exercise.reasons)}
    width = len(exercise.head) or 1
    head = [[text("")], *([inline(h) for h in exercise.head] or [[text("")]]), [text(say("Lỗi"))]]
    rows = [
        [[text(str(n))], *(inline(cell) for cell in line.cells), [strong(letters.get(line.mistake or "", ""))]]
        for n, line in enumerate(exercise.entries, 1)
    ]
    nodes = [*_lettered(exercise.reasons), table(head, rows, [0.5, *([6.0] if width == 1 else [1.6] * width), 0.8])]
    for n, line in enumerate(exercise.entries, 1):
        nodes += [labelled(f"{n} →", line.feedback)] if line.feedback else []
    return nodes


def build_from_parts(exercise: BuildFromParts) -> list[Block]:
    """The parts with letters, then the slots with a box for a letter; with the key, a first right way stands in them."""
    letters: dict[str, str] = {piece.id: letter(n) for n, piece in enumerate(exercise.pieces)}
    key = exercise.key_answer()
    items = [
        PlaceLine(str(n), slot_words(exercise, n - 1), letters.get(key.get(slot.id, "")))
        for n, slot in enumerate(exercise.slots, 1)
    ]
    pieces = [
        para(strong(f"{letters[p.id]}. "), *inline(p.text), text(exercise.amount_words(p))) for p in exercise.pieces
    ]
    nodes = [
        *pieces,
        Places(say("Ghi chữ cái của phần vào ô vuông. Mỗi phần dùng một lần."), items),
    ]
    return nodes + [
        labelled(say("Nếu chưa đạt “{text}”:", text=rule.text.rstrip(".")), rule.feedback) for rule in exercise.rules
    ]


def slot_words(exercise: BuildFromParts, place: int) -> list[Inline]:
    """A slot's title, and the letters of its parts where not all fit."""
    slot = exercise.slots[place]
    fitting = exercise.fitting(slot)
    letters = [letter(n) for n, piece in enumerate(exercise.pieces) if piece in fitting]
    some = len(fitting) < len(exercise.pieces)
    return [
        *inline(slot.title),
        *([text(" (" + say("chọn trong {letters}", letters=", ".join(letters)) + ")")] if some else []),
    ]
