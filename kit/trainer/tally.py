"""Paper into the class: a grid for sheets that are typed person by person, and boxes for raised hands."""

from __future__ import annotations

import json
from typing import cast

from kit.classroom.folder import MODES, ROOM, TrainingClass
from kit.classroom.roster import spelling
from kit.classroom.tallies import HeadsCounted, Moment, SheetTyped, counts, doubts_of, save_count, save_sheet, sheets
from kit.classroom.typed import NotATally, one_letter, read_answer, written_answer
from kit.desk.looks import script
from kit.errors import KitError
from kit.kinds import Exercise
from kit.kinds.letters import Lettered, letter
from kit.kinds.true_false import TrueFalse
from kit.messages import say
from kit.report.result_words import mode_words
from kit.trainer.class_page import ClassDesk, ClassPage, laid_out


class TallyPage(ClassPage):
    """`state` holds the items of the form and a row for each person; what is being typed stays in the browser."""

    _esm = script("class_tally.js", of=__file__)

    def __init__(self, classes: ClassDesk) -> None:
        self._form, self._mode, self._way = "", ROOM, "sheets"
        self._moment: Moment = "before"
        self._told: dict[str, str] = {}
        super().__init__(classes, _words())

    def restore(self) -> None:
        """Show the class that is open now."""
        klass = self._classes.current
        self._form = next(iter(klass.forms.values()), "") if klass else ""
        self._told = {}
        self._paint()

    def _on_message(self, _: object, content: dict[str, object], __: object) -> None:
        deeds = {"choose": self._choose, "sheet": self._sheet, "count": self._count}
        act, klass = deeds.get(str(content.get("deed"))), self._classes.current
        if act is None or klass is None:
            return
        try:
            act(klass, content)
        except KitError as error:
            self._told[str(content.get("code") or content.get("exercise") or "")] = str(error)
        except (KeyError, TypeError, ValueError):
            return  # no message of ours
        self._paint()

    def _choose(self, klass: TrainingClass, content: dict[str, object]) -> None:
        """Another form, another moment, another way of counting; what was told of the last one is done with."""
        form = str(content.get("form", self._form))
        self._form = form if form in klass.library.lessons[klass.module.id] else self._form
        self._moment = "after" if str(content.get("moment") or self._moment) == "after" else "before"
        self._mode = str(content.get("mode", self._mode))
        self._way = str(content.get("way", self._way))
        self._told = {}

    @property
    def moment(self) -> Moment:
        """The moment of a test; practice has none."""
        klass = self._classes.current
        return self._moment if klass and self._form in klass.forms.values() else ""

    def _sheet(self, klass: TrainingClass, content: dict[str, object]) -> None:
        """Keep one person's row, or say which cell cannot be meant."""
        code, typed = str(content["code"]), [str(text) for text in cast(list[object], content["typed"])]
        self._told.pop(code, None)
        answers: dict[str, object] = {}
        for exercise, text in zip(items_of(klass, self._form), typed, strict=True):
            try:
                answers[exercise.id] = read_answer(exercise, text)
            except NotATally as error:
                raise NotATally(say("Câu {n}: {what}", n=klass.library.number(exercise.id), what=error)) from error
        save_sheet(klass, SheetTyped(code, self._form, self.moment, answers))

    def _count(self, klass: TrainingClass, content: dict[str, object]) -> None:
        """Keep the heads of one question."""
        exercise = klass.library.exercise(str(content["exercise"]))
        self._told.pop(exercise.id, None)
        heads: dict[str, int] = {}
        for key, text in cast(dict[str, object], content["heads"]).items():
            if not str(text).strip():
                continue
            if not str(text).strip().isdecimal() or len(str(text).strip()) > 5:
                raise NotATally(say("“{typed}” không phải số người.", typed=str(text)[:20]))
            heads[key] = int(str(text))
        save_count(klass, HeadsCounted(exercise.id, self.moment, self._mode, heads))

    def _paint(self) -> None:
        klass = self._classes.current
        if klass is None:
            self.state = {"forms": [], "rows": [], "items": [], "counted": [], "way": self._way}
            return
        plans = [[str(p.id), p.title] for p in klass.module.plans]
        found = items_of(klass, self._form)
        self.state = {
            "forms": plans,
            "form": self._form,
            "test": self._form in klass.forms.values(),
            "moment": self._moment,
            "mode": self._mode,
            "way": self._way,
            "items": [_item(klass, exercise) for exercise in found],
            "rows": self._rows(klass, found),
            "counted": self._counted(klass),
            "absent": _absent(klass, self._form, hands=self._way == "hands"),
        }

    def _rows(self, klass: TrainingClass, found: list[Exercise]) -> list[dict[str, object]]:
        kept = {spelling(s.code): s for s in sheets(klass) if s.form == self._form and s.moment == self.moment}
        odd = doubts_of(klass, {s.code for s in kept.values()}, self._form, str(self.moment))
        doubts = {line.split()[0].rstrip(":"): line for line in odd}
        rows = []
        for person in klass.people:
            sheet = kept.get(spelling(person.code))
            texts = [written_answer(e, sheet.answers.get(e.id)) for e in found] if sheet else []
            told = self._told.get(person.code, "")
            doubt = doubts.get(person.code, "") if sheet and not told else ""
            rows.append(
                {"code": person.code, "texts": texts, "kept": bool(sheet) and not told, "told": told, "doubt": doubt}
            )
        return rows

    def _counted(self, klass: TrainingClass) -> list[dict[str, object]]:
        kept = {c.exercise: c.heads for c in counts(klass) if c.moment == self.moment and c.mode == self._mode}
        rows = []
        for exercise in items_of(klass, self._form):
            if not isinstance(exercise, Lettered):
                continue
            heads = kept.get(exercise.id, {})
            keys = [json.dumps(exercise.answer_of(option), ensure_ascii=False) for option in exercise.option_ids]
            boxes = [[key, letter(n), str(heads.get(key, ""))] for n, key in enumerate(keys)]
            boxes.append(["", say("Không giơ"), str(heads.get("", ""))])
            told, total = self._told.get(exercise.id, ""), sum(heads.values())
            rows.append({"id": exercise.id, "number": klass.library.number(exercise.id), "boxes": boxes, "total": total, "told": told})  # fmt: skip
        return rows


