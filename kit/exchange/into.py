"""Any file of questions read by what it is; drafts of exercises with their faults; nothing is written before it was seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kit.course import Library
from kit.course.exercise_text import judged, values_of, with_values
from kit.course.samples import sample_text
from kit.errors import Fault, KitError
from kit.exchange.aiken import read_aiken
from kit.exchange.gift import read_gift
from kit.exchange.moodle import read_moodle
from kit.exchange.qti import read_package, read_qti
from kit.exchange.question import Picture, Question, fields_of, name_of
from kit.exchange.table_in import read_table
from kit.exchange.typed_question import TypedLine
from kit.exchange.typed_test import read_typed_test
from kit.exchange.word_in import word_lines, word_tables
from kit.files import write_whole
from kit.messages import say
from kit.tables import open_table, text_of_bytes

# What a draft says until a person has written it: content, in the language of the lessons.
NO_REASON = "Chưa có lời giải thích."
NO_ALT = "Chưa có lời mô tả hình."
READ_OUT = "Đọc to câu hỏi và từng phương án, học viên giơ tay chọn."
MOST_TOLD = 5  # lines of a file that is refused: enough to see which file it is
MOST_BYTES = 30 * 1024 * 1024


class NotQuestions(KitError):
    """The file holds no questions that can be read; says what was seen and what is taken."""


@dataclass(frozen=True)
class Reading:
    """What was understood of a file: its form, its questions, a line for whatever was left out."""

    form: str
    questions: tuple[Question, ...]
    told: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A question as an exercise would be written: its id, its text, what is at fault, what was assumed."""

    id: str
    question: Question
    text: str
    faults: tuple[Fault, ...]


# ── reading ──
def read_questions(path: Path) -> Reading:
    """The questions of a file. Raises KitError with what the file is and how to save it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotQuestions(say("Không mở được tệp {path}: kiểm tra tên và thư mục.", path=path)) from error
    if len(content) > MOST_BYTES:
        raise NotQuestions(say("Tệp lớn hơn {n} MB.", n=MOST_BYTES // 1024 // 1024))
    form, (questions, told) = _by_form(path.name, content)
    if not questions:
        more = [say("… và {n} dòng khác", n=len(told) - MOST_TOLD)] if len(told) > MOST_TOLD else []
        raise NotQuestions("\n".join([say("Không thấy câu hỏi nào trong {name}. Nhận: Word (.docx), Excel, CSV, chữ thường, Aiken, GIFT, Moodle XML, QTI.", name=path.name), *told[:MOST_TOLD], *more]))  # fmt: skip
    return Reading(form, tuple(questions), tuple(told))


def _by_form(name: str, content: bytes) -> tuple[str, tuple[list[Question], list[str]]]:
    end = Path(name).suffix.lower()
    if end in (".docx", ".doc", ".docm") or (content[:4] == b"PK\x03\x04" and b"word/document.xml" in content):
        return "Word", _of_word(content)
    if content.lstrip()[:5] == b"<?xml" or end == ".xml":
        if re.search(rb"<(\w+:)?(qti-)?assessment-?[iI]tem", content):
            return "QTI", read_qti(content)
        return "Moodle XML", read_moodle(content)
    if content[:4] == b"PK\x03\x04" and (end == ".zip" or b"imsmanifest.xml" in content):
        return "QTI", read_package(content)
    if end in (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv") or content[:4] == b"PK\x03\x04":
        return "Excel, CSV", read_table(open_table(name, content))
    text = text_of_bytes(content)
    if re.search(r"(?im)^\s*ANSWER\s*:\s*[A-Z]\s*$", text):
        return "Aiken", read_aiken(text)
    if re.search(r"(?<!\\)\{[^{}]*(?<!\\)\}", text) and re.search(r"::|\{\s*[=~#]|\{\s*[TF]|\{\s*\}|->", text):
        return "GIFT", read_gift(text)
    lines = [TypedLine(line, place=say("dòng {n}", n=n)) for n, line in enumerate(text.splitlines(), 1)]
    return say("chữ thường"), read_typed_test(lines)


def _of_word(content: bytes) -> tuple[list[Question], list[str]]:
    """A typed test; or, where there is none, a bank of questions in tables with headings."""
    typed = read_typed_test(word_lines(content))
    if typed[0]:
        return typed
    banks = [(table.name, *read_table(table)) for table in word_tables(content)]
    questions = [replace(question, place=f"{name}, {question.place}") for name, found, _ in banks for question in found]
    told = [f"{name}: {line}" for name, found, lines in banks if found for line in lines]
    return (questions, told) if questions else typed


# ── drafts ──
def drafts_of(library: Library, module: str, reading: Reading, source: str) -> list[Draft]:
    """An exercise for each question, under a name that is free. Raises KitError for a module that is not there."""
    objective = library.module(module).objectives[0].id
    taken = set(library.exercise_ids(module))
    drafts = []
    for number, question in enumerate(reading.questions, 1):
        id_ = _free(f"{module}/{name_of(question, number)}", taken)
        taken.add(id_)
        text = _text(question, objective, f"{source}, {question.place}")
        faults = tuple(judged(library, id_, text)[1])  # before its picture, which is not on the disk yet
        drafts.append(Draft(id_, question, _with_picture(id_, question, text), faults))
    return drafts


def _free(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(name for n in range(2, 10_000) if (name := f"{wanted}-{n}") not in taken)


def _text(question: Question, objective: str, source: str) -> str:
    """The file of the exercise: what the question says, and what only a person can add, marked as a draft."""
    sample = sample_text(question.kind)
    body = fields_of(question)
    body.setdefault("explanation", NO_REASON)
    body |= {"english": f"Imported from {source}", "objective": objective, "minutes": "2", "level": "know"}
    body |= {
        "priority": "should",
        "oral": READ_OUT,
        "draft": "có",
    }
    return with_values(sample, body)


def _with_picture(id_: str, question: Question, text: str) -> str:
    if question.picture is None:
        return text
    image = {"file": _file_of_picture(id_, question.picture), "alt": question.picture.alt or NO_ALT}
    return with_values(text, {**values_of(text), "image": image})


def _file_of_picture(id_: str, picture: Picture) -> str:
    return f"figures/{id_.partition('/')[2]}.{picture.form}"


def write_drafts(library: Library, drafts: Sequence[Draft]) -> list[Path]:
    """Write the drafts that nothing is wrong with; a file that is there already is never replaced."""
    written = []
    for draft in drafts:
        path = library.home / "exercises" / f"{draft.id}.yaml"
        if not any(not fault.warning for fault in draft.faults) and not path.exists():
            if picture := draft.question.picture:
                beside = path.parent / _file_of_picture(draft.id, picture)
                if beside.exists() and beside.read_bytes() != picture.content:
                    raise NotQuestions(
                        say("Đã có hình {path} khác hình của câu này. Đổi tên hình cũ rồi nhập lại.", path=beside)
                    )
                write_whole(beside, picture.content)
            write_whole(path, draft.text.encode())
            written.append(path)
    return written


def understood(question: Question) -> list[str]:
    """What was read of a question as a person checks it: its options with the key, its answers, its pairs, its order."""
    marked = [f"{'●' if choice.right else '○'} {choice.text}" for choice in question.choices]
    paired = [f"{pair.item} → {pair.place}" for pair in question.pairs if pair.item]
    ordered = [f"{n}. {step}" for n, step in enumerate(question.steps, 1)]
    filled = [f"({n}) {' / '.join(accept)}" for n, accept in enumerate(question.gaps, 1)]
    return [*marked, *paired, *ordered, *filled]
