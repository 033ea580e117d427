"""Paper and raised hands: typed in few strokes, judged like the screen, corrected by typing again."""

from __future__ import annotations

import json

import pytest

from kit.classroom.parallel_tests import question_change
from kit.classroom.results import results
from kit.classroom.tallies import (
    HeadsCounted,
    SheetTyped,
    counts,
    doubts_of,
    exercise_id,
    exercises_of,
    save_count,
    save_sheet,
    sheets,
)
from kit.classroom.typed import (
    NotATally,
    read_answer,
    read_counts,
    read_line,
    sample_line,
    written_answer,
)
from kit.classroom.votes import count, on_paper
from tests.conftest import SAMPLES


@pytest.mark.parametrize("name", ["single-choice", "multiple-choice", "true-false", "number", "short-answer", "deadline", "poll"])  # fmt: skip
def test_key_typed_as_on_paper_is_read_back(name: str) -> None:
    exercise = SAMPLES[name]

    typed = written_answer(exercise, exercise.key_answer())

    assert exercise.check(read_answer(exercise, typed)).status in ("correct", "recorded")


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        pytest.param("single-choice", "z", "A đến", id="no-such-letter"),
        pytest.param("single-choice", "ab", "một chữ", id="two-letters"),
        pytest.param("true-false", "d", "2 chữ cái, Đ", id="too-few-claims"),
        pytest.param("true-false", "dx", "2 chữ cái, Đ", id="neither"),
        pytest.param("number", "nhiều", "Không hiểu", id="no-number"),
    ],
)
def test_what_cannot_be_meant_says_what_can(name: str, typed: str, told: str) -> None:
    with pytest.raises(NotATally, match=told):
        read_answer(SAMPLES[name], typed)


@pytest.mark.parametrize("typed", ["-", "", " ", "–"])
@pytest.mark.parametrize("name", ["single-choice", "true-false", "number"])
def test_blank_is_a_blank_and_no_answer(name: str, typed: str) -> None:
    assert read_answer(SAMPLES[name], typed) is None


def test_nought_is_a_number_and_no_blank() -> None:
    assert read_answer(SAMPLES["number"], "0") == "0"


def test_sheet_is_typed_as_one_line(klass) -> None:
    items = exercises_of(klass, "A")
    kinds = [e.kind for e in items]
    assert kinds == ["single-choice"] * 4 + ["number"] + ["single-choice"] * 4 + [
        "true-false",
        "number",
        "single-choice",
    ]

    answers = read_line(items, ["cb-a", "7", "abcd", "dsđs", "11", "b"])

    assert [written_answer(e, a) for e, a in zip(items, answers, strict=True)] == [*"CB-A", "7", *"ABCD", "DSDS", "11", "B"]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param("abcd 7 abcd dsds 11", "Phiếu có 12 câu, mới đọc được 11", id="one-short"),
        pytest.param("abcd 7 abcd dsds 11 b c", "Phiếu có 12 câu, mới đọc được 13", id="one-over"),
        pytest.param("abcz 7 abcd dsds 11 b", "Câu 4", id="names-the-question"),
    ],
)
def test_sheet_that_does_not_fit_is_not_taken(klass, typed: str, told: str) -> None:
    with pytest.raises(NotATally, match=told):
        read_line(exercises_of(klass, "A"), typed.split())


def sheet_of(klass, code: str, moment: str = "before", right: bool = True) -> SheetTyped:
    answers = {e.id: e.key_answer() if right else None for e in exercises_of(klass, "A")}
    return SheetTyped(code, "test-a", moment, answers)


def test_sheet_typed_again_takes_the_place_of_the_first_and_rubs_nothing_out(klass) -> None:
    save_sheet(klass, sheet_of(klass, "hv1", right=False))
    save_sheet(klass, sheet_of(klass, "HV001"))

    assert len(sheets(klass)) == 1
    assert results(klass)[0]["points"].sum() == 12
    assert (klass.path / "tallies.jsonl").read_text(encoding="utf-8").count('"sheet:test-a"') == 2


def test_same_form_before_and_after_is_two_sheets(klass) -> None:
    save_sheet(klass, sheet_of(klass, "HV001", "before", right=False))
    save_sheet(klass, sheet_of(klass, "HV001", "after"))

    table, _ = results(klass)
    assert table.groupby("moment", observed=True)["points"].sum().to_dict() == {"before": 0, "after": 12}


