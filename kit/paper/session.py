"""“Buổi học trong một trang”: what a lesson is for, what it needs, how its minutes run, what is to be kept of it."""

from __future__ import annotations

from itertools import pairwise

from kit.course import Lesson, LessonPlan, Module
from kit.document.make import bullets, cells, para, strong, table, text
from kit.document.markdown import inline, parse
from kit.document.nodes import Block, Box, Heading, Inlines, List, Paragraph
from kit.document.tree import plain
from kit.messages import say
from kit.paper.words import grouping_words, minutes_words, priority_words

TO_KEEP = "Ba điều cần nhớ"  # the words under which every lesson closes


def to_keep(lesson: Lesson) -> List | None:
    """The three points that a lesson closes with."""
    for cell in lesson.cells:
        if cell.kind == "text" and TO_KEEP in cell.source:
            blocks = parse(cell.source)
            for before, node in pairwise(blocks):
                if isinstance(before, Paragraph) and plain(before).startswith(TO_KEEP) and isinstance(node, List):
                    return node
    return None


def activity_titles(plan: LessonPlan, lesson: Lesson) -> dict[str, str]:
    """What each activity is called in the lesson: “Hoạt động 1. Chuyện ở bản mình”."""
    opened = {
        cell.activity: plain(node.inside)
        for cell in lesson.cells
        if cell.opens
        for node in parse(cell.source)[:1]
        if isinstance(node, Heading)
    }
    return {activity.id: opened.get(activity.id, activity.title) for activity in plan.activities}


def session_box(module: Module, plan: LessonPlan, lesson: Lesson) -> Block:
    """Aims, materials, the run of the activities with a column for today's minutes, and the points to keep."""
    used = list(dict.fromkeys(o for activity in plan.activities for o in activity.objectives))
    goals = {o.id: o.text for o in module.objectives}
    needed = list(dict.fromkeys(m for activity in plan.activities for m in activity.materials))
    inside: list[Block] = []
    if used:
        inside += [para(strong(say("Mục tiêu:")), sticky=True), bullets(inline(goals[o]) for o in used)]
    if needed:
        inside.append(para(strong(say("Cần có:") + " "), text(", ".join(needed))))
    inside.append(_run(plan, activity_titles(plan, lesson)))
    if kept := to_keep(lesson):
        inside += [para(strong(say("Ba điều cần nhớ")), sticky=True), kept]
    title = say("Buổi học trong một trang")
    return Box("session", title, inside, minutes_words(plan.minutes))


def _run(plan: LessonPlan, titles: dict[str, str]) -> Block:
    head = [say("Hoạt động"), say("Phút"), say("Cách làm"), say("Ưu tiên"), say("Phút thực tế")]
    rows: list[list[Inlines]] = [
        [
            *cells(
                [
                    titles[activity.id],
                    activity.minutes,
                    grouping_words(activity.grouping),
                    priority_words(activity.priority),
                    "",
                ]
            )
        ]
        for activity in plan.activities
    ]
    return table(head, rows, [5, 0.8, 1.5, 1.4, 1.2])
