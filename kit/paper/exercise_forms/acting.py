"""Forms to act with: the boxes of a branching case, role cards and observer's sheet, words to learn."""

from __future__ import annotations

import random
from dataclasses import dataclass

from kit.document.glyphs import without_print
from kit.document.make import box, labelled, para, slanted, strong, table, text, tick
from kit.document.markdown import inline, parse
from kit.document.nodes import Blank, Block, Blocks, Emphasis, Inline, Inlines, List, Pairs, Strong
from kit.kinds.flash_cards import Card, FlashCards
from kit.kinds.letters import letter
from kit.kinds.role_play import Role, RolePlay
from kit.kinds.scenario import Choice, Scenario, Scene
from kit.messages import say


@dataclass(frozen=True)
class Step:
    """A numbered box of a case on paper: what a choice led to, or a scene that several choices lead to, or both."""

    number: int
    after: Choice | None
    scene: Scene | None


def steps_of(exercise: Scenario) -> list[Step]:
    """The boxes in the order of their numbers: the opening first, the rest mixed so that neighbours give nothing away.

    A scene that one choice alone leads to stands in that choice's box; one that several lead to has its own.
    """
    choices = [choice for scene in exercise.scenes for choice in scene.choices]
    coming = {scene.id: sum(c.to == scene.id for c in choices) for scene in exercise.scenes}
    scenes = {scene.id: scene for scene in exercise.scenes}
    rest: list[tuple[Choice | None, Scene | None]] = [(c, scenes[c.to] if coming[c.to] == 1 else None) for c in choices]
    rest += [(None, scene) for scene in exercise.scenes[1:] if coming[scene.id] > 1]
    random.Random(exercise.id).shuffle(rest)  # noqa: S311 - the same on every sheet, and its key
    return [Step(1, None, exercise.scenes[0]), *(Step(n, c, s) for n, (c, s) in enumerate(rest, 2))]


def scenario(exercise: Scenario) -> list[Block]:
    """Numbered boxes: read, choose, go to the box named; with the key, worth and reason stand at each choice."""
    steps = steps_of(exercise)
    how = say("Bắt đầu ở ô 1. Chọn một cách làm, rồi chỉ đọc ô ghi bên cạnh. Đừng đọc trước các ô khác.")
    nodes: list[Block] = [slanted(how)]
    nodes.append(Pairs([box("card", say("Ô {n}", n=step.number), step_blocks(step, steps)) for step in steps]))
    return nodes + _debrief(exercise.debrief)


def step_blocks(step: Step, steps: list[Step]) -> list[Block]:
    """What stands in a box."""
    blocks = [labelled(say("Hệ quả:"), step.after.consequence)] if step.after else []
    if step.after and step.scene is None:
        target = next(s.number for s in steps if s.after is None and s.scene and s.scene.id == step.after.to)
        return [*blocks, para(strong(_together(say("→ đi tới ô {n}", n=target))))]
    assert step.scene is not None, "a box holds a consequence or a scene"
    blocks += parse(step.scene.text)
    for n, choice in enumerate(step.scene.choices):
        target = next(s.number for s in steps if s.after == choice)
        blocks.append(
            para(strong(f"{letter(n)}. "), *inline(choice.text), text(" "), strong(_together(say("→ ô {n}", n=target))))
        )
        if choice.worth is not None:
            worth = strong(say("({n} điểm)", n=choice.worth) + " ")
            blocks.append(para(text("\u2003"), worth, *inline(choice.reason), small=True))
    if not step.scene.choices:
        blocks.append(para(strong(_end_words(step.scene))))
    return blocks


def _together(words: str) -> str:
    """Words that no line's end may part: an arrow and where it leads."""
    return words.replace(" ", "\u00a0")


def _end_words(scene: Scene) -> str:
    said = {"good": say("kết cục tốt"), "fair": say("kết cục tạm được"), "poor": say("kết cục không tốt")}
    return say("HẾT") + (f" ({said[scene.outcome]})" if scene.outcome else "")


