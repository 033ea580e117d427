"""A class of 140 with everything that goes wrong; the report says what an independent count says."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import mean

import pytest

from kit.answers import Learner, Record
from kit.classroom import overview, parallel_tests
from kit.classroom.collect import collect
from kit.classroom.figures import Figures
from kit.classroom.folder import TrainingClass
from kit.classroom.results import Judge, results
from kit.classroom.tallies import HeadsCounted, SheetTyped, exercises_of, save_count, save_sheet
from kit.course import Library
from kit.document.tree import plain
from kit.report.class_report import report_docx, report_pdf, report_sheet
from kit.workbooks import Book
from tests.classroom.conftest import DAY_1, Simulated, hand_in, linked, open_class, simulate, wrong_answer
from tests.paper.pdf_text import page_words

FATES = ("good", "good", "good", "good", "twice", "paper", "late", "cut", "missing", "forged")


class Told:
    """What each learner really did, kept beside the class and never read by it."""

    def __init__(self) -> None:
        self.done: dict[str, Simulated] = {}
        self.fates: Counter[str] = Counter()


@pytest.fixture(scope="module")
def handed_in(course_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[TrainingClass, Told, Path, Path]:
    """140 learners handed in, in ten ways; `late` comes with a second round."""
    home = tmp_path_factory.mktemp("whole")
    inbox, late = home / "inbox", home / "late"
    inbox.mkdir()
    late.mkdir()
    klass = open_class(linked(course_home, home))
    lot, told = random.Random(20261121), Told()
    for n, person in enumerate(klass.people):
        fate = FATES[n % len(FATES)]
        done = simulate(klass, person, lot)
        told.fates[fate] += 1
        if fate != "missing":
            told.done[person.code] = done
        if fate == "paper":
            _on_paper(klass, done)
        elif fate == "late":
            hand_in(late, klass, done)
        elif fate == "cut":
            path = hand_in(inbox, klass, done)
            path.write_bytes(path.read_bytes() + b'{"id": "torn off by a pow')
        elif fate == "forged":
            _forge_marks(hand_in(inbox, klass, done))
        elif fate != "missing":
            path = hand_in(inbox, klass, done)
            if fate == "twice":
                shutil.copyfile(path, inbox / f"copy ({n}) of {path.name}")
    _hostile(inbox, klass)
    return klass, told, inbox, late


@pytest.fixture
def whole(handed_in, course: Library, tmp_path: Path) -> tuple[TrainingClass, Told, Path, Path]:
    """That class and what came in, for one test to do with what it likes."""
    klass, told, *folders = handed_in
    shutil.copytree(klass.path, course.home / klass.path.relative_to(klass.library.home))
    inbox, late = (Path(shutil.copytree(folder, tmp_path / folder.name)) for folder in folders)
    return TrainingClass(course, klass.id), told, inbox, late


def _on_paper(klass: TrainingClass, done: Simulated) -> None:
    lot = random.Random(done.person.code)
    forms = ("A", "B") if done.person.first == "A" else ("B", "A")
    for form, moment, fates in ((forms[0], "before", done.before), (forms[1], "after", done.after)):
        answers = {
            e.id: None if fates[e.id] is None else e.key_answer() if fates[e.id] else wrong_answer(e, lot)
            for e in exercises_of(klass, form)
        }
        save_sheet(klass, SheetTyped(done.person.code, klass.forms[form], moment, answers))


def _forge_marks(path: Path) -> None:
    """A clever learner writes full points into the own file: it changes nothing."""
    body = path.read_text(encoding="utf-8").replace('"status": "recorded"', '"status": "correct"')
    path.write_text(body.replace('"points": null', '"points": 1.0'), encoding="utf-8")


def _hostile(inbox: Path, klass: TrainingClass) -> None:
    """Files that are no work of this class, or want to do harm."""
    (inbox / "empty.jsonl").write_bytes(b"")
    (inbox / "photo.jsonl").write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 2000)
    (inbox / "notes.txt").write_text("Biên bản họp tổ", encoding="utf-8")
    (inbox / "deep.jsonl").write_text("[" * 100_000, encoding="utf-8")
    (inbox / "sheet.jsonl.zip").write_bytes(b"PK\x03\x04")
    stranger = Simulated(klass.people[0])
    stranger.records = [Record("attempt", "monitoring/test-a-01", "d", "o1", "recorded", at=DAY_1.isoformat())]
    hand_in(inbox, klass, stranger, name="Người lạ", class_id="")
    other = Simulated(klass.people[0])
    other.records = [
        Record("attempt", "policy-dialogue/test-a-01", "d", "o1", at=DAY_1.isoformat(), class_id="lop-khac")
    ]
    hand_in(inbox, klass, other, name="HV001", class_id="lop-khac")
    evil = Simulated(klass.people[0])
    evil.records = [
        Record("attempt", "policy-dialogue/test-a-01", "d", {"a": ["x"] * 9}, at=DAY_1.isoformat(), people=10**9, class_id=klass.id),
        Record("attempt", "../../etc/passwd", "d", "o1", at=DAY_1.isoformat(), class_id=klass.id),
        Record("attempt", "policy-dialogue/test-a-02", "wrong digest", "o1", at=DAY_1.isoformat(), class_id=klass.id),
    ]  # fmt: skip
    hand_in(inbox, klass, evil, name='=HYPERLINK("http://x")<script>alert(1)</script>')


def share(fates: dict[str, bool | None]) -> float:
    return sum(fate is True for fate in fates.values()) / len(fates)


def test_figures_of_the_class_are_those_counted_independently(whole) -> None:
    klass, told, inbox, late = whole
    collect(klass, inbox)
    collect(klass, late)
    collect(klass, inbox)

    table, _ = results(klass)
    found = parallel_tests.before_after(klass, table).change
    questions = parallel_tests.question_change(klass, table)

    pairs = [(share(d.before), share(d.after)) for d in told.done.values()]
    assert found.n == len(told.done) == 126
    assert found.up == sum(after > before + 1e-9 for before, after in pairs)
    assert found.down == sum(after < before - 1e-9 for before, after in pairs)
    assert found.same == found.n - found.up - found.down
    assert found.mean_before == pytest.approx(mean(before for before, _ in pairs))
    assert found.mean_after == pytest.approx(mean(after for _, after in pairs))
    for n in range(1, 13):
        right = sum(list(d.after.values())[n - 1] is True for d in told.done.values())
        assert (questions.loc[n, "after_right"], questions.loc[n, "after_n"]) == (right, 126)


def test_split_by_mode_and_wrong_options_are_those_counted_independently(whole) -> None:
    klass, told, inbox, late = whole
    collect(klass, inbox)
    collect(klass, late)
    table, _ = results(klass)

    item = overview.items(klass, Judge(klass), table, "test-a", "before")[0]

    mine = [d for d in told.done.values() if d.person.first == "A"]
    for mode in ("room", "online"):
        here = [d for d in mine if d.person.mode == mode]
        assert item.modes[mode] == (sum(d.before[item.exercise] is True for d in here), len(here))
    wrong = sum(d.before[item.exercise] is False for d in mine)
    assert sum(w.heads for w in item.wrong) == wrong


def test_report_says_those_figures_in_word_and_pdf(whole, tmp_path: Path) -> None:
    from docx import Document

    klass, told, inbox, late = whole
    collect(klass, inbox)
    collect(klass, late)
    found = Figures.of(klass)
    pairs = [(share(d.before), share(d.after)) for d in told.done.values()]
    up = sum(after > before + 1e-9 for before, after in pairs)

    (tmp_path / "r.pdf").write_bytes(report_pdf(found, "state", date(2026, 11, 23)))
    (tmp_path / "r.docx").write_bytes(report_docx(found, "union", date(2026, 11, 23)))

    text = " ".join(page_words((tmp_path / "r.pdf").read_bytes()))
    words = " ".join(p.text for p in Document(tmp_path / "r.docx").paragraphs)
    for said in (text, words):
        assert f"126 người làm đủ phiếu trước và sau: {up} tăng" in said
        assert "Danh sách 140 người (Trực tuyến 80; Trực tiếp 60)" in said
        assert not re.search(r"HV\d", said)
        assert "script" not in said and "HYPERLINK" not in said
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text


def test_summary_stands_on_one_page(whole) -> None:
    klass, _, inbox, _ = whole
    collect(klass, inbox)
    pages = page_words(report_pdf(Figures.of(klass), "state", date(2026, 11, 23)))

    assert "8. Đề xuất, việc tiếp theo" in pages[0] and "(ký, ghi rõ họ tên)" in pages[0]
    assert "Phụ lục 1" not in pages[0] and "Phụ lục 1" in pages[1]


def test_what_cannot_be_counted_is_set_aside_and_told(whole) -> None:
    klass, told, inbox, _ = whole

    found = collect(klass, inbox)

    reasons = dict(found.aside)
    assert "rỗng" in reasons["empty.jsonl"]
    assert "không có bài làm nào" in reasons["photo.jsonl"].lower()
    assert any("chuyên đề khác" in why for why in reasons.values())
    assert any("lớp khác: “lop-khac”" in why for why in reasons.values())
    assert sum("bị hỏng" in why for why in reasons.values()) >= told.fates["cut"]
    assert sum("đã bị sửa sau khi nộp" in why for why in reasons.values()) >= told.fates["forged"]
    assert any("tệp nén" in line for line in found.told)
    assert found.unknown == ['=HYPERLINK("http://x")<script>alert(1)</script>']
    assert all(str(path).startswith(str(klass.path)) for path in klass.path.rglob("*"))
    assert {p.parent.name for p in klass.path.rglob("*.txt")} == {"aside"}


def test_marks_written_into_a_hand_in_count_for_nothing(whole) -> None:
    klass, told, inbox, _ = whole
    collect(klass, inbox)
    table, _ = results(klass)

    for code, done in told.done.items():
        if klass.people.index(done.person) % len(FATES) == FATES.index("forged"):
            mine = table[(table["learner"] == code) & (table["moment"] == "before")].set_index("exercise")["points"]
            assert {name: mine[name] == 1 for name in done.before} == {
                name: fate is True for name, fate in done.before.items()
            }


def test_rounds_in_any_order_and_number_give_the_same_table(whole, course) -> None:
    from tests.classroom.conftest import open_class

    klass, _, inbox, late = whole
    twin = open_class(course, "lop-mau-2")
    for path in inbox.glob("*.jsonl"):
        path.write_bytes(
            path.read_bytes()
            .replace(b'"class": "lop-mau"', b'"class": ""')
            .replace(b'"class_id": "lop-mau"', b'"class_id": ""')
        )
    for path in late.glob("*.jsonl"):
        path.write_bytes(
            path.read_bytes()
            .replace(b'"class": "lop-mau"', b'"class": ""')
            .replace(b'"class_id": "lop-mau"', b'"class_id": ""')
        )
    for room, rounds in ((klass, (inbox, late)), (twin, (late, inbox, late, inbox))):
        for folder in rounds:
            collect(room, folder)

    one, two = (results(k)[0].drop(columns=["class_id", "source", "at"]) for k in (klass, twin))
    one, two = (t[~t["learner"].astype(str).isin(_paper_codes(klass))] for t in (one, two))
    order = ["learner", "exercise", "moment"]
    one, two = (t.astype(str).sort_values(order).reset_index(drop=True) for t in (one, two))
    assert one.equals(two)


def _paper_codes(klass: TrainingClass) -> set[str]:
    from kit.classroom.tallies import sheets

    return {sheet.code for sheet in sheets(klass)}


def test_heads_are_counted_and_not_machines(klass: TrainingClass, tmp_path: Path) -> None:
    exercise = klass.library.exercise("policy-dialogue/one-topic-or-many")
    group = Simulated(klass.people[0])
    group.records = [Record("attempt", exercise.id, exercise.digest, exercise.key_answer(), "correct", 1.0, people=4, at=DAY_1.isoformat(), class_id=klass.id)]  # fmt: skip
    hand_in(tmp_path, klass, group)
    collect(klass, tmp_path)
    right = json.dumps(exercise.key_answer())
    wrong = json.dumps(wrong_answer(exercise, random.Random(1)))
    save_count(klass, HeadsCounted(exercise.id, "", "room", {right: 20, wrong: 11, "": 2}))

    table, _ = results(klass)
    lesson = next(n for n, x in klass.library.lessons[klass.module.id].items() if exercise.id in x.exercises)
    item = next(i for i in overview.items(klass, Judge(klass), table, lesson) if i.exercise == exercise.id)

    assert (item.right, item.asked) == (24, 37)
    assert item.wrong[0].heads == 11


def test_no_group_under_five_is_shown(klass: TrainingClass) -> None:
    sheets = dict(klass.book.sheets)
    units = ["Xã lớn"] * 120 + ["Xã vừa"] * 14 + ["Xã nhỏ"] * 3 + ["Sở"] * 2 + ["Báo"]
    rows = [
        {**row, "unit": unit, "sex": "Nam" if n < 3 else "Nữ"}
        for n, (row, unit) in enumerate(zip(sheets["roster"], units, strict=True))
    ]
    klass.save(Book.of(klass.workbook, {**sheets, "roster": rows}))

    text = plain(report_sheet(Figures.of(klass), date(2026, 11, 23), "").blocks)

    assert "Xã lớn 120" in text and "Xã vừa 14" in text and "gộp chung 6" in text
    assert "Xã nhỏ" not in text and "Sở 2" not in text
    assert "Nam 3" not in text and "Nữ 137" not in text


def test_learner_log_as_it_lies_in_an_answers_folder_is_taken_too(klass: TrainingClass, tmp_path: Path) -> None:
    """A shared drive holds the learners' folders themselves: watching it needs no button."""
    from kit.answers import Log

    done = simulate(klass, klass.people[4], random.Random(5))
    folder = tmp_path / "may-03" / "answers"
    learner = Learner("hv 5")
    Log(folder / learner.file_name).append(Record("learner", learner="hv 5"), *done.records)

    collect(klass, tmp_path)

    table, _ = results(klass)
    assert set(table["learner"].astype(str)) == {"HV005"}
