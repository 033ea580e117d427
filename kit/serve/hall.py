"""A class as its telephones meet it: seats, pages, the room, and what came in; no web framework here."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from kit.answers import Learner, Record, parse
from kit.classroom.attempts import AttemptTable
from kit.classroom.collect import erased_names, fingerprint, logs
from kit.classroom.folder import TrainingClass
from kit.classroom.slips import Slips
from kit.classroom.votes import Vote, on_paper, together
from kit.course import LessonPlan
from kit.desk import Faces, Session
from kit.desk.progress import Progress, facts_of, following, lesson_progress
from kit.desk.state import badge
from kit.errors import KitError
from kit.handin import ForClass
from kit.messages import say
from kit.serve.lessons import drawn
from kit.serve.pictures import Pictures
from kit.serve.room import Room
from kit.serve.seat import OwnDesk, Seat, given_of
from kit.workbooks import Shelf

MOST_HEADS = 30


class NotLetIn(KitError):
    """Whoever asks is nobody of this class, or no longer."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents, as one learner sees it."""

    plan: LessonPlan
    facts: str
    progress: Progress
    open: bool
    test: bool


class Hall:
    """One class and everyone in it. Seats may be used from several threads, each by one at a time."""

    def __init__(self, klass: TrainingClass, at: str = "/", table: AttemptTable | None = None) -> None:
        self.klass, self.library, self.module = klass, klass.library, klass.module
        self.slips, self.room, self.pictures = Slips(klass), Room(klass.path, klass.module, klass.library), Pictures(at)
        self.folder = klass.path / "handed-in"
        self.for_class = ForClass(klass.id, klass.title)
        self.latest: dict[str, dict[str, Record]] = {}  # exercise to code to the answer that counts in the room
        self.came: set[str] = set()  # codes that have come in, now or before the laptop was started again
        self._files: dict[str, str] = {}  # name of a log to code
        self.lessons = self.library.lessons[self.module.id]
        self.steps, self.told = drawn(self.library, self.module, self.pictures)  # told: what could not be opened
        self.table = table
        self._row = 0  # the last of the table that was seen
        self._seats: dict[str, Seat] = {}
        self._faces: Faces = {}
        self.shelf = Shelf(self.library.home)
        self._gate = threading.RLock()
        self._class_file = self._erased_file = 0
        self._erased: set[str] = set()
        self._paper: tuple[int, dict[str, list[Vote]]] = (-1, {})
        self._remember()

    def _remember(self) -> None:
        """What came in before the laptop was started: by telephone, stick or shared folder."""
        self._files |= {Learner(person.code).file_name: person.code for person in self.klass.people}
        for name, reading in logs(self.klass):
            person = self.klass.find(name)
            for record in reading.records if person else ():
                if person:
                    self._count(person.code, record)
        self.look_around()

    def look_around(self) -> bool:
        """See what other servers of the class took and opened meanwhile; True when there was anything."""
        seen = self.room.look()
        if self.table is None:
            return seen
        self._look()
        self._row, added = self.table.since(self._row)
        for log, line in added:
            code = self._files.get(log, "")
            for record in parse(line).records:
                if code and not self._is_gone(code):
                    self._count(code, record)
        return seen or bool(added)

    # ── who is here ──
    def code_of(self, typed: str) -> str:
        """The code of the roster that was typed, "" for none."""
        self._look()
        clean = re.sub(
            r"(?<=[^\W\d_])[oO](?=[\dOo]*\d)", "0", " ".join(typed[:60].split())
        )  # the letter O for a nought
        person = self.klass.find(typed[:60]) or self.klass.find(clean)
        if person is None and clean.isdecimal():  # “12” is HV012, as on paper
            same = [p for p in self.klass.people if (n := re.search(r"\d+$", p.code)) and int(n[0]) == int(clean)]
            person = same[0] if len(same) == 1 else None
        return person.code if person else ""

    def _look(self) -> None:
        """The class file may have been saved, and somebody erased, on another page of the trainer's."""
        with self._gate:
            now, gone = _stamp(self.klass.file), _stamp(self.klass.path / "erased.json")
            if now != self._class_file:
                self._class_file = now
                self.klass.refresh()
            if gone != self._erased_file:
                self._erased, self._erased_file = erased_names(self.klass), gone
                self._erase_in_table()
                self._seats = {code: seat for code, seat in self._seats.items() if not self._is_gone(code)}
                left = {x: {c: r for c, r in by.items() if not self._is_gone(c)} for x, by in self.latest.items()}
                self.latest = left
                self.came = {code for code in self.came if not self._is_gone(code)}

    def _erase_in_table(self) -> None:
        """Whoever was erased in the class's folder is erased in the database too, also when that was long ago."""
        for log, lines in self.table.logs() if self.table else ():
            names = [r.learner for r in parse(lines).records if r.learner]
            if self.table and any(fingerprint(self.klass, name) in self._erased for name in names):
                self.table.erase(log)

    def _is_gone(self, code: str) -> bool:
        return fingerprint(self.klass, code) in self._erased

    def seat(self, code: str) -> Seat:
        """The seat of a code of the roster. Raises NotLetIn for nobody's, and for whoever was erased."""
        with self._gate:
            self._look()
            if self._is_gone(code):
                raise NotLetIn(say("Bài của mã {code} đã được xóa theo yêu cầu.", code=code))
            if self.klass.find(code) is None:
                raise NotLetIn(say("Mã {code} không còn trong danh sách lớp. Hỏi giảng viên.", code=code))
            if code not in self._seats:
                session = Session(self.library, OwnDesk(self.folder, self.table), for_class=self.for_class, address=self.pictures.address, sounds=self.pictures.address, faces=self._faces)  # fmt: skip
                self.came.add(code)
                self._seats[code] = Seat(session, self._known(session, code), self.shelf, shared=self.table is not None)
            return self._seats[code]

    def _known(self, session: Session, code: str) -> Learner:
        """The learner as her log has her: so many heads as were told last."""
        named = [r for r in session.desk.log(Learner(code)).read().records if r.learner]
        return Learner(code, "", named[-1].people if named else 1)

    @property
    def signed_in(self) -> int:
        """How many codes have come in."""
        return len(self.came)

    # ── what she does ──
    def answer(self, code: str, body: dict[str, object]) -> dict[str, object]:
        """A deed of a learner at an exercise. Raises KitError."""
        name = str(body.get("exercise", ""))[:200]
        if body.get("deed") == "check":
            self.room.demand_open(name, datetime.fromisoformat(given_of(body).at))
        else:
            self.room.lesson(self.room.lesson_of(name))
        with self.writing(code) as seat:
            told = seat.answer(body)
        if record := seat.last(name):
            self._count(code, record)
        return {**told, "state": self._veiled(name, cast(dict[str, object], told["state"]))}

    @contextmanager
    def writing(self, code: str) -> Iterator[Seat]:
        """The seat of a code for a deed that writes. Whoever is erased meanwhile leaves nothing behind. Raises NotLetIn."""
        seat = self.seat(code)
        yield seat
        self._look()
        if self._is_gone(code):
            seat.session.erase()
            raise NotLetIn(say("Bài của mã {code} đã được xóa theo yêu cầu.", code=code))

    def sheet(self, code: str, name: str) -> dict[str, object]:
        """An exercise as it was left, for a page."""
        drawn = self.seat(code).sheet(name)
        return {**drawn, "state": self._veiled(name, cast(dict[str, object], drawn["state"]))}

    def _veiled(self, name: str, state: dict[str, object]) -> dict[str, object]:
        """While the whole room is at a question, nobody is told whether she was right before all are."""
        stand = self.room.stand
        if name != stand.asked or name in stand.explained or state["status"] not in ("correct", "partly", "wrong"):
            return state
        words = [say("Đã ghi. Chờ cả lớp, giảng viên sẽ cho xem giải thích.")]
        return {
            **state,
            "status": "recorded",
            "badge": badge("recorded"),
            "words": words,
            "marks": {},
            "can_explain": False,
            "explanation": "",
        }

    def _count(self, code: str, record: Record) -> None:
        """Which answer of hers counts in the room: of practice the first, before any explanation; else the last."""
        if record.deed != "attempt":
            return
        self.came.add(code)
        known = self.latest.setdefault(record.exercise, {})
        test = self.module.is_test(self.room.lesson_of(record.exercise))
        if test or record.status == "recorded" or code not in known:
            known[code] = record

    def contents(self, seat: Seat) -> list[Entry]:
        """Lessons and tests with this learner's progress."""
        reading = seat.session.reading
        return [
            Entry(plan, facts_of(self.module, plan, self.lessons[plan.id]), lesson_progress(self.library, self.lessons[plan.id], reading), plan.id in self.room.stand.open, self.module.is_test(plan.id))
            for plan in self.module.plans
            if plan.id in self.steps
        ]  # fmt: skip

    def go_on(self, seat: Seat, lessons: list[Entry]) -> Entry | None:
        """Where she goes on: the lesson that she was at last, or else the first that is not done."""
        last = seat.session.reading.records[-1].exercise if seat.session.reading.records else ""
        left = [entry for entry in lessons if entry.open and entry.progress.state != "done"]
        return next((e for e in left if last in self.lessons[e.plan.id].exercises), left[0] if left else None)

    def form_of(self, code: str) -> str:
        """The form that the roster dealt her for before the course, "A" or "B"; "" where there is one or none."""
        person = self.klass.find(code)
        return person.first if person and len(self.klass.forms) > 1 else ""

    def after(self, plan: LessonPlan) -> LessonPlan | None:
        """The open lesson that comes after this one."""
        found = following(self.module, plan)
        return found if found and found.id in self.room.stand.open and found.id in self.steps else None

    # ── what came in ──
    def heads(self, exercise: str) -> int:
        """How many have answered an exercise."""
        self._look()
        if self._on_paper().get(exercise):
            return sum(vote.heads for vote in self.votes(exercise))
        return sum(record.people for record in self.latest.get(exercise, {}).values())

    def votes(self, exercise: str) -> list[Vote]:
        """Everyone's latest answer to an exercise: telephones, sheets that were typed in, hands that were counted."""
        self._look()
        own = {code: Vote(code, r.answer, r.people) for code, r in self.latest.get(exercise, {}).items()}
        return together(own, self._on_paper().get(exercise, []))

    def _on_paper(self) -> dict[str, list[Vote]]:
        stamp = _stamp(self.klass.path / "tallies.jsonl")
        if stamp != self._paper[0]:
            self._paper = (stamp, on_paper(self.klass))
        return self._paper[1]


def _stamp(path: Path) -> int:
    try:
        about = path.stat()
    except OSError:
        return 0
    return int(about.st_mtime_ns ^ about.st_size)
