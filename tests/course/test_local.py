"""What a province types or records in its languages stands beside the Vietnamese it was made for, and beside no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.course import Library
from kit.course.check import check
from kit.course.learner_copy import make_learner_folder
from kit.course.local_file import NoSuchName, NotRecorded, add_language, confirm, erase_sound, write_line, write_sound
from kit.document.tree import plain
from kit.errors import ContentError
from kit.files import ChangedMeanwhile
from kit.kinds.local import Local
from kit.paper.exercises import exercise_box
from kit.paper.handouts import Job, Press
from tests.serve.conftest import make_class

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


def test_words_of_cards_and_key_messages_have_their_lines(home: Path, folder: Path, tmp_path: Path) -> None:
    library = Library(home)
    card = library.exercise("samples/flash-cards").cards[0]
    write_line(folder, "mong", f"flash-cards.{card.id}", card.term, "lo lus")
    write_sound(folder, "mong", "message.1", library.module("samples").key_messages[0], OGG)

    library = Library(home)
    assert library.exercise("samples/flash-cards").cards[0].local[0].words == "lo lus"
    assert library.local_message("samples", 1)[0].sound == "audio/mong/message.1.ogg"
    make_learner_folder(library, tmp_path / "learner")
    copy = Library(tmp_path / "learner")
    (local,) = copy.local_message("samples", 1)
    assert copy.sound("samples", local).read_bytes() == OGG, "learners hear the messages on their own machine too"


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
    told = [fault for fault in check(library) if "/audio/" in fault.file]
    assert [(fault.file, fault.warning) for fault in told] == [(f"exercises/samples/audio/dao/{name}", True)]


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
    assert add_language(folder, "ភាសាខ្មែរ").startswith("x"), "letters of other scripts are letters"
    for title in ("", "  ", "tiếng", "???", "tiếng " + "a" * 50, "tiếng Móng"):
        with pytest.raises(NoSuchName):
            add_language(folder, title)
    assert sorted(path.name for path in (folder / "local").iterdir())[:2] == ["e-de.yaml", "mong.yaml"]


def test_no_exercise_can_name_a_file_to_be_handed_out_as_a_recording(home: Path, tmp_path: Path) -> None:
    """A field of the kit's own in an author's file would carry any file of the laptop to every telephone."""
    path = home / "exercises" / "samples" / "number.yaml"
    body = json.loads(path.read_text(encoding="utf-8"))
    stolen = {"language": "x", "sound": "../../../secret.txt"}
    path.write_text(json.dumps({**body, "local": [stolen]}, ensure_ascii=False), encoding="utf-8")
    assert any(fault.field == "local" and not fault.warning for fault in check(Library(home)))
    assert Local(**stolen).sound == "" and Local(language="x", sound="test-a-05.yaml").sound == ""


def test_what_cannot_be_read_is_never_written_over(home: Path, folder: Path) -> None:
    write_line(folder, "mong", "number", prompt_of(home), "Pes tsawg?")
    path = folder / "local" / "mong.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"title"', '"titel"'), encoding="utf-8")
    before = path.read_bytes()
    for deed in (lambda: write_line(folder, "mong", "gap-text", "Câu", "b"), lambda: write_sound(folder, "mong", "number", "Câu", WEBM)):  # fmt: skip
        with pytest.raises(ContentError, match=r"mong\.yaml"):
            deed()
    assert path.read_bytes() == before
    told = [fault for fault in check(Library(home)) if fault.file.endswith("mong.yaml")]
    assert told and all(fault.warning for fault in told), "a course is printed all the same"


@pytest.mark.parametrize("sign", ["\x93", "\x7f", "\ufffe", "\x02", "\ud800", "\u2028"])
def test_signs_that_programs_paste_along_lose_nothing(home: Path, folder: Path, sign: str) -> None:
    write_line(folder, "mong", "number", prompt_of(home), "A")
    write_line(folder, "mong", "gap-text", prompt_of(home, "gap-text"), f"b{sign}c")
    library = Library(home)
    assert library.exercise("samples/number").local[0].words == "A"
    assert library.exercise("samples/gap-text").local[0].words in ("bc", "b c")


def test_words_of_another_window_are_not_written_over(home: Path, folder: Path) -> None:
    write_line(folder, "mong", "number", prompt_of(home), "của cô Mẩy", seen="")
    with pytest.raises(ChangedMeanwhile):
        write_line(folder, "mong", "number", prompt_of(home), "của chị Lan", seen="")
    assert Library(home).exercise("samples/number").local[0].words == "của cô Mẩy"


def test_new_words_do_not_bring_back_an_old_recording(home: Path, folder: Path) -> None:
    write_sound(folder, "mong", "number", "Câu hỏi cũ", WEBM)
    write_line(folder, "mong", "number", prompt_of(home), "mới")
    local = Library(home).exercise("samples/number").local[0]
    assert (local.words, local.sound) == ("mới", "")
    confirm(folder, "mong", "number", prompt_of(home))
    assert Library(home).exercise("samples/number").local[0].sound == "audio/mong/number.webm"


def test_a_recording_put_in_by_hand_is_told_until_somebody_has_listened(home: Path, folder: Path) -> None:
    (folder / "audio" / "mong").mkdir(parents=True)
    (folder / "audio" / "mong" / "number.webm").write_bytes(WEBM)
    (folder / "audio" / "mong" / "._number.webm").write_bytes(b"")

    def told() -> list[str]:
        return [fault.item for fault in check(Library(home)) if "mong" in fault.file]

    assert told() == ["number"]
    confirm(folder, "mong", "number", prompt_of(home))
    assert told() == []


def test_letters_that_no_page_prints_stay_on_the_screen_and_stop_nothing(home: Path, folder: Path) -> None:
    write_line(folder, "mong", "number", prompt_of(home), "# តើមានប៉ុន្មាន?")
    library = Library(home)
    faults = [fault for fault in check(library) if fault.item == "number"]
    assert faults and all(fault.warning and "mong.yaml" in fault.file for fault in faults)
    said = plain(exercise_box(library, library.exercise("samples/number"), "learner"))
    assert "xem trên máy" in said and "តើ" not in said


def test_key_messages_are_not_said_after_a_test(tmp_path: Path) -> None:
    klass = make_class(tmp_path, people=1)
    folder = klass.library.home / "exercises" / "samples"
    add_language(folder, "tiếng Mông")
    write_line(folder, "mong", "message.1", klass.library.module("samples").key_messages[0], "nco ntsoov")
    library = Library(klass.library.home)
    test, lesson = (Press(library).make(Job("samples", plan, "learner", "phone")).decode() for plan in ("test-a", "01-all-kinds"))  # fmt: skip
    assert "nco ntsoov" in lesson and "nco ntsoov" not in test
