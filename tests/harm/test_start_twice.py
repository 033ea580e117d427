"""`kit start` leaves nothing behind and does not open one folder twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser.conftest import serve
from tests.conftest import SAMPLES, make_home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path / "home", SAMPLES)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


def test_second_start_says_that_it_is_open_and_a_killed_start_takes_its_server_along(home: Path) -> None:
    """One server for both promises: it takes seconds to start. The killed one used to keep its port for days."""
    server, lab = serve(home, home)
    try:
        second = subprocess.run(
            [sys.executable, "-m", "kit", "start", "--no-browser"],
            capture_output=True, text=True, encoding="utf-8", cwd=home, timeout=60,
            env={**os.environ, "KIT_FOLDER": str(home)}, check=False,
        )  # fmt: skip
        assert (second.returncode, second.stderr) == (0, "")
        assert "đang mở sẵn" in second.stdout and lab.url in second.stdout
        assert answers(lab.url)
    finally:
        os.kill(server.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        server.wait()
        server.stdout.close()
    until = time.monotonic() + 30
    while answers(lab.url) and time.monotonic() < until:
        time.sleep(0.2)
    assert not answers(lab.url)
