"""What may be said of a small class, and which groups are too small to be shown.

The limits are house rules: a share from 20 people is known to within about 20 points either way, a
correlation from 30 to within about 0.35 (Wilson's and Fisher's intervals), and a group of four can be
told by name.
"""

from __future__ import annotations

import pandas as pd

COUNTS_ONLY = 10  # fewer learners: no statistics of items, counts alone
CORRELATIONS = 30  # fewer learners: shares with their interval, correlations left away
SMALLEST_GROUP = 5  # fewer people: not shown apart


def allowed(n: int) -> frozenset[str]:
    """What may be shown for so many learners: "counts", "shares", "correlations"."""
    kept = {"counts"}
    if n >= COUNTS_ONLY:
        kept.add("shares")
    if n >= CORRELATIONS:
        kept.add("correlations")
    return frozenset(kept)


def with_rules(statistics: pd.DataFrame) -> pd.DataFrame:
    """Item statistics with every figure set to NaN that so few learners do not bear; `n` always stays."""
    shown = statistics.astype(float)
    few, some = shown["n"] < COUNTS_ONLY, shown["n"] < CORRELATIONS
    shown.loc[few, ["difficulty", "sd"]] = float("nan")
    shown.loc[some, ["item_rest", "item_total", "discrimination"]] = float("nan")
    return shown


def grouped(counts: pd.Series, rest: str) -> pd.Series:
    """Counts of people by group, no group under five apart: the small ones are put together under `rest`.

    If they are still too few, the next smallest group joins them, so that no group can be worked out by
    taking the others from the total. Empty groups go. What cannot be parted at all is one line, `rest`.
    """
    left = counts[counts > 0].sort_values(ascending=False, kind="stable")
    if left.sum() < SMALLEST_GROUP:
        return left.iloc[:0]
    small: list[float] = []
    while len(left) and (left.iloc[-1] < SMALLEST_GROUP or (small and sum(small) < SMALLEST_GROUP)):
        small.append(left.iloc[-1])
        left = left.iloc[:-1]
    return pd.concat([left, pd.Series({rest: sum(small)}, dtype=left.dtype)]) if small else left


def can_part(counts: pd.Series) -> bool:
    """Are all groups that hold anyone large enough to be shown side by side?"""
    held = counts[counts > 0]
    return len(held) > 1 and bool((held >= SMALLEST_GROUP).all())
