"""The real lessons in front of a trainer: they open whole, keep their source, and their data practice works."""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import PANEL, Lab, visit
from tests.browser.test_lesson import serious

pytestmark = pytest.mark.browser


def test_trainer_sees_notes_and_can_hide_them_for_the_projector(trainer, real_lab: Lab) -> None:
    page = trainer
    visit(page, real_lab, "notebooks/modules/policy-dialogue/01-what-is-dialogue.ipynb")
    notes = page.locator(".kit-trainer")

    assert notes.count() >= 5 and notes.first.is_visible()
    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) [data-jp-item-name='kit-notes']").click()
    notes.first.wait_for(state="hidden")


@pytest.mark.parametrize(
    "lesson",
    [
        "modules/policy-dialogue/01-what-is-dialogue",
        "modules/policy-dialogue/03-moderate",
        "modules/policy-dialogue/04-after",
        "modules/policy-dialogue/05-stage",
        "modules/gender-indicators/02-build-an-indicator",
        "modules/gender-indicators/03-find-the-gap",
        "modules/monitoring/02-can-we-trust-it",
        "modules/monitoring/03-money-and-dates",
        "modules/monitoring/test-a",
        "kinds",
    ],
)
def test_real_lessons_open_whole(trainer, real_lab: Lab, lesson: str) -> None:
    page = trainer
    visit(page, real_lab, f"notebooks/{lesson}.ipynb")
    page.wait_for_timeout(1500)

    assert page.locator(f"{PANEL} .kit-exercise").count() >= 4
    assert page.locator(f"{PANEL} .jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    broken = page.evaluate(
        "[...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) img')].filter(i => !i.complete || !i.naturalWidth).length"
    )
    assert broken == 0
    assert serious(page, f"{PANEL} .jp-Notebook") == []
    assert page.outside == []


def test_data_practice_follows_its_menu_without_a_line_of_code(trainer, real_lab: Lab) -> None:
    page = trainer
    visit(page, real_lab, "notebooks/modules/monitoring/02-can-we-trust-it.ipynb")
    menu = page.get_by_label("Phép thử", exact=True)
    shown = page.locator(".kit-data").last
    menu.wait_for()

    menu.select_option("Ngày: có trong lịch không?")
    shown.get_by_text("1 dòng hiện ra trong 24 dòng").wait_for()
    assert shown.locator("tbody tr").count() == 1 and "31/04/2026" in shown.inner_text()
    menu.select_option("Tiền: có chi vượt kế hoạch không?")
    shown.get_by_text("2 dòng hiện ra trong 24 dòng").wait_for()
    assert page.get_by_text("def soat").count() == 0
    page.get_by_role("button", name="Xem mã").click()
    page.get_by_text("def soat").wait_for()


def test_saved_lesson_keeps_no_outputs(trainer, real_lab: Lab) -> None:
    """JupyterLab saves by itself; the source must stay a source."""
    path = "notebooks/modules/policy-dialogue/01-what-is-dialogue.ipynb"
    page = trainer
    visit(page, real_lab, path)
    before = (real_lab.folder / path).stat().st_mtime_ns
    page.locator(".jp-Notebook").first.focus()
    page.keyboard.press("ControlOrMeta+s")
    text = ""
    for _ in range(50):  # a file that is just being written has a new date and no words yet
        text = (real_lab.folder / path).read_text(encoding="utf-8")
        if text.endswith("}\n") and (real_lab.folder / path).stat().st_mtime_ns != before:
            break
        page.wait_for_timeout(200)

    body = json.loads(text)
    assert (real_lab.folder / path).stat().st_mtime_ns != before, "it was saved"
    assert not [c for c in body["cells"] if c.get("outputs") or c.get("execution_count")]
