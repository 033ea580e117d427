"""Opens the kit and a class as a trainer does, asks both pages once, and ends them: for systems that no other test runs on."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import date

KIT = [sys.executable, "-m", "kit"]


def opened(words: list[str], pattern: str) -> tuple[subprocess.Popen[str], str]:
    """The program and the address that it printed."""
    program = subprocess.Popen(
        [*KIT, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    assert program.stdout
    for line in program.stdout:
        if found := re.search(pattern, line):
            return program, found[0]
    raise SystemExit(f"{words}: no address was printed")


def asked(address: str) -> str:
    """The page; the address is printed a moment before the port is open."""
    for _ in range(60):
        try:
            with urllib.request.urlopen(address, timeout=60) as page:
                return str(page.read().decode("utf-8"))
        except OSError:
            time.sleep(1)
    raise SystemExit(f"{address}: nobody answers")


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


lab, address = opened(
    ["start", "--no-browser", "--port", free_port()], r"http://127\.0\.0\.1:\d+/lab/tree/\S*token=\w+"
)
assert "kitWords" in asked(address)
lab.terminate()
lab.wait(60)
subprocess.run(
    [*KIT, "class", "new", "thu-mo", "--module", "monitoring", "--starts", f"{date.today():%d/%m/%Y}", "--room", "5"],
    check=True,
)
port = free_port()
phones, _ = opened(["serve", "thu-mo", "--no-browser", "--port", port], r"http://127\.0\.0\.1:\d+/giang-vien\S+")
assert "HV001" not in asked(f"http://127.0.0.1:{port}/")
phones.terminate()
phones.wait(60)
