"""Ratios in one run: python -m tests.bench [--quick]

Every figure compares two ways of doing the same thing on this machine in this run. Absolute times
mean little from one machine to the next; the ratios and the limits beside them are what to read.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench import browser, classes, paper, saving, workbook


def main() -> int:
    quick = "--quick" in sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as folder:
        results = [
            *paper.measure(Path(folder), quick=quick),
            *saving.measure(Path(folder)),
            *workbook.measure(Path(folder)),
            *classes.measure(Path(folder), quick=quick),
            *browser.measure(Path(folder), quick=quick),
        ]
    width = max(len(result.what) for result in results)
    for result in results:
        print(f"{result.what:<{width}}  {result.figure:>10}  {result.aim:<22}  {'ok' if result.met else 'MISSED'}")
    return 0 if all(result.met for result in results) else 1


raise SystemExit(main())
