"""What authors wrote: nothing in it may drift from what it says."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kit.course import Library, find_home
from kit.course.check import check
from kit.document.html import prose
from kit.kinds.choice import MultipleChoice
from kit.kinds.true_false import TrueFalse

ROOT = Path(__file__).parents[2]
LIBRARY = Library(find_home(ROOT))
IDS = [e for m in LIBRARY.module_ids for e in LIBRARY.exercise_ids(m)]
TESTED = [e for m in LIBRARY.modules.values() for t in m.tests for e in LIBRARY.lessons[m.id][t.id].exercises]
TAUGHT = [e for e in IDS if e not in TESTED]
COURSES = ("policy-dialogue", "gender-indicators", "monitoring")
SHORT = tuple(sorted(set(LIBRARY.modules) - set(COURSES)))  # one day, half a day, a teachers' morning
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))


def test_content_has_no_fault_and_no_warning() -> None:
    """Style too: short sentences, abbreviations explained, feedback, keys that cannot be guessed, NFC."""
    assert [str(f) for f in check(LIBRARY, today=date(2026, 11, 30), style=True)] == []


@pytest.mark.parametrize("name", IDS)
def test_key_passes_its_own_check(name: str) -> None:
    exercise = LIBRARY.exercise(name)

    assert exercise.check(exercise.key_answer()).status in ("correct", "recorded")


@pytest.mark.parametrize("name", [n for n in TAUGHT if LIBRARY.exercise(n).judged])
def test_some_mistake_has_a_trainers_move(name: str) -> None:
    exercise = LIBRARY.exercise(name)

    assert all(len(c.reason) > 10 for scene in getattr(exercise, "scenes", ()) for c in scene.choices)
    if exercise.kind not in ("number", "short-answer", "gap-text", "order"):
        assert exercise.moves(), "no trainer move for any common mistake"


@pytest.mark.parametrize("name", TESTED)
def test_every_wrong_answer_of_a_test_has_a_word_for_the_debrief(name: str) -> None:
    exercise = LIBRARY.exercise(name)

    for part in getattr(exercise, "options", getattr(exercise, "statements", ())):
        right = part.id in exercise.key if hasattr(exercise, "key") else part.holds
        assert right or len(part.feedback) > 8, part.id
    assert len(exercise.explanation) > 20


@pytest.mark.parametrize("name", IDS)
def test_invented_cases_say_so(name: str) -> None:
    """A story without a source must call itself invented."""
    exercise = LIBRARY.exercise(name)
    told = " ".join([exercise.prompt, exercise.explanation]).lower()

    if re.search(r"tên giả định|xã giả định|mô phỏng|chị mẩy", told):
        assert "giả định" in told or "mô phỏng" in told
    if exercise.kind != "reflection" and not exercise.sources:
        assert re.search("giả định|gợi ý|mô phỏng", told), "neither a source nor a word that it is invented"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_committed_notebooks_hold_no_outputs(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]

    assert not [c for c in cells if c.get("outputs") or c.get("execution_count")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_are_valid(path: Path) -> None:
    import nbformat

    nbformat.validate(nbformat.read(path, as_version=4))


@pytest.mark.parametrize(
    "path",
    sorted(
        p
        for p in [*ROOT.glob("*.md"), *(ROOT / "exercises").rglob("*"), *NOTEBOOKS]
        if p.suffix in (".md", ".yaml", ".csv", ".ipynb", ".svg")
    ),
    ids=lambda p: p.name,
)
def test_text_is_nfc_in_utf8(path: Path) -> None:
    assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


def test_statements_are_not_mostly_of_one_kind() -> None:
    holds = [s.holds for name in IDS if isinstance(x := LIBRARY.exercise(name), TrueFalse) for s in x.statements]

    assert 0.35 <= sum(holds) / len(holds) <= 0.65


def test_right_ticks_vary_in_number_or_place() -> None:
    sets = {
        tuple(i for i, o in enumerate(x.options) if o.id in x.key)
        for name in IDS
        if isinstance(x := LIBRARY.exercise(name), MultipleChoice)
    }

    assert len(sets) > 1


def test_markup_of_every_text_can_be_drawn() -> None:
    for name in IDS:
        exercise = LIBRARY.exercise(name)
        assert "<p>" in prose(exercise.prompt) and "<p>" in prose(exercise.explanation)


def test_facts_name_their_source_and_never_a_dossier() -> None:
    for fact in LIBRARY.facts.values():
        assert fact.source and fact.checked <= date(2026, 11, 30)
        assert not re.search(
            r"seed|dossier|hồ sơ sự kiện|FROM MEMORY|INFERRED", f"{fact.source} {fact.url} {fact.note}"
        )
        if fact.status == "verified":
            assert fact.source != "chưa có nguồn"


def test_facts_from_memory_are_marked_to_check() -> None:
    for fact in LIBRARY.facts.values():
        if "trí nhớ" in fact.note and "chưa tra" not in fact.note:
            assert fact.status == "to check", fact.id


@pytest.mark.parametrize("module", COURSES)
def test_course_is_whole(module: str) -> None:
    """What a two-day class needs: lessons, practice of many kinds at every level, two tests, forms to take home."""
    course = LIBRARY.modules[module]
    taught = [LIBRARY.exercise(n) for plan in course.lessons for n in LIBRARY.lessons[module][plan.id].exercises]
    kinds = Counter(x.kind for x in taught)

    assert 4 <= len(course.lessons) <= 6
    assert all(60 <= plan.minutes <= 120 for plan in course.lessons)
    assert len({x.id for x in taught}) >= 45
    assert len(kinds) >= 10
    assert {x.level for x in taught} == {"know", "apply", "judge"}
    assert kinds["scenario"] >= 2
    assert min(kinds["role-play"], kinds["find-mistakes"], kinds["build-from-parts"], kinds["flash-cards"]) >= 1
    assert [len(LIBRARY.lessons[module][form.id].exercises) for form in course.tests] == [12, 12]
    assert {p.id: len(p.days) for p in course.programmes} == {"two-days": 2, "village": 1}
    assert course.quick_card
    assert LIBRARY.forms(module)
    assert len(course.key_messages) >= 1


@pytest.mark.parametrize("module", SHORT)
def test_short_course_is_whole(module: str) -> None:
    """A day or half of one: practice of many kinds, a scene and a play, two sealed forms of ten, a card and forms to take home."""
    course = LIBRARY.modules[module]
    taught = [LIBRARY.exercise(n) for plan in course.lessons for n in LIBRARY.lessons[module][plan.id].exercises]
    kinds = Counter(x.kind for x in taught)
    forms = {form.id: LIBRARY.lessons[module][form.id].exercises for form in course.tests}

    assert 3 <= len(course.lessons) <= 5
    assert len({x.id for x in taught}) >= 22
    assert len(kinds) >= 9
    assert {x.level for x in taught} == {"know", "apply", "judge"}
    assert min(kinds["scenario"], kinds["role-play"], kinds["flash-cards"], kinds["reflection"]) >= 1
    assert {form: len(names) for form, names in forms.items()} == {"test-a": 10, "test-b": 10}
    assert all(LIBRARY.exercise(name).sealed for names in forms.values() for name in names)
    assert len(course.programmes) == 2, "one for the classroom, one for a village or a club"
    assert course.quick_card and course.safety and len(course.key_messages) >= 1
    assert len(LIBRARY.forms(module)) >= 3


@pytest.mark.parametrize("module", LIBRARY.modules)
def test_first_programme_teaches_every_lesson_whole(module: str) -> None:
    course = LIBRARY.modules[module]
    days = course.programmes[0].days
    given: dict[str, list[str]] = {}
    for step in (step for day in days for step in day.steps if step.lesson):
        plan = next(p for p in course.plans if p.id == step.lesson)
        given.setdefault(step.lesson, []).extend(step.activities or [a.id for a in plan.activities])

    for plan in course.lessons:
        assert given[plan.id] == [a.id for a in plan.activities], plan.id
    assert all(day.ends.hour < 18 for day in days)


def column(name: str, header: str) -> list[dict[str, str]]:
    with (ROOT / "exercises" / "data" / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert header in rows[0]
    return rows


@pytest.mark.parametrize("row", column("plan_actual.csv", "fact"), ids=lambda r: r["fact"])
def test_table_of_real_figures_says_what_its_facts_say(row: dict[str, str]) -> None:
    fact = LIBRARY.facts[row["fact"]]

    assert fact.status == "verified"
    assert (row["ke_hoach"], row["thuc_hien"]) == (fact.target, fact.value)
    assert row["don_vi"] == fact.unit.replace("CLB", "câu lạc bộ")


def test_dialogues_of_the_table_have_facts() -> None:
    assert all(row["fact"] in LIBRARY.facts for row in column("dialogues.csv", "fact"))


def test_planted_errors_of_the_ledger_are_those_of_the_key() -> None:
    """The counts that learners find in the table are the counts that the exercise accepts."""
    ledger = pd.read_csv(ROOT / "exercises" / "data" / "ledger.csv")
    twins = ledger.duplicated(ledger.columns.drop("ma").tolist(), keep=False).sum() // 2
    found = {
        "sums": (ledger.nu + ledger.nam != ledger.tong).sum(),
        "money": (ledger.thuc_hien > ledger.ke_hoach).sum(),
        "group": (ledger.dan_toc_thieu_so > ledger.tong).sum(),
        "date": pd.to_datetime(ledger.ngay, format="%d/%m/%Y", errors="coerce").isna().sum(),
        "twice": twins,
    }
    verdict = LIBRARY.exercise("monitoring/ledger-by-machine").check({name: str(n) for name, n in found.items()})

    assert verdict.status == "correct", found
