"""Every notebook runs from top to bottom in a fresh kernel (nbval)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_runs(path: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    import shutil

    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    copy = home / path.relative_to(ROOT)

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval-lax", "-q", "-p", "no:cacheprovider", "-W", "ignore", "--rootdir", str(home), str(copy)],
        capture_output=True, text=True, cwd=home, env={**os.environ, "KIT_FOLDER": str(home)}, check=False,
    )  # fmt: skip

    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
    assert " passed" in run.stdout
