"""Nothing that lies in a folder or on a stick is executed, and a learner's machine runs the lessons alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit import lab, lesson_kernel
from tests.conftest import ROOT

TRAP = "import pathlib\npathlib.Path(__file__).with_suffix('.sprung').write_text('run')\nc = None\n"


@pytest.fixture
def trapped(sealed_home: Path, tmp_path: Path, monkeypatch) -> lab.Opened:
    """A learner's folder in which somebody left files that Python or Jupyter might take for their own."""
    monkeypatch.setenv("KIT_FOLDER", str(sealed_home))
    opened = lab.prepare(tmp_path / "copy", learner=True)
    lessons = opened.folder / "notebooks" / "modules" / "samples"
    places = [opened.folder / f"{name}.py" for name in ("jupyterlab", "kit", "sitecustomize", "ipykernel", "json")]
    places += [lessons / f"{name}.py" for name in ("kit", "pandas", "ipywidgets", "json", "ipython_config")]
    config = opened.folder / ".kit" / "config"
    config.mkdir(parents=True)
    places += [
        config / "jupyter_server_config.py",
        opened.folder / "jupyter_server_config.py",
        lessons / "ipython_kernel_config.py",
    ]
    for place in places:
        place.write_text(TRAP, encoding="utf-8")
    return opened


def sprung(opened: lab.Opened) -> list[str]:
    return [path.name for path in opened.folder.rglob("*.sprung")]


@pytest.fixture
def kernel(trapped: lab.Opened, monkeypatch) -> Iterator:
    """The kernel that a lesson of this folder gets, started where the lesson lies."""
    from jupyter_client.manager import KernelManager

    with lab.desk(trapped) as own:
        env = lab.environment(trapped, own)
        monkeypatch.setenv("JUPYTER_PATH", env["JUPYTER_PATH"])
        manager = KernelManager(kernel_name="python3")
        manager.start_kernel(cwd=str(trapped.folder / "notebooks" / "modules" / "samples"), env=env)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(60)
        yield client
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        manager.cleanup_resources()


def said(client, code: str, **options) -> str:
    """What running a piece of code brings, all its messages as text."""
    seen: list[str] = []
    reply = client.execute_interactive(code, timeout=60, output_hook=lambda m: seen.append(json.dumps(m["content"], ensure_ascii=False)), **options)  # fmt: skip
    return " ".join([*seen, json.dumps(reply["content"], ensure_ascii=False)])


def test_lessons_run_and_nothing_else_does(kernel, trapped: lab.Opened) -> None:
    cell = 'exercise("samples/order")'

    assert "ExerciseFrame" in said(kernel, "from kit import exercise, sign_in\n\nsign_in()") + said(kernel, cell)
    for code in (
        "open('/etc/hostname').read()",
        "print(6 * 7)",
        f"{cell}\nprint(6*7)",
        "%run x.py",
        "!ls",
        "import kit; kit",
    ):
        told = said(kernel, code)
        assert "Máy học viên chỉ chạy bài học" in told and "42" not in told, code
    reply = kernel.execute_interactive(cell, timeout=60, output_hook=lambda _: None, user_expressions={"x": "6 * 7"})
    assert reply["content"]["user_expressions"] == {}
    kernel.complete("import o", 8)
    assert kernel.get_shell_msg(timeout=30)["content"]["matches"] == []
    kernel.inspect("exercise", 3, 1)
    assert kernel.get_shell_msg(timeout=30)["content"]["found"] is False
    assert sprung(trapped) == []


