"""A question's own picture comes along with it, asks for its words, and what cannot be shown is told."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image as Pixels

from kit.course import Library
from kit.course.check import check
from kit.errors import KitError
from kit.exchange.into import Reading, drafts_of, write_drafts
from tests.conftest import make_home
from tests.exchange.test_foreign_files import read, word


def pixels(form: str) -> bytes:
    stream = io.BytesIO()
    Pixels.new("RGB", (40, 20), "white").save(stream, form)
    return stream.getvalue()


def in_word(tmp_path: Path, *contents: bytes) -> Reading:
    def pictures(document) -> None:
        for content in contents:
            document.add_paragraph().add_run().add_picture(io.BytesIO(content))

    return read(tmp_path, "de.docx", word("Câu 1. Biểu đồ nói gì?", pictures, "A. Tăng", "B. Giảm", "Đáp án: A"))


def in_moodle(tmp_path: Path, content: bytes, alt: str) -> Reading:
    file = f'<file name="a.png" encoding="base64">{base64.b64encode(content).decode()}</file>'
    asked = f'<questiontext format="html"><text><![CDATA[<p>Biểu đồ nói gì?</p><img src="@@PLUGINFILE@@/a.png" alt="{alt}">]]></text>{file}</questiontext>'
    answers = '<answer fraction="100"><text>Tăng</text></answer><answer fraction="0"><text>Giảm</text></answer>'
    return read(
        tmp_path,
        "m.xml",
        f'<?xml version="1.0"?><quiz><question type="multichoice"><name><text>Một</text></name>{asked}<single>true</single>{answers}</question></quiz>',
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize("source", ["word", "moodle"])
def test_picture_lies_beside_its_exercise_and_asks_for_words(tmp_path: Path, source: str, form: str) -> None:
    content = pixels(form)
    reading = in_word(tmp_path, content) if source == "word" else in_moodle(tmp_path, content, "")
    library = Library(make_home(tmp_path / "home"))

    drafts = drafts_of(library, "samples", reading, "de")
    written = write_drafts(library, drafts)

    assert len(written) == 1 and "[hình]" not in drafts[0].question.prompt
    assert "viết lời mô tả hình" in drafts[0].question.told[0]
    fresh = Library(library.home)
    exercise = fresh.exercise(drafts[0].id)
    picture = fresh.image(exercise)
    assert picture is not None and picture.read_bytes() == content
    assert exercise.image is not None and exercise.image.alt == "Chưa có lời mô tả hình."
    assert [fault for fault in check(fresh, ["samples"]) if fault.item == exercise.id and not fault.warning] == []


def test_words_that_the_file_has_for_its_picture_are_kept(tmp_path: Path) -> None:
    picture = in_moodle(tmp_path, pixels("PNG"), "Cột nữ cao hơn cột nam").questions[0].picture

    assert picture is not None and picture.alt == "Cột nữ cao hơn cột nam"


@pytest.mark.parametrize("contents", [(pixels("PNG"), pixels("PNG")), (pixels("GIF"),)])
def test_several_pictures_or_one_that_no_sheet_shows_are_told(tmp_path: Path, contents: tuple[bytes, ...]) -> None:
    question = in_word(tmp_path, *contents).questions[0]

    assert question.picture is None and any("không đi theo" in line for line in question.told)


def test_picture_of_another_exercise_is_never_replaced(tmp_path: Path) -> None:
    library = Library(make_home(tmp_path / "home"))
    drafts = drafts_of(library, "samples", in_word(tmp_path, pixels("PNG")), "de")
    beside = library.home / "exercises" / "samples" / "figures" / f"{drafts[0].id.partition('/')[2]}.png"
    beside.parent.mkdir(exist_ok=True)
    beside.write_bytes(b"\x89PNG of somebody else")

    with pytest.raises(KitError, match="Đã có hình"):
        write_drafts(library, drafts)
    assert beside.read_bytes() == b"\x89PNG of somebody else"
