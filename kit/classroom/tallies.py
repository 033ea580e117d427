"""Paper and raised hands beside the screens: sheets typed in person by person, and counts per option.

Everything typed is appended to tallies.jsonl, on the disk before it is called saved. A sheet that is typed
again takes the place of the one before, and so does a count; nothing is ever rubbed out. An answer is kept
in the very form in which the screen keeps it, so that both are judged by the same check.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, Self

from kit.answers import Log, Record, parse
from kit.classroom.folder import MODES, ROOM, TrainingClass
from kit.classroom.roster import spelling
from kit.classroom.typed import NotATally
from kit.kinds import Exercise
from kit.kinds.base import names_in
from kit.kinds.letters import Lettered
from kit.messages import say
from kit.vietnamese import slug

Moment = Literal["before", "after", ""]
MOMENTS: dict[str, Moment] = {
    "truoc": "before",
    "before": "before",
    "t": "before",
    "sau": "after",
    "after": "after",
    "s": "after",
}
MOST_HEADS = 2_000


@dataclass(frozen=True)
class SheetTyped:
    """One person's sheet: the answers by exercise; a blank is None."""

    code: str
    form: str
    moment: Moment
    answers: dict[str, object]

    @property
    def record(self) -> Record:
        """The sheet as a line of the log."""
        body = {"form": self.form, "moment": self.moment, "answers": self.answers}
        return Record("attempt", exercise=f"sheet:{self.form}", answer=body, learner=self.code)

    @classmethod
    def of(cls, record: Record) -> Self | None:
        """The sheet that a line holds; a file changed by hand may hold anything."""
        match record.answer:
            case {"answers": dict(answers), **rest} if record.exercise.startswith("sheet:"):
                return cls(record.learner, str(rest.get("form")), _moment(rest.get("moment")), answers)
        return None


@dataclass(frozen=True)
class HeadsCounted:
    """Heads per answer of one exercise: raised hands, or a bundle of sheets. Keys are JSON answers; "" a blank."""

    exercise: str
    moment: Moment
    mode: str
    heads: dict[str, int]

    @property
    def record(self) -> Record:
        """The count as a line of the log."""
        body = {"moment": self.moment, "mode": self.mode, "heads": self.heads}
        return Record("attempt", exercise=f"count:{self.exercise}", answer=body)

    @classmethod
    def of(cls, record: Record) -> Self | None:
        """The count that a line holds; a file changed by hand may hold anything."""
        match record.answer:
            case {"heads": dict(heads), **rest} if record.exercise.startswith("count:"):
                sound = {str(k): v for k, v in heads.items() if type(v) is int and 0 <= v <= MOST_HEADS}
                exercise = record.exercise.removeprefix("count:")
                return cls(exercise, _moment(rest.get("moment")), str(rest.get("mode", ROOM)), sound)
        return None


def exercises_of(klass: TrainingClass, form: str) -> list[Exercise]:
    """The items of a form ("A", "test-a") or of a lesson ("01"), in their order. Raises NotATally."""
    lessons = klass.library.lessons[klass.module.id]
    word = slug(form)
    names = {**{slug(k): v for k, v in klass.forms.items()}, **{n: n for n in lessons}}
    names |= {part: n for n in lessons if n[0].isdigit() for part in (n.split("-")[0], n.split("-")[0].lstrip("0"))}
    if word not in names:
        raise NotATally(say("Không có phiếu “{form}”. Chọn: {names}.", form=form, names=", ".join(names)))
    return [klass.library.exercise(name) for name in lessons[names[word]].exercises]


def exercise_id(klass: TrainingClass, typed: str) -> str:
    """The exercise that a number on a count sheet (“5.2”, “A.3”) or an id stands for. Raises NotATally."""
    own = [name for lesson in klass.library.lessons[klass.module.id].values() for name in lesson.exercises]
    numbers = {slug(klass.library.number(name)): name for name in own}
    found = typed if typed in own else numbers.get(slug(typed), f"{klass.module.id}/{typed}")
    if found not in own:
        raise NotATally(say("Không có câu “{name}” trong chuyên đề của lớp. Ghi số câu như trên bảng đếm tay, ví dụ {number}.", name=typed[:80], number=klass.library.number(own[0])))  # fmt: skip
    return found


def form_id(klass: TrainingClass, form: str) -> str:
    """The lesson id of a form: “A” is test-a."""
    first = exercises_of(klass, form)
    lessons = klass.library.lessons[klass.module.id]
    return next(name for name, lesson in lessons.items() if first and first[0].id in lesson.exercises)


def moment_of(typed: str) -> Moment:
    """trước, sau; raises NotATally."""
    if (found := MOMENTS.get(slug(typed))) is None:
        raise NotATally(say("“{typed}”: ghi “trước” hoặc “sau”.", typed=typed[:20]))
    return found


def save_sheet(klass: TrainingClass, sheet: SheetTyped) -> str:
    """Keep a sheet; returns the code as the roster writes it. Raises NotATally for a code that nobody has."""
    person = klass.find(sheet.code)
    if person is None:
        raise NotATally(say("Mã “{code}” chưa có trong danh sách lớp.", code=sheet.code[:40]))
    _log(klass).append(replace(sheet, code=person.code).record)
    return person.code


