"""How texts read and whether keys can be guessed: what an editor would mark, as warnings.

The limits are our own, for adults who read little; a Vietnamese syllable is a written word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import get_type_hints

from kit.course.lessons import Lesson
from kit.course.library import Library
from kit.course.modules import Module
from kit.document.markdown import parse
from kit.document.nodes import Block, Heading, List, Paragraph, Quote
from kit.document.tree import plain
from kit.errors import Fault
from kit.kinds import Exercise
from kit.kinds.choice import SingleChoice
from kit.kinds.flash_cards import FlashCards
from kit.messages import say

LONGEST = 40  # syllables in one sentence
EASY = 20  # syllables in a sentence on the average of an exercise or a lesson
ENOUGH = 8  # single choices; below that, chance alone makes a pattern
MOST_AT_ONE_PLACE = 0.5
MOST_BY_LENGTH = 0.4
MOST_BY_NUMBER = 0.25  # by chance, one of four options would hold the item's only figure
KNOWN = {"UNESCO", "USB", "PDF", "OK", "AM", "PM"}  # everybody says these letters as a word
# A figure, a weekday or a counted time: what a promise that can be kept has, and an empty one has not.
_FIGURE = re.compile(r"\d|\bthứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)\b|\bChủ nhật\b|\b\w+ (?:ngày|giờ|tuần|tháng) (?:nữa|sau)\b")
# Words that nobody chooses of himself: an option that holds one is no option.
_HARSH = re.compile(
    r"\b(?:chê|mắng|ép|giấu|mặc kệ|bịa|lừa|đuổi|ghi khống|bỏ mặc|trách mắng|ngồi xuống)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.?!:;…])\s+|\n+")
_CAPITALS = re.compile(r"(?<![\w/-])[A-ZĐ]{2,}(?:-[A-ZĐ]{2,})*(?![\w-])")
_QUOTED = re.compile(r"“[^”]*”|\([^)]*\)")


def check_style(library: Library, module: Module, exercises: dict[str, Exercise]) -> Iterator[Fault]:
    """Warnings on a module's language and on keys that a test-wise reader could guess."""
    words = _explained(exercises.values())
    for exercise in exercises.values():
        file = f"exercises/{exercise.id}.yaml"
        yield from _check_reading(learner_texts(exercise), words, file, exercise.id)
        yield from _check_feedback(exercise, file)
        yield from _check_tone(exercise, file)
    for plan in module.plans:
        lesson = library.lessons[module.id].get(plan.id)
        if lesson:
            yield from _check_reading(_lesson_texts(lesson), words, f"notebooks/modules/{module.id}/{plan.file}", "")
    yield from _check_guessing(module, exercises)
    folders = [library.home / "exercises" / module.id, library.home / "notebooks" / "modules" / module.id]
    for path in (p for folder in folders for p in sorted(folder.rglob("*.*"))):
        yield from _check_spelling(path, path.relative_to(library.home).as_posix())


def _check_reading(texts: list[str], known: set[str], file: str, item: str) -> Iterator[Fault]:
    sentences = [s for text in texts for s in sentences_of(text)]
    for sentence in sentences:
        if len(sentence.split()) > LONGEST:
            told = say("Câu dài {n} tiếng: “{start} …”", n=len(sentence.split()), start=" ".join(sentence.split()[:8]))
            yield Fault(file, 0, told, say("Tách thành câu ngắn hơn {n} tiếng.", n=LONGEST), item, "", True)
    if len(sentences) > 4 and (mean := sum(len(s.split()) for s in sentences) / len(sentences)) > EASY:
        told = say("Câu trung bình dài {n} tiếng, khó đọc.", n=round(mean))
        yield Fault(file, 0, told, say("Cần dưới {n} tiếng.", n=EASY), item, "", True)
    short = {m for text in texts for m in _CAPITALS.findall(_QUOTED.sub("", plain(parse(text))))} - known - KNOWN
    for letters in sorted(w for w in short if not re.fullmatch(r"[IVXLC]+", w)):  # II, IV: numbers
        remedy = say("Viết đủ chữ, hoặc thêm vào một bài thẻ học từ của chuyên đề.")
        yield Fault(file, 0, say("Chữ viết tắt “{word}” chưa được giải thích.", word=letters), remedy, item, "", True)


def sentences_of(markdown: str) -> list[str]:
    """The sentences of a Markdown text, block by block; words alone in a table's cell are no sentence."""
    blocks = [block for node in parse(markdown) for block in _prose(node)]
    return [s for block in blocks for s in _SENTENCE.split(block.strip()) if s]


def _prose(node: Block) -> list[str]:
    match node:
        case Paragraph(inside) | Heading(_, inside):
            return [plain(inside)]
        case List(items):
            return [text for item in items for inner in item for text in _prose(inner)]
        case Quote(blocks):
            return [text for inner in blocks for text in _prose(inner)]
    return []


