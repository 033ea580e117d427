"""What stands on paper as it is typed: letters, claims, numbers; read by the exercise that it belongs to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kit.errors import KitError
from kit.kinds import Exercise
from kit.kinds.letters import letter
from kit.messages import say
from kit.tables import NotATable, open_table
from kit.vietnamese import nfc, plain_figures, slug

BLANK = ("-", "_", ".", "0", "x")  # nothing was marked
YES, NO = ("d", "đ", "1", "y"), ("s", "0", "n")
LETTERED = ("single-choice", "multiple-choice", "poll")


class NotATally(KitError):
    """Something typed from paper that cannot be meant; says what was wanted."""


def lines_of(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of a file of typed sheets (.txt, .csv, .xlsx), each with its number. Raises KitError, which names the file."""
    try:
        table = open_table(path.name, path.read_bytes())
    except OSError as error:
        raise KitError(say("Không mở được tệp {path}: kiểm tra tên và thư mục.", path=path)) from error
    except NotATable as error:
        cure = say("Tệp phiếu gõ bằng Notepad thì lưu lại: Lưu như (Save As), chọn Encoding là UTF-8.")
        raise KitError(say("Tệp phiếu {file}: {what}", file=path.name, what=error) + " " + cure) from error
    pages = [page for page in table.pages if page.lines and not page.hidden]
    if len(pages) > 1:
        names = ", ".join(f"“{page.title}”" for page in pages)
        raise KitError(say("Tệp phiếu {file} có chữ ở {n} trang: {names}. Để phiếu trong một trang rồi chạy lại.", file=path.name, n=len(pages), names=names))  # fmt: skip
    for line in pages[0].lines if pages else ():
        words = [text.strip() for text in line.texts]
        while words and not words[-1]:
            words.pop()  # a spreadsheet's empty columns are no questions
        if words and not words[0].lower().startswith(("mã", "ma ", "#")):
            yield line.number, [word or "-" for word in words]


def read_answer(exercise: Exercise, typed: str) -> Any:
    """One answer as it stands on paper: a letter, letters, Đ and S for each claim, a number, a date. None: a blank.

    Raises NotATally with what the item takes.
    """
    text = plain_figures(nfc(typed)).strip()
    if not text or (text in BLANK and exercise.kind not in ("number", "true-false")) or text in ("-", "_"):
        return None
    match exercise.kind:
        case "single-choice":
            return _letters(exercise, text, most=1)[0]
        case "multiple-choice" | "poll":
            return _letters(exercise, text, most=getattr(exercise, "votes", 26))
        case "true-false":
            return _claims(exercise, text)
    if not takes_typing(exercise):
        raise NotATally(say("Câu này không nhập được từ giấy."))
    if not exercise.answered(text):
        raise NotATally(f"{say('Không hiểu “{typed}”.', typed=text[:30])} {exercise.ask(text)}")
    return text


def takes_typing(exercise: Exercise) -> bool:
    """Can an answer on paper be typed in a few strokes?"""
    return exercise.kind in (*LETTERED, "true-false", "number", "short-answer", "deadline")


def _letters(exercise: Any, text: str, *, most: int) -> list[str]:
    typed = re.sub(r"[\s,;+]", "", text).upper()
    if not typed or (most == 1 and len(typed) > 1):
        typed = "?"  # no letter at all, or one too many for one box
    options = {letter(n): str(option.id) for n, option in enumerate(exercise.options)}
    wrong = next((c for c in typed if c not in options), "")
    if wrong or len(set(typed)) > most:
        last = letter(len(options) - 1)
        told = say("“{typed}”: câu này nhận chữ từ A đến {last}", typed=text[:20], last=last)
        told += _sign_words(wrong, typed)
        raise NotATally(told + (say(", một chữ.") if most == 1 else "."))
    return [options[c] for c in dict.fromkeys(typed)]


def _sign_words(wrong: str, typed: str) -> str:
    """Which sign it is that cannot be read, where that is one among others."""
    return say("; máy không hiểu “{sign}”", sign=wrong) if wrong and wrong != "?" and len(typed) > 1 else ""


