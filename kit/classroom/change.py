"""Before and after: the same people on two parallel forms, counts first, means with their interval, gain last."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.classroom.items import CONFIDENCE

SAME = 1e-9  # marks are sums of thirds and halves: this much is no change


@dataclass(frozen=True)
class Change:
    """How the people who sat both forms changed; shares run from 0 to 1.

    `pairs`: index learner; before, after, change. `only_before`, `only_after`: who could not be matched.
    mean_low/high: Student's interval of the mean change of the same people (NaN for fewer than two, and a
    point where all changed alike). gain: (mean after - mean before) / (1 - mean before) of these people
    (Hake 1998, Am. J. Phys. 66: 64-74); NaN where all was right before.
    """

    pairs: pd.DataFrame
    only_before: list[str]
    only_after: list[str]
    up: int
    same: int
    down: int
    mean_before: float
    mean_after: float
    mean_change: float
    mean_low: float
    mean_high: float
    gain: float

    @property
    def n(self) -> int:
        return len(self.pairs)


def change(before: pd.Series, after: pd.Series) -> Change:
    """Compare two scores by learner (index: code, values 0..1).

    A code is one person and may stand once in each: ValueError otherwise.
    """
    if before.index.has_duplicates or after.index.has_duplicates:
        raise ValueError("a learner stands twice in one of the scores")
    pairs = pd.concat({"before": before, "after": after}, axis=1, join="inner").dropna().sort_index()
    pairs["change"] = pairs["after"] - pairs["before"]
    moved = pairs["change"]
    low, high = mean_interval(moved)
    before_mean, after_mean = pairs["before"].mean(), pairs["after"].mean()
    return Change(
        pairs=pairs,
        only_before=sorted(set(before.dropna().index) - set(pairs.index)),
        only_after=sorted(set(after.dropna().index) - set(pairs.index)),
        up=int((moved > SAME).sum()),
        same=int((moved.abs() <= SAME).sum()),
        down=int((moved < -SAME).sum()),
        mean_before=before_mean,
        mean_after=after_mean,
        mean_change=moved.mean(),
        mean_low=low,
        mean_high=high,
        gain=normalised_gain(before_mean, after_mean),
    )


def mean_interval(values: pd.Series, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Student's t interval of a mean (Student 1908); NaN for fewer than two values."""
    from scipy.stats import t

    n = len(values)
    if n < 2:
        return np.nan, np.nan
    half = t.ppf((1 + confidence) / 2, n - 1) * values.std(ddof=1) / np.sqrt(n)
    return float(values.mean() - half), float(values.mean() + half)


def normalised_gain(before: float, after: float) -> float:
    """The part of what was still to be learnt that was learnt, from two means of the same people."""
    left = 1 - before
    return float((after - before) / left) if left > SAME else np.nan
