"""JupyterLab shows nothing of its own: every menu, box and shortcut that a hand can reach has the kit's words, or is gone."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import PANEL, READY, Lab, serve, stop, visit
from tests.conftest import make_home
from tests.test_messages import catalogue

pytestmark = pytest.mark.browser
LESSON = "notebooks/modules/policy-dialogue/05-stage.ipynb"
# What stands around a lesson; the lesson itself is its author's.
AROUND = "#jp-top-panel, #jp-menu-panel, .jp-NotebookPanel-toolbar, .jp-Dialog, .lm-Menu, .jp-ModalCommandPalette, .lm-CommandPalette, .jp-Launcher, #jp-left-stack, #jp-right-stack, .jp-Notebook-ExecutionIndicator-tooltip, #jp-main-statusbar, .jp-toast-container, #kit-busy"
SHOWN = f"""() => [...document.querySelectorAll({json.dumps(AROUND)})].filter(e => e.checkVisibility({{visibilityProperty: true, opacityProperty: true}}))
    .flatMap(e => e.innerText.split("\\n")).map(t => t.trim()).filter(Boolean)"""


def shortcuts() -> list[str]:
    """Every key that a JupyterLab of this version binds by itself, as Playwright presses it."""
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    keys = set()
    for path in schemas.rglob("*.json"):
        body = json.loads(path.read_text(encoding="utf-8"))
        for bound in body.get("jupyter.lab.shortcuts", []):
            keys |= {key for key in bound.get("keys", []) if len(bound["keys"]) == 1}
    named = {"Accel": "ControlOrMeta", "Ctrl": "Control", "Cmd": "Meta"}
    pressed = {"+".join(named.get(part, part) for part in re.split(r"[ +]+", key)) for key in keys}
    return sorted(key for key in pressed if "ControlOrMeta" in key or key.startswith(("Alt", "F", "Control", "Shift")))


def batched(keys: list[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(keys[at : at + n]) for at in range(0, len(keys), n)]


def foreign(page) -> list[str]:
    """Words around the lesson that the kit has not said."""
    ours = {re.sub(r"^\W+", "", text) for text in catalogue()}
    return [text for text in page.evaluate(SHOWN) if re.sub(r"^\W+", "", text) not in ours]


def test_there_are_shortcuts_to_press() -> None:
    assert len(shortcuts()) > 60


def test_no_shortcut_and_no_click_shows_a_word_that_is_not_the_kits(trainer, real_lab: Lab) -> None:
    page = trainer
    panel = visit(page, real_lab, LESSON)
    cells, before, seen = panel.locator(".jp-Cell").count(), (real_lab.folder / LESSON).read_bytes(), {}

    words = panel.locator(".jp-MarkdownOutput p").first.bounding_box()
    for x, y in ((words["x"] + 3, words["y"] + 3), (5, 700)):  # in the lesson, and beside it
        for some in batched(shortcuts(), 6):
            page.mouse.click(x, y)
            for key in some:
                page.keyboard.press(key)
            if strange := foreign(page):
                seen[some] = strange[:4]
                page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    for target in page.locator(f"{PANEL} .jp-Toolbar-item:visible").all():
        target.hover()
    panel.locator(".jp-MarkdownCell").first.click(button="right")

    assert seen == {} and foreign(page) == []
    assert panel.locator(".jp-Cell").count() == cells and (real_lab.folder / LESSON).read_bytes() == before
    assert page.locator(READY).count() == 1 and page.url.endswith(LESSON)


def test_tab_is_named_for_the_lesson(trainer, real_lab: Lab) -> None:
    page = trainer
    visit(page, real_lab, LESSON)
    page.wait_for_function(
        "document.title.endsWith('Bộ tài liệu tập huấn Dự án 8') && document.title.startsWith('Bài 5')"
    )
    visit(page, real_lab, "notebooks/start.ipynb")

    page.wait_for_function("document.title.includes('Dự án 8') && !document.title.startsWith('Bài 5')")
    assert "Jupyter" not in page.title()


def test_learner_meets_no_word_that_is_not_the_kits(learner) -> None:
    assert foreign(learner) == []


def test_window_that_was_closed_is_told_in_the_kits_words_and_nothing_else(page, tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    server, lab = serve(home, home)
    try:
        visit(page, lab, "notebooks/modules/samples/01-all-kinds.ipynb")
    finally:
        stop(server)

    page.locator("#kit-busy", has_text="Cửa sổ kit đã đóng. Mở lại kit start").wait_for(timeout=90_000)
    assert page.locator(".jp-Dialog").count() == 0 and foreign(page) == []
