"""Flash cards and glossary: a word, its meaning, and room for the word in the local language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from kit.kinds.base import Kind, Slip, Verdict, flags_in, repeated_slips, texts_in
from kit.kinds.fields import ASIDE, MADE, Name, Phrase
from kit.kinds.local import Local
from kit.messages import say


@dataclass(frozen=True, kw_only=True)
class Card:
    """A term in Vietnamese, what it means in plain words, and English for partners.

    The word in the local language is never ours to invent: the class or the province fills it in.
    """

    id: Name
    term: Phrase
    meaning: Phrase
    english_term: str = field(metadata=ASIDE)
    local: tuple[Local, ...] = field(default=(), metadata=MADE)  # the province's own words, put there by the library


@dataclass(frozen=True)
class Known:
    """Which cards a learner knows, and the local words that she wrote."""

    known: dict[str, bool]
    local: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class FlashCards(Kind[Known]):
    """An answer is {"known": {card id: true or false}, "local": {card id: the local word}}; nothing is right or wrong."""

    kind: ClassVar[str] = "flash-cards"
    title: ClassVar[str] = "Thẻ học từ"
    judged: ClassVar[bool] = False
    wall: ClassVar[bool] = False
    mixed: ClassVar[tuple[str, ...]] = ("cards",)

    cards: tuple[Card, ...]

    def read(self, answer: object) -> Known | None:
        given = self._said(answer)
        return given if all(card.id in given.known for card in self.cards) else None

    def _said(self, answer: object) -> Known:
        parts = answer if isinstance(answer, dict) else {}
        return Known(flags_in(parts.get("known")), texts_in(parts.get("local")))

    def ask(self, answer: object) -> str:
        known = self._said(answer).known
        left = sum(card.id not in known for card in self.cards)
        return say("Còn {n} thẻ chưa xem. Tự nói nghĩa trước, rồi lật thẻ.", n=left)

    def judge(self, answer: Known) -> Verdict:
        again = [card.term for card in self.cards if not answer.known[card.id]]
        words = [say("Đã nhớ {n} trên {total} thẻ.", n=len(self.cards) - len(again), total=len(self.cards))]
        if again:
            words.append(say("Xem lại: {what}.", what="; ".join(again)))
        filled = sum(bool(answer.local.get(card.id, "").strip()) for card in self.cards)
        if filled:
            words.append(say("Đã ghi {n} từ bằng tiếng dân tộc.", n=filled))
        return Verdict("recorded", None, tuple(words))

    def key_answer(self) -> dict[str, object]:
        """Any honest answer is right; this one knows every card."""
        return {"known": {card.id: True for card in self.cards}, "local": {}}

    def slips(self) -> list[Slip]:
        slips = repeated_slips("cards", [card.id for card in self.cards])
        return slips if len(self.cards) >= 3 else [*slips, Slip("cards", say("Cần ít nhất 3 thẻ."))]
