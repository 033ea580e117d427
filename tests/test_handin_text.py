"""A message pasted from a chat: read whole or refused with its reason, never in part and never guessed at."""

from __future__ import annotations

import base64
import json
import zlib

import pytest

from kit.handin import NotHandedIn, unpack
from kit.handin_text import as_file, messages_in

BODY = {"l": "HV012", "p": 3, "c": "", "t": "2026-11-29T13:00:00.000Z", "m": "samples",
        "a": [["number", "d" * 16, "2026-11-29T12:00:00.000Z", "", "a" * 32, "60"], ["poll", "e" * 16, "2026-11-29T12:01:00.000Z", "", "b" * 32, ["đường"]]]}  # fmt: skip


def message(body: object = BODY, *, width: int = 76) -> str:
    packed = base64.urlsafe_b64encode(json.dumps(body, ensure_ascii=False).encode()).decode().rstrip("=")
    lines = "\n".join(packed[n : n + width] for n in range(0, len(packed), width))
    return f"KIT-BAI-NOP\n{lines}\nHET-{zlib.crc32(packed.encode()):08x}"


def test_message_is_the_same_work_as_a_file() -> None:
    work = unpack(as_file(message().encode()))

    assert (work.learner, work.trouble) == ("HV012", "")
    assert [(r.exercise, r.answer, r.people) for r in work.reading.records if r.deed == "attempt"] == [("samples/number", "60", 3), ("samples/poll", ["đường"], 3)]  # fmt: skip


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("\n", "\r\n   "),
        lambda text: text.replace("\n", " "),
        lambda text: f"[29/11 20:15] Lan Anh: {text}\n[20:16] Cô: “nhận rồi”",
        lambda text: f"> {text}",
    ],
    ids=["indented", "one line", "with names", "quoted"],
)
def test_what_a_chat_does_to_a_message_does_it_no_harm(spoil) -> None:
    (found,) = messages_in(spoil(message()).encode())

    assert unpack(as_file(found)).learner == "HV012"


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_several_messages_in_one_saved_chat_are_several_hand_ins(code: str) -> None:
    chat = "\n".join(f"Chị {n}:\n{message({**BODY, 'l': f'HV00{n}'})}\n" for n in range(1, 5))

    assert [unpack(as_file(each)).learner for each in messages_in(chat.encode(code))] == [
        "HV001",
        "HV002",
        "HV003",
        "HV004",
    ]


def test_cut_at_any_letter_is_refused_in_words() -> None:
    whole = message()
    for n in range(len("KIT-BAI-NOP"), len(whole) - 1):
        with pytest.raises(NotHandedIn, match="Xin học viên gửi lại"):
            as_file(whole[:n].encode())


def test_letter_that_was_changed_is_seen() -> None:
    whole = message()
    at = whole.index("\n") + 20

    with pytest.raises(NotHandedIn, match="sai một đoạn"):
        as_file((whole[:at] + ("A" if whole[at] != "A" else "B") + whole[at + 1 :]).encode())


@pytest.mark.parametrize(
    "body",
    [[], {}, {**BODY, "a": [[1]]}, {**BODY, "a": 7}, {**BODY, "t": "mai"}, {**BODY, "p": "x"}, {**BODY, "a": None}],
)
def test_message_of_another_shape_is_refused_in_words(body: object) -> None:
    with pytest.raises(NotHandedIn, match="không đọc được"):
        as_file(message(body).encode())


def test_text_without_a_message_is_none() -> None:
    assert messages_in("Chị gửi em bài nhé. kit-bai-nop".encode()) == [] and messages_in(b"\xff\xfe\x00") == []
