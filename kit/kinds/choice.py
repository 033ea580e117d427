"""Single and multiple choice: options with a letter, each with a word for who picks it."""

from __future__ import annotations

from collections.abc import Sequence
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
    is_names,
    mistakes_of,
    moves_of,
    repeated_slips,
    secret,
    status_of,
    trainer,
)
from kit.kinds.letters import letter
from kit.messages import say


@dataclass(frozen=True, kw_only=True)
class Option:
    """An option: its words, what the learner is told who picks it, what the trainer does if many do."""

    id: Name
    text: Phrase
    feedback: Phrase = secret("")
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
class SingleChoice(Exercise):
    """One option is right. An answer is the id of an option, or None."""

    kind: ClassVar[str] = "single-choice"
    title: ClassVar[str] = "Chọn một phương án"
    mixed: ClassVar[tuple[str, ...]] = ("options",)

    options: tuple[Option, ...]
    key: Name | None = secret()

    def answered(self, answer: Any) -> bool:
        return answer in [option.id for option in self.options]

    def ask(self, answer: Any) -> str:
        return say("Chưa chọn phương án nào. Hãy chọn một phương án rồi bấm “Kiểm tra”.")

    def judge(self, answer: Any) -> Verdict:
        picked = next(option for option in self.options if option.id == answer)
        right = answer == self.key
        parts: dict[str, Part] = {picked.id: Part(right, picked.feedback)}
        return Verdict("correct" if right else "wrong", float(right), (), parts)

    def key_answer(self) -> Any:
        return self.key

    def moves(self) -> list[Move]:
        return option_moves(self.options)

    def went_wrong(self, answer: Any) -> list[Move]:
        return mistakes_of(self.options, lambda option: option.id == answer != self.key, _picked)

    def slips(self) -> list[Slip]:
        ids = [option.id for option in self.options]
        return _option_slips(self.options, 2) + _unknown_key(ids, (self.key,) if self.key else ())


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Exercise):
    """Several options are right. An answer is a list of ids, or None.

    Points = (right ticks - wrong ticks) / number of right options, not under 0: a wrong tick costs
    what a right one earns, so ticking everything never earns full points.
    """

    kind: ClassVar[str] = "multiple-choice"
    title: ClassVar[str] = "Chọn nhiều phương án"
    mixed: ClassVar[tuple[str, ...]] = ("options",)

    options: tuple[Option, ...]
    key: tuple[Name, ...] = secret(())

    def answered(self, answer: Any) -> bool:
        return is_names(answer) and bool(answer) and set(answer) <= {option.id for option in self.options}

    def ask(self, answer: Any) -> str:
        return say("Chưa chọn phương án nào. Có thể chọn nhiều phương án rồi bấm “Kiểm tra”.")

    def judge(self, answer: Any) -> Verdict:
        ticked, right = set(answer), set(self.key)
        points = max(0.0, (len(ticked & right) - len(ticked - right)) / len(right))
        parts: dict[str, Part] = {o.id: Part(o.id in right, o.feedback) for o in self.options if o.id in ticked}
        missed = len(right - ticked)
        words = (say("Còn thiếu {n} phương án đúng.", n=missed),) if missed else ()
        return Verdict(status_of(points), points, words, parts)

    def key_answer(self) -> Any:
        return list(self.key)

    def moves(self) -> list[Move]:
        return option_moves(self.options)

    def went_wrong(self, answer: Any) -> list[Move]:
        """Wrong ticks; what was left out is no option that anyone picked."""
        return mistakes_of(self.options, lambda option: option.id in answer and option.id not in self.key, _picked)

    def slips(self) -> list[Slip]:
        ids = [option.id for option in self.options]
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
