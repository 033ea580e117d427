"""A learner's work as one small file: made from the log that paints the screen, read again with distrust.

The first line says whose it is, for which class, and how to see that nothing got lost on the way; the
rest is the log's own lines. It travels by USB stick, shared folder or chat, so whatever comes back may be
cut, doubled, renamed, foreign or made up: reading never runs anything and never believes a mark.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kit.answers import Learner, Reading, Record, as_line, parse
from kit.errors import KitError
from kit.messages import say
from kit.vietnamese import nfc, slug

MARK = "bai-nop"
HEAD_ROOM = 4096  # for the first line
MOST_BYTES = 20 * 1024 * 1024  # a learner's two days are about 100 kB
MOST_NAME, MOST_PEOPLE = 60, 30
MOST_DEPTH = 8  # the richest kind of exercise nests two
FIRST_YEAR, LAST_YEAR = 1970, 2199  # what a clock can say whose battery is empty
MOST_ANSWER = 20_000  # letters; the screen takes no longer one either
SUFFIXES = (".jsonl", ".json", ".txt")
OURS = (b'"deed"', f'"{MARK}"'.encode())  # stands near the head of whatever the kit has written
CLASS_MARK = "class.json"  # in a learner's folder: the class it was made for


@dataclass(frozen=True)
class ForClass:
    """The class that a learner's folder was made for; `folder`: where its hand-ins are dropped, "" for nowhere."""

    id: str = ""
    title: str = ""
    folder: str = ""


