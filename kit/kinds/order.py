"""Put in order: steps in a mixed order, to be set right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

from kit.kinds.base import Kind, Move, Part, Slip, Verdict, moves_of, names_in, repeated_slips, status_of
from kit.kinds.fields import Name, Phrase, secret, trainer
from kit.kinds.letters import letter, letters_of
from kit.messages import say


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step; it stands in the data in the mixed order in which it is shown."""

    id: Name
    text: Phrase


@dataclass(frozen=True, kw_only=True)
class Swap:
    """A common mistake: putting `first` before `then`, and what to say about it."""

    first: Name
    then: Name
    feedback: Phrase
    move: Phrase = trainer()


@dataclass(frozen=True, kw_only=True)
class Order(Kind[list[str]]):
    """An answer is the list of all ids in the learner's order, or None while nothing was moved.

    Points = max(0, (pairs in right order - pairs in wrong order) / pairs), Kendall's tau cut at 0:
    a guess earns about nothing, one swap of neighbours costs little.
    """

    kind: ClassVar[str] = "order"
    title: ClassVar[str] = "Sắp xếp thứ tự"

    items: tuple[Step, ...]
    key: tuple[Name, ...] = secret(())
    mistakes: tuple[Swap, ...] = secret((), required=False, asked=False)

    def read(self, answer: object) -> list[str] | None:
        given = names_in(answer)
        return given if given and sorted(given) == sorted(item.id for item in self.items) else None

    def ask(self, answer: object) -> str:
        return say("Chưa sắp xếp. Dùng nút “Lên”, “Xuống” để đổi chỗ rồi bấm “Kiểm tra”.")

    def judge(self, answer: list[str]) -> Verdict:
        place = {name: n for n, name in enumerate(answer)}
        pairs = list(combinations(self.key, 2))
        right = sum(place[a] < place[b] for a, b in pairs)
        points = max(0.0, (2 * right - len(pairs)) / len(pairs))
        parts: dict[str, Part] = {name: Part(answer[n] == name) for n, name in enumerate(self.key)}
        words: tuple[str, ...] = tuple(m.feedback for m in self.mistakes if place[m.first] < place[m.then])
        if points < 1 and not words:
            words = (say("{n} bước đã đứng đúng chỗ.", n=sum(part.right for part in parts.values())),)
        return Verdict(status_of(points), points, words if points < 1 else (), parts)

    def key_answer(self) -> list[str]:
        return list(self.key)

    def moves(self) -> list[Move]:
        return moves_of(self.mistakes, lambda _, swap: self._when(swap))

    def mistakes_in(self, answer: list[str]) -> list[Move]:
        return [Move(self._when(s), s.move) for s in self.mistakes if answer.index(s.first) < answer.index(s.then)]

    def _when(self, swap: Swap) -> str:
        letters = {item.id: letter(n) for n, item in enumerate(self.items)}
        return say("đặt {a} trước {b}", a=letters[swap.first], b=letters[swap.then])

    def key_line(self) -> str:
        return letters_of(self.items, self.key, " → ")

    def key_aloud(self) -> str:
        steps = {item.id: item.text for item in self.items}
        return " → ".join(steps[name].rstrip(".") for name in self.key)

    def slips(self) -> list[Slip]:
        ids = [item.id for item in self.items]
        slips = repeated_slips("items", ids)
        if len(ids) < 3:
            slips.append(Slip("items", say("Cần ít nhất 3 bước.")))
        if self.keyless:
            return slips
        if sorted(self.key) != sorted(ids):
            slips.append(
                Slip(
                    "key",
                    say("Đáp án phải nêu đủ các mã của items, mỗi mã một lần."),
                    say("Các mã đang có: {ids}.", ids=", ".join(ids)),
                )
            )
        elif list(self.key) == ids:
            slips.append(
                Slip("items", say("Các bước đang đứng sẵn theo đáp án."), say("Đảo thứ tự các dòng trong items."))
            )
        slips += [
            Slip(
                "mistakes",
                say("“{first}” đứng trước “{then}” là đúng theo đáp án, hoặc mã không có.", first=m.first, then=m.then),
            )
            for m in self.mistakes
            if not (m.first in self.key and m.then in self.key and self.key.index(m.first) > self.key.index(m.then))
        ]
        return slips
