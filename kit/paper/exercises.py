"""An exercise as a box on paper, for each edition: question, key, workings, the trainer's card."""

from __future__ import annotations

from collections.abc import Sequence

from kit.course import Library
from kit.document.glyphs import without_print
from kit.document.make import box, bullets, labelled, para, slanted, strong, text, tick
from kit.document.markdown import inline, parse
from kit.document.nodes import Beside, Block, Box, Emphasis, Figure, Heading, Inline, List, PageBreak, Paragraph, Strong
from kit.document.sheet import Edition
from kit.document.tree import plain
from kit.kinds import Exercise
from kit.kinds.assign import Assign, Item
from kit.kinds.calculation import CalculationTable
from kit.kinds.local import Local
from kit.kinds.reflection import Reflection
from kit.kinds.scenario import Scenario
from kit.messages import say
from kit.paper.exercise_forms import form
from kit.paper.exercise_forms.acting import tree
from kit.paper.words import priority_words


def exercise_box(library: Library, exercise: Exercise, edition: Edition, page: int = 0, slide: int = 0) -> Block:
    """The box; only the trainer's edition is given the whole exercise, a learner's starts from one without a key.

    `page` is where the learner's book has it, for a trainer who is asked "which page?"; `slide` where the wall has it.
    """
    with_key = edition == "trainer"
    shown = exercise if with_key else exercise.for_learner()
    inside = [*boxed(parse(shown.prompt)), *second_lines(exercise.local), *picture(library, exercise)]
    hint = "" if with_key or exercise.sealed else exercise.paper_hint()  # a test says it once, at its head
    inside += [slanted(hint, small=True)] if hint else []
    inside += form(shown)
    if with_key:
        inside = [Beside([*inside, *_worked(exercise)], _for_trainer(exercise)), *_map(exercise)]
    else:
        inside += [sureness()] if exercise.confidence else []
        inside += [_fold(exercise)] if edition == "selfstudy" and not exercise.sealed else []
    meta = say("{kind} · khoảng {n} phút", kind=say(exercise.title), n=exercise.minutes)
    meta = "" if exercise.sealed and not with_key else meta
    meta += f" · {priority_words(exercise.priority)}" if with_key else ""
    meta += " · " + say("bản học viên trang {n}", n=page) if page else ""
    meta += " · " + say("trang chiếu {n}", n=slide) if slide else ""
    # A test's questions stand closer together: the whole test on few sheets.
    return Box("exercise", heading_of(library, exercise), inside, meta, exercise.id, close=exercise.sealed)


def second_lines(local: Sequence[Local]) -> list[Block]:
    """What the province says in its languages, a line each; the note is the sign of a recording."""
    return [para(*said_locally(each)) for each in local]


def said_locally(local: Local) -> list[Inline]:
    """“♪ tiếng Mông: …”."""
    sign = [text("♪ ")] if local.sound else []
    printed = say("(chữ này xem trên máy)") if without_print(local.words) else local.words
    words: list[Inline] = [text(": "), Emphasis((text(printed),))] if local.words else []
    return [*sign, strong(local.language), *words]


def heading_of(library: Library, exercise: Exercise) -> str:
    """“Bài tập 2.5”."""
    return say("Bài tập {number}", number=library.number(exercise.id)).strip()


def picture(library: Library, exercise: Exercise) -> list[Block]:
    """The picture beside a prompt, as a figure."""
    path = library.image(exercise)
    if path is None or exercise.image is None:
        return []
    return [Figure(exercise.image.alt, str(path))]


def sureness() -> Block:
    """Where the learner marks how sure she is."""
    words = (say("Chắc"), say("Khá chắc"), say("Chưa chắc"))
    boxes = [node for word in words for node in (tick(), text(f" {word}    "))]
    return para(strong(say("Bạn chắc đến đâu?") + " "), *boxes)


def _worked(exercise: Exercise) -> list[Block]:
    """Why the key is the key."""
    return opened_by(say("Giải thích:"), parse(exercise.explanation)) + parse(exercise.workings())


def _map(exercise: Exercise) -> list[Block]:
    return tree(exercise) if isinstance(exercise, Scenario) else []


def _for_trainer(exercise: Exercise) -> list[Block]:
    """What stands in the margin: the key, what to do about mistakes, the way without reading, the hints."""
    key = key_words(exercise)
    blocks = [box("key", say("Đáp án: {key}", key=key), [])] if key else []
    if moves := exercise.moves():
        items = [
            [para(Strong(inline(say("Nhiều người {when}:", when=move.when))), text(" "), *inline(move.words))]
            for move in moves
        ]
        blocks.append(box("aside", say("Khi nhiều người sai"), [List(items)]))
    if exercise.oral:
        blocks.append(box("aside", say("Cách làm không cần đọc viết"), boxed(parse(exercise.oral))))
    if exercise.hints:
        blocks.append(box("aside", say("Gợi ý từng bước"), [bullets(map(inline, exercise.hints), ordered=True)]))
    return blocks


def _fold(exercise: Exercise) -> Block:
    """What a reader alone unfolds: key, the form with its feedback, explanation, workings."""
    told = exercise.for_learner_folder()
    key = key_words(exercise)
    inside = [labelled(say("Đáp án:"), key)] if key else []
    if exercise.judged or isinstance(exercise, Reflection):
        inside += form(told)
    inside += parse(exercise.explanation) + parse(exercise.workings())
    return box("fold", say("Xem đáp án và giải thích"), inside)


def boxed(blocks: list[Block]) -> list[Block]:
    """Blocks as they may stand in a box: no new page, and headings as strong lines of their own."""
    kept = [node for node in blocks if not isinstance(node, PageBreak)]
    return [para(Strong(node.inside)) if isinstance(node, Heading) else node for node in kept]


def opened_by(label: str, blocks: list[Block]) -> list[Block]:
    """Blocks whose first paragraph opens with a strong label."""
    if blocks and isinstance(first := blocks[0], Paragraph):
        return [para(strong(label + " "), *first.inside), *blocks[1:]]
    return [labelled(label, ""), *blocks]


def key_told(exercise: Exercise) -> list[Block]:
    """The key in the words of the exercise, a line for each part; empty where nothing is right or wrong."""
    if isinstance(exercise, Assign):
        groups = [(place, [i for i in exercise.items if i.place == place.id]) for place in exercise.places]
        return [
            bullets(
                [strong(f"{plain(inline(p.text)).rstrip(' .:')}: "), *_listed(items)] for p, items in groups if items
            )
        ]
    if isinstance(exercise, CalculationTable):
        return [bullets([text(part)] for part in exercise.key_line().split("; "))]
    words = plain(inline(exercise.key_aloud())) or key_words(exercise)
    return [para(strong(words))] if words else []


def _listed(items: Sequence[Item]) -> list[Inline]:
    words = "; ".join(plain(inline(item.text)).rstrip(" .;") for item in items)
    return [text(words if words.endswith(("?", "!", "…")) else f"{words}.")]


def key_words(exercise: Exercise) -> str:
    """The key in a line, as a trainer reads it out; empty where nothing is right or wrong."""
    return plain(inline(exercise.key_line()))
