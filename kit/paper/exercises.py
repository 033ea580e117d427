"""An exercise as a box on paper, for each edition: question, key, workings, the trainer's card."""

from __future__ import annotations

from typing import Literal

from kit.course import Library
from kit.kinds import Exercise
from kit.kinds.scenario import Scenario
from kit.markdown import Node, inline, parse
from kit.messages import say
from kit.paper.forms import FORMS
from kit.paper.forms.acting import tree
from kit.paper.forms.keys import hint_line, key_words
from kit.paper.forms.nodes import box, labelled, para, strong, text, tick
from kit.paper.words import priority_words

Edition = Literal["learner", "trainer", "selfstudy", "slides", "oral", "cards", "quick", "templates", "class", "report"]


def exercise_box(library: Library, exercise: Exercise, edition: Edition) -> Node:
    """The box; only the trainer's edition is given the whole exercise, a learner's starts from one without a key."""
    with_key = edition == "trainer"
    shown = exercise if with_key else exercise.for_learner()
    inside = [*boxed(parse(shown.prompt)), *picture(library, exercise)]
    hint = "" if with_key else hint_line(exercise)
    inside += [{"t": "para", "small": True, "c": [{"t": "em", "c": [text(hint)]}]}] if hint else []
    inside += FORMS[exercise.kind](shown)
    if with_key:
        inside = [{**box("whole", "", inside), "keep": ""}, *_for_trainer(exercise)]
    else:
        inside += [sureness()] if exercise.confidence else []
        inside += [_fold(exercise)] if edition == "selfstudy" and not exercise.sealed else []
    meta = say("{kind} · khoảng {n} phút", kind=say(exercise.title), n=exercise.minutes)
    meta += f" · {priority_words(exercise.priority)}" if with_key else ""
    # A test's questions stand closer together: the whole test on few sheets.
    return {
        **box("exercise", heading_of(library, exercise), inside),
        "meta": meta,
        "id": exercise.id,
        "close": exercise.sealed,
    }


def heading_of(library: Library, exercise: Exercise) -> str:
    """“Bài tập 2.5”."""
    return say("Bài tập {number}", number=library.number(exercise.id)).strip()


def picture(library: Library, exercise: Exercise) -> list[Node]:
    """The picture beside a prompt, as a figure."""
    path = library.image(exercise)
    if path is None or exercise.image is None:
        return []
    return [{"t": "figure", "src": str(path), "alt": exercise.image.alt}]


def sureness() -> Node:
    """Where the learner marks how sure she is."""
    words = (say("Chắc"), say("Khá chắc"), say("Chưa chắc"))
    boxes = [node for word in words for node in (tick(), text(f" {word}    "))]
    return para(strong(say("Bạn chắc đến đâu?") + " "), *boxes)


def _for_trainer(exercise: Exercise) -> list[Node]:
    blocks = opened_by(say("Giải thích:"), parse(exercise.explanation)) + parse(exercise.workings())
    if isinstance(exercise, Scenario):
        blocks += tree(exercise)
    if exercise.hints:
        blocks.append(labelled(say("Gợi ý từng bước:"), " / ".join(exercise.hints)))
    blocks += opened_by(say("Cách làm không cần đọc viết:"), parse(exercise.oral))
    key = key_words(exercise)
    title = say("Đáp án: {key}", key=key) if key else say("Cho giảng viên")
    return [box("key", title, blocks), *move_card(exercise)]


def move_card(exercise: Exercise) -> list[Node]:
    """All that the trainer does about common mistakes, on one card."""
    moves = exercise.moves()
    if not moves:
        return []
    items = [
        [para({"t": "strong", "c": inline(say("Nhiều người {when}:", when=move.when))}, text(" "), *inline(move.words))]
        for move in moves
    ]
    return [box("note", say("Khi nhiều người sai"), [{"t": "list", "ordered": False, "items": items}])]


def _fold(exercise: Exercise) -> Node:
    """What a reader alone unfolds: key, the form with its feedback, explanation, workings."""
    told = exercise.for_learner_folder()
    key = key_words(exercise)
    inside = [labelled(say("Đáp án:"), key)] if key else []
    if exercise.judged or exercise.kind == "reflection":
        inside += FORMS[exercise.kind](told)
    inside += parse(exercise.explanation) + parse(exercise.workings())
    return box("fold", say("Xem đáp án và giải thích"), inside)


def boxed(blocks: list[Node]) -> list[Node]:
    """Blocks as they may stand in a box: no new page, and headings as strong lines of their own."""
    kept = [node for node in blocks if node["t"] != "page"]
    return [{"t": "para", "c": [{"t": "strong", "c": n["c"]}]} if n["t"] == "heading" else n for n in kept]


def opened_by(label: str, blocks: list[Node]) -> list[Node]:
    """Blocks whose first paragraph opens with a strong label."""
    if blocks and blocks[0]["t"] == "para":
        return [{"t": "para", "c": [strong(label + " "), *blocks[0]["c"]]}, *blocks[1:]]
    return [labelled(label, ""), *blocks]
