"""The log: what was confirmed is there, whatever happens to machine, file or window."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import select
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.answers import Desk, Learner, Log, Reading, Record, merge, parse
from kit.errors import CannotWrite


def attempt(name: str = "samples/order", **changes) -> Record:
    return replace(Record("attempt", name, "d1", ["first"], "correct", 1.0), **changes)


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "answers" / "lan.jsonl")


def test_what_was_appended_is_read_back(log: Log) -> None:
    records = [attempt(), attempt("samples/number"), Record("hint", "samples/number")]

    for record in records:
        log.append(record)

    assert log.read() == Reading(tuple(records))


def test_missing_log_reads_as_empty(log: Log) -> None:
    assert log.read() == Reading()


def test_cut_at_any_byte_loses_at_most_the_last_record(log: Log) -> None:
    records = [attempt(answer={"text": "chữ có dấu ễ ỗ \n xuống dòng"}) if n == 1 else attempt() for n in range(3)]
    sizes = []
    for record in records:
        log.append(record)
        sizes.append(log.path.stat().st_size)
    whole = log.path.read_bytes()

    for cut in range(len(whole) + 1):
        confirmed = sum(size <= cut for size in sizes)
        got = parse(whole[:cut]).records
        assert got[:confirmed] == tuple(records[:confirmed])
        assert len(got) <= confirmed + 1


def test_writing_goes_on_after_a_torn_tail_and_the_tail_is_told(log: Log) -> None:
    log.append(attempt())
    with log.path.open("ab") as stream:
        stream.write(b'\n{"deed": "attempt", "exerc')
    after = attempt("samples/number")

    log.append(after)
    reading = log.read()

    assert [r.exercise for r in reading.records] == ["samples/order", "samples/number"]
    assert reading.damaged == (b'{"deed": "attempt", "exerc',)


def test_damage_is_set_aside_once_and_the_log_is_not_rewritten(log: Log) -> None:
    log.append(attempt())
    with log.path.open("ab") as stream:
        stream.write(b"\n\x00\x00\xff torn")
    before = log.path.read_bytes()

    first, second = log.set_damage_aside(log.read()), log.set_damage_aside(log.read())

    assert [p.read_bytes() for p in first] == [b"\x00\x00\xff torn"]
    assert second == []
    assert log.path.read_bytes() == before


@pytest.mark.parametrize(
    "line", ["[]", "1", "null", '{"deed": 3}', '{"id": "x"}', "{}", '{"v": 1, "exercise": "a"}', "[" * 5000]
)
def test_foreign_lines_are_damage_and_not_records(line: str) -> None:
    assert parse(line.encode()).records == ()
    assert parse(line.encode()).damaged == (line.encode(),)


def test_a_newer_schema_is_read_as_far_as_it_is_known() -> None:
    from dataclasses import asdict

    newer = {**asdict(attempt()), "v": 9, "mood": "happy"}

    assert parse(json.dumps(newer).encode()).records[0].exercise == "samples/order"


KILLED = """
import sys, random
from pathlib import Path
from kit.answers import Log, Record
log = Log(Path(sys.argv[1]))
n = int(sys.argv[2])
while True:
    log.append(Record("attempt", f"m/e{n}", "d", "x" * random.randint(1, 6000), "correct", 1.0, id=f"{sys.argv[2]}-{n}"))
    sys.stdout.write(f"{sys.argv[2]}-{n}\\n"); sys.stdout.flush()
    n += 1
"""


def test_a_kill_at_any_moment_loses_no_confirmed_answer(tmp_path: Path) -> None:
    """200 processes are killed while they save, every other one not before its first; each told us what it had confirmed."""
    path, confirmed = tmp_path / "lan.jsonl", set()
    fork = multiprocessing.get_context("fork") if sys.platform != "win32" else None
    for run in range(200):
        confirmed |= _killed_writer(fork, path, run) if fork else _killed_process(path, run)

    reading = parse(path.read_bytes())

    assert len(confirmed) >= 100, "the writers must have got somewhere"
    assert confirmed <= {record.id for record in reading.records}


def _killed_writer(fork, path: Path, run: int) -> set[str]:
    """A forked writer, killed after a random moment; what it confirmed comes back through a pipe."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        log, n = Log(path), 0
        while True:
            log.append(
                Record("attempt", f"m/e{n}", "d", "x" * random.randint(1, 6000), "correct", 1.0, id=f"{run}-{n}")
            )
            os.write(write_end, f"{run}-{n}\n".encode())
            n += 1
    os.close(write_end)
    if run % 2:
        select.select([read_end], [], [])  # a busy machine may not have begun by then
    time.sleep(random.uniform(0, 0.02))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = b""
    while part := os.read(read_end, 65536):
        said += part
    os.close(read_end)
    return set(said.decode().split("\n")[:-1])


