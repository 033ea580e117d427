"""Classes at scale: one of 140 collected and analysed; 600 of 70 learners and 60 items, beside plain pandas."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from kit.classroom import overview, parallel_tests
from kit.classroom.items import item_statistics, test_statistics
from kit.classroom.results import COLUMNS
from kit.classroom.store import FileStore, open_store
from tests.bench.result import Result, seconds

ROOT = Path(__file__).parents[2]
CLASSES, LEARNERS, ITEMS = 600, 70, 60


def results_of(class_id: str, learners: int, items: int, seed: int = 1) -> pd.DataFrame:
    """Results of a made-up class, simulated: abler learners do better, later items are harder."""
    lot = np.random.default_rng([seed, learners, items, len(class_id)])
    ability, hardness = lot.normal(0, 1, learners), np.linspace(-1.5, 1.5, items)
    right = lot.random((learners, items)) < 1 / (1 + np.exp(hardness - ability[:, None]))
    n = learners * items
    codes = [f"HV{k:03d}" for k in range(1, learners + 1)]
    wrong = lot.choice(['"o2"', '"o3"'], n)
    table = pd.DataFrame(
        {
            "class_id": class_id,
            "learner": np.repeat(codes, items),
            "mode": np.repeat(["room" if k % 7 < 3 else "online" for k in range(learners)], items),
            "unit": np.repeat([f"Xã {k % 12}" for k in range(learners)], items),
            "exercise": np.tile([f"policy-dialogue/test-a-{k:02d}" for k in range(1, items + 1)], learners),
            "form": "test-a",
            "moment": "before",
            "source": "screen",
            "answer": np.where(right.ravel(), '"o1"', wrong),
            "status": np.where(right.ravel(), "correct", "wrong"),
            "points": right.ravel().astype(float),
            "last_points": right.ravel().astype(float),
            "people": 1,
            "tries": 1,
            "stale": False,
            "at": "2026-11-21T08:00:00.000+00:00",
        }
    )
    return table.astype(COLUMNS)


def measure(folder: Path, *, quick: bool) -> Iterator[Result]:
    yield from one_class(folder)
    yield from province(folder, 60 if quick else CLASSES)


def one_class(folder: Path) -> Iterator[Result]:
    """140 learners with both tests and two lessons: taken in, judged, analysed."""
    from kit.classroom.collect import collect
    from kit.classroom.opening import Wanted, new_class
    from kit.classroom.results import Judge, results
    from kit.course import Library
    from tests.classroom.conftest import MODULE, hand_in, simulate

    home = folder / "class-home"
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    klass, _ = new_class(Library(home), "lop", Wanted(MODULE, date(2026, 11, 21), room=60, online=80))
    inbox, lot = folder / "inbox", random.Random(1)
    inbox.mkdir()
    for person in klass.people:
        hand_in(inbox, klass, simulate(klass, person, lot))
    taken = seconds(lambda: collect(klass, inbox), 1)
    again = seconds(lambda: collect(klass, inbox), 1)

    def analyse() -> None:
        judge = Judge(klass)
        table, _ = results(klass, judge)
        parallel_tests.before_after(klass, table)
        for form in klass.forms.values():
            overview.items(klass, judge, table, form, "before")
            marks = parallel_tests.marks(table, form, "before")
            item_statistics(marks), test_statistics(marks)

    worked = seconds(analyse)
    yield Result("class of 140: taken in, first round and again", f"{taken:.2f} s, {again:.2f} s", "< 5 s", taken + again < 5)  # fmt: skip
    yield Result("class of 140: judged and analysed", f"{worked:.2f} s", "< 5 s", worked < 5)


# Each side runs in a process of its own, so that its peak memory is its own.
OURS = """
import sys, time, resource
from kit.classroom import parallel_tests
from kit.classroom.items import item_statistics, test_statistics
from kit.classroom.store import open_store
start = time.perf_counter()
table = open_store(sys.argv[1]).read()
marks = parallel_tests.marks(table, 'test-a', 'before')
figures = item_statistics(marks), test_statistics(marks)
by_class = table.groupby(['class_id', 'exercise'], observed=True)['points'].agg(['mean', 'size'])
print(len(table), time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
PLAIN = """
import sys, time, resource, glob
import pandas as pd
start = time.perf_counter()
table = pd.concat([pd.read_json(name, lines=True) for name in sorted(glob.glob(sys.argv[1] + '/*.jsonl'))])
by_class = table.groupby(['class_id', 'exercise'])['points'].agg(['mean', 'size'])
pooled = table.groupby('exercise')['points'].agg(['mean', 'std'])
print(len(table), time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def province(folder: Path, classes: int) -> Iterator[Result]:
    """Everything a province has, read and analysed: ours from the files of its store, pandas from lines of JSON."""
    store, lines = FileStore(folder / "store"), folder / "lines"
    address = f"sqlite:///{folder / 'province.db'}"
    database = open_store(address)
    lines.mkdir()
    half = folder / "half"
    half.mkdir()
    for n in range(classes):
        table = results_of(f"lop-{n:03d}", LEARNERS, ITEMS, seed=n)
        store.write(f"lop-{n:03d}", table)
        database.write(f"lop-{n:03d}", table)
        table.to_json(lines / f"lop-{n:03d}.jsonl", orient="records", lines=True, force_ascii=False)
        if n % 2:
            shutil.copyfile(store.folder / f"lop-{n:03d}.csv", half / f"lop-{n:03d}.csv")
    rows, ours, memory = _run(OURS, store.folder)
    _, kept, kept_memory = _run(OURS, address)
    _, part, _ = _run(OURS, half)
    _, plain, plain_memory = _run(PLAIN, lines)
    yield Result(f"{classes} classes, {rows:,} answers: read, item analysis, by class", f"{ours:.1f} s, {memory:.0f} MB", "< 60 s, < 2000 MB", ours < 60 and memory < 2000)  # fmt: skip
    yield Result(
        "the same, time to pandas.read_json + groupby", f"x{ours / plain:.2f} ({plain:.1f} s)", "< x1", ours < plain
    )
    yield Result("the same, memory to pandas.read_json + groupby", f"x{memory / plain_memory:.2f} ({plain_memory:.0f} MB)", "< x1", memory < plain_memory)  # fmt: skip
    yield Result("the same out of SQLite, time and memory to the files", f"x{kept / ours:.2f} ({kept:.1f} s, {kept_memory:.0f} MB)", "< x4, < 2000 MB", kept < 4 * ours and kept_memory < 2000)  # fmt: skip
    yield Result("twice the classes take", f"x{ours / part:.2f}", "< x2.5 (linear)", ours < 2.5 * part)


def _run(script: str, folder: Path | str) -> tuple[int, float, float]:
    run = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    rows, taken, memory = run.stdout.split()
    return int(rows), float(taken), float(memory)
