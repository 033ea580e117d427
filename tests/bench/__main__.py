"""Ratios in one run: python -m tests.bench [house paper saving workbook classes phones browser] [--quick]

Every figure compares two ways of doing the same thing on this machine in this run. Absolute times
mean little from one machine to the next; the ratios and the limits beside them are what to read.
Without names all parts run. `--quick` leaves out what takes minutes; its figures are told and not judged,
as one short run on a busy machine says little: it shows that every part still runs.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench import browser, classes, house, paper, phones, saving, workbook
from tests.bench.result import Result

PARTS: dict[str, Callable[[Path, bool], Iterable[Result]]] = {
    "house": lambda _folder, _quick: house.measure(),
    "paper": lambda folder, quick: paper.measure(folder, quick=quick),
    "saving": lambda folder, _: saving.measure(folder),
    "workbook": lambda folder, _: workbook.measure(folder),
    "classes": lambda folder, quick: classes.measure(folder, quick=quick),
    "phones": lambda folder, quick: phones.measure(folder, quick=quick),
    "browser": lambda folder, quick: browser.measure(folder, quick=quick),
}


def main(words: list[str]) -> int:
    quick, names = "--quick" in words, [word for word in words if not word.startswith("--")]
    if unknown := [name for name in names if name not in PARTS]:
        print(f"No part named {', '.join(unknown)}. There are: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    met = True
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as folder:
        for name in names or PARTS:
            for result in PARTS[name](Path(folder), quick):
                print(
                    f"{result.what:<64}  {result.figure:>12}  {result.aim:<24}  {'ok' if result.met else 'MISSED'}",
                    flush=True,
                )
                met = met and result.met
    return 0 if met or quick else 1


raise SystemExit(main(sys.argv[1:]))
