"""The button that opens a class for telephones: it starts a program of its own, finds it again, ends it."""

from __future__ import annotations

import stat
import urllib.request

import pytest

from kit.serve import record
from kit.trainer import class_page, phones
from tests.serve.conftest import make_class
from tests.trainer.test_pages import tell


@pytest.fixture
def desk(tmp_path, monkeypatch) -> class_page.ClassDesk:
    klass = make_class(tmp_path)
    monkeypatch.setenv("KIT_FOLDER", str(klass.library.home))
    return class_page.ClassDesk(klass.library)


def test_class_is_opened_found_again_and_closed_by_buttons(desk) -> None:
    bar, folder = phones.PhoneBar(desk), desk.current.path
    assert bar.state["desk"] == ""

    tell(bar, deed="open")
    try:
        assert not bar.state["wrong"], bar.state["said"]
        with urllib.request.urlopen(bar.state["desk"]) as page:  # its token is let in, as the trainer's browser is
            assert page.status == 200 or page.geturl().endswith("/giang-vien")
    except urllib.error.HTTPError as error:
        assert error.code == 404 and error.geturl().endswith("/giang-vien"), "a cookie is needed after the first step"
    again = phones.PhoneBar(desk)
    assert again.state["desk"] == bar.state["desk"]
    assert stat.S_IMODE((folder / record.FILE).stat().st_mode) & 0o077 == 0

    tell(again, deed="close")

    assert "Bài đã nộp vẫn còn" in again.state["said"] and again.state["desk"] == ""
    assert record.running(folder) is None
    assert phones._PROGRAMS.pop().wait(20) == 0


@pytest.mark.parametrize(
    "content", ["", "{", '{"port": 1, "token": "x", "secure": false, "urls": [], "at": "/"}', '{"port": "y"}']
)
def test_record_of_a_program_that_is_gone_is_not_believed(desk, content: str) -> None:
    (desk.current.path / record.FILE).write_text(content, encoding="utf-8")

    assert phones.PhoneBar(desk).state["desk"] == ""
    assert record.stop(desk.current.path) is False


def test_class_that_cannot_be_opened_says_why(desk) -> None:
    (desk.current.file).write_text("{", encoding="utf-8")
    bar = phones.PhoneBar(desk)

    tell(bar, deed="open")

    assert (
        bar.state["wrong"] and "Không đọc được hồ sơ lớp" in bar.state["said"] and "Traceback" not in bar.state["said"]
    )
