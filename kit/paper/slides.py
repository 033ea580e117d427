"""The pages for the wall: what a room can read from its last row, a question and its answer, no page too full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from kit.course import Activity, Cell, Lesson, LessonPlan, Module
from kit.course.clips import is_clip, read_clip
from kit.document.columns import shares
from kit.document.make import bullets, labelled, para, strong, text, without_rough_work
from kit.document.markdown import inline, parse
from kit.document.nodes import (
    Block,
    Blocks,
    Choices,
    Figure,
    Heading,
    Inline,
    Inlines,
    List,
    Paragraph,
    Places,
    Slide,
    Strong,
    Table,
    Text,
    Ticks,
    Verdicts,
)
from kit.document.tree import plain
from kit.kinds import Exercise
from kit.kinds.assign import Assign
from kit.kinds.read_chart import ReadChart
from kit.messages import say
from kit.paper.assemble import Assembler
from kit.paper.exercise_forms import form, placing
from kit.paper.exercises import heading_of, key_told, key_words, picture, second_lines
from kit.paper.session import activity_titles, to_keep
from kit.paper.words import grouping_words

MOST_WORDS = 60  # on a page; more is read aloud to people who wait
ON_A_WALL = (Choices, Verdicts, Places, Ticks, Table, Paragraph)  # what of a form is shown
LETTERS, LINES = 66, 9  # of a line across a page, and of a table's lines on it, at 24 points


def slides(assembler: Assembler, module: Module, plans: list[LessonPlan]) -> list[Block]:
    """Title, aims, and for each lesson its number, its tasks, its pictures, its questions with their answers."""
    pages: list[Block] = [Slide("title", module.title, module.audience)]
    goals = tuple(o.text for o in module.objectives)
    if len(plans) > 1:
        pages += _pages(say("Sau khi học, bạn có thể"), "", [bullets(map(inline, goals))])
    for plan in plans:
        pages += _lesson(assembler, module, plan)
    if len(plans) > 1:
        pages += _pages(say("Điều cần nhớ"), "", [bullets(map(inline, module.key_messages))])
    return pages


def _lesson(assembler: Assembler, module: Module, plan: LessonPlan) -> Iterator[Block]:
    lesson = assembler.library.lessons[module.id][plan.id]
    titles = activity_titles(plan, lesson)
    yield _divider(plan, lesson)
    for activity in plan.activities:
        cells = [cell for cell in lesson.cells if cell.activity == activity.id]
        said = [node for cell in cells if cell.kind == "note" for node in parse(cell.source)]
        yield from _pages(titles[activity.id], grouping_words(activity.grouping), parse(activity.task), minutes=activity.minutes, said=said, style="task")  # fmt: skip
        for cell in cells:
            yield from _of_cell(assembler, activity, cell)
    if kept := to_keep(lesson):
        yield from _pages(say("Ba điều cần nhớ"), _number(lesson), [kept])


def _divider(plan: LessonPlan, lesson: Lesson) -> Slide:
    """“Bài 2” and its title: the number that the lesson's own heading gives it."""
    return Slide("divider", plan.title, _number(lesson), minutes=plan.minutes)


def _number(lesson: Lesson) -> str:
    first = next((node for cell in lesson.cells for node in parse(cell.source) if isinstance(node, Heading)), None)
    number = re.match(r"\D{1,12}\d+", plain(first)) if first else None
    return number[0] if number else ""


def _of_cell(assembler: Assembler, activity: Activity, cell: Cell) -> Iterator[Block]:
    if cell.kind == "exercise":
        asked = _exercise(assembler, assembler.library.exercise(cell.exercise))
        yield from (replace(slide, name=cell.exercise) for slide in asked)
    blocks = {"text": lambda: parse(cell.source), "data": lambda: assembler.outputs.get(cell.id, [])}
    title: str = activity.title
    for node in blocks.get(cell.kind, list)():
        match node:
            case Heading(_, inside) if not cell.opens or node.level > 2:
                title = plain(inside)
            case Figure(alt, src) if is_clip(src):
                yield from _still(assembler, title, alt, src)
            case Figure():
                yield Slide("figure", title, "", [node])
            case Table():
                yield from _pages(title, "", [node])


def _still(assembler: Assembler, title: str, alt: str, src: str) -> Iterator[Slide]:
    """A clip's poster: a page for the wall plays nothing, the lesson on the machine does."""
    folder = assembler.library.home / "notebooks" / "modules" / assembler.module.id
    clip = read_clip((folder / src).resolve(), assembler.library.home, [])
    if clip is not None and clip.poster:
        still = Figure(alt, (Path(src).parent / clip.poster).as_posix())
        yield Slide("figure", title, say("Xem trên máy"), [still])


