"""GIFT, Moodle's format of plain text: read with all its escapes, weights and feedbacks, and written.

The rules are those of Moodle's own reader: a block ends with an empty line; `~` makes a choice, `=` and `->` a
matching, `#` a number, nothing an essay; a percentage weighs an answer; `####` opens what is said to everyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from kit.exchange.question import YES_NO, Choice, Pair, Question, as_markdown, of_pairs
from kit.messages import say

_SIGNS = "\\~=#{}:n"  # what a backslash before them makes plain; “n” is a new line
_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_SHIELDED = {chr(0xE000 + n): "\n" if sign == "n" else sign for n, sign in enumerate(_SIGNS)}
_WEIGHT = re.compile(r"%(-?\d+(?:[.,]\d+)?)%")
_FORMAT = re.compile(r"^\[(html|markdown|plain|moodle)\]")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


# ── reading ──
def read_gift(text: str) -> tuple[list[Question], list[str]]:
    """The questions of a GIFT text, and a line for whatever is none or could not be read."""
    questions: list[Question] = []
    told: list[str] = []
    for line, block in _blocks(text):
        place = say("dòng {n}", n=line)
        if block.startswith("$CATEGORY:"):
            told.append(say("{place}: mục “{name}” của Moodle không dùng ở đây.", place=place, name=block[10:].strip()[:60]))  # fmt: skip
            continue
        try:
            questions.append(replace(_question(block), place=place))
        except (ValueError, InvalidOperation):
            told.append(say("{place}: không đọc được “{words}…”. Kiểm tra ngoặc {{ }} và các dấu = ~ #.", place=place, words=block[:40].replace("\n", " ")))  # fmt: skip
    return questions, told


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Blocks parted by empty lines, comments left out, each with its first line's number."""
    block: list[str] = []
    begun = 0
    for number, line in enumerate([*text.replace("\r\n", "\n").split("\n"), ""], 1):
        if line.strip().startswith("//"):
            continue
        if line.strip():
            begun = begun if block else number
            block.append(line)
        elif block:
            yield begun, "\n".join(block).strip()
            block = []


def _shield(words: str) -> str:
    """Escaped signs as letters that nobody types, so that every sign that is left means something."""
    return _ESCAPED.sub(lambda found: chr(0xE000 + _SIGNS.index(found[1])), words)


def _question(block: str) -> Question:
    name = ""
    block = _shield(block)
    if block.startswith("::"):
        name, _, block = _split(block[2:], "::")
    before, opened, rest = _split(block, "{")
    if not opened:
        raise ValueError("a description")
    inside, closed, after = _split(rest, "}")
    if not closed:
        raise ValueError("a bracket that is not closed")
    form, before = _form(before)
    prompt = _said(f"{before.strip()} _____ {after.strip()}" if after.strip() else before, form)
    body, _, general = inside.partition("####")
    made = _answers(body.strip(), prompt, form)
    return replace(made, name=_plain(name).strip(), explanation=_said(general, form))


def _answers(body: str, prompt: str, form: str) -> Question:
    if not body:
        return Question("reflection", prompt)
    head, *told = _pieces_of(body, "#") if not body.startswith("#") else [body]
    if head.strip().upper() in _TRUTH:
        return _truth(prompt, _TRUTH[head.strip().upper()], [_said(words, form) for words in told])
    if body.startswith("#"):
        return _number(prompt, body[1:].strip(), form)
    answers = [_answer(sign, words, form) for sign, words in _signed(body)]
    if not answers:
        raise ValueError("no answers")
    pairs = [words for sign, words in _signed(body) if sign == "=" and "->" in words]
    if len(pairs) == len(answers):
        return of_pairs(prompt, [_pair(words, form) for words in pairs])
    if any(sign == "~" for sign, _ in _signed(body)):
        choices = [choice for choice, _ in answers]
        signs = [sign for sign, _ in _signed(body)]
        single = "=" in signs
        right = [sign == "=" if single else weight > 0 for sign, (_, weight) in zip(signs, answers, strict=True)]
        made = tuple(replace(c, right=r) for c, r in zip(choices, right, strict=True))
        question = Question("single-choice" if single else "multiple-choice", prompt, choices=made)
        part = single and any(0 < weight < 100 for sign, (_, weight) in zip(signs, answers, strict=True) if sign == "~")
        return question.but(say("Điểm một phần của phương án sai không giữ được.")) if part else question
    made = tuple(replace(choice, right=weight > 0, text=_bare_text(choice.text)) for choice, weight in answers)
    return Question("short-answer", prompt, choices=made)


def _truth(prompt: str, holds: bool, told: Sequence[str]) -> Question:
    """One claim is a choice between two words; the first feedback is for who answers wrongly."""
    wrong, right = (told[0] if told else ""), (told[1] if len(told) > 1 else "")
    choices = (Choice(YES_NO[0], holds, right if holds else wrong), Choice(YES_NO[1], not holds, wrong if holds else right))  # fmt: skip
    return Question("single-choice", prompt, choices=choices)


def _number(prompt: str, body: str, form: str) -> Question:
    parts = [words for _, words in _signed(body)] if body.startswith(("=", "~")) else [body]
    choices: list[Choice] = []
    told: list[str] = []
    tolerance = "0"
    for part in parts:
        choice, weight = _answer("=", part, form)
        value, reach = _value(_bare_text(choice.text))
        if weight > 0 and not any(c.right for c in choices):
            tolerance = str(reach)
            choices.append(replace(choice, text=str(value), right=True))
        elif weight > 0:
            told.append(say("Chỉ giữ một số đúng; bỏ “{text}”.", text=choice.text))
        else:
            choices.append(replace(choice, text=str(value)))
    return Question("number", prompt, choices=tuple(choices), tolerance=tolerance, told=tuple(told))


