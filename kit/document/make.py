"""Small makers of nodes: the words for what pages are made of most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kit.document.markdown import inline
from kit.document.nodes import (
    Block,
    Blocks,
    Box,
    BoxStyle,
    Cards,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    List,
    Paragraph,
    Strong,
    Table,
    Text,
    Tick,
    WritingLines,
)
from kit.document.tree import plain
from kit.messages import say

LINE, SHORT = 78, 13  # letters of a printed line; a column no wider than a date and its white
FEW_COLUMNS = 3  # the empty ones of a table with no more are wide


def text(words: object) -> Inline:
    """Words as they are."""
    return Text(str(words))


def strong(words: object) -> Inline:
    """Strong words."""
    return Strong((text(words),))


def para(*parts: Inline | str, sticky: bool = False, small: bool = False) -> Block:
    """A paragraph of words and inlines."""
    return Paragraph(tuple(text(part) if isinstance(part, str) else part for part in parts), sticky, small)


def slanted(words: str, *, small: bool = False) -> Block:
    """A paragraph in slanted letters: how something is done, what it does not say."""
    return para(Emphasis((text(words),)), small=small)


def labelled(label: str, markdown: str) -> Block:
    """A paragraph that opens with a strong label."""
    return para(strong(label + " "), *inline(markdown))


def heading(words: object, level: int) -> Block:
    """A heading of plain words."""
    return Heading(level, (text(words),))


def bullets(lines: Iterable[Inlines], *, ordered: bool = False) -> Block:
    """A list of single lines."""
    return List(tuple((para(*line),) for line in lines), ordered)


def tick(filled: bool = False) -> Inline:
    """A box to mark, or one that the key has marked."""
    return strong("☒") if filled else Tick()


def cell(words: object) -> list[Inline]:
    """Plain words in a cell."""
    return [text(words)]


def cells(words: Iterable[object]) -> list[list[Inline]]:
    """Plain words, a cell each."""
    return [cell(each) for each in words]


def table(head: Sequence[Inlines | str], rows: Sequence[Sequence[Inlines]], widths: Sequence[float] = ()) -> Table:
    """A table; the widths are shares of the line."""
    return Table([cell(each) if isinstance(each, str) else each for each in head], rows, widths)


def fitted(node: Block) -> Block:
    """A table whose columns are as wide as what stands in them; empty ones by their heading, wide when they are few."""
    if not isinstance(node, Table):
        return node
    spare = 10 if len(node.head) > FEW_COLUMNS else 30
    columns = list(zip(*node.rows, strict=True))
    longest = [max(len(plain(each)) for each in column) for column in columns]
    heads = [max((len(word) for word in plain(each).split()), default=0) for each in node.head]
    empty = [spare + min(len(plain(each)), 20) for each in node.head]
    some = [any(not plain(each) for each in column) for column in columns]
    asked = [max(min(a, 34), c if gap else 0) for a, c, gap in zip(longest, empty, some, strict=True)]
    widths = [max(a, b, 5) + 2 for a, b in zip(asked, heads, strict=True)]  # two letters for the white beside
    short = sum(width for width in widths if width <= SHORT)
    long = sum(width for width in widths if width > SHORT)
    squeeze = min(1.0, max(LINE - short, LINE / 3) / long) if long else 1.0  # only the long ones give way
    return replace(
        node, widths=[width if width <= SHORT else max(SHORT, width * squeeze) for width in map(float, widths)]
    )


def roomy(node: Table) -> Block:
    """The same table with room to write by hand."""
    return replace(node, roomy=True)


def box(style: BoxStyle, title: str, blocks: Blocks) -> Block:
    """A box around blocks."""
    return Box(style, title, blocks)


def cards(columns: int, items: Sequence[Blocks], height: float = 2.6) -> Block:
    """A sheet of cards to cut out, each at least so many centimetres high."""
    return Cards(columns, items, height)


def rough_work(n: int) -> list[Block]:
    """Ruled lines that say what they are for."""
    return [para(strong(say("Nháp:"))), WritingLines(n)]


def notes(feedback: str) -> list[Block]:
    """The word for whoever picked an option, below it."""
    return [labelled("→", feedback)] if feedback else []
