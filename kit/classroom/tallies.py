"""Paper and raised hands beside the screens: sheets typed in person by person, and counts per option.

Everything typed is appended to tallies.jsonl, on the disk before it is called saved. A sheet that is typed
again takes the place of the one before, and so does a count; nothing is ever rubbed out. An answer is kept
in the very form in which the screen keeps it, so that both are judged by the same check.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kit.answers import Log, Record, parse
from kit.classroom.folder import MODES, ROOM, TrainingClass
from kit.classroom.roster import spelling
from kit.errors import KitError
from kit.kinds import Exercise
from kit.kinds.letters import letter
from kit.messages import say
from kit.vietnamese import nfc, slug

Moment = Literal["before", "after", ""]
MOMENTS = {"truoc": "before", "before": "before", "t": "before", "sau": "after", "after": "after", "s": "after"}
BLANK = ("-", "–", "_", ".", "0", "x")  # nothing was marked
YES, NO = ("d", "đ", "1", "y"), ("s", "0", "n")
LETTERED = ("single-choice", "multiple-choice", "poll")
MOST_HEADS = 2_000


class NotATally(KitError):
    """Something typed from paper that cannot be meant; says what was wanted."""


@dataclass(frozen=True)
class Sheet:
    """One person's sheet: the answers by exercise; a blank is None."""

    code: str
    form: str
    moment: Moment
    answers: dict[str, Any]


@dataclass(frozen=True)
class Count:
    """Heads per answer of one exercise: raised hands, or a bundle of sheets. Keys are JSON answers; "" a blank."""

    exercise: str
    moment: Moment
    mode: str
    heads: dict[str, int]


# ── what is typed, read by the exercise it belongs to ──
def read_answer(exercise: Exercise, typed: str) -> Any:
    """One answer as it stands on paper: a letter, letters, Đ and S for each claim, a number, a date. None: a blank.

    Raises NotATally with what the item takes.
    """
    text = nfc(typed).strip()
    if not text or (text in BLANK and exercise.kind not in ("number", "true-false")) or text in ("-", "–", "_"):
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
        raise NotATally(told + (say(", một chữ.") if most == 1 else "."))
    return [options[c] for c in dict.fromkeys(typed)]


