"""Charts of data lessons: drawn with matplotlib, legible in black and white, with words for who cannot see them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib import font_manager

from kit.course import find_home
from kit.document.markdown import inline
from kit.document.tree import plain
from kit.kinds.read_chart import DataSet
from kit.vietnamese import format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONTS = Path(__file__).parent / "fonts"

for _file in sorted(FONTS.glob("*.ttf")):
    font_manager.fontManager.addfont(_file)
mpl.rcParams.update(
    {"font.family": "Be Vietnam Pro", "font.size": 10, "figure.autolayout": True, "svg.hashsalt": "kit"}
)


@dataclass(frozen=True)
class Chart:
    """A drawn chart: SVG with its letters as outlines, the same on every machine, and its description."""

    svg: str
    alt: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {
            "text/plain": self.alt,
            "text/html": f'<figure role="img" aria-label="{escape(self.alt)}">{self.svg[self.svg.index("<svg") :]}</figure>',
        }


def new_figure(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of so many inches and its axes, drawn without pyplot: lighter, and no window ever opens."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    return figure, figure.subplots()


def show_chart(figure: Figure, alt: str) -> Chart:
    """Turn a matplotlib figure into a chart that screen and paper can show; `alt` says what it tells."""
    stream = BytesIO()
    figure.savefig(stream, format="svg", metadata={"Date": None})
    return Chart(stream.getvalue().decode(), alt)


def data_path(name: str) -> Path:
    """The file of a practice table in exercises/data/."""
    return find_home() / "exercises" / "data" / name


HATCHES = ("", "////", "....", "xx")  # told apart on a black-and-white copy
GREYS = ("#3a3a3a", "#ffffff", "#bdbdbd", "#8a8a8a")
DASHES = ("-", "--", ":", "-.")
MARKERS = ("o", "s", "^", "D")


CROWDED = 24  # more figures than this cannot stand beside one another


def draw(data: DataSet) -> Chart:
    """The chart of a data set: bars beside one another or lines, every figure written at its place."""
    figure, axes = new_figure(6.4, 3.4)
    places = range(len(data.columns))
    crowded = len(data.columns) * len(data.series) > CROWDED
    for n, series in enumerate(data.series):
        values = [float(value) for value in series.values]
        spots = [(float(x), y) for x, y in zip(places, values, strict=True)]
        name = _label(series.name, 40)
        if data.shape == "lines":
            axes.plot(places, values, DASHES[n], marker=MARKERS[n], color="#1c1c1c", label=name)
        else:
            width = 0.8 / len(data.series)
            spots = [(x + (n - (len(data.series) - 1) / 2) * width, y) for x, y in spots]
            axes.bar(
                [x for x, _ in spots], values, width * 0.92, label=name,
                facecolor=GREYS[n], edgecolor="#1c1c1c", hatch=HATCHES[n],
            )  # fmt: skip
        for (x, y), value in zip(spots, series.values if not crowded else (), strict=not crowded):
            below = y < 0
            axes.annotate(
                format_number(value), (x, y), (0, -4 if below else 4), textcoords="offset points",
                ha="center", va="top" if below else "bottom", fontsize=12,
            )  # fmt: skip
    _dress(axes, data, crowded)
    return show_chart(figure, data.alt)


def _dress(axes: Axes, data: DataSet, crowded: bool) -> None:
    many = len(data.columns) > 5
    labels = [_label(column, 12 if many else 16) for column in data.columns]
    axes.set_xticks(
        list(range(len(labels))), labels, fontsize=10 if many else 12, rotation=90 if len(labels) > 8 else 0
    )
    if crowded:
        axes.tick_params(axis="y", labelsize=10)
    else:
        axes.set_yticks([])  # the figures stand at the bars: two ways to read them would be one too many
        axes.spines["left"].set_visible(False)
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(y=0.15)
    if data.shape == "bars":
        least = min(0.0, *(float(value) for series in data.series for value in series.values))
        axes.set_ylim(bottom=1.2 * least)
        axes.axhline(0, color="#1c1c1c", linewidth=1)
    if len(data.series) > 1:
        axes.legend(fontsize=12, frameon=False, ncols=2, loc="lower left", bbox_to_anchor=(0, 1))


def _label(markdown: str, width: int) -> str:
    """Plain words in short lines; a dollar is a dollar and no formula."""
    return fill(plain(inline(markdown)).replace("$", r"\$"), width)
