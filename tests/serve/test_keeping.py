"""What a telephone sends: on the disk before it is called saved, once, with its own time, and in the class's results."""

from __future__ import annotations

import shutil
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from kit.answers import Log, parse
from kit.classroom.results import results
from kit.course import Library
from kit.serve.room import Closed, Room
from kit.serve.seat import NoDeed, given_of
from tests.conftest import SAMPLES
from tests.serve.conftest import Server, serving


def kept(server: Server, code: str) -> list:
    (path,) = server.hall.folder.glob(f"{code.lower()}-*.jsonl")
    return [r for r in parse(path.read_bytes()).records if r.deed == "attempt"]


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_every_kind_is_judged_and_kept_by_the_same_python(server: Server, kind: str) -> None:
    cookie, key = server.scan("HV002"), SAMPLES[kind].key_answer()

    state = server.check(cookie, kind, key).body["state"]

    assert state["status"] in ("correct", "recorded") and "Đã lưu" in state["saved"]
    assert [(r.exercise, r.answer, r.class_id) for r in kept(server, "HV002")] == [(f"samples/{kind}", key, "lop-mau")]


def test_answer_that_is_sent_again_is_the_same_attempt(server: Server) -> None:
    cookie, id_ = server.scan("HV002"), uuid.uuid4().hex
    server.check(cookie, "number", "59", id=id_)
    server.check(cookie, "number", "60")

    for _ in range(3):
        again = server.check(cookie, "number", "59", id=id_)

    assert [r.answer for r in kept(server, "HV002")] == ["59", "60"]
    assert again.status == 200 and "Đã lưu" in again.body["state"]["saved"]


def test_answer_of_a_dead_line_keeps_its_own_time_beside_that_of_its_coming_in(server: Server) -> None:
    cookie = server.scan("HV002")

    server.check(cookie, "number", "59", age=3 * 3600)
    server.check(cookie, "single-choice", "first", age=1)

    late, prompt = kept(server, "HV002")
    gone = datetime.fromisoformat(late.arrived) - datetime.fromisoformat(late.at)
    assert abs(gone - timedelta(hours=3)) < timedelta(seconds=1)
    assert prompt.arrived == ""


@pytest.mark.parametrize("age", [-5, 1e300, float("nan"), "x", None, True, [1]])
def test_age_that_is_none_never_stops_an_answer(age) -> None:
    now = datetime(2026, 11, 29, tzinfo=UTC)

    given = given_of({"id": "a" * 32, "age": age}, now)

    assert now - timedelta(days=61) < datetime.fromisoformat(given.at) <= now


@pytest.mark.parametrize("id_", [None, "", "A" * 32, "a" * 31, "../" + "a" * 29, 7])
def test_attempt_without_an_id_of_its_own_is_refused(id_) -> None:
    with pytest.raises(NoDeed):
        given_of({"id": id_})


def test_full_disk_is_told_and_nothing_is_called_saved(server: Server, monkeypatch) -> None:
    import os

    cookie = server.scan("HV002")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    state = server.check(cookie, "number", "60").body["state"]

    assert state["unsaved"] and "Ổ đĩa đã đầy" in state["saved"]
    assert kept(server, "HV002") == []


def test_server_that_starts_again_goes_on_where_it_was(klass) -> None:
    with serving(klass) as first:
        cookie = first.scan("HV004")
        first.check(cookie, "number", "59")
        first.trainer("ask", "samples/number")
    with serving(klass) as second:
        page = second.ask("GET", "/bai/01-all-kinds", cookie=cookie).text
        view = second.ask("GET", "/giang-vien/lam", cookie=f"kit_giang_vien={second.house.token}")

    assert '"answer": "59"' in page and '"asked": "samples/number"' in page
    assert second.hall.heads("samples/number") == 1 and view.status == 405


def test_telephones_count_in_the_results_of_the_class(server: Server) -> None:
    for n in range(1, 7):
        server.check(server.scan(f"HV{n:03}"), "single-choice", "second" if n < 3 else "first")

    table, _ = results(server.hall.klass)

    rows = table[table["exercise"] == "samples/single-choice"]
    assert sorted(rows["learner"].astype(str)) == [f"HV{n:03}" for n in range(1, 7)]
    assert set(rows["mode"].astype(str)) == {"room"} and rows["points"].sum() in (2, 4)


