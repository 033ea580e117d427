"""Small makers of the nodes that forms are built from.

Nodes beside those of kit.markdown, each drawn by every writer:
  box(style, title, meta, c)      style: exercise, key, note, safety, plain, card
  choices(mark, items)            item: letter, c, key (None for learners), notes (blocks)
  verdicts(items)                 item: letter, c, key, notes; drawn with a box for Đúng and one for Sai
  steps(items)                    item: letter, c, place (None for learners)
  answer(label, unit, value)      value None: a line to write on
  lines(n) | ticks(items)
  cards(columns, items, height)   item: blocks; a sheet to cut along its dashed lines, heights in cm
and the inlines tick, an empty box to mark in a table, and blank, a line to write a word on.
A figure may carry its picture itself, as `svg`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.markdown import Node, inline, plain
from kit.messages import say

Inlines = list[Node]
LINE, SHORT = 78, 13  # letters of a printed line; a column no wider than a date and its white
FEW_COLUMNS = 3  # the empty ones of a table with no more are wide


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


def tick(filled: bool = False) -> Node:
    """A box to mark, or one that the key has marked."""
    return strong("☒") if filled else {"t": "tick"}


def table(head: Sequence[Inlines], rows: Sequence[Sequence[Inlines]], widths: Sequence[float]) -> Node:
    """A table; the widths are shares of the line."""
    return {"t": "table", "head": list(head), "rows": [list(row) for row in rows], "widths": list(widths)}


def fitted(node: Node) -> Node:
    """A table whose columns are as wide as what stands in them; empty ones by their heading, wide when they are few."""
    if node["t"] != "table":
        return node
    spare = 10 if len(node["head"]) > FEW_COLUMNS else 30
    columns = list(zip(*node["rows"], strict=True))
    longest = [max(len(plain(cell)) for cell in column) for column in columns]
    heads = [max((len(word) for word in plain(cell).split()), default=0) for cell in node["head"]]
    empty = [spare + min(len(plain(cell)), 20) for cell in node["head"]]
    some = [any(not plain(cell) for cell in column) for column in columns]
    asked = [max(min(a, 34), c if gap else 0) for a, c, gap in zip(longest, empty, some, strict=True)]
    widths = [max(a, b, 5) + 2 for a, b in zip(asked, heads, strict=True)]  # two letters for the white beside
    short = sum(width for width in widths if width <= SHORT)
    long = sum(width for width in widths if width > SHORT)
    squeeze = min(1.0, max(LINE - short, LINE / 3) / long) if long else 1.0  # only the long ones give way
    return {
        **node,
        "widths": [width if width <= SHORT else max(SHORT, width * squeeze) for width in map(float, widths)],
    }


def box(style: str, title: str, blocks: list[Node]) -> Node:
    """A box around blocks."""
    return {"t": "box", "style": style, "title": title, "meta": "", "c": blocks}


def cards(columns: int, items: list[list[Node]], height: float = 2.6) -> Node:
    """A sheet of cards to cut out, each at least so many centimetres high."""
    return {"t": "cards", "columns": columns, "items": items, "height": height}


def rough_work(n: int) -> list[Node]:
    """Ruled lines that say what they are for."""
    return [para(strong(say("Nháp:"))), {"t": "lines", "n": n}]


def notes(feedback: str) -> list[Node]:
    """The word for whoever picked an option, below it."""
    return [labelled("→", feedback)] if feedback else []
