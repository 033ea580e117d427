"""What learners hand in comes in whole, once, and nothing that is no work of this class comes in with it."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from kit.answers import Record
from kit.classroom.collect import collect, logs
from kit.classroom.folder import TrainingClass
from kit.classroom.results import Judge, results
from kit.errors import KitError
from tests.classroom.conftest import DAY_1, Simulated, hand_in, simulate


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def attempt(answer: object, exercise: str = "policy-dialogue/test-a-01", name: str = "x", **more) -> Record:
    return Record(
        "attempt", exercise, "d", answer, "recorded", at=DAY_1.isoformat(), id=name, class_id="lop-mau", **more
    )


def handed(klass: TrainingClass, inbox: Path, *records: Record, name: str = "HV001") -> Path:
    done = Simulated(klass.people[0])
    done.records = list(records)
    return hand_in(inbox, klass, done, name=name)


def files_of(klass: TrainingClass) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((klass.path / "handed-in").glob("*"))}


def test_second_round_changes_no_byte(klass: TrainingClass, inbox: Path) -> None:
    hand_in(inbox, klass, simulate(klass, klass.people[0], random.Random(1)))
    first = collect(klass, inbox)
    kept = files_of(klass)

    again = collect(klass, inbox)

    assert first.new > 0 and (again.new, again.known) == (0, first.new)
    assert files_of(klass) == kept


def test_two_stories_under_one_attempt_are_both_kept_and_told_in_either_order(klass, course, tmp_path: Path) -> None:
    """Nothing handed in is overwritten; which of two came first must not decide a mark."""
    one, other = attempt("o1"), attempt("o2")
    told, tables = [], []
    for order in ((one, other), (other, one)):
        for n, record in enumerate(order):
            folder = tmp_path / f"{len(told)}-{n}"
            folder.mkdir()
            handed(klass, folder, record)
            found = collect(klass, folder)
        told.append(found.told)
        frame, _ = results(klass, Judge(klass))
        tables.append(frame.astype(str).to_dict("records"))
        lines = [line for content in files_of(klass).values() for line in content.decode().splitlines()]
        assert sum('"o1"' in line for line in lines) == sum('"o2"' in line for line in lines) == 1
        for path in (klass.path / "handed-in").glob("*"):
            path.unlink()

    assert tables[0] == tables[1]
    assert all("trùng mã" in " ".join(lines) for lines in told)


@pytest.mark.parametrize(
    "name", ["nop-bai-hv001.jsonl (1)", "NOP-BAI-HV001.JSONL", "bài của tôi.txt", "nop-bai-hv001.jsonl.txt"]
)
def test_file_renamed_on_its_way_is_found(klass: TrainingClass, inbox: Path, name: str) -> None:
    path = handed(klass, inbox, attempt("o1"))
    path.rename(inbox / name)

    assert collect(klass, inbox).new == 1


def test_file_that_a_stick_holds_deep_below_is_found_and_the_classes_own_folders_are_not(klass, inbox: Path) -> None:
    deep, ours = inbox / "Ngày 1" / "Nhóm 2", inbox / "lop-khac" / "handed-in"
    deep.mkdir(parents=True)
    ours.mkdir(parents=True)
    handed(klass, deep, attempt("o1", name="a"))
    handed(klass, ours, attempt("o1", name="b"), name="HV002")

    assert collect(klass, inbox).files == 1


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(attempt("o1", people=500), id="more_people_than_stand_at_a_laptop"),
        pytest.param(attempt("o1", name="../../x"), id="id_that_is_a_path"),
        pytest.param(attempt("x" * 30_000), id="answer_longer_than_the_screen_takes"),
        pytest.param(attempt([[[[[[[[[["o1"]]]]]]]]]]), id="answer_nested_without_end"),
    ],
)
def test_line_that_the_kit_cannot_have_written_stays_out_and_the_others_come_in(klass, inbox: Path, record) -> None:
    handed(klass, inbox, record, attempt("o1", name="sound"))

    found = collect(klass, inbox)

    assert found.new == 1
    assert "1 dòng có nội dung không hợp lệ" in " ".join(found.lines)
    assert len(list((klass.path / "aside").iterdir())) == 1, "a copy is kept for whoever wants to look"


def test_work_of_another_course_stays_out_and_is_told(klass: TrainingClass, inbox: Path) -> None:
    handed(klass, inbox, attempt("o1", exercise="monitoring/test-a-01"))

    found = collect(klass, inbox)

    assert (found.files, found.new) == (0, 0)
    assert "chuyên đề khác" in " ".join(found.lines)
    assert files_of(klass) == {}
    assert len(list((klass.path / "aside").iterdir())) == 1, "a copy is kept for whoever wants to look"


def test_head_that_says_another_name_than_the_work_is_refused(klass: TrainingClass, inbox: Path) -> None:
    path = handed(klass, inbox, attempt("o1"))
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    path.write_text(json.dumps({**json.loads(head), "learner": "HV002"}) + "\n" + body, encoding="utf-8")

    told = " ".join(collect(klass, inbox).lines)

    assert "“HV002”" in told and "“HV001”" in told
    assert files_of(klass) == {}


def test_name_with_characters_that_move_a_screen_is_told_without_them(klass: TrainingClass, inbox: Path) -> None:
    handed(klass, inbox, attempt("o1")).rename(inbox / "nop-bai-\x1b[2J.jsonl")
    (inbox / "nop-bai-\u202egnp.jsonl").write_bytes(b"")
    handed(klass, inbox, attempt("o2", name="y"), name="Chị\x1b[31m Tư\u202e")

    lines = collect(klass, inbox).lines

    assert "".join(lines).isprintable()
    assert any("Chị" in line and "Tư" in line for line in lines)


def test_names_that_a_file_system_cannot_tell_apart_stay_two_people(klass: TrainingClass, inbox: Path) -> None:
    for n, name in enumerate(("Hoa", "Hóa", "HOA")):
        folder = inbox / str(n)
        folder.mkdir()
        handed(klass, folder, attempt("o1", name=f"id{n}"), name=name)

    found = collect(klass, inbox)

    assert {name.casefold() for name, _ in logs(klass)} == {"hoa", "hóa"}
    assert found.new == 3


def test_stick_that_is_not_there_says_what_to_look_at(klass: TrainingClass, tmp_path: Path) -> None:
    with pytest.raises(KitError, match="ổ USB"):
        collect(klass, tmp_path / "E")


def test_archive_is_told_to_be_unpacked(klass: TrainingClass, inbox: Path) -> None:
    (inbox / "nhom 3.zip").write_bytes(b"PK\x03\x04")

    assert "giải nén" in " ".join(collect(klass, inbox).lines)


def test_link_out_of_the_stick_is_not_followed(klass: TrainingClass, inbox: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mật khẩu", encoding="utf-8")
    (inbox / "nop-bai.txt").symlink_to(secret)

    assert collect(klass, inbox).files == 0
    assert not (klass.path / "aside").exists()


def test_folder_that_cannot_be_opened_is_named_and_the_others_are_taken(klass, tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / "usb"
    for name in ("xa-mo", "xa-dong"):
        (folder / name).mkdir(parents=True)
        hand_in(folder / name, klass, simulate(klass, klass.people[len(name) - 5], random.Random(1)))
    real = os.scandir

    def scandir(path=".") -> object:
        if Path(path).name == "xa-dong":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = collect(klass, folder)

    assert found.files == 1
    assert any("“xa-dong”" in line and "chưa thu bài ở đó" in line for line in found.told)
