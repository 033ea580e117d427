"""The frame and its state, driven without a browser: what is sent to the page, and when."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kit.answers import Desk, Learner
from kit.course import Library
from kit.course.learner_copy import exercise_data, make_learner_folder
from kit.desk.progress import lesson_progress
from kit.desk.session import Session
from kit.handin import class_of
from kit.screen.frame import ExerciseFrame
from kit.screen.sign_in import SignIn
from kit.screen.start_page import StartPage, overview
from tests.conftest import SAMPLES


@pytest.fixture
def here(samples: Library) -> Session:
    session = Session(samples, Desk(samples.home / "answers"))
    session.enter(Learner("Lan"))
    return session


def frame(here: Session, kind: str = "single-choice") -> ExerciseFrame:
    return ExerciseFrame(here.library.exercise(f"samples/{kind}"), here)


def say_to(widget, **content) -> None:
    """What the browser would send."""
    widget._on_message(widget, content, [])


def sent(widget) -> str:
    return json.dumps([widget.get_state()[k] for k in ("face", "state", "restored")], ensure_ascii=False)


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_browser_is_not_told_the_key_before_a_try(here: Session, kind: str) -> None:
    text = sent(frame(here, kind))

    for secret in (
        *(move.words for move in SAMPLES[kind].moves()),
        "Sai vì",
        "Vì sao đáp án",
        "đường đi học an toàn",
        "Chưa làm việc đầu",
        "worth",
    ):
        assert secret not in text, secret


def test_explanation_is_sent_only_after_a_try_and_when_asked(here: Session) -> None:
    widget = frame(here)
    say_to(widget, deed="explain")
    assert not widget.state["explanation"]

    say_to(widget, deed="check", answer="first")
    assert widget.state["can_explain"] and not widget.state["explanation"]
    say_to(widget, deed="explain")

    assert "Vì sao đáp án đúng" in widget.state["explanation"]


def test_saved_is_said_only_when_the_answer_is_on_the_disk(here: Session) -> None:
    widget = frame(here)

    say_to(widget, deed="check", answer="second")

    assert "Đã lưu" in widget.state["saved"]
    assert here.desk.log(Learner("Lan")).read().records[-1].answer == "second"


def test_a_failed_save_is_said_in_words_and_not_called_saved(here: Session, monkeypatch) -> None:
    import os

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    widget = frame(here)
    monkeypatch.setattr(os, "fsync", full)
    say_to(widget, deed="check", answer="second")

    assert "Ổ đĩa đã đầy" in widget.state["saved"] and widget.state["unsaved"]


def test_unanswered_is_not_kept(here: Session) -> None:
    widget = frame(here)

    say_to(widget, deed="check", answer=None)

    assert widget.state["status"] == "unanswered"
    assert not [r for r in here.reading.records if r.deed == "attempt"]


def test_reopened_exercise_stands_as_it_was_left(here: Session) -> None:
    say_to(frame(here, "number"), deed="check", answer="59")

    again = frame(Session(here.library, here.desk, here.learner, here.desk.log(Learner("Lan")).read()), "number")

    assert again.restored["answer"] == "59"
    assert again.state["status"] == "wrong"
    assert "Đó là phép cộng" in again.state["words"][0]


def test_answer_to_an_older_wording_is_kept_and_marked(here: Session) -> None:
    say_to(frame(here, "number"), deed="check", answer="59")
    path = here.library.home / "exercises" / "samples" / "number.yaml"
    path.write_bytes(exercise_data(replace(SAMPLES["number"], prompt="Có 10 cuộc?")))
    fresh = Session(Library(here.library.home), here.desk)
    fresh.refresh()

    again = frame(fresh, "number")

    assert "Đề bài đã được sửa" in again.state["note"]
    assert again.restored["answer"] == "59"


@pytest.mark.parametrize("junk", [5, "x", ["x"], {"a": 1}, [[1]], {"text": 5}, True, {"holds": "yes"}, [None]])
@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_a_strange_answer_never_breaks_the_frame(here: Session, kind: str, junk) -> None:
    widget = frame(here, kind)

    say_to(widget, deed="check", answer=junk)
    say_to(widget, deed="no such deed")

    assert widget.state["status"] in ("unanswered", "wrong", "partly", "recorded")


def test_retry_clears_the_sheet_and_keeps_the_log(here: Session) -> None:
    widget = frame(here)
    say_to(widget, deed="check", answer="first")

    say_to(widget, deed="retry")

    assert (widget.restored["answer"], widget.state["status"], widget.state["tries"]) == (None, "none", 1)


def test_what_is_said_of_an_answer_bears_the_mark_of_the_page_that_sent_it(here: Session) -> None:
    widget = frame(here)

    say_to(widget, deed="check", answer="first", of="page/3")
    say_to(widget, deed="hint", answer="second", of="page/4")
    assert widget.state["of"] == "page/3", "a hint leaves the verdict that stands"
    say_to(widget, deed="check", answer="x" * 30_000, of="page/5")
    say_to(widget, deed="hint", of="page/5")
    assert widget.state["of"] == "page/3", "an answer that was refused has no verdict"
    say_to(widget, deed="retry", of="page/5")
    assert (widget.state["of"], widget.restored["of"]) == ("page/5", "page/5")
    say_to(widget, deed="check", answer="first", of=["junk"] * 999)
    assert widget.state["of"] == ""


def test_hints_come_one_by_one_and_stay(here: Session) -> None:
    widget = frame(here)
    say_to(widget, deed="hint")

    assert widget.state["hints"] == ["Gợi ý nhỏ đầu tiên."] and widget.state["hints_left"] == 0
    assert frame(here).state["hints"] == ["Gợi ý nhỏ đầu tiên."]


def test_sealed_exercise_tells_nothing_even_in_the_trainers_folder(sealed_home: Path) -> None:
    here = Session(Library(sealed_home), Desk(sealed_home / "answers"))
    here.enter(Learner("Lan"))
    widget = frame(here)

    say_to(widget, deed="check", answer="first")
    say_to(widget, deed="explain")

    assert widget.state["status"] == "recorded" and not widget.state["marks"] and not widget.state["explanation"]
    assert (here.reading.records[-2].status, here.reading.records[-2].points) == ("recorded", None)


def test_sealed_exercise_works_in_the_learners_folder(sealed_home: Path, tmp_path: Path) -> None:
    make_learner_folder(Library(sealed_home), tmp_path / "copy")
    here = Session(Library(tmp_path / "copy"), Desk(tmp_path / "copy" / "answers"))
    here.enter(Learner("Lan"))

    for kind, sample in SAMPLES.items():
        widget = frame(here, kind)
        say_to(widget, deed="check", answer=sample.key_answer())
        assert widget.state["status"] == "recorded", kind


def test_two_widgets_of_one_learner_follow_each_other(here: Session) -> None:
    one, two = frame(here), frame(here)
    say_to(one, deed="check", answer="second")
    here.refresh()

    assert two.restored["answer"] == "second" and two.state["status"] == "correct"


def test_answer_under_one_name_is_never_stored_under_another(here: Session) -> None:
    """Another window has signed in Mai while this one still shows Lan."""
    other = Session(here.library, here.desk)
    widget = frame(here)
    other.enter(Learner("Mai"))

    say_to(widget, deed="check", answer="second")

    assert "đã đổi thành Mai" in widget.state["saved"] and widget.state["unsaved"]
    for name in ("Mai", "Lan"):
        assert not [r for r in here.desk.log(Learner(name)).read().records if r.deed == "attempt"]
    say_to(widget, deed="check", answer="second")
    assert [r.answer for r in here.desk.log(Learner("Mai")).read().records if r.deed == "attempt"] == ["second"]


def test_known_name_is_signed_in_by_its_log_and_not_by_its_place(samples: Library) -> None:
    here = Session(samples, Desk(samples.home / "answers"))
    here.enter(Learner("Bình"))
    here.enter(None)
    strip = SignIn(here)
    shown = strip.state["known"][0][0]
    Session(samples, here.desk).enter(Learner("An"))
    here.desk.current = None

    say_to(strip, deed="known", file=shown)
    assert here.learner.name == "Bình"
    here.enter(None)
    say_to(strip, deed="known", file="gone.jsonl")
    assert "không còn ở máy" in strip.state["trouble"]


def test_absurd_answers_are_refused_in_words(here: Session) -> None:
    widget = frame(here, "number")

    say_to(widget, deed="check", answer="9" * 1_000_000)

    assert "quá dài" in widget.state["saved"]
    say_to(frame(here, "reflection"), deed="check", answer={"text": "một hai ba bốn năm sáu \ud83d", "ticks": []})
    assert here.desk.log(Learner("Lan")).read().damaged == ()


def test_full_disk_and_a_torn_line_still_open_the_lesson(here: Session, monkeypatch) -> None:
    say_to(frame(here), deed="check", answer="second")
    with here.desk.log(Learner("Lan")).path.open("ab") as stream:
        stream.write(b"\n{torn")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    here.refresh()

    assert here.reading.last("samples/single-choice").answer == "second"


def test_damaged_tail_is_told_and_set_aside(here: Session) -> None:
    say_to(frame(here), deed="check", answer="second")
    log = here.desk.log(Learner("Lan"))
    with log.path.open("ab") as stream:
        stream.write(b"\n{torn")

    here.refresh()

    assert "1 dòng trong bài làm bị hỏng" in SignIn(here).state["trouble"]
    assert len(list((log.path.parent / "damaged").iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "people", "words"),
    [
        ("", "1", "Hãy ghi tên gọi"),
        ("  ", "1", "Hãy ghi tên gọi"),
        ("Lan", "0", "từ 1 đến 30"),
        ("Lan", "abc", "từ 1 đến 30"),
        ("Lan", "31", "từ 1 đến 30"),
        ("Lan", None, "từ 1 đến 30"),
    ],
)
def test_sign_in_says_what_is_missing(samples: Library, name, people, words) -> None:
    strip = SignIn(Session(samples, Desk(samples.home / "answers")))

    say_to(strip, deed="enter", name=name, people=people, picture="🌸")

    assert words in strip.state["trouble"]


def test_two_people_of_one_name_are_asked_about_and_kept_apart(samples: Library) -> None:
    """They used to share their answers, and nobody was told."""
    here = Session(samples, Desk(samples.home / "answers"))
    strip = SignIn(here)
    say_to(strip, deed="enter", name="Lan", people="1", picture="🐃")
    say_to(frame(here), deed="check", answer="second")
    say_to(strip, deed="leave")

    say_to(strip, deed="enter", name="lan", people="1", picture="🌸")
    assert here.learner is None and "🐃 Lan" in strip.state["asked"]
    say_to(strip, deed="other")
    assert here.learner == Learner("lan (Hoa)", "🌸", 1) and here.reading.last("samples/single-choice") is None
    say_to(strip, deed="leave")

    say_to(strip, deed="enter", name="Lan", people="2", picture="🌸")
    say_to(strip, deed="same")
    assert here.learner == Learner("Lan", "🐃", 2) and here.reading.last("samples/single-choice") is not None
    assert strip.state["asked"] == ""


def test_group_at_one_laptop_is_counted_by_heads(samples: Library) -> None:
    here = Session(samples, Desk(samples.home / "answers"))
    say_to(SignIn(here), deed="enter", name="Nhóm Hoa", people="4", picture="🌸")

    say_to(frame(here), deed="check", answer="second")

    assert here.reading.records[-1].people == 4


def test_progress_is_not_begun_begun_or_done(here: Session) -> None:
    lesson = here.library.lessons["samples"]["01-all-kinds"]
    assert lesson_progress(here.library, lesson, here.reading).state == "not-begun"

    say_to(frame(here), deed="check", answer="second")
    assert lesson_progress(here.library, lesson, here.reading).state == "begun"
    assert StartPage(here).state["next"]["path"].endswith("01-all-kinds.ipynb")

    for kind, sample in SAMPLES.items():
        say_to(frame(here, kind), deed="check", answer=sample.key_answer())
    assert lesson_progress(here.library, lesson, here.reading).state == "done"


def test_faulty_exercise_apologises_in_words(home: Path, monkeypatch) -> None:
    from kit.desk.session import session
    from kit.screen import exercise

    (home / "exercises" / "samples" / "order.yaml").write_text("kind: order\n", encoding="utf-8")
    monkeypatch.setenv("KIT_FOLDER", str(home))
    session.cache_clear()

    shown = exercise("samples/order")._repr_mimebundle_()
    unknown = exercise("samples/<b>")._repr_mimebundle_()
    session.cache_clear()

    assert "prompt" in shown["text/plain"] and "order.yaml" in shown["text/html"]
    assert "<b>x" not in unknown["text/html"] and "&lt;b&gt;" in unknown["text/html"]


def test_hand_in_is_dropped_where_the_class_collects_and_never_into_a_drive_that_is_away(
    here: Session, tmp_path: Path
) -> None:
    """What is written beside the lessons is there either way; what was told is what happened."""
    away, shared = tmp_path / "Z", tmp_path / "chung"
    shared.mkdir()
    say_to(frame(here), deed="check", answer="first")

    for folder, told in ((shared, "thư mục chung của lớp"), (away, "đưa tệp cho giảng viên")):
        mark = {"id": "lop-a", "title": "Lớp A", "folder": str(folder)}
        (here.library.home / "class.json").write_text(json.dumps(mark), encoding="utf-8")
        made = Session(here.library, here.desk, here.learner, for_class=class_of(here.library.home))
        path, content, lines = made.hand_in()
        assert path.read_bytes() == content
        assert told in lines[-1]

    assert [p.suffix for p in shared.iterdir()] == [".jsonl"]
    assert not away.exists()


def test_saved_never_stands_beside_an_answer_that_is_missing(here: Session) -> None:
    widget = frame(here)
    say_to(widget, deed="check", answer="second")
    say_to(widget, deed="check", answer=None)

    assert widget.state["status"] == "unanswered" and widget.state["saved"] == ""


def test_start_page_begins_with_the_great_courses(library: Library, tmp_path: Path) -> None:
    """Nine courses: who opens the page finds those of two days before those of half a day."""
    courses = overview(Session(library, Desk(tmp_path / "answers")))["courses"]
    minutes = {module.title: module.minutes for module in library.modules.values()}
    shown = [minutes[course["title"]] for course in courses]

    assert shown == sorted(shown, reverse=True) and len(shown) == len(minutes)
