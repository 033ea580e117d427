"""What stands around the lessons: the first page, the run sheet of the day, and the slides."""

from __future__ import annotations

import json

from kit.course import Activity, LessonPlan, Module
from kit.markdown import Node, inline, parse
from kit.messages import say
from kit.paper.assemble import Assembler
from kit.paper.exercises import picture
from kit.paper.forms import FORMS
from kit.paper.forms.nodes import labelled, para, strong, text
from kit.paper.programme import clock, programme_tables
from kit.paper.words import grouping_words, minutes_words, priority_words

DAY_STARTS = 8 * 60  # the clock of the run sheet; a trainer writes her own time beside it


def heading(words: str, level: int) -> Node:
    """A heading of plain words."""
    return {"t": "heading", "level": level, "c": [text(words)]}


def bullets(lines: tuple[str, ...]) -> Node:
    """A list of short Markdown lines."""
    return {"t": "list", "ordered": False, "items": [[para(*inline(line))] for line in lines]}


def front_matter(assembler: Assembler, module: Module, plans: list[LessonPlan]) -> list[Node]:
    """First page: for learners what they will be able to do, for trainers also how the day runs."""
    trainer = assembler.edition == "trainer"
    blocks: list[Node] = [{"t": "title"}]
    if assembler.edition == "learner":
        blocks.append({"t": "namelines", "labels": [say("Tên gọi hoặc mã"), say("Ngày"), say("Nhóm")]})
    blocks += parse(module.summary)
    blocks += [labelled(say("Dành cho:"), module.audience)]
    used = {o for plan in plans for activity in plan.activities for o in activity.objectives}
    goals = tuple(o.text for o in module.objectives if o.id in used)
    blocks += [para(strong(say("Sau khi học, bạn có thể:"))), bullets(goals)]
    blocks += [para(strong(say("Điều cần nhớ:"))), bullets(module.key_messages)]
    if trainer:
        blocks += trainer_front(module, plans)
    if len(plans) > 1:
        blocks.append({"t": "contents"})
    return blocks


def trainer_front(module: Module, plans: list[LessonPlan]) -> list[Node]:
    """Materials, safety and the run sheet."""
    blocks: list[Node] = []
    if module.safety:
        blocks.append({"t": "box", "style": "safety", "title": say("An toàn"), "meta": "", "c": parse(module.safety)})
    if module.prerequisites:
        blocks += [para(strong(say("Học viên cần:"))), bullets(module.prerequisites)]
    blocks += [para(strong(say("Chuẩn bị:"))), bullets(module.materials)]
    if len(plans) > 1:
        blocks += programme_tables(module)
    blocks += [heading(say("Phân bổ thời gian buổi học"), 2), run_sheet(plans)]
    blocks.append(
        para(
            {
                "t": "em",
                "c": [
                    text(
                        say(
                            "Giờ tính từ 8 giờ, chưa kể giải lao. Cột cuối để ghi phút thật. Khi thiếu giờ: bỏ “có thể bỏ” trước, rồi đến “nên làm”."
                        )
                    )
                ],
            }
        )
    )
    return blocks


def run_sheet(plans: list[LessonPlan]) -> Node:
    """A table of activities with clock, minutes and what may be dropped."""
    head = [say("Giờ"), say("Hoạt động"), say("Phút"), say("Cách làm"), say("Ưu tiên"), say("Số phút thực tế")]
    rows: list[list[list[Node]]] = []
    now = DAY_STARTS
    for plan in plans:
        rows.append([[], [strong(plan.title)], [strong(str(plan.minutes))], [], [], []])
        for activity in plan.activities:
            rows.append([[text(cell)] for cell in _run_cells(now, activity)])
            now += activity.minutes
    return {
        "t": "table",
        "head": [[text(cell)] for cell in head],
        "rows": rows,
        "widths": [1.1, 4.6, 0.9, 1.6, 1.5, 1.3],
    }


def _run_cells(now: int, activity: Activity) -> list[str]:
    return [
        clock(now),
        activity.title,
        str(activity.minutes),
        grouping_words(activity.grouping),
        priority_words(activity.priority),
        "",
    ]


def slides(assembler: Assembler, module: Module, plans: list[LessonPlan]) -> list[Node]:
    """The projector's pages: title, goals, a page per activity with its task, a page per exercise, what to remember."""
    pages: list[Node] = [{"t": "slide", "style": "title", "title": module.title, "meta": module.audience, "c": []}]
    goals = tuple(o.text for o in module.objectives)
    pages.append(
        {"t": "slide", "style": "plain", "title": say("Sau khi học, bạn có thể"), "meta": "", "c": [bullets(goals)]}
    )
    for plan in plans:
        pages += _lesson_slides(assembler, module, plan)
    pages.append(
        {"t": "slide", "style": "plain", "title": say("Điều cần nhớ"), "meta": "", "c": [bullets(module.key_messages)]}
    )
    return pages


def _lesson_slides(assembler: Assembler, module: Module, plan: LessonPlan) -> list[Node]:

    pages: list[Node] = [
        {"t": "slide", "style": "title", "title": plan.title, "meta": minutes_words(plan.minutes), "c": []}
    ]
    lesson = assembler.library.lessons[module.id][plan.id]
    for activity in plan.activities:
        meta = f"{minutes_words(activity.minutes)} · {grouping_words(activity.grouping)}"
        pages.append({"t": "slide", "style": "task", "title": activity.title, "meta": meta, "c": parse(activity.task)})
        for cell in lesson.cells:
            if cell.activity == activity.id and cell.kind == "text":
                pages += [_figure_slide(activity.title, n) for n in parse(cell.source) if n["t"] == "figure"]
            if cell.activity == activity.id and cell.kind == "exercise":
                pages += _exercise_slides(assembler, cell.exercise)
    return pages


def _figure_slide(title: str, figure: Node) -> Node:
    return {"t": "slide", "style": "figure", "title": title, "meta": "", "c": [figure]}


# What people do from their own sheets: the wall shows the task alone.
ON_PAPER_ONLY = ("reflection", "scenario", "role-play", "flash-cards", "find-mistakes", "checklist")
MOST_ON_A_WALL = 1800  # characters of a form's JSON; above this the letters would be too small to read


def _exercise_slides(assembler: Assembler, exercise_id: str) -> list[Node]:
    """The question in large type; a picture or a chart gets a page of its own before it."""
    shown = assembler.library.exercise(exercise_id).for_learner()
    title = say("Bài tập {number}", number=assembler.library.number(exercise_id))
    form = [] if shown.kind in ON_PAPER_ONLY else FORMS[shown.kind](shown)
    form = form if len(json.dumps([n for n in form if n["t"] != "figure"])) <= MOST_ON_A_WALL else []
    figures = [*picture(assembler.library, shown), *(n for n in form if n["t"] == "figure")]
    left_out = ("lines", "answer", "figure", *(("table",) if shown.kind == "read-chart" else ()))
    body = parse(shown.prompt) + [n for n in form if n["t"] not in left_out]
    if not form and shown.kind != "reflection":
        body.append(para(text(say("Làm trên phiếu hoặc trên máy."))))
    question = {"t": "slide", "style": "plain", "title": title, "meta": say("{n} phút", n=shown.minutes), "c": body}
    return [*(_figure_slide(title, figure) for figure in figures), question]
