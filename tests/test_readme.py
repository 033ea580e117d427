"""What the README tells people to type works, and says what is true."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import kit
from kit import cli, messages
from kit.course import Library, find_home

ROOT = Path(__file__).parents[1]
README, ENGLISH = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.en.md"))


def commands_of(text: str) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", text, re.S)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]


COMMANDS = list(dict.fromkeys(commands_of(README) + commands_of(ENGLISH)))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three of the courses: the commands speak of one, or of all there are."""
    home = tmp_path_factory.mktemp("readme")
    others = set(Library(ROOT).modules) - {"policy-dialogue", "monitoring", "speaking-up"}
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part, ignore=lambda folder, names: others.intersection(names))
    people = "".join(f"HV{n:03d},Người thử {n},Xã A\n" for n in range(1, 21))
    (home / "danh-sach.csv").write_text(f"Mã,Họ và tên,Đơn vị\n{people}", encoding="utf-8")
    (home / "bo-sung.csv").write_text("TT,Họ và tên,Đơn vị\n1,Người đến sau,Xã B\n", encoding="utf-8")
    (home / "de-kiem-tra.txt").write_text("Câu 1. Ai chủ trì?\nA. Hội\nB. Chính quyền\nĐáp án: B\n", encoding="utf-8")
    (home / "phieu.txt").write_text("12 acbd 7 abcd dsds 11 b\n", encoding="utf-8")
    (home / "bai-nop").mkdir()
    return home


def lay_out(copy: Path, line: str) -> None:
    """What the README has done by the time it comes to this command: its class is open, its store is there."""
    if not line.startswith(("kit class", "kit serve")) or line.startswith(("kit class new", "kit class list")):
        return
    from datetime import date

    from kit.classroom.folder import TrainingClass, class_ids
    from kit.classroom.opening import Wanted, new_class
    from kit.classroom.results import results
    from kit.classroom.store import open_store
    from kit.course import Library

    library = Library(copy)
    if "gia-lai-2026-11" not in class_ids(library):
        new_class(library, "gia-lai-2026-11", Wanted("policy-dialogue", date(2026, 11, 21), room=60, online=80))
    if "--from sqlite" in line:
        klass = TrainingClass(library, "gia-lai-2026-11")
        open_store(f"sqlite:///{copy / 'tinh.db'}").write(klass.key, results(klass)[0])


def test_readme_shows_every_command() -> None:
    assert {c.split()[1] for c in COMMANDS if c.startswith("kit ") and not c.split()[1].startswith("-")} == {
        "start",
        "handouts",
        "check",
        "new",
        "workbook",
        "class",
        "preflight",
        "serve",
        "import",
        "export",
        "translate",
    }


@pytest.mark.parametrize("line", [c for c in COMMANDS if not c.startswith(("kit start", "kit serve"))])
def test_command_of_the_readme_runs(copy: Path, line: str, monkeypatch, capsys) -> None:
    """`kit` in this process, as its entry point would (tests/test_command_line.py starts it as a program)."""
    lay_out(copy, line)
    program, *words = shlex.split(line)
    monkeypatch.chdir(copy)
    monkeypatch.setenv("KIT_FOLDER", str(copy))
    if program == "jupyter":
        run = subprocess.run(
            [sys.executable, "-m", program, *words], capture_output=True, encoding="utf-8", check=False
        )
        code, told = run.returncode, run.stdout + run.stderr
    else:
        try:
            code = cli.main(words)
        finally:
            messages.use("vi")
        told = "".join(capsys.readouterr())

    assert code == 0, told


@pytest.mark.parametrize("line", [c for c in COMMANDS if c.startswith("kit start")])
def test_start_of_the_readme_opens_a_server(copy: Path, tmp_path: Path, line: str) -> None:
    from tests.browser.conftest import serve, stop

    extra = ["--folder", str(tmp_path / "learner")] if "--learner" in line else []
    server, lab = serve(tmp_path, copy, *shlex.split(line)[2:], *extra)
    stop(server)

    assert "/lab/tree/notebooks/start.ipynb?token=" in lab.url


@pytest.mark.parametrize("line", [c for c in COMMANDS if c.startswith("kit serve")])
def test_serve_of_the_readme_opens_a_class(copy: Path, line: str) -> None:
    lay_out(copy, line)
    words = [sys.executable, "-m", "kit", *shlex.split(line)[1:], "--no-browser"]
    env = {**os.environ, "KIT_FOLDER": str(copy)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=env) as program:
        told = [next(program.stdout)]
        while "Ctrl+C" not in told[-1]:
            told.append(next(program.stdout))
        program.terminate()

    assert "Trang của giảng viên" in told[0] and "/giang-vien/vao?ma=" in told[0]


