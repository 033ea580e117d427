"""Classical item analysis of one test: how hard each question was, how well it tells learners apart, how far to trust the whole.

`marks` is a table with one row a learner and one column an item, values from 0 to 1. NaN means that the
item was never put to that learner; a blank on a sheet that was handed in is 0. Every figure describes
the group that was there and no other. What may be shown of a small class is told by kit.classroom.disclosure.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
EDGE = 0.27  # the upper and lower group (Kelley 1939, J. Educ. Psychol. 30: 17-24)
GROUPS = 3  # score groups of a distractor table, as ShinyItemAnalysis draws them
CONFIDENCE = 0.95


def item_statistics(marks: pd.DataFrame) -> pd.DataFrame:
    """Difficulty and discrimination of each item; index: item, columns as below.

    n               learners to whom the item was put
    difficulty      mean mark, 0..1; high is easy
    sd              standard deviation of the marks, divisor n-1
    item_rest       Pearson correlation with the score on the other items (corrected point-biserial)
    item_total      Pearson correlation with the score on all items, this one included
    discrimination  difficulty in the upper 27 % by score less that in the lower 27 % (Johnson 1951);
                    learners tied at the edge share its places, so that their order means nothing

    A learner's score is the mean of the items put to her, which for a full table ranks as the sum does.
    Where nothing varies there is no correlation: NaN, never 0. Definitions: Crocker & Algina, Introduction
    to Classical and Modern Test Theory (1986), ch. 14.
    """
    values = marks.to_numpy(dtype=float)
    there = ~np.isnan(values)
    n = there.sum(axis=0)
    filled = np.where(there, values, 0.0)
    asked = there.sum(axis=1)
    total = _share(filled.sum(axis=1), asked)
    rest = _share(filled.sum(axis=1)[:, None] - filled, asked[:, None] - there)
    columns = range(values.shape[1])
    return pd.DataFrame(
        {
            "n": n,
            "difficulty": _share(filled.sum(axis=0), n),
            "sd": [_sd(values[there[:, i], i]) for i in columns],
            "item_rest": [correlation(values[:, i], rest[:, i]) for i in columns],
            "item_total": [correlation(values[:, i], total) for i in columns],
            "discrimination": [_discrimination(values[:, i], total) for i in columns],
        },
        index=pd.Index(marks.columns, name="item"),
    )


def test_statistics(marks: pd.DataFrame) -> pd.Series:
    """The test as a whole, over the learners to whom every item was put.

    n, items        learners, items
    mean, sd        of the total score (the sum of the marks), divisor n-1
    alpha           Cronbach's alpha, k/(k-1) (1 - sum of item variances / variance of the total); for
                    right-wrong items it is KR-20. Negative values are told as they are.
    alpha_low/high  Feldt's 95 % interval, F with n-1 and (n-1)(k-1) degrees of freedom (Feldt 1965,
                    Psychometrika 30: 357-370)
    sem             standard error of measurement, sd x sqrt(1 - alpha), in points of the total

    NaN where fewer than two learners or items, or no variance, leave a figure undefined.
    """
    whole = marks.to_numpy(dtype=float)
    whole = whole[~np.isnan(whole).any(axis=1)]
    n, k = whole.shape
    total = whole.sum(axis=1)
    sd = _sd(total)
    alpha = low = high = np.nan
    if n > 1 and k > 1 and sd > 0:
        alpha = min(1.0, k / (k - 1) * (1 - whole.var(axis=0, ddof=1).sum() / sd**2))  # rounding may step over 1
        low, high = feldt_interval(alpha, n, k)
    return pd.Series(
        {
            "n": n,
            "items": k,
            "mean": total.mean() if n else np.nan,
            "sd": sd,
            "alpha": alpha,
            "alpha_low": low,
            "alpha_high": high,
            "sem": sd * np.sqrt(1 - alpha) if not np.isnan(alpha) else np.nan,
        }
    )


test_statistics.__test__ = False  # type: ignore[attr-defined]  # its name is no promise to pytest


def feldt_interval(alpha: float, n: int, k: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Limits of Cronbach's alpha for n learners and k items (Feldt 1965)."""
    from scipy.stats import f

    edge = (1 - confidence) / 2
    degrees = (n - 1, (n - 1) * (k - 1))
    low, high = (1 - (1 - alpha) * f.ppf(p, *degrees) for p in (1 - edge, edge))
    return float(low), float(high)