def tree(exercise: Scenario) -> list[Block]:
    """The whole case for the trainer: each choice below its scene, moved in by its depth; a scene is told once."""
    steps = steps_of(exercise)
    numbers = {step.after.id: step.number for step in steps if step.after}
    scenes = {scene.id: scene for scene in exercise.scenes}
    told: set[str] = set()

    def tell(scene: Scene) -> Block:
        told.add(scene.id)
        items: list[Blocks] = []
        for n, choice in enumerate(scene.choices):
            target = scenes[choice.to]
            known = text(" " + say("(như ở trên)")) if choice.to in told and target.choices else text("")
            end = strong(" " + _end_words(target)) if not target.choices else known
            head = strong(f"{letter(n)} → {say('ô {n}', n=numbers[choice.id])}")
            line = para(head, text(f" ({choice.worth}) "), *inline(choice.text), end)
            goes_on = choice.to not in told and target.choices
            items.append([line, tell(target)] if goes_on else [line])
        return List(items)

    title = para(strong(say("Sơ đồ các lựa chọn (số trong ngoặc là điểm)")), sticky=True)
    return [title, tell(exercise.scenes[0])]


def _debrief(questions: tuple[str, ...]) -> list[Block]:
    if not questions:
        return []
    items = [[para(*inline(question))] for question in questions]
    asked: list[Block] = [List(items, ordered=True)]
    return [box("note", say("Rút kinh nghiệm: hỏi cả lớp"), asked)]


def role_play(exercise: RolePlay) -> list[Block]:
    """The clock and the observer's sheet; every role card is in the trainer's copy and among the cards to cut."""
    secret = [box("card", say("Thẻ vai: {name}", name=role.name), role_blocks(role)) for role in exercise.roles]
    hand_out: list[Block] = [para(strong(say("Giảng viên phát thẻ vai. Chỉ đọc thẻ của mình.")))]
    roles: list[Block] = (
        [Pairs(secret)] if exercise.oral else hand_out
    )  # only a trainer's copy still holds the oral way
    return [clock(exercise), *roles, *observer_sheet(exercise), *_debrief(exercise.debrief)]


def clock(exercise: RolePlay) -> Block:
    """The timekeeper's card."""
    rows = [[[text(say("{n} phút", n=turn.minutes))], inline(turn.text)] for turn in exercise.timing]
    return table([[text(say("Thời gian"))], [text(say("Cả nhóm làm"))]], rows, [1, 5])


def role_blocks(role: Role) -> list[Block]:
    """A role card's lines."""
    return [labelled(label, words) for label, words in role.lines]


def observer_sheet(exercise: RolePlay) -> list[Block]:
    """Who watches whom, and criteria by levels with a box at each."""
    head = [[text(say("Tiêu chí"))], *([text(say("Mức {n}", n=n))] for n in range(1, 5))]
    rows = [
        [[text(f"{n}. "), *inline(c.text)], *([tick(), *inline(level)] for level in c.levels)]
        for n, c in enumerate(exercise.criteria, 1)
    ]
    title = say("Phiếu quan sát. Mỗi dòng đánh dấu một mức (mức 1 yếu, mức 4 tốt).")
    who = say("Người quan sát:"), say("Quan sát vai:")
    names = para(text(who[0] + " "), Blank(), text(f"   {who[1]} "), Blank(), sticky=True)
    return [para(strong(title)), names, table(head, rows, [2.0, 1.6, 1.6, 1.6, 1.6])]


def local_words(card: Card) -> list[Inline]:
    """The province's own words for a term; empty room where it has none."""
    said = "; ".join(each.words for each in card.local if each.words and not without_print(each.words))
    return [Emphasis((text(said),))] if said else []


def flash_cards(exercise: FlashCards) -> list[Block]:
    """A glossary with an empty column, which the class fills in its own language."""
    head = [say("Từ"), say("Nghĩa"), say("Tiếng Anh"), say("Tiếng dân tộc (lớp tự ghi)")]
    rows: list[list[Inlines]] = [
        [[Strong(inline(c.term))], inline(c.meaning), [text(c.english_term)], local_words(c)] for c in exercise.cards
    ]
    how = say("Che cột Nghĩa, tự nói nghĩa rồi mở ra xem.")
    return [slanted(how), table([[text(word)] for word in head], rows, [1.5, 2.9, 2.3, 2.0])]
