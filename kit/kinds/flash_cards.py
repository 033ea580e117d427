"""Flash cards and glossary: a word, its meaning, and room for the word in the local language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kit.kinds.base import Exercise, Name, Phrase, Slip, Verdict, repeated_slips
from kit.messages import say


@dataclass(frozen=True, kw_only=True)
class Card:
    """A term in Vietnamese, what it means in plain words, and English for partners.

    The word in the local language is never ours to invent: the class fills it in.
    """

    id: Name
    term: Phrase
    meaning: Phrase
    english_term: str


@dataclass(frozen=True, kw_only=True)
class FlashCards(Exercise):
    """An answer is {"known": {card id: true or false}, "local": {card id: the local word}}; nothing is right or wrong."""

    kind: ClassVar[str] = "flash-cards"
    title: ClassVar[str] = "Thẻ học từ"
    judged: ClassVar[bool] = False
    mixed: ClassVar[tuple[str, ...]] = ("cards",)

    cards: tuple[Card, ...]

    def answered(self, answer: Any) -> bool:
        known = answer.get("known") if isinstance(answer, dict) else None
        return isinstance(known, dict) and all(isinstance(known.get(card.id), bool) for card in self.cards)

    def ask(self, answer: Any) -> str:
        known = answer.get("known") if isinstance(answer, dict) else None
        given = known if isinstance(known, dict) else {}
        left = sum(not isinstance(given.get(card.id), bool) for card in self.cards)
        return say("Còn {n} thẻ chưa xem. Tự nói nghĩa trước, rồi lật thẻ.", n=left)

    def judge(self, answer: Any) -> Verdict:
        again = [card.term for card in self.cards if not answer["known"][card.id]]
        words = [say("Đã nhớ {n} trên {total} thẻ.", n=len(self.cards) - len(again), total=len(self.cards))]
        if again:
            words.append(say("Xem lại: {what}.", what="; ".join(again)))
        local = answer.get("local")
        filled = (
            sum(bool(str(local.get(card.id) or "").strip()) for card in self.cards) if isinstance(local, dict) else 0
        )
        if filled:
            words.append(say("Đã ghi {n} từ bằng tiếng dân tộc.", n=filled))
        return Verdict("recorded", None, tuple(words))

    def key_answer(self) -> Any:
        """Any honest answer is right; this one knows every card."""
        return {"known": {card.id: True for card in self.cards}, "local": {}}

    def slips(self) -> list[Slip]:
        slips = repeated_slips("cards", [card.id for card in self.cards])
        return slips if len(self.cards) >= 3 else [*slips, Slip("cards", say("Cần ít nhất 3 thẻ."))]