def class_of(home: Path) -> ForClass:
    """What stands in a learner's folder of its class; empty where it was made for none."""
    try:
        body = json.loads((home / CLASS_MARK).read_text(encoding="utf-8"))
        return ForClass(str(body["id"])[:60], str(body.get("title", ""))[:200], str(body.get("folder", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ForClass()


class NotHandedIn(KitError):
    """A file that holds no work that a class could count; says why."""


@dataclass(frozen=True)
class HandIn:
    """What a file holds: whose work, for which class ("" where the folder was made for none), and what is amiss."""

    learner: str
    class_id: str
    reading: Reading
    trouble: str = ""


def looks_ours(content: bytes) -> bool:
    """Could this be work of the kit, whole or cut, whatever the file is called?"""
    head = content[:4000].replace(b"\0", b"")
    return any(mark in head for mark in OURS)


def pack(learner: Learner, class_id: str, reading: Reading, made: datetime) -> bytes:
    """The file that a learner hands in; of a log that is larger than a class would take, older tries stay behind."""
    sent = _fitting(reading.records)
    body = b"".join(as_line(record) for record in sent)
    head = {
        "kit": MARK,
        "v": 1,
        "class": class_id,
        "learner": learner.name,
        "people": learner.people,
        "made": made.isoformat(timespec="seconds"),
        "records": len(sent),
        "left_out": len(reading.records) - len(sent),
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    return json.dumps(head, ensure_ascii=False).encode("utf-8", "replace") + b"\n" + body


def _fitting(records: tuple[Record, ...]) -> list[Record]:
    """What goes into one file: of each exercise the first try, which a class counts, and the last; others from the newest on."""
    room = MOST_BYTES - HEAD_ROOM
    sizes = [len(as_line(record)) for record in records]
    if sum(sizes) <= room:
        return list(records)
    tries = [n for n, record in enumerate(records) if record.deed == "attempt"]
    last = {records[n].exercise: n for n in tries}
    first = {records[n].exercise: n for n in reversed(tries)}
    kept = {*first.values(), *last.values()}
    order = [*sorted(kept), *(n for n in reversed(range(len(records))) if n not in kept)]
    taken = set()
    for n in order:
        if sizes[n] <= room:
            room -= sizes[n]
            taken.add(n)
    return [record for n, record in enumerate(records) if n in taken]


def file_name(learner: Learner, class_id: str, made: datetime) -> str:
    """nop-bai-lop-a-hv012-20261122-1530.jsonl: safe everywhere, and two hand-ins never collide within a minute's work."""
    parts = ("nop-bai", slug(class_id), Path(learner.file_name).stem, made.strftime("%Y%m%d-%H%M%S"))
    return "-".join(part for part in parts if part) + ".jsonl"


def unpack(content: bytes) -> HandIn:
    """The work in a file: a hand-in, or a log as it lies in an answers folder. Raises NotHandedIn."""
    if len(content) > MOST_BYTES:
        raise NotHandedIn(say("Tệp lớn hơn {n} MB nên không phải bài làm.", n=MOST_BYTES // 1024 // 1024))
    if content[:2] == b"PK" or content[:2] == b"\x1f\x8b":
        raise NotHandedIn(say("Đây là tệp nén. Giải nén ra rồi thu lại."))
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):  # saved again by Notepad as “Unicode”
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    if not content.strip(b"\0 \t\r\n"):
        raise NotHandedIn(say("Tệp rỗng. Xin học viên nộp lại."))
    head, body = _head(content)
    reading = parse(body)
    sound = tuple(record for record in reading.records if _is_plausible(record))
    strange = len(reading.records) - len(sound)
    names = [nfc(record.learner) for record in sound if record.learner]
    inside = [_clean(name) for name in names]
    learner = _clean(str(head.get("learner", ""))) or (inside[-1] if inside else "")
    if not sound:
        raise NotHandedIn(say("Trong tệp không có bài làm nào của bộ tài liệu này đọc được."))
    if not learner or len(learner) > MOST_NAME:
        raise NotHandedIn(say("Tệp không ghi là bài của ai."))
    if inside and learner.casefold() not in [name.casefold() for name in inside]:
        raise NotHandedIn(
            say("Tệp ghi là bài của “{one}” nhưng bên trong là bài của “{other}”.", one=learner, other=inside[-1][:60])
        )
    classes = [record.class_id for record in sound if record.class_id]
    class_id = str(head.get("class") or (classes[-1] if classes else ""))
    return HandIn(learner, class_id, Reading(sound, reading.damaged), _trouble(head, body, reading, strange))


def _head(content: bytes) -> tuple[dict[str, object], bytes]:
    first, _, rest = content.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    try:
        head = json.loads(first)
    except (ValueError, RecursionError):
        return {}, content
    return (head, rest) if isinstance(head, dict) and head.get("kit") == MARK else ({}, content)


def _trouble(head: dict[str, object], body: bytes, reading: Reading, strange: int) -> str:
    """What is amiss with a file whose good part is taken all the same."""
    told = []
    if reading.damaged:
        told.append(say("{n} dòng bị hỏng, không đọc được", n=len(reading.damaged)))
    if strange:
        told.append(say("{n} dòng có nội dung không hợp lệ", n=strange))
    said = head.get("records")
    if isinstance(left := head.get("left_out"), int) and 0 < left < 10**6:
        told.append(
            say("{n} lượt làm cũ không gửi kèm vì nhật ký quá lớn; lượt đầu và lượt cuối của mỗi bài vẫn có", n=left)
        )
    missing = said - len(reading.records) if isinstance(said, int) and said < 10**6 else 0
    if missing > 0:
        told.append(say("thiếu {n} lượt làm, có thể tệp bị cắt khi gửi", n=missing))
    elif (
        "sha256" in head
        and not (reading.damaged or strange)
        and head.get("sha256") != hashlib.sha256(body.replace(b"\r\n", b"\n")).hexdigest()
    ):
        told.append(say("nội dung đã bị sửa sau khi nộp"))
    return "; ".join(told)


def _is_plausible(record: Record) -> bool:
    """Could the kit itself have written this?"""
    return (
        record.deed in ("attempt", "hint", "explain", "learner")
        and 1 <= record.people <= MOST_PEOPLE
        and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", record.id) is not None
        and max(map(len, (record.exercise, record.learner, record.class_id, record.status, record.at))) <= 200
        and re.fullmatch(r"[0-9a-f]{0,8}", record.machine) is not None
        and FIRST_YEAR <= datetime.fromisoformat(record.at).year <= LAST_YEAR
        and not too_deep(record.answer)
        and (record.answer is None or _letters(record.answer) <= MOST_ANSWER)
    )


def _clean(name: str) -> str:
    """A typed name without characters that move a screen, on one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in nfc(name)).split())


def too_deep(answer: object) -> bool:
    """Do lists and mappings stand in one another deeper than in an answer of any kind?"""
    return _depth(answer) > MOST_DEPTH


def _depth(answer: object) -> int:
    """How deep lists and mappings stand in one another, counted without going as deep in calls."""
    deepest, level = 0, [answer]
    while level and deepest <= MOST_DEPTH:
        inner = [
            part
            for value in level
            if isinstance(value, list | dict)
            for part in (value.values() if isinstance(value, dict) else value)
        ]
        deepest, level = deepest + any(isinstance(v, list | dict) for v in level), inner
    return deepest


def _letters(answer: object) -> int:
    try:
        return len(json.dumps(answer, ensure_ascii=False))
    except (TypeError, ValueError, RecursionError):
        return MOST_ANSWER + 1
