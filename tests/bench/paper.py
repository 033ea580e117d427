"""Documents: the kit's way against `jupyter nbconvert --to webpdf --execute` on the same notebooks."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kit.course import Library
from kit.paper.handouts import Press, jobs
from tests.bench.result import Result, seconds
from tests.browser.conftest import FLAGS, find_chromium

ROOT = Path(__file__).parents[2]
MODULE = "policy-dialogue"

# webpdf takes no browser but the one that playwright downloads; it is helped to the one that is here.
HELPED = """
import sys
from playwright.async_api import BrowserType
given = BrowserType.launch
async def launch(self, **options):
    options["executable_path"], options["args"] = {chromium!r}, {flags!r}
    options.pop("handle_sigint", None); options.pop("handle_sigterm", None); options.pop("handle_sighup", None)
    return await given(self, **options)
BrowserType.launch = launch
from nbconvert.nbconvertapp import main
sys.argv = ["jupyter-nbconvert", "--to", "webpdf", "--execute", *sys.argv[1:]]
main()
"""


def home_of(folder: Path, *, data: bool) -> Path:
    """A copy of the content, its data cells kept or taken out."""
    home = folder / ("with-data" if data else "text-only")
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    if not data:
        for path in (home / "notebooks" / "modules").rglob("*.ipynb"):
            body = json.loads(path.read_text(encoding="utf-8"))
            body["cells"] = without_data(body["cells"])
            path.write_text(json.dumps(body), encoding="utf-8")
    return home


def without_data(cells: list[dict]) -> list[dict]:
    """Cells without those tagged data, and without code that needs a name which only these have made."""
    kept = [c for c in cells if "data" not in c["metadata"].get("tags", [])]
    gone = {name for c in cells if c not in kept for name in _names(c, ast.Store)}
    while needing := [c for c in kept if c["cell_type"] == "code" and gone & _names(c, ast.Load)]:
        kept = [c for c in kept if c not in needing]
        gone |= {name for c in needing for name in _names(c, ast.Store)}
    return kept


def _names(cell: dict, context: type) -> set[str]:
    tree = ast.parse("".join(cell["source"])) if cell["cell_type"] == "code" else ast.parse("")
    named = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, context)}
    made = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    brought = {
        (a.asname or a.name).split(".")[0]
        for n in ast.walk(tree)
        if isinstance(n, ast.Import | ast.ImportFrom)
        for a in n.names
    }
    return named | (made | brought if context is ast.Store else set())


def naive(home: Path, out: Path) -> float:
    """Seconds to print every lesson the ecosystem's stock way, one call each, as a trainer would."""
    script = HELPED.format(chromium=find_chromium(), flags=FLAGS)

    def run() -> None:
        for path in sorted((home / "notebooks" / "modules").rglob("*.ipynb")):
            done = subprocess.run(
                [sys.executable, "-c", script, "--output-dir", str(out), str(path)],
                env={**os.environ, "KIT_FOLDER": str(home)}, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode:
                raise SystemExit(done.stderr[-2000:])

    return seconds(run, 1)


def measure(folder: Path, *, quick: bool) -> Iterator[Result]:
    homes = {data: home_of(folder, data=data) for data in (False, True)}
    lessons = len(Library(homes[True]).lessons[MODULE])
    day = date(2026, 11, 21)

    def documents(home: Path, n: int, editions: tuple[str, ...] = ("learner", "trainer")) -> None:
        """All handouts of the module anew: another day, so that nothing is a repetition."""
        press = Press(Library(home), day=day + timedelta(days=n))
        for job in jobs(press.library, [MODULE], list(editions), ["pdf"]):
            press.make(job)

    documents(homes[True], 0)  # warm: compiler, fonts, pandas and matplotlib are loaded
    runs = iter(range(1, 10_000))
    text = seconds(lambda: documents(homes[False], next(runs)))
    one = seconds(lambda: documents(homes[False], next(runs), ("learner",)))
    data = seconds(lambda: documents(homes[True], next(runs)))
    yield Result("a lesson's learner sheet, warm process", f"{one / lessons:.3f} s", "<= 0.15 s", one / lessons <= 0.15)
    if not quick:
        stock = {kept: naive(homes[kept], folder / "stock") for kept in (False, True)}
        # The stock way makes one edition of each lesson: like against like first, then both of ours against its one.
        yield Result(
            "learner edition, text only: times faster than webpdf",
            f"{stock[False] / one:.0f} x",
            ">= 100 x",
            stock[False] / one >= 100,
        )
        yield Result("both our editions against its one, text only", f"{stock[False] / text:.0f} x", "(told)", True)
        yield Result(
            "both editions, data cells run: times faster than webpdf",
            f"{stock[True] / data:.0f} x",
            ">= 20 x",
            stock[True] / data >= 20,
        )

    press, out = Press(Library(homes[True]), day=day), folder / "out"
    wanted = jobs(press.library, [MODULE], ["learner", "trainer"], ["pdf"])
    for job in wanted:
        press.write(job, out)
    again = seconds(lambda: [Press(Library(homes[True]), day=day).write(job, out) for job in wanted])
    yield Result(
        "nothing changed: share of a full run", f"{again / data:.1%}", "skipped by hash, < 20%", again / data < 0.2
    )

    def shell(*words: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "kit", "handouts", *words], cwd=homes[True], check=True, capture_output=True
        )

    cold = seconds(
        lambda: (
            shutil.rmtree(folder / "cold", ignore_errors=True),
            shell(f"{MODULE}/01", "--edition", "learner", "--out", str(folder / "cold")),
        )
    )
    yield Result("one lesson from the shell, cold", f"{cold:.2f} s", "<= 2.0 s", cold <= 2.0)
    yield from memory(homes[True], folder)


def memory(home: Path, folder: Path) -> Iterator[Result]:
    """The peak of a process that prints both editions of the module."""
    probe = (
        "import resource\nfrom kit.cli import main\nfrom kit.document import typst\n"
        f"code = main(['handouts', {MODULE!r}, '--out', {str(folder / 'memory')!r}])\n"
        # VmHWM starts anew with the program; ru_maxrss would carry over the benchmark's own peak
        "print('PEAK', [l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')][0])\n"
        "typst._press()._end()\n"
        "print('PEAK', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=home, capture_output=True, text=True, check=True)
    own, typesetter = (int(part.split()[0]) / 1024 for part in done.stdout.split("PEAK")[1:])
    yield Result("both editions of the module: peak memory", f"{own:.0f} MB", "<= 200 MB", own <= 200)
    yield Result("the same: its typesetter, given back", f"{typesetter:.0f} MB", "<= 1500 MB", typesetter <= 1500)
