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

    page.goto(f"{file.as_uri()}#trang-{4 if edition == 'trainer' else 1}")
    if edition == "selfstudy":
        page.locator("summary").first.click()

    assert serious(page, "html") == []
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")


def test_document_is_a_page_a_lesson_with_a_way_to_every_exercise_and_back(
    page, library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(Press(library, day=date(2026, 11, 21)).make(Job("policy-dialogue", "", "learner", "html")))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(file.as_uri())

    def shown() -> list[str]:
        return [h.inner_text() for h in page.locator("main h1, main section > h2").all() if h.is_visible()]

    assert shown() == ["Điều hành đối thoại chính sách"]
    assert not any(line.is_visible() for line in page.locator(".lines").all()), "nobody writes on a telephone by hand"
    page.get_by_role("navigation").get_by_role("link", name="Bài tập 2.2", exact=True).click()
    assert len(shown()) == 1 and shown()[0].startswith("Bài 2.")
    assert page.get_by_role("heading", name="Bài tập 2.2", exact=True).is_visible()

    page.get_by_role("link", name="Phần sau →").first.click()
    assert len(shown()) == 1 and shown()[0].startswith("Bài 3.")
    page.locator("a.back").click()
    assert shown() == ["Điều hành đối thoại chính sách"]
    page.get_by_role("link", name="Xem mọi phần trên một trang").click()
    assert len(shown()) > 5
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
