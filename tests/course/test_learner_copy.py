"""The learner's folder: lessons that work, and nothing that a learner may not see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.course import Library
from kit.course.learner_copy import NotOurFolder, make_learner_folder
from kit.errors import CannotWrite
from kit.paper.handouts import Job, Press, jobs
from tests.conftest import SAMPLES


def everything(folder: Path) -> str:
    return "\n".join(
        f"{p.name}\n{p.read_text(encoding='utf-8')}"
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.suffix in (".yaml", ".ipynb", ".json", ".csv", ".md")
    )


def test_learner_folder_opens_as_a_library_without_faults(samples: Library, tmp_path: Path) -> None:
    make_learner_folder(samples, tmp_path / "copy")
    copy = Library(tmp_path / "copy")

    for name in SAMPLES:
        exercise = copy.exercise(f"samples/{name}")
        assert exercise.check(exercise.key_answer()).status in ("correct", "recorded")
        assert exercise.digest == samples.exercise(f"samples/{name}").digest
    assert copy.modules["samples"].title == "Chuyên đề mẫu"


def test_learner_folder_has_no_word_for_the_trainer(samples: Library, tmp_path: Path) -> None:
    make_learner_folder(samples, tmp_path / "copy")

    text = everything(tmp_path / "copy")

    for secret in (
        "Lời nhắn mật",
        "Hỏi lại.",
        "Đọc to câu hỏi",
        "Như trong phòng",
        "Làm trên giấy",
        "What this exercise",
    ):
        assert secret not in text, secret


def test_sealed_exercises_leave_their_key_at_home(sealed_home: Path, tmp_path: Path) -> None:
    make_learner_folder(Library(sealed_home), tmp_path / "copy")

    text = everything(tmp_path / "copy" / "exercises" / "samples")
    copy = Library(tmp_path / "copy")

    for secret in (
        '"key"',
        '"holds":',
        '"value":',
        "450",
        "feedback",
        "Sai vì",
        "Vì sao đáp án",
        "đường đi học an toàn",
        "near",
        '"mistakes"',
        '"formula"',
        '"mistake"',
        '"reason"',
        '"worth"',
        '"rules"',
        '"count"',
    ):
        assert secret not in text, secret
    for name in SAMPLES:
        assert copy.exercise(f"samples/{name}").keyless


def test_real_learner_folder_keeps_the_trainers_cells_away(library: Library, tmp_path: Path) -> None:
    make_learner_folder(library, tmp_path / "copy")

    for path in (tmp_path / "copy" / "notebooks").rglob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert cells
        assert not [c for c in cells if "trainer" in c["metadata"].get("tags", [])]
    text = everything(tmp_path / "copy")
    assert "Lỗi hay gặp" not in text and "Giảng viên chỉ đọc tình huống" not in text


def test_making_it_again_leaves_the_answers_alone(samples: Library, tmp_path: Path) -> None:
    make_learner_folder(samples, tmp_path / "copy")
    (tmp_path / "copy" / "answers").mkdir()
    (tmp_path / "copy" / "answers" / "lan.jsonl").write_text("x", encoding="utf-8")

    make_learner_folder(samples, tmp_path / "copy")

    assert (tmp_path / "copy" / "answers" / "lan.jsonl").read_text(encoding="utf-8") == "x"


def test_a_folder_with_other_things_is_not_touched(samples: Library, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_text("x", encoding="utf-8")

    with pytest.raises(NotOurFolder, match="--folder"):
        make_learner_folder(samples, tmp_path / "photos")
    assert [p.name for p in (tmp_path / "photos").iterdir()] == ["a.jpg"]


def test_a_place_that_cannot_be_written_is_said(samples: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(CannotWrite):
        make_learner_folder(samples, tmp_path / "file" / "copy")


def test_an_exercise_that_became_sealed_leaves_no_key_under_its_old_name(home: Path, tmp_path: Path) -> None:
    make_learner_folder(Library(home), tmp_path / "copy")
    folder, lesson = home / "exercises" / "samples", home / "notebooks" / "modules" / "samples" / "01-all-kinds.ipynb"
    text = (folder / "number.yaml").read_text(encoding="utf-8").replace('"minutes"', '"sealed": true, "minutes"')
    (folder / "pre-test.yaml").write_text(text, encoding="utf-8")
    (folder / "number.yaml").unlink()
    lesson.write_text(
        lesson.read_text(encoding="utf-8").replace("samples/number", "samples/pre-test"), encoding="utf-8"
    )

    make_learner_folder(Library(home), tmp_path / "copy")

    assert not (tmp_path / "copy" / "exercises" / "samples" / "number.yaml").exists()
    assert "450" not in everything(tmp_path / "copy" / "exercises" / "samples")


def test_pictures_of_trainers_notes_stay_at_home(home: Path, tmp_path: Path) -> None:
    lesson = home / "notebooks" / "modules" / "samples" / "01-all-kinds.ipynb"
    for name in ("shown", "secret"):
        (lesson.parent / f"{name}.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    text = lesson.read_text(encoding="utf-8").replace("Mở đầu.", "Mở đầu.\\n\\n![một hình](shown.svg)")
    lesson.write_text(text.replace("Lời nhắn mật cho giảng viên.", "![đáp án](secret.svg)"), encoding="utf-8")

    make_learner_folder(Library(home), tmp_path / "copy")

    assert [p.name for p in (tmp_path / "copy").rglob("*.svg")] == ["shown.svg"]


def test_forms_come_along_with_their_pictures_and_are_printed_there(home: Path, tmp_path: Path) -> None:
    forms = home / "exercises" / "samples" / "templates"
    (forms / "hinh").mkdir(parents=True)
    (forms / "hinh" / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', encoding="utf-8"
    )
    (forms / "01-phieu.md").write_text("# Phiếu\n\n![Hình](hinh/a.svg)\n\n[3 dòng]\n", encoding="utf-8")
    make_learner_folder(Library(home), tmp_path / "learner")

    copy = Library(tmp_path / "learner")
    assert [job.edition for job in jobs(copy, ["samples"], ["templates"], ["pdf"])] == ["templates"]
    assert Press(copy).make(Job("samples", "", "templates", "pdf")).startswith(b"%PDF")
