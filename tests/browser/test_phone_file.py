"""A lesson as one file: opened from a telephone's storage, answered there, handed in as a file and as a message."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kit.answers import parse
from kit.classroom.collect import collect
from kit.classroom.folder import TrainingClass
from kit.paper.handouts import Press, jobs
from tests.browser.test_lesson import RIGHT, WRONG, answer_by_mouse, box
from tests.conftest import SAMPLES
from tests.serve.conftest import make_class

pytestmark = pytest.mark.browser
MOST = 500_000  # bytes of a file


@pytest.fixture
def klass(tmp_path: Path) -> TrainingClass:
    return make_class(tmp_path)


@pytest.fixture
def file(klass: TrainingClass, tmp_path: Path) -> Path:
    library = klass.library
    (job,) = jobs(library, ["samples/01"], ["learner"], ["phone"])
    return Press(library, day=date(2026, 11, 29)).write(job, tmp_path / "build").path


@pytest.fixture
def telephone(browser, file: Path):
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, accept_downloads=True)
    context.set_offline(True)
    page = context.new_page()
    page.faults, page.outside = [], []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on(
        "request", lambda r: page.outside.append(r.url) if not re.match(r"file:|data:|blob:|about:", r.url) else None
    )
    page.set_default_timeout(15_000)
    opened(page, file)
    yield page
    context.close()


def opened(page, file: Path) -> None:
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.locator("#whole").click()


def keep(page, kind: str) -> None:
    box(page, kind).locator(".kit-main").click()
    box(page, kind).locator(".kit-saved", has_text="Đã giữ trong máy này").wait_for()


def handed_in(page, klass: TrainingClass, tmp_path: Path, code: str, way: str) -> list:
    """What the class holds after the learner has handed in this way."""
    page.locator("#code").fill(code)
    folder = tmp_path / "came-in"
    folder.mkdir()
    if way == "file":
        with page.expect_download() as found:
            page.locator("#file").click()
        found.value.save_as(folder / found.value.suggested_filename)
    else:
        page.locator("#text").click()
        page.locator("#said", has_text=re.compile("Đã chép|Bấm giữ")).wait_for()
        message = page.locator("#message").input_value()
        chat = f"[29/11 20:15] Lan:\n{message.replace(chr(10), chr(13) + chr(10) + '  ')}\n[20:16] Cô: đã nhận ạ"
        (folder / "zalo.txt").write_text(chat, encoding="utf-8")
    collect(klass, folder)
    (path,) = (klass.path / "handed-in").glob("*.jsonl")
    return [r for r in parse(path.read_bytes()).records if r.deed == "attempt"]


@pytest.mark.parametrize("way", ["file", "message"])
def test_every_kind_is_filled_in_kept_and_handed_in_without_any_network(
    telephone, klass, file: Path, tmp_path: Path, way: str
) -> None:
    page = telephone
    for kind in sorted(SAMPLES):
        answer_by_mouse(page, kind, RIGHT[kind])
        keep(page, kind)
    opened(page, file)  # closed and opened again
    assert box(page, "number").locator("input").input_value() == RIGHT["number"]

    kept = handed_in(page, klass, tmp_path, "HV005", way)

    assert {r.exercise: r.answer for r in kept} == {f"samples/{kind}": RIGHT[kind] for kind in SAMPLES}
    assert {r.digest for r in kept} == {klass.library.exercise(r.exercise).digest for r in kept}
    assert page.faults == [] and page.outside == []


def test_file_is_small_and_tells_no_key_no_verdict_and_nothing_before_a_try(telephone, klass, file: Path) -> None:
    page, text = telephone, file.read_text(encoding="utf-8")

    assert len(file.read_bytes()) <= MOST
    for secret in (
        *(m.words for sample in SAMPLES.values() for m in sample.moves()),
        "Sai vì",
        "Lời nhắn mật",
        '"key"',
    ):
        assert secret not in text, secret
    assert not box(page, "single-choice").get_by_role("button", name="Xem giải thích").is_visible()
    answer_by_mouse(page, "single-choice", WRONG["single-choice"])
    keep(page, "single-choice")
    assert (
        "Giảng viên sẽ chấm" in box(page, "single-choice").inner_text()
        and "Chưa đúng" not in page.locator("main").inner_text()
    )
    box(page, "single-choice").get_by_role("button", name="Xem giải thích").click()
    box(page, "single-choice").get_by_text("Vì sao đáp án đúng").wait_for()


def test_test_as_a_file_holds_no_explanation_at_all(klass, tmp_path: Path) -> None:
    (job,) = jobs(klass.library, ["samples/test-a"], ["learner"], ["phone"])
    text = Press(klass.library).make(job).decode()

    assert "Vì sao đáp án" not in text and "Sai vì" not in text and "samples/sealed-one" in text


def test_what_is_missing_is_said_before_handing_in(telephone) -> None:
    page = telephone
    page.locator("#text").click()
    page.locator("#said", has_text="Chưa có câu trả lời nào").wait_for()
    box(page, "number").locator(".kit-main").click()
    box(page, "number").get_by_text("Chưa trả lời hết").wait_for()
    answer_by_mouse(page, "number", "60")
    keep(page, "number")

    page.locator("#file").click()

    page.locator("#said", has_text="Ghi mã học viên").wait_for()