def save_count(klass: TrainingClass, count: HeadsCounted) -> int:
    """Keep a count; returns how many heads it holds: raised hands, where one may raise several. Raises NotATally."""
    heads = sum(count.heads.values())
    _demand_countable(klass, count)
    each = hands_each(klass.library.exercise(count.exercise), count.heads)
    if heads < 1 or heads > MOST_HEADS * each or min(count.heads.values()) < 0:
        raise NotATally(say("Cần ít nhất một người, và không có số âm."))
    if count.mode not in MODES.values():
        raise NotATally(say("Cần ghi trực tiếp hay trực tuyến."))
    there = sum(person.mode == count.mode for person in klass.people)
    most = max(count.heads.values())
    if most > there or heads > there * each:
        told = say("Đếm được {n} người, danh sách chỉ có {m} người học theo hình thức này.", n=most if each > 1 else heads, m=there)  # fmt: skip
        if most <= there:
            told = say(
                "Đếm được {n} lượt giơ; {m} người, mỗi người nhiều nhất {each} lượt.", n=heads, m=there, each=each
            )
        raise NotATally(f"{told} {say('Đếm lại, hoặc thêm người vào danh sách.')}")
    _log(klass).append(count.record)
    return heads


def hands_each(exercise: Exercise, heads: Iterable[str]) -> int:
    """How often one person may stand in a count: hands for each option, as often as she may choose.

    A count that names several options together ("AC") is one of sheets: there everyone stands once.
    """
    together = any(len(names_in(json.loads(key)) or []) > 1 for key in heads if key)
    return exercise.most if isinstance(exercise, Lettered) and not together else 1


def _demand_countable(klass: TrainingClass, count: HeadsCounted) -> None:
    """Raise NotATally unless the count belongs to a question of this course and to a moment that it can have."""
    lessons = klass.library.lessons[klass.module.id]
    form = next((name for name, lesson in lessons.items() if count.exercise in lesson.exercises), "")
    if not form:
        raise NotATally(say("Câu {name} không thuộc chuyên đề của lớp này.", name=count.exercise[:80]))
    test = form in klass.forms.values()
    if test and count.moment not in ("before", "after"):
        raise NotATally(say("Câu của phiếu kiểm tra: ghi thêm làm trước hay sau khóa học (--when trước, --when sau)."))
    if not test and count.moment:
        raise NotATally(say("Câu này không thuộc phiếu kiểm tra: bỏ phần trước hay sau."))
    exercise = klass.library.exercise(count.exercise)
    if not isinstance(exercise, Lettered):
        raise NotATally(
            say("Câu {number} không giơ thẻ được: nhập từng phiếu.", number=klass.library.number(exercise.id))
        )
    for key in count.heads:
        try:
            fits = not key or exercise.answered(json.loads(key))
        except (ValueError, TypeError):
            fits = False
        if not fits:
            raise NotATally(
                say("Câu {number} không có phương án “{key}”.", number=klass.library.number(exercise.id), key=key[:30])
            )


def doubts_of(klass: TrainingClass, codes: set[str], form: str, moment: str) -> list[str]:
    """What is odd in test sheets just typed: the other form than was dealt, or both forms for one moment."""
    names = {lesson: name for name, lesson in klass.forms.items()}
    if form not in names or moment not in ("before", "after"):
        return []
    told = []
    both = {spelling(s.code) for s in sheets(klass) if s.moment == moment and s.form != form}
    for person in klass.people:
        dealt = names[form] if moment == "before" else next((n for n in names.values() if n != names[form]), "")
        if person.code in codes and spelling(person.code) in both:
            told.append(
                say("{code} có cả hai phiếu cho một lần: không tính vào so sánh. Xem lại xấp phiếu.", code=person.code)
            )
        elif person.code in codes and person.first != dealt:
            told.append(say("{code} được phát phiếu {first} để làm trước: xem lại có nhầm mã không.", code=person.code, first=person.first))  # fmt: skip
    return told


def sheets(klass: TrainingClass) -> list[SheetTyped]:
    """Every sheet, the last one typed for each person, form and moment."""
    kept: dict[tuple[str, str, str], SheetTyped] = {}
    for record in _records(klass):
        if sheet := SheetTyped.of(record):
            kept[spelling(sheet.code), sheet.form, sheet.moment] = sheet
    return list(kept.values())


def counts(klass: TrainingClass) -> list[HeadsCounted]:
    """Every count, the last one typed for each exercise, moment and mode."""
    kept: dict[tuple[str, str, str], HeadsCounted] = {}
    for record in _records(klass):
        if count := HeadsCounted.of(record):
            kept[count.exercise, count.moment, count.mode] = count
    return list(kept.values())


def _moment(found: object) -> Moment:
    return "before" if found == "before" else "after" if found == "after" else ""


def forget_sheets(klass: TrainingClass, code: str) -> None:
    """Rewrite the file without the sheets of one person, who has asked for it."""
    from kit.answers import as_line
    from kit.files import write_whole

    left = [r for r in _records(klass) if spelling(r.learner) != spelling(code) or not r.learner]
    write_whole(_log(klass).path, b"".join(as_line(record) for record in left), sync=True)


def _log(klass: TrainingClass) -> Log:
    return Log(klass.path / "tallies.jsonl")


def _records(klass: TrainingClass) -> list[Record]:
    try:
        return list(parse(_log(klass).path.read_bytes()).records)
    except FileNotFoundError:
        return []
