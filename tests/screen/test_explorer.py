"""Data practice without programming: menus above, what they choose below, the code only when asked for."""

from __future__ import annotations

import pandas as pd
import pytest

from kit.screen.explorer import NothingToChoose, explore, show_table

TABLE = pd.DataFrame({"Xã": ["Xã 1", "Xã 2"], "Nữ": [48.5, float("nan")]})


def of_commune(name: str, column: str) -> list:
    """The rows of a commune and one column."""
    return [f"Chọn {name}", TABLE[TABLE["Xã"] == name][["Xã", column]]]


def test_table_follows_the_menu() -> None:
    explorer = explore(of_commune, Xã=["Xã 1", "Xã 2"], Cột_nào={"Số nữ": "Nữ"})
    menu, column = explorer.children[0].children

    assert (menu.description, column.description) == ("Xã", "Cột nào")
    assert "48,5" in explorer.children[1].value
    menu.value = "Xã 2"
    assert "48,5" not in explorer.children[1].value
    assert "<td>–</td>" in explorer.children[1].value, "missing is not zero"


def test_paper_says_what_was_chosen() -> None:
    explorer = explore(of_commune, Xã=["Xã 1", "Xã 2"], Cột_nào={"Số nữ": "Nữ"})

    assert explorer.printed()[0] == "Bảng in ở đây: xã “Xã 1”; cột nào “Số nữ”. Trên máy chọn được cách xem khác."
    assert len(explorer.printed()) == 3


def test_code_is_sent_only_when_asked_for_and_can_be_folded_again() -> None:
    explorer = explore(of_commune, Xã=["Xã 1"], Cột={"Số nữ": "Nữ"})
    _, _, button, code = explorer.children

    assert (code.value, code.layout.display) == ("", "none")
    button.value = True
    assert "def of_commune(name: str" in code.value and code.layout.display is None
    button.value = False
    assert code.layout.display == "none"


def test_words_of_data_stay_words() -> None:
    hostile = pd.DataFrame({"<script>x</script>": ["<img src=x onerror=alert(1)>"]})
    html = show_table(hostile)._repr_mimebundle_()["text/html"]
    told = explore(lambda name: name, Xã=["<b>đậm</b>"]).children[1].value

    assert "<script" not in html and "<img" not in html and "&lt;img" in html
    assert "<b>đậm" not in told and "&lt;b&gt;" in told


def test_numbers_are_vietnamese_and_rows_have_no_numbers() -> None:
    html = show_table(pd.DataFrame({"Tổ": ["A"], "Người": [12345.6]}))._repr_mimebundle_()["text/html"]

    assert "<td class='number'>12.345,6</td>" in html
    assert html.count("<tr>") == 2 and "<td>0</td>" not in html


def test_an_empty_menu_is_told_by_name() -> None:
    with pytest.raises(NothingToChoose, match="Ô chọn “Cột nào” không có gì để chọn"):
        explore(of_commune, Xã=["Xã 1"], Cột_nào=[])
