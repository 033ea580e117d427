"""A test as people type it: “Câu 1. … A. … B. …”, the right letter marked in some way, a table of answers at the end.

The same reader serves Word and plain text: a line is its words and, letter by letter, how they are marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kit.exchange.question import YES_NO, Choice, Question, Sort, as_markdown
from kit.messages import say
from kit.vietnamese import NotANumber, nfc, parse_number, slug

Marks = frozenset[str]  # of a letter: "underline", "bold", "colour", "highlight"
NO_MARKS: Marks = frozenset()
_HEAD = re.compile(r"^\s*(?:(?:câu|question|bài)\s*(?:hỏi\s*)?(?:số\s*)?(\d{1,3})\s*[.:)\-–/]?|(\d{1,3})\s*[.)/])\s*", re.IGNORECASE)  # fmt: skip
_OPTION = re.compile(r"(?:(?<=\s)|^)(\*?)\s?([A-Ha-h])\s?([.)/:])\s*(\*?)(?=\S)")
_KEY = re.compile(
    r"^\s*(?:đáp\s*án(?:\s*đúng)?|trả\s*lời(?:\s*đúng)?|answer|key|đ/?a)\s*[:.\-–]\s*(.+)$", re.IGNORECASE
)
_WHY = re.compile(r"^\s*(?:lời\s*giải|giải\s*thích|hướng\s*dẫn(?:\s*giải)?|explanation)\s*[:.]?\s*(.*)$", re.IGNORECASE)
_TABLE = re.compile(
    r"^\s*(?:bảng\s*)?đáp\s*án\s*:?\s*$|^\s*bảng\s*đáp\s*án\b.*$|^\s*answer\s*key\s*:?\s*$", re.IGNORECASE
)
_CELL = re.compile(r"(?:câu\s*)?(\d{1,3})\s*[.:)\-–=]?\s*([A-Ha-h](?:\s*[,;]\s*[A-Ha-h])*)\b", re.IGNORECASE)
_END = re.compile(r"^\W*(?:hết|the end|end)\W*$", re.IGNORECASE)
_TRUTH = re.compile(r"[\s:–\-(\[]+(đúng|sai|đ|s|true|false|t|f)\s*[)\].]*\s*$", re.IGNORECASE)
_HOLDS = {"dung": True, "d": True, "true": True, "t": True, "sai": False, "s": False, "false": False, "f": False}
_GAP = re.compile(r"_{3,}|\.{4,}|…{2,}")


@dataclass(frozen=True)
class TypedLine:
    """A line of a document: its words, how each letter is marked, where it stands, its automatic number."""

    words: str
    marks: tuple[Marks, ...] = ()
    place: str = ""
    listed: str = ""  # "1." or "A." where Word counts by itself

    def part(self, start: int, end: int | None = None) -> TypedLine:
        return replace(self, words=self.words[start:end], marks=self.marks[start:end], listed="")


@dataclass
class _Draft:
    """A question while its lines come in."""

    number: int
    place: str
    prompt: list[str] = field(default_factory=list)
    options: list[tuple[str, TypedLine, bool]] = field(default_factory=list)  # letter, line, starred
    key: str = ""
    why: list[str] = field(default_factory=list)
    pictures: int = 0


def read_typed_test(lines: Sequence[TypedLine]) -> tuple[list[Question], list[str]]:
    """The questions, and a line for whatever stands outside them."""
    drafts: list[_Draft] = []
    told: list[str] = []
    table: dict[int, str] = {}
    in_table = in_why = False
    for line in _with_numbers(lines):
        words = line.words
        if not words.strip():
            continue
        if _END.match(words):
            in_why = False
            continue
        if _TABLE.match(words):
            in_table = True
            table |= _cells(words)
            continue
        cells = _cells(words)
        if in_table and cells and not _OPTION.match(words):
            table |= cells
            continue
        if (head := _HEAD.match(words)) and not (in_why and not head[1]):
            in_table = in_why = False
            drafts.append(_Draft(int(head[1] or head[2]), line.place))
            line = line.part(head.end())
            _take(drafts[-1], line)
            continue
        if not drafts:
            told.append(say("{place}: ngoài câu hỏi, bỏ qua: {words}", place=line.place, words=words.strip()[:60]))
            continue
        draft = drafts[-1]
        if found := _KEY.match(words):
            draft.key, in_why = found[1].strip(), False
        elif found := _WHY.match(words):
            in_why = True
            draft.why += [found[1]] if found[1].strip() else []
        elif in_why and not _OPTION.match(words):
            draft.why.append(words.strip())
        else:
            _take(draft, line)
    return [_finished(draft, table.get(draft.number, "")) for draft in drafts], told + _unused(drafts, table)


def _unused(drafts: Sequence[_Draft], table: dict[int, str]) -> list[str]:
    left = sorted(set(table) - {draft.number for draft in drafts})
    return [say("Bảng đáp án có câu {names} mà đề không có.", names=", ".join(map(str, left)))] if left else []


def _with_numbers(lines: Sequence[TypedLine]) -> list[TypedLine]:
    """Lines with the numbers that Word counted for them put before their words."""
    made = []
    for line in lines:
        extra = f"{line.listed} " if line.listed else ""
        marks = line.marks or (NO_MARKS,) * len(line.words)
        words = nfc(line.words) if len(nfc(line.words)) == len(line.words) else line.words
        made.append(replace(line, words=extra + words, marks=(NO_MARKS,) * len(extra) + marks, listed=""))
    return made


def _cells(words: str) -> dict[int, str]:
    """“1.B 2-C 3:A,C” – only where nothing else stands on the line."""
    found = {int(n): key.upper() for n, key in _CELL.findall(words)}
    rest = re.sub(r"[\s|;,.]+", "", _CELL.sub("", words))
    return found if not rest or _TABLE.match(words) else {}


def _take(draft: _Draft, line: TypedLine) -> None:
    """Words of the question, then its options, each on its line or several on one."""
    found = [m for m in _OPTION.finditer(line.words) if _in_turn(draft, m[2], m[3], line.words[: m.start()])]
    kept: list[re.Match[str]] = []
    for match in found:
        if ord(match[2].upper()) == 65 + len(draft.options) + len(kept):
            kept.append(match)
    if kept and not draft.options and line.words[: kept[0].start()].strip() and len(kept) < 2:
        kept = []  # “thôn A. …” within a question opens no options
    before = line.words[: kept[0].start()] if kept else line.words
    if before.strip():
        if draft.options and not kept:
            letter, last, starred = draft.options[-1]
            joined = TypedLine(f"{last.words} {before.strip()}", (*last.marks, NO_MARKS, *line.marks[: len(before.strip())]), last.place)  # fmt: skip
            draft.options[-1] = (letter, joined, starred)
        else:
            draft.prompt.append(before.strip())
    for match, after in zip(kept, [*kept[1:], None][: len(kept)], strict=True):
        end = after.start() if after else len(line.words)
        words = line.words[match.end() : end]
        starred = bool(match[1] or match[4]) or words.rstrip().endswith("*")
        draft.options.append((match[2].upper(), line.part(match.start(2), end), starred))


def _in_turn(draft: _Draft, letter: str, sign: str, before: str) -> bool:
    """Small letters open options only where nothing stands before them: “xã b. …” is a word."""
    if sign in ":/" and before.strip():
        return False  # “thôn A: 12”
    return letter.isupper() or not before.strip() or bool(draft.options)


def _finished(draft: _Draft, from_table: str) -> Question:
    prompt, why = (as_markdown(_paragraphs(lines)) for lines in (draft.prompt, draft.why))
    if not draft.options:
        made = _without_options(prompt, draft.key or from_table)
    else:
        made = _with_options(draft, prompt, draft.key or from_table)
    return replace(made, explanation=why, place=draft.place, name="")


def _paragraphs(lines: Sequence[str]) -> str:
    """Lines as paragraphs; one that only goes on is joined to what it goes on from."""
    made = ""
    for line in lines:
        apart = not made or made.endswith((".", "?", "!", ":", "…", ";")) or line[:1] in "-•+"
        made += (("\n\n" if made else "") if apart else " ") + line
    return made


def _without_options(prompt: str, key: str) -> Question:
    if not key:
        return Question("reflection", prompt).but(say("Không có phương án và đáp án: thành câu viết ý kiến."))
    if slug(key) in _HOLDS:
        holds = _HOLDS[slug(key)]
        return Question("single-choice", prompt, choices=(Choice(YES_NO[0], holds), Choice(YES_NO[1], not holds)))
    found = re.fullmatch(r"([-−+]?\d[\d.,]*)\s*((?!(?:hoặc|hay|đến|và|-|–)\b)[^\d;/|][^;/|]{0,40})?", key.strip())
    if found:
        try:
            return Question(
                "number", prompt, choices=(Choice(str(parse_number(found[1])), True),), unit=(found[2] or "").strip()
            )
        except NotANumber:
            pass
    words = [part.strip() for part in re.split(r"\s*[;/|]\s*", key) if part.strip()]
    return Question("short-answer", prompt, choices=tuple(Choice(word, True) for word in words))


def _with_options(draft: _Draft, prompt: str, key: str) -> Question:
    letters = [letter for letter, _, _ in draft.options]
    texts = [_bare(line.words[re.match(r"[A-Ha-h]\s?[.)/:]\s*", line.words).end() :]) for _, line, _ in draft.options]  # type: ignore[union-attr]
    claims = [_TRUTH.search(text) for text in texts]
    if all(claims) and len(claims) > 1:
        made = tuple(
            Choice(as_markdown(text[: c.start()]), _HOLDS[slug(c[1])])
            for text, c in zip(texts, claims, strict=True)
            if c
        )
        return Question("true-false", prompt, choices=made)
    told: list[str] = []
    right = _right(draft, key, letters, told)
    if not right:
        told.append(say("Không thấy đáp án: đã tạm chọn {letter}. Hãy chọn lại.", letter=letters[0]))
        right = {letters[0]}
    kind: Sort = "single-choice" if len(right) == 1 else "multiple-choice"
    choices = tuple(Choice(as_markdown(text), letter in right) for letter, text in zip(letters, texts, strict=True))
    return Question(kind, prompt, choices=choices, told=tuple(told))


def _bare(text: str) -> str:
    return text.strip().strip("*").strip()


def _right(draft: _Draft, key: str, letters: Sequence[str], told: list[str]) -> set[str]:
    """The right letters: as they are written, starred or marked; what disagrees is told."""
    written = set(re.findall(r"(?<!\w)([A-Ha-h])(?!\w)", key.upper())) & set(letters)
    starred = {letter for letter, _, star in draft.options if star}
    marked = _marked(draft)
    found = [each for each in (written, starred, marked) if each]
    if len({frozenset(each) for each in found}) > 1:
        said = "; ".join(", ".join(sorted(each)) for each in found)
        told.append(say("Đáp án ghi hai cách khác nhau ({said}): lấy cách đầu. Hãy xem lại.", said=said))
    return found[0] if found else set()


def _marked(draft: _Draft) -> set[str]:
    """Options of which some, but not all, are underlined, bold, coloured or highlighted."""
    for mark in ("underline", "highlight", "colour", "bold"):
        shares = {letter: _share(line, mark) for letter, line, _ in draft.options}
        some = {letter for letter, share in shares.items() if share}
        if some and len(some) < len(shares):
            return some
    return set()


def _share(line: TypedLine, mark: str) -> bool:
    """Is the letter itself marked, or most of what follows it?"""
    letters = [mark in marks for word, marks in zip(line.words, line.marks, strict=False) if not word.isspace()]
    return bool(letters) and (letters[0] or Counter(letters)[True] > len(letters) / 2)


# ── Aiken ──
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
    from kit.document.markdown import inline, parse
    from kit.document.tree import plain

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
