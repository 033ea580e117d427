"""Exercises in the formats of other systems; what a format cannot hold is told, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from kit.errors import UsageError
from kit.exchange.aiken import aiken
from kit.exchange.gift import gift
from kit.exchange.moodle import moodle
from kit.exchange.qti import qti
from kit.exchange.question import Question, question_of
from kit.exchange.xlsform import xlsform
from kit.kinds import Exercise
from kit.messages import say

FORMATS = {
    "gift": "gift",
    "moodle-xml": "xml",
    "aiken": "txt",
    "docx": "docx",
    "qti": "zip",
    "xlsform": "xlsx",
}  # and the ending of their files


def written(exercises: Sequence[Exercise], form: str, *, with_keys: bool = False) -> tuple[bytes, list[str]]:
    """The file of a format and what found no place in it; sealed exercises only `with_keys`. Raises UsageError."""
    told: list[str] = []
    questions: list[Question] = []
    for exercise in exercises:
        if exercise.sealed and not with_keys:
            told.append(
                say("{id}: câu kiểm tra niêm phong, không xuất (thêm --with-keys nếu chắc chắn).", id=exercise.id)
            )
            continue
        question = question_of(exercise)
        if question is None:
            told.append(say("{id}: dạng “{kind}” không có ở hệ thống khác.", id=exercise.id, kind=say(exercise.title)))
            continue
        questions.append(question)
        told += [f"{exercise.id}: {line}" for line in question.told]
    if form == "moodle-xml":
        content, more = moodle(questions)
    elif form == "qti":
        content, more = qti(questions)
    elif form == "xlsform":
        module = exercises[0].id.partition("/")[0] if exercises else "kit"
        content, more = xlsform(questions, module, module)
    elif form == "docx":
        from kit.exchange.word_out import word

        content, more = word(questions)
    elif form in ("gift", "aiken"):
        text, more = (gift if form == "gift" else aiken)(questions)
        content = text.encode()
    else:
        raise UsageError(say("Không có loại tệp “{form}”.", form=form))
    return content, told + more
