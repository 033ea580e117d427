"""A question between two systems: what all of them have in common; whatever finds no place is told, never dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, assert_never

from kit.course.check_texts import PICTURES
from kit.kinds import Exercise
from kit.kinds.assign import Matching
from kit.kinds.choice import MultipleChoice, Option, SingleChoice
from kit.kinds.gaps import GapText
from kit.kinds.number import Number
from kit.kinds.order import Order
from kit.kinds.reflection import Reflection
from kit.kinds.short_answer import ShortAnswer
from kit.kinds.true_false import TrueFalse
from kit.messages import say
from kit.vietnamese import nfc, slug

Sort = Literal["single-choice", "multiple-choice", "true-false", "number", "short-answer", "matching", "order", "gap-text", "reflection"]  # fmt: skip
_CARRIED = ("png", "jpg")
_FACT = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(fact:[^)]*\)")


@dataclass(frozen=True)
class Choice:
    """An option, a claim, or an answer that somebody might give: is it right, and what is said to whoever gives it."""

    text: str
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True)
class Pair:
    """What belongs together; a place without an item is one too many."""

    item: str
    place: str


@dataclass(frozen=True)
class Picture:
    """A picture of the question's own; `alt` is what the file says of it, often nothing."""

    content: bytes
    alt: str = ""

    @property
    def form(self) -> str:
        """“png” or “jpg”; "" for what no screen and no sheet can show (EMF, WMF, anything that only says it is one)."""
        return next((form for form in _CARRIED if self.content.startswith(PICTURES[f".{form}"])), "")


@dataclass(frozen=True)
class Question:
    """Texts are Markdown. `place` says where it stood in the file, `told` what was assumed or left out."""

    kind: Sort
    prompt: str
    name: str = ""
    choices: tuple[Choice, ...] = ()
    pairs: tuple[Pair, ...] = ()
    steps: tuple[str, ...] = ()  # in their right order
    text: str = ""  # with gaps: “một [[1]] hai”; `gaps` in their order
    gaps: tuple[tuple[str, ...], ...] = ()
    unit: str = ""
    tolerance: str = "0"
    explanation: str = ""
    hints: tuple[str, ...] = ()
    picture: Picture | None = None
    place: str = field(default="", compare=False)
    told: tuple[str, ...] = field(default=(), compare=False)

    def but(self, told: str) -> Question:
        """The same with a word about it."""
        return replace(self, told=(*self.told, told))


def as_markdown(words: str) -> str:
    """Plain words as Markdown that shows just them."""
    escaped = re.sub(r"([\\`*_\[\]<])", r"\\\1", nfc(words).strip())
    return re.sub(r"(?m)^(\s*)([#>+-]|\d+[.)])(\s)", r"\1\\\2\3", escaped)


def without_facts(markdown: str) -> str:
    """The words of a citation without the record that only this kit knows."""
    return _FACT.sub(r"\1", markdown)


YES_NO = ("Đúng", "Sai")


def of_pairs(prompt: str, pairs: Sequence[Pair]) -> Question:
    """Pairs; where every place is one of two words they are claims that hold or do not, numbers are an order of steps."""
    places = {pair.place for pair in pairs}
    if places <= set(YES_NO) and all(pair.item for pair in pairs):
        return Question("true-false", prompt, choices=tuple(Choice(p.item, p.place == YES_NO[0]) for p in pairs))
    if places == {str(n) for n in range(1, len(pairs) + 1)} and len(pairs) > 2:
        return Question("order", prompt, steps=tuple(p.item for p in sorted(pairs, key=lambda p: int(p.place))))
    return Question("matching", prompt, pairs=tuple(pairs))


# ── from an exercise ──
def question_of(exercise: Exercise) -> Question | None:
    """The exercise as others can hold it; None for a kind that none of them has."""
    found = _of(exercise)
    if found is None:
        return None
    made = replace(
        found, name=exercise.id.partition("/")[2], prompt=without_facts(exercise.prompt).strip(),
        explanation=without_facts(exercise.explanation).strip(), hints=tuple(map(without_facts, exercise.hints)),
        place=exercise.id,
    )  # fmt: skip
    if exercise.image:
        made = made.but(say("Hình không đi theo: {name}.", name=exercise.image.file))
    return made


