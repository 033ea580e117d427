"""How JupyterLab is started: on which folder, with what, and what is kept when it saves."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from kit import lab
from kit.classroom.opening import Wanted, new_class
from kit.course import Library
from kit.errors import KitError
from kit.handin import ForClass, class_of

ROOT = Path(__file__).parents[1]


@pytest.fixture
def at(monkeypatch, home: Path) -> Path:
    monkeypatch.setenv("KIT_FOLDER", str(home))
    return home


def test_trainer_works_on_the_source_itself(at: Path) -> None:
    assert lab.prepare(None, learner=False).folder == at


def test_learner_works_on_a_copy(at: Path, tmp_path: Path) -> None:
    folder = lab.prepare(tmp_path / "copy", learner=True).folder

    assert (folder / "learner.json").exists() and (folder / "notebooks" / "start.ipynb").exists()


def test_learner_copy_is_refreshed_when_the_source_changed(at: Path, tmp_path: Path) -> None:
    lab.prepare(tmp_path / "copy", learner=True)
    path = at / "notebooks" / "modules" / "samples" / "01-all-kinds.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("Mở đầu.", "Mở đầu mới."), encoding="utf-8")

    lab.prepare(tmp_path / "copy", learner=True)

    assert "Mở đầu mới." in (tmp_path / "copy" / "notebooks" / "modules" / "samples" / "01-all-kinds.ipynb").read_text(
        encoding="utf-8"
    )


def test_learners_folder_opens_again_without_the_source(at: Path, tmp_path: Path, monkeypatch) -> None:
    """A learner's laptop has only the copy: the same command opens it."""
    copy = lab.prepare(tmp_path / "copy", learner=True).folder
    shutil.rmtree(at)
    monkeypatch.setenv("KIT_FOLDER", str(copy))

    assert lab.prepare(copy, learner=True).folder == copy


def test_trainers_own_folder_gets_a_copy_of_the_source_once(at: Path, tmp_path: Path) -> None:
    folder = lab.prepare(tmp_path / "own", learner=False).folder
    (folder / "exercises" / "samples" / "order.yaml").write_text("changed by the trainer", encoding="utf-8")

    again = lab.prepare(tmp_path / "own", learner=False).folder

    assert (again / "exercises" / "samples" / "order.yaml").read_text(encoding="utf-8") == "changed by the trainer"


def test_a_folder_of_other_things_is_refused_in_words(at: Path, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_text("x", encoding="utf-8")

    for learner in (True, False):
        with pytest.raises(KitError, match="photos"):
            lab.prepare(tmp_path / "photos", learner=learner)


def test_server_is_bound_to_this_machine_without_terminals_or_news(tmp_path: Path) -> None:
    words = lab.command(lab.Opened(tmp_path), tmp_path, port=8899, browser=False)

    for word in (
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.terminals_enabled=False",
        "--ServerApp.port=8899",
        "--ServerApp.open_browser=False",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ):
        assert word in words
    assert not [w for w in words if "token" in w or "password" in w], "the token stays as Jupyter makes it"


def test_saving_keeps_the_source_and_drops_the_outputs() -> None:
    cells = [
        {"cell_type": "code", "source": "1", "outputs": [{"x": 1}], "execution_count": 3},
        {"cell_type": "markdown", "source": "a"},
    ]
    model = {"type": "notebook", "content": {"cells": cells, "metadata": {"widgets": {"state": {}}, "kit": {}}}}

    lab.keep_source_only(model, path="a.ipynb", contents_manager=None)

    assert model["content"]["cells"][0] == {"cell_type": "code", "source": "1", "outputs": [], "execution_count": None}
    assert model["content"]["metadata"] == {"kit": {}}


@pytest.mark.parametrize("model", [{"type": "file", "content": "x"}, {"type": "notebook", "content": None}, {}])
def test_other_files_are_saved_as_they_are(model) -> None:
    before = dict(model)

    lab.keep_source_only(model)

    assert model == before


def test_laptop_for_a_class_knows_its_class_and_the_folder_it_drops_into(at: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "exercises" / "class", at / "exercises" / "class")
    klass, _ = new_class(Library(at), "lop-a", Wanted("samples", date(2026, 11, 21), room=3))
    shared = tmp_path / "ổ chung"

    with pytest.raises(lab.NoSuchFolder, match="ổ mạng"):
        lab.mark_class(tmp_path, klass.id, shared)
    shared.mkdir()
    lab.mark_class(tmp_path, klass.id, shared)

    assert class_of(tmp_path) == ForClass("lop-a", klass.title, str(shared))


def test_extension_is_named_by_its_content_so_that_no_browser_keeps_an_old_one() -> None:
    folder = lab.ASSETS / "labextensions" / "kit-lessons"
    load = json.loads((folder / "package.json").read_text(encoding="utf-8"))["jupyterlab"]["_build"]["load"]
    content = (folder / load).read_bytes().replace(b"\r\n", b"\n")
    assert load == f"static/remoteEntry.{hashlib.sha256(content).hexdigest()[:12]}.js"
