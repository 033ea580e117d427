"""Gap text: words to fill in, typed or taken from a bank, one verdict per gap."""

from __future__ import annotations

import re
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
from kit.messages import say
from kit.vietnamese import compare

_GAP = re.compile(r"\[\[([a-z0-9-]+)\]\]")


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A gap: what is right in it, the word for who fills it wrongly, the trainer's move."""

    id: Name
    accept: tuple[str, ...] = secret(())
    feedback: Phrase = secret("")
    move: Phrase = trainer()


def _when(place: int, _: Gap) -> str:
    return say("điền sai chỗ trống {n}", n=place + 1)


@dataclass(frozen=True, kw_only=True)
class GapText(Exercise):
    """`text` holds each gap as [[id]]. An answer maps gap ids to what was typed.

    `bank` lists the words to choose from, some of them too many; empty when the learner must know them.
    Points = share of gaps filled rightly; spelling is judged by kit.vietnamese.compare.
    """

    kind: ClassVar[str] = "gap-text"
    title: ClassVar[str] = "Điền vào chỗ trống"
    mixed: ClassVar[tuple[str, ...]] = ("bank",)

    text: Phrase
    gaps: tuple[Gap, ...]
    bank: tuple[str, ...] = ()

    @property
    def pieces(self) -> list[str]:
        """The text cut at its gaps: words, gap id, words, gap id ... words."""
        return _GAP.split(self.text)

    def answered(self, answer: Any) -> bool:
        return isinstance(answer, dict) and all(
            isinstance(answer.get(g.id), str) and answer[g.id].strip() for g in self.gaps
        )

    def ask(self, answer: Any) -> str:
        given = answer if isinstance(answer, dict) else {}
        return say("Còn {n} chỗ trống chưa điền.", n=sum(not str(given.get(g.id) or "").strip() for g in self.gaps))

    def judge(self, answer: Any) -> Verdict:
        parts: dict[str, Part] = {}
        for gap in self.gaps:
            found = [compare(answer[gap.id], text) for text in gap.accept]
            best = next((c for wanted in ("same", "note") for c in found if c.result == wanted), None)
            parts[gap.id] = Part(True, best.reason) if best else Part(False, gap.feedback)
        points = sum(part.right for part in parts.values()) / len(parts)
        count = say("Đúng {n} trên {total} chỗ trống.", n=sum(part.right for part in parts.values()), total=len(parts))
        return Verdict(status_of(points), points, (count,), parts)

    def key_answer(self) -> Any:
        return {gap.id: gap.accept[0] if gap.accept else None for gap in self.gaps}

    def moves(self) -> list[Move]:
        return moves_of(self.gaps, _when)

    def went_wrong(self, answer: Any) -> list[Move]:
        parts = self.judge(answer).parts
        return mistakes_of(self.gaps, lambda gap: not parts[gap.id].right, _when)

    def slips(self) -> list[Slip]:
        ids = [str(gap.id) for gap in self.gaps]
        slips = repeated_slips("gaps", ids)
        if sorted(self.pieces[1::2]) != sorted(ids):
            remedy = say("Trong text viết [[mã]] cho mỗi chỗ trống, mỗi mã một lần: {ids}.", ids=", ".join(ids))
            slips.append(Slip("text", say("Các chỗ trống trong text và trong gaps không khớp."), remedy))
        for gap in self.gaps:
            offered = any(compare(word, text).result == "same" for word in self.bank for text in gap.accept)
            if self.bank and gap.accept and not offered:
                slips.append(Slip("bank", say("Các từ cho sẵn thiếu đáp án của chỗ trống “{name}”.", name=gap.id)))
        return slips
