"""A real JupyterLab, started by `kit start`, in a real Chromium with no way out."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES, make_home

# What may stand around any exercise: an order of each learner's own, two tries, "how sure are you?".
AROUND = replace(SAMPLES["single-choice"], shuffle=True, tries=2, confidence=True)

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip
BRIEF = ["--js-flags=--no-opt,--no-maglev"]  # a page of a test lives for seconds: compiling it to be fast never pays


def find_chromium() -> str | None:
    """Whatever CHROMIUM names, or Chromium as Debian installs it: without its window, where it can be had."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next((p for n in names if (p := shutil.which(n))), None)


@dataclass
class Lab:
    """A running server: its address with the token, its folder, and what it printed."""

    url: str
    folder: Path
    printed: list[str] = field(default_factory=list)


def read_on(stream, lab: Lab) -> None:
    """Note what is printed until the stream ends, or is closed while a server that was killed still holds it."""
    with suppress(ValueError):
        lab.printed.extend(stream)


def serve(folder: Path, home: Path, *words: str) -> tuple[subprocess.Popen, Lab]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "kit", "start", "--no-browser", "--port", str(port), *words],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", cwd=home,
        env={**os.environ, "KIT_FOLDER": str(home)},
    )  # fmt: skip
    lab = Lab("", folder)
    for line in server.stdout:
        lab.printed.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/lab/tree/\S*token=\w+", line):
            lab.url = found[0]
            break
    assert lab.url, "".join(lab.printed)
    for _ in range(300):  # the address is printed a moment before the port is open
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.1)
    server.reader = threading.Thread(target=read_on, args=(server.stdout, lab), daemon=True)
    server.reader.start()
    return server, lab


def stop(server: subprocess.Popen) -> None:
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    server.reader.join(10)
    server.stdout.close()


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """One Chromium for all browser tests; without one they are skipped, which CI takes as a failure."""
    path = find_chromium()
    if path is None and os.environ.get("CI"):
        pytest.fail("CI must have Chromium: the browser tests may not be skipped")
    if path is None:
        pytest.skip("no Chromium here: apt-get install chromium, or name one in CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *BRIEF])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def samples_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """`kit start --learner` on the samples: one lesson with an exercise of every kind."""
    base = tmp_path_factory.mktemp("samples-lab")
    home = make_home(base / "home", {**SAMPLES, "around": AROUND})
    server, lab = serve(base / "learner", home, "--learner", "--folder", str(base / "learner"))
    yield lab
    stop(server)


@pytest.fixture(scope="session")
def real_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """`kit start` for a trainer, on a copy of the real content."""
    home = tmp_path_factory.mktemp("real-lab") / "home"
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    server, lab = serve(home, home)
    yield lab
    stop(server)


def fresh_page(browser):
    """A page of a laptop's size in a context of its own; it notes what asks for an address outside this machine."""
    made = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    made.outside = []
    made.on(
        "request",
        lambda r: (
            made.outside.append(r.url)
            if not re.match(r"(https?|wss?)://127\.0\.0\.1|data:|blob:|about:", r.url)
            else None
        ),
    )
    made.set_default_timeout(60_000)
    return made


PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
READY = ".jp-NotebookPanel[data-kit-ran='1']:not(.lm-mod-hidden)"


def visit(page, lab: Lab, path: str):
    """Open a notebook and wait until it has run: by its address, or, in a JupyterLab that is open, as its links do."""
    address = lab.url.partition("/lab/tree/")[0]
    if page.url.startswith((f"{address}/lab", f"{address}/doc")):  # one notebook fills the window: its address is /doc
        page.evaluate(
            """path => { const a = document.createElement("a"); a.dataset.kitOpen = path; a.href = "#";
                         document.body.append(a); a.click(); a.remove(); }""",
            path,
        )
        page.wait_for_function("path => decodeURI(location.pathname).endsWith(path)", arg=path)
    else:
        page.goto(lab.url.replace("notebooks/start.ipynb", path))
    page.wait_for_selector(READY)
    return page.locator(PANEL)


def reload(page) -> None:
    """As the key F5 does; waits until the notebook has run again."""
    page.reload()
    page.wait_for_selector(READY)


@pytest.fixture
def page(browser) -> Iterator:
    """A fresh page for one test."""
    made = fresh_page(browser)
    yield made
    made.context.close()


@pytest.fixture(scope="session")
def trainer(browser, real_lab: Lab) -> Iterator:
    """One JupyterLab of a trainer for all tests that look at the real content: notebooks are opened in it."""
    made = fresh_page(browser)
    made.goto(real_lab.url)
    made.wait_for_selector(READY)
    yield made
    made.context.close()


@pytest.fixture(scope="session")
def learner(browser, samples_lab: Lab) -> Iterator:
    """One lesson with every kind, open for all tests of learners: each signs in as somebody of her own."""
    made = fresh_page(browser)
    visit(made, samples_lab, "notebooks/modules/samples/01-all-kinds.ipynb")
    made.wait_for_selector(f"{READY} .kit-exercise")
    yield made
    made.context.close()


WIDTHS = (320, 390, 768, 1366, 1920)


def at_width(page, width: int):
    """The page as wide as a phone, a laptop or a projector; its words have settled."""
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(250)
    return page
