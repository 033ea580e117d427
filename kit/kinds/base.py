"""What every exercise has and does, and what checking an answer gives back.

A kind is one frozen dataclass in a file of its own. Its annotations are the schema that kit.course
reads YAML by; `check` is pure; `slips` tells what the author got wrong. A field marked `secret` is
the key or gives it away, a field marked `trainer` is for the trainer only: `for_learner` takes both
out, so a learner's face that starts from it cannot leak what it never had.
"""

from __future__ import annotations

import hashlib
import json
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Generic, Literal, Protocol, Self, TypeVar, cast

from kit.kinds.fields import ASIDE, MADE, Name, Phrase, Prose, asked, secret, trainer, without
from kit.kinds.letters import BLANK, NotATally
from kit.kinds.local import Local
from kit.messages import say

Level = Literal["know", "apply", "judge"]
Priority = Literal["must", "should", "may"]
Status = Literal["correct", "partly", "wrong", "recorded", "unanswered"]


@dataclass(frozen=True)
class Slip:
    """One thing an author got wrong that the types cannot tell: the field, what is wrong, how to mend it."""

    field: str
    sentence: str
    remedy: str = ""


@dataclass(frozen=True)
class Part:
    """The verdict on one option, statement or step."""

    right: bool
    words: str = ""


@dataclass(frozen=True)
class Verdict:
    """What checking says. `points` run from 0 to 1, None when nothing is judged.

    "unanswered" is no mistake and is never stored; "recorded" is an answer that has no right or
    wrong, or whose key is not here. `words` are Markdown; `parts` go by the id of option or step.
    """

    status: Status
    points: float | None = None
    words: tuple[str, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)


@dataclass(frozen=True)
class Move:
    """What a trainer does when many made one mistake: `when` says which, in a few words."""

    when: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Image:
    """A picture beside the prompt: its file in the module's folder, and words for who cannot see it."""

    file: str
    alt: Phrase