def _exercise(assembler: Assembler, exercise: Exercise) -> Iterator[Slide]:
    """The question, on as many pages as it needs; after it its answer, where one is right."""
    shown = exercise.for_learner()
    title = heading_of(assembler.library, exercise)
    said = _for_the_speaker(exercise)
    prompt = [*parse(shown.prompt), *second_lines(shown.local)]
    if not shown.wall:
        where = assembler.pages.get(exercise.id)
        how = (
            say("Làm trên phiếu, trang {n}, hoặc trên máy.", n=where) if where else say("Làm trên phiếu hoặc trên máy.")
        )
        yield from _pages(title, "", [*picture(assembler.library, shown), *prompt, para(text(how))], minutes=shown.minutes, said=said)  # fmt: skip
        return
    if isinstance(shown, ReadChart):
        yield from _chart(title, shown, said)
    else:
        on_paper = placing.matching(shown) if isinstance(shown, Assign) else form(shown)  # letters, no table to tick
        made = [node for node in without_rough_work(on_paper) if isinstance(node, ON_A_WALL)]
        yield from _pages(title, "", [*picture(assembler.library, shown), *prompt, *made], minutes=shown.minutes, said=said)  # fmt: skip
    if exercise.judged and not exercise.sealed and key_words(exercise):
        yield from _pages(say("Đáp án"), title, [*_key(exercise), *parse(exercise.explanation)], style="answer", said=said)  # fmt: skip


def _chart(title: str, exercise: ReadChart, said: Blocks) -> Iterator[Slide]:
    """The chart alone, then beside each of its questions."""
    made = form(exercise)
    chart = next(node for node in made if isinstance(node, Figure))
    yield Slide("figure", title, plain(inline(exercise.data.heading)), [chart], said=said)
    yield from _pages(title, "", parse(exercise.prompt), minutes=exercise.minutes, said=said)
    after = made[made.index(chart) + 2 :]  # the figures as a table are for those who have the sheet
    for question, options in zip(after[::2], after[1::2], strict=True):
        yield from _pages(title, "", [chart, question, options], said=said)


def _key(exercise: Exercise) -> list[Block]:
    """The right options in their words; else the key as it is said aloud, or in letters where that is too long."""
    right = [
        para(strong(f"{line.letter}. "), *line.inside)
        for node in form(exercise)
        if isinstance(node, Choices)
        for line in node.options
        if line.key
    ]
    if right and not isinstance(exercise, ReadChart):
        return list(right)
    told = key_told(exercise)
    long = _words(told) > MOST_WORDS // 2 and not any(isinstance(node, List) for node in told)
    return [para(strong(key_words(exercise)))] if long else told


def _for_the_speaker(exercise: Exercise) -> list[Block]:
    key = key_words(exercise)
    moves = [labelled(say("Nhiều người {when}:", when=move.when), move.words) for move in exercise.moves()]
    return [*([labelled(say("Đáp án:"), key)] if key else []), *moves]


# ── no page too full ──
def _words(tree: object) -> int:
    return len(plain(tree).split())


def _fits(tree: object) -> bool:
    return _words(tree) <= MOST_WORDS


def _pages(
    title: str, meta: str, blocks: Sequence[Block], *, minutes: int = 0, said: Blocks = (), style: str = "plain"
) -> Iterator[Slide]:
    """The blocks on as many pages as they need; a picture stays beside the last of them, where the choice is made."""
    pictures = [node for node in blocks if isinstance(node, Figure)]
    rest = [node for node in blocks if not isinstance(node, Figure)]
    sheets = list(_sheets(rest)) or [[]]
    for n, sheet in enumerate(sheets):
        last = n == len(sheets) - 1
        name = f"{title} {say('(tiếp)')}" if n else title
        style_ = style if not (pictures and last) else "plain"
        yield Slide(style_, name, meta, [*(pictures if last else []), *sheet], minutes if last else 0, said)  # type: ignore[arg-type]


