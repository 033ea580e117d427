"""The Markdown that authors may write, read into a small tree that every face draws.

Allowed: paragraphs, **strong**, *emphasis*, `code`, lists (two levels), tables, > quotes, links,
images, headings (lessons only), a line `---` (new page on paper) and citations: a link whose address
is `fact:ID` cites a record of exercises/facts/. Raw HTML is shown as the characters it is made of.

A node is a dict with its name under "t" (JSON, so that Typst can read it as it stands):
blocks  heading(level, c) para(c) list(ordered, items) table(head, rows) quote(c) figure(src, alt) page
        picture-refused(c), a picture from elsewhere: its words only
inlines text(s) strong(c) em(c) code(s) link(href, c) cite(id, c) br
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote

Node = dict[str, Any]

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_SAFE_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)


@cache
def _reader() -> Any:
    import mistune

    return mistune.create_markdown(renderer=None, plugins=["table"])


@cache
def _parse(text: str) -> tuple[Node, ...]:
    return tuple(_blocks(_reader()(text)))


def parse(text: str) -> list[Node]:
    """The blocks of a Markdown text."""
    return list(_parse(text))


@cache
def _phrase(text: str) -> tuple[Node, ...]:
    pieces: list[Node] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if pieces:
            pieces.append({"t": "br"})
        pieces += _inlines(_reader().inline(" ".join(paragraph.split("\n")), {}))
    return tuple(pieces)


def inline(text: str) -> list[Node]:
    """The inlines of a short text: “1. Họp tổ” and “> 60 phút” stay as they are; paragraphs are parted by a line break."""
    return list(_phrase(text))


def _blocks(tokens: list[Node]) -> Iterator[Node]:
    for token in tokens:
        kind, children = token["type"], token.get("children", [])
        if kind in ("paragraph", "block_text"):
            yield from _paragraph(children)
        elif kind == "heading":
            yield {"t": "heading", "level": token["attrs"]["level"], "c": _inlines(children)}
        elif kind == "list":
            items = [list(_blocks(item.get("children", []))) for item in children]
            yield {"t": "list", "ordered": token["attrs"]["ordered"], "items": items}
        elif kind == "table":
            yield _table(children)
        elif kind == "block_quote":
            yield {"t": "quote", "c": list(_blocks(children))}
        elif kind == "thematic_break":
            yield {"t": "page"}
        elif kind not in ("blank_line",):
            yield {"t": "para", "c": [{"t": "text", "s": token.get("raw", "").strip()}]}


def _paragraph(children: list[Node]) -> Iterator[Node]:
    image = children[0] if len(children) == 1 and children[0]["type"] == "image" else None
    if image is not None and not _SCHEME.match(image["attrs"]["url"]):  # pictures come from our own folders only
        yield {"t": "figure", "src": unquote(image["attrs"]["url"]), "alt": plain(_inlines(image["children"]))}
    elif image is not None:
        yield {"t": "picture-refused", "c": [{"t": "text", "s": f"[{plain(_inlines(image['children']))}]"}]}
    else:
        yield {"t": "para", "c": _inlines(children)}


def _table(children: list[Node]) -> Node:
    head: list[list[Node]] = []
    rows: list[list[list[Node]]] = []
    for part in children:
        if part["type"] == "table_head":
            head = [_inlines(cell["children"]) for cell in part["children"]]
        else:
            rows += [[_inlines(cell["children"]) for cell in row["children"]] for row in part["children"]]
    return {"t": "table", "head": head, "rows": rows}


def _inlines(tokens: list[Node]) -> list[Node]:
    out: list[Node] = []
    for token in tokens:
        kind, children = token["type"], token.get("children", [])
        if kind in ("strong", "emphasis"):
            out.append({"t": "strong" if kind == "strong" else "em", "c": _inlines(children)})
        elif kind == "codespan":
            out.append({"t": "code", "s": token["raw"]})
        elif kind == "link":
            out.extend(_link(token["attrs"]["url"], _inlines(children)))
        elif kind == "linebreak":
            out.append({"t": "br"})
        elif kind == "softbreak":
            out.append({"t": "text", "s": " "})
        elif kind == "image":
            out.append({"t": "text", "s": f"[{plain(_inlines(children))}]"})
        else:
            out.append({"t": "text", "s": token.get("raw", "")})
    return out


def _link(address: str, children: list[Node]) -> list[Node]:
    if address.startswith("fact:"):
        return [{"t": "cite", "id": address.removeprefix("fact:"), "c": children}]
    if _SAFE_LINK.match(address):
        return [{"t": "link", "href": address, "c": children}]
    return children  # javascript:, data: and file: addresses keep their words and lose their link


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Every node of a tree, outermost first."""
    for node in nodes:
        if "t" in node:  # the items of a form are plain dicts around nodes
            yield node
        for value in node.values():
            if isinstance(value, list):
                yield from _walk_value(value)


def _walk_value(value: list[Any]) -> Iterator[Node]:
    for part in value:
        if isinstance(part, dict):
            yield from walk([part])
        elif isinstance(part, list):
            yield from _walk_value(part)


def plain(nodes: list[Node]) -> str:
    """The words of a tree without their dress."""
    return " ".join("".join(" " if n["t"] in ("br", "para") else n.get("s", "") for n in walk(nodes)).split())


def citations(nodes: list[Node]) -> list[str]:
    """The ids of the facts that a tree cites, each once, in order."""
    return list(dict.fromkeys(n["id"] for n in walk(nodes) if n["t"] == "cite"))
