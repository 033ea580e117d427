"""The command `kit`: exit codes, words, and no traceback for a person's mistake."""

from __future__ import annotations

import inspect
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kit.cli import tree
from kit.kinds import KINDS
from tests.conftest import ROOT, SAMPLES

COMMANDS = ["start", "handouts", "check", "new", "preflight"]
OF_CLASS = ["list", "new", "roster", "sign-in", "collect", "tally", "results", "report", "erase"]


def kit(home: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kit", *words], capture_output=True, text=True, encoding="utf-8", cwd=home, check=False,
        env={**{k: v for k, v in os.environ.items() if k != "KIT_FOLDER"}, **env},
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(home: Path, command: str) -> None:
    run = kit(home, command, "--help")

    assert run.returncode == 0
    assert f"Ví dụ: kit {command}" in run.stdout
    assert "Cách dùng: kit" in run.stdout and "usage" not in run.stdout and "options" not in run.stdout


@pytest.mark.parametrize("command", OF_CLASS)
def test_every_command_of_a_class_has_help_with_an_example(home: Path, command: str) -> None:
    run = kit(home, "class", command, "--help")

    assert run.returncode == 0
    assert f"Ví dụ: kit class {command}" in run.stdout.replace("\n", " ").replace("  ", " ")
    assert "usage" not in run.stdout and "options" not in run.stdout


def leaves(command: click.Command, path: str = "kit") -> dict[str, click.Command]:
    if isinstance(command, click.Group):
        return {k: v for each in command.commands.values() for k, v in leaves(each, f"{path} {each.name}").items()}
    return {path: command}


@pytest.mark.parametrize("path", leaves(tree()))
def test_every_command_takes_the_words_that_its_help_names(path: str) -> None:
    """A parameter that the command declares is one that its function takes, and each has words in the help."""
    command = leaves(tree())[path]
    declared = {param.name for param in command.params if param.expose_value}

    taken = inspect.signature(command.callback).parameters
    assert declared == {"class" if name == "more" and path == "kit start" else name for name in taken}
    for param in command.params:
        assert getattr(param, "help", "") or param.name == "more", param.name
    assert "Positional" not in command.get_help(click.Context(command))


def test_every_command_is_reached_by_the_examples_of_this_file() -> None:
    assert {path.removeprefix("kit ") for path in leaves(tree())} == {
        *COMMANDS, "workbook", "serve", "import", "export", "translate", *(f"class {name}" for name in OF_CLASS)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "offered"), [("kit cl", "class"), ("kit handouts samp", "samples"), ("kit class era", "erase")]
)
def test_a_shell_completes_commands_and_names(home: Path, typed: str, offered: str) -> None:
    words = str(len(typed.split()) - 1)

    run = kit(home, _KIT_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=words)

    assert f"plain,{offered}" in run.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(["start", "–learner"], 2, "kit start --learner", id="long_dash_of_a_chat"),
        pytest.param(["preflight", "lop"], 2, "không hiểu “lop”", id="a_word_too_many"),
        pytest.param(["clas"], 2, "Có phải muốn viết “class”?", id="near_command"),
        pytest.param(["handouts", "--editon", "x"], 2, "Có phải muốn viết “--edition”?", id="near_option"),
        pytest.param(["new", "exercise"], 2, "còn thiếu NAME", id="name_left_out"),
        pytest.param(["start", "--port"], 2, "kit start --help", id="value_left_out"),
        pytest.param(["chek"], 2, "check", id="unknown_command"),
        pytest.param(["handouts", "--format", "odt"], 2, "docx", id="unknown_format"),
        pytest.param(["handouts", "sample"], 1, "“samples”", id="unknown_module"),
        pytest.param(["check", "sample"], 1, "“samples”", id="check_unknown_module"),
        pytest.param(["start", "--port", "abc"], 2, "65535", id="port_is_no_number"),
        pytest.param(["start", "--hand-in", "."], 2, "--class", id="hand_in_for_no_class"),
        pytest.param(["start", "--wat"], 2, "--wat", id="unknown_option"),
        pytest.param(["new", "exercise", "../x"], 2, "kit new exercise", id="name_leaves_the_folder"),
        pytest.param(["new", "exercise", "samples/x", "--kind", "essay"], 2, "single-choice", id="unknown_kind"),
        pytest.param(["new", "exercise", "samples/order"], 1, "Đã có", id="exists_already"),
        pytest.param(["new", "lesson", "nope/02-x"], 1, "“nope”", id="lesson_of_unknown_module"),
    ],
)
def test_mistakes_are_answered_in_words(home: Path, words, code, told) -> None:
    run = kit(home, *words)

    assert run.returncode == code
    assert told in run.stderr
    assert "Traceback" not in run.stderr + run.stdout


