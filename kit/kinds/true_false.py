"""True/false statements: a table of claims, each with its own verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kit.kinds.base import (
    Exercise,
    Move,
    Name,
    Part,
    Phrase,
    Slip,
    Verdict,
    mistakes_of,
    moves_of,
    repeated_slips,
    secret,
    status_of,
    trainer,
)
from kit.kinds.letters import letter
from kit.messages import say


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A claim, whether it holds, the word for who judges it wrongly, and the trainer's move."""

    id: Name
    text: Phrase
    holds: bool | None = secret()
    feedback: Phrase = secret("")
    move: Phrase = trainer()


def _when(place: int, _: Statement) -> str:
    return say("trả lời sai câu {letter}", letter=letter(place))


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Exercise):
    """Each statement is judged on its own. An answer maps statement ids to True or False.

    Points = share of statements judged rightly beyond what guessing earns: max(0, 2 x share - 1).
    """

    kind: ClassVar[str] = "true-false"
    title: ClassVar[str] = "Đúng hay sai"
    mixed: ClassVar[tuple[str, ...]] = ("statements",)

    statements: tuple[Statement, ...]

    def answered(self, answer: Any) -> bool:
        return isinstance(answer, dict) and all(isinstance(answer.get(s.id), bool) for s in self.statements)

    def ask(self, answer: Any) -> str:
        given = answer if isinstance(answer, dict) else {}
        left = sum(not isinstance(given.get(s.id), bool) for s in self.statements)
        return say("Còn {n} câu chưa chọn Đúng hoặc Sai.", n=left)

    def judge(self, answer: Any) -> Verdict:
        parts: dict[str, Part] = {s.id: Part(answer[s.id] is s.holds, s.feedback) for s in self.statements}
        share = sum(part.right for part in parts.values()) / len(parts)
        count = say("Đúng {n} trên {total} câu.", n=sum(part.right for part in parts.values()), total=len(parts))
        points = max(0.0, 2 * share - 1)
        return Verdict(status_of(points), points, (count,), parts)

    def key_answer(self) -> Any:
        return {s.id: s.holds for s in self.statements}

    def moves(self) -> list[Move]:
        return moves_of(self.statements, _when)

    def went_wrong(self, answer: Any) -> list[Move]:
        return mistakes_of(self.statements, lambda s: answer[s.id] is not s.holds, _when)

    def slips(self) -> list[Slip]:
        slips = repeated_slips("statements", [s.id for s in self.statements])
        if len(self.statements) < 2:
            slips.append(Slip("statements", say("Cần ít nhất 2 câu.")))
        elif not self.keyless and len({s.holds for s in self.statements}) == 1:
            slips.append(
                Slip(
                    "statements",
                    say("Mọi câu có cùng một đáp án: không cần đọc cũng đúng."),
                    say("Thêm câu có đáp án ngược lại."),
                )
            )
        return slips
