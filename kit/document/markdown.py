"""The Markdown that authors may write, read into the nodes that every face draws.

Allowed: paragraphs, **strong**, *emphasis*, `code`, lists (two levels), tables, > quotes, links,
images, headings (lessons only), a line `---` (new page on paper), formulas between dollar signs, and citations: a link whose address
is `fact:ID` cites a record of exercises/facts/. Raw HTML is shown as the characters it is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote

from kit.document.formulas import in_plain
from kit.document.nodes import (
    Block,
    Blocks,
    Break,
    Citation,
    Code,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    Link,
    List,
    PageBreak,
    Paragraph,
    PictureRefused,
    Quote,
    Strong,
    Table,
    Text,
)
from kit.document.tree import plain

Token = dict[str, Any]  # as mistune makes them

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_SAFE_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)


@cache
def _reader() -> Any:
    import mistune

    return mistune.create_markdown(renderer=None, plugins=["table", "math"])


@cache
def _parse(text: str) -> tuple[Block, ...]:
    return tuple(_blocks(_reader()(text)))


def parse(text: str) -> list[Block]:
    """The blocks of a Markdown text."""
    return list(_parse(text))


@cache
def _phrase(text: str) -> tuple[Inline, ...]:
    pieces: list[Inline] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if pieces:
            pieces.append(Break())
        pieces += _inlines(_reader().inline(" ".join(paragraph.split("\n")), {}))
    return tuple(pieces)


def inline(text: str) -> list[Inline]:
    """The inlines of a short text: “1. Họp tổ” and “> 60 phút” stay as they are; paragraphs are parted by a line break."""
    return list(_phrase(text))


def _blocks(tokens: Iterable[Token]) -> Iterator[Block]:
    for token in tokens:
        kind, children = token["type"], token.get("children", [])
        if kind in ("paragraph", "block_text"):
            yield _paragraph(children)
        elif kind == "heading":
            yield Heading(token["attrs"]["level"], _inlines(children))
        elif kind == "list":
            items: list[Blocks] = [tuple(_blocks(item.get("children", []))) for item in children]
            yield List(items, token["attrs"]["ordered"])
        elif kind == "table":
            yield _table(children)
        elif kind == "block_quote":
            yield Quote(tuple(_blocks(children)))
        elif kind == "thematic_break":
            yield PageBreak()
        elif kind == "block_math":
            yield Paragraph((Text(in_plain(token["raw"])),))
        elif kind not in ("blank_line",):
            yield Paragraph((Text(token.get("raw", "").strip()),))


def _paragraph(children: list[Token]) -> Block:
    image = children[0] if len(children) == 1 and children[0]["type"] == "image" else None
    if image is None:
        return Paragraph(_inlines(children))
    words = plain(_inlines(image["children"]))
    if _SCHEME.match(image["attrs"]["url"]):  # pictures come from our own folders only
        return PictureRefused((Text(f"[{words}]"),))
    return Figure(words, unquote(image["attrs"]["url"]))


def _table(children: list[Token]) -> Table:
    head: list[Inlines] = []
    rows: list[list[Inlines]] = []
    for part in children:
        if part["type"] == "table_head":
            head = [_inlines(cell["children"]) for cell in part["children"]]
        else:
            rows += [[_inlines(cell["children"]) for cell in row["children"]] for row in part["children"]]
    return Table(head, rows)


def _inlines(tokens: Iterable[Token]) -> tuple[Inline, ...]:
    return tuple(node for token in tokens for node in _inline(token))


def _inline(token: Token) -> Iterable[Inline]:
    children = token.get("children", [])
    match token["type"]:
        case "strong":
            return [Strong(_inlines(children))]
        case "emphasis":
            return [Emphasis(_inlines(children))]
        case "codespan":
            return [Code(token["raw"])]
        case "link":
            return _link(token["attrs"]["url"], _inlines(children))
        case "linebreak":
            return [Break()]
        case "softbreak":
            return [Text(" ")]
        case "inline_math":
            return [Text(in_plain(token["raw"]))]
        case "image":
            return [Text(f"[{plain(_inlines(children))}]")]
    return [Text(token.get("raw", ""))]


def _link(address: str, children: Inlines) -> Iterable[Inline]:
    if address.startswith("fact:"):
        return [Citation(address.removeprefix("fact:"), children)]
    if _SAFE_LINK.match(address):
        return [Link(address, children)]
    return children  # javascript:, data: and file: addresses keep their words and lose their link