def _value(words: str) -> tuple[Decimal, Decimal]:
    """“5:0.1” or “4.9..5.1” as value and reach."""
    if ".." in words:
        low, high = (Decimal(part.strip()) for part in words.split("..", 1))
        return (low + high) / 2, (high - low) / 2
    value, _, reach = words.partition(":")
    return Decimal(value.strip()), Decimal(reach.strip() or "0")


def _signed(body: str) -> list[tuple[str, str]]:
    """The answers with their sign, in order; an escaped sign opens none."""
    found = re.split(r"([=~])", body)
    return [(sign, words) for sign, words in zip(found[1::2], found[2::2], strict=True)]


def _answer(sign: str, words: str, form: str) -> tuple[Choice, float]:
    text, *told = _pieces_of(words, "#")
    weight = 100.0 if sign == "=" else 0.0
    if found := _WEIGHT.match(text.strip()):
        weight = float(found[1].replace(",", "."))
        text = text.strip()[found.end() :]
    own, text = _form(text, form)
    return Choice(_said(text, own), feedback=_said(told[0], form) if told else ""), weight


def _pair(words: str, form: str) -> Pair:
    item, _, place = words.partition("->")
    return Pair(_said(item, form), _said(_pieces_of(place, "#")[0], "plain" if form != "markdown" else form))


def _bare_text(markdown: str) -> str:
    """What somebody types is no Markdown."""
    return re.sub(r"\\([^\w\s])", r"\1", markdown).strip()


def _pieces_of(words: str, sign: str) -> list[str]:
    return words.split(sign)


def _split(words: str, sign: str) -> tuple[str, str, str]:
    return words.partition(sign)


def _form(words: str, usual: str = "moodle") -> tuple[str, str]:
    found = _FORMAT.match(words.strip())
    return (found[1], words.strip()[found.end() :]) if found else (usual, words)


def _plain(words: str) -> str:
    return "".join(_SHIELDED.get(letter, letter) for letter in words)


def _said(words: str, form: str) -> str:
    """The words as Markdown, by the format that they are told to have."""
    from kit.exchange.html_words import markdown_of

    text = _plain(words).strip()
    if form == "markdown":
        return text
    return (
        markdown_of(text)
        if form == "html" or (form == "moodle" and re.search(r"<\w+[^>]*>", text))
        else as_markdown(text)
    )


# ── writing ──
def gift(questions: Sequence[Question]) -> tuple[str, list[str]]:
    """The questions as GIFT, and a line for each thing that found no place in it."""
    told: list[str] = []
    blocks = []
    for question in questions:
        body = _body(question, told)
        if body is None:
            told.append(say("{place}: GIFT không chứa được dạng này.", place=question.place))
            continue
        general = f"####{_escape(question.explanation)}" if question.explanation else ""
        if question.hints:
            told.append(say("{place}: gợi ý không có chỗ trong GIFT.", place=question.place))
        name = f"::{_escape(question.name)}::" if question.name else ""
        blocks.append(f"{name}[markdown]{_escape(_with_unit(question, told))}{{{body}{general}}}")
    return "\n\n".join(blocks) + "\n", told


def _with_unit(question: Question, told: list[str]) -> str:
    if question.kind == "number" and question.unit:
        told.append(say("{place}: đơn vị “{unit}” không có chỗ trong GIFT.", place=question.place, unit=question.unit))
    return question.prompt


def _body(question: Question, told: list[str]) -> str | None:
    match question.kind:
        case "single-choice" | "multiple-choice":
            signs = _weights(question)
            lines = [f"{sign}{_escape(c.text)}{_feedback(c)}" for sign, c in zip(signs, question.choices, strict=True)]
            return "\n" + "\n".join(lines) + "\n"
        case "short-answer":
            return "\n" + "\n".join(f"={'' if c.right else '%0%'}{_escape(as_markdown(c.text))}{_feedback(c)}" for c in question.choices) + "\n"  # fmt: skip
        case "number":
            reach = f":{question.tolerance}"
            return "#\n" + "\n".join(f"={'' if c.right else '%0%'}{c.text}{reach if c.right else ':0'}{_feedback(c)}" for c in question.choices) + "\n"  # fmt: skip
        case "matching":
            return _pairs([(pair.item, pair.place) for pair in question.pairs])
        case "true-false":
            if any(choice.feedback for choice in question.choices):
                told.append(say("{place}: lời nhận xét từng câu không có chỗ trong GIFT.", place=question.place))
            return _pairs([(c.text, YES_NO[0] if c.right else YES_NO[1]) for c in question.choices])
        case "order":
            return _pairs([(step, str(n)) for n, step in enumerate(question.steps, 1)])
        case "reflection":
            return ""
    return None


def _weights(question: Question) -> list[str]:
    if question.kind == "single-choice":
        return ["=" if choice.right else "~" for choice in question.choices]
    right = sum(choice.right for choice in question.choices)
    wrong = len(question.choices) - right
    share = f"{100 / right:.5f}".rstrip("0").rstrip(".") if right else "0"
    minus = f"{-100 / wrong:.5f}".rstrip("0").rstrip(".") if wrong else "0"
    return [f"~%{share if choice.right else minus}%" for choice in question.choices]


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    return "\n" + "\n".join(f"={_escape(item)} -> {_escape(place)}" for item, place in pairs) + "\n"


def _feedback(choice: Choice) -> str:
    return f"#{_escape(choice.feedback)}" if choice.feedback else ""


def _escape(words: str) -> str:
    return re.sub(r"([\\~=#{}:])", r"\\\1", words).replace("\n", "\\n")
