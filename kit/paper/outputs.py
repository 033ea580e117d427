"""What a data cell shows, as nodes of a page: charts, tables, words; what paper cannot hold is cut and told."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from kit.document.make import para, table, text
from kit.document.markdown import parse
from kit.document.nodes import Block, Break, Figure, Inline, Paragraph
from kit.document.sheet import lay
from kit.messages import say
from kit.vietnamese import format_number

MOST_LINES, MOST_ROWS = 40, 40  # of one cell; a page of them teaches nobody
_NO_WORDS = re.compile(r"^<[\w.]+ (object )?at 0x[0-9a-f]+>$")


@dataclass
class Shown:
    """Draws values into nodes; pictures go into `pictures`, what was left out is told in `told`."""

    pictures: dict[str, bytes]
    told: list[str]
    place: str  # the cell and its lesson, as a person finds it

    def printed(self, words: str) -> list[Block]:
        """Printed lines, each on its own; endless ones are cut."""
        lines = [line.rstrip() for line in words.strip("\n").splitlines()]
        if not any(lines):
            return []
        inside: list[Inline] = []
        for line in lines[:MOST_LINES]:
            inside += [*([Break()] if inside else []), text(line)]
        return [Paragraph(inside), *self._left_out(len(lines) - MOST_LINES, say("dòng"))]

    def _left_out(self, more: int, what: str) -> list[Block]:
        if more <= 0:
            return []
        self.told.append(say("{place}: in {most} {what} đầu, bỏ {n} {what}.", place=self.place, most=MOST_LINES, what=what, n=format_number(more)))  # fmt: skip
        return [para(say("… còn {n} {what} nữa, không in.", n=format_number(more), what=what), small=True)]

    def value(self, value: object) -> list[Block]:
        """A chart as a figure, a table as a table, anything else as its words; an explorer as what it shows first."""
        if hasattr(value, "printed"):
            return [node for part in value.printed() for node in self.value(part)]
        if hasattr(value, "svg") and hasattr(value, "alt"):
            return [Figure(value.alt, lay(value.svg.encode(), ".svg", self.pictures))]
        if hasattr(value, "columns") and hasattr(value, "itertuples"):
            return self._table(value.columns, list(value.itertuples(index=False)))
        if hasattr(value, "name") and hasattr(value, "items") and hasattr(value, "index"):
            return self._table([value.index.name or "", value.name or ""], list(value.items()))
        if drawn := _figure_of(value):
            return [self._drawn(drawn)]
        if isinstance(value, list | tuple) and value and all(_figure_of(part) for part in value):
            return [self._drawn(_figure_of(value[0]))]  # what a plotting call gives back: parts of one picture
        if hasattr(value, "_repr_markdown_"):
            return parse(str(value._repr_markdown_()))
        words = str(value)
        if _NO_WORDS.match(words):
            self.told.append(say("{place}: {kind} không in được ra giấy, để trống.", place=self.place, kind=type(value).__name__))  # fmt: skip
            return []
        return self.printed(words)

    def open_figures(self) -> Iterator[Block]:
        """Figures that a cell drew and left open, as a notebook shows them; they are closed."""
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            yield from (self._drawn(pyplot.figure(number)) for number in pyplot.get_fignums())

    def _drawn(self, figure: object) -> Figure:
        """A figure of matplotlib as a picture; its title is all that is known for those who do not see it."""
        stream = BytesIO()
        figure.savefig(stream, format="svg", bbox_inches="tight", metadata={"Date": None})  # type: ignore[attr-defined]
        titles = [axes.get_title() for axes in figure.axes]  # type: ignore[attr-defined]
        alt = next((words for words in titles if words), "")
        if not alt:
            alt = say("Hình vẽ trong bài")
            self.told.append(say("{place}: hình chưa có tên cho người không nhìn thấy; đặt title, hoặc dùng show_chart.", place=self.place))  # fmt: skip
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close(figure)
        return Figure(alt, lay(stream.getvalue(), ".svg", self.pictures))

    def _table(self, columns: Sequence[object], rows: Sequence[Sequence[object]]) -> list[Block]:
        head = [[text(str(column))] for column in columns]
        cells = [[[text(_cell(part))] for part in row] for row in rows[:MOST_ROWS]]
        return [table(head, cells), *self._left_out(len(rows) - MOST_ROWS, say("dòng"))]


def _figure_of(value: object) -> object:
    """The figure of matplotlib that a value is or belongs to, else None."""
    if type(value).__module__.partition(".")[0] not in ("matplotlib", "numpy"):
        return None
    if hasattr(value, "savefig"):
        return value
    if hasattr(value, "flat") and getattr(value, "size", None):
        return _figure_of(next(iter(value.flat)))
    return value.figure if hasattr(value, "figure") else None


def _cell(part: object) -> str:
    if isinstance(part, bool) or part != part:  # NaN is the one value that differs from itself
        return "" if part != part else str(part)
    return format_number(part) if isinstance(part, int | float) else str(part)
