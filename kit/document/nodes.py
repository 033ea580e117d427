"""The nodes of a page, as frozen values: every face is drawn from them, and no face adds a rule of its own.

Inlines stand in a line; blocks stand one below another. What people wrote is plain text in `Text` and `Code`.
A writer takes a node apart in one `match` that ends in `assert_never`: mypy finds the face that is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Inlines: TypeAlias = "Sequence[Inline]"
Blocks: TypeAlias = "Sequence[Block]"


# ── in a line ──
@dataclass(frozen=True)
class Text:
    """Words as they were written."""

    words: str


@dataclass(frozen=True)
class Code:
    """Words in letters of one width."""

    words: str


@dataclass(frozen=True)
class Strong:
    """Words that stand out."""

    inside: Inlines


@dataclass(frozen=True)
class Emphasis:
    """Words in slanted letters."""

    inside: Inlines


@dataclass(frozen=True)
class Link:
    """Words that lead to an address which a person may choose to follow."""

    address: str
    inside: Inlines


@dataclass(frozen=True)
class Citation:
    """Words that rest on a record of exercises/facts/; `number` is given when the sheet is finished."""

    fact: str
    inside: Inlines
    number: int | None = None


@dataclass(frozen=True)
class Break:
    """A new line within a paragraph."""


@dataclass(frozen=True)
class Blank:
    """A line to write a word on."""


@dataclass(frozen=True)
class Tick:
    """A box to mark; the key has crossed it where it is `filled`."""

    filled: bool = False


@dataclass(frozen=True)
class PageOf:
    """The page on which the exercise of that name begins; where there are no pages, a way to it with these words."""

    name: str
    words: str


Inline: TypeAlias = Text | Code | Strong | Emphasis | Link | Citation | Break | Blank | Tick | PageOf


# ── text ──
@dataclass(frozen=True)
class Paragraph:
    """Words; `sticky` ones stay with what follows."""

    inside: Inlines
    sticky: bool = False
    small: bool = False
    large: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading, from level 1."""

    level: int
    inside: Inlines


@dataclass(frozen=True)
class List:
    """Points, or steps numbered from `first`, each of blocks."""

    items: Sequence[Blocks]
    ordered: bool = False
    first: int = 1


@dataclass(frozen=True)
class Table:
    """A table; `widths` are shares of the line, none for equal ones; a `roomy` one is written in by hand."""

    head: Sequence[Inlines]
    rows: Sequence[Sequence[Inlines]]
    widths: Sequence[float] = ()
    roomy: bool = False


@dataclass(frozen=True)
class Quote:
    """Somebody else's words."""

    blocks: Blocks


@dataclass(frozen=True)
class Figure:
    """A picture with its words: a file (`src`), or drawn here (`svg`) until the sheet takes it in."""

    alt: str
    src: str = ""
    svg: str = ""


@dataclass(frozen=True)
class Clip:
    """A clip (with a `poster`) or a sound that a page plays; paper has its poster and transcript in a box instead."""

    alt: str
    src: str
    poster: str = ""
    about: str = ""
    transcript: Blocks = ()


@dataclass(frozen=True)
class PictureRefused:
    """A picture from elsewhere: its words only."""

    inside: Inlines


@dataclass(frozen=True)
class PageBreak:
    """A new page on paper."""


@dataclass(frozen=True)
class Filler:
    """What is left of a page where much is left: lines for the reader's own notes, under these words."""

    words: str


@dataclass(frozen=True)
class Beside:
    """What is said, and notes in smaller letters in the margin beside it, or all of them in two columns below it."""

    main: Blocks
    side: Blocks
    below: bool = False


@dataclass(frozen=True)
class Pairs:
    """Small boxes, two on a line where the page is wide enough."""

    items: Blocks


@dataclass(frozen=True)
class Timing:
    """How long an activity takes, who works with whom, and what else is said of it."""

    minutes: int
    how_long: str
    grouping: str
    who: str
    more: str = ""


# ── boxes and forms ──
BoxStyle = Literal["exercise", "key", "note", "aside", "session", "safety", "plain", "card", "whole", "fold"]


@dataclass(frozen=True)
class Box:
    """A box around blocks; `close`: with less air; `name` says whose exercise it is, `level` how deep its heading lies."""

    style: BoxStyle
    title: str
    blocks: Blocks
    meta: str = ""
    name: str = ""
    close: bool = False
    level: int = 0


@dataclass(frozen=True)
class ChoiceLine:
    """A lettered line to mark; `key` is None where the key is not told, `notes` are the words for who picked it."""

    letter: str
    inside: Inlines
    key: bool | None = None
    notes: Blocks = ()


@dataclass(frozen=True)
class Choices:
    """Options with a circle (one is right) or a square (several may be)."""

    mark: Literal["circle", "square"]
    options: Sequence[ChoiceLine]


