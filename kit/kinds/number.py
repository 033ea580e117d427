"""A number with its unit, read as Vietnamese people write it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kit.kinds.base import Kind, Move, Part, Slip, Verdict, moves_of
from kit.kinds.fields import Phrase, secret, trainer
from kit.messages import say
from kit.vietnamese import NotANumber, OtherUnit, amount, format_number, scale_of, with_unit


@dataclass(frozen=True, kw_only=True)
class NearMiss:
    """A wrong number that real people arrive at, and what it tells about how they got there."""

    value: Decimal
    feedback: Phrase
    move: Phrase = trainer()


def _when(value: Decimal) -> str:
    return say("trả lời {value}", value=format_number(value))


@dataclass(frozen=True, kw_only=True)
class Number(Kind[Decimal]):
    """The answer is what was typed, such as "1.500" or "12,5 %"; the unit may be typed or left out."""

    kind: ClassVar[str] = "number"
    title: ClassVar[str] = "Điền số"
    typed: ClassVar[bool] = True
    blank: ClassVar[tuple[str, ...]] = ("-", "_")  # 0 is a number

    unit: Phrase
    value: Decimal | None = secret()
    tolerance: Decimal = Decimal(0)
    near: tuple[NearMiss, ...] = secret((), required=False, asked=False)

    def read(self, answer: object) -> Decimal | None:
        try:
            return amount(str(answer or ""), self.unit)
        except NotANumber:
            return None

    def ask(self, answer: object) -> str:
        if not str(answer or "").strip():
            return say("Chưa điền số. Hãy gõ một số rồi bấm “Kiểm tra”.")
        try:
            amount(str(answer), self.unit)
        except OtherUnit as error:
            return str(error)
        except NotANumber:
            pass
        return say("Không đọc được “{text}” thành một số. Ví dụ cách viết: 1.500 hoặc 12,5.", text=str(answer)[:40])

    def judge(self, answer: Decimal) -> Verdict:
        assert self.value is not None, "judge is called with the key at hand"
        if abs(answer - self.value) <= self.tolerance:
            return Verdict("correct", 1.0, parts={"value": Part(True)})
        words = tuple(miss.feedback for miss in self.near if miss.value == answer)
        read_as = say("Đã đọc là {number}.", number=with_unit(format_number(answer), self.unit))
        again = (read_as, say("Chưa đúng: đọc lại đề, tính lại từng bước."))
        return Verdict("wrong", 0.0, words or self._in_dong(answer) or again, {"value": Part(False)})

    def _in_dong(self, typed: Decimal) -> tuple[str, ...]:
        """The right sum in đồng where millions are asked for: the figures are right, the unit is not."""
        scale = scale_of(self.unit)
        if scale < 2 or self.value is None or abs(typed / scale - self.value) > self.tolerance:
            return ()
        return (say("Số đúng, nhưng ở đây tính bằng {unit}: viết {number}.", unit=self.unit, number=format_number(typed / scale)),)  # fmt: skip

    def key_answer(self) -> str | None:
        return None if self.value is None else format_number(self.value)

    def moves(self) -> list[Move]:
        return moves_of(self.near, lambda _, miss: _when(miss.value))

    def mistakes_in(self, answer: Decimal) -> list[Move]:
        if self.value is None or abs(answer - self.value) <= self.tolerance:
            return []
        known = {miss.value: miss.move for miss in self.near}
        return [Move(_when(answer), known.get(answer, ""))]

    def key_line(self) -> str:
        return with_unit(self.key_answer() or "", self.unit)

    def typed_sample(self) -> str:
        return "7"

    def slips(self) -> list[Slip]:
        return [
            Slip(
                "near",
                say("{value} nằm trong khoảng được tính là đúng.", value=format_number(miss.value)),
                say("Bỏ dòng này hoặc thu hẹp tolerance."),
            )
            for miss in self.near
            if self.value is not None and abs(miss.value - self.value) <= self.tolerance
        ] + ([Slip("tolerance", say("Sai số cho phép không được âm."))] if self.tolerance < 0 else [])
