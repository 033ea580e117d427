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
from kit.messages import say


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
    """A box to mark, or one that the key has crossed."""
    return Tick(filled)


def cell(words: object) -> list[Inline]:
    """Plain words in a cell."""
    return [text(words)]


def cells(words: Iterable[object]) -> list[list[Inline]]:
    """Plain words, a cell each."""
    return [cell(each) for each in words]


def table(head: Sequence[Inlines | str], rows: Sequence[Sequence[Inlines]], widths: Sequence[float] = ()) -> Table:
    """A table; the widths are shares of the line."""
    return Table([cell(each) if isinstance(each, str) else each for each in head], rows, widths)


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


def without_rough_work(made: Sequence[Block]) -> list[Block]:
    """A form as it is shown or read out: nobody writes there, so neither the lines nor the word above them stand."""
    pairs = zip(made, [*made[1:], None], strict=True)
    return [
        node for node, after in pairs if not isinstance(after if isinstance(node, Paragraph) else node, WritingLines)
    ]


def notes(feedback: str) -> list[Block]:
    """The word for whoever picked an option, below it."""
    return [labelled("→", feedback)] if feedback else []
