"""“Soạn bài”: any kind is written in a form, judged as kit check would, shown while one writes, saved as by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kit.course import Library
from kit.course.check import check
from kit.course.exercise_form import Entry, form_of
from kit.course.exercise_text import judged, values_of, with_values
from kit.course.samples import sample_text
from kit.desk.session import session
from kit.kinds import KINDS
from kit.trainer.author import author
from tests.conftest import ROOT
from tests.trainer.test_pages import tell

REAL = sorted((ROOT / "exercises").glob("*-*/*.yaml")) + sorted((ROOT / "exercises").glob("monitoring/*.yaml"))


@pytest.fixture
def form(home: Path, monkeypatch):
    """The form on a home of samples, and the place where exercises lie."""
    monkeypatch.setenv("KIT_FOLDER", str(home))
    session.cache_clear()
    made, preview = author().children
    yield made, preview, home / "exercises" / "samples"
    session.cache_clear()


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_has_a_form_with_every_field_of_its_sample(kind: str) -> None:
    def known(entries: tuple[Entry, ...], values: dict) -> None:
        names = {entry.name: entry for entry in entries}
        for name, value in values.items():
            entry = names[name]
            inner = entry.inside[0] if entry.sort == "list" else entry
            for part in value if entry.sort == "list" else [value]:
                if isinstance(part, dict):
                    known(inner.inside, part)

    values = values_of(sample_text(kind))
    del values["kind"]
    known(form_of(kind), values)
    assert all(entry.title != entry.name for entry in form_of(kind) if entry.required), "in a trainer's words"


@pytest.mark.parametrize(
    "path", [p for p in REAL if p.name != "module.yaml"], ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_file_of_a_person_that_is_opened_and_saved_unchanged_stays_as_it_was_written(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert values_of(with_values(text, values_of(text))) == values_of(text)


@pytest.mark.parametrize("kind", list(KINDS))
def test_one_change_changes_one_line_and_leaves_comments(kind: str) -> None:
    text = sample_text(kind)
    changed = with_values(text, {**values_of(text), "minutes": "7"})

    different = [(a, b) for a, b in zip(text.splitlines(), changed.splitlines(), strict=True) if a != b]
    assert len(different) == 1 and different[0][1].startswith("minutes: 7")


def test_new_exercise_is_written_judged_and_saved_as_kit_check_wants_it(form) -> None:
    page, preview, folder = form
    tell(page, deed="new", module="samples", name="bai-moi", kind="single-choice")
    values = json.loads(json.dumps(page.form["values"]))
    assert not (folder / "bai-moi.yaml").exists(), "nothing is written before it is saved"

    tell(
        page,
        deed="change",
        values={**values, "key": "khong-co", "options": [{**values["options"][0], "text": ""}, *values["options"][1:]]},
    )
    assert page.state["told"]["options[1].text"], "beside the field that is missing"
    tell(page, deed="change", values={**values, "key": "khong-co"})
    assert any("khong-co" in told for told in page.state["told"]["key"])
    tell(page, deed="save")
    assert page.state["wrong"] and not (folder / "bai-moi.yaml").exists()

    values["prompt"] = "Mời ai dự?\n\nChọn một."
    tell(page, deed="change", values=values)
    tell(page, deed="save")

    text = (folder / "bai-moi.yaml").read_text(encoding="utf-8")
    assert "prompt: |" in text and "# mở từng bước" in text and not page.state["wrong"]
    library = Library(folder.parents[1])
    assert library.exercise("samples/bai-moi").prompt == "Mời ai dự?\n\nChọn một."
    assert [f for f in check(library) if f.item == "samples/bai-moi" and not f.warning] == []
    assert (
        len(preview.children) == 4
        and "Mời ai dự" in preview.children[1].face["prompt"]
        and "Mời ai dự" in preview.children[3].value
    )


def test_existing_exercise_is_opened_and_a_file_changed_elsewhere_is_not_overwritten(form) -> None:
    page, _, folder = form
    tell(page, deed="open", exercise="samples/number")
    values = {**page.form["values"], "minutes": "9"}
    (folder / "number.yaml").write_bytes((folder / "number.yaml").read_bytes() + b"\n")

    tell(page, deed="change", values=values)
    tell(page, deed="save")

    assert page.state["wrong"] and "cửa sổ khác" in page.state["said"]
    tell(page, deed="open", exercise="samples/number")
    tell(page, deed="change", values=values)
    tell(page, deed="save")
    assert Library(folder.parents[1]).exercise("samples/number").minutes == 9


@pytest.mark.parametrize(
    ("name", "told"),
    [("Bài Mới", "chưa đúng"), ("", "chưa đúng"), ("../x", "chưa đúng"), ("number", "Đã có"), ("module", "chưa đúng")],
)
def test_name_that_cannot_be_used_is_told(form, name: str, told: str) -> None:
    page, _, _ = form

    tell(page, deed="new", module="samples", name=name, kind="order")

    assert page.state["wrong"] and told in page.state["said"] and not page.form.get("id")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"prompt": ["x"]},
        {"options": "x"},
        {"options": [[["x"]]]},
        {"minutes": "ba"},
        {"image": {"file": "khong-co.svg", "alt": "x"}},
    ],
)
def test_odd_values_are_faults_beside_their_fields_and_never_a_traceback(form, values: dict) -> None:
    page, _, _ = form
    tell(page, deed="new", module="samples", name="bai-la", kind="single-choice")

    tell(page, deed="change", values={**page.form["values"], **values} if values else {})

    assert page.state["told"]


def test_judging_reads_the_text_and_no_file(samples: Library) -> None:
    exercise, faults = judged(samples, "samples/khong-co-tep", sample_text("order"))

    assert exercise is not None and replace(exercise, id="x") and [f for f in faults if not f.warning] == []
