"""Build from parts: a plan, an agenda, an indicator put together from parts; rules judge it, several ways are right."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from kit.kinds.base import Kind, Move, Slip, Verdict, repeated, repeated_slips, status_of, texts_in
from kit.kinds.fields import ASIDE, Name, Phrase, secret, trainer
from kit.kinds.letters import letters_of
from kit.messages import say
from kit.vietnamese import format_number

MOST_PIECES = 26  # as many as there are letters


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A place to fill: who, what, measure; or the first, second, third item of an agenda."""

    id: Name
    title: Phrase


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part to choose; it fits the `slots` named, or any when none is; `amount` are its minutes or its money."""

    id: Name
    text: Phrase
    slots: tuple[Name, ...] = ()
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a good build keeps; `text` says it as a requirement, `feedback` to who broke it.

    It binds only when one of `when` is used (always, when that is empty), and asks any of these:
    one of `needs` is used, none of `forbids` is, `first` stands before `then`, the amounts add up to
    `least` or more and `most` or less.
    """

    text: Phrase
    feedback: Phrase = field(metadata=ASIDE)
    when: tuple[Name, ...] = ()
    needs: tuple[Name, ...] = ()
    forbids: tuple[Name, ...] = ()
    first: Name | None = None
    then: Name | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    move: Phrase = trainer()

    @property
    def names(self) -> list[str]:
        """Every part that the rule speaks of."""
        return [*self.when, *self.needs, *self.forbids, *(n for n in (self.first, self.then) if n)]


@dataclass(frozen=True, kw_only=True)
class Example:
    """A right build: a part for each slot, in the order of the slots."""

    pieces: tuple[Name, ...]


def _when(rule: Rule) -> str:
    return say("chưa đạt yêu cầu “{text}”", text=rule.text.rstrip("."))