def _explained(exercises: Iterable[Exercise]) -> set[str]:
    return {c.term.upper() for exercise in exercises if isinstance(exercise, FlashCards) for c in exercise.cards}


def _check_feedback(exercise: Exercise, file: str) -> Iterator[Fault]:
    """Every way to be wrong has a word for the learner."""
    groups = [getattr(exercise, name, ()) for name in ("options", "statements", "items", "entries")]
    groups += [question.options for question in getattr(exercise, "questions", ())]
    for part in (part for group in groups for part in group):
        if exercise.judged and not exercise.sealed and hasattr(part, "feedback") and len(part.feedback) < 10:
            told = say("“{name}” chưa có lời phản hồi cho học viên.", name=part.id)
            yield Fault(file, 0, told, say("Viết một câu nói vì sao."), exercise.id, "feedback", True)


def _check_tone(exercise: Exercise, file: str) -> Iterator[Fault]:
    """Wrong options are mistakes that real people make."""
    wrong = [o for o in exercise.options if o.id != exercise.key] if isinstance(exercise, SingleChoice) else []
    if sum(bool(_HARSH.search(o.text)) for o in wrong) > 1:
        told = say("Hai phương án sai nặng lời đến mức không ai chọn.")
        remedy = say("Viết lại thành điều người ta thật sự hay làm, sai một điểm.")
        yield Fault(file, 0, told, remedy, exercise.id, "options", True)


def _check_guessing(module: Module, exercises: dict[str, Exercise]) -> Iterator[Fault]:
    single = [e for e in exercises.values() if isinstance(e, SingleChoice)]
    if len(single) < ENOUGH:
        return
    places = [next(n for n, o in enumerate(e.options) if o.id == e.key) for e in single]
    for place in set(places):
        if places.count(place) > MOST_AT_ONE_PLACE * len(single):
            told = say(
                "Đáp án ở vị trí {n} trong {k} trên {all} câu.", n=place + 1, k=places.count(place), all=len(single)
            )
            yield _guessed(module, told)
    lone = sum(_alone(e, _FIGURE) for e in single)
    if lone > MOST_BY_NUMBER * len(single):
        told = say("Chỉ đáp án có con số, ngày hay giờ trong {k} trên {all} câu.", k=lone, all=len(single))
        yield _guessed(module, told)
    for extreme, which in ((max, say("dài nhất")), (min, say("ngắn nhất"))):
        hits = sum(_length(e, str(e.key)) == extreme(_length(e, o.id) for o in e.options) for e in single)
        if hits > MOST_BY_LENGTH * len(single):
            yield _guessed(
                module, say("Đáp án là ý {which} trong {k} trên {all} câu.", which=which, k=hits, all=len(single))
            )


def _alone(exercise: SingleChoice, pattern: re.Pattern[str]) -> bool:
    """Whether the key is the only option in which the pattern is found."""
    return [o.id for o in exercise.options if pattern.search(o.text)] == [exercise.key]


def _guessed(module: Module, told: str) -> Fault:
    file, remedy = f"exercises/{module.id}", say("Đổi chỗ hoặc viết lại vài ý để không đoán được đáp án.")
    return Fault(file, 0, told, remedy, module.id, "key", True)


def _length(exercise: SingleChoice, option: str) -> int:
    return next(len(o.text) for o in exercise.options if o.id == option)


def _check_spelling(path: Path, file: str) -> Iterator[Fault]:
    if path.suffix not in (".yaml", ".ipynb", ".md", ".csv"):
        return
    for n, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1):
        if not unicodedata.is_normalized("NFC", line):
            told = say("Dòng này có chữ ghép dấu rời (không phải NFC), tìm kiếm sẽ không thấy.")
            yield Fault(file, n, told, say("Gõ lại bằng bảng mã Unicode dựng sẵn."), "", "", True)
            return


def _lesson_texts(lesson: Lesson) -> list[str]:
    return [cell.source for cell in lesson.cells if cell.kind == "text"]


@cache
def _told(cls: type[Exercise]) -> list[str]:
    """The fields of a record that hold words for learners."""
    hints = get_type_hints(cls)
    words = [f.name for f in fields(cls) if f.metadata.get("reader") != "trainer"]
    typed = {name: str(hints[name]).replace("kit.kinds.fields.Name", "") for name in words}  # names are no words
    return [name for name in words if any(word in typed[name] for word in ("Prose", "Phrase", "kit.kinds"))]


def learner_texts(value: object) -> list[str]:
    """Every phrase and paragraph that a learner may read, feedback and explanation included."""
    found: list[str] = []
    for name in _told(type(value)):  # type: ignore[arg-type]
        held = getattr(value, name)
        for part in held if isinstance(held, tuple) else (held,):
            if is_dataclass(part):
                found += learner_texts(part)
            elif isinstance(part, str) and part:
                found.append(part)
    return found