def test_server_of_a_folder_executes_nothing_that_lies_in_it(trapped: lab.Opened) -> None:
    """The server really starts on the trapped folder, and answers."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with lab.desk(trapped) as own:
        words = [*lab.command(trapped, own, port=port, browser=False), "--IdentityProvider.token=abc"]
        server = subprocess.Popen(words, env=lab.environment(trapped, own), cwd=own, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        try:
            page = _opened(f"http://127.0.0.1:{port}/lab?token=abc", server)
        finally:
            server.kill()
            server.wait()
            server.stdin.close()

    assert "kitWords" in page[0]
    policy = page[1]["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "object-src 'none'" in policy
    assert sprung(trapped) == []


def _opened(address: str, server: subprocess.Popen) -> tuple[str, dict]:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode(), dict(answer.headers)
        except OSError:
            assert server.poll() is None, "the server ended"
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def test_learners_see_no_launcher_console_or_editor() -> None:
    page = json.loads((lab.ASSETS / "config-learner" / "labconfig" / "page_config.json").read_text(encoding="utf-8"))

    for name in ("launcher", "console", "fileeditor"):
        assert page["disabledExtensions"][f"@jupyterlab/{name}-extension"] is True


def test_a_cell_is_known_by_its_words_and_not_by_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    cells = [{"cell_type": "code", "source": ["a = 1\n", "b"]}, {"cell_type": "markdown", "source": "print()"}]
    (folder / "x.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")

    assert lesson_kernel.cells_of(tmp_path) == [lesson_kernel.print_of("a = 1\nb")]


# ── installed from a wheel ──
@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The package as it is installed, for trainers and for learners, unpacked."""
    from hatchling.builders.wheel import WheelBuilder

    made = {}
    for edition in ("trainer", "learner"):
        folder = tmp_path_factory.mktemp(f"wheel-{edition}")
        before = os.environ.get("KIT_EDITION")
        os.environ["KIT_EDITION"] = edition
        try:
            (path,) = list(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))
        finally:
            os.environ.pop("KIT_EDITION") if before is None else os.environ.update(KIT_EDITION=before)
        zipfile.ZipFile(path).extractall(folder / "site")
        made[edition] = folder / "site"
    return made


def installed(site: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the installed package, from an empty folder, by a user whose home is empty too."""
    empty = home / "empty"
    empty.mkdir(parents=True, exist_ok=True)
    env = {k: v for k, v in os.environ.items() if k != "KIT_FOLDER"} | {"PYTHONPATH": str(site), "HOME": str(home), "USERPROFILE": str(home)}  # fmt: skip
    return subprocess.run([sys.executable, "-m", "kit", *words], cwd=empty, env=env, capture_output=True, text=True, check=False)  # fmt: skip


def test_every_command_of_an_installed_kit_writes_into_one_home_of_the_users_own(wheels, tmp_path: Path) -> None:
    site, home = wheels["trainer"], tmp_path / "user"
    before = sorted(site.rglob("*.*"))

    for words in (
        ["class", "new", "lop-a", "--module", "policy-dialogue", "--room", "3"],
        ["class", "list"],
        ["workbook", "new", "tracking-book"],
        ["handouts", "policy-dialogue", "--edition", "quick"],
        ["new", "exercise", "policy-dialogue/thu", "--kind", "order"],
    ):
        run = installed(site, home, *words)
        assert run.returncode == 0, run.stdout + run.stderr
        if words[:2] == ["class", "list"]:
            assert run.stdout.startswith("lop-a:")

    own = home / "kit-giang-vien"
    assert (own / "classes" / "lop-a" / "class-file.json").is_file()
    assert (own / "build" / "workbooks").is_dir() and list((own / "build" / "policy-dialogue").glob("*.pdf"))
    assert [p for p in sorted(site.rglob("*.*")) if p not in before and "__pycache__" not in p.parts] == []


def test_a_learners_package_holds_no_lesson_and_no_key_and_opens_the_folder_it_was_given(wheels, tmp_path: Path, monkeypatch) -> None:  # fmt: skip
    site = wheels["learner"]
    assert not (site / "kit" / "content").exists()
    assert not [p for p in site.rglob("*") if p.is_file() and b"test-a-01" in p.read_bytes()]

    monkeypatch.setenv("KIT_FOLDER", str(ROOT))
    lab.prepare(tmp_path / "user" / "kit-hoc-vien", learner=True)
    probe = "from kit import lab; o = lab.prepare(None, learner=True); print(o.folder.name, o.learner)"
    empty = tmp_path / "user" / "empty"
    empty.mkdir(parents=True)
    env = {k: v for k, v in os.environ.items() if k != "KIT_FOLDER"} | {"PYTHONPATH": str(site), "HOME": str(tmp_path / "user")}  # fmt: skip
    run = subprocess.run([sys.executable, "-c", probe], cwd=empty, env=env, capture_output=True, text=True, check=False)

    assert run.stdout.split() == ["kit-hoc-vien", "True"], run.stderr
