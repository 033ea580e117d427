"""An exercise that lies before somebody: shows, checks, hints, explains, saves. It knows no kind, no rule and no host."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import cast

from kit.answers import Record
from kit.desk.local_lines import local_lines
from kit.desk.session import Given, Session
from kit.desk.sources import notes
from kit.desk.state import SURENESS, state_of
from kit.desk.views import control
from kit.document.html import prose
from kit.document.markdown import parse
from kit.document.tree import citations
from kit.errors import KitError
from kit.handin import too_deep
from kit.kinds import Exercise
from kit.kinds.base import Verdict
from kit.messages import say

MOST_LETTERS = 20_000
MOST_OF = 60  # letters of a page's mark


class TooLong(KitError):
    """An answer that no person types."""


class NotAnAnswer(KitError):
    """Something that no page of ours sends."""


class NoMoreTries(KitError):
    """The tries that the author allowed are used up."""


class OpenExercise:
    """`face` is drawn once; `state` changes with every deed; `restored` writes an answer back when its `n` goes up.

    `of` in both is the page's own mark of the answer they speak of: a page that has moved on since lets them be.
    """

    def __init__(self, exercise: Exercise, here: Session) -> None:
        self.exercise, self._session = exercise, here
        self._answer: object = None
        self._verdict: Verdict | None = None
        self._sure = ""  # how sure the learner says to be of the answer that comes along
        self._given: Given | None = None
        self._of = ""
        self.face = face_of(exercise, here)
        self.state: dict[str, object] = {}
        self.restored: dict[str, object] = {"answer": None, "n": 0, "of": ""}
        self.restore()

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on the answer on show; None while there is none."""
        return self._verdict

    def restore(self) -> None:
        """Show the learner's last answer and its verdict as they were left, or a fresh sheet."""
        if self.exercise.shuffle:
            self.face = face_of(self.exercise, self._session)  # each learner has an order of her own
        attempt, self._of = self._session.reading.last(self.exercise.id), ""
        self._show(attempt.answer if attempt else None)
        self._write(self._answer)

    def act(self, content: dict[str, object], given: Given | None = None) -> None:
        """Do what the page asks: check, hint, explain, retry; what goes wrong is told in the state.

        `given`: when and under which name the answer was given, where it comes from a telephone that kept it.
        """
        deeds = {"check": self.check, "hint": self._hint, "explain": self._explain, "retry": self._retry}
        deed = deeds.get(str(content.get("deed")))
        if deed is None:
            return  # “look”: how things stand now
        said, of, before = content.get("sure"), content.get("of"), self._of
        self._sure, self._given = said if isinstance(said, str) and said in SURENESS else "", given
        if deed in (self.check, self._retry):  # a hint and an explanation leave the verdict that stands
            self._of = of[:MOST_OF] if isinstance(of, str) else ""
        try:
            deed(content.get("answer"))
        except KitError as error:
            self._of = before  # the verdict that stands is still that of the answer before
            self.state = {**self.state, "saved": str(error), "unsaved": True}

    def check(self, answer: object) -> None:
        """Judge an answer, keep it, then show the verdict: nothing is called saved before it is."""
        if too_deep(answer) or len(json.dumps(answer, ensure_ascii=False, default=str)) > MOST_LETTERS:
            raise TooLong(say("Câu trả lời quá dài. Hãy rút gọn còn dưới {n} chữ cái.", n=MOST_LETTERS))
        if self._came_before(answer):
            self._show(answer)
            return
        verdict = self._judged(answer)
        kept = self._is_kept(answer)
        tries, most = self._session.reading.count(self.exercise.id, "attempt"), self.exercise.tries
        if most and tries >= most and not kept:
            raise NoMoreTries(say("Đã hết {n} lượt làm. Hãy xem giải thích.", n=most))
        if self.exercise.confidence and self._sure not in SURENESS and verdict.status != "unanswered":
            verdict = Verdict("unanswered", words=(say("Hãy chọn thêm: bạn chắc đến đâu?"),))
        if verdict.status != "unanswered" and not kept:
            self._keep(answer, verdict)
        self._answer, self._verdict = answer, verdict
        self._paint()

    def _judged(self, answer: object) -> Verdict:
        """The verdict; an answer of another shape than the kind's is told as none."""
        try:
            return self.exercise.check(answer)
        except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
            raise NotAnAnswer(say("Trang gửi câu trả lời không đúng cách. Tải lại trang rồi trả lời lại.")) from error

    def _came_before(self, answer: object) -> bool:
        """Was this very answer sent before, under its id? Raises NotAnAnswer for another answer under a used one."""
        if self._given is None:
            return False
        same = next((r for r in self._session.reading.records if r.id == self._given.id), None)
        if same is not None and (same.exercise, same.answer) != (self.exercise.id, answer):
            raise NotAnAnswer(say("Trang gửi câu trả lời không đúng cách. Tải lại trang rồi trả lời lại."))
        return same is not None

    def _keep(self, answer: object, verdict: Verdict) -> None:
        sealed = self.exercise.sealed
        status, points = ("recorded", None) if sealed else (verdict.status, verdict.points)
        record = Record("attempt", self.exercise.id, self.exercise.digest, answer, status, points, sure=self._sure)
        if self._given:
            record = replace(record, id=self._given.id, at=self._given.at, arrived=self._given.arrived)
        self._session.record(record)

    def _is_kept(self, answer: object) -> bool:
        """Is this the very answer kept last? A second click on the button is no second try."""
        last = self._session.reading.last(self.exercise.id)
        return last is not None and (last.answer, last.digest, last.sure) == (answer, self.exercise.digest, self._sure)

    def _show(self, answer: object) -> None:
        self._answer = answer
        try:
            self._verdict = None if answer is None else self.exercise.check(answer)
        except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError):
            self._verdict = None
        if answer is not None and (self._verdict is None or self._verdict.status == "unanswered"):
            self._answer, self._verdict = None, None  # an answer to an older wording that no longer fits
        self._paint()

    def _write(self, answer: object) -> None:
        self.restored = {
            "answer": answer,
            "n": cast(int, self.restored["n"]) + 1,  # the same answer is written again after “retry”
            "of": self._of,
        }

    def _paint(self) -> None:
        here = self._session
        state = state_of(self.exercise, here.reading, here.learner, self._verdict, self._sources)
        self.state = {**state, "of": self._of}

    def _sources(self) -> str:
        cited = citations(parse(self.exercise.explanation))
        return notes(self._session.library, [*cited, *self.exercise.sources])

    def _hint(self, _: object) -> None:
        if self._session.reading.count(self.exercise.id, "hint") < len(self.exercise.hints):
            self._session.record(Record("hint", self.exercise.id))
        self._paint()

    def _explain(self, _: object) -> None:
        done = self._session.reading.count
        if done(self.exercise.id, "attempt") and not done(self.exercise.id, "explain"):
            self._session.record(Record("explain", self.exercise.id))
        self._paint()

    def _retry(self, _: object) -> None:
        self._verdict = None
        self._write(None)
        self._paint()