@dataclass(frozen=True)
class Verdicts:
    """Claims with a box for each of two words."""

    claims: Sequence[ChoiceLine]
    yes: str
    no: str


@dataclass(frozen=True)
class PlaceLine:
    """A lettered line with a box for its number or letter; None leaves the box empty."""

    letter: str
    inside: Inlines
    place: int | str | None = None


@dataclass(frozen=True)
class Places:
    """Lines that are given a place each; `how` says what to write into the box."""

    how: str
    lines: Sequence[PlaceLine]


@dataclass(frozen=True)
class AnswerLine:
    """A line for one answer; with a value, the key stands on it."""

    label: str
    unit: str
    value: str | None = None


@dataclass(frozen=True)
class WritingLines:
    """Ruled lines to write on."""

    count: int


@dataclass(frozen=True)
class Ticks:
    """Points to tick off."""

    items: Sequence[Inlines]


@dataclass(frozen=True)
class Cards:
    """A sheet to cut along its dashed lines; `height` of a card in centimetres."""

    columns: int
    cards: Sequence[Blocks]
    height: float


@dataclass(frozen=True)
class AnswerBox:
    """The boxes of one question: rows of letters, each after its own label, or a line with its unit."""

    label: str
    rows: Sequence[Sequence[str]]
    unit: str


@dataclass(frozen=True)
class AnswerBoxes:
    """What a learner marks on paper and a helper types in later."""

    boxes: Sequence[AnswerBox]


@dataclass(frozen=True)
class ScanSheet:
    """Half a page for one person's answers that a machine can read later: marks in its corners, a code, boxes at fixed places.

    `seal` is the picture of the code (a file, or drawn here as `svg` until the sheet takes it in).
    """

    title: str
    who: str
    how: str
    boxes: Sequence[AnswerBox]
    seal: Figure


@dataclass(frozen=True)
class ScanPage:
    """A page of two such sheets, to be cut in the middle."""

    sheets: Sequence[ScanSheet]


# ── the sheet ──
@dataclass(frozen=True)
class Title:
    """The name of the document; its words are the sheet's. As a `cover` it has a page of its own."""

    cover: bool = False


@dataclass(frozen=True)
class NameLines:
    """Lines for whoever writes on the sheet."""

    labels: Sequence[str]


@dataclass(frozen=True)
class Contents:
    """The table of contents, which each format makes itself."""


@dataclass(frozen=True)
class Note:
    """A source, under the number that the text cites it by."""

    number: int
    inside: Inlines


@dataclass(frozen=True)
class Notes:
    """Sources at the end."""

    notes: Sequence[Note]


@dataclass(frozen=True)
class Leaf:
    """A page of its own that its form fills, upright or lying across; a `poster` is read from afar.

    `sign` stands in the upper corner: the name by which people call for the form.
    """

    blocks: Blocks
    across: bool
    poster: bool = False
    sign: str = ""


@dataclass(frozen=True)
class OnePage:
    """Blocks that stand on one page, in the largest letters with which they fit."""

    blocks: Blocks


@dataclass(frozen=True)
class Slide:
    """A page for the wall: `minutes` where a time is set, `said` is for whoever shows it, `name` the exercise it asks."""

    style: Literal["title", "divider", "plain", "task", "figure", "answer"]
    title: str
    meta: str
    blocks: Blocks = ()
    minutes: int = 0
    said: Blocks = ()
    name: str = ""


@dataclass(frozen=True)
class CutLine:
    """Where a sheet is cut in two."""


@dataclass(frozen=True)
class OfficeLine:
    """A line at the head of an office's paper; `size` in points."""

    words: str
    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Letterhead:
    """Who writes, at the left; the national title, or place and day, at the right."""

    left: Sequence[OfficeLine]
    right: Sequence[OfficeLine]


@dataclass(frozen=True)
class Signature:
    """Who gets it, at the left; who signs, at the right."""

    to: str
    copies: Sequence[str]
    signer: str
    how: str


@dataclass(frozen=True)
class Certificate:
    """A page for one person; an empty name is a line to write on."""

    organiser: str
    title: str
    gives: str
    name: str
    unit: str
    words: str
    when: str
    hours: str
    code: str
    number: str
    day: str
    signer: str
    how: str = ""


Block: TypeAlias = (
    Paragraph | Heading | List | Table | Quote | Figure | Clip | PictureRefused | PageBreak | Filler | Beside | Pairs | Timing
    | Box | Choices | Verdicts | Places | AnswerLine | WritingLines | Ticks | Cards | AnswerBoxes | ScanPage
    | Title | NameLines | Contents | Notes | Leaf | OnePage | Slide | CutLine | Letterhead | Signature | Certificate
)  # fmt: skip
Node: TypeAlias = Inline | Block
Part: TypeAlias = (
    ChoiceLine | PlaceLine | AnswerBox | ScanSheet | Note | OfficeLine
)  # what a block holds that is no node of its own
