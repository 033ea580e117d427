"""The paper form of each kind, made as nodes that every writer draws.

A form is made from the exercise of its edition: for learners the key is not in it to begin with.
Nodes beside those of kit.markdown:
  box(style, title, meta, c)      style: exercise, key, note, safety, plain
  choices(mark, items)            item: letter, c, key (None for learners), notes (blocks)
  verdicts(items)                 item: letter, c, key, notes; drawn with a box for Đúng and one for Sai
  steps(items)                    item: letter, c, place (None for learners)
  answer(label, unit, value)      value None: a line to write on
  lines(n) | ticks(items)
and the inlines tick, an empty box to mark in a table, and blank, a line to write a word on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kit.kinds import Exercise
from kit.kinds.assign import Assign, Matching, Sorting
from kit.kinds.base import Name
from kit.kinds.choice import MultipleChoice, Option, SingleChoice
from kit.kinds.gaps import GapText
from kit.kinds.letters import letter
from kit.kinds.number import Number
from kit.kinds.order import Order
from kit.kinds.reflection import Reflection
from kit.kinds.short_answer import ShortAnswer
from kit.kinds.true_false import TrueFalse
from kit.markdown import Node, inline, parse
from kit.messages import say
from kit.vietnamese import format_number


def text(words: str) -> Node:
    """A text node."""
    return {"t": "text", "s": words}


def para(*inlines: Node) -> Node:
    """A paragraph of inline nodes."""
    return {"t": "para", "c": list(inlines)}


def strong(words: str) -> Node:
    """Strong words."""
    return {"t": "strong", "c": [text(words)]}


def labelled(label: str, markdown: str) -> Node:
    """A paragraph that opens with a strong label."""
    return para(strong(label + " "), *inline(markdown))


def _notes(feedback: str, move: str) -> list[Node]:
    notes = [labelled("→", feedback)] if feedback else []
    return notes + ([labelled(say("Giảng viên:"), move)] if move else [])


def _choices(exercise: Any, mark: str, keys: set[str]) -> list[Node]:
    def item(n: int, option: Option) -> dict[str, Any]:
        key = option.id in keys if keys else None
        return {
            "letter": letter(n),
            "c": inline(option.text),
            "key": key,
            "notes": _notes(option.feedback, option.move),
        }

    return [{"t": "choices", "mark": mark, "items": [item(n, o) for n, o in enumerate(exercise.options)]}]


def single_choice(exercise: SingleChoice) -> list[Node]:
    """Lettered options with a circle to mark."""
    return _choices(exercise, "circle", {exercise.key} if exercise.key else set())


def multiple_choice(exercise: MultipleChoice) -> list[Node]:
    """Lettered options with a square to tick."""
    return _choices(exercise, "square", set(exercise.key))


def true_false(exercise: TrueFalse) -> list[Node]:
    """A table of claims with two boxes each."""
    items = [
        {"letter": letter(n), "c": inline(s.text), "key": s.holds, "notes": _notes(s.feedback, s.move)}
        for n, s in enumerate(exercise.statements)
    ]
    return [{"t": "verdicts", "items": items, "yes": say("Đúng"), "no": say("Sai")}]


def number(exercise: Number) -> list[Node]:
    """A line for the number and room to work it out."""
    value = None if exercise.value is None else format_number(exercise.value)
    nodes: list[Node] = [{"t": "answer", "label": say("Trả lời:"), "unit": exercise.unit, "value": value}]
    for miss in exercise.near:
        nodes.append(labelled(say("Nếu trả lời {value}:", value=format_number(miss.value)), miss.feedback))
        nodes += [labelled(say("Giảng viên:"), miss.move)] if miss.move else []
    return nodes if value is not None else [*nodes, {"t": "lines", "n": 2}]


def order(exercise: Order) -> list[Node]:
    """Lettered steps with a box for the place of each."""
    places = {name: n for n, name in enumerate(exercise.key, 1)}
    items = [
        {"letter": letter(n), "c": inline(i.text), "place": places.get(i.id)} for n, i in enumerate(exercise.items)
    ]
    nodes: list[Node] = [{"t": "steps", "items": items, "how": say("Ghi số thứ tự vào ô vuông.")}]
    for swap in exercise.mistakes:
        nodes.append(labelled(say("Lỗi hay gặp:"), swap.feedback))
        nodes += [labelled(say("Giảng viên:"), swap.move)] if swap.move else []
    return nodes


def short_answer(exercise: ShortAnswer) -> list[Node]:
    """A line for a few words."""
    value = ", ".join(exercise.accept) or None
    nodes: list[Node] = [{"t": "answer", "label": say("Trả lời:"), "unit": "", "value": value}]
    for miss in exercise.near:
        nodes.append(labelled(say("Nếu trả lời {value}:", value=f"“{miss.text}”"), miss.feedback))
        nodes += [labelled(say("Giảng viên:"), miss.move)] if miss.move else []
    return nodes


def _places(exercise: Assign) -> list[Node]:
    return [para(strong(f"{letter(n)}. "), *inline(place.text)) for n, place in enumerate(exercise.places)]


def _assigned(exercise: Assign) -> list[Node]:
    """The items with a box for the letter of their place; with the key, the letter stands in it."""
    letters: dict[str, str] = {place.id: letter(n) for n, place in enumerate(exercise.places)}
    items = [
        {"letter": str(n), "c": inline(i.text), "place": letters.get(i.place or "")}
        for n, i in enumerate(exercise.items, 1)
    ]
    nodes: list[Node] = [{"t": "steps", "items": items, "how": say("Ghi chữ cái vào ô vuông.")}]
    for n, item in enumerate(exercise.items, 1):
        if item.also:
            also = ", ".join(letters[place] for place in item.also)
            nodes.append(labelled(say("Cũng được:"), f"{n} {also}"))
        nodes += [labelled(f"{n} →", item.feedback)] if item.feedback else []
        nodes += [labelled(say("Giảng viên:"), item.move)] if item.move else []
    return nodes


def matching(exercise: Matching) -> list[Node]:
    """Letter lines: the places first, then the items with a box for a letter."""
    return [*_places(exercise), *_assigned(exercise)]


def sorting(exercise: Sorting) -> list[Node]:
    """A table to tick: a row per card, a column per box; with the key as letter boxes."""
    if any(item.place for item in exercise.items):
        return matching(exercise)  # type: ignore[arg-type]
    head = [[text("")], *[inline(place.text) for place in exercise.places]]
    rows = [[inline(item.text), *[[{"t": "tick"}] for _ in exercise.places]] for item in exercise.items]
    return [{"t": "table", "head": head, "rows": rows, "widths": [3.2, *[1.2] * len(exercise.places)]}]


def gap_text(exercise: GapText) -> list[Node]:
    """The text with numbered lines, the bank of words above it; with the key, the words stand in the gaps."""
    accepts = {gap.id: gap.accept for gap in exercise.gaps}
    inlines: list[Node] = []
    for n, piece in enumerate(exercise.pieces):
        if n % 2:
            filled = accepts[Name(piece)]
            inlines += [text(f" ({n // 2 + 1}) "), strong(" / ".join(filled)) if filled else {"t": "blank"}, text(" ")]
        else:
            inlines += inline(piece)
    nodes: list[Node] = [labelled(say("Từ cho sẵn:"), " · ".join(exercise.bank))] if exercise.bank else []
    nodes.append(para(*inlines))
    for n, gap in enumerate(exercise.gaps, 1):
        nodes += [labelled(f"({n}) →", gap.feedback)] if gap.feedback else []
        nodes += [labelled(say("Giảng viên:"), gap.move)] if gap.move else []
    return nodes


def reflection(exercise: Reflection) -> list[Node]:
    """Ruled lines, and a list to check one's own words against."""
    nodes: list[Node] = [] if exercise.model_answer else [{"t": "lines", "n": exercise.lines}]
    nodes.append(para(strong(say("Tự kiểm: bài viết của mình đã có"))))
    nodes.append({"t": "ticks", "items": [inline(line) for line in exercise.checklist]})
    if exercise.model_answer:
        nodes.append(
            {
                "t": "box",
                "style": "key",
                "title": say("Một cách trả lời"),
                "meta": "",
                "c": parse(exercise.model_answer),
            }
        )
    return nodes


