"""An A4 document as a booklet: two of its pages on each side of a sheet, in the order in which folded sheets lie.

Print on both sides, turned over the short edge; fold in the middle, staple twice. The pages keep their numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kit.document.typst import page_count, placed

SCALE = 0.7071  # of a page: A4 to A5, with the white that copiers need round it


def booklet(document: bytes) -> bytes:
    """The pages of a PDF of ours two on a side, A4 across."""
    name = f"{hashlib.sha256(document).hexdigest()[:16]}.pdf"
    sides = "".join(_side(name, left, right) for left, right in imposed(page_count(document)))
    return placed({name: document}, f'#set page(paper: "a4", flipped: true, margin: 0pt)\n{sides}')


def imposed(pages: int) -> Iterator[tuple[int | None, int | None]]:
    """Which pages stand at the left and the right of each side, fronts and backs in turn; None is an empty page."""
    whole = -(-pages // 4) * 4

    def there(page: int) -> int | None:
        return page if page <= pages else None

    for n in range(whole // 4):
        yield there(whole - 2 * n), there(2 * n + 1)
        yield there(2 * n + 2), there(whole - 2 * n - 1)


def _side(name: str, left: int | None, right: int | None) -> str:
    halves = ", ".join(_half(name, page) for page in (left, right))
    return f"#page(grid(columns: (50%, 50%), rows: 100%, {halves}))\n"


def _half(name: str, page: int | None) -> str:
    if page is None:
        return "[]"
    return f'box(width: 100%, height: 100%, clip: true, align(center + horizon, image("/{name}", page: {page}, width: {21 * SCALE}cm, alt: "{page}")))'
