"""Data practice for people who do not program: menus above, a table and a chart below, the code on request."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from html import escape
from textwrap import dedent
from typing import Any

import ipywidgets

from kit.errors import KitError
from kit.messages import say
from kit.vietnamese import format_number

# What a reader chooses among: words, or words and the value that stands for them.
Choices = Sequence[str] | dict[str, Any]


class NothingToChoose(KitError):
    """A menu was given no words to choose among."""


class Explorer(ipywidgets.VBox):
    """Menus whose words are the arguments of `view`; what view returns stands below and follows every change.

    `view` takes one argument a menu and returns a table, a chart, words, or several of them in a list.
    Paper shows what the first words of the menus give.
    """

    def __init__(self, view: Callable[..., Any], menus: dict[str, Choices]) -> None:
        for name, words in menus.items():
            if not words:
                raise NothingToChoose(say("Ô chọn “{name}” không có gì để chọn.", name=name))
        self._view = view
        self._menus = {name: _menu(name, words) for name, words in menus.items()}
        self._shown = ipywidgets.HTML()
        self._code = ipywidgets.HTML(layout={"display": "none"})
        button = ipywidgets.ToggleButton(value=False, description=say("Xem mã"), tooltip=say("Mã Python của bảng này"))
        button.observe(self._unfold, "value")
        bar = ipywidgets.HBox([*self._menus.values()], layout={"flex_flow": "row wrap"})
        super().__init__([bar, self._shown, button, self._code])
        for menu in self._menus.values():
            menu.observe(self._follow, "value")
        self._follow()

    def values(self) -> list[Any]:
        """What the view returns for the words now chosen, one after the other."""
        made = self._view(*(menu.value for menu in self._menus.values()))
        return list(made) if isinstance(made, list | tuple) else [made]

    def _follow(self, _: object = None) -> None:
        self._shown.value = "".join(html_of(value) for value in self.values())

    def _unfold(self, change: dict[str, Any]) -> None:
        if change["new"] and not self._code.value:
            self._code.value = f"<pre class='kit-code'>{escape(dedent(inspect.getsource(self._view)))}</pre>"
        self._code.layout.display = None if change["new"] else "none"


def _menu(name: str, words: Choices) -> ipywidgets.Dropdown:
    options = list(words.items()) if isinstance(words, dict) else list(words)
    width = {"description_width": "initial"}
    return ipywidgets.Dropdown(options=options, description=name, style=width, layout={"width": "auto"})


def html_of(value: Any) -> str:
    """A chart, a table with Vietnamese numbers, or words, as HTML that holds no script."""
    if hasattr(value, "svg"):
        drawn = value.svg[value.svg.index("<svg") :]
        return f"<figure role='img' aria-label='{escape(value.alt)}'>{drawn}</figure>"
    if hasattr(value, "itertuples"):
        head = "".join(f"<th scope='col'>{escape(str(c))}</th>" for c in value.columns)
        rows = "".join(f"<tr>{''.join(_cell(part) for part in row)}</tr>" for row in value.itertuples(index=False))
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return f"<div style='overflow-x:auto' tabindex='0' role='region' aria-label='{say('Bảng')}'>{table}</div>"
    return f"<p>{escape(str(value))}</p>"


def _cell(part: Any) -> str:
    if part is None or part != part:  # NaN is the one value that differs from itself
        return "<td>–</td>"
    if isinstance(part, int | float) and not isinstance(part, bool):
        return f"<td style='text-align:right'>{format_number(part)}</td>"
    return f"<td>{escape(str(part))}</td>"


def explore(view: Callable[..., Any], **menus: Choices) -> Explorer:
    """Show `view` under menus, such as explore(xem, Xã=["A", "B"]); an underscore in a name is shown as a blank."""
    return Explorer(view, {name.replace("_", " "): words for name, words in menus.items()})
