"""One question of a typed test, made of its lines: options, keys however they are marked, doubts that are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kit.exchange.question import YES_NO, Choice, Picture, Question, Sort, as_markdown
from kit.messages import say
from kit.vietnamese import NotANumber, parse_number, slug

Marks = frozenset[str]  # of a letter: "underline", "bold", "colour", "highlight"
NO_MARKS: Marks = frozenset()
SIGN_OF_PICTURE = "[hình]"
_TRUTH = re.compile(r"[\s:–\-(\[]+(đúng|sai|đ|s|true|false|t|f)\s*[)\].]*\s*$", re.IGNORECASE)
_HOLDS = {"dung": True, "d": True, "true": True, "t": True, "sai": False, "s": False, "false": False, "f": False}


@dataclass(frozen=True)
class TypedLine:
    """A line of a document: its words, how each letter is marked, where it stands, its automatic number."""

    words: str
    marks: tuple[Marks, ...] = ()
    place: str = ""
    listed: str = ""  # "1." or "A." where Word counts by itself
    pictures: tuple[bytes, ...] = ()  # where its words say “[hình]”
    grid: bool = False  # out of a table of two rows: keys, or figures of a question

    def part(self, start: int, end: int | None = None) -> TypedLine:
        return replace(self, words=self.words[start:end], marks=self.marks[start:end], listed="")


@dataclass
class Draft:
    """A question while its lines come in."""

    number: int
    place: str
    prompt: list[str] = field(default_factory=list)
    options: list[tuple[str, TypedLine, bool]] = field(default_factory=list)  # letter, line, starred
    small: bool = False  # its options have small letters
    keys: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)  # of the prompt
    why: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def finished(draft: Draft, from_table: str) -> Question:
    picture = _picture(draft)
    prompt, why = (as_markdown(_paragraphs(lines)) for lines in (draft.prompt, draft.why))
    told = list(draft.told)
    key = draft.keys[0] if draft.keys else from_table
    if len({slug(each) for each in draft.keys}) > 1:
        told.append(say("Câu có hai dòng đáp án: {keys}. Lấy dòng đầu; xem lại.", keys="; ".join(draft.keys)))
    if draft.keys and from_table and slug(draft.keys[0]) != slug(from_table) and draft.options:
        told.append(say("Đáp án ghi hai cách khác nhau ({said}): lấy cách đầu. Hãy xem lại.", said=f"{draft.keys[0]}; {from_table}"))  # fmt: skip
    made = _with_options(draft, prompt, key) if draft.options else without_options(prompt, key)
    said = f"{made.prompt} {' '.join(choice.text for choice in made.choices)}"
    if any(f"\\{sign[:-1]}\\]" in said or sign in said for sign in (SIGN_OF_PICTURE, "[công thức]", "[ký hiệu]")):
        told.append(
            say("Hình, công thức hoặc ký hiệu không đi theo: viết lại bằng chữ, hoặc thêm hình bằng trường image.")
        )
    texts = [choice.text for choice in made.choices]
    if len(set(texts)) < len(texts):
        told.append(say("Có hai phương án giống hệt nhau: xem lại tệp gốc."))
    if picture:
        told.append(say("Hình đi theo câu: viết lời mô tả hình ở trường image."))
    return replace(made, picture=picture, explanation=why, place=draft.place, name="", told=(*made.told, *told))


def _picture(draft: Draft) -> Picture | None:
    """The only picture of the prompt, taken out of its words; several, or one that cannot be shown, stay told."""
    signs = sum(line.count(SIGN_OF_PICTURE) for line in draft.prompt)
    picture = Picture(draft.pictures[0]) if len(draft.pictures) == signs == 1 else None
    if picture is None or not picture.form:
        return None
    draft.prompt = [line for each in draft.prompt if (line := each.replace(SIGN_OF_PICTURE, "").strip())]
    return picture


def _paragraphs(lines: Sequence[str]) -> str:
    """Lines as paragraphs; one that only goes on is joined to what it goes on from."""
    made = ""
    for line in lines:
        apart = not made or made.endswith((".", "?", "!", ":", "…", ";")) or line[:1] in "-•+"
        made += (("\n\n" if made else "") if apart else " ") + line
    return made


def without_options(prompt: str, key: str) -> Question:
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
    made = Question("short-answer", prompt, choices=tuple(Choice(word, True) for word in words))
    alone = all(len(word) == 1 for word in words)
    return made.but(say("Đáp án chỉ là chữ “{key}” mà không thấy phương án nào: xem lại cách ghi phương án.", key=key)) if alone else made  # fmt: skip


def _with_options(draft: Draft, prompt: str, key: str) -> Question:
    letters = [letter for letter, _, _ in draft.options]
    texts = [text_of(line) for _, line, _ in draft.options]
    claims = [_TRUTH.search(text) for text in texts]
    if all(claims) and len(claims) > 1:
        made = tuple(
            Choice(as_markdown(text[: c.start()]), _HOLDS[slug(c[1])])
            for text, c in zip(texts, claims, strict=True)
            if c
        )
        return Question("true-false", prompt, choices=made)
    if holds := _holds(key, letters):
        made = tuple(Choice(as_markdown(text), held) for text, held in zip(texts, holds, strict=True))
        return Question("true-false", prompt, choices=made)
    told: list[str] = []
    right = _right(draft, key, letters, told)
    if not right:
        told.append(say("Không thấy đáp án: đã tạm chọn {letter}. Hãy chọn lại.", letter=letters[0]))
        right = {letters[0]}
    kind: Sort = "single-choice" if len(right) == 1 else "multiple-choice"
    choices = tuple(Choice(as_markdown(text), letter in right) for letter, text in zip(letters, texts, strict=True))
    return Question(kind, prompt, choices=choices, told=tuple(told))


def _holds(key: str, letters: Sequence[str]) -> list[bool]:
    """“a) Đ; b) S; c) Đ; d) S” or “ĐSĐS”: which of the claims hold; [] where the key is none of these."""
    said = re.sub(r"[\s.,;:()\-–]", "", key)
    if len(letters) > 1 and re.fullmatch(rf"[ĐSđs]{{{len(letters)}}}", said):
        return [slug(sign) == "d" for sign in said]
    found = re.findall(r"([A-Ha-h])\s*[).:\-–]?\s*(đúng|sai|đ|s)(?!\w)", key, re.IGNORECASE)
    return [_HOLDS[slug(held)] for _, held in found] if [sign.upper() for sign, _ in found] == list(letters) else []


def text_of(line: TypedLine) -> str:
    """An option without its label and star."""
    return re.sub(r"^[A-Ha-h]\s?(?:\.\)|[.)/:,\-–])\s*", "", line.words).strip().strip("*").strip()


def _right(draft: Draft, key: str, letters: Sequence[str], told: list[str]) -> set[str]:
    """The right letters: as they are written, starred or marked; what disagrees is told."""
    written = set(re.findall(r"(?<!\w)([A-Ha-h])(?!\w)", key.upper())) & set(letters)
    beyond = re.sub(r"(?<!\w)[A-Ha-h](?!\w)|[\s.,;:()/&+\-–]|\bvà\b", "", key)
    if written and beyond:
        told.append(say("Đáp án ghi “{key}”: chỉ hiểu được chữ {letters}. Hãy xem lại.", key=key[:60], letters=", ".join(sorted(written))))  # fmt: skip
    elif key.strip() and not written:
        told.append(say("Không hiểu đáp án “{key}”.", key=key[:60]))
    starred = {letter for letter, _, star in draft.options if star}
    marked = _marked(draft)
    found = [each for each in (written, starred, marked) if each]
    if len({frozenset(each) for each in found}) > 1:
        said = "; ".join(", ".join(sorted(each)) for each in found)
        told.append(say("Đáp án ghi hai cách khác nhau ({said}): lấy cách đầu. Hãy xem lại.", said=said))
    if not written and found and len(found[0]) > 1:
        told.append(say("Nhiều phương án được đánh dấu: thành câu chọn nhiều phương án. Hãy xem lại."))
    return found[0] if found else set()


def _marked(draft: Draft) -> set[str]:
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
