"""The trainer's pages without a browser: every press of a button, and what it leaves on the disk."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kit.classroom.clock import presses
from kit.classroom.folder import TrainingClass
from kit.classroom.inbox import inbox
from kit.classroom.tallies import counts, sheets
from kit.trainer import class_page, clock, results, tally
from tests.classroom.conftest import course as course
from tests.classroom.conftest import course_home as course_home
from tests.classroom.conftest import hand_in, open_class, simulate


@pytest.fixture
def here(course, monkeypatch) -> class_page.ClassDesk:
    """The classes of a home with one class of six and six."""
    monkeypatch.setenv("KIT_FOLDER", str(course.home))
    open_class(course, "lop-mau", room=6, online=6)
    return class_page.ClassDesk(course)


def tell(page, **content) -> None:
    page._on_message(page, content, [])


def open_(here) -> TrainingClass:
    assert here.current
    return here.current


def test_new_class_is_opened_from_the_short_form_and_then_open_everywhere(here) -> None:
    bar, other = class_page.ClassBar(here, founding=True), class_page.ClassBar(here)
    form = {"module": "monitoring", "title": "Lớp Đăk Tô", "starts": "1/12/2026", "room": "20", "online": "0"}

    tell(bar, deed="new", form=form)

    assert other.state["current"] == "lop-dak-to" and "Đã mở lớp" in bar.state["said"]
    assert len(open_(here).people) == 20 and open_(here).about("ends") == "02/12/2026"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        pytest.param({"module": "monitoring", "title": "Lớp", "room": "nhiều"}, "Số người", id="number"),
        pytest.param({"module": "monitoring", "title": "", "room": "5"}, "Mã lớp", id="id"),
        pytest.param({"module": "monitoring", "title": "Lớp", "room": "5", "starts": "mai"}, "ngày", id="day"),
        pytest.param({"module": "monitoring", "title": "Lớp", "room": "0"}, "Lớp có những ai", id="nobody"),
    ],
)
def test_form_that_cannot_be_meant_is_told_and_makes_nothing(here, form: dict, told: str) -> None:
    bar = class_page.ClassBar(here, founding=True)

    tell(bar, deed="new", form=form)

    assert told in bar.state["said"] and bar.state["wrong"]
    assert here.ids == ["lop-mau"]


def test_list_chosen_in_the_browser_adds_people_and_a_bad_one_is_told_by_row(here) -> None:
    bar = class_page.ClassBar(here, founding=True)
    good, bad = "Mã,Đơn vị\nK7,Xã A\n".encode(), "Mã,Đơn vị\nK8,Xã A\nK8,Xã B\n".encode()

    bar._on_message(bar, {"deed": "roster", "name": "ds.csv"}, [bad])
    assert bar.state["wrong"] and "Dòng 3" in bar.state["said"] and open_(here).find("K8") is None

    bar._on_message(bar, {"deed": "roster", "name": "ds.csv"}, [good])
    assert open_(here).find("K7").unit == "Xã A"


def test_damaged_class_does_not_hide_the_others(here) -> None:
    folder = here.library.home / "classes" / "lop-hong"
    folder.mkdir()
    (folder / "class-file.json").write_text("{", encoding="utf-8")

    bar = class_page.ClassBar(here)

    assert dict(bar.state["classes"])["lop-hong"] == "lop-hong (hồ sơ bị hỏng)"
    assert bar.state["current"] == "lop-mau"
    assert results.ResultsPage(here).state["html"]


def test_results_file_that_is_held_open_does_not_empty_the_page(here) -> None:
    (open_(here).path / "results.csv").mkdir()

    page = results.ResultsPage(here)
    page._on_message(None, {"deed": "update", "folder": ""}, [])

    assert "results.csv" in " ".join(page.state["trouble"])
    assert page.state["html"]


def test_painting_writes_no_file_and_judges_nobody_again(here, monkeypatch) -> None:
    klass = open_(here)
    page = results.ResultsPage(here)
    before = {p: p.stat().st_mtime_ns for p in klass.path.rglob("*") if p.is_file()}
    judged: list[str] = []
    monkeypatch.setattr(results.Judge, "judged", lambda *_: judged.append("again"))

    for deed in ({"deed": "view", "view": "tests"}, {"deed": "wall"}, {"deed": "wall"}):
        page._on_message(None, deed, [])

    assert {p: p.stat().st_mtime_ns for p in klass.path.rglob("*") if p.is_file()} == before
    assert judged == []


def test_button_takes_in_what_lies_in_the_folder_and_shows_it(here, tmp_path: Path) -> None:
    klass = open_(here)
    for person in klass.people[:6]:
        hand_in(tmp_path, klass, simulate(klass, person, random.Random(person.code)))
    page = results.ResultsPage(here)

    tell(page, deed="update", folder=str(tmp_path))
    tell(page, deed="view", view="tests")

    assert page.state["said"] == []  # what was said belongs to the press before
    assert "6 người làm đủ hai phiếu" in page.state["html"]
    assert page.state["folder"] == str(tmp_path)
    assert (klass.path / "results.csv").exists()


def test_view_for_the_wall_shows_no_code_and_no_test_answer(here, tmp_path: Path) -> None:
    klass = open_(here)
    for person in klass.people:
        hand_in(tmp_path, klass, simulate(klass, person, random.Random(person.code)))
    page = results.ResultsPage(here)
    tell(page, deed="update", folder=str(tmp_path))

    shown = {}
    for view in [v for v, _ in page.state["views"]]:
        tell(page, deed="view", view=view)
        shown[view, "desk"] = page.state["html"]
        tell(page, deed="wall")
        shown[view, "wall"] = page.state["html"]
        tell(page, deed="wall")

    assert all("HV0" not in html for (_, face), html in shown.items() if face == "wall")
    assert "HV001" in shown["tests", "desk"] and "chọn" in shown["tests", "desk"]
    assert "chọn" not in shown["tests", "wall"] and "Giải thích lại" not in shown["tests", "wall"]


def test_folder_that_is_not_there_is_told_and_nothing_breaks(here) -> None:
    page = results.ResultsPage(here)

    tell(page, deed="update", folder="/không/có")

    assert "Không có thư mục" in " ".join(page.state["trouble"])


def test_files_chosen_in_the_browser_get_names_of_our_own(here, tmp_path: Path) -> None:
    klass = open_(here)
    path = hand_in(tmp_path, klass, simulate(klass, klass.people[0], random.Random(1)))
    page = results.ResultsPage(here)

    page._on_message(page, {"deed": "files", "names": ["../../x.jsonl", "a.exe"]}, [path.read_bytes(), b"MZ"])

    assert sorted(p.name for p in inbox(klass).iterdir()) == ["a.exe", "x.jsonl"]
    assert not (klass.path.parent / "x.jsonl").exists()
    assert "HV001" in page.state["html"]


@pytest.mark.parametrize("content", [{}, {"deed": 7}, {"deed": "files"}, {"deed": "view", "view": "none"}, {"deed": "update", "folder": "\0"}])  # fmt: skip
def test_any_message_leaves_the_page_standing(here, content: dict) -> None:
    page = results.ResultsPage(here)

    tell(page, **content)

    assert "html" in page.state


def test_typed_row_is_kept_and_a_wrong_one_is_told_at_its_row(here) -> None:
    page = tally.TallyPage(here)
    good = ["c", "b", "", "a", "7", "a", "b", "c", "d", "dsds", "11", "b"]

    tell(page, deed="sheet", code="HV002", typed=good)
    tell(page, deed="sheet", code="HV003", typed=["z", *good[1:]])

    rows = {row["code"]: row for row in page.state["rows"]}
    assert rows["HV002"]["kept"] and rows["HV002"]["texts"][2:5] == ["-", "A", "7"]
    assert not rows["HV003"]["kept"] and "Câu A.1" in rows["HV003"]["told"]
    assert [s.code for s in sheets(open_(here))] == ["HV002"]


def test_hands_are_kept_by_mode_and_too_many_are_told(here) -> None:
    page = tally.TallyPage(here)
    tell(page, deed="choose", way="hands", mode="online")
    row = page.state["counted"][0]
    keys = [key for key, _, _ in row["boxes"]]

    tell(page, deed="count", exercise=row["id"], heads={keys[0]: "4", keys[1]: "2", keys[-1]: ""})
    tell(page, deed="count", exercise=page.state["counted"][1]["id"], heads={keys[0]: "99"})

    assert [(c.mode, sum(c.heads.values())) for c in counts(open_(here))] == [("online", 6)]
    assert page.state["counted"][0]["total"] == 6
    assert "danh sách chỉ có 6 người" in page.state["counted"][1]["told"]


@pytest.mark.parametrize("content", [{"deed": "sheet"}, {"deed": "sheet", "code": "HV001", "typed": ["a"]}, {"deed": "count", "exercise": 7}, {"deed": "choose", "form": "none"}])  # fmt: skip
def test_message_of_another_shape_changes_nothing(here, content: dict) -> None:
    page = tally.TallyPage(here)

    tell(page, **content)

    assert sheets(open_(here)) == [] and page.state["form"] == "test-a"


class At(clock.ClockPage):
    """A clock page whose time stands where the test puts it."""

    moment = datetime(2026, 11, 21, 7, 30)

    def _moment(self) -> datetime:
        return self.moment


def test_clock_moves_on_press_by_press_and_says_how_late_it_is(here) -> None:
    page = At(here)
    tell(page, deed="start", slot=page.state["next"])
    page.moment += timedelta(minutes=60)
    tell(page, deed="start", slot=page.state["next"])

    words = " ".join(line["words"] for line in page.state["lines"])
    assert "Chậm 35 phút" in words and "bỏ: " in words
    assert page.state["rows"][0]["real"] == "60"
    assert len(presses(open_(here), 0)) == 2

    tell(page, deed="undo")
    assert len(presses(open_(here), 0)) == 1


def test_clock_knows_a_day_that_is_over(here) -> None:
    page = At(here)
    tell(page, deed="start", slot=page.state["next"])
    page.moment += timedelta(days=3)

    tell(page, deed="tick")

    assert "Đã xong, ngày 21/11/2026" in page.state["lines"][0]["words"]


def test_pages_of_a_learners_folder_refuse(course_home: Path, tmp_path: Path, monkeypatch) -> None:
    from kit.course import Library
    from kit.course.learner_copy import make_learner_folder

    make_learner_folder(Library(course_home), tmp_path / "learner")
    monkeypatch.setenv("KIT_FOLDER", str(tmp_path / "learner"))

    assert not (tmp_path / "learner" / "notebooks" / "class").exists()
    assert not (tmp_path / "learner" / "exercises" / "class").exists()
    for page in (results.class_results, tally.class_tally, clock.class_clock):
        assert "dành cho giảng viên" in str(page()._repr_mimebundle_())


def test_sheet_of_the_other_form_is_kept_and_doubted_in_its_row(here) -> None:
    page, klass = tally.TallyPage(here), open_(here)
    person = next(p for p in klass.people if p.first == "B")
    typed = ["A" if item["most"] == 1 else "-" for item in page.state["items"]]

    tell(page, deed="sheet", code=person.code, typed=typed)

    row = next(row for row in page.state["rows"] if row["code"] == person.code)
    assert row["kept"] and "phiếu B" in row["doubt"] and not row["told"]


def test_page_of_the_class_file_opens_on_a_new_class_alone_where_there_is_none(course, monkeypatch) -> None:
    from kit.trainer import file

    monkeypatch.setenv("KIT_FOLDER", str(course.home))
    fresh = class_page.ClassDesk(course)
    monkeypatch.setattr(class_page, "desk", lambda: fresh)
    page = file.class_file()

    bar, *parts = page.children
    assert bar.state["classes"] == [] and {part.layout.display for part in parts} == {"none"}
    tell(bar, deed="new", form={"module": "monitoring", "title": "Lớp mới", "room": "5", "online": "0"})

    assert {part.layout.display for part in parts} == {None}
    about = next(s for s in parts[0].face["sheets"] if s["id"] == "about")
    choices = {f["id"]: f["choices"] for f in about["fields"]}
    assert ["monitoring", course.modules["monitoring"].title] in choices["module"] and len(choices["programme"][0]) == 2
    assert parts[0].state["empty"] and all(gap["at"].startswith("about/1/") for gap in parts[0].state["empty"][:1])
