"""A long document as pages of one file: contents beside it, an anchor at every heading and exercise, a page a lesson.

No script: the address says which lesson is shown (`:target`); a browser that does not know `:has` shows them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from kit.document.nodes import Block, Box, Heading
from kit.document.tree import plain
from kit.messages import say

FEWEST = 4  # headings; a shorter document needs no contents
PAGE_LEVEL = 2  # of the headings that open a page


@dataclass
class _Entry:
    """A line of the contents."""

    level: int
    words: str
    anchor: str


@dataclass
class _Part:
    """What stands between two headings that open a page."""

    anchor: str
    title: str
    html: list[str] = field(default_factory=list)


def laid_out(blocks: Sequence[Block], draw: Callable[[Block], str], *, paged: bool) -> tuple[str, str]:
    """The contents and the body; no contents where there is little to find."""
    from kit.document.html import anchor

    entries: list[_Entry] = []
    parts = [_Part("dau", "")]
    for node in blocks:
        drawn = draw(node)
        if isinstance(node, Heading) and node.level >= PAGE_LEVEL:
            entry = _Entry(node.level, plain(node.inside), f"muc-{len(entries) + 1}")
            entries.append(entry)
            if paged and node.level == PAGE_LEVEL:
                parts.append(_Part(f"trang-{len(parts)}", entry.words))
                entry.anchor = parts[-1].anchor
            else:
                drawn = drawn.replace(f"<h{node.level}", f"<h{node.level} id='{entry.anchor}'", 1)
        elif isinstance(node, Box) and node.level:
            entries.append(_Entry(node.level, node.title, anchor(node.name)))
        parts[-1].html.append(drawn)
    if len(entries) < FEWEST:
        return "", "\n".join(line for part in parts for line in part.html)
    return _contents(entries, paged=paged), "\n".join(_page(parts, n, paged=paged) for n in range(len(parts)))


def _page(parts: list[_Part], n: int, *, paged: bool) -> str:
    part = parts[n]
    inside = "\n".join(part.html)
    if n == 0 or not paged:
        return f"<div class='front'>{inside}</div>" if paged else inside
    ways = [(parts[n - 1], say("← Phần trước"))] if n > 1 else []
    ways += [(parts[n + 1], say("Phần sau →"))] if n + 1 < len(parts) else []
    links = "".join(f"<a href='#{other.anchor}'>{escape(words)}</a>" for other, words in ways)
    home = f"<a href='#muc-luc'>{escape(say('Mục lục'))}</a>"
    ways_ = f"<p class='ways screen'>{home}{links}</p>"
    return f"<section class='lesson' id='{part.anchor}'>{ways_}{inside}{ways_}</section>"


def _contents(entries: list[_Entry], *, paged: bool) -> str:
    title = say("Mục lục")
    lines = "".join(
        f"<li class='l{entry.level}'><a href='#{entry.anchor}'>{escape(entry.words)}</a></li>" for entry in entries
    )
    whole = f"<p><a href='#tat-ca'>{escape(say('Xem mọi phần trên một trang'))}</a></p>" if paged else ""
    return f"<span id='tat-ca'></span><nav id='muc-luc' class='screen' aria-label='{escape(title)}'><p><b>{escape(title)}</b></p><ol>{lines}</ol>{whole}</nav><a class='back screen' href='#muc-luc'>{escape(title)}</a>\n"
