"""What one saved attempt costs: written, synced, then confirmed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from kit.answers import Log, Record
from tests.bench.result import Result


def measure(folder: Path) -> Iterator[Result]:
    log, taken = Log(folder / "answers" / "lan.jsonl"), []
    for n in range(300):
        start = time.perf_counter()
        log.append(Record("attempt", f"m/e{n % 20}", "d" * 16, ["a", "b"], "correct", 1.0))
        taken.append(time.perf_counter() - start)
    median = statistics.median(taken) * 1000
    slow = statistics.quantiles(taken, n=20)[-1] * 1000
    yield Result("an attempt saved, median", f"{median:.2f} ms", "< 10 ms", median < 10)
    yield Result("an attempt saved, 95th percentile", f"{slow:.2f} ms", "(told)", True)
