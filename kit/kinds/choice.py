"""Single and multiple choice: options with a letter, each with a word for who picks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from kit.kinds.base import Kind, Move, Part, Slip, Verdict, mistakes_of, moves_of, names_in, repeated_slips, status_of
from kit.kinds.fields import Name, Phrase, secret, trainer
from kit.kinds.letters import Lettered, letter, letters_of
from kit.messages import say


@dataclass(frozen=True, kw_only=True)
class Option:
    """An option: its words, what the learner is told who picks it, what the trainer does if many do."""

    id: Name
    text: Phrase
    feedback: Phrase = secret("", asked=False)
    move: Phrase = trainer()


def _picked(place: int, _: Option) -> str:
    return say("chọn {letter}", letter=letter(place))


def option_moves(options: tuple[Option, ...]) -> list[Move]:
    """What to do when many pick an option."""
    return moves_of(options, _picked)


def _option_slips(options: tuple[Option, ...], least: int) -> list[Slip]:
    slips = repeated_slips("options", [option.id for option in options])
    if not least <= len(options) <= 8:
        slips.append(Slip("options", say("Cần từ {least} đến 8 phương án.", least=least)))
    return slips


def _unknown_key(ids: Sequence[str], keys: tuple[str, ...]) -> list[Slip]:
    return [
        Slip(
            "key",
            say("Đáp án “{key}” không phải là mã của phương án nào.", key=key),
            say("Các mã đang có: {ids}.", ids=", ".join(ids)),
        )
        for key in keys
        if key not in ids
    ]


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Kind[str], Lettered):
    """One option is right. An answer is the id of an option, or None."""

    kind: ClassVar[str] = "single-choice"
    title: ClassVar[str] = "Chọn một phương án"
    mixed: ClassVar[tuple[str, ...]] = ("options",)
    typed: ClassVar[bool] = True

    options: tuple[Option, ...]
    key: Name | None = secret()

    @property
    def option_ids(self) -> list[str]:
        return [option.id for option in self.options]

    @property
    def most(self) -> int:
        return 1

    def answer_of(self, option: str) -> str:
        return option

    def read(self, answer: object) -> str | None:
        return answer if isinstance(answer, str) and answer in self.option_ids else None

    def ask(self, answer: object) -> str:
        return say("Chưa chọn phương án nào. Hãy chọn một phương án rồi bấm “Kiểm tra”.")

    def judge(self, answer: str) -> Verdict:
        picked = next(option for option in self.options if option.id == answer)
        right = answer == self.key
        parts: dict[str, Part] = {picked.id: Part(right, picked.feedback)}
        return Verdict("correct" if right else "wrong", float(right), (), parts)

    def key_answer(self) -> str | None:
        return self.key

    def moves(self) -> list[Move]:
        return option_moves(self.options)

    def mistakes_in(self, answer: str) -> list[Move]:
        return mistakes_of(self.options, lambda option: option.id == answer != self.key, _picked)

    def key_line(self) -> str:
        return letters_of(self.options, [self.key])

    def paper_hint(self) -> str:
        return say("Đánh dấu X vào một ô tròn.")

    def read_typed(self, text: str) -> str:
        return self.read_letters(text)[0]

    def as_typed(self, answer: object) -> str:
        return self.typed_letters(answer)

    def typed_sample(self) -> str:
        return "a"

    def slips(self) -> list[Slip]:
        ids = self.option_ids
        return _option_slips(self.options, 2) + _unknown_key(ids, (self.key,) if self.key else ())


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Kind[list[str]], Lettered):
    """Several options are right. An answer is a list of ids, or None.

    Points = (right ticks - wrong ticks) / number of right options, not under 0: a wrong tick costs
    what a right one earns, so ticking everything never earns full points.
    """

    kind: ClassVar[str] = "multiple-choice"
    title: ClassVar[str] = "Chọn nhiều phương án"
    mixed: ClassVar[tuple[str, ...]] = ("options",)
    typed: ClassVar[bool] = True

    options: tuple[Option, ...]
    key: tuple[Name, ...] = secret(())

    @property
    def option_ids(self) -> list[str]:
        return [option.id for option in self.options]

    @property
    def most(self) -> int:
        return len(self.options)

    def answer_of(self, option: str) -> list[str]:
        return [option]

    def read(self, answer: object) -> list[str] | None:
        ticked = names_in(answer)
        return ticked if ticked and set(ticked) <= set(self.option_ids) else None

    def ask(self, answer: object) -> str:
        return say("Chưa chọn phương án nào. Có thể chọn nhiều phương án rồi bấm “Kiểm tra”.")

    def judge(self, answer: list[str]) -> Verdict:
        ticked, right = set(answer), set(self.key)
        points = max(0.0, (len(ticked & right) - len(ticked - right)) / len(right))
        parts: dict[str, Part] = {o.id: Part(o.id in right, o.feedback) for o in self.options if o.id in ticked}
        missed = len(right - ticked)
        words = (say("Còn thiếu {n} phương án đúng.", n=missed),) if missed else ()
        return Verdict(status_of(points), points, words, parts)

    def key_answer(self) -> list[str]:
        return list(self.key)

    def moves(self) -> list[Move]:
        return option_moves(self.options)

    def mistakes_in(self, answer: list[str]) -> list[Move]:
        """Wrong ticks; what was left out is no option that anyone picked."""
        return mistakes_of(self.options, lambda option: option.id in answer and option.id not in self.key, _picked)

    def key_line(self) -> str:
        return letters_of(self.options, [option.id for option in self.options if option.id in self.key])

    def paper_hint(self) -> str:
        return say("Đánh dấu mọi ô đúng. Chọn sai bị trừ điểm.")

    def read_typed(self, text: str) -> list[str]:
        return self.read_letters(text)

    def as_typed(self, answer: object) -> str:
        return self.typed_letters(answer)

    def typed_sample(self) -> str:
        return "AC"

    def slips(self) -> list[Slip]:
        ids = self.option_ids
        slips = _option_slips(self.options, 3) + _unknown_key(ids, self.key) + repeated_slips("key", list(self.key))
        if not self.keyless and set(self.key) >= set(ids):
            slips.append(
                Slip(
                    "key",
                    say("Mọi phương án đều đúng: chọn hết là được điểm."),
                    say("Thêm phương án sai mà người học hay nhầm."),
                )
            )
        return slips
