"""A learner's work as one file: made from the log that paints the screen, read again with distrust."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kit.answers import Learner, Reading, Record
from kit.handin import NotHandedIn, file_name, pack, unpack

MADE = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
LEARNER = Learner("HV012", "🌸", 2)
READING = Reading((Record("learner", learner="HV012"), Record("attempt", "m/e1", "d", ["a"], "correct", 1.0)))


def test_what_was_packed_is_what_is_unpacked() -> None:
    found = unpack(pack(LEARNER, "lop-a", READING, MADE))

    assert (found.learner, found.class_id, found.reading, found.trouble) == ("HV012", "lop-a", READING, "")


def test_log_larger_than_a_class_takes_is_handed_in_with_the_first_and_last_try_of_each_exercise() -> None:
    """Years of tries at one laptop: what the button wrote was refused by the class."""
    long = "x" * 19_000
    tries = [Record("attempt", f"m/e{n % 20}", "d", long, "wrong", 0.0) for n in range(1_200)]
    content = pack(LEARNER, "lop-a", Reading((Record("learner", learner="HV012"), *tries)), MADE)
    found = unpack(content)

    kept = {record.id for record in found.reading.records}
    assert len(content) <= 20 * 1024 * 1024 and {record.id for record in (*tries[:20], *tries[-20:])} <= kept
    assert f"{1_201 - len(kept)} lượt làm cũ không gửi kèm" in found.trouble


def test_bare_log_is_taken_too() -> None:
    raw = pack(LEARNER, "lop-a", READING, MADE).split(b"\n", 1)[1]

    assert unpack(raw).learner == "HV012"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "rỗng", id="empty"),
        pytest.param(b"PK\x03\x04zip", "nén", id="zip"),
        pytest.param(b"\xff\xd8\xff photo", "không có bài làm nào", id="photo"),
        pytest.param(b"[" * 50_000, "không có bài làm nào", id="deep"),
        pytest.param(b'{"kit": "bai-nop", "learner": "A"}\n', "không có bài làm nào", id="head-alone"),
        pytest.param(b" " * (20 * 1024 * 1024 + 1), "lớn hơn 20 MB", id="huge"),
        pytest.param(json.dumps({"deed": "attempt", "id": "1", "at": "2026-11-21T08:00:00"}).encode(), "của ai", id="nobody"),
    ],
)  # fmt: skip
def test_file_that_holds_no_work_says_why(content: bytes, told: str) -> None:
    with pytest.raises(NotHandedIn, match=told):
        unpack(content)


def test_file_cut_on_its_way_gives_what_arrived_and_says_what_is_missing() -> None:
    long = Reading((*READING.records, *(Record("attempt", f"m/e{n}", "d", "x") for n in range(5))))
    whole = pack(LEARNER, "lop-a", long, MADE)

    found = unpack(whole[: whole.rindex(b'"answer"')])

    assert len(found.reading.records) == 6
    assert "1 dòng bị hỏng" in found.trouble and "thiếu 1 lượt làm" in found.trouble


def test_changed_content_is_told() -> None:
    raw = pack(LEARNER, "lop-a", READING, MADE).replace(b'"points": 1.0', b'"points": 9.0')

    assert "đã bị sửa" in unpack(raw).trouble


def test_name_of_the_file_is_safe_and_says_whose_it_is() -> None:
    name = file_name(Learner("../../Lan & Huệ:*?"), "lop a/../b", MADE)

    assert name.startswith("nop-bai-lop-a-b-lan-hue-") and name.endswith("-20261122-153000.jsonl")
    assert "/" not in name and ".." not in name


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_whatever_raise_anything_else(content: bytes) -> None:
    with contextlib.suppress(NotHandedIn):
        unpack(content)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=12))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_no_line_of_json_whatever_raises_anything_else(body: object) -> None:
    good = pack(LEARNER, "lop-a", READING, MADE)

    found = unpack(good + json.dumps(body).encode() + b"\n")

    assert found.learner == "HV012"
