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
