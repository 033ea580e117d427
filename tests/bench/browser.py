"""The first exercise on the screen against jupyterquiz, and the kernel against bare ipywidgets."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.result import Result
from tests.browser.conftest import FLAGS, find_chromium, serve, stop
from tests.conftest import make_home, notebook

QUIZ = json.dumps(
    [
        {
            "question": "Câu hỏi?",
            "type": "multiple_choice",
            "answers": [{"answer": "Một", "correct": False}, {"answer": "Hai", "correct": True}],
        }
    ]
)


def measure(folder: Path, *, quick: bool) -> Iterator[Result]:
    yield from kernel_memory(folder)
    if not quick:
        yield from first_exercise(folder)


def kernel_memory(folder: Path) -> Iterator[Result]:
    """Resident memory of a kernel that shows six exercises, against one that shows six plain widgets."""
    home = make_home(folder / "kernel")
    ours = "from kit import exercise, sign_in\nshown = [sign_in()] + [exercise(f'samples/{n}') for n in ('order','number','reflection','true-false','single-choice','multiple-choice')]"
    bare = "import ipywidgets as w\nshown = [w.VBox([w.RadioButtons(options=['a','b']), w.Button(), w.HTML()]) for _ in range(6)]"
    sizes = {name: _resident(code, home) for name, code in (("ours", ours), ("bare", bare))}
    extra = sizes["ours"] - sizes["bare"]
    yield Result(
        f"kernel with six exercises over bare ipywidgets ({sizes['bare']:.0f} MB)",
        f"{extra:+.1f} MB",
        "<= 10 MB",
        extra <= 10,
    )


def _resident(code: str, home: Path) -> float:
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3", cwd=str(home))
    try:
        told: list[str] = []
        client.execute_interactive(
            f"{code}\nimport psutil\nprint(psutil.Process().memory_info().rss)",
            timeout=60, output_hook=lambda m: told.append(m["content"].get("text", "")),
        )  # fmt: skip
        return int("".join(told).strip().splitlines()[-1]) / 2**20
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def first_exercise(folder: Path) -> Iterator[Result]:
    """Seconds from opening a lesson until its first exercise can be used; both in our JupyterLab, in turn."""
    from playwright.sync_api import sync_playwright

    home = make_home(folder / "screen")
    lessons = home / "notebooks" / "modules" / "samples"
    (lessons / "quiz.ipynb").write_text(
        notebook(
            ("markdown", "# Bài"),
            ("code", f"from jupyterquiz import display_quiz\nimport json\ndisplay_quiz(json.loads({QUIZ!r}))"),
        ),
        encoding="utf-8",
    )
    (lessons / "ours.ipynb").write_text(
        notebook(("markdown", "# Bài"), ("code", "from kit import exercise\n\nexercise('samples/single-choice')")),
        encoding="utf-8",
    )
    server, lab = serve(home, home)
    taken: dict[str, list[float]] = {"ours": [], "quiz": []}
    usable = {"ours": ".kit-exercise .kit-main", "quiz": ".jp-OutputArea .MCButton, .jp-OutputArea [class*=MCButton]"}
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            for turn in range(7):
                for name, selector in usable.items():
                    page = chromium.new_context().new_page()
                    start = time.perf_counter()
                    page.goto(lab.url.replace("notebooks/start.ipynb", f"notebooks/modules/samples/{name}.ipynb"))
                    page.wait_for_selector(selector, timeout=60_000)
                    if turn:  # the first turn warms the server
                        taken[name].append(time.perf_counter() - start)
                    page.context.close()
            chromium.close()
    finally:
        stop(server)
    best = {name: min(times) for name, times in taken.items()}
    ratio = best["ours"] / best["quiz"]
    yield Result(
        f"first exercise usable, against jupyterquiz ({best['quiz']:.1f} s)",
        f"{ratio:.2f} x",
        "<= 1.05 x",
        ratio <= 1.05,
    )
