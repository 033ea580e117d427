"""How wide a table's columns should be, and which of them hold figures: read off what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kit.document.nodes import Inlines, Table
from kit.document.tree import plain

LINE, SHORT = 78, 13  # letters of a printed line; a column no wider than a date and its white
FEW_COLUMNS = 3  # the empty ones of a table with no more are wide
LONGEST = 30  # letters of a word; longer ones may be broken anywhere
_NO_FIGURE = "không có số liệu"
_FIGURE = re.compile(r"[-–−+±≈<>≤≥]?\s?[\d.,]+(\s?(%|‰|đ|đồng|triệu|điểm|phút|km|ha))?\*?|[–—-]")
_PIECE = re.compile(rf"\S{{{LONGEST}}}(?=\S)")


def columns(node: Table) -> Iterator[list[Inlines]]:
    """The cells of each column, without its head."""
    for n in range(len(node.head)):
        yield [row[n] for row in node.rows]


def numeric(node: Table) -> list[bool]:
    """Which columns hold figures alone, to be set at the right so that their places stand below each other."""
    found = []
    for n, column in enumerate(columns(node)):
        said = [plain(cell) for cell in column]
        some = [words for words in said if words and words != _NO_FIGURE]
        found.append(n > 0 and bool(some) and all(_FIGURE.fullmatch(words) for words in some))
    return found


def empty(node: Table) -> list[bool]:
    """Which columns are there to be written in: most of their cells are empty."""
    return [sum(not _marked(cell) for cell in column) * 2 > len(column) for column in columns(node)]


def _marked(cell: Inlines) -> bool:
    return bool(cell) and any(not hasattr(node, "words") or node.words for node in cell)


def longest(node: Table) -> list[list[str]]:
    """For each column the words that may not be broken and are among its longest, of its head and of its cells."""
    found = []
    for head, column in zip(node.head, columns(node), strict=True):
        cells = {word for cell in column for word in _unbroken(plain(cell))}
        found.append([word for words in (set(_unbroken(plain(head))), cells) for word in _longest(words)])
    return found


def _longest(words: set[str]) -> list[str]:
    """Some of the longest: letters are not equally wide, so more than one is measured."""
    return sorted(words, key=lambda word: (-len(word), word))[:4]


def _unbroken(words: str) -> list[str]:
    """What stays together at the end of a line: a hyphen may end it, a word beyond all measure is broken anywhere."""
    return [
        part for word in breakable(words).split() for part in re.split(r"(?<=[-–—])(?=[^\W\d])|\u200b", word) if part
    ]


def breakable(words: str) -> str:
    """The same words; one longer than any language's may be broken, at places that do not show."""
    return _PIECE.sub(lambda piece: piece[0] + "\u200b", words)


def shares(node: Table) -> Sequence[float]:
    """Shares of the line, in letters; for writers that cannot measure type. A table's own come first."""
    if node.widths:
        return node.widths
    spare = 10 if len(node.head) > FEW_COLUMNS else 30
    heads = [max((len(word) for word in _unbroken(plain(each))), default=0) for each in node.head]
    asked = []
    for head, column, gap in zip(node.head, columns(node), empty(node), strict=True):
        most = max((len(plain(each)) for each in column), default=0)
        asked.append(max(min(most, 34), spare + min(len(plain(head)), 20) if gap else 0))
    widths = [float(max(a, b, 5) + 2) for a, b in zip(asked, heads, strict=True)]  # two letters for the white beside
    short = sum(width for width in widths if width <= SHORT)
    long = sum(width for width in widths if width > SHORT)
    squeeze = min(1.0, max(LINE - short, LINE / 3) / long) if long else 1.0  # only the long ones give way
    return [width if width <= SHORT else max(SHORT, width * squeeze) for width in widths]
