"""The programmes of a module as tables: what comes when, with breaks, in two days or in a village's half day."""

from __future__ import annotations

from kit.course.modules import Day, Module, Step
from kit.document.make import heading, para, strong, table, text
from kit.document.markdown import parse
from kit.document.nodes import Block, Inline, Inlines
from kit.messages import say


def clock(minutes: int) -> str:
    """Minutes after midnight as a time of day: 495 is “08:15”."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def programme_tables(module: Module) -> list[Block]:
    """Each programme with its advice and a table for each of its days."""
    blocks: list[Block] = []
    for programme in module.programmes:
        blocks.append(heading(say("Chương trình: {title}", title=programme.title), 2))
        blocks += parse(programme.advice)
        for day in programme.days:
            hours = f"{day.starts:%H:%M}–{day.ends:%H:%M}"
            blocks += [para(strong(f"{day.title} ({hours})"), sticky=True), day_table(module, day)]
    return blocks


def day_table(module: Module, day: Day) -> Block:
    """When, what, how long, and who leads: the last column is for the trainers' names."""
    head = [say("Giờ"), say("Nội dung"), say("Phút"), say("Người phụ trách")]
    rows: list[list[Inlines]] = []
    now = day.starts.hour * 60 + day.starts.minute
    for step in day.steps:
        rows.append([[text(clock(now))], _content(module, step), [text(str(step.minutes))], []])
        now += step.minutes
    return table([[text(cell)] for cell in head], rows, [1.0, 5.6, 0.8, 2.2])


def _content(module: Module, step: Step) -> list[Inline]:
    plan = next((p for p in module.plans if p.id == step.lesson), None)
    if plan is None:
        return [text(step.title)]
    chosen = [a.title for a in plan.activities if a.id in step.activities]
    words: list[Inline] = [strong(step.title or plan.title)]
    return [*words, text(": " + "; ".join(chosen))] if chosen else words