def items_of(klass: TrainingClass, form: str) -> list[Exercise]:
    """The items of a form or lesson that can be typed from paper in a few strokes."""
    lessons = klass.library.lessons[klass.module.id]
    if form not in lessons:
        return []
    return [e for name in lessons[form].exercises if (e := klass.library.exercise(name)).typed]


def _absent(klass: TrainingClass, form: str, *, hands: bool) -> str:
    """Which questions of the lesson stand not here, so that nobody looks for them."""
    lessons = klass.library.lessons[klass.module.id]
    every = [klass.library.exercise(name) for name in lessons[form].exercises] if form in lessons else []
    left = [e for e in every if (not isinstance(e, Lettered) if hands else not e.typed)]
    names = ", ".join(klass.library.number(e.id) for e in left)
    if not names:
        return ""
    if hands:
        return say("Không có ở đây: câu {names}. Các câu này chỉ nhập từng phiếu hoặc làm trên máy.", names=names)
    return say("Không có ở đây: câu {names}. Các câu này làm trên máy hoặc chữa bằng lời.", names=names)


def _item(klass: TrainingClass, exercise: Exercise) -> dict[str, object]:
    """How a cell of this item is typed: one letter, several, or a text that Enter ends."""
    signs, most, how = "", 0, getattr(exercise, "unit", "")
    if isinstance(exercise, Lettered) and one_letter(exercise):
        signs, most = "".join(letter(n) for n in range(len(exercise.option_ids))), 1
        how = f"A–{signs[-1]}"
    elif isinstance(exercise, TrueFalse):
        signs, most = "DS", len(exercise.statements)
        how = say("Đ/S, {n} câu", n=most)
    number = klass.library.number(exercise.id)
    return {"number": number, "signs": signs, "most": most, "how": how}


def _words() -> dict[str, object]:
    return {
        "form": say("Phiếu:"),
        "moments": [["before", say("Trước khóa học")], ["after", say("Sau khóa học")]],
        "moment": say("Làm khi nào:"),
        "ways": [["sheets", say("Từng phiếu")], ["hands", say("Đếm cả lớp")]],
        "modes": [[mode, mode_words(mode)] for mode in MODES.values()],
        "mode": say("Nhóm:"),
        "code": say("Mã"),
        "saved": say("Đã lưu"),
        "question": say("Câu"),
        "total": say("Cộng"),
        "how": say(
            "Gõ chữ của từng câu: con trỏ tự sang ô sau, hết dòng thì tự lưu. Câu bỏ trống gõ dấu -. Câu số gõ xong bấm Enter. Gõ lại được bất cứ lúc nào."
        ),
        "how_hands": say("Ghi số người giơ mỗi thẻ. Đếm đầu người, không đếm máy. Bấm Enter để lưu dòng."),
        "half": say("◐ mới nhập {n} trên {total} ô, chưa lưu. Câu bỏ trống gõ dấu -"),
        "wrong": say("Câu {number}: không có “{sign}” ở câu này. Gõ {how}."),
        "sheets_done": say("Đã nhập {n} phiếu.", n="#"),
        "going": say("Tìm mã:"),
    }


def class_tally() -> object:
    """The page “Nhập phiếu giấy”."""
    return laid_out(TallyPage)
