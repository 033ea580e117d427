"""Questions in a table, a line each: the kit's own template, Kahoot's sheet, and any with headings that can be understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.exchange.question import Choice, Question, Sort, as_markdown
from kit.exchange.typed_question import without_options
from kit.messages import say
from kit.tables import Page, Table
from kit.vietnamese import slug

TEMPLATE = ("Câu hỏi", "A", "B", "C", "D", "E", "F", "Đáp án", "Giải thích", "Gợi ý")
MOST_BEFORE = 15  # lines that may stand above the headings
_HEADS: dict[str, re.Pattern[str]] = {
    "prompt": re.compile(r"cau-hoi|noi-dung(-cau-hoi)?|question(-text)?(-max.*)?|question-max.*|de-bai|prompt"),
    "key": re.compile(
        r"dap-an(-dung)?|phuong-an-dung|da|correct(-answer)?(-?s)?(-choose.*)?|answer-key|key|tra-loi-dung"
    ),
    "why": re.compile(r"giai-thich|loi-giai|huong-dan|explanation|feedback|general-feedback"),
    "hint": re.compile(r"goi-y|hint"),
}
_OPTION = re.compile(r"(?:phuong-an|lua-chon|dap-an|option|answer|choice|cau-tra-loi)?-?([a-h]|[1-8])(?:-max.*)?")
_KNOWN = re.compile(
    r"stt|tt|so|no|time-limit.*|thoi-gian|diem|points?|score|type|dang|loai|image-link|hinh|muc-do|chu-de"
)


def read_table(table: Table) -> tuple[list[Question], list[str]]:
    """The questions of the first sheet whose headings are understood, and a line for what was left out."""
    told: list[str] = []
    for page in table.pages:
        if page.hidden:
            told.append(say("Trang ẩn “{title}” không đọc.", title=page.title))
            continue
        for at, line in enumerate(page.lines[:MOST_BEFORE]):
            heads = _understood(line.texts)
            if heads:
                others = [p.title for p in table.pages if p is not page and p.lines and not p.hidden]
                told += [say("Đã đọc trang “{title}”; các trang khác không đọc: {names}.", title=page.title, names=", ".join(others))] if others else []  # fmt: skip
                return _questions(page, at, heads, told), told
    seen = ", ".join(text for page in table.pages[:1] for line in page.lines[:1] for text in line.texts if text)
    told.append(say("Không thấy dòng tên cột. Cần các cột: {wanted}. Thấy: {seen}.", wanted=", ".join(TEMPLATE[:8]), seen=seen[:200]))  # fmt: skip
    return [], told


def _understood(texts: Sequence[str]) -> dict[str, int]:
    """Which column is what; empty where question and key, or question and two options, are not both there."""
    heads: dict[str, int] = {}
    for column, text in enumerate(texts):
        word = slug(text)
        named = next((name for name, form in _HEADS.items() if form.fullmatch(word)), "")
        if named:
            heads.setdefault(named, column)
        elif option := _OPTION.fullmatch(word):
            letter = option[1].upper() if option[1].isalpha() else chr(64 + int(option[1]))
            heads.setdefault(letter, column)
    options = [name for name in heads if len(name) == 1]
    return heads if "prompt" in heads and ("key" in heads or len(options) > 1) else {}


def _questions(page: Page, at: int, heads: dict[str, int], told: list[str]) -> list[Question]:
    lost = [
        t for n, t in enumerate(page.lines[at].texts) if t and n not in heads.values() and not _KNOWN.fullmatch(slug(t))
    ]
    if lost:
        told.append(say("Cột không có chỗ ở đây: {names}.", names=", ".join(lost)))
    questions = []
    for line in page.lines[at + 1 :]:
        texts = line.texts
        cell = {name: texts[n].strip() if n < len(texts) else "" for name, n in heads.items()}
        place = say("dòng {n}", n=line.number)
        if line.hidden:
            told.append(say("{place}: dòng bị ẩn, không đọc.", place=place))
        elif cell["prompt"]:
            questions.append(replace(_question(cell), place=place))
        elif any(cell.values()):
            told.append(say("{place}: không có câu hỏi, bỏ qua.", place=place))
    return questions


def _question(cell: dict[str, str]) -> Question:
    prompt = as_markdown(cell["prompt"])
    cell = {name: re.sub(rf"^{name}\s?[.):]\s*", "", text) if len(name) == 1 else text for name, text in cell.items()}
    options = [(letter, cell[letter]) for letter in sorted(k for k in cell if len(k) == 1) if cell[letter]]
    key = cell.get("key", "")
    if not options:
        made = without_options(prompt, key)
    else:
        right = _right(key, options)
        same = [letter for letter, text in options if slug(text) == slug(key) and key.strip().isdecimal()]
        twofold = bool(same) and set(same) != right
        doubts = [say("Đáp án “{key}”: là phương án thứ {key} hay phương án có chữ {key}? Đã lấy phương án thứ {key}.", key=key)] if twofold else []  # fmt: skip
        doubts += [] if right else [say("Không thấy đáp án: đã tạm chọn {letter}. Hãy chọn lại.", letter=options[0][0])]
        right = right or {options[0][0]}
        kind: Sort = "single-choice" if len(right) == 1 else "multiple-choice"
        choices = tuple(Choice(as_markdown(text), letter in right) for letter, text in options)
        made = Question(kind, prompt, choices=choices, told=tuple(doubts))
    hints = tuple(as_markdown(part) for part in re.split(r"\s*\|\s*", cell.get("hint", "")) if part)
    return replace(made, explanation=as_markdown(cell.get("why", "")), hints=hints)


def _right(key: str, options: Sequence[tuple[str, str]]) -> set[str]:
    """The right letters out of “B”, “A, C”, “2”, “1,3” or an option's own words."""
    labelled = re.fullmatch(r"\s*([A-Ha-h])\s?[.):].*", key)
    key = labelled[1] if labelled else key
    own = {letter for letter, text in options if slug(text) == slug(key)} if slug(key) else set()
    parts = [part for part in re.split(r"[\s,;/&+.)]+", key.strip().upper()) if part]
    if own and not (key.strip().isdecimal() and 0 < int(key) <= len(options)):
        return own
    letters = {letter for letter, _ in options}
    found = {
        part if not part.isdecimal() else chr(64 + int(part)) for part in parts if part.isdecimal() or len(part) == 1
    }
    run = set(key.strip().upper())
    return found if found and found <= letters else run if run and run <= letters else set()
