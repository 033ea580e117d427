"""The words of HTML that other systems write, as the Markdown of exercises; pictures and dress are told, not kept."""

from __future__ import annotations

import re
from typing import Any

from kit.exchange.question import as_markdown
from kit.messages import say

_BLOCKS = {"p", "div", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section"}
_STRONG, _SLANTED = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"}, {"i", "em"}


def markdown_of(html: str) -> str:
    """Markdown with paragraphs, lists, strong and slanted words; what else was there loses its dress."""
    from lxml import html as reader

    if not html.strip():
        return ""
    parser = reader.HTMLParser(no_network=True, encoding="utf-8")
    root = reader.fromstring(f"<div>{html}</div>".encode(), parser=parser)
    lines = re.sub(r"[ \t]*\n[ \t]*", "\n", _inside(root))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _inside(node: Any, number: int = 0) -> str:
    parts = [_words(node.text)]
    count = 0
    for child in node:
        count += child.tag == "li"
        parts += [_one(child, count), _words(child.tail)]
    return "".join(parts)


def _one(node: Any, count: int) -> str:
    tag = node.tag if isinstance(node.tag, str) else ""
    if tag in ("script", "style", ""):
        return ""
    if tag == "br":
        return "\n"
    if tag == "img":
        return f"[{as_markdown(node.get('alt') or say('hình'))}]"
    inside = _inside(node)
    if tag == "li":
        sign = f"{count}." if node.getparent().tag == "ol" else "-"
        return f"\n{sign} {inside.strip()}"
    if tag in _STRONG and inside.strip():
        inside = _around("**", inside)
    if tag in _SLANTED and inside.strip():
        inside = _around("*", inside)
    return f"\n\n{inside.strip()}\n\n" if tag in _BLOCKS else inside


def _around(sign: str, inside: str) -> str:
    """A sign hugs its words: white beside it would break the Markdown."""
    bare = inside.strip()
    before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    return f"{before}{sign}{bare}{sign}{after}"


def _words(text: str | None) -> str:
    return as_markdown_inline(re.sub(r"\s+", " ", text or ""))


def as_markdown_inline(words: str) -> str:
    """As `as_markdown`, with the white at both ends kept."""
    bare = words.strip()
    if not bare:
        return " " if words else ""
    start = len(words) - len(words.lstrip())
    return words[:start] + as_markdown(bare) + words[start + len(bare) :]
