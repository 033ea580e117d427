"""Pages are laid out by a process of its own: its memory goes with it, and when it falls the next print works."""

from __future__ import annotations

import psutil
import pytest

from kit.document import typst
from kit.document.make import para
from kit.document.sheet import Sheet
from kit.document.typst import PrintFailed, pages, pdf, png


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch):
    """A press of this test's own."""
    own = typst._Press()
    monkeypatch.setattr(typst, "_press", lambda: own)
    yield own
    own._close()


def sheet(words: str) -> Sheet:
    return Sheet(title="Mẫu", subtitle="", edition="learner", version="1", day="21/11/2026", blocks=[para(words)])


def test_typesetter_that_has_grown_too_big_gives_way_to_a_fresh_one(press, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pdf(sheet("một"))
    first = press._process.pid
    assert pdf(sheet("hai")) != whole and press._process.pid == first, "one process serves many prints"
    press._end()
    assert not psutil.pid_exists(first)

    monkeypatch.setattr(typst, "MOST", 1)
    assert pdf(sheet("một")) == whole
    assert press._process is None, "what it held has gone with it"
    assert pdf(sheet("một")) == whole and pages(sheet("một")) == {}


def test_killed_typesetter_is_told_and_the_next_print_works(press) -> None:
    pdf(sheet("một"))
    psutil.Process(press._process.pid).kill()
    press._process.wait()

    with pytest.raises(PrintFailed, match="hết bộ nhớ"):
        pdf(sheet("hai"))
    assert pdf(sheet("hai")).startswith(b"%PDF")


def test_print_that_was_stopped_is_not_taken_for_the_next(press) -> None:
    other = pdf(sheet("hai"))
    back = press._process.stdout

    class Stopped:
        def readline(self) -> str:
            back.readline()  # it is made, and nobody takes it
            raise KeyboardInterrupt

        def __getattr__(self, name: str) -> object:
            return getattr(back, name)

    press._process.stdout = Stopped()
    with pytest.raises(KeyboardInterrupt):
        pdf(sheet("một"))

    assert press._process is None and pdf(sheet("hai")) == other


def test_what_cannot_be_laid_out_is_told_and_the_next_print_works(press) -> None:
    with pytest.raises(PrintFailed, match="Không in được"):
        png(b"<svg")
    assert pdf(sheet("một")).startswith(b"%PDF")
