"""What stands on paper as it is typed: letters, claims, numbers; read by the exercise that it belongs to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kit.errors import KitError
from kit.kinds import Exercise
from kit.kinds.letters import Lettered, NotATally
from kit.messages import say
from kit.tables import NotATable, open_table
from kit.vietnamese import nfc, plain_figures, slug

__all__ = ["NotATally", "lines_of", "read_answer", "read_counts", "read_line", "sample_line", "written_answer"]


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


def read_answer(exercise: Exercise, typed: str) -> object:
    """One answer as it stands on paper: a letter, letters, Đ and S for each claim, a number, a date. None: a blank.

    Raises NotATally with what the item takes.
    """
    text = plain_figures(nfc(typed)).strip()
    return None if not text or text in exercise.blank else exercise.read_typed(text)


def written_answer(exercise: Exercise, answer: object) -> str:
    """The answer as one would type it: the other way round of `read_answer`."""
    return "-" if answer is None else exercise.as_typed(answer)


def read_line(exercises: Sequence[Exercise], typed: Sequence[str]) -> list[object]:
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
        while run < min(len(rest), len(token)) and one_letter(rest[run]):
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
    run = False
    for exercise in exercises:
        sample = exercise.typed_sample()
        if one_letter(exercise) and run:
            words[-1] += "b"
        else:
            words.append(sample)
        run = one_letter(exercise)
    return " ".join(words)


def one_letter(exercise: Exercise) -> bool:
    """Is it answered with one letter, so that several such items can be typed in one run?"""
    return isinstance(exercise, Lettered) and exercise.most == 1 and exercise.judged


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
