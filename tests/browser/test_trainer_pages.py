"""What a trainer does without a command: writing an exercise, printing, opening a class for telephones."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.course import Library
from tests.browser.conftest import PANEL, Lab, at_width, fresh_page, serve, stop, visit
from tests.browser.test_lesson import serious
from tests.conftest import ROOT
from tests.serve.conftest import make_class

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def small(browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple]:
    """A trainer's JupyterLab over a small home with a class: its page and server; what it opens is noted in seen.txt."""
    base = tmp_path_factory.mktemp("small")
    opener = base / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" >> "{base / "home" / "seen.txt"}"\n', encoding="utf-8")
    opener.chmod(opener.stat().st_mode | stat.S_IEXEC)
    home = make_class(base).library.home
    (home / "notebooks" / "class").mkdir()
    for name in ("print", "import", "class/05-phones"):
        shutil.copyfile(ROOT / "notebooks" / f"{name}.ipynb", home / "notebooks" / f"{name}.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{opener.parent}{os.pathsep}{os.environ['PATH']}")
        server, lab = serve(home, home)
    page = fresh_page(browser)
    yield page, lab
    page.context.close()
    stop(server)


def test_exercise_is_written_in_a_form_and_saved(trainer, real_lab: Lab) -> None:
    page = trainer
    panel = visit(page, real_lab, "notebooks/author.ipynb")
    panel.get_by_label("Chuyên đề").select_option("monitoring")
    panel.get_by_label("Dạng bài").select_option("single-choice")
    panel.get_by_label("Tên tệp").fill("bai-thu-cua-toi")
    panel.get_by_role("button", name="Soạn bài mới").click()
    panel.get_by_label("Câu hỏi, đề bài").fill("Ai ghi sổ theo dõi ở xã?")
    panel.locator(".kit-exercise .kit-prompt", has_text="Ai ghi sổ theo dõi ở xã?").wait_for()
    panel.get_by_label("Số phút").fill("ba")
    panel.locator(".kit-wrong", has_text="“ba”").wait_for()
    panel.get_by_label("Số phút").fill("4")
    panel.get_by_label("Nội dung *").nth(2).fill("Trưởng thôn ghi một mình")
    panel.get_by_label("Đáp án *").select_option("third")
    panel.locator(".kit-wrong", has_text="“ba”").wait_for(state="detached")
    panel.get_by_role("button", name="Lưu bài tập").click()
    panel.get_by_text("Đã lưu bài tập (monitoring/bai-thu-cua-toi)").wait_for()

    path = real_lab.folder / "exercises" / "monitoring" / "bai-thu-cua-toi.yaml"
    saved = Library(real_lab.folder).exercise("monitoring/bai-thu-cua-toi")
    assert (saved.prompt, saved.key, saved.minutes) == ("Ai ghi sổ theo dõi ở xã?", "third", 4)
    assert "# mở từng bước" in path.read_text(encoding="utf-8")
    assert serious(page, ".kit-lesson:not(.lm-mod-hidden) .jp-Notebook") == []
    path.unlink()


def test_sheet_is_printed_by_a_button_and_opened_from_beside_it(small) -> None:
    page, lab = small
    panel, seen = visit(page, lab, "notebooks/print.ipynb"), lab.folder / "seen.txt"
    panel.get_by_label("Bài", exact=True).select_option(index=1)
    panel.get_by_label("Loại tệp").select_option("html")
    panel.get_by_role("button", name="Làm tệp").click()
    panel.get_by_role("button", name="Mở tệp: samples-01-learner.html").click()
    panel.get_by_role("button", name="Mở thư mục: samples-01-learner.html").click()
    for _ in range(300):
        if seen.exists() and seen.read_text(encoding="utf-8").count("\n") == 2:
            break
        page.wait_for_timeout(100)

    opened = [Path(line) for line in seen.read_text(encoding="utf-8").splitlines()]
    assert [path.name for path in opened] == ["samples-01-learner.html", "samples"] and opened[0].is_file()


def test_word_test_is_shown_question_by_question_and_written_by_a_button(small, tmp_path: Path) -> None:
    from docx import Document

    page, lab = small
    document = Document()
    for line in (
        "Câu 1. Ai chủ trì đối thoại?",
        "A. Hội",
        "*B. Chính quyền",
        "Câu 2. Mấy ngày?",
        "A. 5",
        "B. 10",
        "HẾT",
    ):
        document.add_paragraph(line)
    document.save(tmp_path / "đề thi.docx")
    folder = lab.folder / "exercises" / "samples"
    panel = visit(page, lab, "notebooks/import.ipynb")
    panel.get_by_label("Tệp câu hỏi").set_input_files(tmp_path / "đề thi.docx")
    panel.get_by_text("đọc theo lối Word, 2 câu").wait_for()
    panel.get_by_text("● Chính quyền").wait_for()
    panel.get_by_text("Không thấy đáp án: đã tạm chọn A").wait_for()
    assert not list(folder.glob("ai-chu-tri*")), "nothing is written before it was seen"
    panel.get_by_role("checkbox").nth(1).uncheck()
    assert serious(page, f"{PANEL} .kit-import-page") == []
    panel.get_by_role("button", name="Nhập", exact=True).click()
    panel.get_by_text("Đã nhập 1 câu").wait_for()

    assert len(list(folder.glob("ai-chu-tri*.yaml"))) == 1 and not list(folder.glob("may-ngay*"))


def test_class_is_opened_for_telephones_by_a_button_and_closed(small) -> None:
    page, lab = small
    panel = visit(page, lab, "notebooks/class/05-phones.ipynb")
    panel.get_by_role("button", name="Mở lớp cho điện thoại").click()
    with page.context.expect_page() as found:
        panel.get_by_role("link", name="Trang điều khiển lớp").click()
    desk = found.value
    desk.get_by_role("heading", name="Điều khiển lớp").wait_for()
    desk.close()
    panel.get_by_role("button", name="Đóng lớp điện thoại").click()
    panel.get_by_text("Bài đã nộp vẫn còn").wait_for()
    assert panel.get_by_role("button", name="Mở lớp cho điện thoại").is_visible()


@pytest.mark.parametrize("name", ["author", "print", "import", "class/05-phones"])
@pytest.mark.parametrize("width", [390, 1920])
def test_pages_are_whole_at_every_width(trainer, real_lab: Lab, name: str, width: int) -> None:
    page = trainer
    visit(page, real_lab, f"notebooks/{name}.ipynb")
    at_width(page, width)

    wide = page.locator(f"{PANEL} .kit").evaluate_all("all => all.map(el => el.getBoundingClientRect().right)")
    assert wide and max(wide) <= width
    at_width(page, 1366)
