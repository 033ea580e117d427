"""Small holes that were found once, each with what mends it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kit import lab
from kit.answers import Desk, Learner, Record
from kit.classroom.folder import NotAClass, good_id
from kit.course import Library
from kit.course.check import check
from kit.course.check_texts import check_html, check_picture
from kit.document.docx import docx
from kit.document.make import para
from kit.document.nodes import Link, Text
from kit.document.sheet import Sheet
from kit.document.typst import PrintFailed
from kit.errors import CannotRead, ContentError
from kit.messages import terminal_text
from kit.paper.class_files import write_papers
from kit.paper.handouts import _kit_itself
from tests.classroom.conftest import course as course
from tests.classroom.conftest import course_home as course_home
from tests.classroom.conftest import open_class
from tests.conftest import ROOT


@pytest.mark.parametrize(("text", "shown"), [("\x1b]0;x\x07đen", "?]0;x?đen"), ("a\u202eb", "a?b"), ("postgresql://u:mat:khau@h/x", "postgresql://u:***@h/x"), ("hai\ndòng\tcột", "hai\ndòng\tcột")])  # fmt: skip
def test_what_reaches_a_terminal_moves_nothing_and_tells_no_password(text: str, shown: str) -> None:
    assert terminal_text(text) == shown


def test_commands_print_in_one_place_alone() -> None:
    found = [
        path.name
        for path in sorted((ROOT / "kit").glob("*.py")) + sorted((ROOT / "kit" / "commands").glob("*.py"))
        for _ in re.findall(r"(?<![\w.])print\(|click\.echo\(", path.read_text(encoding="utf-8"))
    ]

    assert found == ["line.py"], "the one inside show()"


@pytest.mark.parametrize("source", ['<img src="http://x/a.png">', "<script>1</script>", "a <b>đậm</b>", "<!-- lời -->"])
def test_html_in_a_lesson_is_a_fault(source: str) -> None:
    assert list(check_html(source, "a.ipynb", "ô 1"))


@pytest.mark.parametrize("source", ["3 < 5 và 7 > 2", "`<img src=x>`", "a <- b", "phiếu <mới"])
def test_signs_that_are_no_html_are_left_alone(source: str) -> None:
    assert not list(check_html(source, "a.ipynb", "ô 1"))


@pytest.mark.parametrize(
    "svg",
    ['<svg><image href="http://x/a.png"/></svg>', "<svg><script>1</script></svg>", '<svg onload="x()"/>', "<svg><style>@import 'a.css'</style></svg>", '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'],
)  # fmt: skip
def test_a_picture_that_asks_for_something_outside_is_a_fault(svg: str, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(svg, encoding="utf-8")

    assert "bên ngoài" in next(check_picture(tmp_path / "a.svg", tmp_path, "m", "", "")).sentence


def test_our_own_pictures_are_no_fault() -> None:
    for path in (ROOT / "exercises").rglob("*.svg"):
        assert not list(check_picture(path, ROOT, "m", "", "")), path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_or_an_impossible_name_does_not_hang_or_break_the_check(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.png")

    assert "Không có tệp hình" in next(check_picture(tmp_path / "a.png", tmp_path, "m", "", "")).sentence
    assert "không dùng được" in next(check_picture(tmp_path / "a\0b.png", tmp_path, "m", "", "")).sentence


def test_a_folder_of_exercises_without_its_plan_is_not_silence(home: Path) -> None:
    (home / "exercises" / "samples" / "module.yaml").rename(home / "exercises" / "samples" / "old.txt")

    assert any("không có module.yaml" in f.sentence for f in check(Library(home)))


def test_a_log_that_may_not_be_read_is_told_and_lists_still_open(tmp_path: Path, monkeypatch) -> None:
    desk = Desk(tmp_path)
    log = desk.log(Learner("Lan"))
    log.append(Record("learner", learner="Lan"))

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CannotRead, match="vẫn còn"):
        log.read()
    assert desk.learners() == []


@pytest.mark.parametrize("name", ["con", "AUX", "Com1"])
def test_names_that_windows_keeps_get_the_right_reason(name: str) -> None:
    with pytest.raises(NotAClass, match="Windows"):
        good_id(name)


def test_preflight_opens_no_server_with_a_known_token() -> None:
    source = (ROOT / "kit" / "preflight.py").read_text(encoding="utf-8")

    assert "token=preflight" not in source and "secrets.token_hex" in source


def test_a_broken_module_keeps_no_other_from_opening(course, tmp_path: Path, monkeypatch) -> None:
    import shutil

    home = tmp_path / "own"
    for part in ("exercises", "notebooks"):
        shutil.copytree(course.home / part, home / part)
    (home / "exercises" / "monitoring" / "module.yaml").write_text("title: [", encoding="utf-8")
    monkeypatch.setenv("KIT_FOLDER", str(home))

    opened = lab.prepare(tmp_path / "copy", learner=True)

    assert (opened.folder / "notebooks" / "modules" / "policy-dialogue").is_dir()
    assert not (opened.folder / "notebooks" / "modules" / "monitoring").exists()
    assert "monitoring" in opened.told[0]
    for file in (home / "exercises").glob("*/module.yaml"):
        file.write_text("title: [", encoding="utf-8")
    with pytest.raises(ContentError):
        lab.prepare(tmp_path / "copy-2", learner=True)


def test_a_notebook_from_elsewhere_gets_a_sentence_with_a_remedy(tmp_path: Path) -> None:
    body = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "la.ipynb").write_text(json.dumps(body), encoding="utf-8")

    run = subprocess.run([sys.executable, "-m", "nbconvert", "--to", "kit-learner", "la.ipynb"], cwd=tmp_path, capture_output=True, text=True, check=False, env={k: v for k, v in os.environ.items() if k != "KIT_FOLDER"})  # fmt: skip

    assert run.returncode != 0 and "Traceback" not in run.stderr
    assert "kit new lesson" in run.stderr


def test_word_keeps_links() -> None:
    import io

    from docx import Document

    link = Link("https://example.org/a", [Text("trang nguồn")])
    made = Document(io.BytesIO(docx(Sheet("class", "Thử", "", "1", "29/11/2026", blocks=[para(link)]))))

    assert "https://example.org/a" in [r.target_ref for r in made.part.rels.values() if r.is_external]
    assert "trang nguồn" in "".join(made.element.body.itertext())


def test_handouts_are_made_again_when_anything_of_the_kit_changes(monkeypatch, tmp_path: Path) -> None:
    import shutil

    from kit.paper import handouts

    copy = tmp_path / "kit"
    shutil.copytree(ROOT / "kit", copy, ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    monkeypatch.setattr(handouts, "__file__", str(copy / "paper" / "handouts.py"))
    seen = set()
    for name in ("workdays.csv", "document/markdown.py", "vietnamese/text.py", "charts.py", "locale/en.po"):
        _kit_itself.cache_clear()
        seen.add(_kit_itself())
        (copy / name).write_bytes((copy / name).read_bytes() + b"\n")
    _kit_itself.cache_clear()
    seen.add(_kit_itself())
    _kit_itself.cache_clear()

    assert len(seen) == 6


def test_a_letter_that_no_font_has_names_whose_it_is(course) -> None:
    klass = open_class(course, "lop-chu", room=3, online=0)
    klass.save_names({"HV001": "Siu H'Mẫu", "HV002": "Thạch ស្រី Mẫu", "HV003": "Y Ŏk Ê̆ban"})

    with pytest.raises(PrintFailed) as caught:
        list(write_papers(klass, date(2026, 11, 29), only=("sign-in",)))

    told = str(caught.value)
    assert "HV002: “Thạch ស្រី Mẫu”" in told and "HV001" not in told and "names.csv" in told
