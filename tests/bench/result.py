"""One line of the benchmark."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """What was measured, the figure, what was aimed at, and whether it was met."""

    what: str
    figure: str
    aim: str
    met: bool


def seconds(act: Callable[[], Any], times: int = 3) -> float:
    """The median of a few runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
