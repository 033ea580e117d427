"""What does not fit together in a class is told: wrong clocks, lent codes, too many sheets, other answers."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kit.answers import Desk, Learner
from kit.classroom import overview
from kit.classroom.collect import collect
from kit.classroom.results import results
from kit.errors import KitError
from kit.handin import unpack
from kit.workbooks import Book
from tests.classroom.conftest import DAY_1, hand_in, open_class, simulate


@pytest.fixture
def klass(course):
    return open_class(course, "lop-ngo", room=6, online=0)


def moved(done, form: str, by: timedelta | None = None, to: datetime | None = None):
    """The same work with the hours of one form moved: what a laptop with a dead battery writes."""
    records = []
    for n, record in enumerate(done.records):
        if form in record.exercise:
            at = datetime.fromisoformat(record.at) + by if by is not None else to + timedelta(minutes=n)
            record = replace(record, at=at.isoformat(timespec="milliseconds"))
        records.append(record)
    return replace(done, records=records)


def moments_of(klass, code: str) -> dict[str, str]:
    table, _ = results(klass)
    own = table[(table["learner"] == code) & (table["moment"] != "")]
    return {
        str(form): str(moment) for form, moment in own[["form", "moment"]].drop_duplicates().itertuples(index=False)
    }


@pytest.mark.parametrize("year", [1970, 2019, 2099])
def test_hours_years_from_the_class_are_told_and_swap_nothing(klass, tmp_path: Path, year: int) -> None:
    done = simulate(klass, klass.people[0], random.Random(1))
    hand_in(tmp_path, klass, moved(done, "test-b", to=datetime(year, 1, 1, 0, 10, tzinfo=UTC)))
    collect(klass, tmp_path)

    _, told = results(klass)

    assert moments_of(klass, "HV001") == {"test-a": "before", "test-b": "after"}
    assert any("HV001: đồng hồ máy sai" in line for line in told)


def test_a_test_whose_first_answers_have_a_wrong_year_counts_whole(klass, tmp_path: Path) -> None:
    done = simulate(klass, klass.people[0], random.Random(1))
    broken = [replace(r, at=f"2019-01-01T00:0{n}:00.000+00:00") if n < 3 else r for n, r in enumerate(done.records)]
    hand_in(tmp_path, klass, replace(done, records=broken))
    collect(klass, tmp_path)

    table, _ = results(klass)

    answered = table[(table["learner"] == "HV001") & (table["form"] == "test-a") & (table["answer"] != "")]
    assert len(answered) == sum("test-a" in r.exercise for r in done.records)


def test_hours_that_run_backwards_on_one_machine_are_told(klass, tmp_path: Path) -> None:
    done = simulate(klass, klass.people[0], random.Random(1))
    records = [replace(r, machine="0a0a0a0a") for r in moved(done, "test-b", by=-timedelta(days=3)).records]
    hand_in(tmp_path, klass, replace(done, records=records))
    collect(klass, tmp_path)

    assert any("chạy lùi" in line for line in results(klass)[1])
    assert moments_of(klass, "HV001") == {"test-a": "before", "test-b": "after"}


def test_forms_taken_the_other_way_round_by_sound_clocks_are_still_seen(klass, tmp_path: Path) -> None:
    done = simulate(klass, klass.people[0], random.Random(1))
    hand_in(tmp_path, klass, moved(moved(done, "test-b", to=DAY_1), "test-a", by=timedelta(days=1)))
    collect(klass, tmp_path)

    assert moments_of(klass, "HV001") == {"test-a": "after", "test-b": "before"}


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00", "2900-01-01T00:00:00-12:00"])
def test_a_day_that_no_clock_has_is_refused_and_stops_nobody(klass, tmp_path: Path, at: str) -> None:
    done = simulate(klass, klass.people[0], random.Random(1))
    path = hand_in(tmp_path, klass, replace(done, records=[replace(done.records[0], at=at), *done.records[1:]]))

    assert "không hợp lệ" in unpack(path.read_bytes()).trouble
    collect(klass, tmp_path)
    assert len(results(klass)[0])
    alone = hand_in(tmp_path / "b", klass, replace(done, records=[replace(r, at=at) for r in done.records]))
    assert not [r for r in unpack(alone.read_bytes()).reading.records if r.deed == "attempt"]


def test_one_code_on_two_machines_at_the_same_time_is_told(klass, tmp_path: Path) -> None:
    for machine, seed in (("aaaaaaaa", 1), ("bbbbbbbb", 2)):
        done = simulate(klass, klass.people[0], random.Random(seed))
        records = [replace(r, machine=machine, id=f"{machine}{n}") for n, r in enumerate(done.records)]
        hand_in(tmp_path / machine, klass, replace(done, records=records))
        collect(klass, tmp_path / machine)

    assert next(line for line in results(klass)[1] if "hai máy cùng làm bài" in line).startswith("HV001")


def test_one_machine_after_the_other_is_no_lent_code(klass, tmp_path: Path) -> None:
    done = simulate(klass, klass.people[0], random.Random(1))
    records = [replace(r, machine="aaaaaaaa" if "test-a" in r.exercise else "bbbbbbbb") for r in done.records]
    hand_in(tmp_path, klass, replace(done, records=records))
    collect(klass, tmp_path)

    assert not [line for line in results(klass)[1] if "hai máy" in line]


def test_every_answers_folder_has_a_mark_of_its_own(tmp_path: Path) -> None:
    one, other = Desk(tmp_path / "a"), Desk(tmp_path / "b")

    assert one.machine == Desk(tmp_path / "a").machine != other.machine
    assert one.log(Learner("Lan")).machine == one.machine


def test_a_later_file_that_changes_what_counts_is_told(klass, tmp_path: Path) -> None:
    done = simulate(klass, klass.people[0], random.Random(1))
    hand_in(tmp_path / "a", klass, done)
    collect(klass, tmp_path / "a")
    first = done.records[0]
    forged = replace(
        first, answer="o9", at=(datetime.fromisoformat(first.at) + timedelta(minutes=30)).isoformat(), id="f" * 32
    )
    hand_in(tmp_path / "b", klass, replace(done, records=[forged]))

    assert any("thay câu trả lời của 1 câu" in line for line in collect(klass, tmp_path / "b").lines)
    assert not any("thay câu trả lời" in line for line in collect(klass, tmp_path / "b").lines)


def test_more_sheets_than_people_are_doubted(klass) -> None:
    sheets = dict(klass.book.sheets)
    sheets["reaction"] = [{"question": "Hợp với việc", "full": "5", "mostly": "2"}]
    sheets["about"] = [{**sheets["about"][0], "ethnic": "9"}]
    sheets["attendance"] = [{"session": "Ngày 1, sáng", "room": "7"}]
    klass.save(Book.of(klass.workbook, sheets))

    told = " ".join(overview.doubts(klass, results(klass)[0]))

    assert (
        "7 phiếu, mà lớp có 6 người" in told
        and "Dân tộc thiểu số: 9" in told
        and "Điểm danh Ngày 1, sáng: 7 người" in told
    )


def test_a_blank_is_no_answer(klass, tmp_path: Path) -> None:
    done = simulate(klass, klass.people[0], random.Random(1))
    hand_in(tmp_path, klass, replace(done, records=done.records[:3]))
    collect(klass, tmp_path)
    table, _ = results(klass)

    assert len(table) > 3 and int(overview.answered(table).sum()) == 3


def test_what_a_program_or_system_leaves_on_a_stick_is_passed_by(klass, tmp_path: Path) -> None:
    done = simulate(klass, klass.people[0], random.Random(1))
    stick = tmp_path / "usb"
    path = hand_in(stick, klass, done)
    (stick / "System Volume Information").mkdir()
    for name in (
        "nop-bai-x.jsonl.lock",
        "~$nop-bai.jsonl",
        "._nop-bai.jsonl",
        "System Volume Information/IndexerVolumeGuid.txt",
    ):
        (stick / name).write_bytes(path.read_bytes()[:100])
    (stick / "utf16.jsonl").write_bytes(path.read_bytes().decode().encode("utf-16"))
    (stick / "thu-rieng.txt").write_text("Thư của chị Mẫu", encoding="utf-8")

    found = collect(klass, stick)

    assert (found.files, found.new) == (2, len(done.records))
    assert found.foreign == 1 and not list((klass.path / "aside").glob("*"))


def test_a_list_of_the_erased_that_cannot_be_read_stops_collecting(klass, tmp_path: Path) -> None:
    hand_in(tmp_path, klass, simulate(klass, klass.people[0], random.Random(1)))
    (klass.path / "erased.json").write_text('["abc', encoding="utf-8")

    with pytest.raises(KitError, match="của người đã xóa không quay về"):
        collect(klass, tmp_path)


def test_the_same_report_twice_is_the_same_file(klass, tmp_path: Path) -> None:
    from kit.paper.class_files import write_papers, write_report

    day = date(2026, 11, 29)
    first = {
        p: p.read_bytes()
        for p in [*write_report(klass, day, "state", ("docx", "pdf")), *write_papers(klass, day, only=("codes",))]
    }
    import time

    time.sleep(2.1)  # Office archives know only every second second
    again = {
        p: p.read_bytes()
        for p in [*write_report(klass, day, "state", ("docx", "pdf")), *write_papers(klass, day, only=("codes",))]
    }

    assert again == first
    assert not [p for p in first if "truoc" in p.name]
