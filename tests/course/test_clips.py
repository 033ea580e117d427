"""A clip plays where something can play it; paper has its picture and its words; what is no clip is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.course import Library
from kit.course.check import check
from kit.course.learner_copy import make_learner_folder
from kit.document.nodes import Box, Clip, Figure
from kit.document.tree import plain, walk
from kit.paper.handouts import Job, Press
from tests.conftest import ROOT

MODULE, LESSON = "policy-dialogue", "02-prepare"
MEDIA = ROOT / "exercises" / MODULE / "media"


@pytest.fixture
def with_clip(home: Path) -> Path:
    """A home whose lesson shows a clip."""
    shutil.copytree(MEDIA, home / "exercises" / "samples" / "media", ignore=shutil.ignore_patterns("en"))
    path = home / "notebooks" / "modules" / "samples" / "01-all-kinds.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("Mở đầu.", "![Phim thử](../../../exercises/samples/media/six-steps.mp4)"), encoding="utf-8"
    )
    return home


def test_paper_has_the_poster_the_length_and_the_words(with_clip: Path) -> None:
    sheet = Press(Library(with_clip)).sheet(Job("samples", "01-all-kinds", "learner", "pdf"))
    box = next(node for node in walk(sheet.blocks) if isinstance(node, Box) and node.title.startswith("Xem trên máy"))
    assert "56 giây" in plain(box) and "Gom nhóm" in plain(box)
    assert any(isinstance(node, Figure) and node.src in sheet.pictures for node in walk(box))
    assert not any(isinstance(node, Clip) for node in walk(sheet.blocks))


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "pptx"])
def test_every_sort_of_file_can_hold_a_lesson_with_a_clip(with_clip: Path, form: str) -> None:
    edition = "slides" if form == "pptx" else "learner"
    assert Press(Library(with_clip)).make(Job("samples", "01-all-kinds", edition, form))


def test_telephone_file_holds_a_short_clip_whole_and_asks_nobody_for_it(with_clip: Path) -> None:
    page = Press(Library(with_clip)).make(Job("samples", "01-all-kinds", "learner", "phone")).decode()
    assert '<video controls preload="none" src="data:video/mp4;base64,' in page
    assert "media-src data:" in page and "Gom nhóm" in page


def test_telephone_file_leaves_a_long_clip_at_home_and_keeps_its_words(with_clip: Path) -> None:
    clip = with_clip / "exercises" / "samples" / "media" / "six-steps.mp4"
    clip.write_bytes(clip.read_bytes() + b"\0" * 3_200_000)
    page = Press(Library(with_clip)).make(Job("samples", "01-all-kinds", "learner", "phone")).decode()
    assert "<video" not in page
    assert "Xem ở máy của lớp" in page and "Gom nhóm" in page


def test_learners_folder_has_the_clip_with_its_words(with_clip: Path, tmp_path: Path) -> None:
    make_learner_folder(Library(with_clip), tmp_path / "learner")
    media = tmp_path / "learner" / "exercises" / "samples" / "media"
    assert {path.name for path in media.iterdir()} == {"six-steps.mp4", "six-steps.png", "six-steps.yaml"}


def broken(home: Path, what: str) -> None:
    media = home / "exercises" / "samples" / "media"
    match what:
        case "no words":
            (media / "six-steps.yaml").unlink()
        case "no poster":
            text = (media / "six-steps.yaml").read_text(encoding="utf-8")
            (media / "six-steps.yaml").write_text(text.replace("poster: six-steps.png\n", ""), encoding="utf-8")
        case "lost poster":
            (media / "six-steps.png").unlink()
        case "other content":
            (media / "six-steps.mp4").write_bytes(b"<html>")
        case "gone":
            (media / "six-steps.mp4").unlink()
        case "poster elsewhere":
            text = (media / "six-steps.yaml").read_text(encoding="utf-8")
            (media / "six-steps.yaml").write_text(
                text.replace(": six-steps.png", ": ../../secret.png"), encoding="utf-8"
            )
        case "unknown source":
            text = (media / "six-steps.yaml").read_text(encoding="utf-8")
            (media / "six-steps.yaml").write_text(text.replace("fact:law-", "fact:low-"), encoding="utf-8")
        case "length in words":
            text = (media / "six-steps.yaml").read_text(encoding="utf-8")
            (media / "six-steps.yaml").write_text(text.replace("56", "một phút"), encoding="utf-8")


@pytest.mark.parametrize(
    "what",
    [
        "no words",
        "no poster",
        "lost poster",
        "other content",
        "gone",
        "poster elsewhere",
        "unknown source",
        "length in words",
    ],
)
def test_what_is_wrong_with_a_clip_is_told_with_its_cure(with_clip: Path, what: str) -> None:
    assert not [fault for fault in check(Library(with_clip)) if not fault.warning]
    broken(with_clip, what)
    found = [fault for fault in check(Library(with_clip)) if not fault.warning]
    assert len(found) == 1 and "six-steps" in f"{found[0].file} {found[0].sentence}"
