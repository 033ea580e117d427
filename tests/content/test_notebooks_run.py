"""Every notebook runs from top to bottom in a fresh kernel (nbval)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WARM = Path(__file__).with_name("warm_kernels.py")
NOTEBOOKS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "notebooks").rglob("*.ipynb"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one nbval over all notebooks says; each notebook has a kernel of its own in it."""
    home = tmp_path_factory.mktemp("nbval") / "home"
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    env = {**os.environ, "KIT_FOLDER": str(home)}
    words = [sys.executable, "-m", "pytest", "--nbval-lax", "-v", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore"]  # fmt: skip
    with warm_kernels(home.parent, env) as specs:
        done = subprocess.run(
            [*words, "--rootdir", str(home), *NOTEBOOKS],
            capture_output=True, text=True, cwd=home, env={**env, "JUPYTER_PATH": specs}, check=False,
        )  # fmt: skip
    return done.stdout + done.stderr


@contextmanager
def warm_kernels(folder: Path, env: dict[str, str]) -> Iterator[str]:
    """Where Jupyter finds a "python3" that is forked from a process which has the kit imported (warm_kernels.py)."""
    if not hasattr(os, "fork"):
        yield env.get("JUPYTER_PATH", "")
        return
    spec, address = folder / "jupyter" / "kernels" / "python3" / "kernel.json", str(folder / "warm")
    spec.parent.mkdir(parents=True)
    argv = [sys.executable, "-I", "-S", str(WARM), "ask", address, "{connection_file}"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "Python 3", "language": "python"}), encoding="utf-8")
    keeper = subprocess.Popen([sys.executable, str(WARM), "keep", address], stdin=subprocess.PIPE, env=env)
    try:
        while keeper.poll() is None and not Path(address).exists():
            time.sleep(0.05)
        yield str(folder / "jupyter")
    finally:
        keeper.communicate()


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_notebook_runs(run: str, notebook: str) -> None:
    found = Counter(re.findall(rf"^{re.escape(notebook.removesuffix('.ipynb'))}::ipynb::Cell \d+ (\w+)", run, re.M))

    assert set(found) == {"PASSED"}, run[-6000:]