def test_sheet_of_nobody_is_told(klass) -> None:
    with pytest.raises(NotATally, match="HV999"):
        save_sheet(klass, sheet_of(klass, "HV999"))


def test_hands_are_counted_by_option_and_moment(klass) -> None:
    exercise = exercises_of(klass, "A")[0]
    heads = read_counts(exercise, ["A=12", "c=30", "-=2"])
    save_count(klass, HeadsCounted(exercise.id, "before", "room", heads))

    table, _ = results(klass)

    assert table["people"].sum() == 44 and set(table["source"]) == {"hands"}
    assert table.loc[table["status"] == "correct", "people"].tolist() == [heads[json.dumps(exercise.key)]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["A"], "A=12", id="no-number"),
        pytest.param(["A=x"], "A=12", id="letters"),
        pytest.param(["A=1", "a=2"], "hai lần", id="twice"),
        pytest.param(["Q=1"], "A đến", id="no-option"),
    ],
)
def test_counts_that_cannot_be_meant_are_told(klass, words: list[str], told: str) -> None:
    with pytest.raises(NotATally, match=told):
        read_counts(exercises_of(klass, "A")[0], words)


def test_more_hands_than_people_are_refused(klass) -> None:
    with pytest.raises(NotATally, match="60"):
        save_count(klass, HeadsCounted(exercises_of(klass, "A")[0].id, "before", "room", {'"o1"': 61}))
    assert counts(klass) == []


def test_where_one_may_choose_several_hands_are_more_than_people(klass) -> None:
    """Bài tập 3.1 lets everyone choose two: sixty people raise up to a hundred and twenty hands, none twice for one."""
    poll = klass.library.exercise("policy-dialogue/moderator-i-remember")
    heads = read_counts(poll, ["A=50", "B=40", "C=25"])

    assert save_count(klass, HeadsCounted(poll.id, "", "room", heads)) == 115
    for typed, told in (
        (["A=61"], "Đếm được 61 người"),
        (["A=60", "B=59", "C=20"], "139 lượt giơ; 60 người, mỗi người nhiều nhất 2"),
    ):
        with pytest.raises(NotATally, match=told):
            save_count(klass, HeadsCounted(poll.id, "", "room", read_counts(poll, typed)))


def test_hands_for_each_option_judge_nobody_and_sheets_together_do(klass) -> None:
    """Hands for A, C and D tell how many chose each, not who chose all three; a bundle of sheets "ACD" tells that."""
    exercise = klass.library.exercise("policy-dialogue/purposes")
    save_count(klass, HeadsCounted(exercise.id, "", "room", read_counts(exercise, ["A=40", "B=10", "C=50", "D=45"])))
    table, _ = results(klass)
    counted = count(exercise, on_paper(klass)[exercise.id])

    assert table[table["exercise"] == exercise.id].empty
    assert counted.heads == 50 and [bar.heads for bar in counted.bars][:4] == [40, 10, 50, 45]

    save_count(klass, HeadsCounted(exercise.id, "", "room", read_counts(exercise, ["ACD=30", "A=5"])))
    table, _ = results(klass)
    rows = table[table["exercise"] == exercise.id]
    assert rows["people"].sum() == 35 and rows.loc[rows["status"] == "correct", "people"].tolist() == [30]


@pytest.mark.parametrize(
    ("count", "told"),
    [
        pytest.param(("policy-dialogue/test-a-01", ""), "trước hay sau", id="test-without-moment"),
        pytest.param(("policy-dialogue/one-topic-or-many", "before"), "không thuộc phiếu", id="practice-with-moment"),
        pytest.param(("monitoring/test-a-01", "before"), "không thuộc chuyên đề", id="other-course"),
    ],
)
def test_count_that_would_be_counted_nowhere_is_refused(klass, count: tuple[str, str], told: str) -> None:
    with pytest.raises(NotATally, match=told):
        save_count(klass, HeadsCounted(count[0], count[1], "room", {"": 3}))


def test_count_of_an_option_that_is_not_there_is_refused(klass) -> None:
    with pytest.raises(NotATally, match="không có phương án"):
        save_count(klass, HeadsCounted("policy-dialogue/test-a-01", "before", "room", {'"junk"': 3}))


