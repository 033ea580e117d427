"""Every notebook runs from top to bottom in a fresh kernel (nbval)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = sorted({path.parent.relative_to(ROOT) for path in (ROOT / "notebooks").rglob("*.ipynb")})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.as_posix())
def test_notebooks_of_a_folder_run(folder: Path, tmp_path: Path) -> None:
    """One nbval for a folder; each notebook has a kernel of its own in it."""
    home = tmp_path / "home"
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    notebooks = sorted((home / folder).glob("*.ipynb"))

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval-lax", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore", "--rootdir", str(home), *map(str, notebooks)],
        capture_output=True, text=True, cwd=home, env={**os.environ, "KIT_FOLDER": str(home)}, check=False,
    )  # fmt: skip

    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
    assert notebooks and " passed" in run.stdout
