"""Every notebook runs from top to bottom in a fresh kernel (nbval)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "notebooks").rglob("*.ipynb"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one nbval over all notebooks says; each notebook has a kernel of its own in it."""
    home = tmp_path_factory.mktemp("nbval") / "home"
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval-lax", "-v", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore", "--rootdir", str(home), *NOTEBOOKS],
        capture_output=True, text=True, cwd=home, env={**os.environ, "KIT_FOLDER": str(home)}, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_notebook_runs(run: str, notebook: str) -> None:
    found = Counter(re.findall(rf"^{re.escape(notebook.removesuffix('.ipynb'))}::ipynb::Cell \d+ (\w+)", run, re.M))

    assert set(found) == {"PASSED"}, run[-6000:]
