"""Aiken: the plainest text of single choices, which Moodle and others read – a question, lines “A. …”, “ANSWER: B”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kit.document.markdown import inline, parse
from kit.document.tree import plain
from kit.exchange.question import Choice, Question, as_markdown
from kit.messages import say
from kit.vietnamese import nfc


def read_aiken(text: str) -> tuple[list[Question], list[str]]:
    """Aiken: a line of question, lines “A. …” or “A) …”, a line “ANSWER: B”; a block at fault is told, not the file."""
    questions: list[Question] = []
    told: list[str] = []
    begun = 0
    prompt: list[str] = []
    options: list[tuple[str, str]] = []
    for number, line in enumerate(nfc(text).replace("\r\n", "\n").split("\n"), 1):
        words = line.strip()
        if not words:
            continue
        if answer := re.fullmatch(r"ANSWER\s*:\s*([A-Za-z])", words, re.IGNORECASE):
            letters = [letter for letter, _ in options]
            place = say("dòng {n}", n=begun or number)
            if answer[1].upper() in letters and prompt and len(options) > 1:
                made = tuple(Choice(as_markdown(option), letter == answer[1].upper()) for letter, option in options)
                questions.append(Question("single-choice", as_markdown(" ".join(prompt)), choices=made, place=place))
            else:
                told.append(say("{place}: câu thiếu phương án hoặc đáp án {key} không có.", place=place, key=answer[1]))
            begun, prompt, options = 0, [], []
        elif option := re.match(r"([A-Za-z])[.)]\s+(.+)", words) if prompt else None:
            options.append((option[1].upper(), option[2]))
        else:
            begun = begun or number
            prompt.append(words)
    if prompt:
        told.append(say("{place}: câu cuối thiếu dòng ANSWER.", place=say("dòng {n}", n=begun)))
    return questions, told


def aiken(questions: Sequence[Question]) -> tuple[str, list[str]]:
    """The single choices as Aiken; every other kind and whatever Aiken has no place for is told."""
    blocks, told = [], []
    for question in questions:
        if question.kind != "single-choice":
            told.append(say("{place}: Aiken chỉ chứa câu chọn một phương án.", place=question.place))
            continue
        if question.explanation or any(choice.feedback for choice in question.choices):
            told.append(say("{place}: lời nhận xét và giải thích không có chỗ trong Aiken.", place=question.place))
        lines = [plain(parse(question.prompt))]
        lines += [f"{chr(65 + n)}. {plain(inline(choice.text))}" for n, choice in enumerate(question.choices)]
        key = next(chr(65 + n) for n, choice in enumerate(question.choices) if choice.right)
        blocks.append("\n".join([*lines, f"ANSWER: {key}"]))
    return "\n\n".join(blocks) + "\n", told
