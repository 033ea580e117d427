"""Erasing is complete, repeatable and final: through kills at many points, and against pages that are open."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kit.classroom.erase import erase, erase_everyone
from kit.classroom.folder import TrainingClass
from kit.course import Library
from kit.files import ChangedMeanwhile
from kit.workbooks import Book
from tests.classroom.test_erase import CODE, lived_in, traces  # noqa: F401 - a fixture

POINTS = int(os.environ.get("KIT_KILLS", "3"))  # 500 before a release: KIT_KILLS=500

CUT = """
import os, sys
import kit.classroom.erase as erasing
from pathlib import Path
from kit.classroom.folder import TrainingClass
from kit.course import Library
left = int(sys.argv[3])
def cut(real):
    def call(*words, **options):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return real(*words, **options)
    return call
for name in ("open", "replace", "unlink", "rename", "fsync", "rmdir"):
    setattr(os, name, cut(getattr(os, name)))
Path.unlink, Path.replace = cut(Path.unlink), cut(Path.replace)
klass = TrainingClass.open(Library(Path(sys.argv[1])), sys.argv[2])
erasing.erase(klass, "HV003") if sys.argv[4] == "one" else erasing.erase_everyone(klass)
print(int(sys.argv[3]) - left)
"""


def cut_at(home: Path, id_: str, point: int, what: str) -> subprocess.CompletedProcess[str]:
    """Erase in a process that dies after so many calls to the system."""
    return subprocess.run([sys.executable, "-c", CUT, str(home), id_, str(point), what], capture_output=True, text=True, check=False)  # fmt: skip


def points(last: int) -> list[int]:
    """Some points of the whole way, always the same ones."""
    lot = random.Random(7)
    return sorted(lot.sample(range(last), min(POINTS, last)))


def whole_way(home: Path, id_: str, what: str, tmp_path: Path) -> int:
    """After how many calls the deed is done."""
    trial = _copy(home, tmp_path / "whole-way")
    run = cut_at(trial, id_, 10**6, what)
    shutil.rmtree(trial)
    return int(run.stdout)


def _copy(home: Path, to: Path) -> Path:
    shutil.copytree(home, to, symlinks=True)
    return to


def test_a_cut_anywhere_is_mended_by_erasing_again(lived_in, tmp_path: Path) -> None:  # noqa: F811
    klass, _ = lived_in
    home, ways = klass.library.home, tmp_path / "ways"
    heads = len(klass.people)
    for point in points(whole_way(home, klass.id, "one", ways)):
        trial = _copy(home, ways / f"cut-{point}")
        assert cut_at(trial, klass.id, point, "one").returncode == 9
        again = TrainingClass.open(Library(trial), klass.id)

        erase(again, CODE)

        assert traces(TrainingClass.open(Library(trial), klass.id)) == [], point
        after = TrainingClass.open(Library(trial), klass.id)
        assert len(after.people) == heads - 1 and after.about("erased-room") == "1", point
        shutil.rmtree(trial)


def test_a_cut_while_everyone_is_erased_loses_no_count_and_keeps_nobody(lived_in, tmp_path: Path) -> None:  # noqa: F811
    klass, _ = lived_in
    home, ways = klass.library.home, tmp_path / "ways"
    whole = _copy(home, ways / "whole")
    counts = erase_everyone(TrainingClass.open(Library(whole), klass.id)).read_bytes()
    for point in points(whole_way(home, klass.id, "all", ways)):
        trial = _copy(home, ways / f"cut-{point}")
        cut_at(trial, klass.id, point, "all")

        kept = erase_everyone(TrainingClass.open(Library(trial), klass.id))

        assert kept.read_bytes() == counts, point
        after = TrainingClass.open(Library(trial), klass.id)
        assert after.people == [] and after.names == {} and traces(after) == [], point
        shutil.rmtree(trial)


def test_an_open_page_cannot_write_the_erased_back(lived_in) -> None:  # noqa: F811
    klass, _ = lived_in
    page = TrainingClass(klass.library, klass.id)
    stale = Book(page.workbook, page.book.sheets)

    erase(klass, CODE)

    with pytest.raises(ChangedMeanwhile, match="Ở đây chưa lưu việc vừa làm"):
        page.save(stale)
    assert traces(TrainingClass(klass.library, klass.id)) == []


def test_the_page_of_the_class_file_shows_the_new_state_and_says_why(lived_in, monkeypatch) -> None:  # noqa: F811
    from kit.desk import session as sessions
    from kit.trainer import file
    from kit.trainer.class_page import ClassDesk

    klass, _ = lived_in
    monkeypatch.setenv("KIT_FOLDER", str(klass.library.home))
    sessions.session.cache_clear()
    frame = file.ClassFileFrame(ClassDesk(klass.library))

    erase(klass, CODE)
    frame._on_message(None, {"deed": "write", "sheet": "about", "row": 1, "field": "place", "text": "Nơi khác"}, [])

    assert "Ở đây chưa lưu việc vừa làm" in frame.state["status"] and frame.state["unsaved"]
    assert CODE not in str(frame.state["texts"])
    assert traces(TrainingClass(klass.library, klass.id)) == []
    frame._on_message(None, {"deed": "write", "sheet": "about", "row": 1, "field": "place", "text": "Nơi khác"}, [])
    assert TrainingClass(klass.library, klass.id).about("place") == "Nơi khác", (
        "the second time it goes on from what is there"
    )


def test_names_in_unfinished_files_go_too(lived_in) -> None:  # noqa: F811
    klass, _ = lived_in
    for name in (".names.csv.abcd1234.tmp", ".class-file.json.abcd1234.tmp"):
        (klass.path / name).write_text("HV003,Đinh Thị Mẫu", encoding="utf-8")

    erase(klass, CODE)

    assert traces(klass) == []
