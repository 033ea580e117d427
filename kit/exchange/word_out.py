"""A test in Word as people type it, so that anyone can change it and this kit reads it back: “Câu 1.”, “A.”, “Đáp án:”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

from docx import Document

from kit.document.docx_parts import printable
from kit.document.markdown import parse
from kit.document.tree import plain
from kit.exchange.question import YES_NO, Question
from kit.files import same_office
from kit.messages import say

HELD = ("single-choice", "multiple-choice", "true-false", "number", "short-answer", "reflection")


def word(questions: Sequence[Question]) -> tuple[bytes, list[str]]:
    """The questions as .docx, and a line for each thing that found no place in it."""
    document = Document()
    told: list[str] = []
    number = 0
    for question in questions:
        if question.kind not in HELD:
            told.append(say("{place}: dạng này không có cách viết thường trong Word.", place=question.place))
            continue
        number += 1
        lines = _lines(question)
        first = document.add_paragraph()
        first.add_run(f"Câu {number}. ").bold = True
        for n, line in enumerate(lines):
            paragraph = first if n == 0 else document.add_paragraph()
            paragraph.add_run(printable(line))
            paragraph.paragraph_format.keep_with_next = n < len(lines) - 1
        if any(choice.feedback for choice in question.choices) or question.hints:
            told.append(say("{place}: lời nhận xét và gợi ý không có chỗ trong tệp Word.", place=question.place))
    document.add_paragraph("HẾT")
    stream = BytesIO()
    document.save(stream)
    return same_office(stream.getvalue()), told


def _lines(question: Question) -> list[str]:
    """The question's lines, its key, and why."""
    prompt = [plain(node) for node in parse(question.prompt)] or [""]
    lines = [" ".join(prompt)]
    right = [choice for choice in question.choices if choice.right]
    if question.kind in ("single-choice", "multiple-choice"):
        lines += [f"{chr(65 + n)}. {_said(choice.text)}" for n, choice in enumerate(question.choices)]
        keys = [chr(65 + n) for n, choice in enumerate(question.choices) if choice.right]
        lines.append(f"Đáp án: {', '.join(keys)}")
    elif question.kind == "true-false":
        lines += [
            f"{chr(97 + n)}) {_said(c.text)} ({YES_NO[0] if c.right else YES_NO[1]})"
            for n, c in enumerate(question.choices)
        ]
    elif question.kind == "number":
        lines.append(f"Đáp án: {right[0].text.replace('.', ',')} {question.unit}".rstrip())
    elif question.kind == "short-answer":
        lines.append(f"Đáp án: {' / '.join(choice.text for choice in right)}")
    if question.explanation:
        lines.append(f"Giải thích: {' '.join(plain(node) for node in parse(question.explanation))}")
    return lines


def _said(markdown: str) -> str:
    return re.sub(r"\s+", " ", " ".join(plain(node) for node in parse(markdown)))
