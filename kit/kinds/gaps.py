"""Gap text: words to fill in, typed or taken from a bank, one verdict per gap."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from kit.kinds.base import Kind, Move, Part, Slip, Verdict, mistakes_of, moves_of, repeated_slips, status_of, texts_in
from kit.kinds.fields import Name, Phrase, secret, trainer
from kit.messages import say
from kit.vietnamese import compare

_GAP = re.compile(r"\[\[([a-z0-9-]+)\]\]")


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A gap: what is right in it, the word for who fills it wrongly, the trainer's move."""

    id: Name
    accept: tuple[Phrase, ...] = secret(())
    feedback: Phrase = secret("", asked=False)
    move: Phrase = trainer()


def _when(place: int, _: Gap) -> str:
    return say("điền sai chỗ trống {n}", n=place + 1)


@dataclass(frozen=True, kw_only=True)
class GapText(Kind[dict[str, str]]):
    """`text` holds each gap as [[id]]. An answer maps gap ids to what was typed.

    `bank` lists the words to choose from, some of them too many; empty when the learner must know them.
    Points = share of gaps filled rightly; spelling is judged by kit.vietnamese.compare.
    """

    kind: ClassVar[str] = "gap-text"
    title: ClassVar[str] = "Điền vào chỗ trống"
    mixed: ClassVar[tuple[str, ...]] = ("bank",)

    text: Phrase
    gaps: tuple[Gap, ...]
    bank: tuple[Phrase, ...] = ()

    @property
    def pieces(self) -> list[str]:
        """The text cut at its gaps: words, gap id, words, gap id ... words."""
        return _GAP.split(self.text)

    def read(self, answer: object) -> dict[str, str] | None:
        given = texts_in(answer)
        return given if all(given.get(gap.id, "").strip() for gap in self.gaps) else None

    def ask(self, answer: object) -> str:
        given = texts_in(answer)
        return say("Còn {n} chỗ trống chưa điền.", n=sum(not given.get(gap.id, "").strip() for gap in self.gaps))

    def judge(self, answer: dict[str, str]) -> Verdict:
        parts: dict[str, Part] = {}
        for gap in self.gaps:
            found = [compare(answer[gap.id], text) for text in gap.accept]
            best = next((c for wanted in ("same", "note") for c in found if c.result == wanted), None)
            parts[gap.id] = Part(True, best.reason) if best else Part(False, gap.feedback)
        points = sum(part.right for part in parts.values()) / len(parts)
        count = say("Đúng {n} trên {total} chỗ trống.", n=sum(part.right for part in parts.values()), total=len(parts))
        return Verdict(status_of(points), points, (count,), parts)

    def key_answer(self) -> dict[str, str | None]:
        return {gap.id: gap.accept[0] if gap.accept else None for gap in self.gaps}

    def moves(self) -> list[Move]:
        return moves_of(self.gaps, _when)

    def mistakes_in(self, answer: dict[str, str]) -> list[Move]:
        parts = self.judge(answer).parts
        return mistakes_of(self.gaps, lambda gap: not parts[gap.id].right, _when)

    def key_line(self) -> str:
        return ", ".join(f"({n}) {gap.accept[0]}" for n, gap in enumerate(self.gaps, 1))

    def slips(self) -> list[Slip]:
        ids = [str(gap.id) for gap in self.gaps]
        slips = repeated_slips("gaps", ids)
        if sorted(self.pieces[1::2]) != sorted(ids):
            remedy = say("Trong text viết [[mã]] cho mỗi chỗ trống, mỗi mã một lần: {ids}.", ids=", ".join(ids))
            slips.append(Slip("text", say("Các chỗ trống trong text và trong gaps không khớp."), remedy))
        elif self.pieces[1::2] != ids:  # keys and paper count the gaps as they are listed
            remedy = say("Xếp lại gaps: {ids}.", ids=", ".join(self.pieces[1::2]))
            slips.append(Slip("gaps", say("Chỗ trống trong gaps không theo thứ tự trong text."), remedy))
        for gap in self.gaps:
            offered = any(compare(word, text).result == "same" for word in self.bank for text in gap.accept)
            if self.bank and gap.accept and not offered:
                slips.append(Slip("bank", say("Các từ cho sẵn thiếu đáp án của chỗ trống “{name}”.", name=gap.id)))
        return slips