def test_people_at_one_telephone_are_counted_as_heads(server: Server) -> None:
    cookie = server.scan("HV009")
    server.ask("POST", "/so-nguoi", [("people", "4")], cookie=cookie)
    server.check(cookie, "poll", ["road"])

    assert server.hall.heads("samples/poll") == 4
    assert server.ask("POST", "/so-nguoi", [("people", "4000")], cookie=cookie).status == 303
    assert server.hall.seat("HV009").learner.people == 4


def test_workbook_is_filled_kept_and_had_as_excel(server: Server) -> None:
    cookie = server.scan("HV001")
    deeds = [
        {"deed": "add", "sheet": "activities"},
        {"deed": "write", "sheet": "activities", "row": 1, "field": "women", "text": "28"},
    ]
    for deed in deeds:
        state = server.ask("POST", "/so/tracking-book/lam", deed, cookie=cookie).body["state"]

    assert state["status"] == "Đã lưu" and state["texts"]["activities/1/women"] == "28"
    assert server.ask("GET", "/so/tracking-book/tep", cookie=cookie).text.startswith("PK")
    other = server.ask("GET", "/so/tracking-book", cookie=server.scan("HV002")).text
    assert '"activities/1/women"' not in other


# ── what the trainer has opened ──
def test_test_takes_answers_only_while_it_is_open_and_what_was_given_before_it_closed(server: Server) -> None:
    cookie = server.scan("HV003")
    assert server.check(cookie, "sealed-one", "first").status == 409
    assert "chưa mở" in server.ask("GET", "/bai/test-a", cookie=cookie).text

    server.trainer("open", "test-a")
    assert server.check(cookie, "sealed-one", "first").status == 200
    server.trainer("close", "test-a")
    server.hall.room.stand.closed["test-a"] = (datetime.now(UTC) - timedelta(minutes=10)).isoformat()
    server.hall.room.stand.opened["test-a"] = (datetime.now(UTC) - timedelta(minutes=40)).isoformat()

    assert "đã đóng" in server.check(cookie, "sealed-one", "second").body["error"]
    late = server.scan("HV004")
    assert server.check(late, "sealed-one", "second", age=660).status == 200
    assert [r.answer for r in kept(server, "HV003") + kept(server, "HV004")] == ["first", "second"]


def test_room_stands_as_it_was_and_a_broken_file_opens_lessons_alone(klass) -> None:
    room = Room(klass.path, klass.module, klass.library)
    room.act("open", "test-a")
    room.act("ask", "samples/number")
    room.act("explain", "samples/number")

    again = Room(klass.path, klass.module, Library(klass.library.home))
    assert again.stand == room.stand and again.stand.asked == "samples/number"
    (klass.path / "room.json").write_text('{"open": 7}', encoding="utf-8")
    assert Room(klass.path, klass.module, klass.library).stand.open == ("01-all-kinds",)


@pytest.mark.parametrize(
    "deed", [("ask", "other/x"), ("open", "../x"), ("dance", ""), ("explain", "samples/sealed-one")]
)
def test_trainer_is_told_what_cannot_be_done(server: Server, deed: tuple[str, str]) -> None:
    answer = server.trainer(*deed)

    assert answer.status == 409 and answer.body["error"]


def test_bars_count_telephones_sheets_and_hands_once_each(server: Server) -> None:
    from kit.classroom.tallies import HeadsCounted, SheetTyped, save_count, save_sheet

    klass = server.hall.klass
    for n in (1, 2, 3):
        server.check(server.scan(f"HV{n:03}"), "single-choice", "first")
    save_sheet(
        klass, SheetTyped("HV003", "01-all-kinds", "", {"samples/single-choice": "second"})
    )  # she also used a telephone
    save_sheet(klass, SheetTyped("HV004", "01-all-kinds", "", {"samples/single-choice": "second"}))
    save_count(klass, HeadsCounted("samples/single-choice", "", "room", {'"first"': 5, "": 2}))

    asked = server.trainer("ask", "samples/single-choice").body["asked"]

    assert {bar["sign"]: bar["heads"] for bar in asked["bars"] if bar["heads"]} == {"A": 8, "B": 1}
    assert asked["mistake"]["words"].startswith(("8 người", "1 người"))