def _of(exercise: Exercise) -> Question | None:
    match exercise:
        case SingleChoice():
            return Question("single-choice", "", choices=_choices(exercise.options, {exercise.key or ""}))
        case MultipleChoice():
            return Question("multiple-choice", "", choices=_choices(exercise.options, set(exercise.key)))
        case TrueFalse():
            claims = [
                Choice(without_facts(s.text), bool(s.holds), without_facts(s.feedback)) for s in exercise.statements
            ]
            return Question("true-false", "", choices=tuple(claims))
        case Number():
            near = [Choice(str(miss.value), False, without_facts(miss.feedback)) for miss in exercise.near]
            right = Choice(str(exercise.value), True)
            return Question("number", "", choices=(right, *near), unit=exercise.unit, tolerance=str(exercise.tolerance))
        case ShortAnswer():
            near = [Choice(miss.text, False, without_facts(miss.feedback)) for miss in exercise.near]
            return Question("short-answer", "", choices=(*(Choice(text, True) for text in exercise.accept), *near))
        case Matching():
            places = {place.id: without_facts(place.text) for place in exercise.places}
            pairs = [Pair(without_facts(item.text), places[item.place]) for item in exercise.items if item.place]
            used = {item.place for item in exercise.items}
            return Question(
                "matching", "", pairs=(*pairs, *(Pair("", t) for id_, t in places.items() if id_ not in used))
            )
        case Order():
            steps = {item.id: without_facts(item.text) for item in exercise.items}
            return Question("order", "", steps=tuple(steps[name] for name in exercise.key))
        case GapText():
            text = without_facts(exercise.text)
            for n, gap in enumerate(exercise.gaps, 1):
                text = text.replace(f"[[{gap.id}]]", f"[[{n}]]")
            return Question("gap-text", "", text=text, gaps=tuple(gap.accept for gap in exercise.gaps))
        case Reflection():
            return Question("reflection", "")
    return None


def _choices(options: tuple[Option, ...], keys: set[str]) -> tuple[Choice, ...]:
    return tuple(Choice(without_facts(o.text), o.id in keys, without_facts(o.feedback)) for o in options)


# ── to the fields of an exercise ──
def name_of(question: Question, number: int) -> str:
    """A name for its file: its own, else the first words of the question, else its number."""
    words = re.sub(r"[^\w\s-]", " ", question.name or question.prompt)
    made = "-".join(slug(words).split("-")[:6])[:48].strip("-")
    return made if re.match(r"[a-z]", made) else f"cau-{number:02d}-{made}".strip("-")


def fields_of(question: Question) -> dict[str, object]:
    """What the question says, as the fields of its kind; what the kit asks beside stays open."""
    body: dict[str, object] = {"kind": question.kind, "prompt": question.prompt}
    body |= _body(question)
    if question.explanation:
        body["explanation"] = question.explanation
    if question.hints:
        body["hints"] = list(question.hints)
    return body


def _body(question: Question) -> dict[str, object]:
    right = [choice for choice in question.choices if choice.right]
    wrong = [choice for choice in question.choices if not choice.right]
    match question.kind:
        case "single-choice" | "multiple-choice":
            options = [_option(n, choice) for n, choice in enumerate(question.choices, 1)]
            keys = [f"o{n}" for n, choice in enumerate(question.choices, 1) if choice.right]
            return {"options": options, "key": keys[0] if question.kind == "single-choice" and keys else keys}
        case "true-false":
            claims = [
                {**_option(n, c, "c"), "holds": "đúng" if c.right else "sai"} for n, c in enumerate(question.choices, 1)
            ]
            return {"statements": claims}
        case "number":
            near = [{"value": c.text, "feedback": c.feedback or _PLAIN} for c in wrong]
            told: dict[str, object] = {"unit": question.unit, "value": right[0].text if right else "0"}
            told |= {"tolerance": question.tolerance} if Decimal(question.tolerance) else {}
            return told | ({"near": near} if near else {})
        case "short-answer":
            near = [{"text": c.text, "feedback": c.feedback or _PLAIN} for c in wrong]
            return {"accept": [c.text for c in right]} | ({"near": near} if near else {})
        case "matching":
            places = list(dict.fromkeys(pair.place for pair in question.pairs))
            ids = {place: f"p{n}" for n, place in enumerate(places, 1)}
            items = [
                {"id": f"i{n}", "text": pair.item, "place": ids[pair.place], "feedback": _PLAIN}
                for n, pair in enumerate((p for p in question.pairs if p.item), 1)
            ]
            return {"places": [{"id": ids[place], "text": place} for place in places], "items": items}
        case "order":
            # Not in their order on the sheet: every other step first.
            numbered = [(f"s{n}", step) for n, step in enumerate(question.steps, 1)]
            mixed = [*numbered[1::2], *numbered[::2]]
            return {"items": [{"id": id_, "text": step} for id_, step in mixed], "key": [id_ for id_, _ in numbered]}
        case "gap-text":
            text = re.sub(r"\[\[(\d+)\]\]", r"[[g\1]]", question.text)
            gaps = [
                {"id": f"g{n}", "accept": list(accept), "feedback": _PLAIN} for n, accept in enumerate(question.gaps, 1)
            ]
            return {"text": text, "gaps": gaps}
        case "reflection":
            return {"checklist": [_CHECK], "lines": "5", "model_answer": _MODEL}
        case _:
            assert_never(question.kind)


_PLAIN = "Chưa đúng. Xem lại phần giải thích."
_CHECK, _MODEL = (
    "trả lời đúng điều được hỏi",
    "Chưa có câu trả lời mẫu. Người soạn viết vào đây vài câu, như một học viên làm tốt sẽ viết.",
)


def _option(number: int, choice: Choice, letter: str = "o") -> dict[str, object]:
    said = choice.feedback or ("Đúng." if choice.right else _PLAIN)
    return {"id": f"{letter}{number}", "text": choice.text, "feedback": said}
