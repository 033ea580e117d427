"""A question recorded on the trainer's page is heard beside it in the lesson and on a telephone; a clip plays in the lesson."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.course import Library
from kit.course.local_file import add_language, write_line, write_sound
from kit.document.media import ending_of
from tests.browser.conftest import Lab, visit
from tests.browser.test_lesson import serious
from tests.browser.test_phone import come_in, telephone, whole_lesson
from tests.conftest import ROOT
from tests.serve.conftest import make_class, serving

pytestmark = pytest.mark.browser
__all__ = ["telephone"]
NAME, LESSON = "policy-dialogue/one-way-or-two-way", "notebooks/modules/policy-dialogue/01-what-is-dialogue.ipynb"


def heard(page, button) -> tuple[int, str]:
    """Press a button that plays; the answer that brought the sound."""
    with page.expect_response(lambda response: "mong" in response.url or "/hinh/" in response.url) as got:
        button.click()
    return got.value.status, got.value.url


def test_question_is_recorded_and_typed_on_the_page_and_heard_in_the_lesson(trainer, real_lab: Lab) -> None:
    page = trainer
    panel = visit(page, real_lab, "notebooks/local.ipynb")
    panel.get_by_label("Tên tiếng, ví dụ: tiếng Mông").fill("tiếng Mông")
    panel.get_by_role("button", name="Thêm tiếng").click()
    panel.get_by_label("Phần", exact=True).select_option("01-what-is-dialogue")
    row = panel.locator("[data-id=one-way-or-two-way]")
    row.locator("input").fill("lus thib ob")
    row.locator("input").press("Tab")
    panel.get_by_text("Đã lưu.", exact=True).wait_for()
    row.locator(".kit-record").click()
    row.get_by_text("■ Dừng và lưu").wait_for()
    page.wait_for_timeout(700)  # somebody speaks
    row.locator(".kit-record").click()
    panel.get_by_text("Đã lưu bản ghi âm one-way-or-two-way.webm").wait_for()
    panel.get_by_text("đã gõ 1, đã ghi âm 1").wait_for()
    assert serious(page, ".kit-lesson:not(.lm-mod-hidden) .jp-Notebook") == []

    sound = real_lab.folder / "exercises" / "policy-dialogue" / "audio" / "mong" / "one-way-or-two-way.webm"
    assert ending_of(sound.read_bytes()) == ".webm" and sound.stat().st_size > 500
    visit(page, real_lab, LESSON)
    box = page.locator(f'[data-exercise="{NAME}"]')
    assert box.locator(".kit-second").inner_text().startswith("tiếng Mông: lus thib ob")
    status, address = heard(page, box.get_by_role("button", name="Nghe bằng tiếng Mông"))
    assert status in (200, 206) and address.endswith("/audio/mong/one-way-or-two-way.webm")
    for part in ("audio", "local"):
        shutil.rmtree(real_lab.folder / "exercises" / "policy-dialogue" / part)


def test_clip_plays_in_the_lesson_with_its_words_to_unfold(trainer, real_lab: Lab) -> None:
    page = trainer
    panel = visit(page, real_lab, "notebooks/modules/policy-dialogue/02-prepare.ipynb")
    clip = panel.locator(".kit-clip")
    clip.scroll_into_view_if_needed()
    assert "56 giây" in clip.inner_text()
    length = clip.locator("video").evaluate(
        "v => new Promise(done => { v.onloadedmetadata = () => done(v.duration); v.onerror = () => done(-1); v.preload = 'metadata'; v.load(); })"
    )
    assert length == pytest.approx(56, abs=1)
    clip.locator("summary").click()
    assert "Gom nhóm" in clip.inner_text()


def test_telephone_hears_the_question_and_plays_the_clip(tmp_path: Path, telephone) -> None:
    klass = make_class(tmp_path, people=3)
    home = klass.library.home
    folder = home / "exercises" / "samples"
    add_language(folder, "tiếng Mông")
    prompt, message = klass.library.exercise("samples/number").prompt, klass.library.module("samples").key_messages[0]
    write_line(folder, "mong", "number", prompt, "pes tsawg")
    write_sound(folder, "mong", "number", prompt, b"\x1a\x45\xdf\xa3" + bytes(range(200)))
    write_sound(folder, "mong", "message.1", message, b"\x1a\x45\xdf\xa3" + bytes(range(100)))
    shutil.copytree(ROOT / "exercises" / "policy-dialogue" / "media", folder / "media")
    lesson = home / "notebooks" / "modules" / "samples" / "01-all-kinds.ipynb"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(
        text.replace("Mở đầu.", "![Phim thử](../../../exercises/samples/media/six-steps.mp4)"), encoding="utf-8"
    )
    klass = type(klass).open(Library(home), klass.id)

    with serving(klass) as server:
        page = telephone(server.house.port)
        come_in(page, klass, "HV001")
        whole_lesson(page)
        box = page.locator('[data-exercise="samples/number"]')
        assert "pes tsawg" in box.locator(".kit-second").inner_text()
        status, address = heard(page, box.locator(".kit-listen"))
        assert status in (200, 206)
        path = "/hinh/" + address.rpartition("/")[2]
        part = server.ask("GET", path, Range="bytes=4-7")
        assert (part.status, part.headers["Content-Range"]) == (206, "bytes 4-7/204")
        assert server.ask("GET", path, Range="bytes=900-").status == 416
        video = page.locator("video")
        length = video.evaluate(
            "v => new Promise(done => { v.onloadedmetadata = () => done(v.duration); v.onerror = () => done(-1); v.preload = 'metadata'; v.load(); })"
        )
        assert length == pytest.approx(56, abs=1)
        assert page.locator("audio").count() == 1, "the key message, at the end"
        assert page.faults == [] and page.outside == []