@pytest.fixture
def with_class(home: Path) -> Path:
    shutil.copytree(ROOT / "exercises" / "class", home / "exercises" / "class")
    made = kit(home, "class", "new", "mau", "--module", "samples", "--starts", "21/11/2026", "--room", "3")
    assert made.returncode == 0, made.stderr
    return home


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param([], 2, "kit class --help", id="nothing_to_do"),
        pytest.param(["colect", "x", "."], 2, "collect", id="unknown_command"),
        pytest.param(["new", "lop", "--module", "nope"], 1, "samples", id="unknown_module"),
        pytest.param(["new", "***", "--module", "samples"], 1, "gia-lai-2026-11", id="name_without_letters"),
        pytest.param(["new", "../mau", "--module", "samples"], 2, "Đã có lớp", id="name_that_is_there_already"),
        pytest.param(["new", "lop", "--module", "samples", "--starts", "40/13/2026"], 1, "Lịch không có ngày", id="day_that_is_none"),
        pytest.param(["new", "lop", "--module", "samples", "--room", "-5"], 2, "số người", id="less_than_nobody"),
        pytest.param(["roster", "mau", "nope.xlsx"], 1, "nope.xlsx", id="no_roster"),
        pytest.param(["collect", "lop-khac", "."], 1, "mau", id="no_such_class"),
        pytest.param(["collect", "mau", "nope"], 1, "ổ USB", id="no_such_folder"),
        pytest.param(["tally", "mau"], 2, "--form", id="tally_of_what"),
        pytest.param(["sign-in", "mau", "poster"], 1, "phieu-dong-y", id="no_such_paper"),
        pytest.param(["report", "mau", "--layout", "fancy"], 2, "union", id="no_such_layout"),
        pytest.param(["erase", "mau"], 2, "--all", id="erase_whom"),
        pytest.param(["erase", "mau", "HV999"], 1, "HV999", id="erase_nobody"),
        pytest.param(["erase", "mau", "--all"], 2, "Chưa xóa gì", id="erase_all_unconfirmed"),
        pytest.param(["tally", "mau", "--exercise", "1.1", "--counts"], 2, "thiếu giá trị", id="counts_of_nothing"),
        pytest.param(["results", "--from", "sqlite:///nowhere.db"], 1, "chưa có lớp nào", id="empty_store"),
        pytest.param(["results", "--from", "sqlite:////nope/x.db"], 1, "kho", id="store_that_is_not_there"),
        pytest.param(["results"], 2, "kit class list", id="results_of_what"),
    ],
)  # fmt: skip
def test_mistakes_about_a_class_are_answered_in_words(with_class: Path, words, code, told) -> None:
    run = kit(with_class, "class", *words)

    assert run.returncode == code
    assert told in run.stderr
    assert not (with_class / "nowhere.db").exists()
    assert "Traceback" not in run.stderr


def test_outside_any_content_it_says_where_to_go(tmp_path: Path, monkeypatch) -> None:
    from kit.course.home import NoContent, find_home

    monkeypatch.delenv("KIT_FOLDER", raising=False)
    monkeypatch.setattr("kit.course.home.PACKAGE", tmp_path / "a" / "b")
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))

    with pytest.raises(NoContent, match="exercises"):
        find_home(tmp_path)


def test_check_tells_faults_with_their_place_and_fails(home: Path) -> None:
    (home / "exercises" / "samples" / "order.yaml").write_text("kind: order\nđáp án: x\n", encoding="utf-8")

    run = kit(home, "check")

    assert run.returncode == 1
    assert "exercises/samples/order.yaml:2 (samples/order, đáp án)" in run.stdout
    assert "Có phải muốn viết “key”?" in run.stdout