FORMS: dict[str, Callable[[Any], list[Node]]] = {
    "single-choice": single_choice,
    "multiple-choice": multiple_choice,
    "true-false": true_false,
    "number": number,
    "order": order,
    "reflection": reflection,
    "short-answer": short_answer,
    "matching": matching,
    "sorting": sorting,
    "gap-text": gap_text,
}


def _letters(ids: list[str], chosen: list[str], join: str) -> str:
    return join.join(letter(ids.index(name)) for name in chosen)


# The key in a line; a kind without right and wrong has none.
KEY_WORDS: dict[str, Callable[[Any], str]] = {
    "single-choice": lambda x: _letters([o.id for o in x.options], [x.key], ", "),
    "multiple-choice": lambda x: _letters([o.id for o in x.options], [o.id for o in x.options if o.id in x.key], ", "),
    "true-false": lambda x: ", ".join(
        f"{letter(n)} {say('Đúng') if s.holds else say('Sai')}" for n, s in enumerate(x.statements)
    ),
    "short-answer": lambda x: ", ".join(x.accept),
    "number": lambda x: f"{x.key_answer()} {x.unit}".strip(),
    "order": lambda x: _letters([i.id for i in x.items], list(x.key), " → "),
}


def _places_line(exercise: Assign) -> str:
    letters: dict[str, str] = {place.id: letter(n) for n, place in enumerate(exercise.places)}
    return ", ".join(f"{n} {letters[item.place or '']}" for n, item in enumerate(exercise.items, 1))


KEY_WORDS |= {"gap-text": lambda x: ", ".join(f"({n}) {gap.accept[0]}" for n, gap in enumerate(x.gaps, 1))}
KEY_WORDS |= {"matching": _places_line, "sorting": _places_line}


def hint_line(exercise: Exercise) -> str:
    """How to answer on paper, in a few words."""
    return {
        "single-choice": say("Khoanh vào một ô tròn."),
        "multiple-choice": say("Đánh dấu mọi ô đúng. Chọn sai bị trừ điểm."),
        "sorting": say("Mỗi dòng đánh dấu một ô."),
        "true-false": say("Đánh dấu Đúng hoặc Sai cho từng câu."),
    }.get(exercise.kind, "")
