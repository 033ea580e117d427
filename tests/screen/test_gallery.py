"""The authors' page of kinds: complete, in order, and harmless to try."""

from __future__ import annotations

import json

import pytest

from kit.course.samples import sample_text
from kit.desk.session import session
from kit.kinds import KINDS
from kit.screen.frame import Apology
from kit.screen.gallery import gallery
from tests.conftest import ROOT, SAMPLES, make_home

CELLS = json.loads((ROOT / "notebooks" / "kinds.ipynb").read_text(encoding="utf-8"))["cells"]


def test_page_shows_every_kind_once_under_its_name_in_our_order() -> None:
    shown = ["".join(c["source"]) for c in CELLS if c["cell_type"] == "code"][1:]
    heads = ["".join(c["source"]).splitlines()[0] for c in CELLS if c["cell_type"] == "markdown"][1:]

    assert shown == [f'gallery("{kind}")' for kind in KINDS]
    assert heads == [f"## {cls.title} (`{kind}`)" for kind, cls in KINDS.items()]
    for cell in CELLS[2::2]:
        assert all(f"**{word}:**" in "".join(cell["source"]) for word in ("Dùng khi", "Chấm", "Trên giấy", "Tránh"))


@pytest.fixture
def gallery_home(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_FOLDER", str(make_home(tmp_path / "home")))
    session.cache_clear()
    yield tmp_path / "home"
    session.cache_clear()


@pytest.mark.parametrize("kind", list(KINDS))
def test_sample_can_be_tried_and_nothing_is_kept(gallery_home, kind: str) -> None:
    frame, source = gallery(kind).children

    frame._on_message(frame, {"deed": "check", "answer": SAMPLES[kind].key_answer()}, [])

    assert frame.state["status"] in ("correct", "recorded")
    assert "kind: " + kind in source.value
    assert not (gallery_home / "answers").exists()


def test_unknown_kind_is_told_in_words(gallery_home) -> None:
    shown = gallery("multiplechoice")

    assert isinstance(shown, Apology) and "multiple-choice" in shown.words


@pytest.mark.parametrize("kind", list(KINDS))
def test_yaml_of_a_sample_explains_its_fields(kind: str) -> None:
    text = sample_text(kind)

    assert text.startswith("# ") and text.count("#") >= 5, "a word on what the kind is for, and on its fields"


def test_sample_tells_its_points_and_keeps_nothing_however_often_it_is_tried(gallery_home) -> None:

    frame = gallery("multiple-choice").children[0]
    key = SAMPLES["multiple-choice"].key_answer()

    for answer, points in ((key[:1], "0,5"), (key, "1"), (key[:1], "0,5")):
        frame._on_message(frame, {"deed": "check", "answer": answer}, [])
        assert f"Điểm: {points} trên 1" in frame.state["saved"] and "không lưu" in frame.state["saved"]
        assert not frame.state["unsaved"] and not frame.state["over"]
