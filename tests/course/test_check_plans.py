"""Tests in two forms and programmes of days must add up, and each break has its own sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kit.course import Library
from kit.course.check import check
from kit.course.learner_copy import exercise_data
from tests.conftest import SAMPLES, make_home, notebook

PLANS = """\
tests:
  - {id: test-a, title: Phiếu A, english: Form A, minutes: 10, activities: [ITEMS]}
  - {id: test-b, title: Phiếu B, english: Form B, minutes: 10, activities: [ITEMS]}
programmes:
  - id: one-day
    title: Một ngày
    english: One day
    advice: Chuẩn bị bút.
    days:
      - title: Buổi sáng
        starts: 07:30
        ends: 08:25
        steps:
          - {minutes: 10, title: Chào hỏi}
          - {minutes: 10, title: Phiếu trước, lesson: test-a}
          - {minutes: 30, lesson: 01-all-kinds, activities: [try-all]}
          - {minutes: 5, title: Nghỉ}
""".replace(
    "ITEMS",
    "{id: items, title: Các câu, minutes: 10, grouping: alone, priority: must, task: Làm., online: Làm., no_power: Làm.}",
)


def item(kind: str, **changes) -> bytes:
    return exercise_data(replace(SAMPLES[kind], sealed=True, hints=(), minutes=3, **changes))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The samples with two sealed forms of two items each, and a programme of one morning."""
    home = make_home(tmp_path / "home")
    module = home / "exercises/samples"
    for form in "ab":
        for n, kind in enumerate(("single-choice", "number"), 1):
            (module / f"test-{form}-{n}.yaml").write_bytes(item(kind))
        cells = [
            ("markdown", f"# Phiếu {form.upper()}\n\nLàm một mình."),
            ("markdown", "## Các câu\n\nLàm từng câu.", "activity:items"),
            *(("code", f'exercise("samples/test-{form}-{n}")') for n in (1, 2)),
        ]
        (home / f"notebooks/modules/samples/test-{form}.ipynb").write_text(notebook(*cells), encoding="utf-8")
    with (module / "module.yaml").open("a", encoding="utf-8") as file:
        file.write(PLANS)
    return home


def told(home: Path) -> str:
    return "\n".join(str(f) for f in check(Library(home), today=date(2026, 11, 21)))


def mend(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test must break something"
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_sound_forms_and_programme_have_nothing_to_tell(course: Path) -> None:
    assert told(course) == ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("ends: 08:25", "ends: 08:30", "có 60 phút nhưng các phần cộng lại là 55 phút", id="day_not_filled"),
        pytest.param("{minutes: 30, lesson", "{minutes: 25, lesson", "ghi 25 phút nhưng cần 30 phút", id="lesson_cut_short"),
        pytest.param("lesson: 01-all-kinds, act", "lesson: 01-all-kind, act", "Có phải muốn viết “01-all-kinds”?", id="no_such_lesson"),
        pytest.param("activities: [try-all]}", "activities: [try-al]}", "Có phải muốn viết “try-all”?", id="no_such_activity"),
        pytest.param("title: Nghỉ}", "title: ''}", "cần title hoặc lesson", id="step_without_name"),
    ],
)  # fmt: skip
def test_each_break_of_a_programme_is_told(course: Path, old: str, new: str, words: str) -> None:
    mend(course / "exercises/samples/module.yaml", old, new)

    assert words in told(course)


def test_item_that_is_not_sealed_is_told(course: Path) -> None:
    (course / "exercises/samples/test-a-1.yaml").write_bytes(
        exercise_data(replace(SAMPLES["single-choice"], minutes=3))
    )

    assert "Câu “samples/test-a-1” của test-a chưa niêm phong" in told(course)


def test_sealed_exercise_in_a_lesson_is_told(course: Path) -> None:
    mend(course / "notebooks/modules/samples/test-a.ipynb", "samples/test-a-1", "samples/order")
    mend(course / "notebooks/modules/samples/01-all-kinds.ipynb", "samples/order", "samples/test-a-1")

    assert "Câu “samples/test-a-1” đã niêm phong mà nằm trong bài học" in told(course)


def test_item_that_is_also_taught_is_told(course: Path) -> None:
    mend(course / "notebooks/modules/samples/01-all-kinds.ipynb", "samples/order", "samples/test-a-1")

    assert "vừa ở bài kiểm tra vừa ở bài học" in told(course)


@pytest.mark.parametrize("change", [{"level": "judge"}, None], ids=["another_level", "another_kind"])
def test_forms_that_are_not_parallel_are_told(course: Path, change: dict | None) -> None:
    other = item("single-choice", **change) if change else item("true-false")
    (course / "exercises/samples/test-b-1.yaml").write_bytes(other)

    assert "Câu 1 của test-a và test-b không song song" in told(course)


def test_forms_of_unequal_length_are_told(course: Path) -> None:
    path = course / "notebooks/modules/samples/test-b.ipynb"
    body = json.loads(path.read_text(encoding="utf-8"))
    body["cells"].pop()
    path.write_text(json.dumps(body), encoding="utf-8")

    assert "không cùng số câu" in told(course)


def test_items_are_numbered_by_their_form(course: Path) -> None:
    library = Library(course)

    assert [library.number(f"samples/test-{form}-2") for form in "ab"] == ["A.2", "B.2"]
