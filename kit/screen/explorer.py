"""Data practice for people who do not program: menus above, a table and a chart below, the code on request."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from html import escape
from textwrap import dedent
from typing import TYPE_CHECKING, cast

import ipywidgets

from kit.charts import Chart
from kit.errors import KitError
from kit.messages import say
from kit.vietnamese import format_number

if TYPE_CHECKING:
    import pandas as pd

# What a reader chooses among: words, or words and the value that stands for them.
Choices = Sequence[str] | dict[str, object]


class NothingToChoose(KitError):
    """A menu was given no words to choose among."""


class Explorer(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """Menus whose words are the arguments of `view`; what view returns stands below and follows every change.

    `view` takes one argument a menu and returns a table, a chart, words, or several of them in a list.
    Paper shows what the first words of the menus give.
    """

    def __init__(self, view: Callable[..., object], menus: dict[str, Choices]) -> None:
        for name, words in menus.items():
            if not words:
                raise NothingToChoose(say("Ô chọn “{name}” không có gì để chọn.", name=name))
        self._view = view
        self._menus = {name: _menu(name, words) for name, words in menus.items()}
        self._shown = ipywidgets.HTML()
        self._code = ipywidgets.HTML(layout={"display": "none"})
        button = ipywidgets.ToggleButton(value=False, description=say("Xem mã"), tooltip=say("Mã Python của bảng này"))
        button.layout.height = "44px"
        button.observe(self._unfold, "value")
        for part in (self._shown, self._code):
            part.add_class("kit-shown")
        bar = ipywidgets.HBox([*self._menus.values()], layout={"flex_flow": "row wrap"})
        bar.add_class("kit-menus")
        super().__init__([bar, self._shown, button, self._code])
        for menu in self._menus.values():
            menu.observe(self._follow, "value")
        self._follow()

    def values(self) -> list[object]:
        """What the view returns for the words now chosen, one after the other."""
        made = self._view(*(menu.value for menu in self._menus.values()))
        return list(made) if isinstance(made, list | tuple) else [made]

    def printed(self) -> list[object]:
        """The same for paper, which must say what was chosen."""
        chosen = "; ".join(f"{name.rstrip(' :').lower()} “{menu.label}”" for name, menu in self._menus.items())
        return [say("Bảng in ở đây: {chosen}. Trên máy chọn được cách xem khác.", chosen=chosen), *self.values()]

    def _follow(self, _: object = None) -> None:
        self._shown.value = framed("".join(html_of(value) for value in self.values()))

    def _unfold(self, change: dict[str, object]) -> None:
        if change["new"] and not self._code.value:
            self._code.value = framed(f"<pre>{escape(dedent(inspect.getsource(self._view)))}</pre>")
        self._code.layout.display = None if change["new"] else "none"


def _menu(name: str, words: Choices) -> ipywidgets.Dropdown:
    options = list(words.items()) if isinstance(words, dict) else list(words)
    stacked = {
        "flex_flow": "column",
        "align_items": "flex-start",
        "width": "auto",
        "height": "auto",
        "max_width": "100%",
    }
    wide = {"description_width": "initial"}
    return ipywidgets.Dropdown(options=options, description=name, style=wide, layout=stacked)


def framed(html: str) -> str:
    """Data as a lesson shows it: the lesson's letters, lines between rows, charts no wider than the screen."""
    return f"<style>{_LOOKS}</style><div class='kit-data'>{html}</div>"


_LOOKS = """
.kit-menus label { font-size: 15px; font-weight: 700; height: auto; }
.kit-menus .widget-dropdown > select { flex: 0 0 auto; max-width: 100%; height: 44px; font-size: 16px; }
.kit-menus .widget-dropdown { max-width: calc(100% - 4px); }
.kit-shown, .kit-shown .widget-html-content { min-width: 0; max-width: 100%; }
.kit-data { font-size: 16px; line-height: 1.5; font-family: "Be Vietnam Pro", "Segoe UI", Arial, sans-serif; }
.kit-data table { border-collapse: collapse; margin: 0.6em 0; background: #fff; }
.kit-data th, .kit-data td { border: 1px solid #8a8378; padding: 0.35em 0.7em; text-align: left; }
.kit-data td.number { text-align: right; }
.kit-data figure { margin: 0.6em 0; } .kit-data svg { max-width: 100%; height: auto; }
.kit-data pre { white-space: pre-wrap; font-size: 13px; background: #fff; border: 1px solid #8a8378; padding: 0.8em; }
"""


class Table:
    """A table shown without row numbers, with Vietnamese numbers; on paper an ordinary table."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.columns, self.itertuples = frame.columns, frame.itertuples

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": say("Bảng"), "text/html": framed(html_of(self))}


def show_table(frame: pd.DataFrame) -> Table:
    """A pandas table as readers meet it; the last line of a data cell."""
    return Table(frame)


def html_of(value: object) -> str:
    """A chart, a table with Vietnamese numbers, or words, as HTML that holds no script."""
    if isinstance(value, Chart):
        drawn = value.svg[value.svg.index("<svg") :]
        return f"<figure role='img' aria-label='{escape(value.alt)}'>{drawn}</figure>"
    if hasattr(value, "itertuples"):  # a pandas table; pandas is imported by who has one
        table = cast("pd.DataFrame", value)
        head = "".join(f"<th scope='col'>{escape(str(c))}</th>" for c in table.columns)
        rows = "".join(f"<tr>{''.join(_cell(part) for part in row)}</tr>" for row in table.itertuples(index=False))
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return f"<div style='overflow-x:auto' tabindex='0' role='region' aria-label='{say('Bảng')}'>{table}</div>"
    return f"<p>{escape(str(value))}</p>"


def _cell(part: object) -> str:
    if part is None or part != part:  # NaN is the one value that differs from itself
        return "<td>–</td>"
    if isinstance(part, int | float) and not isinstance(part, bool):
        return f"<td class='number'>{format_number(part)}</td>"
    return f"<td>{escape(str(part))}</td>"


def explore(view: Callable[..., object], **menus: Choices) -> Explorer:
    """Show `view` under menus, such as explore(xem, Xã=["A", "B"]); an underscore in a name is shown as a blank."""
    return Explorer(view, {name.replace("_", " "): words for name, words in menus.items()})
