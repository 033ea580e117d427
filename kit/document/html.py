"""Nodes as HTML, on a screen and in a file; every character that people wrote is escaped, nothing is passed through."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import assert_never

from kit.document.columns import numeric
from kit.document.markdown import inline, parse
from kit.document.media import PICTURES
from kit.document.nodes import (
    AnswerBox,
    AnswerBoxes,
    AnswerLine,
    Beside,
    Blank,
    Block,
    Blocks,
    Box,
    Break,
    Cards,
    Certificate,
    ChoiceLine,
    Choices,
    Citation,
    Clip,
    Code,
    Contents,
    CutLine,
    Emphasis,
    Figure,
    Filler,
    Heading,
    Inline,
    Inlines,
    Leaf,
    Letterhead,
    Link,
    List,
    NameLines,
    Notes,
    OfficeLine,
    OnePage,
    PageBreak,
    PageOf,
    Pairs,
    Paragraph,
    PictureRefused,
    Places,
    Quote,
    ScanPage,
    ScanSheet,
    Signature,
    Slide,
    Strong,
    Table,
    Text,
    Tick,
    Ticks,
    Timing,
    Title,
    Verdicts,
    WritingLines,
)  # fmt: skip
from kit.document.sheet import Sheet
from kit.messages import say

STYLE = Path(__file__).parent / "sheet.css"


def blocks(nodes: Blocks) -> str:
    """HTML of block nodes, one after another."""
    return "".join(_Html(None).block(node) for node in nodes)


def prose(text: str) -> str:
    """HTML of a Markdown text of several paragraphs."""
    return blocks(parse(text))


def phrase(text: str) -> str:
    """HTML of a short Markdown text, without a paragraph around it."""
    return inlines(inline(text))


def html(sheet: Sheet) -> bytes:
    """The sheet as one file: one h1, `lang`, a main landmark, its pictures inside, no outside address."""
    from kit.document.html_pages import laid_out

    nav, body = laid_out(sheet.blocks, _Html(sheet).block, paged=sheet.contents)
    marks = [
        *(["large"] if sheet.large else []),
        *(["led"] if nav else []),
        *(["paged"] if nav and sheet.contents else []),
    ]
    page = (
        f'<!doctype html>\n<html lang="{say("vi")}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(sheet.title)} – {escape(sheet.edition_name)}</title>\n"
        f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body class='{' '.join(marks)}'>\n{nav}<main>\n{body}\n</main>\n"
        f"<footer>{escape(sheet.footer)}</footer>\n</body>\n</html>\n"
    )
    return page.encode()


def anchor(name: str) -> str:
    """Where an exercise stands in a page."""
    return "bt-" + name.replace("/", "-")


# ── in a line ──
def inlines(nodes: Inlines) -> str:
    """HTML of inline nodes."""
    return "".join(_inline(node) for node in nodes)


def _inline(node: Inline) -> str:
    match node:
        case Text(words):
            return escape(words)
        case Code(words):
            return f"<code>{escape(words)}</code>"
        case Strong(inside):
            return f"<strong>{inlines(inside)}</strong>"
        case Emphasis(inside):
            return f"<em>{inlines(inside)}</em>"
        case Link(address, inside):
            return f'<a href="{escape(address)}" rel="noopener noreferrer">{inlines(inside)}</a>'
        case Citation(_, inside, number):
            return inlines(inside) + (f'<sup class="cite">[{number}]</sup>' if number else "")
        case Blank():
            return '<span class="blank"></span>'
        case Tick(filled):
            return _mark("square", True) if filled else '<span class="mark square" aria-hidden="true"></span>'
        case PageOf(name, words):
            return f'<a href="#{anchor(name)}">{escape(words)}</a>'
        case Break():
            return "<br>"
    assert_never(node)


@dataclass(frozen=True)
class _Html:
    """Draws blocks; a sheet brings the pictures and the title, a screen has none."""

    sheet: Sheet | None

    def blocks(self, nodes: Blocks) -> str:
        return "".join(self.block(node) for node in nodes)

    def block(self, node: Block) -> str:
        match node:
            case Paragraph(inside) | PictureRefused(inside):
                return f"<p>{inlines(inside)}</p>"
            case Heading(level, inside):
                return f"<h{level}>{inlines(inside)}</h{level}>"
            case List(items, ordered, first):
                tag = "ol" if ordered else "ul"
                start = f" start='{first}'" if first > 1 else ""
                return f"<{tag}{start}>{''.join(f'<li>{self._item(item)}</li>' for item in items)}</{tag}>"
            case Table(head, rows):
                return table(head, rows, numeric(node))
            case Quote(inside):
                return f"<blockquote>{self.blocks(inside)}</blockquote>"
            case Figure() | Clip():
                return self._clip(node) if isinstance(node, Clip) else self._figure(node)
            case PageBreak():
                return '<hr class="page">'
            case Filler():
                return ""  # a page of paper has an end, this one has none
            case Beside(main, side):
                return f"<div class='beside'><div>{self.blocks(main)}</div><div class='margin'>{self.blocks(side)}</div></div>"
            case Pairs(items):
                return f"<div class='pairs'>{self.blocks(items)}</div>"
            case Timing(_, how_long, _, who, more):
                return f"<p class='timing'>{escape(' · '.join(filter(None, (how_long, who, more))))}</p>"
            case Box():
                return self._box(node)
            case Choices(mark, options):
                return _marks(self._choice(option, mark) for option in options)
            case Verdicts():
                return self._verdicts(node)
            case Places(how, lines):
                drawn = (
                    f"<li>{_place(i.place)}<b>{i.letter}.</b> <span>{inlines(i.inside)}</span></li>" for i in lines
                )
                return f"<p class='how'>{escape(how)}</p><ul class='steps'>{''.join(drawn)}</ul>"
            case AnswerLine(label, unit, value):
                shown = "<i class='blank'></i>" if value is None else f"<b>{escape(value)}</b>"
                return f"<p><b>{escape(label)}</b> {shown} {escape(unit)}</p>"
            case WritingLines(count):
                return "<div class='lines' aria-hidden='true'>" + "<i></i>" * count + "</div>"
            case Ticks(items):
                return _marks(f"{_mark('square', None)}<span>{inlines(item)}</span>" for item in items)
            case Cards() | AnswerBoxes() | ScanPage():
                return self._to_cut_or_mark(node)
            case Title():
                return self._title()
            case NameLines(labels):
                named = " ".join(f"<span>{escape(label)}: <i></i></span>" for label in labels)
                return f"<p class='names'>{named}</p>"
            case Contents():
                return ""
            case Notes(notes):
                drawn = (f"<li value='{note.number}'>{inlines(note.inside)}</li>" for note in notes)
                return f"<ol class='sources'>{''.join(drawn)}</ol>"
            case Leaf(inside, _, _, sign):
                above = f"<p>{escape(sign)}</p>" if sign else ""
                return f"<section class='leaf'>{above}{self.blocks(inside)}</section>"
            case OnePage(inside):
                return f"<section class='leaf'>{self.blocks(inside)}</section>"
            case Slide(_, title, meta, inside):
                return f"<section class='leaf'><h2>{escape(title)}</h2><p>{escape(meta)}</p>{self.blocks(inside)}</section>"
            case CutLine() | Letterhead() | Signature() | Certificate():
                return _of_an_office(node)
        assert_never(node)

    def _to_cut_or_mark(self, node: Cards | AnswerBoxes | ScanPage) -> str:
        match node:
            case Cards(columns, cards, _):
                cut = "".join(f"<div>{self.blocks(card)}</div>" for card in cards)
                return f"<div class='cut' style='grid-template-columns: repeat({columns}, 1fr)'>{cut}</div>"
            case AnswerBoxes(boxes):
                return f"<ul class='marks'>{''.join(map(_answer_box, boxes))}</ul>"
            case ScanPage(sheets):
                return "".join(map(self._scan_sheet, sheets))
        assert_never(node)

    def _scan_sheet(self, sheet: ScanSheet) -> str:
        head = f"<p><b>{escape(sheet.title)}</b> {escape(sheet.who)}</p><p>{escape(sheet.how)}</p>"
        boxes = "".join(map(_answer_box, sheet.boxes))
        return f"<section class='leaf'>{head}{self._figure(sheet.seal)}<ul class='marks'>{boxes}</ul></section>"

    def _item(self, item: Blocks) -> str:
        """A first paragraph stands in the point itself."""
        if item and isinstance(item[0], Paragraph):
            return inlines(item[0].inside) + self.blocks(item[1:])
        return self.blocks(item)

    def _figure(self, node: Figure) -> str:
        if node.svg:
            drawn = node.svg[node.svg.index("<svg") :]
            return f'<figure role="img" aria-label="{escape(node.alt)}">{drawn}</figure>'
        return f'<figure><img src="{self._picture(node.src)}" alt="{escape(node.alt)}"></figure>'

    def _clip(self, node: Clip) -> str:
        """A clip or a sound that plays where it stands, and what is said in it; nothing is fetched before somebody plays it."""
        kind = "video" if node.poster else "audio"
        poster = f' poster="{escape(node.poster)}"' if node.poster else ""
        told = f"<details><summary>{escape(say('Lời trong đoạn này'))}</summary>{self.blocks(node.transcript)}</details>" if node.transcript else ""  # fmt: skip
        under = f"<figcaption>{escape(node.about)}</figcaption>" if node.about else ""
        return f'<figure class="clip"><{kind} controls preload="none" src="{escape(node.src)}"{poster} aria-label="{escape(node.alt)}"></{kind}>{under}{told}</figure>'

    def _picture(self, name: str) -> str:
        if self.sheet is None:
            return escape(name)
        media = PICTURES[Path(name).suffix]
        return f"data:{media};base64,{base64.b64encode(self.sheet.pictures[name]).decode()}"

    def _title(self) -> str:
        if self.sheet is None:
            return ""
        under = f"<p>{escape(self.sheet.subtitle)}</p>" if self.sheet.subtitle else ""
        stamp = f"{escape(self.sheet.edition_name)} · {escape(self.sheet.footer)}"
        return f"<h1>{escape(self.sheet.title)}</h1>{under}<p class='stamp'>{stamp}</p>"

    def _box(self, node: Box) -> str:
        inside = self.blocks(node.blocks)
        if node.style == "fold":
            return f"<details><summary>{escape(node.title)}</summary>{inside}</details>"
        tag = f"h{node.level}" if node.level else "b"
        head = f"<div class='head'><{tag}>{escape(node.title)}</{tag}> <span>{escape(node.meta)}</span></div>" if node.title else ""  # fmt: skip
        name = f" id='{anchor(node.name)}'" if node.level and node.name else ""
        return f"<div class='box {node.style}'{name}>{head}{inside}</div>"

    def _choice(self, option: ChoiceLine, mark: str) -> str:
        words = f"<b>{inlines(option.inside)}</b>" if option.key else inlines(option.inside)
        return f"{_mark(mark, option.key)}<b>{option.letter}.</b> <span>{words}{self.blocks(option.notes)}</span>"

    def _verdicts(self, node: Verdicts) -> str:
        def box(claim: ChoiceLine, want: bool) -> str:
            return _mark("square", None if claim.key is None else claim.key is want)

        head = "".join(f"<th scope='col'>{escape(word)}</th>" for word in (say("Câu"), node.yes, node.no))
        rows = "".join(
            f"<tr><td><b>{i.letter}.</b> {inlines(i.inside)}{self.blocks(i.notes)}</td>"
            f"<td>{box(i, True)}</td><td>{box(i, False)}</td></tr>"
            for i in node.claims
        )
        return (
            f"<div class='scroll' tabindex='0' role='region' aria-label='{escape(say('Bảng đúng sai'))}'>"
            f"<table class='verdicts'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )


def table(head: Sequence[Inlines], rows: Sequence[Sequence[Inlines]], figures: Sequence[bool] = ()) -> str:
    """A table; wide ones scroll inside their own box instead of widening the page; figures stand at the right."""
    dress = [' class="num"' if figure else "" for figure in figures] or [""] * len(head)
    top = "".join(f'<th scope="col"{d}>{inlines(cell)}</th>' for cell, d in zip(head, dress, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{d}>{inlines(cell)}</td>" for cell, d in zip(row, dress, strict=True)) + "</tr>"
        for row in rows
    )
    return f'<div class="scroll" tabindex="0"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _marks(lines: Iterable[str]) -> str:
    return "<ul class='marks'>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def _mark(shape: str, key: bool | None) -> str:
    if key is None:
        return f"<span class='mark {shape}' aria-hidden='true'></span>"
    label = say("đúng") if key else say("không chọn")
    return f"<span class='mark {shape}' role='img' aria-label='{escape(label)}'>{'×' if key else ''}</span>"


def _place(place: int | str | None) -> str:
    return f"<span class='mark square wide'>{'' if place is None else place}</span>"


def _answer_box(box: AnswerBox) -> str:
    rows = "<br>".join(escape("  ".join(f"☐ {sign}" if n else sign for n, sign in enumerate(row))) for row in box.rows)
    line = "" if box.rows else f"<i class='blank'></i> {escape(box.unit)}"
    return f"<li><b>{escape(box.label)}.</b> <span>{rows}{line}</span></li>"


def _of_an_office(node: CutLine | Letterhead | Signature | Certificate) -> str:
    match node:
        case CutLine():
            return "<hr class='cut-line'>"
        case Letterhead(left, right):
            return f"<header class='office'>{_office(left)}{_office(right)}</header>"
        case Signature():
            return _signature(node)
        case Certificate():
            return _certificate(node)
    assert_never(node)


def _office(lines: Sequence[OfficeLine]) -> str:
    return f"<p>{'<br>'.join(f'<b>{escape(i.words)}</b>' if i.bold else escape(i.words) for i in lines)}</p>"


def _signature(node: Signature) -> str:
    copies = "<br>".join(escape(line) for line in node.copies)
    return (
        f"<footer class='office'><p><b><i>{escape(node.to)}</i></b><br>{copies}</p>"
        f"<p><b>{escape(node.signer)}</b><br><i>{escape(node.how)}</i></p></footer>"
    )


def _certificate(node: Certificate) -> str:
    name = f"<b>{escape(node.name)}</b>" if node.name else "<i class='blank'></i>"
    lines = (
        escape(line)
        for line in (node.unit, node.words, node.when, node.hours, node.code, node.number, node.day)
        if line
    )
    return (
        f"<section class='leaf'><p>{escape(node.organiser)}</p><h1>{escape(node.title)}</h1>"
        f"<p>{escape(node.gives)} {name}</p>{''.join(f'<p>{line}</p>' for line in lines)}<p>{escape(node.signer)}</p></section>"
    )
