"""A test as people type it: “Câu 1. … A. … B. …”, the right letter marked in some way, a table of answers at the end.

The same reader serves Word and plain text: a line is its words and, letter by letter, how they are marked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from kit.exchange.question import Question
from kit.exchange.typed_question import NO_MARKS, Draft, Marks, TypedLine, finished, text_of
from kit.messages import say
from kit.vietnamese import nfc

_NAMED = re.compile(r"^\s*\[?(?:câu|question|bài|q)\s*(?:hỏi\s*)?(?:số\s*)?(\d{1,3})\]?\s*(?:\([^)]{1,30}\))?\s*(?:[.:)\-–/]\s*|(?=$)|(?=[A-ZĐÀ-Ỹ“\"]))", re.IGNORECASE)  # fmt: skip
_BARE = re.compile(r"^\s*(\d{1,3})\s*[.)/]\s*(?=\S)")
_OPTION = re.compile(r"(?:(?<=\s)|^)(\*?)\s?\(?([A-Ha-h])\s?(\.\)|[.)/:,\-–])\s*(\*?)(?=\S)")
_AT_START = re.compile(r"^\s*\*?\s?\(?([A-Ha-h])\s?(?:\.\)|[.)/:,\-–])\s*\*?(?=\S)")
_KEY = re.compile(r"^\W*(?:đáp\s*án(?:\s*đúng)?(?:\s*là)?|trả\s*lời(?:\s*đúng)?|answer|key|đ/?a)\s*[:.\-–]\s*(.+)$", re.IGNORECASE)  # fmt: skip
_CHOSEN = re.compile(r"^\W*chọn\s*(?:đáp\s*án|phương\s*án)?\s*:?\s*([A-H])\b[.,;]?\s*(.*)$", re.IGNORECASE)
_WHY = re.compile(r"^\s*(?:lời\s*giải|giải\s*thích|hướng\s*dẫn(?:\s*(?:giải|chấm))?|explanation)\s*[:.]?\s*(.*)$", re.IGNORECASE)  # fmt: skip
_TABLE = re.compile(r"^\s*(?:bảng\s*)?đáp\s*án\s*:?\s*$|^\s*bảng\s*đáp\s*án\b.*$|^\s*đáp\s*án\s*(?:đề|mã\s*đề)\b.*$|^\s*answer\s*key\s*:?\s*$", re.IGNORECASE)  # fmt: skip
_CELL = re.compile(r"(?:câu\s*)?(\d{1,3})\s*[.:)\-–=]?\s*([A-Ha-h](?:\s*[,;]\s*[A-Ha-h])*)\b(?:\s*\([\d,.]+\s*đ?\))?", re.IGNORECASE)  # fmt: skip
_END = re.compile(r"^\W*(?:hết|the end|end)\W*$", re.IGNORECASE)
_WIDE = str.maketrans("：．，；（）／　", ":.,;()/ ")  # as East Asian keyboards write them
_LOOKALIKES = str.maketrans("АВСЕНас", "ABCEHac")  # Cyrillic letters that look like labels


class _Reader:
    """Goes through the lines once; knows whether the questions are named (“Câu 1”) or only numbered."""

    def __init__(self, lines: Sequence[TypedLine]) -> None:
        self.lines = [line for line in _with_numbers(lines) if line.words.strip()]
        named = [int(found[1]) for line in self.lines if (found := _NAMED.match(line.words))]
        self.head = _NAMED if named else _BARE
        self.before_named = named[0] - 1 if named else 0  # “1. …” counted by Word before a typed “Câu 2”
        self.drafts: list[Draft] = []
        self.told: list[str] = []
        self.table: dict[int, set[str]] = {}
        self.in_table = self.in_why = False

    def read(self) -> None:
        for n, line in enumerate(self.lines):
            after = self.lines[n + 1].words if n + 1 < len(self.lines) else ""
            self._line(line, after)

    def _line(self, line: TypedLine, after: str) -> None:
        words = line.words
        if _END.match(words):
            self.in_why = False
        elif self._key_table(line) or self._begins(line, after):
            return
        elif not self.drafts:
            self.told.append(say("{place}: ngoài câu hỏi, bỏ qua: {words}", place=line.place, words=words.strip()[:60]))
        elif found := _KEY.match(words):
            self.drafts[-1].keys.append(found[1].strip())
            self.in_why = False
        elif found := _CHOSEN.match(words):
            self.drafts[-1].keys.append(found[1])
            self.drafts[-1].why += [found[2]] if found[2].strip() else []
            self.in_why = True
        elif found := _WHY.match(words):
            self.in_why = True
            self.drafts[-1].why += [found[1]] if found[1].strip() else []
        elif self.in_why and not _AT_START.match(words):
            self.drafts[-1].why.append(words.strip())
        else:
            self._take(self.drafts[-1], line, after)

    def _key_table(self, line: TypedLine) -> bool:
        """A heading of keys, or lines of nothing but keys; figures in the middle of a question are none."""
        draft = self.drafts[-1] if self.drafts else None
        if line.grid and draft and not draft.options and not draft.keys:
            draft.told.append(say("Bảng số liệu trong câu không giữ được: xem lại tệp gốc."))
            return True
        listed = _KEY.match(line.words)
        cells = _cells(listed[1] if listed else line.words)
        if _TABLE.match(line.words):
            self.in_table = True
        elif not cells or (listed and len(cells) < 2) or not (self.in_table or listed or line.grid):
            return False
        for number, key in cells.items():
            self.table.setdefault(number, set()).add(key)
        return True

    def _begins(self, line: TypedLine, after: str) -> bool:
        head = self.head.match(line.words) or self._next_in_turn(line)
        if not head or (self.in_why and self.head is _BARE):
            return False
        self.in_table = self.in_why = False
        self.drafts.append(Draft(int(head[1]), line.place))
        rest = line.part(head.end())
        if rest.words.strip():
            self._take(self.drafts[-1], rest, after)
        return True

    def _next_in_turn(self, line: TypedLine) -> re.Match[str] | None:
        """“5. …” after a finished “Câu 4.”: somebody left the word out."""
        found = _BARE.match(line.words)
        if not found or not self.drafts:
            return found if found and int(found[1]) == self.before_named else None
        draft = self.drafts[-1]
        finished = (draft.keys or len(draft.options) > 1) and not self.in_why
        return found if finished and int(found[1]) == draft.number + 1 else None

    def _take(self, draft: Draft, line: TypedLine, after: str) -> None:
        """Words of the question, then its options, each on its line or several on one."""
        start = _AT_START.match(line.words)
        if start and draft.options and start[1].upper() == "A":
            self._again(draft, start[1].islower())
        kept = self._labels(draft, line.words, after)
        before = line.words[: kept[0].start()] if kept else line.words
        if before.strip():
            if draft.options and not kept:
                self._stray(draft, line, before.strip())
            else:
                draft.prompt.append(before.strip())
                draft.pictures += line.pictures
        for match, following in zip(kept, [*kept[1:], None][: len(kept)], strict=True):
            end = following.start() if following else len(line.words)
            starred = bool(match[1] or match[4]) or line.words[match.end() : end].rstrip().endswith("*")
            draft.small = draft.small or match[2].islower()
            draft.options.append((match[2].upper(), line.part(match.start(2), end), starred))

    def _again(self, draft: Draft, small: bool) -> None:
        """A second “A.” in one question: small letters before it were part of what is asked; else something is wrong."""
        if draft.small and not small:
            draft.prompt += [f"{letter.lower()}) {text_of(line)}" for letter, line, _ in draft.options]
            draft.options, draft.small = [], False
        else:
            draft.told.append(
                say("Có hai dãy phương án A, B…: có thể là hai câu viết liền, thiếu số câu. Sửa tệp rồi nhập lại.")
            )

    def _stray(self, draft: Draft, line: TypedLine, words: str) -> None:
        """A line after the options: the last one goes on where it starts small; else it belongs to no question."""
        if words[0].islower() and not draft.keys:
            letter, last, starred = draft.options[-1]
            joined = TypedLine(f"{last.words} {words}", (*last.marks, NO_MARKS, *line.marks[: len(words)]), last.place)
            draft.options[-1] = (letter, joined, starred)
        else:
            self.told.append(say("{place}: ngoài câu hỏi, bỏ qua: {words}", place=line.place, words=words[:60]))

    def _labels(self, draft: Draft, words: str, after: str) -> list[re.Match[str]]:
        """The labels of options on a line, in their turn; one that opens the next line is none within this one."""
        coming = _AT_START.match(after)
        kept: list[re.Match[str]] = []
        for match in _OPTION.finditer(words):
            at_start = not words[: match.start()].strip()
            in_turn = ord(match[2].upper()) == 65 + len(draft.options) + len(kept)
            plain_sign = match[3] in (".", ")", ".)") and (match[2].isupper() or bool(kept) or bool(draft.options))
            taken = coming and not at_start and match[2].upper() >= coming[1].upper()
            if in_turn and (at_start or plain_sign) and not taken:
                kept.append(match)
        inside = bool(kept) and not draft.options and bool(words[: kept[0].start()].strip())
        return [] if inside and len(kept) < 2 else kept  # “thôn A. …” within a question opens no options

    def questions(self) -> list[Question]:
        numbers = [draft.number for draft in self.drafts]
        twice = {number for number in numbers if numbers.count(number) > 1}
        doubtful = {number for number, keys in self.table.items() if len(keys) > 1} | (twice & set(self.table))
        if doubtful:
            names = ", ".join(map(str, sorted(doubtful)))
            self.told.append(say("Câu {names}: số câu hoặc đáp án lặp lại, không biết đáp án của câu nào. Đã bỏ qua bảng đáp án cho các câu này.", names=names))  # fmt: skip
        made = []
        for draft in self.drafts:
            key = "" if draft.number in doubtful else next(iter(self.table.get(draft.number, ())), "")
            made.append(finished(draft, key))
        return made


def read_typed_test(lines: Sequence[TypedLine]) -> tuple[list[Question], list[str]]:
    """The questions, and a line for whatever stands outside them."""
    reader = _Reader(lines)
    reader.read()
    made = reader.questions()
    return made, reader.told + _unused(reader.drafts, dict.fromkeys(reader.table, ""))


def _unused(drafts: Sequence[Draft], table: dict[int, str]) -> list[str]:
    left = sorted(set(table) - {draft.number for draft in drafts})
    return [say("Bảng đáp án có câu {names} mà đề không có.", names=", ".join(map(str, left)))] if left else []


def _with_numbers(lines: Sequence[TypedLine]) -> list[TypedLine]:
    """Lines with the numbers that Word counted for them put before their words, letters composed, labels Latin."""
    made = []
    for line in lines:
        words, marks = _composed(line.words, line.marks or (NO_MARKS,) * len(line.words))
        start = len(words) - len(words.lstrip(" *("))
        words = words[:start] + words[start : start + 1].translate(_LOOKALIKES) + words[start + 1 :]
        extra = f"{line.listed} " if line.listed else ""
        made.append(replace(line, words=extra + words, marks=(NO_MARKS,) * len(extra) + marks, listed=""))
    return made


def _composed(words: str, marks: tuple[Marks, ...]) -> tuple[str, tuple[Marks, ...]]:
    """The same in composed letters, each with the marks of its first part; hard spaces are spaces."""
    letters: list[str] = []
    kept: list[Marks] = []
    for letter, mark in zip(words.replace("\u00a0", " ").translate(_WIDE), marks, strict=True):
        if letters and unicodedata.combining(letter):
            letters[-1] = nfc(letters[-1] + letter)
        else:
            letters.append(letter)
            kept.append(mark)
    text = "".join(letters)
    return (text, tuple(kept)) if len(text) == len(kept) else (text, (NO_MARKS,) * len(text))


def _cells(words: str) -> dict[int, str]:
    """“1.B 2-C 3:A,C” – only where nothing else stands on the line."""
    found = {int(n): key.upper() for n, key in _CELL.findall(words)}
    rest = re.sub(r"[\s|;,.]+", "", _CELL.sub("", words))
    return found if not rest or _TABLE.match(words) else {}
