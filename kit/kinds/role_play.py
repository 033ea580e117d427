"""Role play: cards for those who act, a rubric for the observer, a clock for the chair."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from kit.kinds.base import Kind, Slip, Verdict, repeated_slips, whole_in
from kit.kinds.fields import ASIDE, Name, Phrase, trainer
from kit.messages import say

CRITERIA, LEVELS = 8, 4


@dataclass(frozen=True, kw_only=True)
class Role:
    """A card: who you are, what you want, what only you know, where you will not give way, how you begin."""

    id: Name
    name: Phrase
    who: Phrase
    wants: Phrase
    knows: Phrase
    limit: Phrase
    first_line: Phrase

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The card line by line, label and words, as it is read on every face."""
        return [
            (say("Bạn là:"), self.who),
            (say("Bạn muốn:"), self.wants),
            (say("Chỉ bạn biết:"), self.knows),
            (say("Giới hạn của bạn:"), self.limit),
            (say("Câu mở đầu:"), self.first_line),
        ]


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """Something an observer can see or hear, and four levels of it from weak to strong."""

    id: Name
    text: Phrase
    levels: tuple[Phrase, ...]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A stretch of the chair's clock."""

    minutes: int = field(metadata=ASIDE)
    text: Phrase


@dataclass(frozen=True, kw_only=True)
class RolePlay(Kind[dict[str, int]]):
    """On the screen the observer fills the rubric. An answer maps criterion ids to levels, 1 (weak) to 4 (strong)."""

    kind: ClassVar[str] = "role-play"
    title: ClassVar[str] = "Đóng vai"
    judged: ClassVar[bool] = False
    wall: ClassVar[bool] = False

    roles: tuple[Role, ...]
    timing: tuple[Turn, ...]
    criteria: tuple[Criterion, ...]
    debrief: tuple[Phrase, ...] = trainer(())

    def read(self, answer: object) -> dict[str, int] | None:
        given = self._levels(answer)
        return given if all(c.id in given for c in self.criteria) else None

    def _levels(self, answer: object) -> dict[str, int]:
        given = whole_in(answer)
        return {c.id: given[c.id] for c in self.criteria if 1 <= given.get(c.id, 0) <= len(c.levels)}

    def ask(self, answer: object) -> str:
        left = len(self.criteria) - len(self._levels(answer))
        return say("Còn {n} tiêu chí chưa chấm. Xem hết phần diễn rồi hãy chấm.", n=left)

    def judge(self, answer: dict[str, int]) -> Verdict:
        ranked = sorted(self.criteria, key=lambda c: -answer[c.id])
        strong = [c.text for c in ranked if answer[c.id] >= LEVELS - 1][:3]
        weak = [c.text for c in reversed(ranked) if answer[c.id] < LEVELS - 1][:2]
        words = [say("Đã ghi phiếu quan sát.")]
        if strong:
            words.append(say("Trước hết, nói điều đã làm tốt: {what}.", what="; ".join(strong)))
        if weak:
            words.append(say("Sau đó chọn một điều để thử lại: {what}.", what="; ".join(weak)))
        return Verdict("recorded", None, tuple(words))

    def key_answer(self) -> dict[str, int]:
        """Any filled sheet is a right one; this one gives the highest level throughout."""
        return {criterion.id: len(criterion.levels) for criterion in self.criteria}

    def slips(self) -> list[Slip]:
        slips = repeated_slips("roles", [role.id for role in self.roles])
        slips += repeated_slips("criteria", [c.id for c in self.criteria])
        if len(self.roles) < 2:
            slips.append(Slip("roles", say("Cần ít nhất 2 vai.")))
        if len(self.criteria) != CRITERIA or any(len(c.levels) != LEVELS for c in self.criteria):
            slips.append(
                Slip("criteria", say("Phiếu quan sát cần {n} tiêu chí, mỗi tiêu chí {m} mức.", n=CRITERIA, m=LEVELS))
            )
        if any(turn.minutes < 1 for turn in self.timing):
            slips.append(Slip("timing", say("Mỗi bước trong thẻ giờ cần ít nhất 1 phút.")))
        total = sum(turn.minutes for turn in self.timing)
        if total > self.minutes:
            slips.append(
                Slip(
                    "timing",
                    say(
                        "Các bước trong thẻ giờ cộng lại {total} phút, dài hơn {n} phút của bài tập.",
                        total=total,
                        n=self.minutes,
                    ),
                )
            )
        return slips