def face_of(exercise: Exercise, here: Session) -> dict[str, object]:
    """What is drawn once: words, prompt, picture, control; made without the key, and once for everyone who sees it alike."""
    drawn = here.faces.get(exercise.id)
    if exercise.shuffle or drawn is None or drawn[0] is not exercise:
        drawn = here.faces[exercise.id] = exercise, _face(exercise, here)
    return drawn[1]


def _face(exercise: Exercise, here: Session) -> dict[str, object]:
    number = here.library.number(exercise.id)
    check = say("Kiểm tra") if exercise.judged and not exercise.sealed else say("Ghi lại")
    sure = {"legend": say("Bạn chắc đến đâu?"), "choices": [[v, w()] for v, w in SURENESS.items()]}
    return {
        "id": exercise.id,
        "heading": say("Bài tập {number}", number=number).strip(),
        "kind": say("{kind} · khoảng {n} phút", kind=say(exercise.title), n=exercise.minutes),
        "prompt": prose(exercise.prompt),
        "local": local_lines(exercise.local, exercise.id.partition("/")[0], here),
        "image": _picture(exercise, here),
        "control": control(exercise, here.learner.name if here.learner else ""),
        "sure": sure if exercise.confidence else None,
        "words": {"check": check, "explain": say("Xem giải thích"), "retry": say("Làm lại"), "hints": say("Gợi ý")},
    }


def _picture(exercise: Exercise, here: Session) -> dict[str, str] | None:
    path = here.library.image(exercise)
    if path is None or exercise.image is None or not path.is_file():
        return None
    return {"src": here.address(path), "alt": exercise.image.alt}
