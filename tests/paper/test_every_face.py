"""Every kind on every face of paper: nothing that the learner's edition holds is lost, nothing more is shown."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import get_type_hints

import pytest

from kit.course import Library
from kit.document.markdown import parse
from kit.document.tree import plain
from kit.kinds.base import Phrase, Prose
from kit.paper.cards import card_blocks
from kit.paper.handouts import Job, Press
from tests.conftest import SAMPLES, make_home
from tests.paper.test_documents import DAY, READERS, letters

FACES = [
    (edition, form, large)
    for edition in ("learner", "trainer", "oral")
    for form in ("pdf", "docx", "html")
    for large in (False, True)
    if form == "pdf" or not large
] + [("selfstudy", "html", False)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(make_home(tmp_path_factory.mktemp("faces") / "home"))


@pytest.fixture(scope="module")
def presses(library: Library) -> dict[bool, Press]:
    return {large: Press(library, day=DAY, large=large) for large in (False, True)}


@pytest.fixture(scope="module", params=FACES, ids=lambda f: f"{f[0]}-{f[1]}{'-large' if f[2] else ''}")
def face(request: pytest.FixtureRequest, presses: dict[bool, Press]) -> tuple[str, str, str]:
    edition, form, large = request.param
    return edition, form, letters(READERS[form](presses[large].make(Job("samples", "", edition, form))))


def texts(value, leave_out: tuple[str, ...]) -> list[str]:
    """Every phrase and paragraph inside an exercise, at any depth, but for the fields left out."""
    found = []
    hints = get_type_hints(type(value))
    for spec in fields(value):
        held = getattr(value, spec.name)
        if spec.name in leave_out:
            continue
        if hints[spec.name] in (Prose, Phrase) and held:
            found.append(held)
        for part in held if isinstance(held, tuple) else (held,):
            if is_dataclass(part):
                found += texts(part, leave_out)
            elif isinstance(held, tuple) and "Phrase" in str(hints[spec.name]):
                found.append(part)
    pieces = [piece for text in found for piece in re.split(r"\[\[[a-z0-9-]+\]\]", text)]
    return [letters(plain(parse(piece))) for piece in pieces]


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_every_word_of_a_kind_is_on_every_face(face: tuple[str, str, str], kind: str) -> None:
    edition, _, printed = face
    silent = {"oral": ("hints", "title", "scale"), "trainer": ("hints",)}.get(edition, ("hints", "roles"))
    shown = SAMPLES[kind] if edition == "trainer" else SAMPLES[kind].for_learner()

    missing = [text for text in texts(shown, (*silent, "alt")) if text not in printed]  # told to who cannot see

    assert missing == []
    if edition == "oral":
        assert letters(SAMPLES[kind].oral) in printed and letters(SAMPLES[kind].explanation) in printed


@pytest.fixture(
    scope="module", params=[f for f in FACES if f[0] == "learner"], ids=lambda f: f"{f[1]}{'-large' if f[2] else ''}"
)
def learners_face(request: pytest.FixtureRequest, presses: dict[bool, Press]) -> str:
    """What learners get, as letters."""
    edition, form, large = request.param
    return letters(READERS[form](presses[large].make(Job("samples", "", edition, form))))


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_learner_faces_show_no_word_of_the_key(learners_face: str, kind: str) -> None:
    printed = learners_face
    allowed = texts(SAMPLES[kind].for_learner(), ())
    secret = [text for text in texts(SAMPLES[kind], ()) if text not in allowed and len(text) > 8]

    assert secret or not SAMPLES[kind].judged
    assert [text for text in secret if text in printed] == []


def test_role_cards_are_secrets_that_only_trainers_hand_out(face: tuple[str, str, str]) -> None:
    edition, _, printed = face
    told = [letters(role.knows) in printed for role in SAMPLES["role-play"].roles]

    assert all(told) == (edition in ("trainer", "oral")) and any(told) == all(told)
    assert edition != "oral" or "Khôngđọctophầnnày" in printed


def test_long_tables_and_cards_lose_no_row(tmp_path) -> None:
    """What is taller than a page must break, not vanish below it."""
    long = "dài " * 45
    cards = SAMPLES["flash-cards"]
    many = tuple(replace(cards.cards[0], id=f"c{n}", meaning=f"{long}cuối{n}") for n in range(12))
    play = SAMPLES["role-play"]
    roles = tuple(replace(role, knows=f"{'rất dài ' * 400}hết{n}") for n, role in enumerate(play.roles))
    home = make_home(
        tmp_path / "h", {"flash-cards": replace(cards, cards=many), "role-play": replace(play, roles=roles)}
    )
    press = Press(Library(home), day=DAY)

    for edition in ("learner", "trainer", "cards"):
        printed = letters(READERS["pdf"](press.make(Job("samples", "", edition, "pdf"))))
        assert [n for n in range(12) if f"cuối{n}" not in printed] == [], edition
    assert "hết0" in printed and "hết1" in printed


@pytest.mark.parametrize("kind", [name for name, sample in sorted(SAMPLES.items()) if card_blocks(sample)])
def test_cards_to_cut_hold_the_words_and_no_key(presses: dict[bool, Press], kind: str) -> None:
    printed = letters(READERS["pdf"](presses[False].make(Job("samples", "", "cards", "pdf"))))
    bare = SAMPLES[kind].for_learner()
    on_cards = [t for t in texts(bare, ("prompt", "hints", "explanation")) if t]

    assert on_cards and [t for t in on_cards if t not in printed] == []
    assert "Saivì" not in printed and "điểm)" not in printed


def test_paper_asks_how_sure_where_the_author_wants_it(tmp_path) -> None:
    home = make_home(tmp_path / "h", {"single-choice": replace(SAMPLES["single-choice"], confidence=True)})

    for form, read in READERS.items():
        assert "Bạn chắc đến đâu?" in read(Press(Library(home), day=DAY).make(Job("samples", "", "learner", form)))


def test_paper_keeps_the_order_of_its_key_where_screens_are_shuffled(tmp_path) -> None:
    home = make_home(tmp_path / "h", {"single-choice": replace(SAMPLES["single-choice"], shuffle=True)})
    learner, trainer = (
        letters(READERS["pdf"](Press(Library(home), day=DAY).make(Job("samples", "", edition, "pdf"))))
        for edition in ("learner", "trainer")
    )

    options = [letters(option.text) for option in SAMPLES["single-choice"].options]
    assert [learner.index(text) for text in options] == sorted(learner.index(text) for text in options)
    assert "BPhươngánthứhai" in learner and "BPhươngánthứhai" in trainer and "ĐápánB" in trainer


def test_boxes_of_a_story_lead_where_the_story_goes() -> None:
    """Read the paper as a player does: follow the numbers, and every way ends as on the screen."""
    from kit.paper.exercise_forms.acting import steps_of

    story = SAMPLES["scenario"]
    steps = steps_of(story)
    scenes = {scene.id: scene for scene in story.scenes}

    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert steps[0].scene == story.scenes[0]
    for scene in story.scenes:
        for choice in scene.choices:
            box = next(step for step in steps if step.after == choice)
            led = box.scene or next(s.scene for s in steps if s.after is None and s.scene and s.scene.id == choice.to)
            assert led == scenes[choice.to]