@dataclass(frozen=True, kw_only=True)
class Exercise(ABC):
    """An exercise of any kind; `id` is "module/name", taken from where the file lies."""

    kind: ClassVar[str]
    title: ClassVar[str]  # Vietnamese name of the kind
    judged: ClassVar[bool] = True  # False where nothing is right or wrong: opinions, one's own words
    mixed: ClassVar[tuple[str, ...]] = ()  # the fields whose order means nothing
    typed: ClassVar[bool] = False  # an answer on paper can be typed in a few strokes
    blank: ClassVar[tuple[str, ...]] = BLANK  # what is typed where nothing was marked
    wall: ClassVar[bool] = True  # its form can be shown on a wall; else people work from their own sheets

    id: str = ""
    prompt: Prose
    english: str = trainer(required=True)
    objective: Name = field(metadata=ASIDE)
    minutes: int = field(metadata=ASIDE)
    level: Level = field(metadata=ASIDE)
    priority: Priority = field(metadata=ASIDE)
    sources: tuple[Name, ...] = field(default=(), metadata=ASIDE)
    image: Image | None = None
    hints: tuple[Phrase, ...] = field(default=(), metadata=ASIDE)
    explanation: Prose = secret("", asked=False)
    oral: Prose = trainer(required=True)
    tries: int = field(default=0, metadata=ASIDE)  # how many answers are checked; 0 means as many as one likes
    confidence: bool = field(default=False, metadata=ASIDE)  # also asks how sure the learner is
    # On the screen each learner gets an order of her own; paper keeps that of its key.
    shuffle: bool = field(default=False, metadata=ASIDE)
    sealed: bool = field(default=False, metadata=ASIDE)
    # Taken in from elsewhere: what only a person can add is still missing.
    draft: bool = field(default=False, metadata=ASIDE)
    # Set in the learner's copy of a sealed exercise: its key is not here.
    keyless: bool = field(default=False, metadata=ASIDE)
    # The digest of what the author wrote, where these are its words in another language.
    worded: str = field(default="", metadata=MADE)
    # What the province says in its own languages; put there by the library, written by nobody.
    local: tuple[Local, ...] = field(default=(), metadata=MADE)

    @abstractmethod
    def check(self, answer: object) -> Verdict:
        """The verdict on an answer; pure, and the same wherever it runs."""

    @abstractmethod
    def answered(self, answer: object) -> bool:
        """Has the learner said enough to be judged?"""

    @abstractmethod
    def ask(self, answer: object) -> str:
        """What to tell a learner who has not answered yet."""

    @abstractmethod
    def key_answer(self) -> object:
        """An answer that earns full points, as JSON; None where the key is not at hand."""

    @abstractmethod
    def went_wrong(self, answer: object) -> list[Move]:
        """What an answer gets wrong, named as in `moves`; `words` are empty where no move is written down.

        Two learners who err alike get equal moves, so that a class can count them.
        """

    def slips(self) -> list[Slip]:
        """What the author got wrong beyond types and missing fields."""
        return []

    def moves(self) -> list[Move]:
        """What the trainer does about each common mistake; empty in a learner's edition."""
        return []

    def workings(self) -> str:
        """How the key is reached, step by step, as Markdown; empty where there is nothing to work out."""
        return ""

    # ── on paper ──
    def key_line(self) -> str:
        """The key in a line of Markdown; empty where nothing is right or wrong."""
        return ""

    def key_aloud(self) -> str:
        """The key for a class that does not read: no letters where the things themselves can be said."""
        return self.key_line()

    def paper_hint(self) -> str:
        """How to answer on paper, in a few words; empty where the form says it."""
        return ""

    def read_typed(self, text: str) -> object:
        """The answer that stands on paper, as it is typed afterwards. Raises NotATally with what the item takes."""
        if not self.typed:
            raise NotATally(say("Câu này không nhập được từ giấy."))
        if not self.answered(text):
            raise NotATally(f"{say('Không hiểu “{typed}”.', typed=text[:30])} {self.ask(text)}")
        return text

    def as_typed(self, answer: object) -> str:
        """The answer as one would type it: the other way round of `read_typed`."""
        return str(answer)

    def typed_sample(self) -> str:
        """What an answer typed from paper looks like, made up."""
        return "-"

    def all_slips(self) -> list[Slip]:
        """The slips of this kind and those that any exercise may have."""
        slips = self.slips()
        if not 1 <= self.minutes <= 240:
            slips.insert(0, Slip("minutes", say("Số phút phải từ 1 đến 240.")))
        if not 0 <= self.tries <= 10:
            slips.insert(0, Slip("tries", say("Số lượt làm phải từ 0 (không giới hạn) đến 10.")))
        if not self.judged and (self.tries or self.confidence):
            sentence = say("Dạng bài này không có đúng sai nên không dùng tries hay confidence.")
            slips.insert(0, Slip("tries", sentence))
        if self.shuffle and not self.mixed:
            slips.insert(0, Slip("shuffle", say("Dạng bài này không có gì để đảo thứ tự."), say("Bỏ dòng shuffle.")))
        return slips

    def shuffled(self, seed: str) -> Self:
        """The same exercise in another order, always the same for the same seed; as it is unless `shuffle` is set."""
        if not self.shuffle:
            return self
        order = random.Random(f"{self.id}/{seed}")  # noqa: S311 - an order of options is no secret
        changed: dict[str, Any] = {
            name: tuple(order.sample(getattr(self, name), len(getattr(self, name)))) for name in self.mixed
        }
        return replace(self, **changed)

    def for_learner(self) -> Self:
        """The same exercise with the key and the trainer's words taken out."""
        return without(self, {"key", "trainer"})

    def for_learner_folder(self) -> Self:
        """What a learner's folder may hold: no trainer's words, and no key at all when sealed."""
        if not self.sealed:
            return without(self, {"trainer"})
        return replace(without(self, {"key", "trainer"}), keyless=True)

    @property
    def digest(self) -> str:
        """A hash of what an answer depends on: wording and key, not hints, feedback or minutes; alike in every language."""
        if self.worded:
            return self.worded
        told = cast(dict[str, object], asked(self.for_learner_folder() if self.sealed else self))
        body = {name: value for name, value in told.items() if name != "id"}
        text = json.dumps([self.kind, body], ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class Kind(Exercise, Generic[Answer]):
    """An exercise whose answers are first read into a type of its own, then judged: nothing half read is judged."""

    @abstractmethod
    def read(self, answer: object) -> Answer | None:
        """The answer as this kind takes it, whatever came from a page or an old log; None while it is not complete."""

    @abstractmethod
    def judge(self, answer: Answer) -> Verdict:
        """The verdict on an answer that was read."""

    def mistakes_in(self, answer: Answer) -> list[Move]:
        """What an answer that was read gets wrong."""
        return []

    def answered(self, answer: object) -> bool:
        return self.read(answer) is not None

    def check(self, answer: object) -> Verdict:
        read = self.read(answer)
        if read is None:
            return Verdict("unanswered", words=(self.ask(answer),))
        if self.keyless:
            return Verdict("recorded", words=(say("Đã ghi câu trả lời. Cả lớp sẽ chữa sau."),))
        return self.judge(read)

    def went_wrong(self, answer: object) -> list[Move]:
        read = self.read(answer)
        return [] if read is None else self.mistakes_in(read)


def repeated(ids: Sequence[str]) -> list[str]:
    """The ids that stand more than once, each named once."""
    return [name for name in dict.fromkeys(ids) if ids.count(name) > 1]


def repeated_slips(field_name: str, ids: Sequence[str]) -> list[Slip]:
    """A slip for each id used twice."""
    return [
        Slip(field_name, say("Mã “{name}” dùng hai lần.", name=name), say("Đặt cho mỗi dòng một mã riêng."))
        for name in repeated(ids)
    ]


class WithMove(Protocol):
    """A part of an exercise that has a move of the trainer's."""

    @property
    def move(self) -> Phrase: ...


P = TypeVar("P", bound=WithMove)


def moves_of(parts: Sequence[P], when: Callable[[int, P], str]) -> list[Move]:
    """The moves that stand at the parts of an exercise; `when` names the mistake from place and part."""
    return [Move(when(n, part), part.move) for n, part in enumerate(parts) if part.move]


def mistakes_of(parts: Sequence[P], wrong: Callable[[P], bool], when: Callable[[int, P], str]) -> list[Move]:
    """The parts of an exercise that an answer gets wrong, each named by `when` from place and part."""
    return [Move(when(n, part), part.move) for n, part in enumerate(parts) if wrong(part)]


def names_in(answer: object) -> list[str] | None:
    """The answer as a list of texts. What comes from a page or an old log may be anything: then None."""
    return answer if isinstance(answer, list) and all(isinstance(part, str) for part in answer) else None


def texts_in(answer: object) -> dict[str, str]:
    """The texts of an answer that maps names to texts; whatever else it holds is left out."""
    pairs = answer.items() if isinstance(answer, dict) else ()
    return {name: value for name, value in pairs if isinstance(name, str) and isinstance(value, str)}


def whole_in(answer: object) -> dict[str, int]:
    """The whole numbers of an answer that maps names to numbers; true and false are none."""
    pairs = answer.items() if isinstance(answer, dict) else ()
    return {name: value for name, value in pairs if isinstance(name, str) and type(value) is int}


def flags_in(answer: object) -> dict[str, bool]:
    """What an answer says yes or no to."""
    pairs = answer.items() if isinstance(answer, dict) else ()
    return {name: value for name, value in pairs if isinstance(name, str) and isinstance(value, bool)}


def status_of(points: float) -> Status:
    """Full points are correct, none are wrong, the rest is partly."""
    if points >= 1:
        return "correct"
    return "partly" if points > 0 else "wrong"
