"""A course in another language says the same, judges the same, and where it says nothing the Vietnamese stands."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from kit import cli, messages
from kit.course import Library
from kit.course.catalogue import blocks, marks, place_of
from kit.course.check import check
from kit.course.code_words import in_words, words_in
from kit.course.learner_copy import make_learner_folder
from kit.course.lesson_pages import make_pages
from kit.course.translate import progress, translate, words_of
from kit.errors import ContentError
from kit.lab_words import clips, heads
from kit.paper.handouts import Job, Press, ready
from kit.paper.run import run_data_cells
from tests.conftest import ROOT, make_home
from tests.paper.pdf_text import page_words

MODULE = "policy-dialogue"


@pytest.fixture
def english():
    messages.use("en")
    yield
    messages.use("vi")


@pytest.fixture(scope="module")
def spoken() -> Library:
    """The real content in English."""
    return Library(ROOT, "en")


@pytest.fixture
def translated(home: Path):
    """A home with a catalogue in Lao, a language that the kit itself does not speak; gives a way to fill it in."""
    library = Library(home, "vi")
    path = translate(library, library.module("samples"), "lo").path

    def fill(words: dict[str, str]) -> Library:
        with path.open("rb") as stream:
            catalog = read_po(stream)
        for vietnamese, other in words.items():
            catalog[vietnamese].string = other
        with path.open("wb") as stream:
            write_po(stream, catalog, width=0)
        return Library(home, "lo")

    return fill


def test_catalogue_of_the_english_course_is_merged_with_the_course_of_today(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    library = Library(home, "vi")
    before = place_of(ROOT, MODULE, "en").read_bytes()

    merged = translate(library, library.module(MODULE), "en")

    assert merged.path.read_bytes() == before, "run: kit translate policy-dialogue --lang en"
    assert progress(library, library.module(MODULE), "en") == (merged.done, merged.total)


def test_every_exercise_means_the_same_in_english(library: Library, spoken: Library) -> None:
    for name in library.exercise_ids(MODULE):
        vietnamese, english = library.exercise(name), spoken.exercise(name)
        assert english.prompt != vietnamese.prompt, name
        assert english.digest == vietnamese.digest, name
        if english.judged and (key := english.key_answer()) is not None:
            assert english.check(key).points == 1, name


def test_every_word_of_a_course_is_taken_out_in_the_order_in_which_it_is_read(library: Library) -> None:
    words = [word.block for word in words_of(library, library.module(MODULE), "en")]
    prompt = library.exercise(f"{MODULE}/is-or-is-not").prompt.strip()
    assert words.index("# Bài 1. Đối thoại chính sách là gì, ai tham gia") < words.index(prompt)
    assert "huyện" in words, "what is accepted as an answer is a word too"
    assert not any(word.startswith(("http", "law-")) or word.endswith(".svg") for word in words)


def test_words_that_lack_stay_vietnamese(translated) -> None:
    library = translated({"Làm được một việc": "Het dai viak nueng"})
    assert library.module("samples").objectives[0].text == "Het dai viak nueng"
    assert library.module("samples").title == "Chuyên đề mẫu"
    assert not [fault for fault in check(library) if not fault.warning]


def test_changed_vietnamese_is_not_shown_in_its_old_words(home: Path, translated) -> None:
    translated({"Một chuyên đề nhỏ để thử.": "ວິຊານ້ອຍ"})
    plan = home / "exercises" / "samples" / "module.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("Một chuyên đề nhỏ để thử.", "Một chuyên đề nhỏ để làm thử."), encoding="utf-8")  # fmt: skip

    merged = translate(Library(home, "vi"), Library(home, "vi").module("samples"), "lo")

    assert merged.doubtful == 1
    assert "ວິຊານ້ອຍ" in merged.path.read_text(encoding="utf-8"), "the old words are kept to be looked at"
    assert Library(home, "lo").module("samples").summary == "Một chuyên đề nhỏ để làm thử."


def test_words_that_break_an_exercise_are_told_and_not_used(home: Path, translated) -> None:
    exercise = Library(home, "vi").exercise("samples/gap-text")
    library = translated({exercise.text: "ບໍ່ມີບ່ອນຫວ່າງ"})

    assert library.exercise("samples/gap-text").text == exercise.text
    faults = [fault for fault in check(Library(home, "vi")) if fault.file.endswith("locale/lo.po")]
    assert {fault.item for fault in faults} >= {"samples/gap-text"}
    assert any("[[" in fault.sentence and fault.line for fault in faults)


def test_sentence_that_lost_its_source_is_told(library: Library) -> None:
    lost = marks("Theo [Điều 43](fact:law-local-government-art-43), | a | b |") - marks("By Article 43, | a | b")
    assert lost == {"](fact:law-local-government-art-43)": 1, "|": 1}


def test_blocks_without_words_are_nobodys_work() -> None:
    assert list(blocks("Một.\n\n---\n\n| | |\n\n2.\n\nHai [3 dòng]\n\n[3 dòng]")) == ["Một.", "Hai [3 dòng]"]


def test_broken_catalogue_is_a_sentence_with_its_place(home: Path) -> None:
    path = place_of(home, "samples", "lo")
    path.parent.mkdir()
    path.write_text('msgid "a"\nmsgstr b\n', encoding="utf-8")
    library = Library(home, "vi")

    told = [fault for fault in check(library) if fault.file.endswith("lo.po")]
    assert len(told) == 1 and told[0].line == 2 and told[0].remedy
    with pytest.raises(ContentError):
        translate(library, library.module("samples"), "lo")
    assert path.read_text(encoding="utf-8") == 'msgid "a"\nmsgstr b\n', "nothing is lost"


def test_lessons_of_a_trainers_folder_are_made_in_english_beside_what_else_is_made(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    library = Library(home, "en")
    plan = library.module(MODULE).lessons[0]
    assert library.page(MODULE, plan).startswith("notebooks/modules/"), "nothing is made yet"

    made = make_pages(library)

    page = home / library.page(MODULE, plan)
    assert page in made and page == home / "build" / "en" / MODULE / plan.file
    cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
    assert cells[0]["source"].startswith("# Lesson 1.")
    pictures = [src for c in cells for src in re.findall(r"!\[[^]]*\]\(([^)]+)\)", "".join(c["source"]))]
    assert pictures and all((page.parent / picture).resolve().is_file() for picture in pictures)


def test_learners_folder_in_english_has_no_catalogue_and_no_sealed_key(tmp_path: Path) -> None:
    make_learner_folder(Library(ROOT, "en"), tmp_path)
    copy = Library(tmp_path, "vi")
    question = copy.exercise(f"{MODULE}/test-a-05")
    assert question.keyless and "Count 7 days back" in question.prompt
    assert question.digest == Library(ROOT, "vi").exercise(f"{MODULE}/test-a-05").digest
    assert not list(tmp_path.rglob("*.po"))
    assert "Lesson 1." in (tmp_path / "notebooks" / "modules" / MODULE / "01-what-is-dialogue.ipynb").read_text(encoding="utf-8")  # fmt: skip


def test_papers_in_english_are_english_throughout(spoken: Library, english, tmp_path: Path) -> None:
    from pypdf import PdfReader

    path = tmp_path / "lesson.pdf"
    path.write_bytes(Press(spoken).make(Job(MODULE, "03-moderate", "trainer", "pdf")))
    said = " ".join(page_words(path.read_bytes()))
    assert str(PdfReader(path).trailer["/Root"]["/Lang"]).startswith("en")
    assert "The last time you were at the health station, how was it?" in said
    for vietnamese in ("Hoạt động", "Bài tập", "Đáp án", "Gợi ý", "phút", "Phiếu"):
        assert vietnamese not in said, vietnamese


def test_command_names_its_language_and_leaves_that_of_the_messages(home: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("KIT_FOLDER", str(home))
    assert cli.main(["translate", "samples", "--lang", "en"]) == cli.DONE
    assert "đoạn đã dịch" in capsys.readouterr().out
    assert place_of(home, "samples", "en").is_file()
    assert cli.main(["translate", "samples", "--lang", "vi"]) == cli.WRONG_USAGE
    assert "ví dụ en" in capsys.readouterr().err
    assert cli.main(["translate", "sample", "--lang", "en"]) == cli.AT_FAULT
    assert "samples" in capsys.readouterr().err


def test_home_of_samples_has_no_other_language(tmp_path: Path) -> None:
    assert Library(make_home(tmp_path / "home"), "lo").catalogues == {}


def test_a_translators_slip_never_keeps_the_vietnamese_course_from_its_class(
    home: Path, translated, tmp_path: Path
) -> None:
    translated({"Làm được một việc": "| a | <img src='http://x'>"})
    told = [fault for fault in check(Library(home, "vi")) if fault.file.endswith("lo.po")]
    assert len(told) >= 2 and all(fault.warning and fault.line for fault in told)
    ready(Library(home, "vi"), ["samples"])
    make_learner_folder(Library(home, "vi"), tmp_path / "learner")
    assert [fault for fault in check(Library(home, "lo")) if not fault.warning], "who prints that language is stopped"


def test_a_sentence_that_comes_back_brings_its_words_along(home: Path, translated) -> None:
    translated({"Một chuyên đề nhỏ để thử.": "ວິຊານ້ອຍ"})
    plan = home / "exercises" / "samples" / "module.yaml"
    text = plan.read_text(encoding="utf-8")
    for now in (text.replace("Một chuyên đề nhỏ để thử.", "Khác hẳn câu kia."), text):
        plan.write_text(now, encoding="utf-8")
        translate(Library(home, "vi"), Library(home, "vi").module("samples"), "lo")
    assert Library(home, "lo").module("samples").summary == "ວິຊານ້ອຍ"


def test_one_sentence_twice_in_a_catalogue_is_told_and_nothing_is_thrown_away(home: Path, translated) -> None:
    translated({"Làm được một việc": "ເຮັດ"})
    path = place_of(home, "samples", "lo")
    path.write_text(path.read_text(encoding="utf-8") + '\nmsgid "Làm được một việc"\nmsgstr ""\n', encoding="utf-8")
    before = path.read_bytes()
    assert any("hai lần" in fault.sentence and fault.line for fault in check(Library(home, "vi")))
    with pytest.raises(ContentError):
        translate(Library(home, "vi"), Library(home, "vi").module("samples"), "lo")
    assert path.read_bytes() == before


@pytest.mark.parametrize("change", [lambda t: t.replace("charset=utf-8", "charset=iso-8859-1"), lambda t: t.replace("\n", "\r"), lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t], ids=["charset", "CR", "CRLF", "BOM"])  # fmt: skip
def test_catalogue_saved_by_other_programs_is_read_and_kept(home: Path, translated, change) -> None:
    translated({"Làm được một việc": "ເຮັດໄດ້"})
    path = place_of(home, "samples", "lo")
    path.write_bytes(change(path.read_text(encoding="utf-8")).encode())
    assert Library(home, "lo").module("samples").objectives[0].text == "ເຮັດໄດ້"
    assert translate(Library(home, "vi"), Library(home, "vi").module("samples"), "lo").new == 0
    assert Library(home, "lo").module("samples").objectives[0].text == "ເຮັດໄດ້"


def test_one_broken_lesson_does_not_keep_the_others_from_being_made(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    (home / "notebooks" / "modules" / MODULE / "02-prepare.ipynb").write_text("{", encoding="utf-8")
    (home / "notebooks" / "mine.ipynb").write_text("", encoding="utf-8")
    assert len(make_pages(Library(home, "en"))) == 6
    assert heads(home) == {} and clips(home)["exercises/policy-dialogue/media/en/six-steps.mp4"]["poster"]


def test_words_that_a_chart_shows_are_translated_and_its_code_is_not(spoken: Library) -> None:
    source = 'x = bang["Đạt (%)"]  # “một”\ntruc.set_title("Chị em nói", color="đỏ")\nf"{x} ý kiến mỗi buổi"\n'

    assert words_in(source) == ["Đạt (%)", "Chị em nói"]
    told = in_words(source, {"Đạt (%)": 'At "100%"', "Chị em nói": "Women speak"}.get)
    assert (
        told
        == 'x = bang[\'At "100%"\']  # “một”\ntruc.set_title(\'Women speak\', color="đỏ")\nf"{x} ý kiến mỗi buổi"\n'
    )
    assert words_in("đây không phải là (mã") == [] and in_words("a = (", str) == "a = ("

    chart = next(c.source for c in spoken.lessons[MODULE]["02-prepare"].cells if c.kind == "data")
    assert "minutes after the sign" in chart and "phút" not in chart and 'data_path("dialogues.csv")' in chart
    shown = run_data_cells(spoken, spoken.lessons[MODULE]["02-prepare"], {})
    assert "Bar chart" in str(shown)
