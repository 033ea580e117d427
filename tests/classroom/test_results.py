"""How rounds of answers become one row each: which answer counts, which test came before, what is told."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from kit.answers import Record
from kit.classroom import overview, parallel_tests
from kit.classroom.collect import collect
from kit.classroom.results import Judge, results, stale_words
from kit.classroom.tallies import exercises_of
from tests.classroom.conftest import DAY_1, DAY_2, Simulated, hand_in

PRACTICE = "policy-dialogue/one-topic-or-many"


def attempt(klass, name: str, answer, at=DAY_1, digest: str = "") -> Record:
    exercise = klass.library.exercise(name)
    return Record("attempt", name, digest or exercise.digest, answer, at=at.isoformat(), class_id=klass.id)


def table_of(klass, folder: Path, *records: Record, code: str = "HV001"):
    done = Simulated(klass.people[0])
    done.records = list(records)
    hand_in(folder, klass, done, name=code)
    collect(klass, folder)
    return results(klass)


def wrong_of(exercise) -> str:
    return next(option.id for option in exercise.options if option.id != exercise.key)


def test_practice_counts_the_first_answer_and_remembers_the_last(klass, tmp_path: Path) -> None:
    exercise = klass.library.exercise(PRACTICE)
    later = DAY_1 + timedelta(minutes=5)

    table, _ = table_of(klass, tmp_path, attempt(klass, PRACTICE, wrong_of(exercise)), attempt(klass, PRACTICE, exercise.key, later))  # fmt: skip

    row = table.iloc[0]
    assert (row["points"], row["last_points"], row["tries"]) == (0, 1, 2)
    assert json.loads(row["answer"]) == wrong_of(exercise)


def test_test_counts_the_last_answer(klass, tmp_path: Path) -> None:
    exercise = exercises_of(klass, "A")[0]
    later = DAY_1 + timedelta(minutes=5)

    table, _ = table_of(klass, tmp_path, attempt(klass, exercise.id, wrong_of(exercise)), attempt(klass, exercise.id, exercise.key, later))  # fmt: skip

    assert table.set_index("exercise").loc[exercise.id, "points"] == 1


def test_items_left_out_of_a_test_are_worth_nothing(klass, tmp_path: Path) -> None:
    exercise = exercises_of(klass, "A")[0]

    table, _ = table_of(klass, tmp_path, attempt(klass, exercise.id, exercise.key))

    assert len(table) == 12 and table["points"].sum() == 1
    assert parallel_tests.form_marks(klass, table, "before").loc["HV001"].mean() == pytest.approx(1 / 12)


def test_whoever_took_the_forms_the_other_way_round_is_counted_by_the_hours_and_told(klass, tmp_path: Path) -> None:
    """HV001 is dealt form A before; here B came first."""
    a, b = exercises_of(klass, "A")[0], exercises_of(klass, "B")[0]

    table, told = table_of(klass, tmp_path, attempt(klass, b.id, b.key, DAY_1), attempt(klass, a.id, a.key, DAY_2))

    moments = table.drop_duplicates("form").set_index("form")["moment"].to_dict()
    assert moments == {"test-a": "after", "test-b": "before"}
    assert any("HV001 làm hai phiếu ngược" in line for line in told)


def test_test_of_a_stranger_is_neither_before_nor_after(klass, tmp_path: Path) -> None:
    exercise = exercises_of(klass, "A")[0]

    table, _ = table_of(klass, tmp_path, attempt(klass, exercise.id, exercise.key), code="Chị Hoa")

    assert parallel_tests.unsure(table) == ["?Chị Hoa"]
    assert parallel_tests.before_after(klass, table).change.n == 0
    assert not any(item.asked for item in overview.items(klass, Judge(klass), table, "test-a", "unsure"))


def test_answer_to_an_older_wording_is_told_and_not_judged(klass, tmp_path: Path) -> None:
    exercise = klass.library.exercise(PRACTICE)

    table, _ = table_of(klass, tmp_path, attempt(klass, PRACTICE, exercise.key, digest="0" * 16))

    assert table["stale"].all() and table["points"].isna().all()
    number = klass.library.number(PRACTICE)
    assert stale_words(table, klass) == [f"1 câu trả lời theo bản cũ của câu hỏi, không chấm: câu {number}."]


def test_work_handed_in_by_two_people_counts_for_neither_and_is_told(klass, tmp_path: Path) -> None:
    """Whose it is nobody can tell from the files: a thief must not win, and the victim must be asked."""
    exercise = klass.library.exercise(PRACTICE)
    record = attempt(klass, PRACTICE, exercise.key)
    table_of(klass, tmp_path, record, code="HV002")

    table, told = table_of(klass, tmp_path, record, code="HV001")

    assert len(table) == 0
    assert any("HV001 – HV002: 1 lượt làm giống hệt nhau" in line for line in told)


def test_one_person_under_two_spellings_is_one_person(klass, tmp_path: Path) -> None:
    items = exercises_of(klass, "A")
    table_of(klass, tmp_path, attempt(klass, items[0].id, items[0].key), code="hv 1")

    table, told = table_of(klass, tmp_path, *(attempt(klass, e.id, e.key_answer()) for e in items[1:]), code="HV001")

    assert (len(table), table["points"].sum(), told) == (12, 12, [])


def test_test_answered_again_after_the_debrief_counts_as_it_was(klass, tmp_path: Path) -> None:
    exercise = exercises_of(klass, "A")[0]
    later = DAY_1 + timedelta(hours=4)

    table, told = table_of(klass, tmp_path, attempt(klass, exercise.id, wrong_of(exercise)), attempt(klass, exercise.id, exercise.key, later))  # fmt: skip

    assert table.set_index("exercise").loc[exercise.id, "points"] == 0
    assert any("trả lời sau hơn 3 giờ" in line for line in told)


def test_question_reworded_between_the_tests_is_compared_for_nobody(klass, tmp_path: Path) -> None:
    """Twelve of twelve both times is no gain, though three answers of the first were to an older wording."""
    before, after = exercises_of(klass, "A"), exercises_of(klass, "B")
    old = [attempt(klass, e.id, e.key_answer(), digest="0" * 16 if n < 3 else "") for n, e in enumerate(before)]

    table, _ = table_of(klass, tmp_path, *old, *(attempt(klass, e.id, e.key_answer(), DAY_2) for e in after))
    found = parallel_tests.before_after(klass, table)

    assert (found.change.same, found.change.mean_change, found.left_out) == (1, 0, (1, 2, 3))


def test_before_and_after_are_two_groups_and_never_one(klass, tmp_path: Path) -> None:
    from kit.classroom.tallies import SheetTyped, save_sheet

    items = exercises_of(klass, "A")
    for moment, right in (("before", False), ("after", True)):
        save_sheet(
            klass, SheetTyped("HV001", "test-a", moment, {e.id: e.key_answer() if right else None for e in items})
        )
    table, _ = results(klass)

    assert parallel_tests.marks(table, "test-a", "before").to_numpy().sum() == 0
    assert parallel_tests.marks(table, "test-a", "after").to_numpy().mean() == 1


def test_whoever_did_part_of_a_test_with_others_is_left_out_of_the_comparison(klass, tmp_path: Path) -> None:
    from dataclasses import replace as with_

    before, after = exercises_of(klass, "A"), exercises_of(klass, "B")
    records = [attempt(klass, e.id, e.key_answer()) for e in before] + [attempt(klass, e.id, e.key_answer(), DAY_2) for e in after]  # fmt: skip

    table, _ = table_of(klass, tmp_path, with_(records[0], people=3), *records[1:])

    assert parallel_tests.before_after(klass, table).change.n == 0


@pytest.mark.parametrize("answer", [None, 7, {"a": 1}, ["x"], "no-such-option", True, 1e308, [[[]]]])
def test_answer_of_any_shape_is_a_blank_and_no_crash(klass, tmp_path: Path, answer) -> None:
    names = klass.library.lessons[klass.module.id]["01-what-is-dialogue"].exercises

    table, _ = table_of(klass, tmp_path, *(attempt(klass, name, answer) for name in names))

    judge = Judge(klass)
    assert not table["points"].fillna(0).any()
    overview.items(klass, judge, table, "01-what-is-dialogue")


def test_most_chosen_mistake_comes_with_its_move(klass, tmp_path: Path) -> None:
    exercise = klass.library.exercise("policy-dialogue/which-level")
    wrong = next(option for option in exercise.options if option.move)

    for code in ("HV001", "HV002", "HV003", "HV004", "HV005"):
        table, _ = table_of(klass, tmp_path, attempt(klass, exercise.id, wrong.id), code=code)
    lesson = next(n for n, x in klass.library.lessons[klass.module.id].items() if exercise.id in x.exercises)
    item = next(i for i in overview.items(klass, Judge(klass), table, lesson) if i.exercise == exercise.id)

    assert item.wrong[0].move == wrong.move and item.wrong[0].heads == 5
    assert overview.weakest([item])[0].exercise == exercise.id


def test_progress_says_who_has_begun_and_who_has_finished(klass, tmp_path: Path) -> None:
    lesson = klass.library.lessons[klass.module.id]["01-what-is-dialogue"]
    keys = [(name, klass.library.exercise(name)) for name in lesson.exercises]
    table_of(klass, tmp_path, *(attempt(klass, n, e.key_answer()) for n, e in keys), code="HV001")

    table, _ = table_of(klass, tmp_path, attempt(klass, *next((n, e.key_answer()) for n, e in keys)), code="HV002")

    found = overview.progress(klass, table, lesson.id)["state"]
    assert (found["HV001"], found["HV002"], found["HV003"]) == ("done", "begun", "not-begun")
