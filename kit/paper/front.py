"""What stands before the lessons: cover, aims, how the days run, contents, every key in one table."""

from __future__ import annotations

from collections.abc import Sequence

from kit.course import LessonPlan, Library, Module
from kit.document.make import box, bullets, heading, labelled, para, slanted, strong, table, text
from kit.document.markdown import inline, parse
from kit.document.nodes import Block, Break, Contents, Inline, Inlines, NameLines, PageBreak, PageOf, Title
from kit.messages import say
from kit.paper.assemble import Assembler
from kit.paper.exercises import key_words, said_locally
from kit.paper.programme import programme_tables


def points(lines: Sequence[str]) -> Block:
    """A list of short Markdown lines."""
    return bullets(inline(line) for line in lines)


def key_messages(library: Library, module: Module) -> Block:
    """What is to be remembered, each with what the province says of it in its languages."""
    lines: list[list[Inline]] = []
    for n, message in enumerate(module.key_messages, 1):
        local = library.local_message(module.id, n)
        lines.append([*inline(message), *(part for each in local for part in (Break(), *said_locally(each)))])
    return bullets(lines)


def front_matter(assembler: Assembler, module: Module, plans: list[LessonPlan]) -> list[Block]:
    """Cover, what learners will be able to do, and for trainers how the days run and where every key is."""
    trainer, whole = assembler.edition == "trainer", len(plans) > 1
    blocks: list[Block] = [Title(cover=whole)]
    if assembler.edition == "learner":
        blocks.append(NameLines([say("Tên gọi hoặc mã"), say("Ngày"), say("Nhóm")]))
    if whole or trainer:
        blocks += parse(module.summary)
        blocks += [labelled(say("Dành cho:"), module.audience)]
    used = {o for plan in plans for activity in plan.activities for o in activity.objectives}
    goals = tuple(o.text for o in module.objectives if o.id in used)
    if whole:
        blocks += [para(strong(say("Sau khi học, bạn có thể:")), sticky=True), points(goals)]
        blocks += [para(strong(say("Điều cần nhớ:")), sticky=True), key_messages(assembler.library, module)]
    if trainer:
        blocks += trainer_front(module, whole=whole)
    if whole:
        blocks.append(Contents())
        blocks += key_table(assembler, module, plans) if trainer else []
    return blocks


def trainer_front(module: Module, *, whole: bool) -> list[Block]:
    """Safety, and for a whole module materials and programmes; how a lesson runs stands at its head."""
    blocks: list[Block] = []
    if module.safety:
        blocks.append(box("safety", say("An toàn"), parse(module.safety)))
    if not whole:
        return blocks
    if module.prerequisites:
        blocks += [para(strong(say("Học viên cần:")), sticky=True), points(module.prerequisites)]
    blocks += [para(strong(say("Chuẩn bị:")), sticky=True), points(module.materials)]
    how = say("Khi thiếu giờ: bỏ “có thể bỏ” trước, rồi đến “nên làm”. Phút của từng hoạt động nằm trong khung đầu mỗi bài; ghi phút thật vào cột cuối của khung ấy.")  # fmt: skip
    return [*blocks, *programme_tables(module), slanted(how)]


def key_table(assembler: Assembler, module: Module, plans: list[LessonPlan]) -> list[Block]:
    """Every key with its page here and in the learner's book: found in ten seconds while the class waits."""
    library = assembler.library
    rows: list[list[Inlines]] = []
    for plan in plans:
        for name in library.lessons[module.id][plan.id].exercises:
            exercise, number = library.exercise(name), library.number(name)
            page = assembler.pages.get(name)
            rows.append(
                [
                    [strong(number)],
                    [text(key_words(exercise) or say("không có đúng sai"))],
                    [text(page or "")],
                    [PageOf(name, number)],
                ]
            )
    head = [say("Bài tập"), say("Đáp án"), say("Trang bản học viên"), say("Trang bản này")]
    return [PageBreak(), heading(say("Bảng đáp án"), 2), table(head, rows, [0.8, 6.4, 0.9, 0.9])]
