"""What a province types or records in its languages stands beside the Vietnamese it was made for, and beside no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.course import Library
from kit.course.check import check
from kit.course.learner_copy import make_learner_folder
from kit.course.local_file import NoSuchName, NotRecorded, add_language, erase_sound, write_line, write_sound
from kit.document.tree import plain
from kit.paper.exercises import exercise_box

WEBM = b"\x1a\x45\xdf\xa3" + b"\0" * 100
OGG = b"OggS" + b"\0" * 100


@pytest.fixture
def folder(home: Path) -> Path:
    """A module's folder with a language in it."""
    found = home / "exercises" / "samples"
    add_language(found, "tiếng Mông")
    return found


def prompt_of(home: Path, name: str = "number") -> str:
    return Library(home).exercise(f"samples/{name}").prompt


def test_line_and_recording_stand_beside_the_prompt_on_paper_and_for_learners(
    home: Path, folder: Path, tmp_path: Path
) -> None:
    write_line(folder, "mong", "number", prompt_of(home), "  Pes  tsawg? ")
    write_sound(folder, "mong", "number", prompt_of(home), WEBM)
    library = Library(home)

    local = library.exercise("samples/number").local[0]
    assert (local.language, local.words, local.sound) == ("tiếng Mông", "Pes tsawg?", "audio/mong/number.webm")
    assert "♪ tiếng Mông: Pes tsawg?" in plain(exercise_box(library, library.exercise("samples/number"), "learner"))
    make_learner_folder(library, tmp_path / "learner")
    copy = Library(tmp_path / "learner")
    assert copy.exercise("samples/number").local == (local,)
    assert copy.sound("samples", local).read_bytes() == WEBM


def test_an_answer_given_before_is_an_answer_still(home: Path, folder: Path) -> None:
    before = Library(home).exercise("samples/number").digest
    write_line(folder, "mong", "number", prompt_of(home), "Pes tsawg?")
    assert Library(home).exercise("samples/number").digest == before


def test_words_of_cards_and_key_messages_have_their_lines(home: Path, folder: Path) -> None:
    library = Library(home)
    card = library.exercise("samples/flash-cards").cards[0]
    write_line(folder, "mong", f"flash-cards.{card.id}", card.term, "lo lus")
    write_sound(folder, "mong", "message.1", library.module("samples").key_messages[0], OGG)

    library = Library(home)
    assert library.exercise("samples/flash-cards").cards[0].local[0].words == "lo lus"
    assert library.module("samples") and library.local_message("samples", 1)[0].sound == "audio/mong/message.1.ogg"


def test_changed_vietnamese_takes_its_line_away_and_is_told(home: Path, folder: Path) -> None:
    write_line(folder, "mong", "number", prompt_of(home), "Pes tsawg?")
    path = folder / "number.yaml"
    body = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**body, "prompt": "Một câu hỏi khác?"}, ensure_ascii=False), encoding="utf-8")

    library = Library(home)
    assert library.exercise("samples/number").local == ()
    told = [fault for fault in check(library) if fault.file.endswith("local/mong.yaml")]
    assert [(fault.item, fault.warning) for fault in told] == [("number", True)]


def test_a_line_of_an_exercise_that_is_gone_is_told(home: Path, folder: Path) -> None:
    write_line(folder, "mong", "gone", "Câu cũ", "lus qub")
    told = [fault for fault in check(Library(home)) if fault.file.endswith("local/mong.yaml")]
    assert [fault.item for fault in told] == ["gone"]


def test_a_recording_dropped_into_the_folder_by_hand_is_heard(home: Path) -> None:
    audio = home / "exercises" / "samples" / "audio" / "dao"
    audio.mkdir(parents=True)
    (audio / "number.ogg").write_bytes(OGG)
    assert Library(home).exercise("samples/number").local[0].sound == "audio/dao/number.ogg"


@pytest.mark.parametrize(
    ("name", "content"), [("number.webm", b"<html>"), ("number.mp3", OGG), ("number.webm", WEBM + b"\0" * 2_100_000)]
)
def test_a_file_that_is_no_recording_or_too_large_is_told_and_not_played(home: Path, name: str, content: bytes) -> None:
    audio = home / "exercises" / "samples" / "audio" / "dao"
    audio.mkdir(parents=True)
    (audio / name).write_bytes(content)
    library = Library(home)
    assert library.exercise("samples/number").local == ()
    assert [fault.file for fault in check(library) if not fault.warning] == [f"exercises/samples/audio/dao/{name}"]


def test_a_new_recording_replaces_the_old_one_whatever_its_sort(home: Path, folder: Path) -> None:
    write_sound(folder, "mong", "number", prompt_of(home), OGG)
    write_sound(folder, "mong", "number", prompt_of(home), WEBM)
    assert [path.name for path in (folder / "audio" / "mong").iterdir()] == ["number.webm"]


def test_what_is_no_sound_replaces_nothing(home: Path, folder: Path) -> None:
    write_sound(folder, "mong", "number", prompt_of(home), WEBM)
    for content in (b"", b"GIF89a", WEBM + b"\0" * 2_100_000):
        with pytest.raises(NotRecorded):
            write_sound(folder, "mong", "number", prompt_of(home), content)
    assert (folder / "audio" / "mong" / "number.webm").read_bytes() == WEBM


def test_a_deleted_recording_leaves_its_words(home: Path, folder: Path) -> None:
    write_line(folder, "mong", "number", prompt_of(home), "Pes tsawg?")
    write_sound(folder, "mong", "number", prompt_of(home), WEBM)
    erase_sound(folder, "mong", "number")
    local = Library(home).exercise("samples/number").local[0]
    assert (local.words, local.sound) == ("Pes tsawg?", "")


def test_a_language_is_named_as_people_call_it(home: Path, folder: Path) -> None:
    assert add_language(folder, "Tiếng Ê Đê") == "e-de"
    assert add_language(folder, "tiếng mông") == "mong", "the same language twice is one"
    for title in ("", "  ", "tiếng", "???"):
        with pytest.raises(NoSuchName):
            add_language(folder, title)
    assert sorted(path.name for path in (folder / "local").iterdir()) == ["e-de.yaml", "mong.yaml"]
