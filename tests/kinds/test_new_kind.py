"""A new kind is a file in kinds/, a view, a paper form and a sample: nothing else in the house has to hear of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

import pytest

from kit.answers import Desk, Learner
from kit.classroom.typed import read_line, written_answer
from kit.course import Library, samples
from kit.course.check import check
from kit.course.exercise_form import form_of
from kit.desk.session import Session
from kit.desk.views import view
from kit.document.make import para, text
from kit.document.nodes import Block
from kit.kinds import KINDS
from kit.kinds.base import Kind, Move, Part, Slip, Verdict
from kit.kinds.fields import secret
from kit.paper.exercise_forms import form
from kit.paper.handouts import Job, Press
from kit.screen.frame import ExerciseFrame
from kit.vietnamese import NotANumber, parse_number
from tests.conftest import SAMPLES, make_home
from tests.paper.test_documents import DAY, READERS, letters

# ── the file in kinds/ ──


@dataclass(frozen=True, kw_only=True)
class Estimate(Kind[Decimal]):
    """A number that is right when it lies between two others; an answer is what was typed."""

    kind: ClassVar[str] = "estimate"
    title: ClassVar[str] = "Ước lượng"
    typed: ClassVar[bool] = True

    least: Decimal | None = secret()
    most: Decimal | None = secret()

    def read(self, answer: object) -> Decimal | None:
        try:
            return parse_number(str(answer or ""))
        except NotANumber:
            return None

    def ask(self, answer: object) -> str:
        return "Chưa ước lượng."

    def judge(self, answer: Decimal) -> Verdict:
        right = self.least <= answer <= self.most
        return Verdict("correct" if right else "wrong", float(right), (), {"value": Part(right)})

    def mistakes_in(self, answer: Decimal) -> list[Move]:
        return [] if self.judge(answer).status == "correct" else [Move("ước lượng ngoài khoảng", "")]

    def key_answer(self) -> str | None:
        return None if self.least is None else str(self.least)

    def key_line(self) -> str:
        return f"từ {self.least} đến {self.most}"

    def slips(self) -> list[Slip]:
        return [Slip("least", "least lớn hơn most.")] if not self.keyless and self.least > self.most else []


# ── the view ──
def estimate_view(exercise: Estimate) -> dict[str, object]:
    return {"type": "text", "label": "Ước lượng", "lines": 1}


# ── the paper form ──
def estimate_form(exercise: Estimate) -> list[Block]:
    return [para(text("Ước lượng của bạn: ………"))]


# ── the sample ──
SAMPLE = """kind: estimate
prompt: Bản có bao nhiêu hộ? (số liệu mô phỏng)
english: An estimate
objective: try
minutes: 2
level: apply
priority: may
least: 40
most: 60
explanation: Đếm mái nhà rồi nhân lên.
oral: Hỏi to, giơ ngón tay.
"""


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch, tmp_path) -> Library:
    folder = tmp_path / "kit-samples"
    shutil.copytree(samples.FOLDER, folder)
    (folder / "estimate.yaml").write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setattr(samples, "FOLDER", folder)
    monkeypatch.setitem(KINDS, "estimate", Estimate)
    view.register(Estimate, estimate_view)
    form.register(Estimate, estimate_form)
    home = make_home(tmp_path / "home", {"single-choice": SAMPLES["single-choice"]})
    objective = SAMPLES["single-choice"].objective
    (home / "exercises" / "samples" / "estimate.yaml").write_text(
        SAMPLE.replace("objective: try", f"objective: {objective}").replace("bao nhiêu hộ", "mấy giếng"),
        encoding="utf-8",
    )
    lesson = home / "notebooks" / "modules" / "samples" / "01-all-kinds.ipynb"
    lesson.write_text(
        lesson.read_text(encoding="utf-8").replace("samples/single-choice", "samples/estimate"), encoding="utf-8"
    )
    (home / "exercises" / "samples" / "single-choice.yaml").unlink()
    return Library(home)


def test_a_new_kind_is_read_checked_and_told_where_it_is_wrong(library: Library) -> None:
    assert check(library, ["samples"]) == []
    path = library.home / "exercises" / "samples" / "estimate.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("least: 40", "least: 400"), encoding="utf-8")

    assert [fault.field for fault in check(Library(library.home), ["samples"])] == ["least"]


def test_a_new_kind_is_drawn_judged_and_kept_on_the_screen(library: Library) -> None:
    here = Session(library, Desk(library.home / "answers"))
    here.enter(Learner("Lan"))
    widget = ExerciseFrame(library.exercise("samples/estimate"), here)

    assert widget.face["control"]["label"] == "Ước lượng" and "40" not in str(widget.face)
    widget._on_message(widget, {"deed": "check", "answer": "50"}, [])
    assert widget.state["status"] == "correct"
    assert here.reading.last("samples/estimate").answer == "50"


@pytest.mark.parametrize("form_", ["pdf", "docx", "html"])
def test_a_new_kind_has_a_sheet_and_a_key_on_paper(library: Library, form_: str) -> None:
    press = Press(library, day=DAY)
    learner, trainer = (
        letters(READERS[form_](press.make(Job("samples", "", e, form_)))) for e in ("learner", "trainer")
    )

    assert "Ướclượngcủabạn" in learner and "từ40đến60" not in learner
    assert "từ40đến60" in trainer


def test_a_new_kind_is_typed_from_paper_and_written_in_the_form_for_authors(library: Library) -> None:
    exercise = library.exercise("samples/estimate")

    assert read_line([exercise], ["1.050"]) == ["1.050"] and written_answer(exercise, "50") == "50"
    assert {"least", "most"} <= {entry.name for entry in form_of("estimate")}