@pytest.mark.parametrize("typed", [",", ";", "aa", "+"])
def test_signs_and_doubled_letters_are_no_answer(typed: str) -> None:
    with pytest.raises(NotATally):
        read_answer(SAMPLES["single-choice"], typed)


def test_practice_that_was_not_done_on_paper_is_no_mistake(klass) -> None:
    from kit.classroom import overview
    from kit.classroom.results import Judge

    lesson = klass.library.lessons[klass.module.id]["01-what-is-dialogue"]
    first = next(n for n in lesson.exercises if klass.library.exercise(n).kind == "single-choice")
    save_sheet(klass, SheetTyped("HV001", lesson.id, "", {first: klass.library.exercise(first).key}))

    found = overview.items(klass, Judge(klass), results(klass)[0], lesson.id)
    assert [(i.asked, i.right) for i in found if i.asked] == [(1, 1)]


def test_screen_stands_before_a_sheet_of_the_same_and_fills_its_blanks(klass, tmp_path) -> None:
    from kit.answers import Record
    from kit.classroom.collect import collect
    from tests.classroom.conftest import DAY_1, Simulated, hand_in

    items = exercises_of(klass, "A")
    done = Simulated(klass.people[0])
    wrong = next(o.id for o in items[0].options if o.id != items[0].key)
    done.records = [Record("attempt", items[0].id, items[0].digest, wrong, at=DAY_1.isoformat(), class_id=klass.id)]
    hand_in(tmp_path, klass, done)
    collect(klass, tmp_path)
    save_sheet(klass, sheet_of(klass, "HV001"))

    table, told = results(klass)

    mine = table[table["moment"] == "before"].set_index("exercise")
    assert len(mine) == 12 and mine.loc[items[0].id, "source"] == "screen"
    assert mine["points"].sum() == 11
    assert any("HV001 có cả phiếu giấy và bài trên máy, 1 câu khác nhau" in line for line in told)


@pytest.mark.parametrize("form", ["A", "B", "01", "1"])
def test_example_that_is_shown_can_be_typed(klass, form: str) -> None:
    items = exercises_of(klass, form)
    if not all(item.typed for item in items):
        items = [item for item in items if item.typed]

    code, *words = sample_line(items).split()

    assert code == "12" and len(read_line(items, words)) == len(items)


@pytest.mark.parametrize("typed", ["A.1", "policy-dialogue/test-a-01", "test-a-01"])
def test_question_is_known_by_the_number_on_the_count_sheet(klass, typed: str) -> None:
    assert exercise_id(klass, typed) == "policy-dialogue/test-a-01"


@pytest.mark.parametrize("typed", ["a1", "9.9", "monitoring/test-a-01"])
def test_question_that_the_class_has_not_says_how_to_name_one(klass, typed: str) -> None:
    with pytest.raises(NotATally, match="Ghi số câu như trên bảng đếm tay"):
        exercise_id(klass, typed)


def test_no_card_raised_can_be_counted(klass) -> None:
    item = exercises_of(klass, "A")[0]

    assert read_counts(item, ["A=2", "trống=3"])[""] == 3


def test_hands_for_a_written_question_are_refused(klass) -> None:
    written = next(e for e in exercises_of(klass, "A") if e.kind == "number")

    with pytest.raises(NotATally, match="nhập từng phiếu"):
        save_count(klass, HeadsCounted(written.id, "before", "room", {'"7"': 3}))


def test_both_forms_for_one_sitting_are_told_and_counted_for_neither(klass) -> None:
    for form in ("A", "B"):
        items = exercises_of(klass, form)
        save_sheet(klass, SheetTyped("HV001", klass.forms[form], "before", {e.id: e.key_answer() for e in items}))
    save_sheet(
        klass, SheetTyped("HV002", klass.forms["A"], "before", {e.id: e.key_answer() for e in exercises_of(klass, "A")})
    )

    told = doubts_of(klass, {"HV001", "HV002"}, klass.forms["A"], "before")
    table, _ = results(klass)

    assert "HV001 có cả hai phiếu" in told[0] and "HV002 được phát phiếu B" in told[1]
    assert question_change(klass, table).loc[1, "before_n"] == 1
