"""What every exercise has, and what checking an answer gives back.

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
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
from typing import Any, ClassVar, Literal, NewType, Self, TypeVar

from kit.messages import say

Prose = NewType("Prose", str)  # Markdown, several paragraphs allowed
Phrase = NewType("Phrase", str)  # Markdown, one paragraph
Name = NewType("Name", str)  # ASCII letters, digits, hyphens; lower case

T = TypeVar("T")

Level = Literal["know", "apply", "judge"]
Priority = Literal["must", "should", "may"]
Status = Literal["correct", "partly", "wrong", "recorded", "unanswered"]


def secret(default: Any = None, *, required: bool = True) -> Any:
    """A field that is the key or gives it away."""
    return field(default=default, metadata={"reader": "key", "required": required})


def trainer(default: Any = "", *, required: bool = False) -> Any:
    """A field for the trainer's eyes only."""
    return field(default=default, metadata={"reader": "trainer", "required": required})


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
    alt: str


@dataclass(frozen=True, kw_only=True)
class Exercise(ABC):
    """An exercise of any kind; `id` is "module/name", taken from where the file lies."""

    kind: ClassVar[str]
    title: ClassVar[str]  # Vietnamese name of the kind
    judged: ClassVar[bool] = True  # False where nothing is right or wrong: opinions, one's own words
    mixed: ClassVar[tuple[str, ...]] = ()  # the fields whose order means nothing

    id: str = ""
    prompt: Prose
    english: str = trainer(required=True)
    objective: Name
    minutes: int
    level: Level
    priority: Priority
    sources: tuple[Name, ...] = ()
    image: Image | None = None
    hints: tuple[Phrase, ...] = ()
    explanation: Prose = secret("")
    oral: Prose = trainer(required=True)
    tries: int = 0  # how many answers are checked; 0 means as many as one likes
    confidence: bool = False  # also asks how sure the learner is
    shuffle: bool = False  # on the screen each learner gets an order of her own; paper keeps that of its key
    sealed: bool = False
    keyless: bool = False  # set in the learner's copy of a sealed exercise: its key is not here

    def check(self, answer: Any) -> Verdict:
        """The verdict on an answer; pure, and the same wherever it runs."""
        if not self.answered(answer):
            return Verdict("unanswered", words=(self.ask(answer),))
        if self.keyless:
            return Verdict("recorded", words=(say("Đã ghi câu trả lời. Cả lớp sẽ chữa sau."),))
        return self.judge(answer)

    @abstractmethod
    def answered(self, answer: Any) -> bool:
        """Has the learner said enough to be judged?"""

    @abstractmethod
    def ask(self, answer: Any) -> str:
        """What to tell a learner who has not answered yet."""

    @abstractmethod
    def judge(self, answer: Any) -> Verdict:
        """The verdict on an answer that is complete."""

    @abstractmethod
    def key_answer(self) -> Any:
        """An answer that earns full points."""

    def slips(self) -> list[Slip]:
        """What the author got wrong beyond types and missing fields."""
        return []

    def moves(self) -> list[Move]:
        """What the trainer does about each common mistake; empty in a learner's edition."""
        return []

    def went_wrong(self, answer: Any) -> list[Move]:
        """What a judged answer gets wrong, named as in `moves`; `words` are empty where no move is written down.

        Two learners who err alike get equal moves, so that a class can count them.
        """
        return []

    def workings(self) -> str:
        """How the key is reached, step by step, as Markdown; empty where there is nothing to work out."""
        return ""

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
        return _without(self, {"key", "trainer"})

    def for_learner_folder(self) -> Self:
        """What a learner's folder may hold: no trainer's words, and no key at all when sealed."""
        if not self.sealed:
            return _without(self, {"trainer"})
        return replace(_without(self, {"key", "trainer"}), keyless=True)

    @property
    def digest(self) -> str:
        """A hash of what an answer depends on: wording and key, not hints, feedback or minutes."""
        asked = self.for_learner_folder() if self.sealed else self
        body = {f.name: _bare(getattr(asked, f.name)) for f in fields(asked) if _asked(f) and f.name != "id"}
        text = json.dumps([self.kind, body], ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


_NOT_ASKED = {
    "objective", "minutes", "level", "priority", "sources", "hints", "explanation", "tries", "confidence",
    "shuffle", "sealed", "keyless", "feedback", "mistakes", "near", "model_answer", "checklist", "lines", "reason",
    "english_term",
}  # fmt: skip


def _asked(spec: Field[Any]) -> bool:
    """Does an answer depend on this field?"""
    return spec.name not in _NOT_ASKED and spec.metadata.get("reader") != "trainer"


def _without(value: T, readers: set[str]) -> T:
    """A copy of a dataclass with the fields of these readers set back to empty, at every depth."""
    changes: dict[str, Any] = {}
    for spec in fields(value):  # type: ignore[arg-type]
        kept = getattr(value, spec.name)
        if spec.metadata.get("reader") in readers:
            changes[spec.name] = None if spec.default is MISSING else spec.default
        elif is_dataclass(kept):
            changes[spec.name] = _without(kept, readers)
        elif isinstance(kept, tuple):
            changes[spec.name] = tuple(_without(item, readers) if is_dataclass(item) else item for item in kept)
    return replace(value, **changes)  # type: ignore[type-var]


def _bare(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _bare(getattr(value, f.name)) for f in fields(value) if _asked(f)}
    if isinstance(value, tuple):
        return [_bare(item) for item in value]
    return value


def repeated(ids: Sequence[str]) -> list[str]:
    """The ids that stand more than once, each named once."""
    return [name for name in dict.fromkeys(ids) if ids.count(name) > 1]


def repeated_slips(field_name: str, ids: Sequence[str]) -> list[Slip]:
    """A slip for each id used twice."""
    return [
        Slip(field_name, say("Mã “{name}” dùng hai lần.", name=name), say("Đặt cho mỗi dòng một mã riêng."))
        for name in repeated(ids)
    ]


def moves_of(parts: Sequence[Any], when: Callable[[int, Any], str]) -> list[Move]:
    """The moves that stand at the parts of an exercise; `when` names the mistake from place and part."""
    return [Move(when(n, part), part.move) for n, part in enumerate(parts) if part.move]


def mistakes_of(parts: Sequence[Any], wrong: Callable[[Any], bool], when: Callable[[int, Any], str]) -> list[Move]:
    """The parts of an exercise that an answer gets wrong, each named by `when` from place and part."""
    return [Move(when(n, part), part.move) for n, part in enumerate(parts) if wrong(part)]


def is_names(answer: Any) -> bool:
    """Is this a list of texts? What comes from a page or an old log may be anything."""
    return isinstance(answer, list) and all(isinstance(part, str) for part in answer)


def status_of(points: float) -> Status:
    """Full points are correct, none are wrong, the rest is partly."""
    if points >= 1:
        return "correct"
    return "partly" if points > 0 else "wrong"
