"""Results for whoever works with statistics: the same table in every format, every column explained, nothing that acts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from kit.classroom.results import COLUMNS, frame
from kit.classroom.tidy import DICTIONARY, ENDINGS, write_tidy

ROW = {
    "class_id": "lop-mau", "learner": "HV001", "mode": "room", "unit": "=HYPERLINK(1)", "exercise": "policy-dialogue/purposes",
    "form": "01-what-is-dialogue", "moment": "", "source": "screen", "answer": '["speak", "hear"]', "status": "partly",
    "points": 0.5, "last_points": 1.0, "people": 1, "tries": 2, "stale": False, "at": "2026-11-21T08:00:00+00:00",
}  # fmt: skip


@pytest.fixture
def table() -> pd.DataFrame:
    return frame([ROW, {**ROW, "learner": "HV002", "unit": "Xã Mẫu", "points": float("nan"), "answer": ""}])


@pytest.mark.parametrize("end", ENDINGS)
def test_every_format_holds_the_same_rows(tmp_path: Path, table: pd.DataFrame, end: str) -> None:
    paths = list(write_tidy(table, tmp_path / f"ket-qua{end}"))
    read = {".csv": pd.read_csv, ".parquet": pd.read_parquet, ".xlsx": pd.read_excel}[end](paths[0])

    assert list(read.columns) == list(COLUMNS) and len(read) == 2
    assert read["points"].tolist()[0] == 0.5 and pd.isna(read["points"].tolist()[1])
    assert list(read["learner"]) == ["HV001", "HV002"] and list(read["tries"]) == [2, 2]
    assert str(read["answer"][0]) == ROW["answer"]
    assert end != ".csv" or not str(read["unit"][0]).startswith("="), "no text acts as a formula"
    if end == ".xlsx":
        cell = load_workbook(paths[0]).worksheets[0].cell(2, list(COLUMNS).index("unit") + 1)
        assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")


def test_every_column_is_explained_in_both_languages(tmp_path: Path, table: pd.DataFrame) -> None:
    assert [name for name, *_ in DICTIONARY] == list(COLUMNS)
    assert all(all(told) for _, *told in DICTIONARY)
    _, beside = write_tidy(table, tmp_path / "ket-qua.csv")
    sheets = pd.read_excel(next(write_tidy(table, tmp_path / "ket-qua.xlsx")), sheet_name=None)

    assert list(pd.read_csv(beside)["column"]) == list(COLUMNS) == list(sheets["tu-dien"]["column"])


@pytest.mark.parametrize("start", ["=1+1", "+1", "@SUM(1)", "\t=1", "＝1"])
def test_no_text_acts_as_a_formula_whatever_sign_it_begins_with(tmp_path: Path, start: str) -> None:
    path = next(write_tidy(frame([{**ROW, "unit": start}]), tmp_path / "ket-qua.csv"))

    assert pd.read_csv(path)["unit"].tolist() == [f"'{start}"]
