"""The read-aloud edition: a class without power, paper or reading; what the trainer says, and how people answer."""

from __future__ import annotations

from kit.course import LessonPlan, Library, Module
from kit.kinds import Exercise
from kit.kinds.assign import Assign
from kit.kinds.role_play import RolePlay
from kit.kinds.scenario import Scenario
from kit.markdown import Node, inline, parse, plain
from kit.messages import say
from kit.paper.exercises import heading_of, opened_by
from kit.paper.forms import FORMS
from kit.paper.forms.acting import clock, role_blocks
from kit.paper.forms.keys import key_aloud
from kit.paper.forms.nodes import box, labelled, para, strong, text
from kit.paper.words import minutes_words

_SILENT = ("lines", "answer", "figure")


def oral_script(library: Library, module: Module, plans: list[LessonPlan]) -> list[Node]:
    """Every activity with its task and what to do without power, and every exercise as it is read out."""
    blocks: list[Node] = [{"t": "title"}, *parse(module.summary)]
    if module.safety:
        blocks.append(box("safety", say("An toàn"), parse(module.safety)))
    for plan in plans:
        lesson = library.lessons[module.id][plan.id]
        if len(plans) > 1:
            blocks += [{"t": "page"}, {"t": "heading", "level": 2, "c": [text(plan.title)]}]
        for activity in plan.activities:
            title = f"{activity.title} ({minutes_words(activity.minutes)})"
            blocks.append({"t": "heading", "level": 3 if len(plans) > 1 else 2, "c": [text(title)]})
            blocks += opened_by(say("Cả lớp làm:"), parse(activity.task))
            blocks.append(labelled(say("Mất điện, không có máy:"), activity.no_power))
            names = [c.exercise for c in lesson.cells if c.kind == "exercise" and c.activity == activity.id]
            blocks += [oral_box(library, library.exercise(name)) for name in names]
    return blocks


def oral_box(library: Library, exercise: Exercise) -> Node:
    """One exercise: what is read out, how people answer, the key, what is said afterwards."""
    inside = opened_by(say("Đọc to:"), parse(exercise.prompt)) + read_out(exercise)
    inside += opened_by(say("Cách làm không cần đọc viết:"), parse(exercise.oral))
    key = key_aloud(exercise)
    inside += [labelled(say("Đáp án:"), key)] if key else []
    inside += opened_by(say("Giải thích cho lớp:"), parse(exercise.explanation)) + parse(exercise.workings())
    questions = getattr(exercise, "debrief", ())
    if questions:
        inside += [para(strong(say("Hỏi cả lớp:")))]
        inside.append({"t": "list", "ordered": False, "items": [[para(*inline(q))] for q in questions]})
    return {**box("exercise", heading_of(library, exercise), inside), "meta": say(exercise.title), "id": exercise.id}


def read_out(exercise: Exercise) -> list[Node]:
    """The form as a trainer says it; what only one person may hear is marked so."""
    bare = exercise.for_learner()
    if isinstance(exercise, RolePlay):
        roles = [[para(strong(f"{role.name}. ")), *role_blocks(role)] for role in exercise.roles]
        whisper = para(strong(say("Không đọc to phần này. Nói riêng với từng người đóng vai:")))
        criteria = [[para(*inline(f"{c.text}: {' / '.join(c.levels)}"))] for c in exercise.criteria]
        watched = para(strong(say("Người quan sát chấm bằng 1 đến 4 ngón tay:")))
        return [*spoken([clock(exercise)]), whisper, {"t": "list", "ordered": False, "items": roles}, watched,
                {"t": "list", "ordered": True, "items": criteria}]  # fmt: skip
    if isinstance(exercise, Scenario):
        how = say("Đọc ô 1. Cả lớp giơ tay chọn. Chỉ đọc ô mà đa số chọn, rồi hỏi: “Nếu chọn cách kia thì sao?”.")
        return [para(strong(how)), *spoken(FORMS["scenario"](bare)[1:])]
    form = FORMS["matching"] if isinstance(exercise, Assign) else FORMS[exercise.kind]
    return spoken(form(bare))


def spoken(nodes: list[Node]) -> list[Node]:
    """A form as it is read out: no boxes, no lines to write on, tables row by row."""
    return [said for node in nodes if node["t"] not in _SILENT for said in _said(node)]


def _said(node: Node) -> list[Node]:
    if node["t"] in ("choices", "verdicts", "steps"):
        return [para(strong(f"{item['letter']}. "), *item["c"]) for item in node["items"]]
    if node["t"] == "ticks":
        return [{"t": "list", "ordered": False, "items": [[para(*item)] for item in node["items"]]}]
    if node["t"] == "table":
        return [para(*_row(node, row)) for row in node["rows"]]
    if node["t"] == "box":
        return [para(strong(node["title"])), *spoken(node["c"])]
    if node["t"] == "para":
        return [{**node, "c": [text("…") if part["t"] == "blank" else part for part in node["c"]]}]
    return [node]


def _row(node: Node, row: list[list[Node]]) -> list[Node]:
    """“Cụm 1: Nữ 18, Tất cả 45” – empty cells and boxes to tick are not read."""
    parts: list[Node] = []
    for head, cell in zip(node["head"], row, strict=True):
        if not plain(cell) or any(part["t"] == "tick" for part in cell):
            continue
        if not parts:
            parts = [*cell, text(": ")]
        else:
            parts += [*([text(", ")] if len(parts) > 2 else []), *head, text(" "), *cell]
    return parts