def test_readme_has_one_command_to_open_and_one_to_test() -> None:
    lines = [line for line in README.splitlines() if line.startswith("python3 -m venv")]

    assert len(lines) == 2
    assert lines[0].endswith("kit start") and lines[1].endswith("-m pytest")


def test_both_readmes_say_the_same_commands_in_the_same_order() -> None:
    """English holds those of the Vietnamese page, and then the maintainers' own."""
    assert commands_of(ENGLISH)[: len(commands_of(README))] == commands_of(README)
    for fence in ("```sh",):
        shown = [re.findall(rf"{fence}\n(.*?)```", text, re.S) for text in (README, ENGLISH)]
        assert shown[0] == shown[1]
    assert README.count("\n### ") == ENGLISH.partition("## For maintainers")[0].count("\n### ")


def test_pictures_of_the_readme_are_there() -> None:
    for picture in re.findall(r"!\[[^\]]{20,}\]\(([^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture
    assert len(re.findall(r"!\[", README)) == 2


def test_version_stands_in_the_changelog() -> None:
    assert f"## [{kit.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_exercise_shown_in_contributing_is_the_one_in_use() -> None:
    shown = re.search(r"```yaml\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.S)[1]

    assert shown == (ROOT / "exercises" / "policy-dialogue" / "voters-ten-percent.yaml").read_text(encoding="utf-8")


def test_test_shown_in_contributing_is_one_of_ours() -> None:
    shown = re.search(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.S)[1]

    assert shown in (ROOT / "tests" / "kinds" / "test_choice.py").read_text(encoding="utf-8")


def test_pins_are_plain_and_fit_the_limits() -> None:
    from packaging.requirements import Requirement

    lines = [
        line
        for line in (ROOT / "pins.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    pins = dict(line.split("==") for line in lines)
    names = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pins.items()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+", line) for line in lines)
    for wanted in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        requirement = Requirement(wanted)
        version = names[re.sub(r"[-_.]+", "-", requirement.name).lower()]
        assert requirement.specifier.contains(version), wanted
        assert "<" in str(requirement.specifier), f"{wanted} has no upper limit"


def test_settings_of_the_lab_are_json_and_turn_news_off() -> None:
    assets = ROOT / "kit" / "lab_assets"
    settings = json.loads((assets / "settings" / "overrides.json").read_text(encoding="utf-8"))

    assert settings["@jupyterlab/apputils-extension:notification"] == {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    }
    assert settings["@jupyterlab/translation-extension:plugin"]["locale"] == "vi_VN"


def test_helpers_for_whoever_carries_on_are_sound() -> None:
    """No runner is here for them; what can drift is that they name files and commands that are not there."""
    from ruamel.yaml import YAML

    workflow = YAML(typ="safe").load((ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert any(".ci/run" in step for step in steps) and (ROOT / ".ci" / "run").stat().st_mode & 0o111
    assert all((ROOT / word).exists() for step in steps for word in step.split() if word.startswith(".github/"))
    hooks = YAML(typ="safe").load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    assert {hook["entry"].split()[2] for hook in hooks} == {"ruff", "mypy", "kit"}


def test_script_that_opens_the_kit_elsewhere_runs_here(copy: Path) -> None:
    run = subprocess.run([sys.executable, str(ROOT / ".github" / "opens.py")], cwd=copy, capture_output=True, text=True, check=False, timeout=180, env={**os.environ, "KIT_FOLDER": str(copy)})  # fmt: skip

    assert run.returncode == 0, run.stdout + run.stderr


def test_table_of_courses_counts_what_is_there() -> None:
    """Title, lessons, minutes, exercises of lessons and items of the tests, as the content has them."""
    library = Library(find_home(ROOT))
    rows = re.findall(r"^\| (.+?) \| [^|]+ \| (\d+) \| (\d+) \| (\d+) \| 2 × (\d+) \|$", README, re.MULTILINE)
    courses = []
    for name, module in library.modules.items():
        lessons = library.lessons[name]
        taught = {each for plan in module.lessons for each in lessons[plan.id].exercises}
        minutes = sum(plan.minutes for plan in module.lessons)
        items = len(lessons[module.tests[0].id].exercises)
        courses.append((module.title, *map(str, (len(module.lessons), minutes, len(taught), items))))

    assert sorted(rows) == sorted(courses)
