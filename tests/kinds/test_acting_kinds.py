"""Scenario, role play, poll, checklist, flash cards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kit.kinds.scenario import Choice, Scene
from tests.conftest import SAMPLES

SHORT, PLAY, POLL = SAMPLES["scenario"], SAMPLES["role-play"], SAMPLES["poll"]
LIST, CARDS = SAMPLES["checklist"], SAMPLES["flash-cards"]


def choice(name: str, to: str, worth: int) -> Choice:
    return Choice(id=name, text=name, consequence=f"sau {name}", to=to, worth=worth, reason=f"vì {name}")


LONG = replace(
    SHORT,
    scenes=(
        Scene(id="a", text="a", choices=(choice("a1", "b", 2), choice("a2", "b", 1), choice("a3", "bad", 0))),
        Scene(id="b", text="b", choices=(choice("b1", "good", 2), choice("b2", "bad", 0))),
        Scene(id="good", text="g", outcome="good"),
        Scene(id="bad", text="x", outcome="poor"),
    ),
)


def test_sound_story_has_no_slips() -> None:
    assert LONG.slips() == []


@pytest.mark.parametrize(
    ("way", "points"), [(["a1", "b1"], 1.0), (["a2", "b1"], 0.75), (["a1", "b2"], 0.5), (["a3"], 0.0)]
)
def test_best_way_earns_full_points_and_others_their_share(way: list[str], points: float) -> None:
    assert LONG.check(way).points == pytest.approx(points)


def test_going_back_is_judged_by_the_way_that_was_left_standing() -> None:
    verdict = LONG.check(["a3", "<", "a1", "b2", "<", "b1"])

    assert verdict.status == "correct"
    assert "quay lại 2 lần" in verdict.words[1]


def test_on_the_way_reasons_are_told_and_nothing_is_kept() -> None:
    verdict = LONG.check(["a2"])

    assert verdict.status == "unanswered" and verdict.points is None
    assert (verdict.parts["a2"].right, verdict.parts["a2"].words) == (False, "vì a2")


def test_sealed_story_tells_no_reason_on_the_way() -> None:
    keyless = replace(LONG, sealed=True).for_learner_folder()

    assert keyless.check(["a2"]).parts == {}
    assert keyless.check(["a1", "b1"]).status == "recorded"


@pytest.mark.parametrize("way", [["b1"], ["<"], ["a1", "<", "<"], ["a1", "b1", "a1"], ["a1", "x"], "a1", ["a1", 3]])
def test_what_is_no_way_through_the_story_is_no_answer(way) -> None:
    assert LONG.check(way).status == "unanswered"


def scenes(**changes: Scene) -> tuple[Scene, ...]:
    return tuple(changes.get(scene.id, scene) for scene in LONG.scenes)


@pytest.mark.parametrize(
    ("story", "told"),
    [
        (scenes(b=Scene(id="b", text="b", choices=(choice("b1", "good", 2), choice("b2", "a", 0)))), "chạy vòng"),
        (scenes(b=Scene(id="b", text="b", choices=(choice("b1", "good", 2), choice("b2", "nowhere", 0)))), "không có"),
        ((*LONG.scenes, Scene(id="lost", text="l", outcome="fair")), "Không lựa chọn nào dẫn tới"),
        (scenes(b=Scene(id="b", text="b", choices=(choice("b1", "good", 2),))), "chỉ có một lựa chọn"),
        (scenes(b=Scene(id="b", text="b", choices=(choice("b1", "good", 1), choice("b2", "bad", 1)))), "như nhau"),
        (scenes(good=Scene(id="good", text="g")), "thiếu outcome"),
        (scenes(good=Scene(id="good", text="g", outcome="fair")), "kết cục tốt"),
        (scenes(b=Scene(id="b", text="b", choices=(choice("b1", "good", 2), choice("b2", "good", 0)),),
                a=Scene(id="a", text="a", choices=(choice("a1", "b", 2), choice("a2", "b", 0)))), "Không lựa chọn nào"),
        ((*LONG.scenes, LONG.scenes[0]), "hai lần"),
        (scenes(b=Scene(id="b", text="b", choices=(choice("b1", "good", -1), choice("b2", "bad", -3)))), "từ 0 trở lên"),
        (scenes(b=Scene(id="b", text="b", choices=(choice("b1", "good", 2), choice("b2", "bad", 0), choice("b3", "bad", 2)))), "kết cục tốt"),
        (tuple(Scene(id=f"s{n}", text="x") for n in range(41)), "Nhiều nhất 40"),
    ],
)  # fmt: skip
def test_author_is_told_what_is_wrong_with_the_graph(story: tuple[Scene, ...], told: str) -> None:
    assert any(told in slip.sentence for slip in replace(LONG, scenes=story).slips())


def test_a_story_with_many_joins_is_checked_in_no_time() -> None:
    """Two choices that meet again, twelve times over: four thousand ways, thirteen scenes."""
    middle = [
        Scene(id=f"s{n}", text="x", choices=(choice(f"a{n}", f"s{n + 1}", 2), choice(f"b{n}", f"s{n + 1}", 1)))
        for n in range(12)
    ]
    last = Scene(id="s12", text="x", choices=(choice("z1", "good", 2), choice("z2", "bad", 0)))
    story = replace(LONG, scenes=(*middle, last, *LONG.scenes[2:]))

    assert story.slips() == []
    assert story.check(story.key_answer()).points == 1.0


def test_sealed_story_tells_nothing_on_the_way_even_where_the_key_is() -> None:
    assert replace(LONG, sealed=True).check(["a2"]).parts == {}


def test_observer_hears_strengths_first_then_one_thing_to_try() -> None:
    answer = {c.id: 4 for c in PLAY.criteria} | {"crit-5": 1}

    words = PLAY.check(answer).words

    assert "đã làm tốt" in words[1] and "Giữ đúng giờ" in words[2]


@pytest.mark.parametrize("level", [0, 5, "4", True, None])
def test_a_level_that_is_not_on_the_sheet_is_no_answer(level) -> None:
    assert PLAY.check({c.id: 4 for c in PLAY.criteria} | {"crit-1": level}).status == "unanswered"


def test_author_is_told_of_an_incomplete_sheet_and_of_turns_that_take_too_long() -> None:
    assert [s.field for s in replace(PLAY, criteria=PLAY.criteria[:7]).slips()] == ["criteria"]
    assert [s.field for s in replace(PLAY, minutes=2).slips()] == ["timing"]
    assert [s.field for s in replace(PLAY, roles=PLAY.roles[:1]).slips()] == ["roles"]


def test_votes_are_limited_and_none_is_wrong() -> None:
    assert POLL.check(["road", "clinic"]).status == "recorded"
    assert "nhiều nhất 2" in POLL.check(["road", "loan", "clinic"]).words[0]
    assert POLL.check(["bridge"]).status == "unanswered"


def test_checklist_tells_what_is_left_to_do() -> None:
    words = LIST.check({"room": 0, "invite": 1, "child": 2}).words

    assert "1 trên 3" in words[0] and "Đã gửi giấy mời; Có người trông trẻ" in words[1]


def test_flash_cards_name_what_to_look_at_again_and_count_local_words() -> None:
    known = {"dialogue": True, "minutes-doc": False, "petition": True}
    words = CARDS.check({"known": known, "local": {"dialogue": "từ thử"}}).words

    assert words[0].startswith("Đã nhớ 2") and "biên bản" in words[1] and "1 từ" in words[2]
