"""The page before leaving for the commune tells the truth about the laptop it was made on."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from kit import preflight
from kit.course import Library
from kit.preflight import Finding, page
from tests.conftest import make_home


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(make_home(tmp_path / "home"))


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_laptop_on_which_the_tests_run_is_ready(library: Library) -> None:
    found = list(preflight.preflight(library))

    about_the_machine = {"Trình duyệt", "Ổ đĩa"}  # a machine may lack these and still run the tests
    assert {f.what for f in found if f.good is False} <= about_the_machine
    assert len(found) == 11
    assert "làm được PDF" in next(f.told for f in found if f.what == "Tạo tệp để in")
    assert (library.home / "build" / "preflight.pdf").read_bytes().startswith(b"%PDF")
    assert not (library.home / "build" / ".preflight").exists()


def test_everything_that_fails_says_what_to_do(library: Library, monkeypatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**10, 10**10, 10**6))
    monkeypatch.setattr(preflight, "STARTED", date(2090, 1, 1))
    monkeypatch.setattr(preflight, "STARTS_WITHIN", 0)
    monkeypatch.setenv("PATH", "")
    (library.home / "exercises" / "samples" / "order.yaml").write_text("kind: order\nđáp án: x\n", encoding="utf-8")

    bad = {f.what: f for f in preflight.preflight(library) if f.good is not True}

    assert {"Ngày giờ của máy", "Ổ đĩa", "Bài học", "Chạy khi không có mạng", "Máy in"} <= set(bad)
    assert all(f.cure for f in bad.values())
    assert "0,0 GB" in bad["Ổ đĩa"].told


def test_font_without_a_vietnamese_letter_is_told(library: Library, tmp_path: Path, monkeypatch) -> None:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    whole = next(Path(preflight.__file__).parent.joinpath("fonts").glob("*.ttf"))
    poor = tmp_path / "kit" / "fonts" / whole.name
    poor.parent.mkdir(parents=True)
    font = TTFont(whole)
    cut = Subsetter(Options())
    cut.populate(text="".join(set(preflight.LETTERS) - {"ẵ"}))
    cut.subset(font)
    font.save(poor)
    monkeypatch.setattr(preflight, "__file__", str(tmp_path / "kit" / "preflight.py"))

    found = preflight._letters(library)

    assert (found.good, found.told) == (False, "thiếu chữ ẵ")


def test_folder_that_cannot_be_written_is_a_finding_and_no_crash(library: Library) -> None:
    shutil.rmtree(library.home / "build", ignore_errors=True)
    (library.home / "build").write_text("a file where a folder should be", encoding="utf-8")

    found = list(preflight.preflight(library))

    assert any(f.good is False for f in found) and len(found) == 11


def test_clock_behind_the_content_is_told(library: Library) -> None:
    module = library.home / "exercises" / "samples" / "module.yaml"
    os.utime(module, (4 * 10**9, 4 * 10**9))

    assert preflight._clock(library).good is False


def test_page_needs_no_colour_and_nothing_from_outside() -> None:
    found = [Finding("Một", True, "tốt"), Finding("Hai", False, "<b>hỏng", "Sửa & thử"), Finding("Ba", None, "xem")]

    made = page(found, date(2026, 11, 26))

    assert "✓ Đạt" in made and "✗ Chưa đạt" in made and "◌ Tự kiểm tra" in made
    assert "Còn 1 việc phải sửa" in made and "26/11/2026" in made
    assert "&lt;b&gt;hỏng" in made and "→ Sửa &amp; thử" in made
    assert "http" not in made and "src=" not in made
