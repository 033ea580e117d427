"""What a trainer does without a command: writing an exercise, printing, opening a class for telephones."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kit.course import Library
from tests.browser.conftest import PANEL, Lab, at_width, serve, stop, visit
from tests.browser.test_lesson import serious
from tests.conftest import make_home
from tests.serve.conftest import make_class

pytestmark = pytest.mark.browser


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


def test_sheet_is_printed_by_a_button_and_opened_from_beside_it(page, tmp_path: Path, monkeypatch) -> None:
    opener, seen = tmp_path / "bin" / "xdg-open", tmp_path / "seen.txt"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" >> "{seen}"\n', encoding="utf-8")
    opener.chmod(opener.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{opener.parent}{os.pathsep}{os.environ['PATH']}")
    home = make_home(tmp_path / "home")
    (home / "notebooks" / "print.ipynb").write_bytes(Path("notebooks/print.ipynb").read_bytes())
    server, lab = serve(home, home)
    try:
        panel = visit(page, lab, "notebooks/print.ipynb")
        panel.get_by_label("Bài", exact=True).select_option(index=1)
        panel.get_by_label("Loại tệp").select_option("html")
        panel.get_by_role("button", name="Làm tệp").click()
        panel.get_by_role("button", name="Mở tệp: samples-01-learner.html").click()
        panel.get_by_role("button", name="Mở thư mục: samples-01-learner.html").click()
        page.wait_for_timeout(1500)
    finally:
        stop(server)

    opened = [Path(line) for line in seen.read_text(encoding="utf-8").splitlines()]
    assert [path.name for path in opened] == ["samples-01-learner.html", "samples"] and opened[0].is_file()


def test_word_test_is_shown_question_by_question_and_written_by_a_button(page, tmp_path: Path) -> None:
    from docx import Document

    home = make_home(tmp_path / "home")
    (home / "notebooks" / "import.ipynb").write_bytes(Path("notebooks/import.ipynb").read_bytes())
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
    folder = home / "exercises" / "samples"
    server, lab = serve(home, home)
    try:
        panel = visit(page, lab, "notebooks/import.ipynb")
        panel.get_by_label("Tệp câu hỏi").set_input_files(tmp_path / "đề thi.docx")
        panel.get_by_text("đọc theo lối Word, 2 câu").wait_for()
        panel.get_by_text("● Chính quyền").wait_for()
        panel.get_by_text("Không thấy đáp án: đã tạm chọn A").wait_for()
        assert not list(folder.glob("ai-chu-tri*")), "nothing is written before it was seen"
        panel.get_by_role("checkbox").nth(1).uncheck()
        assert serious(page, ".kit-import-page") == []
        panel.get_by_role("button", name="Nhập", exact=True).click()
        panel.get_by_text("Đã nhập 1 câu").wait_for()
    finally:
        stop(server)

    assert len(list(folder.glob("ai-chu-tri*.yaml"))) == 1 and not list(folder.glob("may-ngay*"))


def test_class_is_opened_for_telephones_by_a_button_and_closed(page, browser, tmp_path: Path) -> None:
    klass = make_class(tmp_path)
    home = klass.library.home
    (home / "notebooks" / "class").mkdir()
    (home / "notebooks" / "class" / "05-phones.ipynb").write_bytes(Path("notebooks/class/05-phones.ipynb").read_bytes())
    server, lab = serve(home, home)
    try:
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
    finally:
        stop(server)


@pytest.mark.parametrize("name", ["author", "print", "import", "class/05-phones"])
@pytest.mark.parametrize("width", [390, 1920])
def test_pages_are_whole_at_every_width(trainer, real_lab: Lab, name: str, width: int) -> None:
    page = trainer
    visit(page, real_lab, f"notebooks/{name}.ipynb")
    at_width(page, width)

    wide = page.locator(f"{PANEL} .kit").evaluate_all("all => all.map(el => el.getBoundingClientRect().right)")
    assert wide and max(wide) <= width
    at_width(page, 1366)
