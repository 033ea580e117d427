"""JupyterLab cannot hurt: a lesson is there to be read, its words change only when asked, and a dead kernel comes back."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.browser.conftest import PANEL, READY, Lab, visit
from tests.browser.test_lesson import answer_by_mouse, box, check, sign_in

pytestmark = pytest.mark.browser
LESSON = "notebooks/modules/policy-dialogue/05-stage.ipynb"


def tool(page, name: str):
    """A button of the lesson's own bar."""
    return page.locator(f"{PANEL} [data-jp-item-name='{name}']")


def test_no_key_and_no_click_changes_a_lesson(trainer, real_lab: Lab) -> None:
    """Two keys deleted a cell, and autosave wrote it."""
    page, path = trainer, real_lab.folder / LESSON
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    panel = visit(page, real_lab, LESSON)
    count = panel.locator(".jp-Cell").count()

    words = panel.locator(".jp-MarkdownOutput p").first
    words.click()
    for key in ("d", "d", "x", "b", "a", "y", "v", "Enter", "Shift+Enter", "ControlOrMeta+s"):
        page.keyboard.press(key)
    words.dblclick()
    page.keyboard.type("chữ gõ nhầm")

    assert panel.locator(".jp-Cell").count() == count
    assert panel.get_by_text("chữ gõ nhầm").count() == 0
    assert not panel.locator(".jp-MarkdownCell .cm-content").filter(visible=True).count()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)


def test_trainer_changes_words_saves_them_and_brings_the_old_ones_back(trainer, real_lab: Lab) -> None:
    page, path = trainer, real_lab.folder / LESSON
    panel = visit(page, real_lab, LESSON)
    count = panel.locator(".jp-Cell").count()

    def shown(words: str):
        return panel.locator(".jp-MarkdownOutput", has_text=words)

    def write(words: str) -> None:
        tool(page, "kit-edit").get_by_text("Sửa bài").click()
        page.locator(f"{PANEL}.kit-editing").wait_for()
        panel.locator(".jp-MarkdownOutput p").first.dblclick()
        panel.locator(".jp-MarkdownCell .cm-content").filter(visible=True).first.click()
        page.keyboard.press("ControlOrMeta+End")
        page.keyboard.type(words)

    write(" Câu của lớp tôi.")
    tool(page, "kit-edit").get_by_text("Xong, lưu lại").click()
    shown("Câu của lớp tôi.").wait_for()
    page.locator(f"{PANEL}:not(.kit-editing)").wait_for()
    page.locator("#kit-busy", has_text="Đã lưu bài.").wait_for()
    saved = path.read_text(encoding="utf-8")
    assert "Câu của lớp tôi." in saved
    assert not [c for c in json.loads(saved)["cells"] if c.get("outputs") or c.get("execution_count")]

    write(" Câu viết sai.")
    tool(page, "kit-discard").click()
    page.locator(".jp-Dialog").get_by_text("Bỏ mọi thay đổi", exact=True).click()
    shown("Câu viết sai.").wait_for(state="detached")
    shown("Câu của lớp tôi.").wait_for()
    panel.locator(".kit-exercise").first.wait_for()
    assert panel.locator(".jp-Cell").count() == count
    assert "Câu viết sai." not in path.read_text(encoding="utf-8")


def test_lesson_whose_kernel_died_comes_back_with_its_answers(learner, samples_lab: Lab) -> None:
    """After kill -9 the buttons did nothing and said nothing."""
    page = learner
    sign_in(page, "Mất điện")
    answer_by_mouse(page, "number", "450")
    check(page, "number")
    box(page, "number").get_by_text("Đã lưu lúc").wait_for()
    opened = page.evaluate("fetch('/api/sessions').then(r => r.json())")
    kernel = next(s["kernel"]["id"] for s in opened if s["path"].endswith("01-all-kinds.ipynb"))
    page.locator(READY).evaluate("panel => panel.removeAttribute('data-kit-ran')")
    subprocess.run(["pkill", "-9", "-f", f"kernel-{kernel}"], check=True)

    page.wait_for_selector(READY)
    page.locator(f"{PANEL} .kit-who", has_text="Mất điện").wait_for()
    box(page, "number").locator(".kit-badge", has_text="Đúng rồi").wait_for()
    assert page.locator(".jp-Dialog").count() == 0
    answer_by_mouse(page, "number", "7")
    check(page, "number")
    box(page, "number").locator(".kit-badge", has_text="Chưa đúng").wait_for()


def test_learner_is_offered_no_editing(learner, samples_lab: Lab) -> None:
    assert tool(learner, "kit-edit").filter(visible=True).count() == 0
    assert tool(learner, "kit-run").filter(visible=True).count() == 1, "the bar itself is there"
