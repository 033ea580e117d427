"""Reflection: the learner's own words, a list to check them against, a model answer afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from kit.kinds.base import Kind, Slip, Verdict
from kit.kinds.fields import ASIDE, Phrase, Prose, secret
from kit.messages import say


@dataclass(frozen=True)
class Written:
    """What was written, and the lines of the checklist that the learner finds in it."""

    text: str
    ticks: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Reflection(Kind[Written]):
    """An answer is {"text": ..., "ticks": [numbers of the checklist lines]}; nothing is right or wrong.

    The model answer shows only once `least_words` words are written.
    """

    kind: ClassVar[str] = "reflection"
    title: ClassVar[str] = "Viết suy nghĩ của mình"
    judged: ClassVar[bool] = False
    wall: ClassVar[bool] = False

    checklist: tuple[Phrase, ...] = field(metadata=ASIDE)
    model_answer: Prose = secret("", asked=False)
    least_words: int = 10
    lines: int = field(default=6, metadata=ASIDE)

    def read(self, answer: object) -> Written | None:
        parts = answer if isinstance(answer, dict) else {}
        ticks = parts.get("ticks")
        known = frozenset(n for n in range(len(self.checklist)) if isinstance(ticks, list) and n in ticks)
        return Written(str(parts.get("text", "")), known) if self._words(answer) >= self.least_words else None

    def _words(self, answer: object) -> int:
        return len(str(answer.get("text", "")).split()) if isinstance(answer, dict) else 0

    def ask(self, answer: object) -> str:
        written = self._words(answer)
        if not written:
            return say("Chưa viết gì. Hãy viết vài câu bằng lời của mình rồi bấm “Ghi lại”.")
        return say("Mới viết {n} chữ. Hãy viết thêm, ít nhất {least} chữ.", n=written, least=self.least_words)

    def judge(self, answer: Written) -> Verdict:
        met = len(answer.ticks)
        words = say("Đã ghi. Tự kiểm: {n} trên {total} điều đã có.", n=met, total=len(self.checklist))
        return Verdict("recorded", None, (words,))

    def key_answer(self) -> dict[str, object]:
        return {"text": self.model_answer, "ticks": list(range(len(self.checklist)))}

    def slips(self) -> list[Slip]:
        slips = [] if self.checklist else [Slip("checklist", say("Cần ít nhất một điều để tự kiểm."))]
        if not 1 <= self.lines <= 40 or not 1 <= self.least_words <= 200:
            slips.append(Slip("lines", say("lines phải từ 1 đến 40, least_words từ 1 đến 200.")))
        if not self.keyless and self._words(self.key_answer()) < self.least_words:
            slips.append(Slip("model_answer", say("Câu trả lời gợi ý ngắn hơn least_words.")))
        return slips
