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
from typing import Any

from kit.answers import Learner, Reading, Record
from kit.handin import MOST_PEOPLE, NotHandedIn, pack
from kit.messages import say

MARK = "KIT-BAI-NOP"
_WHOLE = re.compile(rf"{MARK}\s+([A-Za-z0-9_\-\s]+?)\s*HET-([0-9a-f]{{8}})")
_OPEN = re.compile(MARK)


def messages_in(content: bytes) -> list[bytes]:
    """Every message of a chat that was saved as text; none where it holds none."""
    if MARK.encode() not in content.replace(b"\0", b""):
        return []
    text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    starts = [found.start() for found in _OPEN.finditer(text)]
    return [text[a:b].encode("utf-8", "replace") for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def as_file(message: bytes) -> bytes:
    """The hand-in file that a message stands for. Raises NotHandedIn for one that was cut or changed."""
    found = _WHOLE.search(message.decode("utf-8", "replace"))
    if found is None:
        raise NotHandedIn(say("Tin nhắn nộp bài bị cắt mất phần cuối. Xin học viên gửi lại, hoặc gửi tệp."))
    packed = re.sub(r"\s", "", found[1])
    if f"{zlib.crc32(packed.encode()):08x}" != found[2]:
        raise NotHandedIn(say("Tin nhắn nộp bài thiếu hoặc sai một đoạn. Xin học viên gửi lại, hoặc gửi tệp."))
    try:
        body = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
        learner = Learner(str(body["l"]), "", min(max(1, int(body["p"])), MOST_PEOPLE))
        records = tuple(_record(line, str(body["m"]), str(body["c"]), learner.people) for line in body["a"])
        made = datetime.fromisoformat(str(body["t"]))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise NotHandedIn(say("Tin nhắn nộp bài không đọc được. Xin học viên gửi lại, hoặc gửi tệp.")) from error
    named = Record("learner", learner=learner.name, people=learner.people, id=f"name-{found[2]}", at=made.isoformat())
    return pack(learner, str(body["c"]), Reading((named, *records)), made.astimezone(UTC))


def _record(line: list[Any], module: str, class_id: str, people: int) -> Record:
    name, digest, at, sure, id_, answer = line
    return Record("attempt", f"{module}/{name}", str(digest), answer, "recorded", None, str(sure), people, class_id=class_id, at=str(at), id=str(id_))  # fmt: skip
