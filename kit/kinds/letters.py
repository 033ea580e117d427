"""The letters of options, the same on every face; and letters read back from paper."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Protocol

from kit.errors import KitError
from kit.messages import say

BLANK = ("-", "_", ".", "0", "x")  # nothing was marked


class NotATally(KitError):
    """Something typed from paper that cannot be meant; says what was wanted."""


class Named(Protocol):
    """A part of an exercise that has an id."""

    @property
    def id(self) -> str: ...


def letter(place: int) -> str:
    """A, B, C ... for 0, 1, 2 ..."""
    return chr(ord("A") + place)


def letters_of(parts: Sequence[Named], chosen: Iterable[str | None], join: str = ", ") -> str:
    """The letters of the parts with these ids."""
    ids = [part.id for part in parts]
    return join.join(letter(ids.index(name)) for name in chosen if name in ids)


class Lettered(ABC):
    """A kind that is answered with the letters of its options: raised hands can be counted, letters typed."""

    @property
    @abstractmethod
    def option_ids(self) -> list[str]:
        """The ids of the options, in the order of their letters."""

    @property
    @abstractmethod
    def most(self) -> int:
        """How many letters one may give."""

    @abstractmethod
    def answer_of(self, option: str) -> object:
        """The answer of someone who picks this option alone."""

    def read_letters(self, text: str) -> list[str]:
        """The ids of the letters that were typed. Raises NotATally."""
        typed = re.sub(r"[\s,;+]", "", text).upper()
        if not typed or (self.most == 1 and len(typed) > 1):
            typed = "?"  # no letter at all, or one too many for one box
        options = {letter(n): name for n, name in enumerate(self.option_ids)}
        wrong = next((c for c in typed if c not in options), "")
        if wrong or len(set(typed)) > self.most:
            last = letter(len(options) - 1)
            told = say("“{typed}”: câu này nhận chữ từ A đến {last}", typed=text[:20], last=last)
            told += sign_words(wrong, typed)
            raise NotATally(told + (say(", một chữ.") if self.most == 1 else "."))
        return [options[c] for c in dict.fromkeys(typed)]

    def typed_letters(self, answer: object) -> str:
        """The letters of an answer, as one would type them."""
        picked = [answer] if isinstance(answer, str) else answer if isinstance(answer, list) else []
        return "".join(letter(n) for n, name in enumerate(self.option_ids) if name in picked)


def sign_words(wrong: str, typed: str) -> str:
    """Which sign it is that cannot be read, where that is one among others."""
    return say("; máy không hiểu “{sign}”", sign=wrong) if wrong and wrong != "?" and len(typed) > 1 else ""
