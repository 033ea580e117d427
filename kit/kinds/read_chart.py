"""Read the chart: a chart drawn from a data set, the same data as a table, and questions on it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from kit.kinds.base import Kind, Move, Part, Slip, Verdict, repeated_slips, status_of, texts_in
from kit.kinds.choice import Option
from kit.kinds.fields import Name, Phrase, secret
from kit.kinds.letters import letter, letters_of
from kit.messages import say


@dataclass(frozen=True, kw_only=True)
class Series:
    """A row of the data: its name and a figure for each column."""

    name: Phrase
    values: tuple[Decimal, ...]


@dataclass(frozen=True, kw_only=True)
class DataSet:
    """What is drawn: `columns` along the axis, a bar group or a line per series; `alt` says what there is to see."""

    title: Phrase
    unit: Phrase
    shape: Literal["bars", "lines"]
    columns: tuple[Phrase, ...]
    series: tuple[Series, ...]
    alt: Phrase

    @property
    def heading(self) -> str:
        """What stands above chart and table, as text that can be read out and searched."""
        return f"{self.title} ({self.unit})"


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question on the chart, with options of which one is right."""

    id: Name
    text: Phrase
    options: tuple[Option, ...]
    key: Name | None = secret()


def _when(number: int, place: int) -> str:
    return say("chọn {letter} ở câu {n}", n=number, letter=letter(place))


@dataclass(frozen=True, kw_only=True)
class ReadChart(Kind[dict[str, str]]):
    """An answer maps question ids to option ids. Points = share of questions answered rightly."""

    kind: ClassVar[str] = "read-chart"
    title: ClassVar[str] = "Đọc biểu đồ"

    data: DataSet
    questions: tuple[Question, ...]

    def read(self, answer: object) -> dict[str, str] | None:
        given = texts_in(answer)
        whole = all(given.get(q.id) in [option.id for option in q.options] for q in self.questions)
        return given if whole else None

    def ask(self, answer: object) -> str:
        given = texts_in(answer)
        left = sum(given.get(q.id) not in [option.id for option in q.options] for q in self.questions)
        return say("Còn {n} câu chưa chọn.", n=left)

    def judge(self, answer: dict[str, str]) -> Verdict:
        parts: dict[str, Part] = {}
        for question in self.questions:
            picked = next(option for option in question.options if option.id == answer[question.id])
            parts[question.id] = Part(picked.id == question.key, picked.feedback)
        right = sum(part.right for part in parts.values())
        points = right / len(parts)
        return Verdict(
            status_of(points), points, (say("Đúng {n} trên {total} câu.", n=right, total=len(parts)),), parts
        )

    def key_answer(self) -> dict[str, str | None]:
        return {question.id: question.key for question in self.questions}

    def moves(self) -> list[Move]:
        return [
            Move(_when(n, place), option.move)
            for n, question in enumerate(self.questions, 1)
            for place, option in enumerate(question.options)
            if option.move
        ]

    def mistakes_in(self, answer: dict[str, str]) -> list[Move]:
        return [
            Move(_when(n, place), option.move)
            for n, question in enumerate(self.questions, 1)
            for place, option in enumerate(question.options)
            if option.id == answer[question.id] != question.key
        ]

    def key_line(self) -> str:
        return ", ".join(f"{n} {letters_of(q.options, [q.key])}" for n, q in enumerate(self.questions, 1))

    def paper_hint(self) -> str:
        return say("Mỗi câu đánh dấu X vào một ô tròn.")

    def slips(self) -> list[Slip]:
        slips = repeated_slips("questions", [question.id for question in self.questions])
        if any(len(series.values) != len(self.data.columns) for series in self.data.series):
            slips.append(Slip("data", say("Mỗi dãy số cần {n} số, một số cho mỗi cột.", n=len(self.data.columns))))
        if not 1 <= len(self.data.series) <= 4 or not 2 <= len(self.data.columns) <= 12:
            slips.append(Slip("data", say("Biểu đồ cần từ 1 đến 4 dãy số và từ 2 đến 12 cột.")))
        for question in self.questions:
            ids = [option.id for option in question.options]
            slips += repeated_slips("questions", ids)
            if not 2 <= len(ids) <= 8 or (question.key is not None and question.key not in ids):
                slips.append(
                    Slip("questions", say("Câu “{name}” thiếu phương án hoặc đáp án sai mã.", name=question.id))
                )
        return slips