def _killed_process(path: Path, run: int) -> set[str]:
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(path), str(run)], stdout=subprocess.PIPE, text=True)
    time.sleep(random.uniform(0.3, 0.6))
    child.kill()
    said, _ = child.communicate()
    return set(said.split("\n")[:-1])


def _write_many(path: str, writer: int, count: int) -> None:
    log = Log(Path(path))
    for n in range(count):
        log.append(Record("attempt", f"m/{writer}", "d", "y" * 3000, "correct", 1.0, id=f"{writer}-{n}"))


def test_two_windows_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lan.jsonl"
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write_many, args=(str(path), n, 60)) for n in range(3)]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    reading = parse(path.read_bytes())

    assert not reading.damaged
    assert {r.id for r in reading.records} == {f"{w}-{n}" for w in range(3) for n in range(60)}


records = st.lists(st.integers(0, 40), max_size=12).map(
    lambda numbers: Reading(
        tuple(
            Record("attempt", f"m/e{n % 5}", "d", n, "correct", 1.0, at=f"2026-11-21T08:00:{n:02d}+00:00", id=str(n))
            for n in numbers
        )
    )
)


@given(records, records, records)
def test_merging_is_a_union_in_any_order_and_repeatable(a: Reading, b: Reading, c: Reading) -> None:
    merged = merge([a, b, c])

    assert merged == merge([c, a, b]) == merge([merge([a, b]), c]) == merge([merged, merged, a])
    assert {r.id for r in merged.records} == {r.id for r in (*a.records, *b.records, *c.records)}


def test_merging_two_records_of_one_id_does_not_depend_on_the_order() -> None:
    one = attempt(id="same")
    other = replace(one, status="wrong")

    assert merge([Reading((one,)), Reading((other,))]) == merge([Reading((other,)), Reading((one,))])


NASTY = [
    "../../etc/passwd",
    "..\\..\\x",
    "C:\\x",
    "/abs",
    "con",
    "a" * 10_000,
    "\u202eabc",
    "<script>",
    "名前",
    "😀",
    ".",
    "..",
    "a\0b",
    "a\nb",
    "%2e%2e%2f",
]


@pytest.mark.parametrize("name", NASTY)
def test_no_nickname_leaves_the_answers_folder(tmp_path: Path, name: str) -> None:
    desk = Desk(tmp_path / "answers")

    log = desk.log(Learner(name))
    log.append(attempt())

    assert log.path.parent == tmp_path / "answers"
    assert log.path.resolve().parent == (tmp_path / "answers").resolve()
    assert len(log.path.name) < 80


def test_names_that_look_alike_in_ascii_keep_apart(tmp_path: Path) -> None:
    names = ["Bán", "Bạn", "Ban", "bàn"]

    assert len({Learner(n).file_name for n in names}) == 4


def test_spelling_of_a_name_does_not_split_its_log() -> None:
    import unicodedata

    assert Learner("Mẩy ").file_name == Learner(unicodedata.normalize("NFD", " mẩy")).file_name


def test_erasing_deletes_all_that_a_learner_left_and_nothing_else(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    lan, mai = Learner("Lan"), Learner("Mai")
    for learner in (lan, mai):
        desk.log(learner).append(attempt(learner=learner.name))
    with desk.log(lan).path.open("ab") as stream:
        stream.write(b"\ntorn")
    desk.log(lan).set_damage_aside(desk.log(lan).read())

    desk.log(lan).erase()

    assert [p.name for p in tmp_path.rglob("*") if "lan" in p.name] == []
    assert len(desk.log(mai).read().records) == 1


def test_signed_in_learner_is_remembered_and_forgotten(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "new")
    assert desk.current is None

    desk.current = Learner("Lan", "🌸", 3)
    assert Desk(tmp_path / "new").current == Learner("Lan", "🌸", 3)

    desk.current = None
    assert desk.current is None


def test_a_broken_sign_in_file_means_nobody_is_signed_in(tmp_path: Path) -> None:
    (tmp_path / "current.json").write_text("{broken", encoding="utf-8")

    assert Desk(tmp_path).current is None


def test_a_full_disk_is_said_and_nothing_is_confirmed(log: Log, monkeypatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(CannotWrite, match="Ổ đĩa đã đầy"):
        log.append(attempt())


def test_learner_files_hold_only_the_fields_that_are_named() -> None:
    """What is kept about people is a decision: a new field must be added here on purpose."""
    assert set(Record.__dataclass_fields__) == {
        "deed", "exercise", "digest", "answer", "status", "points", "sure", "people", "learner", "picture", "class_id", "machine", "at", "arrived", "id", "v",
    }  # fmt: skip