@dataclass(frozen=True, kw_only=True)
class BuildFromParts(Kind[dict[str, str]]):
    """An answer maps slot ids to part ids, every slot filled, no part twice. Points = share of the rules kept."""

    kind: ClassVar[str] = "build-from-parts"
    title: ClassVar[str] = "Lắp ghép"
    mixed: ClassVar[tuple[str, ...]] = ("pieces",)

    slots: tuple[Slot, ...]
    pieces: tuple[Piece, ...]
    amount_unit: Phrase = field(default=Phrase(""))
    rules: tuple[Rule, ...] = secret(())
    examples: tuple[Example, ...] = secret(())

    def fitting(self, slot: Slot) -> list[Piece]:
        """The parts that may be put in a slot."""
        return [piece for piece in self.pieces if not piece.slots or slot.id in piece.slots]

    def amount_words(self, piece: Piece) -> str:
        """“ (40 phút)” after a part that has an amount."""
        return "" if piece.amount is None else " (" + f"{format_number(piece.amount)} {self.amount_unit}".strip() + ")"

    def read(self, answer: object) -> dict[str, str] | None:
        given = texts_in(answer)
        fits = all(given.get(slot.id) in [p.id for p in self.fitting(slot)] for slot in self.slots)
        return given if fits and not repeated([given[slot.id] for slot in self.slots]) else None

    def ask(self, answer: object) -> str:
        given = texts_in(answer)
        used = [given[s.id] for s in self.slots if given.get(s.id)]
        twice = repeated(used)
        if twice:
            text = next((p.text for p in self.pieces if p.id == twice[0]), twice[0])
            return say("“{text}” dùng hai lần. Mỗi thẻ chỉ dùng một lần.", text=text)
        return say("Còn {n} chỗ chưa chọn thẻ.", n=len(self.slots) - len(used))

    def judge(self, answer: dict[str, str]) -> Verdict:
        used = [answer[slot.id] for slot in self.slots]
        broken = [rule for rule in self.rules if not self.keeps(rule, used)]
        points = 1 - len(broken) / len(self.rules)
        words = [say("Đạt {n} trên {total} yêu cầu.", n=len(self.rules) - len(broken), total=len(self.rules))]
        if self.amount_unit:
            words.append(say("Tổng cộng {n} {unit}.", n=format_number(self.total(used)), unit=self.amount_unit))
        return Verdict(status_of(points), points, (*words, *(rule.feedback for rule in broken)))

    def total(self, used: list[str]) -> Decimal:
        """The amounts of the parts used."""
        return sum((p.amount for p in self.pieces if p.id in used and p.amount is not None), Decimal(0))

    def keeps(self, rule: Rule, used: list[str]) -> bool:
        """Does a build, its parts in the order of the slots, keep a rule?"""
        if rule.when and not set(rule.when) & set(used):
            return True
        ordered = True
        if rule.first in used and rule.then in used:
            ordered = used.index(rule.first) < used.index(rule.then)
        total = self.total(used)
        return (
            ordered
            and (not rule.needs or bool(set(rule.needs) & set(used)))
            and not set(rule.forbids) & set(used)
            and (rule.least is None or total >= rule.least)
            and (rule.most is None or total <= rule.most)
        )

    def key_answer(self) -> dict[str, str]:
        if not self.examples:
            return {}
        return dict(zip((slot.id for slot in self.slots), self.examples[0].pieces, strict=False))

    def moves(self) -> list[Move]:
        return [Move(_when(rule), rule.move) for rule in self.rules if rule.move]

    def mistakes_in(self, answer: dict[str, str]) -> list[Move]:
        used = [answer[slot.id] for slot in self.slots]
        return [Move(_when(rule), rule.move) for rule in self.rules if not self.keeps(rule, used)]

    def workings(self) -> str:
        """What a good build keeps, and the ways that were found right."""
        texts = {piece.id: piece.text for piece in self.pieces}
        lines = [f"- {rule.text}" for rule in self.rules]
        for n, example in enumerate(self.examples, 1):
            parts = "; ".join(f"{s.title}: {texts[p]}" for s, p in zip(self.slots, example.pieces, strict=False))
            lines.append("- " + say("**Một cách đúng ({n}):** {parts}.", n=n, parts=parts.rstrip(".")))
        return "\n".join(lines)

    def key_line(self) -> str:
        key = self.key_answer()
        found = [f"{n} {letters_of(self.pieces, [key.get(slot.id)])}" for n, slot in enumerate(self.slots, 1)]
        return say("nhiều cách đúng, ví dụ {parts}", parts=", ".join(found))

    def key_aloud(self) -> str:
        return ""  # told by the workings

    def slips(self) -> list[Slip]:
        slips = repeated_slips("slots", [slot.id for slot in self.slots])
        slips += repeated_slips("pieces", [piece.id for piece in self.pieces])
        known = {piece.id for piece in self.pieces}
        names = [n for rule in self.rules for n in rule.names] + [n for e in self.examples for n in e.pieces]
        slips += [Slip("rules", say("Không có thẻ “{name}”.", name=name)) for name in sorted(set(names) - known)]
        slips += [
            Slip("slots", say("Chỗ “{name}” cần ít nhất hai thẻ để chọn.", name=slot.id))
            for slot in self.slots
            if len(self.fitting(slot)) < 2
        ]
        slots = {slot.id for slot in self.slots}
        slips += [
            Slip("pieces", say("Thẻ “{name}” nêu chỗ không có.", name=piece.id))
            for piece in self.pieces
            if not set(piece.slots) <= slots
        ]
        slips += [
            Slip(
                "rules",
                say("Quy tắc “{text}” không đòi hỏi gì.", text=rule.text),
                "needs, forbids, first + then, least, most",
            )
            for rule in self.rules
            if not (
                rule.needs
                or rule.forbids
                or (rule.first and rule.then)
                or rule.least is not None
                or rule.most is not None
            )
        ]
        if len(self.pieces) > MOST_PIECES:
            slips.append(Slip("pieces", say("Nhiều nhất {n} thẻ.", n=MOST_PIECES)))
        return slips if slips or self.keyless else self._example_slips()

    def _example_slips(self) -> list[Slip]:
        slips = []
        if len({example.pieces for example in self.examples}) < 2:
            slips.append(Slip("examples", say("Cần ít nhất hai cách ghép đúng khác nhau.")))
        for n, example in enumerate(self.examples, 1):
            answer = dict(zip((slot.id for slot in self.slots), example.pieces, strict=False))
            if len(example.pieces) != len(self.slots) or not self.answered(answer):
                slips.append(Slip("examples", say("Cách ghép {n} chưa đủ chỗ, dùng thẻ hai lần hoặc sai chỗ.", n=n)))
            else:
                broken = [rule.text for rule in self.rules if not self.keeps(rule, list(example.pieces))]
                slips += [
                    Slip("examples", say("Cách ghép {n} không đạt yêu cầu: {text}.", n=n, text=t)) for t in broken
                ]
        return slips
