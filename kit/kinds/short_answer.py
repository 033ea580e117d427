"""A short answer in the learner's own letters, judged as a person would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kit.kinds.base import Kind, Move, Part, Slip, Verdict, moves_of
from kit.kinds.fields import Phrase, secret, trainer
from kit.messages import say
from kit.vietnamese import compare


@dataclass(frozen=True, kw_only=True)
class NearText:
    """A wrong answer that real people give, and what to say about it."""

    text: Phrase
    feedback: Phrase
    move: Phrase = trainer()


def _when(text: str) -> str:
    return say("trả lời {value}", value=f"“{text}”")


@dataclass(frozen=True, kw_only=True)
class ShortAnswer(Kind[str]):
    """The answer is what was typed; any of `accept` is right, spelled as kit.vietnamese.compare allows.

    `marks_matter` where the tone or letter mark is the point: then marks left out are not accepted.
    """

    kind: ClassVar[str] = "short-answer"
    title: ClassVar[str] = "Trả lời ngắn"
    typed: ClassVar[bool] = True

    accept: tuple[Phrase, ...] = secret(())
    marks_matter: bool = False
    near: tuple[NearText, ...] = secret((), required=False, asked=False)

    def read(self, answer: object) -> str | None:
        return answer if isinstance(answer, str) and answer.strip() else None

    def ask(self, answer: object) -> str:
        return say("Chưa viết gì. Hãy viết câu trả lời ngắn rồi bấm “Kiểm tra”.")

    def judge(self, answer: str) -> Verdict:
        found = [compare(answer, text, marks_matter=self.marks_matter) for text in self.accept]
        if any(comparison.result == "same" for comparison in found):
            return Verdict("correct", 1.0, parts={"value": Part(True)})
        noted = next((comparison for comparison in found if comparison.result == "note"), None)
        if noted is not None:
            return Verdict("correct", 1.0, (noted.reason,), {"value": Part(True)})
        words = tuple(
            m.feedback
            for m in self.near
            if compare(answer, m.text, marks_matter=self.marks_matter).result != "different"
        )
        return Verdict("wrong", 0.0, words or (found[0].reason,), {"value": Part(False)})

    def key_answer(self) -> str | None:
        return self.accept[0] if self.accept else None

    def moves(self) -> list[Move]:
        return moves_of(self.near, lambda _, miss: _when(miss.text))

    def mistakes_in(self, answer: str) -> list[Move]:
        if self.judge(answer).status == "correct":
            return []
        alike = [m for m in self.near if compare(answer, m.text, marks_matter=self.marks_matter).result != "different"]
        return [Move(_when(alike[0].text), alike[0].move) if alike else Move(_when(" ".join(answer.split())[:40]), "")]

    def key_line(self) -> str:
        return ", ".join(self.accept)

    def slips(self) -> list[Slip]:
        return [
            Slip("near", say("“{text}” được tính là đúng theo accept.", text=miss.text), say("Bỏ dòng này."))
            for miss in self.near
            if any(
                compare(miss.text, text, marks_matter=self.marks_matter).result != "different" for text in self.accept
            )
        ]
