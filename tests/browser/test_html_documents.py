"""The single-file HTML in a browser: no barrier, nothing asked for, fits a phone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kit.course import Library
from kit.paper.handouts import Job, Press
from tests.browser.test_lesson import serious

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("edition", ["learner", "trainer", "selfstudy"])
def test_html_has_no_barrier_and_asks_for_nothing(page, library: Library, tmp_path: Path, edition: str) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(Press(library, day=date(2026, 11, 21)).make(Job("policy-dialogue", "", edition, "html")))
    page.set_viewport_size({"width": 390, "height": 844})
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if not r.url.startswith(("data:", "file:")) else None)

    page.goto(file.as_uri())
    if edition == "selfstudy":
        page.locator("summary").first.click()

    assert serious(page, "html") == []
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
