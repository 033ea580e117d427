"""What stands around the lessons: the first page, the run sheet of the day, and the slides."""

from __future__ import annotations

from collections.abc import Sequence

from kit.course import Activity, LessonPlan, Module
from kit.document.make import box, bullets, cells, heading, labelled, para, slanted, strong, table, text
from kit.document.markdown import inline, parse
from kit.document.nodes import (
    AnswerLine,
    Block,
    Contents,
    Figure,
    Inlines,
    NameLines,
    Slide,
    Table,
    Title,
    WritingLines,
)
from kit.document.tree import plain, walk
from kit.kinds.read_chart import ReadChart
from kit.kinds.reflection import Reflection
from kit.messages import say
from kit.paper.assemble import Assembler
from kit.paper.exercise_forms import form
from kit.paper.exercises import picture
from kit.paper.programme import clock, programme_tables
from kit.paper.words import grouping_words, minutes_words, priority_words

DAY_STARTS = 8 * 60  # the clock of the run sheet; a trainer writes her own time beside it


def points(lines: Sequence[str]) -> Block:
    """A list of short Markdown lines."""
    return bullets(inline(line) for line in lines)


def front_matter(assembler: Assembler, module: Module, plans: list[LessonPlan]) -> list[Block]:
    """First page: for learners what they will be able to do, for trainers also how the day runs."""
    trainer = assembler.edition == "trainer"
    blocks: list[Block] = [Title()]
    if assembler.edition == "learner":
        blocks.append(NameLines([say("Tên gọi hoặc mã"), say("Ngày"), say("Nhóm")]))
    blocks += parse(module.summary)
    blocks += [labelled(say("Dành cho:"), module.audience)]
    used = {o for plan in plans for activity in plan.activities for o in activity.objectives}
    goals = tuple(o.text for o in module.objectives if o.id in used)
    blocks += [para(strong(say("Sau khi học, bạn có thể:"))), points(goals)]
    blocks += [para(strong(say("Điều cần nhớ:"))), points(module.key_messages)]
    if trainer:
        blocks += trainer_front(module, plans)
    if len(plans) > 1:
        blocks.append(Contents())
    return blocks


def trainer_front(module: Module, plans: list[LessonPlan]) -> list[Block]:
    """Materials, safety and the run sheet."""
    blocks: list[Block] = []
    if module.safety:
        blocks.append(box("safety", say("An toàn"), parse(module.safety)))
    if module.prerequisites:
        blocks += [para(strong(say("Học viên cần:"))), points(module.prerequisites)]
    blocks += [para(strong(say("Chuẩn bị:"))), points(module.materials)]
    if len(plans) > 1:
        blocks += programme_tables(module)
    blocks += [heading(say("Phân bổ thời gian buổi học"), 2), run_sheet(plans)]
    how = say("Giờ tính từ 8 giờ, chưa kể giải lao. Cột cuối để ghi phút thật. Khi thiếu giờ: bỏ “có thể bỏ” trước, rồi đến “nên làm”.")  # fmt: skip
    blocks.append(slanted(how))
    return blocks


def run_sheet(plans: list[LessonPlan]) -> Block:
    """A table of activities with clock, minutes and what may be dropped."""
    head = [say("Giờ"), say("Hoạt động"), say("Phút"), say("Cách làm"), say("Ưu tiên"), say("Số phút thực tế")]
    rows: list[list[Inlines]] = []
    now = DAY_STARTS
    for plan in plans:
        rows.append([[], [strong(plan.title)], [strong(str(plan.minutes))], [], [], []])
        for activity in plan.activities:
            rows.append([*cells(_run_cells(now, activity))])
            now += activity.minutes
    return table(head, rows, [1.1, 4.6, 0.9, 1.6, 1.5, 1.3])


def _run_cells(now: int, activity: Activity) -> list[str]:
    return [
        clock(now),
        activity.title,
        str(activity.minutes),
        grouping_words(activity.grouping),
        priority_words(activity.priority),
        "",
    ]


def slides(assembler: Assembler, module: Module, plans: list[LessonPlan]) -> list[Block]:
    """The projector's pages: title, goals, a page per activity with its task, a page per exercise, what to remember."""
    pages: list[Block] = [Slide("title", module.title, module.audience)]
    goals = tuple(o.text for o in module.objectives)
    pages.append(Slide("plain", say("Sau khi học, bạn có thể"), "", [points(goals)]))
    for plan in plans:
        pages += _lesson_slides(assembler, module, plan)
    pages.append(Slide("plain", say("Điều cần nhớ"), "", [points(module.key_messages)]))
    return pages


def _lesson_slides(assembler: Assembler, module: Module, plan: LessonPlan) -> list[Block]:

    pages: list[Block] = [Slide("title", plan.title, minutes_words(plan.minutes))]
    lesson = assembler.library.lessons[module.id][plan.id]
    for activity in plan.activities:
        meta = f"{minutes_words(activity.minutes)} · {grouping_words(activity.grouping)}"
        pages.append(Slide("task", activity.title, meta, parse(activity.task)))
        for cell in lesson.cells:
            if cell.activity == activity.id and cell.kind == "text":
                pages += [_figure_slide(activity.title, n) for n in parse(cell.source) if isinstance(n, Figure)]
            if cell.activity == activity.id and cell.kind == "exercise":
                pages += _exercise_slides(assembler, cell.exercise)
    return pages


def _figure_slide(title: str, figure: Block) -> Block:
    return Slide("figure", title, "", [figure])


NODE = 5  # letters that a node takes up: what is parted needs more room than what runs on
MOST_ON_A_WALL = 590  # letters, nodes counted; above this they would be too small to read


def _exercise_slides(assembler: Assembler, exercise_id: str) -> list[Block]:
    """The question in large type; a picture or a chart gets a page of its own before it."""
    shown = assembler.library.exercise(exercise_id).for_learner()
    title = say("Bài tập {number}", number=assembler.library.number(exercise_id))
    made = form(shown) if shown.wall else []
    rest = [n for n in made if not isinstance(n, Figure)]
    if sum(1 for _ in walk(rest)) * NODE + len(plain(rest)) > MOST_ON_A_WALL:
        made, rest = [], []
    figures = [*picture(assembler.library, shown), *(n for n in made if isinstance(n, Figure))]
    left_out = (WritingLines, AnswerLine, *((Table,) if isinstance(shown, ReadChart) else ()))
    body = parse(shown.prompt) + [n for n in rest if not isinstance(n, left_out)]
    if not rest and not isinstance(shown, Reflection):
        body.append(para(text(say("Làm trên phiếu hoặc trên máy."))))
    question = Slide("plain", title, say("{n} phút", n=shown.minutes), body)
    return [*(_figure_slide(title, figure) for figure in figures), question]