def _sheets(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks dealt into pages that a room can read; options that find no room below their question stand apart."""
    marked = next((n for n, node in enumerate(blocks) if isinstance(node, Choices | Verdicts | Places)), len(blocks))
    parts = [blocks] if _fits(blocks) else [blocks[:marked], blocks[marked:]]
    for n, part in enumerate(parts):
        units = list(_units(part))
        if n and units and (asked := _asked(blocks[:marked])) and _fits([asked, units]):
            units = [asked, *units]  # the question once more, above what is to be chosen
        pages = len(_dealt(units, MOST_WORDS))
        # As few pages as that takes, but even ones: no option is left for a page alone.
        for most in range(-(-_words(units) // max(pages, 1)), MOST_WORDS + 1):
            if len(dealt := _dealt(units, most)) <= pages:
                yield from map(_joined, dealt)
                break


def _asked(prompt: Sequence[Block]) -> Block | None:
    """The strong words of a prompt: in them the question stands."""
    strong_ones = [
        node for block in prompt if isinstance(block, Paragraph) for node in block.inside if isinstance(node, Strong)
    ]
    return Paragraph([strong_ones[-1]]) if strong_ones else None


def _dealt(units: Sequence[Block], most: int) -> list[list[Block]]:
    pages: list[list[Block]] = []
    for unit in units:
        full = not pages or _words([pages[-1], unit]) > most
        below = (
            bool(pages)
            and isinstance(pages[-1][-1], Table)
            and isinstance(unit, Paragraph)
            and _fits([pages[-1], unit])
        )
        if (full or isinstance(unit, Table) or isinstance(pages[-1][-1], Table)) and not below:
            pages.append([])
        pages[-1].append(unit)
    return pages


def _units(blocks: Iterable[Block]) -> Iterator[Block]:
    """The pieces that stay whole: a sentence or two, a point, an option, some rows."""
    for node in blocks:
        match node:
            case List(items, ordered):
                for n, item in enumerate(items, 1):
                    yield List([item], ordered, n)
            case Choices(mark, options):
                yield from (Choices(mark, [option]) for option in options)
            case Verdicts(claims, yes, no):
                yield from (Verdicts([claim], yes, no) for claim in claims)
            case Places(how, lines):
                yield from (Places(how, [line]) for line in lines)
            case Ticks(items):
                yield from (Ticks([item]) for item in items)
            case Table():
                yield from _rows(node)
            case Paragraph(inside) if not _fits(node):
                yield from (replace(node, inside=part) for part in _sentences(inside))
            case Paragraph() if not plain(node).rstrip(":").strip():
                continue
            case _:
                yield node


def _rows(node: Table) -> Iterator[Table]:
    """A table in parts of about one height, each under the same head."""
    wide = shares(node)
    room = [max(LETTERS * share / sum(wide) - 2, 3) for share in wide]

    def lines(row: Sequence[Inlines]) -> int:
        return max(-(-len(plain(cell)) // int(letters)) or 1 for cell, letters in zip(row, room, strict=True))

    def stands(rows: Sequence[Sequence[Inlines]]) -> bool:
        return _fits([node.head, rows]) and lines(node.head) + sum(map(lines, rows)) <= LINES

    parts = 1
    while parts < len(node.rows) and not all(stands(rows) for rows in _even(node.rows, parts)):
        parts += 1
    for rows in _even(node.rows, parts):
        yield replace(node, rows=rows)


def _even(rows: Sequence[Sequence[Inlines]], parts: int) -> list[Sequence[Sequence[Inlines]]]:
    cuts = [round(n * len(rows) / parts) for n in range(parts + 1)]
    return [rows[a:b] for a, b in pairwise(cuts)]


def _sentences(inside: Sequence[Inline]) -> Iterator[list[Inline]]:
    """A long paragraph in parts that end with a sentence."""
    sentences: list[list[Inline]] = [[]]
    for node in inside:
        pieces = [Text(w) for w in re.split(r"(?<=[.?!…])(?= )", node.words)] if isinstance(node, Text) else [node]
        for piece in pieces:
            if plain(sentences[-1]).endswith((".", "?", "!", "…")):
                sentences.append([])
            sentences[-1].append(piece)
    part: list[Inline] = []
    for sentence in sentences:
        if part and not _fits([part, sentence]):
            yield part
            part = []
        part += (
            sentence if part or not isinstance(sentence[0], Text) else [Text(sentence[0].words.lstrip()), *sentence[1:]]
        )
    if part:
        yield part


def _joined(page: list[Block]) -> list[Block]:
    """Neighbouring points of one list, options of one question, are one again."""
    made: list[Block] = []
    for node in page:
        before = made[-1] if made else None
        match before, node:
            case List(a, ordered, first), List(b, same, _) if ordered == same:
                made[-1] = List([*a, *b], ordered, first)
            case Choices(mark, a), Choices(_, b):
                made[-1] = Choices(mark, [*a, *b])
            case Verdicts(a, yes, no), Verdicts(b, _, _):
                made[-1] = Verdicts([*a, *b], yes, no)
            case Places(how, a), Places(_, b):
                made[-1] = Places(how, [*a, *b])
            case Ticks(a), Ticks(b):
                made[-1] = Ticks([*a, *b])
            case _:
                made.append(node)
    return made


def first_pages(blocks: Sequence[Block]) -> dict[str, int]:
    """On which page of the slides each exercise is asked."""
    found: dict[str, int] = {}
    for n, node in enumerate(blocks, 1):
        if isinstance(node, Slide) and node.name:
            found.setdefault(node.name, n)
    return found
