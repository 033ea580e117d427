"""Workbooks on paper: the blank form to fill by hand, the filled one, and the documents made of it."""

from __future__ import annotations

from datetime import date

from kit.document.make import cells, heading, para, table, text
from kit.document.markdown import parse
from kit.document.nodes import Block, Figure, Leaf, Node, Paragraph, Table, Text
from kit.document.sheet import Sheet as Paper
from kit.document.tree import changed, plain
from kit.messages import say
from kit.vietnamese import format_date, format_number, parse_number
from kit.workbooks.book import Book
from kit.workbooks.figures import NOTHING, figure, table_of
from kit.workbooks.model import Document, Field, Sheet
from kit.workbooks.workbook_library import CHART, PLACE, TABLE

MOST_UPRIGHT, MOST_ACROSS = 6, 16  # columns
TO_FILL, SHORT_FILL = "……………………", "………"


def form_paper(book: Book, day: date, *, blank: bool) -> Paper:
    """Every sheet on a page of its own; blank ones with room to write, filled ones as long as they are."""
    leaves = [leaf for sheet in book.workbook.sheets for leaf in _leaves(book, sheet, blank=blank)]
    return Paper("templates", book.workbook.title, "", "1", format_date(day), blocks=leaves)


def _leaves(book: Book, sheet: Sheet, *, blank: bool) -> list[Block]:
    """A form, or a ledger too wide for a page, goes down the page, record by record; other ledgers go across."""
    if sheet.kind == "form" or len(sheet.fields) > MOST_ACROSS:
        return [_record(book, sheet, n, blank=blank) for n in range(len(book.rows(sheet.id)) or 1)]
    fields = sheet.fields
    rows = [[book.text(sheet.id, n, f.id) for f in fields] for n in range(len(book.rows(sheet.id)))]
    rows += [[""] * len(fields) for _ in range(max(0, sheet.lines - len(rows)) if blank or not rows else 0)]
    return [_leaf(book, sheet, [_title(f) for f in fields], rows, blank=blank)]


def _record(book: Book, sheet: Sheet, row: int, *, blank: bool) -> Block:
    there = row < len(book.rows(sheet.id))
    fields = [f for f in sheet.fields if not (blank and f.formula)]
    rows = [[_title(f), book.text(sheet.id, row, f.id) if there else ""] for f in fields]
    return _leaf(book, sheet, [say("Mục"), say("Ghi ở đây")], rows, blank=blank)


def _leaf(book: Book, sheet: Sheet, head: list[str], rows: list[list[str]], *, blank: bool) -> Block:
    title = heading(f"{book.workbook.title}: {sheet.title}", 1)
    made = Table(cells(head), [cells(row) for row in rows], roomy=blank)
    return Leaf([title, *_help(sheet), made], across=len(head) > MOST_UPRIGHT)


def _help(sheet: Sheet) -> list[Block]:
    told = [f"{f.title}: {f.help}." for f in sheet.fields if f.help]
    told += [f"{f.title}: {' / '.join(f.choices)}." for f in sheet.fields if f.choices and sheet.kind == "ledger"]
    return [para(" ".join(told), small=True)] if told else []


def _title(field: Field) -> str:
    return f"{field.title} ({field.unit})" if field.unit else field.title


def document_blocks(book: Book, document: Document, today: date, *, blank: bool = False) -> list[Block]:
    """The document's Markdown with fields, figures and tables put in; what people typed stays plain text.

    In a `blank` one no figure stands: a nought would be taken for one that was counted.
    """
    return [made for node in parse(document.body) for made in _fill_block(node, book, today, blank=blank)]


def _fill_block(node: Block, book: Book, today: date, *, blank: bool) -> list[Block]:
    words = plain(node) if isinstance(node, Paragraph) else ""
    if drawn := CHART.fullmatch(words):
        return [] if blank else _chart(book, drawn[1], today)
    found = TABLE.fullmatch(words)
    if not found:
        return [_fill(node, book, today, blank=blank)]
    name, columns = found[1], [c.strip() for c in (found[2] or "").split(",") if c.strip()]
    return [_table(book, name, columns) if columns else _figure_table(book, name, today, blank=blank)]


def _table(book: Book, name: str, columns: list[str]) -> Block:
    sheet = book.workbook.sheet(name)
    fields = [sheet.field(column) for column in columns]
    rows = [[book.text(name, n, f.id) for f in fields] for n in range(len(book.rows(name)))] or [[""] * len(fields)] * 3
    return table([_title(f) for f in fields], [cells(row) for row in rows])


def _chart(book: Book, name: str, today: date) -> list[Block]:
    """Bars with their figures, dark on white; nothing to show is no chart."""
    from kit.charts import GREYS, new_figure, show_chart

    spec = next(f for f in book.workbook.figures if f.id == name)
    bars = [(group, parse_number(amount)) for group, amount in table_of(book, name, today) if amount != NOTHING]
    if not any(amount for _, amount in bars):
        return []
    picture, axes = new_figure(6, 0.5 + 0.24 * len(bars))
    places = range(len(bars))
    drawn = axes.barh(places, [float(amount) for _, amount in bars], color=GREYS[0])
    axes.bar_label(drawn, [format_number(amount) for _, amount in bars], padding=3)
    axes.set_yticks(places, [group for group, _ in bars])
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    told = "; ".join(f"{group} {format_number(amount)}" for group, amount in bars)
    return [Figure(f"{spec.title}: {told}.", svg=show_chart(picture, spec.title).svg)]


def _figure_table(book: Book, name: str, today: date, *, blank: bool) -> Block:
    spec = next(f for f in book.workbook.figures if f.id == name)
    by = book.workbook.sheet(spec.sheet).field(spec.by)
    groups = [group for group, _ in table_of(book, name, today) if group.strip(" –-")] or [""] * 3
    rows = [cells([group, amount]) for group, amount in table_of(book, name, today)]
    rows = [cells([group, ""]) for group in groups] if blank else rows
    return table([by.title, spec.title], rows, [2.0, 1.0])


def _fill(node: Block, book: Book, today: date, *, blank: bool) -> Block:
    """A copy of the node whose text has its places filled."""

    def one(part: Node) -> Node:
        if not isinstance(part, Text):
            return part
        return text(PLACE.sub(lambda m: _word(book, m[1], today, blank=blank), part.words))

    return changed(node, one)


def _word(book: Book, name: str, today: date, *, blank: bool) -> str:
    sheet, dot, field = name.partition(".")
    if not dot:
        return SHORT_FILL if blank else figure(book, name, today)
    return (book.text(sheet, 0, field) if book.rows(sheet) else "") or TO_FILL