def _claims(exercise: Any, text: str) -> dict[str, bool]:
    typed = [c for c in text.lower() if not c.isspace() and c not in ",;/"]
    n = len(exercise.statements)
    if len(typed) != n or any(c not in (*YES, *NO) for c in typed):
        raise NotATally(say("“{typed}”: gõ {n} chữ, D hoặc Đ là đúng, S là sai, ví dụ {sample}.", typed=text[:20], n=n, sample="DS" * (n // 2) + "D" * (n % 2)))  # fmt: skip
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
    tokens = list(_spread(exercises, typed))
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
        if run > 1 and run >= len(token) and re.fullmatch(r"[A-Za-z\-–_.]+", token):
            yield from token
            rest = rest[len(token) :]
        else:
            yield token
            rest = rest[1:]


# ── kept ──
def exercises_of(klass: TrainingClass, form: str) -> list[Exercise]:
    """The items of a form ("A", "test-a") or of a lesson ("01"), in their order. Raises NotATally."""
    lessons = klass.library.lessons[klass.module.id]
    word = slug(form)
    names = {**{slug(k): v for k, v in klass.forms.items()}, **{n: n for n in lessons}}
    names |= {n.split("-")[0]: n for n in lessons if n[0].isdigit()}
    if word not in names:
        raise NotATally(say("Không có phiếu “{form}”. Chọn: {names}.", form=form, names=", ".join(names)))
    return [klass.library.exercise(name) for name in lessons[names[word]].exercises]


def form_id(klass: TrainingClass, form: str) -> str:
    """The lesson id of a form: “A” is test-a."""
    first = exercises_of(klass, form)
    lessons = klass.library.lessons[klass.module.id]
    return next(name for name, lesson in lessons.items() if first and first[0].id in lesson.exercises)


def moment_of(typed: str) -> Moment:
    """trước, sau; raises NotATally."""
    if (found := MOMENTS.get(slug(typed))) is None:
        raise NotATally(say("“{typed}”: ghi “trước” hoặc “sau”.", typed=typed[:20]))
    return found  # type: ignore[return-value]


def save_sheet(klass: TrainingClass, sheet: Sheet) -> str:
    """Keep a sheet; returns the code as the roster writes it. Raises NotATally for a code that nobody has."""
    person = klass.find(sheet.code)
    if person is None:
        raise NotATally(say("Mã “{code}” chưa có trong danh sách lớp.", code=sheet.code[:40]))
    body = {"form": sheet.form, "moment": sheet.moment, "answers": sheet.answers}
    _log(klass).append(Record("attempt", exercise=f"sheet:{sheet.form}", answer=body, learner=person.code))
    return person.code


def save_count(klass: TrainingClass, count: Count) -> int:
    """Keep a count; returns how many heads it holds. Raises NotATally when it cannot be."""
    heads = sum(count.heads.values())
    _demand_countable(klass, count)
    if heads < 1 or heads > MOST_HEADS or min(count.heads.values()) < 0:
        raise NotATally(say("Cần ít nhất một người, và không có số âm."))
    if count.mode not in MODES.values():
        raise NotATally(say("Cần ghi trực tiếp hay trực tuyến."))
    there = sum(person.mode == count.mode for person in klass.people)
    if heads > there:
        told = say("Đếm được {n} người, danh sách chỉ có {m} người học theo hình thức này.", n=heads, m=there)
        raise NotATally(f"{told} {say('Đếm lại, hoặc thêm người vào danh sách.')}")
    body = {"moment": count.moment, "mode": count.mode, "heads": count.heads}
    _log(klass).append(Record("attempt", exercise=f"count:{count.exercise}", answer=body))
    return heads


def _demand_countable(klass: TrainingClass, count: Count) -> None:
    """Raise NotATally unless the count belongs to a question of this course and to a moment that it can have."""
    lessons = klass.library.lessons[klass.module.id]
    form = next((name for name, lesson in lessons.items() if count.exercise in lesson.exercises), "")
    if not form:
        raise NotATally(say("Câu {name} không thuộc chuyên đề của lớp này.", name=count.exercise[:80]))
    test = form in klass.forms.values()
    if test and count.moment not in ("before", "after"):
        raise NotATally(say("Câu của phiếu kiểm tra: ghi thêm làm trước hay sau khóa học."))
    if not test and count.moment:
        raise NotATally(say("Câu này không thuộc phiếu kiểm tra: bỏ phần trước hay sau."))
    exercise = klass.library.exercise(count.exercise)
    for key in count.heads:
        try:
            fits = not key or exercise.answered(json.loads(key))
        except (ValueError, TypeError):
            fits = False
        if not fits:
            raise NotATally(
                say("Câu {number} không có phương án “{key}”.", number=klass.library.number(exercise.id), key=key[:30])
            )


def read_counts(exercise: Exercise, words: Sequence[str]) -> dict[str, int]:
    """“A=12 B=3 -=2” as heads by answer. Raises NotATally."""
    heads: dict[str, int] = {}
    for word in words:
        typed, sign, number = word.partition("=")
        if not sign or not number.strip().isdecimal() or len(number) > 5:
            raise NotATally(say("“{word}”: viết như A=12, câu để trống là -=2.", word=word[:30]))
        answer = read_answer(exercise, typed)
        key = "" if answer is None else json.dumps(answer, ensure_ascii=False, sort_keys=True)
        if key in heads:
            raise NotATally(say("“{word}” ghi hai lần.", word=typed[:30]))
        heads[key] = int(number)
    return heads


def sheets(klass: TrainingClass) -> list[Sheet]:
    """Every sheet, the last one typed for each person, form and moment."""
    kept: dict[tuple[str, str, str], Sheet] = {}
    for record in _records(klass):
        body = record.answer
        if record.exercise.startswith("sheet:") and isinstance(body, dict) and isinstance(body.get("answers"), dict):
            sheet = Sheet(record.learner, str(body.get("form")), _moment(body), body["answers"])
            kept[spelling(sheet.code), sheet.form, sheet.moment] = sheet
    return list(kept.values())


def counts(klass: TrainingClass) -> list[Count]:
    """Every count, the last one typed for each exercise, moment and mode."""
    kept: dict[tuple[str, str, str], Count] = {}
    for record in _records(klass):
        body = record.answer
        if record.exercise.startswith("count:") and isinstance(body, dict) and isinstance(body.get("heads"), dict):
            heads = {str(k): v for k, v in body["heads"].items() if type(v) is int and 0 <= v <= MOST_HEADS}
            count = Count(record.exercise[6:], _moment(body), str(body.get("mode", ROOM)), heads)
            kept[count.exercise, count.moment, count.mode] = count
    return list(kept.values())


def _moment(body: dict[str, Any]) -> Moment:
    """The moment that was kept; a file changed by hand may hold anything."""
    found = body.get("moment")
    return found if found in ("before", "after") else ""


def forget_sheets(klass: TrainingClass, code: str) -> None:
    """Rewrite the file without the sheets of one person, who has asked for it."""
    from kit.answers import as_line
    from kit.course.learner_copy import write_whole

    left = [r for r in _records(klass) if spelling(r.learner) != spelling(code) or not r.learner]
    write_whole(_log(klass).path, b"".join(as_line(record) for record in left), sync=True)


def _log(klass: TrainingClass) -> Log:
    return Log(klass.path / "tallies.jsonl")


def _records(klass: TrainingClass) -> list[Record]:
    try:
        return list(parse(_log(klass).path.read_bytes()).records)
    except FileNotFoundError:
        return []
