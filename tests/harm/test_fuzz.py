"""One bad row, file or store stops nobody: thousands of changed hand-ins, class files, names, tallies and stores.

A short run each time; KIT_FUZZ=10000 before a release. The lot is drawn from the same seed, so a failure comes again.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from kit.classroom import overview, parallel_tests
from kit.classroom.collect import collect
from kit.classroom.figures import Figures
from kit.classroom.folder import TrainingClass
from kit.classroom.items import item_statistics, test_statistics
from kit.classroom.results import results
from kit.classroom.store import FileStore, open_store, to_csv
from kit.classroom.tallies import HeadsCounted, SheetTyped, counts, exercises_of, save_count, save_sheet, sheets
from kit.errors import KitError
from kit.handin import unpack
from kit.report.class_report import front
from tests.classroom.conftest import course as course
from tests.classroom.conftest import course_home as course_home
from tests.classroom.conftest import hand_in, open_class, simulate

TIMES = int(os.environ.get("KIT_FUZZ", "40"))
ODD = [b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"}", b"[" * 3000, b'"', b",", b"\n", b"null", b"NaN", b"1e999", b"-1", b"9999-12-31T23:59:59+00:00", b"0001-01-01", b"true", b"\xf0\x9f\x98\x80", "\ufffe".encode(), b"\x1b]0;x\x07", b"=1+1", "\u202e".encode(), b"A" * 5000]  # fmt: skip


def mutated(content: bytes, lot: random.Random) -> bytes:
    """The content with one to four wounds: cut, doubled, swapped, overwritten, or a value that is none."""
    made = bytearray(content)
    for _ in range(lot.randint(1, 4)):
        at = lot.randrange(len(made) + 1)
        match lot.randrange(6):
            case 0:
                del made[at:]
            case 1:
                del made[at : at + lot.randint(1, 40)]
            case 2:
                made[at:at] = lot.choice(ODD)
            case 3 if at < len(made):
                made[at] = lot.randrange(256)
            case 4:
                made[at:at] = made[: lot.randint(0, 300)]
            case 5:
                end = made.find(b",", at)
                if end > 0 and (colon := made.rfind(b":", 0, end)) > 0:
                    made[colon + 1 : end] = lot.choice(ODD)
    return bytes(made)


@pytest.fixture
def klass(course) -> TrainingClass:
    return open_class(course, "lop-fuzz", room=6, online=6)


def looked_at(klass: TrainingClass) -> None:
    """Everything that a trainer asks of a class; only a KitError, which has words, may come out of it."""
    table, told = results(klass)
    assert all(isinstance(line, str) and line for line in told)
    compared = parallel_tests.before_after(klass, table)
    parallel_tests.question_change(klass, table)
    overview.doubts(klass, table)
    assert compared.change.n >= 0
    for form in klass.forms.values():
        if len(marks := parallel_tests.marks(table, form, "before")):
            item_statistics(marks), test_statistics(marks)


def test_changed_hand_ins_are_taken_or_told_and_stop_nobody(klass, tmp_path: Path) -> None:
    lot = random.Random(11)
    sound = [hand_in(tmp_path / "sound", klass, simulate(klass, person, lot)) for person in klass.people[:3]]
    folder = tmp_path / "usb"
    folder.mkdir()
    for n in range(TIMES):
        content = mutated(lot.choice(sound).read_bytes(), lot)
        try:
            unpack(content)
        except KitError as error:
            assert str(error)
        (folder / f"nop-bai-{n:05d}.jsonl").write_bytes(content)
    found = collect(klass, folder)
    assert found.files + len(found.aside) >= TIMES, "each file is taken or named"

    looked_at(klass)
    collect(klass, tmp_path / "sound")
    table, _ = results(klass)
    assert {"HV001", "HV002", "HV003"} <= set(table["learner"].astype(str))


@pytest.mark.parametrize("name", ["class-file.json", "names.csv", "tallies.jsonl", "minutes.jsonl", "key.txt"])
def test_changed_files_of_a_class_are_read_or_refused_in_words(klass, tmp_path: Path, name: str) -> None:
    lot = random.Random(name)
    klass.save_names({p.code: f"Người Mẫu {n}" for n, p in enumerate(klass.people)})
    save_sheet(klass, SheetTyped("HV001", "test-a", "before", {e.id: e.key_answer() for e in exercises_of(klass, "A")}))
    from datetime import datetime

    from kit.classroom.clock import press, real_minutes

    press(klass, 0, "test-a", "start", datetime(2026, 11, 21, 8))
    assert klass.key
    path = klass.path / name
    whole = path.read_bytes()
    for _ in range(TIMES):
        path.write_bytes(mutated(whole, lot))
        again = TrainingClass(klass.library, klass.id)
        try:
            again.names, again.people, again.key, again.day("starts"), real_minutes(again)
            looked_at(again)
            sheets(again), counts(again)
        except KitError as error:
            assert str(error)


def test_changed_counts_and_a_report_of_them(klass) -> None:
    lot = random.Random(5)
    item = next(e for e in exercises_of(klass, "A") if e.kind == "single-choice")
    save_count(klass, HeadsCounted(item.id, "before", "room", {json.dumps(item.options[0].id): 3}))
    path = klass.path / "tallies.jsonl"
    whole = path.read_bytes()
    for _ in range(max(3, TIMES // 30)):
        path.write_bytes(mutated(whole, lot))
        front(Figures.of(TrainingClass(klass.library, klass.id)))


@pytest.mark.parametrize("kind", ["files", "sqlite"])
def test_changed_stores_are_read_as_far_as_they_can_and_the_rest_is_told(klass, tmp_path: Path, kind: str) -> None:
    lot = random.Random(3)
    hand_in(tmp_path / "sound", klass, simulate(klass, klass.people[0], lot))
    collect(klass, tmp_path / "sound")
    table, _ = results(klass)
    good = to_csv(table)
    if kind == "files":
        FileStore(tmp_path / "store").write("lop-tot", table)
        for n in range(TIMES):
            (tmp_path / "store" / "lop-hong.csv").write_bytes(mutated(good, lot))
            store = open_store(tmp_path / "store")
            found = store.read()
            assert len(found) >= len(table), n
            assert len(found) >= 2 * len(table) or store.told, "what was lost is told"
        return
    import sqlite3

    address = f"sqlite:///{tmp_path / 'tinh.db'}"
    open_store(address).write("lop-tot", table)
    columns = ("points", "people", "answer", "stale", "class_id", "tries", "moment")
    values = ["abc", None, -5, 1e300, "", "\x00", b"\xff", "=1", float("inf")]
    for _ in range(min(TIMES, 300)):
        with sqlite3.connect(tmp_path / "tinh.db") as base:
            base.execute(
                f"UPDATE kit_results SET {lot.choice(columns)} = ? WHERE rowid = ?",
                (lot.choice(values), lot.randint(1, len(table))),
            )
        store = open_store(address)
        found = store.read()
        assert len(found) == len(table) or store.told
        for form in ("test-a", "test-b"):
            parallel_tests.marks(found, form, "before")


@pytest.mark.parametrize(
    "address",
    ["sqlite:///\0", "postgresql://u:matkhau@h:notaport/x", "mysql://u:matkhau@h/x", "://", "sqlite://", "nothing://", "sqlite:////no/such/folder/x.db", "postgresql+psycopg://u:matkhau@127.0.0.1:1/x", "sqlite:///" + "x" * 5000],
)  # fmt: skip
def test_bad_addresses_are_refused_in_words_without_their_password(address: str, klass) -> None:
    try:
        store = open_store(address)
        store.read()
        store.write("x", results(klass)[0])
    except KitError as error:
        assert str(error) and "matkhau" not in str(error)