def wilson_interval(right: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Limits of a share, right of n (Wilson 1927, JASA 22: 209-212); (0, 1) when nobody was asked."""
    from statistics import NormalDist

    if n <= 0:
        return 0.0, 1.0
    z2 = NormalDist().inv_cdf((1 + confidence) / 2) ** 2
    share = right / n
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = (z2 * (share * (1 - share) / n + z2 / (4 * n * n))) ** 0.5 / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def correlation_interval(r: float, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Limits of a correlation by Fisher's z (1921, Metron 1: 3-32); NaN for fewer than four learners or r of 1.

    Made for two normal variables: for very easy or very hard items the limits are too narrow.
    """
    from statistics import NormalDist

    if n < 4 or np.isnan(r) or abs(r) >= 1:
        return np.nan, np.nan
    half = NormalDist().inv_cdf((1 + confidence) / 2) / np.sqrt(n - 3)
    return float(np.tanh(np.arctanh(r) - half)), float(np.tanh(np.arctanh(r) + half))


def distractors(picked: pd.Series, score: pd.Series, key: str, groups: int = GROUPS) -> pd.DataFrame:
    """What was picked at one item, by score group; index: option, the key first, "" for a blank.

    `picked`: option of each learner ("" a blank, NaN never asked); `score`: her score, same index. Columns: key (bool), n,
    share, group_1 (lowest) ... group_k: share of the group that picked it. Learners of equal score are
    never parted: each belongs to the group in which the middle of their places falls.
    """
    there = picked.notna().to_numpy() & score.notna().to_numpy()  # whoever was never asked belongs to no group
    chosen, known = picked[there].astype(str), score[there].astype(float).round(12)
    place = (known.rank(method="average") - 0.5) / max(1, len(known))
    group = np.minimum((place * groups).astype(int), groups - 1)
    counts = chosen.value_counts()
    order = [key, *sorted(option for option in counts.index if option not in (key, "")), ""]
    options = [option for option in order if option == key or option in counts.index]
    table = pd.crosstab(chosen, group).reindex(index=options, columns=range(groups), fill_value=0)
    sizes = np.array([(group == g).sum() for g in range(groups)])
    shares = {f"group_{g + 1}": _share(table[g].to_numpy(dtype=float), sizes[g]) for g in range(groups)}
    n = counts.reindex(options, fill_value=0)
    share = _share(n.to_numpy(dtype=float), len(chosen))
    frame = pd.DataFrame({"key": [option == key for option in options], "n": n, "share": share, **shares})
    return frame.rename_axis("option")


def maybe_wrong_key(table: pd.DataFrame) -> bool:
    """Does the best group pick some wrong option more often than the key? A flag to look at the item, no verdict."""
    top = [name for name in table.columns if name.startswith("group_")][-1]
    others = table[~table["key"] & (table.index != "")]
    return bool(len(others)) and float(others[top].max()) > float(table.loc[table["key"], top].iloc[0])


def correlation(one: Floats, other: Floats) -> float:
    """Pearson's correlation over the pairs that are there; NaN where one of the two does not vary."""
    both = ~(np.isnan(one) | np.isnan(other))
    a, b = one[both], other[both]
    if len(a) < 2 or _flat(a) or _flat(b):
        return np.nan
    a, b = a - a.mean(), b - b.mean()
    return float(np.clip((a @ b) / np.sqrt((a @ a) * (b @ b)), -1.0, 1.0))


def _flat(values: Floats) -> bool:
    """Equal but for what rounding leaves: a constant mark must not seem to vary."""
    return bool(np.ptp(values) <= 1e-12 * max(1.0, float(np.abs(values).max())))


def _discrimination(item: Floats, total: Floats) -> float:
    there = ~np.isnan(item)
    marks, scores = item[there], total[there]
    size = int(EDGE * len(marks) + 0.5) or 1
    if len(marks) < 2:
        return np.nan
    return _edge_mean(marks, scores, size) - _edge_mean(marks, -scores, size)


def _edge_mean(marks: Floats, scores: Floats, size: int) -> float:
    """Mean mark of the `size` highest scores; those tied at the edge share the places that are left."""
    scores = np.round(scores, 12)  # equal scores are equal, whatever order they were added up in
    edge = np.sort(scores)[-size]
    above, at = scores > edge, scores == edge
    places = size - above.sum()
    return float((marks[above].sum() + places * marks[at].mean()) / size)


def _share(part: npt.ArrayLike, whole: npt.ArrayLike) -> Floats:
    """part / whole, NaN where there is no whole."""
    part, whole = np.broadcast_arrays(np.asarray(part, dtype=float), np.asarray(whole, dtype=float))
    shares: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return shares


def _sd(values: Floats) -> float:
    if len(values) < 2:
        return np.nan
    return 0.0 if _flat(values) else float(values.std(ddof=1))
