"""The real lessons in front of a trainer: they open whole, keep their source, and their data practice works."""

from __future__ import annotations

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


# One of each course and of each sort: charts and pictures, a table of data, a test, the gallery. That the others run
# without a word on stderr is nbval's to say (tests/content), that each kind is whole is told by the samples.
@pytest.mark.parametrize(
    "lesson",
    [
        "modules/policy-dialogue/03-moderate",
        "modules/gender-indicators/03-find-the-gap",
        "modules/monitoring/test-a",
        "kinds",
        "modules/monitoring/02-can-we-trust-it",
    ],
)
def test_real_lessons_open_whole(trainer, real_lab: Lab, lesson: str) -> None:
    page = trainer
    visit(page, real_lab, f"notebooks/{lesson}.ipynb")
    page.wait_for_function(f"[...document.querySelectorAll('{PANEL} img')].every(i => i.complete)")

    assert page.locator(f"{PANEL} .kit-exercise").count() >= 4
    assert page.locator(f"{PANEL} .jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.evaluate(f"[...document.querySelectorAll('{PANEL} img')].filter(i => !i.naturalWidth).length") == 0
    assert serious(page, f"{PANEL} .jp-Notebook") == []
    assert page.outside == []


def test_lessons_that_were_left_end_with_their_kernels(trainer, real_lab: Lab) -> None:
    """An afternoon of lessons used to leave a kernel each; the start page and the last two stay."""
    page = trainer
    for name in ("01-what-is-dialogue", "02-prepare", "01-what-is-dialogue"):  # the last goes back: nothing to start
        visit(page, real_lab, f"notebooks/modules/policy-dialogue/{name}.ipynb")
    page.wait_for_function("fetch('/api/kernels').then(r => r.json()).then(k => k.length <= 4)")  # start, results, two

    opened = [s["path"] for s in page.evaluate("fetch('/api/sessions').then(r => r.json())")]
    assert {"notebooks/start.ipynb", "notebooks/modules/policy-dialogue/01-what-is-dialogue.ipynb"} <= set(opened)


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
