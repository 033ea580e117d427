"""The scripts that people's browsers run: their style, their types, what each control reads and writes.

What checks them comes from npm (`npm --prefix tests/front install`); where it is not installed these tests are skipped,
in CI never.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import anywidget
import pytest

import kit.screen
import kit.trainer
from kit.desk.looks import EXERCISE, script
from kit.desk.views import control
from kit.paper.phone_file import page_scripts
from kit.serve.looks import Looks
from tests.conftest import ROOT, SAMPLES

HERE = Path(__file__).parent
TOOLS = HERE / "node_modules" / ".bin"
SCRIPTS = sorted(
    str(path) for path in (ROOT / "kit").rglob("*.js") if path.parent.name == "assets" or "labextensions" in path.parts
)

pytestmark = pytest.mark.skipif(
    not (TOOLS / "tsc").exists() or not shutil.which("node"), reason="npm --prefix tests/front install"
)


def run(*command: object, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE,
        env={**os.environ, **env},
    )


def widgets(root: type = anywidget.AnyWidget) -> Iterator[type]:
    for each in root.__subclasses__():
        yield each
        yield from widgets(each)


def modules() -> dict[str, str]:
    """Every script as a browser gets it: shared builders and all, one module each."""
    for package in (kit.screen, kit.trainer):
        for found in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{found.name}")
    made = {
        w.__name__: w.__dict__["_esm"]
        for w in widgets()  # an instance has a class of its own, whose script is a trait
        if isinstance(w.__dict__.get("_esm"), str) and w.__module__.startswith("kit.")
    }
    pages = {name: text.decode() for name, (text, _) in Looks().files.items() if name.endswith(".js")}
    return made | {f"page-{n.removesuffix('.js')}": t + "\nexport {};\n" for n, t in pages.items()} | {
        "page-phone": page_scripts() + "\nexport {};\n"
    }  # fmt: skip


def test_scripts_keep_one_style() -> None:
    checked = run(TOOLS / "biome", "check", f"--config-path={HERE}", *SCRIPTS)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_name_and_call_of_the_scripts_is_known(tmp_path: Path) -> None:
    """What one file declares and another changes, a name that is nowhere: seen in the whole that a browser gets."""
    for name, text in modules().items():
        (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")

    checked = run(
        TOOLS / "tsc", "--allowJs", "--checkJs", "--noEmit", "--target", "ES2020", "--lib", "ES2020,DOM,DOM.Iterable",
        "--module", "ES2020", "--moduleResolution", "bundler", *sorted(tmp_path.glob("*.js")),
    )  # fmt: skip

    assert len(list(tmp_path.iterdir())) > 15
    assert checked.returncode == 0, checked.stdout


def test_every_control_reads_what_was_written_into_it(tmp_path: Path) -> None:
    module = tmp_path / "controls.mjs"
    module.write_text(script(*EXERCISE[:-1]) + "\nexport { controls };\n", encoding="utf-8")
    samples = [
        {"kind": kind, "control": control(sample), "answer": sample.key_answer()} for kind, sample in SAMPLES.items()
    ]
    given = tmp_path / "samples.json"
    given.write_text(json.dumps({"script": str(module), "samples": samples}, ensure_ascii=False), encoding="utf-8")

    told = run("node", "--test", "controls.test.js", KIT_FRONT=str(given))

    assert told.returncode == 0, told.stdout[-4000:]
    assert f"# pass {5 * len(SAMPLES)}" in told.stdout, told.stdout[-400:]