def test_check_summary_is_json_that_scripts_can_read(home: Path) -> None:
    body = json.loads(kit(home, "check", "--summary", "--json").stdout)

    assert body["kinds"] == sorted(KINDS)
    module = body["modules"]["samples"]
    assert (module["lessons"], module["exercises"], module["minutes"]) == (1, len(SAMPLES), 30)
    assert module["kinds"] == sorted(SAMPLES) and module["pages"] >= 2


def test_english_is_spoken_when_asked(home: Path) -> None:
    assert "0 faults" in kit(home, "check", "--lang", "en").stdout
    assert "0 faults" in kit(home, "--lang", "en", "check").stdout
    assert "There is no module named" in kit(home, "--lang", "en", "check", "nope").stderr


def test_handouts_shows_progress_and_writes_the_fixed_names(home: Path) -> None:
    run = kit(home, "handouts", "samples", "--edition", "all", "--format", "all")

    assert run.returncode == 0
    assert "[1/10]" in run.stdout and "[10/10]" in run.stdout
    assert {p.name for p in (home / "build" / "samples").glob("*.*")} >= {
        "samples-learner.pdf",
        "samples-trainer.docx",
        "samples-slides.pdf",
        "samples-slides.pptx",
        "samples-booklet.pdf",
        "samples-selfstudy.html",
    }
    assert "không đổi" in kit(home, "handouts", "samples", "--format", "all").stdout


def test_a_test_is_printed_alone_and_has_no_self_study(tmp_path: Path) -> None:
    """From the real content: a module's tests are sheets of their own."""
    run = kit(ROOT, "handouts", "monitoring/test-a", "--format", "html", "--out", str(tmp_path))

    assert run.returncode == 0
    made = {p.name for p in (tmp_path / "monitoring").glob("*.html")}
    assert made == {"monitoring-test-a-learner.html", "monitoring-test-a-trainer.html"}


def test_large_print_does_not_overwrite_the_normal_sheet(home: Path) -> None:
    kit(home, "handouts", "samples", "--edition", "learner")
    kit(home, "handouts", "samples", "--edition", "learner", "--large-print")

    normal, large = (home / "build" / part / "samples" / "samples-learner.pdf" for part in (".", "large-print"))
    assert normal.read_bytes() != large.read_bytes()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_new_exercise_passes_check(home: Path, kind: str) -> None:
    assert kit(home, "new", "exercise", f"samples/new-{kind}", "--kind", kind).returncode == 0

    assert kit(home, "check").returncode == 0


def test_new_lesson_and_module_pass_check(home: Path) -> None:
    assert kit(home, "new", "lesson", "samples/02-more").returncode == 0
    assert kit(home, "new", "module", "le-hoi").returncode == 0

    run = kit(home, "check", "--summary")
    assert run.returncode == 0, run.stdout
    assert "samples: 2 bài" in run.stdout and "le-hoi: 1 bài" in run.stdout


def test_a_full_disk_is_said(home: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    (home / "blocked").write_text("", encoding="utf-8")

    run = kit(home, "handouts", "samples", "--out", "blocked")

    assert run.returncode == 1
    assert "Không ghi được tệp" in run.stderr and "Traceback" not in run.stderr


def test_the_bare_command_shows_what_there_is(home: Path) -> None:
    run = kit(home)

    assert run.returncode == 2
    assert all(command in run.stdout for command in COMMANDS)


def test_version_is_told(home: Path) -> None:
    assert kit(home, "--version").stdout.startswith("kit 0.")


def test_learners_folder_prints_no_key(home: Path, tmp_path: Path) -> None:
    from kit.course import Library
    from kit.course.learner_copy import make_learner_folder

    make_learner_folder(Library(home), tmp_path / "copy")

    assert kit(tmp_path / "copy", "handouts", "samples").returncode == 0
    assert not list((tmp_path / "copy" / "build").rglob("*trainer*"))
    refused = kit(tmp_path / "copy", "handouts", "samples", "--edition", "trainer")
    assert refused.returncode == 2 and "học viên" in refused.stderr


@pytest.mark.parametrize("name", ["facts", "data", "con", "x" * 200])
def test_names_that_cannot_be_are_refused(home: Path, name: str) -> None:
    run = kit(home, "new", "module", name)

    assert run.returncode == 2 and "Traceback" not in run.stderr
