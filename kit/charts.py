"""Charts of data lessons: drawn with matplotlib, legible in black and white, with words for who cannot see them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager

from kit.course import find_home
from kit.kinds.read_chart import DataSet
from kit.vietnamese import format_number

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


def new_figure(width: float, height: float) -> tuple[Any, Any]:
    """A figure of so many inches and its axes, drawn without pyplot: lighter, and no window ever opens."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    return figure, figure.subplots()


def show_chart(figure: Any, alt: str) -> Chart:
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


def draw(data: DataSet) -> Chart:
    """The chart of a data set: bars beside one another or lines, every figure written at its place."""
    figure, axes = new_figure(6.4, 3.4)
    places = range(len(data.columns))
    for n, series in enumerate(data.series):
        values = [float(value) for value in series.values]
        if data.shape == "lines":
            axes.plot(places, values, DASHES[n], marker=MARKERS[n], color="#1c1c1c", label=series.name)
            spots = [(float(x), y) for x, y in zip(places, values, strict=True)]
        else:
            width = 0.8 / len(data.series)
            spots = [(x + (n - (len(data.series) - 1) / 2) * width, y) for x, y in zip(places, values, strict=True)]
            axes.bar(
                [x for x, _ in spots], values, width * 0.92, label=series.name,
                facecolor=GREYS[n], edgecolor="#1c1c1c", hatch=HATCHES[n],
            )  # fmt: skip
        for (x, y), value in zip(spots, series.values, strict=True):
            axes.annotate(format_number(value), (x, y), (0, 4), textcoords="offset points", ha="center", fontsize=12)
    axes.set_xticks(list(places), list(data.columns), fontsize=12)
    axes.set_yticks([])  # the figures stand at the bars: two ways to read them would be one too many
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.margins(y=0.15)
    if data.shape == "bars":
        axes.set_ylim(bottom=0)
    if len(data.series) > 1:
        axes.legend(fontsize=12, frameon=False, ncols=len(data.series), loc="upper left", bbox_to_anchor=(0, -0.1))
    return show_chart(figure, data.alt)
