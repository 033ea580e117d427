"""What must hold between the files is checked, and each break has its own sentence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kit.course import Library
from kit.course.check import check


def mend(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test must break something"
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(home: Path) -> str:
    return "\n".join(str(f) for f in check(Library(home), today=date(2026, 11, 21)))


def test_sound_content_has_nothing_to_tell(home: Path) -> None:
    assert told(home) == ""


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        pytest.param("exercises/samples/module.yaml", "minutes: 30, grouping", "minutes: 25, grouping", "các hoạt động cộng lại là 25 phút", id="activities_do_not_add_up"),
        pytest.param("exercises/samples/module.yaml", 'version: "0.1"\nminutes: 30', 'version: "0.1"\nminutes: 45', "các bài cộng lại là 30 phút", id="lessons_do_not_add_up"),
        pytest.param("exercises/samples/module.yaml", "objectives: [objective-1]", "objectives: [objective-2]", "“objective-2” không có trong chuyên đề", id="unknown_objective_of_activity"),
        pytest.param("exercises/samples/module.yaml", "objectives: [objective-1],", "", "chưa có hoạt động nào", id="objective_without_activity"),
        pytest.param("exercises/samples/module.yaml", "objectives:\n", "objectives:\n  - {id: lonely, text: Việc khác, english: Other}\n", "“lonely” chưa có bài tập", id="objective_without_exercise"),
        pytest.param("exercises/samples/module.yaml", "version:", "references: [no-such-fact]\nversion:", "no-such-fact", id="unknown_reference"),
        pytest.param("exercises/samples/order.yaml", '"objective": "objective-1"', '"objective": "objectve-1"', "Có phải muốn viết “objective-1”?", id="unknown_objective_of_exercise"),
        pytest.param("exercises/samples/order.yaml", '"minutes": 3', '"minutes": 3, "sources": ["hotline-unio"]', "“hotline-union”", id="unknown_source"),
        pytest.param("exercises/samples/order.yaml", "Vì sao", "[Vì](fact:nothing) sao", "“nothing”", id="unknown_citation_in_text"),
        pytest.param("exercises/samples/order.yaml", "Vì sao", "# Vì sao", "không dùng đề mục", id="heading_inside_exercise"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", "samples/order", "samples/ordre", "Có phải muốn viết “samples/order”?", id="unknown_exercise_in_lesson"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", "activity:try-all", "activity:try-some", "try-some", id="unknown_activity_tag"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", '["trainer"]', '["trainr"]', "Thẻ “trainr” không có nghĩa", id="unknown_tag"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", "# Đủ các dạng", "## Đủ các dạng", "đúng một tên bài", id="no_title"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", "## Thử các dạng", "### Thử các dạng", "nhảy từ cấp 1 xuống cấp 3", id="skipped_level"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", "Mở đầu.", "![](a.svg)", "chưa có lời mô tả", id="picture_without_words"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", "Mở đầu.", "![hình](no.svg)", "Không có tệp hình no.svg", id="missing_picture"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", '"outputs": []', '"outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}]', "kết quả chạy", id="outputs_left_in_source"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", '{"cells"', '{cells', "không phải là một sổ bài", id="broken_notebook"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", 'samples/order\\")', "samples/order)", "không chạy", id="unclosed_quote_in_a_cell"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", "Mở đầu.", "![hình dán](attachment:a.png)", "không in được", id="pasted_picture"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", "Mở đầu.", "![hình ngoài](../../../../../../etc/hostname)", "nằm ngoài", id="picture_from_outside"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", "Mở đầu.", "Mở đầu 😀", "phông chữ in không có", id="emoji"),
        pytest.param("notebooks/modules/samples/01-all-kinds.ipynb", '"cells"', '"cell"', "không phải là một sổ bài", id="notebook_without_cells"),
        pytest.param("exercises/samples/number.yaml", '"value": "450"', '"value": "4.500"', "hai cách", id="number_with_two_readings"),
        pytest.param("exercises/samples/number.yaml", '"value": "450"', '"value": "NaN"', "không phải là số", id="no_number"),
        pytest.param("exercises/samples/multiple-choice.yaml", '"key": [', '"key": [], "keys": [', "đang trống", id="empty_key"),
        pytest.param("exercises/samples/order.yaml", '"minutes": 3', '"minutes": -5', "từ 1 đến 240", id="negative_minutes"),
        pytest.param("exercises/samples/order.yaml", "Vì sao", "a\\n\\n---\\n\\nVì sao", "sang trang", id="page_break_inside_exercise"),
        pytest.param("exercises/facts/dialogue.csv", "https://", "javascript:", "https://", id="address_that_is_none"),
        pytest.param("exercises/facts/dialogue.csv", "id,type", "id;type", "chấm phẩy", id="semicolons"),
        pytest.param("exercises/facts/dialogue.csv", ",verified,", ",sure,", "verified, to check, superseded", id="unknown_status"),
        pytest.param("exercises/facts/dialogue.csv", "id,type", "id,typ", "Có phải muốn viết “type”?", id="wrong_column"),
    ],
)  # fmt: skip
def test_each_break_is_told(home: Path, file: str, old: str, new: str, words: str) -> None:
    mend(home / file, old, new)

    assert words in told(home)


def test_too_many_minutes_of_must_exercises_are_told(home: Path) -> None:
    mend(home / "exercises/samples/order.yaml", '"minutes": 3', '"minutes": 31')
    mend(home / "exercises/samples/order.yaml", '"priority": "should"', '"priority": "must"')

    assert "có 30 phút nhưng các bài tập bắt buộc cần 31 phút" in told(home)


def test_exercise_outside_every_lesson_is_a_warning(home: Path) -> None:
    mend(home / "notebooks/modules/samples/01-all-kinds.ipynb", 'exercise(\\"samples/order\\")', "1 + 1")

    faults = check(Library(home))

    assert [f.warning for f in faults if f.item == "samples/order"] == [True]


def test_sealed_exercise_may_not_rest_on_an_unchecked_fact(sealed_home: Path) -> None:
    mend(sealed_home / "exercises/samples/order.yaml", '"minutes": 3', '"minutes": 3, "sources": ["hotline-union"]')

    assert "không được dựa vào nguồn “hotline-union”" in told(sealed_home)


def test_review_date_that_has_passed_is_a_warning(home: Path) -> None:
    late = check(Library(home), today=date(2031, 1, 1))

    assert late and all(f.warning for f in late)


def test_same_exercise_twice_in_a_lesson_is_told(home: Path) -> None:
    path = home / "notebooks/modules/samples/01-all-kinds.ipynb"
    body = json.loads(path.read_text(encoding="utf-8"))
    body["cells"].append({**body["cells"][-1], "id": "again"})
    path.write_text(json.dumps(body), encoding="utf-8")

    assert "xuất hiện hai lần" in told(home)
