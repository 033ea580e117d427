"""One learner at her own telephone: her log, what lies open before her, one deed after the other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kit.answers import AnyLog, Desk, Learner, Record
from kit.classroom.attempts import AttemptTable
from kit.desk import Given, OpenExercise, OpenWorkbook, Session
from kit.errors import KitError
from kit.messages import say
from kit.workbooks import Shelf

MOST_AGE = timedelta(days=60)  # a telephone may be switched off for a while
PROMPT = timedelta(seconds=5)  # what comes in sooner was on no dead line
MOST_RECORDS = 4_000  # deeds of one learner: two days have two hundred
ATTEMPT_ID = re.compile(r"[a-f0-9]{32}")


class NoDeed(KitError):
    """What came from a page is no deed of ours."""


class OwnDesk(Desk):
    """The answers folder as one learner sees it: who works here is she, whoever else sits in the room."""

    def __init__(self, folder: Path, table: AttemptTable | None = None) -> None:
        super().__init__(folder)
        self._who: Learner | None = None
        self._table = table

    def log(self, learner: Learner) -> AnyLog:
        return self._table.log(learner, self.machine) if self._table else super().log(learner)

    @property
    def current(self) -> Learner | None:
        return self._who

    @current.setter
    def current(self, learner: Learner | None) -> None:
        self._who = learner


class Seat:
    """What the server keeps of one learner while the class is on."""

    def __init__(self, session: Session, learner: Learner, shelf: Shelf, *, shared: bool = False) -> None:
        self.session, self._shared = session, shared  # shared: another server may have taken an answer of hers
        self._shelf = shelf
        self._exercises: dict[str, OpenExercise] = {}
        self._books: dict[str, OpenWorkbook] = {}
        session.enter(learner)

    @property
    def learner(self) -> Learner:
        assert self.session.learner is not None
        return self.session.learner

    def heads(self, people: int) -> None:
        """So many are at this telephone from now on."""
        if people != self.learner.people:
            self.session.enter(Learner(self.learner.name, self.learner.picture, people))

    def exercise(self, name: str) -> OpenExercise:
        """An exercise as it lies before her."""
        exercise = self.session.library.exercise(name)
        known = self._exercises.get(name)
        if known is None or known.exercise is not exercise:  # the author may have mended it meanwhile
            known = self._exercises[name] = OpenExercise(exercise, self.session)
        return known

    def sheet(self, name: str) -> dict[str, object]:
        """What a page needs to draw an exercise as it was left."""
        if self._shared:
            self.session.refresh()
        opened = self.exercise(name)
        opened.restore()
        return {"face": opened.face, "state": opened.state, "restored": opened.restored}

    def answer(self, body: dict[str, object]) -> dict[str, object]:
        """One deed of hers; what is called saved in the answer lies on the disk. Raises KitError."""
        if self._shared:
            self.session.refresh()
        opened = self.exercise(str(body.get("exercise", ""))[:200])
        before, face = opened.restored["n"], opened.face
        given = self._after(given_of(body)) if body.get("deed") == "check" else None
        if len(self.session.reading.records) >= MOST_RECORDS:
            raise NoDeed(say("Mã này đã gửi quá nhiều lượt. Nhờ giảng viên xem lại."))
        opened.act(body, given)
        changed = {"restored": opened.restored} if opened.restored["n"] != before else {}
        return {"state": opened.state, **changed, **({"face": opened.face} if opened.face is not face else {})}

    def _after(self, given: Given) -> Given:
        """A telephone sends what it kept in the order in which it was given: nothing comes before what is kept already."""
        last = next((r.at for r in reversed(self.session.reading.records) if r.deed != "learner"), "")
        return replace(given, at=last, arrived=given.arrived or given.at) if given.at < last <= _now() else given

    def last(self, exercise: str) -> Record | None:
        """Her latest answer to an exercise."""
        return self.session.reading.last(exercise)

    def workbook(self, name: str) -> OpenWorkbook:
        """A workbook as it lies before her. Raises KitError for a name that is none."""
        if name not in self._books:
            self._books[name] = OpenWorkbook(self._shelf.get(name), self.session)
        return self._books[name]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def given_of(body: dict[str, object], now: datetime | None = None) -> Given:
    """When an answer was given: the telephone tells how long ago that was, as its clock may be wrong by years.

    `id` is drawn by the telephone and stays the same however often the answer is sent. Raises NoDeed.
    """
    id_, age = body.get("id"), body.get("age", 0)
    if not isinstance(id_, str) or not ATTEMPT_ID.fullmatch(id_):
        raise NoDeed(say("Trang gửi câu trả lời không đúng cách. Tải lại trang rồi trả lời lại."))
    seconds = age if isinstance(age, int | float) and not isinstance(age, bool) and age == age else 0
    ago = timedelta(seconds=float(min(max(0, seconds), MOST_AGE.total_seconds())))
    arrived = now or datetime.now(UTC)
    late = arrived.isoformat(timespec="milliseconds") if ago > PROMPT else ""
    return Given(id_, (arrived - ago).isoformat(timespec="milliseconds"), late)
