"""What authors write is read, or refused with a sentence: never executed, never a traceback."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from kit.course.exercise_file import read_exercise
from kit.course.learner_copy import exercise_data
from kit.course.library import Library
from kit.course.new import _block_yaml
from kit.errors import ContentError, Fault, UnknownName
from tests.conftest import SAMPLES

GOOD = """\
kind: single-choice
prompt: Câu hỏi?
english: A question
objective: objective-1
minutes: 3
level: know
priority: must
options:
  - id: first
    text: Một
    feedback: Sai.
  - id: second
    text: Hai
    feedback: Đúng.
key: second
explanation: Vì thế.
oral: Đọc to.
"""


def read(tmp_path: Path, text: str | bytes) -> tuple[object, list[Fault]]:
    path = tmp_path / "bai.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    faults: list[Fault] = []
    return read_exercise(path, "samples/bai", faults), faults


def test_good_exercise_is_read(tmp_path: Path) -> None:
    exercise, faults = read(tmp_path, GOOD)

    assert faults == []
    assert (exercise.id, exercise.key, exercise.options[1].text) == ("samples/bai", "second", "Hai")


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "words"),
    [
        pytest.param("key: second", "đáp án: second", 15, "đáp án", "“key”", id="vietnamese_field_name"),
        pytest.param("key: second", "keys: second", 15, "keys", "“key”", id="typo_in_field_name"),
        pytest.param("key: second", "key: ninth", 15, "key", "first, second", id="key_is_no_option"),
        pytest.param("minutes: 3", "minutes: ba", 5, "minutes", "số nguyên", id="wrong_type"),
        pytest.param("minutes: 3\n", "", 1, "minutes", "minutes: ...", id="missing_field"),
        pytest.param("level: know", "level: hard", 6, "level", "know, apply, judge", id="not_among_the_choices"),
        pytest.param("id: second", "id: first", 8, "options", "một mã riêng", id="option_id_twice"),
        pytest.param("kind: single-choice", "kind: single-chioce", 1, "kind", "“single-choice”", id="unknown_kind"),
        pytest.param("kind: single-choice", "dạng bài: x", 1, "kind", "kind", id="missing_kind"),
        pytest.param("prompt: Câu hỏi?", "prompt: [a, b]", 2, "prompt", "đoạn chữ", id="list_for_text"),
        pytest.param("text: Hai", "text:", 13, "options[2].text", "để trống", id="empty_text"),
        pytest.param("id: second", "id: Phương án", 12, "options[2].id", "không dấu", id="name_with_marks"),
        pytest.param("minutes: 3", "minutes: 3\nminutes: 4", 6, "minutes", "hai lần", id="field_twice"),
        pytest.param("prompt: Câu hỏi?", "prompt: Hỏi: gì?", 2, "", "hai chấm", id="colon_in_text"),
        pytest.param("minutes: 3", "\tminutes: 3", 5, "", "Tab", id="tab_for_indent"),
    ],
)
def test_each_fault_tells_its_place_and_the_cure(tmp_path, old, new, line, field, words) -> None:
    exercise, faults = read(tmp_path, GOOD.replace(old, new, 1))

    assert exercise is None
    told = [f for f in faults if f.field == field]
    assert told, [str(f) for f in faults]
    assert words in told[0].sentence + told[0].remedy
    assert told[0].line == line
    assert told[0].file == "exercises/samples/bai.yaml"


def test_all_faults_of_a_file_are_told_together(tmp_path: Path) -> None:
    _, faults = read(
        tmp_path,
        GOOD.replace("minutes: 3", "minutes: ba")
        .replace("level: know", "level: x")
        .replace("oral: Đọc to.", "orall: x"),
    )

    assert {f.field for f in faults} == {"minutes", "level", "orall", "oral"}


HOSTILE = {
    "billion_laughs": "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nkind: *c\n",
    "python_tag": "kind: !!python/object/apply:os.system ['touch PWNED']\n",
    "own_tag": "kind: !evil x\n",
    "merge_key": "base: &b {kind: single-choice}\n<<: *b\n",
    "deep_nesting": "[" * 30000,
    "ten_megabytes": b"kind: " + b"x" * 10_000_000,
    "not_utf8": GOOD.encode("utf-16"),
    "latin1": b"prompt: \xe9\xe8",
    "binary": bytes(range(256)) * 4,
    "null_bytes": "kind: a\0b",
    "empty": "",
    "a_list": "- a\n- b\n",
    "a_word": "xin chào",
    "two_documents": "kind: a\n---\nkind: b\n",
    "unclosed_quote": 'prompt: "abc\n',
    "unclosed_flow": "{a: [",
    "key_is_a_list": "? [a, b]\n: c\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_sentence(tmp_path, monkeypatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)

    exercise, faults = read(tmp_path, HOSTILE[name])

    assert exercise is None
    assert faults and all(f.sentence for f in faults)
    assert not (tmp_path / "PWNED").exists()


def test_decomposed_text_is_read_as_composed(tmp_path: Path) -> None:
    exercise, faults = read(tmp_path, unicodedata.normalize("NFD", GOOD))

    assert faults == []
    assert unicodedata.is_normalized("NFC", exercise.prompt + exercise.oral)


def test_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())[1] == []


def test_yaml_11_words_stay_words(tmp_path: Path) -> None:
    """“no”, “on” and 1:30 are text where text is asked for."""
    exercise, _ = read(tmp_path, GOOD.replace("text: Một", "text: no").replace("text: Hai", "text: 1e3"))

    assert [o.text for o in exercise.options] == ["no", "1e3"]


def test_every_sample_is_read_back_as_it_was_written(tmp_path, sample) -> None:
    for data in (exercise_data(sample), _block_yaml(exercise_data(sample))):
        exercise, faults = read(tmp_path, data)
        assert faults == []
        assert replace(exercise, id="") == replace(sample, id="")


def test_unknown_exercise_names_the_nearest(samples: Library) -> None:
    with pytest.raises(UnknownName, match="samples/order"):
        samples.exercise("samples/ordr")


def test_asking_for_a_faulty_exercise_tells_its_faults(home: Path) -> None:
    (home / "exercises" / "samples" / "order.yaml").write_text("kind: order\n", encoding="utf-8")

    with pytest.raises(ContentError, match="prompt"):
        Library(home).exercise("samples/order")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "samples/../../x", "/etc/passwd", "", "samples/", "samples/module"]
)
def test_ids_cannot_leave_the_folder(samples: Library, name: str) -> None:
    with pytest.raises(UnknownName):
        samples.exercise(name)


def test_mended_file_is_read_again_without_restart(home: Path) -> None:
    library = Library(home)
    path = home / "exercises" / "samples" / "order.yaml"
    first = library.exercise("samples/order")
    path.write_bytes(exercise_data(replace(SAMPLES["order"], prompt="Đề mới")))
    import os

    os.utime(path, ns=(1, 1))

    assert first.prompt != "Đề mới" == library.exercise("samples/order").prompt
