"""The one rule of disclosure: what may be said of a small class, which groups are shown, and who is never named.

The limits are house rules: a share from 20 people is known to within about 20 points either way, a
correlation from 30 to within about 0.35 (Wilson's and Fisher's intervals), and a group of four can be
told by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from kit.classroom.roster import spelling
from kit.messages import say
from kit.vietnamese import slug

if TYPE_CHECKING:
    from kit.classroom.folder import Person, TrainingClass

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


# ── names ──
_ADDRESS = r"(?:chị|anh|ông|bà|cô|chú|bác|em|cháu|chi|ong|ba|co|chu|bac|chau|bạn|ban|học viên|hoc vien)"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Known:
    """Everything by which people can be told: codes, names on machines, full names; taken out of free text."""

    def __init__(self, codes: Iterable[str], names: Iterable[str]) -> None:
        self._codes = {
            spelling(code) for code in codes if re.search(r"[^\W\d_]", code)
        }  # a bare number is too much else
        self._names = [name.strip() for name in names if name.strip()]

    @cached_property
    def _spoken(self) -> dict[int, set[tuple[str, ...]]]:
        """Names of two words and more by their length, without capitals and marks."""
        found: dict[int, set[tuple[str, ...]]] = {}
        for name in self._names:
            words = tuple(slug(word) for word in _WORD.findall(name))
            for part in {words, words[-2:]}:  # “Thị Mẫu” of “Đinh Thị Mẫu” too
                if len(part) > 1 and all(part):
                    found.setdefault(len(part), set()).add(part)
        return found

    @cached_property
    def _given(self) -> set[str]:
        """Names of one word, and the last word of longer ones: what people are called by."""
        return {slug(words[-1]) for name in self._names if (words := _WORD.findall(name)) and slug(words[-1])}

    @cached_property
    def _single(self) -> set[str]:
        return {slug(name) for name in self._names if len(_WORD.findall(name)) == 1 and slug(name)}

    def taken_out(self, text: str, instead: str) -> str:
        """The text with `instead` for every code and name.

        Full names and names on machines count however they are written; a name of one word only with a capital, and
        the given name of a longer one only behind a form of address, as it may be a word like any other.
        """
        if not text:
            return text
        left = re.sub(r"\w+(?:[._-]\w+)*", lambda m: instead if spelling(m[0]) in self._codes else m[0], text)
        for length in sorted(self._spoken, reverse=True):
            left = self._without_spoken(left, length, instead)
        left = re.sub(rf"(?i)\b({_ADDRESS})\s+([^\W\d_]+)", lambda m: self._addressed(m, instead), left)
        return _WORD.sub(lambda m: instead if m[0][0].isupper() and slug(m[0]) in self._single else m[0], left)

    def _without_spoken(self, text: str, length: int, instead: str) -> str:
        words = list(_WORD.finditer(text))
        spans: list[tuple[int, int]] = []
        for n in range(len(words) - length + 1):
            run = words[n : n + length]
            near = all(re.fullmatch(r"[\s._-]+", text[a.end() : b.start()]) for a, b in pairwise(run))
            if near and tuple(slug(word[0]) for word in run) in self._spoken[length] and (not spans or run[0].start() >= spans[-1][1]):  # fmt: skip
                spans.append((run[0].start(), run[-1].end()))
        for start, end in reversed(spans):
            text = f"{text[:start]}{instead}{text[end:]}"
        return text

    def _addressed(self, found: re.Match[str], instead: str) -> str:
        given = found[2][0].isupper() and slug(found[2]) in self._given
        return f"{found[1]} {instead}" if given else found[0]


def known_of(klass: TrainingClass, people: Iterable[Person] | None = None) -> Known:
    """By what the people of a class, or some of them, can be told."""
    chosen, names = klass.people if people is None else list(people), klass.names
    own = {spelling(person.code) for person in chosen}
    full = [name for code, name in names.items() if people is None or spelling(code) in own]
    return Known([person.code for person in chosen], [*full, *(name for person in chosen for name in person.also)])


def without_people(words: str, klass: TrainingClass) -> str:
    """Free text as a report or a wall may show it: no code, no name of anyone."""
    return klass.known.taken_out(words, say("học viên"))
