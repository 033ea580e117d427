"""What a class has come to, worked out once; pages and reports read it and judge nobody again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from kit.classroom import overview, parallel_tests
from kit.classroom.folder import TrainingClass
from kit.classroom.results import Judge, results, stale_words


@dataclass(frozen=True)
class Figures:
    """Every answer, judged by the trainer's own copy, and what to know of how it came together."""

    klass: TrainingClass
    judge: Judge
    table: pd.DataFrame
    notes: list[str]

    @classmethod
    def of(cls, klass: TrainingClass) -> Figures:
        """Read and judge what lies in the class's folder now."""
        judge = Judge(klass)
        table, notes = results(klass, judge)
        return cls(klass, judge, table, [*notes, *stale_words(table, klass), *overview.doubts(klass, table)])

    @cached_property
    def change(self) -> parallel_tests.Compared:
        """The two tests compared."""
        return parallel_tests.before_after(self.klass, self.table)
