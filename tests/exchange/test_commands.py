"""`kit import` shows before it writes; `kit export` tells what it leaves behind and keeps sealed keys at home."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kit.exchange.into import read_questions
from tests.conftest import make_home
from tests.test_command_line import kit

TEST = "Câu 1. Ai chủ trì đối thoại?\nA. Hội\nB. Chính quyền\nĐáp án: B\nCâu 2. Không đáp án?\nA. một\nB. hai\n"


def test_import_shows_first_and_writes_when_told_to(tmp_path: Path) -> None:
    home, file = make_home(tmp_path / "home"), tmp_path / "đề.txt"
    file.write_text(TEST, encoding="utf-8")
    folder = home / "exercises" / "samples"
    before = set(folder.iterdir())

    shown = kit(home, "import", str(file), "--into", "samples")
    assert "2 câu" in shown.stdout and "● Chính quyền" in shown.stdout and "Không thấy đáp án" in shown.stdout
    assert "Chưa ghi gì" in shown.stdout and set(folder.iterdir()) == before

    written = kit(home, "import", str(file), "--into", "samples", "--yes")
    assert written.returncode == 0 and len(set(folder.iterdir()) - before) == 2
    checked = kit(home, "check")
    assert checked.stdout.count("Bài nháp") == 2


def test_file_or_module_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")

    for words, told in (
        (["không-có.docx", "--into", "samples"], "Không mở được tệp"),
        (["x", "--into", "nope"], "Không mở"),
    ):
        run = kit(home, "import", *words)
        assert run.returncode != 0 and told in run.stderr and "Traceback" not in run.stderr


@pytest.mark.parametrize("form", ["gift", "moodle-xml", "qti", "aiken", "docx"])
def test_export_is_read_back_and_tells_what_it_left(tmp_path: Path, form: str) -> None:
    home = make_home(tmp_path / "home")
    run = kit(home, "export", "samples", "--to", form)
    path = next((home / "build" / "samples").glob(f"samples-{form}.*"))

    assert run.returncode == 0 and "! " in run.stdout
    assert len(read_questions(path).questions) >= (1 if form == "aiken" else 5)


def test_sealed_items_stay_at_home_unless_their_keys_are_asked_for(sealed_home: Path) -> None:
    run = kit(sealed_home, "export", "samples", "--to", "qti")
    with zipfile.ZipFile(sealed_home / "build" / "samples" / "samples-qti.zip") as archive:
        assert archive.namelist() == ["imsmanifest.xml"]
    assert "niêm phong" in run.stdout

    kit(sealed_home, "export", "samples", "--to", "qti", "--with-keys")
    with zipfile.ZipFile(sealed_home / "build" / "samples" / "samples-qti.zip") as archive:
        assert len(archive.namelist()) > 5


def test_template_is_written_once_and_survey_is_one_that_pyxform_accepts(tmp_path: Path) -> None:
    from pyxform.xls2xform import convert

    home = make_home(tmp_path / "home")
    mine = tmp_path / "mau.xlsx"
    assert kit(home, "import", str(mine), "--template").returncode == 0 and mine.is_file()
    assert "Đã có" in kit(home, "import", str(mine), "--template").stderr

    assert kit(home, "export", "samples", "--to", "xlsform").returncode == 0
    form = convert(str(home / "build" / "samples" / "samples-xlsform.xlsx"))
    assert form.warnings == [] and "Mã học viên" in form.xform
