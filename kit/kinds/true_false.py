"""True/false statements: a table of claims, each with its own verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kit.kinds.base import Kind, Move, Part, Slip, Verdict, flags_in, mistakes_of, moves_of, repeated_slips, status_of
from kit.kinds.fields import Name, Phrase, secret, trainer
from kit.kinds.letters import NotATally, letter, sign_words
from kit.messages import say

YES, NO = ("d", "đ", "1", "y"), ("s", "0", "n")  # as they are typed from paper


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A claim, whether it holds, the word for who judges it wrongly, and the trainer's move."""

    id: Name
    text: Phrase
    holds: bool | None = secret()
    feedback: Phrase = secret("", asked=False)
    move: Phrase = trainer()


def _when(place: int, _: Statement) -> str:
    return say("trả lời sai câu {letter}", letter=letter(place))


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Kind[dict[str, bool]]):
    """Each statement is judged on its own. An answer maps statement ids to True or False.

    Points = share of statements judged rightly beyond what guessing earns: max(0, 2 x share - 1).
    """

    kind: ClassVar[str] = "true-false"
    title: ClassVar[str] = "Đúng hay sai"
    mixed: ClassVar[tuple[str, ...]] = ("statements",)
    typed: ClassVar[bool] = True
    blank: ClassVar[tuple[str, ...]] = ("-", "_")  # a 0 says false

    statements: tuple[Statement, ...]

    def read(self, answer: object) -> dict[str, bool] | None:
        given = flags_in(answer)
        return given if all(s.id in given for s in self.statements) else None

    def ask(self, answer: object) -> str:
        given = flags_in(answer)
        return say("Còn {n} câu chưa chọn Đúng hoặc Sai.", n=sum(s.id not in given for s in self.statements))

    def judge(self, answer: dict[str, bool]) -> Verdict:
        parts: dict[str, Part] = {s.id: Part(answer[s.id] is s.holds, s.feedback) for s in self.statements}
        share = sum(part.right for part in parts.values()) / len(parts)
        count = say("Đúng {n} trên {total} câu.", n=sum(part.right for part in parts.values()), total=len(parts))
        points = max(0.0, 2 * share - 1)
        return Verdict(status_of(points), points, (count,), parts)

    def key_answer(self) -> dict[str, bool | None]:
        return {s.id: s.holds for s in self.statements}

    def moves(self) -> list[Move]:
        return moves_of(self.statements, _when)

    def mistakes_in(self, answer: dict[str, bool]) -> list[Move]:
        return mistakes_of(self.statements, lambda s: answer[s.id] is not s.holds, _when)

    def key_line(self) -> str:
        words = {True: say("Đúng"), False: say("Sai")}
        return ", ".join(f"{letter(n)} {words[bool(s.holds)]}" for n, s in enumerate(self.statements))

    def paper_hint(self) -> str:
        return say("Đánh dấu Đúng hoặc Sai cho từng câu.")

    def read_typed(self, text: str) -> dict[str, bool]:
        """“ĐSĐ”: a letter for each claim."""
        typed = [c for c in text.lower() if not c.isspace() and c not in ",;/"]
        n = len(self.statements)
        wrong = next((c for c in typed if c not in (*YES, *NO)), "")
        if len(typed) != n or wrong:
            told = say("“{typed}”: gõ đủ {n} chữ cái, Đ (hoặc D) là đúng, S là sai, ví dụ {sample}", typed=text[:20], n=n, sample=self.typed_sample())  # fmt: skip
            raise NotATally(told + sign_words(wrong, "".join(typed)) + ".")
        return {s.id: c in YES for s, c in zip(self.statements, typed, strict=True)}

    def as_typed(self, answer: object) -> str:
        given = flags_in(answer)
        return "".join("D" if given.get(s.id) else "S" for s in self.statements)

    def typed_sample(self) -> str:
        return ("DS" * len(self.statements))[: len(self.statements)]

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