def test_wall_shows_no_bars_under_five_no_code_and_no_key_before_it_is_told(server: Server) -> None:
    from kit.serve.views import wall_view

    for n in range(1, 5):
        server.check(server.scan(f"HV{n:03}"), "single-choice", "first")
    server.trainer("ask", "samples/single-choice")
    few = wall_view(server.hall)["asked"]
    server.check(server.scan("HV005"), "single-choice", "second")
    five = wall_view(server.hall)["asked"]
    server.trainer("explain", "samples/single-choice")
    told = wall_view(server.hall)["asked"]

    assert [bar["heads"] for bar in few["bars"]] == [None] * len(few["bars"]) and few["few"]
    assert sum(bar["heads"] for bar in five["bars"]) == 5 and not any(bar["right"] for bar in five["bars"])
    assert not five["explained"] and "mistake" not in five
    assert sum(bar["right"] for bar in told["bars"]) == 1 and told["explained"]
    assert "HV0" not in str((few, five, told))


def test_what_people_wrote_is_on_the_wall_only_when_chosen_and_without_names(server: Server) -> None:
    from kit.serve.views import room_view, wall_view

    text = "Tôi sẽ nói với chị HV002 về đường đi học an toàn cho các cháu ở bản mình nhé"
    server.check(server.scan("HV001"), "reflection", {"text": text, "ticks": []})
    server.trainer("ask", "samples/reflection")

    (shown,) = room_view(server.hall, 0)["asked"]["texts"]
    assert wall_view(server.hall)["asked"]["texts"] == []
    server.trainer("text", shown["id"])
    (wall,) = wall_view(server.hall)["asked"]["texts"]

    assert "HV002" not in wall["words"] and "đường đi học" in wall["words"]


def test_test_shows_no_bars_on_either_face(server: Server) -> None:
    from kit.serve.views import room_view, wall_view

    server.trainer("open", "test-a")
    for n in range(1, 8):
        server.check(server.scan(f"HV{n:03}"), "sealed-one", "first")
    server.trainer("ask", "samples/sealed-one")

    for view in (room_view(server.hall, 0), wall_view(server.hall)):
        assert view["asked"]["bars"] == [] and not view["asked"]["explained"] and "mistake" not in view["asked"]
        assert "7 người đã trả lời" in view["asked"]["answered"]


def test_closed_room_takes_no_answer_to_another_class(klass, tmp_path) -> None:
    with pytest.raises(Closed, match="không thuộc"):
        Room(klass.path, klass.module, klass.library).demand_open("other/x", datetime.now(UTC))


def test_logs_of_a_class_from_sticks_and_telephones_are_one(server: Server) -> None:
    from kit.answers import Learner, Record
    from kit.classroom.collect import collect
    from kit.handin import ForClass, file_name, pack

    learner, usb = Learner("HV006"), server.hall.library.home / "usb"
    shutil.rmtree(usb, ignore_errors=True)
    log = Log(usb / "x.jsonl")
    log.append(
        Record("learner", learner="HV006"),
        Record("attempt", "samples/number", answer="58", status="wrong", points=0.0, class_id="lop-mau"),
    )
    now = datetime.now(UTC)
    (usb / file_name(learner, "lop-mau", now)).write_bytes(pack(learner, ForClass("lop-mau").id, log.read(), now))
    log.erase()
    server.check(server.scan("HV006"), "number", "60")

    collect(server.hall.klass, usb)
    collect(server.hall.klass, usb)

    assert sorted(r.answer for r in kept(server, "HV006")) == ["58", "60"]


def test_lesson_that_is_broken_stays_closed_and_the_others_open(klass) -> None:
    (klass.library.home / "notebooks" / "modules" / "samples" / "test-a.ipynb").write_text("{", encoding="utf-8")

    with serving(type(klass).open(Library(klass.library.home), klass.id)) as server:
        assert server.ask("GET", "/bai/01-all-kinds", cookie=server.scan("HV001")).status == 200
        assert "Phiếu A" in server.hall.told[0] and "kit check" in server.hall.told[0]
