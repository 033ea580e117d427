"""The form for telephones is one that pyxform accepts, and it holds the rules that a telephone can hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from kit.workbooks import Shelf
from kit.workbooks.xlsform import xlsform
from tests.conftest import ROOT

SHELF = Shelf(ROOT)


def xform(name: str, folder: Path) -> str:
    path = folder / f"{name}.xlsx"
    path.write_bytes(xlsform(SHELF.get(name)))
    return convert(str(path)).xform


@pytest.mark.parametrize("name", SHELF.workbooks)
def test_pyxform_accepts_every_workbook(tmp_path: Path, name: str) -> None:
    form = xform(name, tmp_path)

    for sheet in SHELF.get(name).sheets:
        assert sheet.title in form and sheet.english in form
        for field in sheet.typed:
            assert f"{sheet.id}_{field.id}".replace("-", "_") in form


def test_parts_must_make_the_whole_on_the_telephone_too(tmp_path: Path) -> None:
    form = xform("tracking-book", tmp_path)

    assert "activities_women" in form and "Nữ cộng nam chưa bằng tổng." in form
    assert " = ''" in form, "an answer that is missing breaks nothing"


def test_choices_stand_in_lists_and_formulas_in_calculations(tmp_path: Path) -> None:
    form = xform("dialogue-plan", tmp_path)

    assert "cum-thon-ban" in form and "decimal-date-time(" in form
