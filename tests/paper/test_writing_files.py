"""Files appear whole or not at all; what is wrong is said; nothing is made twice."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from kit.course import Library
from kit.errors import CannotWrite, ContentError, KitError, UnknownName
from kit.files import write_whole
from kit.paper.handouts import Job, Press, jobs, ready

DAY = date(2026, 11, 21)
JOB = Job("samples", "", "learner", "html")


def test_names_are_those_that_scripts_rely_on(samples: Library) -> None:
    every = {j.name for j in jobs(samples, [], ["learner", "trainer"], ["pdf", "docx", "html", "slides"])}

    assert every == {
        "samples-learner.pdf", "samples-trainer.pdf", "samples-learner.docx", "samples-trainer.docx",
        "samples-learner.html", "samples-trainer.html", "samples-selfstudy.html", "samples-slides.pdf",
    }  # fmt: skip


def test_unchanged_inputs_are_not_made_again(samples: Library, tmp_path: Path) -> None:
    first = Press(samples, day=DAY).write(JOB, tmp_path)
    second = Press(Library(samples.home), day=DAY).write(JOB, tmp_path)

    assert (first.fresh, second.fresh) == (True, False)


@pytest.mark.parametrize(
    "file",
    ["exercises/samples/order.yaml", "notebooks/modules/samples/01-all-kinds.ipynb", "exercises/facts/dialogue.csv"],
)
def test_a_changed_input_is_made_again(samples: Library, tmp_path: Path, file: str) -> None:
    Press(samples, day=DAY).write(JOB, tmp_path)
    path = samples.home / file
    path.write_bytes(path.read_bytes() + b"\n")

    assert Press(Library(samples.home), day=DAY).write(JOB, tmp_path).fresh


def test_another_day_or_size_is_made_again(samples: Library, tmp_path: Path) -> None:
    Press(samples, day=DAY).write(JOB, tmp_path)

    assert Press(samples, day=date(2026, 11, 22)).write(JOB, tmp_path).fresh
    assert Press(samples, day=DAY, large=True).write(JOB, tmp_path).fresh


def test_a_file_somebody_changed_is_made_again(samples: Library, tmp_path: Path) -> None:
    path = Press(samples, day=DAY).write(JOB, tmp_path).path
    path.write_bytes(b"cut")

    assert Press(samples, day=DAY).write(JOB, tmp_path).fresh
    assert path.stat().st_size > 1000


def test_pages_are_counted_once_while_nothing_changes(samples: Library, tmp_path: Path, monkeypatch) -> None:
    job = Job("samples", "", "learner", "pdf")
    pages = Press(samples, day=DAY).page_count(job, tmp_path)
    assert pages == len(pypdfium2.PdfDocument(Press(samples, day=DAY).make(job)))

    (tmp_path / "file").touch()
    assert Press(samples, day=DAY).page_count(job, tmp_path / "file") == pages, (
        "a place that takes nothing is no trouble"
    )
    monkeypatch.setattr(Press, "make", lambda *_: pytest.fail("it was laid out again"))
    assert Press(Library(samples.home), day=DAY).page_count(job, tmp_path) == pages


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CannotWrite, match="Ổ đĩa đã đầy"):
        write_whole(path, b"new")

    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]


def test_an_unwritable_folder_is_said(samples: Library, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be", encoding="utf-8")

    with pytest.raises(CannotWrite, match=r"samples-learner\.html"):
        Press(samples, day=DAY).write(JOB, blocked)


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="the superuser may write anywhere",
)
def test_a_read_only_folder_is_said(samples: Library, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(CannotWrite, match="Không có quyền"):
        Press(samples, day=DAY).write(JOB, tmp_path)


def test_content_with_faults_is_not_printed(home: Path) -> None:
    (home / "exercises" / "samples" / "order.yaml").write_text("kind: order\n", encoding="utf-8")

    with pytest.raises(ContentError, match=r"order\.yaml"):
        ready(Library(home), ["samples"])


def test_a_missing_picture_is_said_by_name(home: Path) -> None:
    path = home / "notebooks" / "modules" / "samples" / "01-all-kinds.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Mở đầu.", "![một hình có lời](gone.png)"), encoding="utf-8"
    )

    with pytest.raises(KitError, match=r"gone\.png"):
        Press(Library(home), day=DAY).make(JOB)


def test_unknown_module_or_lesson_names_the_nearest(samples: Library) -> None:
    with pytest.raises(UnknownName, match="“samples”"):
        jobs(samples, ["sample"], ["learner"], ["pdf"])
    with pytest.raises(UnknownName, match="samples/01-all-kinds"):
        jobs(samples, ["samples/07"], ["learner"], ["pdf"])


def test_a_data_cell_that_fails_is_named(home: Path) -> None:
    import json

    path = home / "notebooks" / "modules" / "samples" / "01-all-kinds.ipynb"
    body = json.loads(path.read_text(encoding="utf-8"))
    body["cells"].append(
        {
            "cell_type": "code",
            "id": "bad",
            "metadata": {"tags": ["data"]},
            "source": "1 / 0",
            "outputs": [],
            "execution_count": None,
        }
    )
    path.write_text(json.dumps(body), encoding="utf-8")

    with pytest.raises(KitError, match=r"01-all-kinds.*division by zero"):
        Press(Library(home), day=DAY).make(JOB)


@pytest.mark.parametrize("name", ["kit-learner", "kit-trainer", "kit-slides"])
def test_nbconvert_knows_the_exporters(samples: Library, name: str) -> None:
    from nbconvert.exporters import get_exporter

    notebook = samples.home / "notebooks" / "modules" / "samples" / "01-all-kinds.ipynb"
    content, resources = get_exporter(name)().from_filename(str(notebook))

    assert content.startswith(b"%PDF")
    assert resources["output_extension"] == f".{name.removeprefix('kit-')}.pdf"


def test_nbconvert_on_a_stray_notebook_says_so(tmp_path: Path, samples: Library) -> None:
    from nbconvert.exporters import get_exporter

    stray = samples.home / "stray.ipynb"
    stray.write_bytes((samples.home / "notebooks" / "start.ipynb").read_bytes())

    with pytest.raises(KitError, match="không phải là bài"):
        get_exporter("kit-learner")().from_filename(str(stray))
