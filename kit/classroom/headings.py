"""What the headings of a list mean to a roster, in the many words that offices have for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kit.tables import Line, Page
from kit.vietnamese import nfc, slug

LOOK_FOR_HEADS = 30  # lines: lists open with the name of the office, a title, a date
MOST_LETTERS = 60  # of a heading

# How lists name what the roster has; the first that fits counts.
_MEANINGS = [
    (name, re.compile(words))
    for name, words in (
        ("number", r"s?tt|so-tt|so-thu-tu|no|tt-stt"),
        ("nothing", r"ky-(nhan|ten).*|chu-ky.*|ghi-chu.*|notes?|signature"),
        ("family", r"ho|ho-(va-)?(ten-)?(dem|lot|chu-lot)|family-name|last-name|surname"),
        ("given", r"ten|first-name|given-name"),
        ("name", r"(.*-)?ho-(va-)?ten(-.*)?|hoten|ho-ten-.*|ten-(hoc-vien|dai-bieu|nguoi-(hoc|du).*)|hoc-vien|dai-bieu|full-?name|names?"),
        ("code", r"ma|ma-(hoc-vien|hv|so|can-bo)|ma-so-hoc-vien|mssv|code|id"),
        ("first", r"phieu(-lam)?(-truoc)?"),
        ("also", r"ten-goi(-khac.*)?|biet-danh|ten-tren-may|nickname"),
        ("certificate", r"(cap-)?(giay-)?chung-nhan"),
        ("mode", r"hinh-thuc.*|cach-(du|tham-(gia|du)).*|truc-tiep-truc-tuyen|mode"),
        ("unit", r"(.*-)?don-vi(-.*)?|noi-(cong-tac|lam-viec).*|co-quan.*|xa(-phuong.*)?|phuong-xa|dia-phuong|thon(-ban.*)?|organi[sz]ation|unit|workplace|commune"),
        ("sex", r"gioi(-tinh)?|nam-nu|phai|sex|gender"),
        ("men", r"nam"),
        ("women", r"nu|phu-nu"),
    )
]  # fmt: skip
WANTED = ("code", "name", "family", "unit")  # a list has at least one of them


@dataclass(frozen=True)
class Head:
    """The headings of a list: their last line and, for each half of the list, meaning to column."""

    last: int
    halves: tuple[dict[str, int], ...]
    titles: dict[int, str]

    @property
    def known(self) -> int:
        return len(set(self.halves[0]) - {"number", "nothing"}) if self.halves else 0


def meaning(heading: str) -> str:
    """What a heading means to a roster: "name", "unit", "number" …; "" where nothing."""
    words = re.sub(r"^\s*\d+\s*[.)]\s*", "", nfc(heading)).strip().rstrip("*: ")
    shown = slug(words.partition("(")[0]) or slug(words)
    if not shown or len(words) > MOST_LETTERS or re.search(r":\s*\S", words):
        return ""
    return next((name for name, shape in _MEANINGS if shape.fullmatch(shown)), "")


def head_of(page: Page) -> Head | None:
    """The headings of the list on a page: the line of its first thirty that means most; None where no list is."""
    best: Head | None = None
    for n, line in enumerate(page.lines[:LOOK_FOR_HEADS]):
        below = page.lines[n + 1] if n + 1 < len(page.lines) else None
        head = _head(line, below)
        if not set(head.halves[0]) & set(WANTED):
            continue
        if best is None or head.known > best.known:
            best = head
    return best


def _head(line: Line, below: Line | None) -> Head:
    titles = {n: text.strip() for n, text in enumerate(line.texts) if text.strip()}
    last = line.number
    if below is not None and below.number == last + 1 and _belongs(titles, below):
        titles |= {n: text.strip() for n, text in enumerate(below.texts) if text.strip()}
        last = below.number
    return Head(last, _halves(titles), titles)


def _belongs(titles: dict[int, str], below: Line) -> bool:
    """Is the line below a second line of headings: nothing but headings in it, and one that was not there?"""
    texts = {n: text.strip() for n, text in enumerate(below.texts) if text.strip()}
    fresh = {n: text for n, text in texts.items() if text != titles.get(n)}
    return bool(fresh) and all(meaning(text) for text in fresh.values())


def _halves(titles: dict[int, str]) -> tuple[dict[str, int], ...]:
    """Meaning to column; a list in two halves side by side names its columns twice in the same words."""
    slugs = [(n, slug(text)) for n, text in titles.items()]
    names = [
        n for n, text in slugs if meaning(titles[n]) in ("name", "family") and [t for _, t in slugs].count(text) > 1
    ]
    starts = [slugs[0][0]] if slugs else []
    if len(names) > 1 and len({slug(titles[n]) for n in names}) == 1:
        first = slugs[0][1]
        again = [n for n, text in slugs if text == first]
        starts = again if len(again) == len(names) else names
    bounds = [*starts, 10**6]
    return tuple(_columns({n: t for n, t in titles.items() if low <= n < high}) for low, high in pairwise(bounds)) or ({},)  # fmt: skip


def _columns(titles: dict[int, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for n, text in titles.items():
        if name := meaning(text):
            found.setdefault(name, n)
    if {"men", "women"} <= set(found):
        found.pop("sex", None)
    else:
        for name in ("men", "women"):
            found.pop(name, None)
    if "given" in found and "family" not in found:
        found.setdefault("name", found.pop("given"))
    after = found.get("name", 10**6) + 1
    if after < max(titles, default=0) and after not in titles and "family" not in found:
        found["given"] = after  # one heading over two columns: the family's name and one's own
    return found
