"""A learner's work as a few lines to paste into a chat: made by the phone file, read with the same distrust as a file.

A message stands between KIT-BAI-NOP and HET-, in base64url, so that a chat's own quotes and line ends do it no harm;
what follows HET- is its CRC-32 (IEEE 802.3), by which a part that was lost on the way is seen.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from datetime import UTC, datetime

from kit.answers import Learner, Reading, Record
from kit.handin import MOST_PEOPLE, NotHandedIn, pack, too_deep
from kit.messages import say

MARK, END = "KIT-BAI-NOP", "HET-"
MOST_LETTERS = 400_000  # of one message: a lesson's answers take three thousand


def messages_in(content: bytes) -> list[bytes]:
    """Every message of a chat that was saved as text; none where it holds none."""
    if MARK.encode() not in content.replace(b"\0", b""):
        return []
    text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    starts = [found.start() for found in re.finditer(MARK, text)]
    return [text[a:b].encode("utf-8", "replace") for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def as_file(message: bytes) -> bytes:
    """The hand-in file that a message stands for. Raises NotHandedIn for one that was cut or changed."""
    packed, check = _parted(message.decode("utf-8", "replace"))
    if f"{zlib.crc32(packed.encode()):08x}" != check:
        raise NotHandedIn(say("Tin nhắn nộp bài thiếu hoặc sai một đoạn. Xin học viên gửi lại, hoặc gửi tệp."))
    try:
        body = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
        learner = Learner(str(body["l"]), "", min(max(1, int(body["p"])), MOST_PEOPLE))
        records = tuple(_record(line, str(body["m"]), str(body["c"]), learner.people) for line in body["a"])
        made = datetime.fromisoformat(str(body["t"]))
        named = Record("learner", learner=learner.name, people=learner.people, id=f"name-{check}", at=made.isoformat())
        return pack(learner, str(body["c"]), Reading((named, *records)), made.astimezone(UTC))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise NotHandedIn(say("Tin nhắn nộp bài không đọc được. Xin học viên gửi lại, hoặc gửi tệp.")) from error


def _parted(text: str) -> tuple[str, str]:
    """What stands between the marks, without blanks, and the check behind them. Raises NotHandedIn for a message that was cut."""
    start, end = text.find(MARK) + len(MARK), text.find(END)
    packed = "".join(text[start:end].split()) if end > start else ""
    check = text[end + len(END) : end + len(END) + 8]
    if not packed or len(packed) > MOST_LETTERS or not re.fullmatch(r"[0-9a-f]{8}", check):
        raise NotHandedIn(say("Tin nhắn nộp bài bị cắt mất phần cuối. Xin học viên gửi lại, hoặc gửi tệp."))
    return packed, check


def _record(line: list[object], module: str, class_id: str, people: int) -> Record:
    name, digest, at, sure, id_, answer = line
    if too_deep(answer):
        raise ValueError("deeper than an answer of any kind")
    return Record("attempt", f"{module}/{name}", str(digest), answer, "recorded", None, str(sure), people, class_id=class_id, at=str(at), id=str(id_))  # fmt: skip
