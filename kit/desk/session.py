"""Who is signed in, and what they have done: shared by every widget of a lesson."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from glob import escape
from pathlib import Path
from typing import TypeAlias
from weakref import WeakMethod

from kit.answers import Desk, Learner, Reading, Record
from kit.course import Library, find_home
from kit.desk.looks import within
from kit.errors import CannotRead, CannotWrite, KitError
from kit.files import write_whole
from kit.handin import ForClass, NotHandedIn, class_of, file_name, pack
from kit.kinds import Exercise
from kit.messages import say


class SomeoneElse(KitError):
    """Another window signed in another learner since this lesson showed its own."""


Faces: TypeAlias = dict[str, tuple[Exercise, dict[str, object]]]  # what was drawn of each exercise


@dataclass(frozen=True)
class Given:
    """When an answer was given and under which id it travels, told by a telephone that kept it; `arrived`: when it came in."""

    id: str
    at: str
    arrived: str = ""


@dataclass
class Session:
    """One learner's view of an answers folder: of a laptop, or at a telephone of her own."""

    library: Library
    desk: Desk
    learner: Learner | None = None
    reading: Reading = field(default_factory=Reading)
    waiting: list[Record] = field(default_factory=list)  # done before anyone signed in
    trouble: str = ""
    for_class: ForClass = field(default_factory=ForClass)  # the class that this folder was made for
    address: Callable[[Path], str] = within  # where a page finds a picture
    sounds: Callable[[Path], str] | None = None  # where it hears a recording; else among JupyterLab's files
    faces: Faces = field(default_factory=dict)  # what was drawn; may be shared
    _listeners: list[WeakMethod[Callable[[], None]]] = field(default_factory=list)
    _watchers: list[WeakMethod[Callable[[], None]]] = field(default_factory=list)

    def sound_address(self, path: Path) -> str:
        """Where the page hears a recording: sounds are too long to travel inside a page."""
        return self.sounds(path) if self.sounds else f"files/{path.relative_to(self.library.home).as_posix()}"

    def enter(self, learner: Learner | None) -> None:
        """Sign in or out; attempts made before signing in go to whoever signs in first."""
        if learner is not None:
            log = self.desk.log(learner)
            known = [r for r in log.read().records if r.learner]
            if not known or (known[-1].picture, known[-1].people) != (learner.picture, learner.people):
                log.append(Record("learner", learner=learner.name, picture=learner.picture, people=learner.people))
        self.desk.current = learner
        self.refresh()

    def refresh(self) -> None:
        """Read again who is signed in and what they have done, and tell every widget."""
        self.learner = self.desk.current
        self.reading, self.trouble = Reading(tuple(self.waiting)), ""
        if self.learner is not None:
            log = self.desk.log(self.learner)
            try:
                while self.waiting:
                    log.append(replace(self.waiting[0], people=self.learner.people, class_id=self.for_class.id))
                    del self.waiting[0]
            except KitError as error:
                self.trouble = str(error)
            try:
                self.reading = log.read()
            except CannotRead as error:
                self.reading, self.trouble = Reading(), str(error)
            if self.reading.damaged:
                with suppress(KitError):  # a full disk must not keep the lesson from opening
                    log.set_damage_aside(self.reading)
                self.trouble = say(
                    "{n} dòng trong bài làm bị hỏng (có thể do mất điện) đã được để riêng. Các câu đã báo “Đã lưu” vẫn còn.",
                    n=len(self.reading.damaged),
                )
        _call(self._listeners)
        _call(self._watchers)  # last: who sees the new name must find the exercises already theirs

    def record(self, record: Record) -> bool:
        """Keep a deed; True when it is on the disk, False when it waits for someone to sign in.

        Raises SomeoneElse, and keeps nothing, when another window has signed in another learner: an
        answer given under one name must not be stored under another.
        """
        now = self.desk.current
        if now != self.learner:
            self.refresh()
            raise SomeoneElse(
                say("Người làm bài ở máy này đã đổi thành {name}. Hãy trả lời lại.", name=now.name if now else "—")
            )
        if self.learner is None:
            self.waiting.append(record)
        else:
            record = replace(record, people=self.learner.people, class_id=self.for_class.id)
            self.desk.log(self.learner).append(record)
        self.reading = Reading((*self.reading.records, record), self.reading.damaged)
        _call(self._watchers)
        return self.learner is not None

    def hand_in(self) -> tuple[Path, bytes, list[str]]:
        """Write the learner's work as one file, from the log that paints the screen; returns it and what to tell.

        Also drops it into the class's shared folder where one is named and can be reached.
        """
        if self.learner is None:
            raise NotHandedIn(say("Hãy ghi mã học viên trước khi nộp bài."))
        reading = self.desk.log(self.learner).read()
        if not any(record.deed == "attempt" for record in reading.records):
            raise NotHandedIn(say("Chưa có câu trả lời nào để nộp."))
        made = datetime.now(UTC)
        content = pack(self.learner, self.for_class.id, reading, made)
        path = self.library.home / "nop-bai" / file_name(self.learner, self.for_class.id, made.astimezone())
        write_whole(path, content, sync=True)
        told = [say("Đã ghi tệp nộp bài: {name}. Chép sang USB hoặc gửi cho giảng viên.", name=path.name)]
        if self.for_class.folder:
            told.append(self._drop(Path(self.for_class.folder), path.name, content))
        return path, content, told

    def _drop(self, shared: Path, name: str, content: bytes) -> str:
        """A copy for the shared folder; a drive that is away today must not be made up on this disk."""
        away = say("Không mở được thư mục chung {folder}: đưa tệp cho giảng viên.", folder=shared)
        try:
            if not shared.is_dir():
                return away
            write_whole(shared / name, content)
        except (CannotWrite, OSError):
            return away
        return say("Đã gửi vào thư mục chung của lớp.")

    def erase(self) -> None:
        """Delete what the learner left and sign out."""
        if self.learner is not None:
            self.desk.log(self.learner).erase()
            own = Path(self.learner.file_name).stem
            handed = (self.library.home / "nop-bai").glob(f"nop-bai-*{escape(own)}-*")
            for path in [*(self.desk.folder / "workbooks").glob(f"{escape(own)}--*"), *handed]:
                path.unlink(missing_ok=True)
        self.enter(None)

    def listen(self, method: Callable[[], None]) -> None:
        """Call `method` whenever another learner's work is to be shown; widgets that are gone are forgotten."""
        self._listeners.append(WeakMethod(method))

    def watch(self, method: Callable[[], None]) -> None:
        """Call `method` after every deed that is kept and every change of learner, for names and counts on show."""
        self._watchers.append(WeakMethod(method))


def _call(references: list[WeakMethod[Callable[[], None]]]) -> None:
    references[:] = [reference for reference in references if reference() is not None]
    for reference in list(references):
        method = reference()
        if method is not None:
            method()


@cache
def session() -> Session:
    """The session of this kernel, in the folder that `kit start` named or that holds the notebook."""
    library = Library(find_home())
    made = Session(library, Desk(library.home / "answers"), for_class=class_of(library.home))
    made.refresh()
    return made
