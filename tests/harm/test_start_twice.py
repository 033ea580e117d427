"""`kit start` leaves nothing behind and does not open one folder twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from kit import lab as lab_of_the_kit
from tests.browser.conftest import serve, stop
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


def test_server_that_is_stopped_ends_without_a_word_of_python(home: Path) -> None:
    """Ctrl+C used to end in “Fatal Python error”: what stands on the screen last is what a trainer remembers."""
    server, lab = serve(home, home)
    stop(server)

    assert not [line for line in lab.printed if "Error" in line or "Traceback" in line or "thread" in line]


def test_record_of_a_server_that_is_gone_or_of_somebodys_own_is_not_taken_for_ours(monkeypatch, tmp_path: Path) -> None:
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<title>JupyterLab</title>")

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Other) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        records = [
            {"root_dir": str(tmp_path), "token": "a", "url": f"http://127.0.0.1:{other.server_port}/"},
            {"root_dir": str(tmp_path), "token": "b", "url": "http://127.0.0.1:9/"},
        ]
        monkeypatch.setattr("jupyter_server.serverapp.list_running_servers", lambda: iter(records))
        assert lab_of_the_kit.running(tmp_path) == ""
        other.shutdown()


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