def _claims(exercise: Any, text: str) -> dict[str, bool]:
    typed = [c for c in text.lower() if not c.isspace() and c not in ",;/"]
    n = len(exercise.statements)
    wrong = next((c for c in typed if c not in (*YES, *NO)), "")
    if len(typed) != n or wrong:
        told = say("“{typed}”: gõ đủ {n} chữ cái, Đ (hoặc D) là đúng, S là sai, ví dụ {sample}", typed=text[:20], n=n, sample="DS" * (n // 2) + "D" * (n % 2))  # fmt: skip
        raise NotATally(told + _sign_words(wrong, "".join(typed)) + ".")
    return {s.id: c in YES for s, c in zip(exercise.statements, typed, strict=True)}


def written_answer(exercise: Any, answer: Any) -> str:
    """The answer as one would type it: the other way round of `read_answer`."""
    if answer is None:
        return "-"
    match exercise.kind:
        case "single-choice" | "multiple-choice" | "poll":
            picked = [answer] if isinstance(answer, str) else answer
            return "".join(letter(n) for n, option in enumerate(exercise.options) if option.id in picked)
        case "true-false":
            given = answer if isinstance(answer, dict) else {}
            return "".join("D" if given.get(s.id) else "S" for s in exercise.statements)
    return str(answer)


def read_line(exercises: Sequence[Exercise], typed: Sequence[str]) -> list[Any]:
    """A whole sheet: one token an item; a run of letters serves as many lettered items as it has letters."""
    tokens = list(_spread(exercises, [plain_figures(nfc(token)) for token in typed]))
    if len(tokens) != len(exercises):
        raise NotATally(
            say("Phiếu có {n} câu, mới đọc được {m}. Câu để trống gõ dấu -.", n=len(exercises), m=len(tokens))
        )
    answers = []
    for n, (exercise, token) in enumerate(zip(exercises, tokens, strict=True), 1):
        try:
            answers.append(read_answer(exercise, token))
        except NotATally as error:
            raise NotATally(say("Câu {n}: {what}", n=n, what=error)) from error
    return answers


def _spread(exercises: Sequence[Exercise], typed: Sequence[str]) -> Iterator[str]:
    """“acbd 420 ds” for four choices, a number and two claims."""
    rest = list(exercises)
    for token in typed:
        run = 0
        while run < min(len(rest), len(token)) and rest[run].kind == "single-choice":
            run += 1
        if run > 1 and run >= len(token) and re.fullmatch(r"[A-Za-z\-_.]+", token):
            yield from token
            rest = rest[len(token) :]
        else:
            yield token
            rest = rest[1:]


def sample_line(exercises: Sequence[Exercise]) -> str:
    """A made-up line for these items, as it would be typed: letters run together, claims and numbers apart."""
    words = ["12"]
    for exercise in exercises:
        match exercise.kind:
            case "single-choice":
                run = words[-1].isalpha() and len(words) > 1 and words[-1].islower()
                words[-1:] = [words[-1] + "b"] if run else [words[-1], "a"]
            case "true-false":
                words.append(("DS" * 13)[: len(getattr(exercise, "statements", ()))])
            case "multiple-choice" | "poll":
                words.append("AC")
            case _:
                words.append("7" if exercise.kind == "number" else "-")
    return " ".join(words)


def read_counts(exercise: Exercise, words: Sequence[str]) -> dict[str, int]:
    """“A=12 B=3 trống=2” as heads by answer. Raises NotATally."""
    heads: dict[str, int] = {}
    for word in words:
        typed, sign, number = word.partition("=")
        if not sign or not number.strip().isdecimal() or len(number) > 5:
            raise NotATally(say("“{word}”: viết như A=12, không giơ là trống=2.", word=word[:30]))
        answer = None if slug(typed) == "trong" else read_answer(exercise, typed)
        key = "" if answer is None else json.dumps(answer, ensure_ascii=False, sort_keys=True)
        if key in heads:
            raise NotATally(say("“{word}” ghi hai lần.", word=typed[:30]))
        heads[key] = int(number)
    return heads
