"""What the trainer has open for the room: lessons and tests, the question that all are at, what is explained.

room.json lies in the folder of the class and is written before anyone is told, so that a laptop that was started
again goes on where the room was.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kit.course import Lesson, Library, Module
from kit.errors import KitError
from kit.files import write_whole
from kit.messages import say

GRACE = timedelta(seconds=20)  # of an answer that was on its way when the trainer closed


class Closed(KitError):
    """Something that the trainer has not opened, or has closed."""


@dataclass(frozen=True)
class Stand:
    """How the room stands. `open`: ids of lessons; `asked`: the exercise that all are at, "" for none;
    `explained`: exercises whose explanation all may see; `texts`: ids of written answers that the wall shows;
    `closed`: lesson id to the moment at which it was closed last."""

    open: tuple[str, ...] = ()
    asked: str = ""
    explained: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    closed: dict[str, str] = field(default_factory=dict)
    opened: dict[str, str] = field(default_factory=dict)  # lesson id to the moment at which it was opened first


class Room:
    """The room of a class; every change is on the disk before `told` is called."""

    def __init__(self, folder: Path, module: Module, library: Library) -> None:
        self.path = folder / "room.json"
        self._module, self._lessons = module, library.lessons[module.id]
        self._stamp = 0
        self.stand = self._read()
        self.turn = 0  # goes up with every change
        self.told: Callable[[], None] = lambda: None

    def _read(self) -> Stand:
        fresh = Stand(open=tuple(plan.id for plan in self._module.lessons if plan.id in self._lessons))
        self._stamp = _stamp(self.path)
        try:
            body = json.loads(self.path.read_text(encoding="utf-8"))
            found = Stand(
                open=tuple(name for name in body["open"] if name in self._lessons),
                asked=str(body["asked"]),
                explained=tuple(map(str, body["explained"])),
                texts=tuple(map(str, body["texts"])),
                closed=_moments(body["closed"]),
                opened=_moments(body.get("opened", {})),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return fresh  # lessons open, tests closed: nothing that was answered hangs on this file
        return found if not found.asked or self.lesson_of(found.asked) else replace(found, asked="")

    def look(self) -> bool:
        """Another server of the class, or an older program, may have opened something: True when it has."""
        if _stamp(self.path) == self._stamp:
            return False
        before, self.stand = self.stand, self._read()
        return self.stand != before

    def lesson_of(self, exercise: str) -> str:
        """The lesson that an exercise stands in, "" for none of this class."""
        return next((name for name, lesson in self._lessons.items() if exercise in lesson.exercises), "")

    def lesson(self, name: str) -> Lesson:
        """A lesson that is open. Raises Closed."""
        if name not in self._lessons or name not in self.stand.open:
            raise Closed(say("Phần này chưa mở. Chờ giảng viên mở, trang sẽ tự vào."))
        return self._lessons[name]

    def demand_open(self, exercise: str, at: datetime) -> None:
        """Raise Closed unless an answer to this exercise, given at this moment, may still come in."""
        name = self.lesson_of(exercise)
        if not name:
            raise Closed(say("Câu này không thuộc lớp đang mở."))
        opened = self.stand.opened.get(name)
        if opened and at < datetime.fromisoformat(opened) - GRACE:
            raise Closed(say("Câu trả lời này được làm trước khi giảng viên mở phần này: không được nhận."))
        if name in self.stand.open:
            return
        closed = self.stand.closed.get(name)
        if closed is None:
            raise Closed(say("Phần này chưa mở. Chờ giảng viên mở, trang sẽ tự vào."))
        if at > datetime.fromisoformat(closed) + GRACE:
            raise Closed(say("Giảng viên đã đóng phần này: câu trả lời này không được nhận."))

    # ── what the trainer does ──
    def act(self, deed: str, name: str) -> None:
        """Open or close a lesson, ask a question, explain it, show a written answer. Raises KitError."""
        deeds: dict[str, Callable[[str], Stand]] = {
            "open": self._open,
            "close": self._close,
            "ask": self._ask,
            "unask": lambda _: replace(self.stand, asked=""),
            "explain": self._explain,
            "unexplain": lambda name: replace(
                self.stand, explained=tuple(x for x in self.stand.explained if x != name)
            ),
            "text": lambda id_: replace(self.stand, texts=tuple(dict.fromkeys((*self.stand.texts, id_)))),
            "untext": lambda id_: replace(self.stand, texts=tuple(t for t in self.stand.texts if t != id_)),
        }
        if deed not in deeds:
            raise Closed(say("Không có việc này."))
        self._put(deeds[deed](name))

    def _open(self, name: str) -> Stand:
        if name not in self._lessons:
            raise Closed(say("Lớp này không có bài “{name}”.", name=name[:60]))
        closed = {k: v for k, v in self.stand.closed.items() if k != name}
        opened = {name: datetime.now(UTC).isoformat(timespec="milliseconds"), **self.stand.opened}
        return replace(self.stand, open=tuple(dict.fromkeys((*self.stand.open, name))), closed=closed, opened=opened)

    def _close(self, name: str) -> Stand:
        left = tuple(other for other in self.stand.open if other != name)
        closed = {**self.stand.closed, name: datetime.now(UTC).isoformat(timespec="milliseconds")}
        asked = "" if self.lesson_of(self.stand.asked) == name else self.stand.asked
        return replace(self.stand, open=left, closed=closed, asked=asked)

    def _ask(self, exercise: str) -> Stand:
        name = self.lesson_of(exercise)
        if not name:
            raise Closed(say("Câu này không thuộc lớp đang mở."))
        if self._module.is_test(name) and name not in self.stand.open:
            raise Closed(say("Phiếu kiểm tra này đang đóng. Mở phiếu cho cả lớp trước, rồi mới chiếu câu."))
        stand = self.stand if name in self.stand.open else self._open(name)
        return replace(stand, asked=exercise)

    def _explain(self, exercise: str) -> Stand:
        if self._module.is_test(self.lesson_of(exercise)):
            raise Closed(say("Câu của phiếu kiểm tra: chữa sau khi cả lớp làm xong lần thứ hai, bằng bản giảng viên."))
        return replace(self.stand, explained=tuple(dict.fromkeys((*self.stand.explained, exercise))))

    def _put(self, stand: Stand) -> None:
        body: dict[str, object] = asdict(stand)
        write_whole(self.path, json.dumps(body, ensure_ascii=False).encode(), sync=True)
        self.stand, self._stamp = stand, _stamp(self.path)
        self.turn += 1
        self.told()


def _moments(body: dict[str, str]) -> dict[str, str]:
    return {
        str(name): datetime.fromisoformat(moment).isoformat(timespec="milliseconds") for name, moment in body.items()
    }


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
