"""The annexes of a class report: people, programme, questions, opinions, lessons, what comes after."""

from __future__ import annotations

import pandas as pd

from kit.classroom import overview, parallel_tests
from kit.classroom.clock import dropped, real_minutes, slots
from kit.classroom.disclosure import CORRELATIONS, SMALLEST_GROUP, can_part, without_people
from kit.classroom.figures import Figures
from kit.classroom.folder import TrainingClass, whole
from kit.classroom.items import item_statistics, test_statistics
from kit.document.make import bullets, cell, heading, para, strong, table
from kit.document.nodes import Block, Emphasis, Figure, Inlines, WritingLines
from kit.messages import say
from kit.report import result_charts, result_words, test_words
from kit.report.result_words import percent
from kit.vietnamese import format_number


def annexes(found: Figures) -> list[Block]:
    """Every annex under its heading."""
    klass = found.klass
    parts = [
        (say("Học viên"), _people(found)),
        (say("Chương trình đã thực hiện"), _programme(klass)),
        (say("Trước và sau"), _before_after(found)),
        (say("Bài tập trong lớp"), _practice(found)),
        (say("Phiếu góp ý"), _reaction_table(klass)),
        (say("Bài học rút ra"), _sheet_table(klass, "lessons")),
        (say("Theo dõi sau lớp"), _sheet_table(klass, "follow-up")),
        (say("Kế hoạch nhân rộng"), _sheet_table(klass, "cascade", but=("who",))),
        (say("Chất lượng câu hỏi (dành cho người soạn phiếu)"), _analysis(found)),
        (say("Số liệu được gộp thế nào"), _method(found)),
    ]
    blocks: list[Block] = []
    for n, (title, inside) in enumerate(parts, 1):
        words = say("Phụ lục {n}. {title}", n=n, title=title)
        blocks += [heading(words, 2), *inside]
    return blocks


def _people(found: Figures) -> list[Block]:
    heads = overview.head_counts(found.klass)
    rows = result_words.people_rows(heads)
    rows.append([cell(say("Dân tộc thiểu số")), cell(result_words.ethnic_words(found.klass, int(heads["mode"].sum())))])
    blocks: list[Block] = [table([say("Chia theo"), say("Số người")], rows, [1.3, 5.0])]
    apart = can_part(heads["mode"])  # else the sessions would tell the size of the small group
    present = [
        [cell(row["session"]), *_present_cells(row, apart=apart), cell(_safe(row, "note", found))]
        for row in found.klass.book.rows("attendance")
        if row.get("room") or row.get("online")
    ]
    if present:
        shown = [say("Có mặt trực tiếp"), say("Có mặt trực tuyến")] if apart else [say("Có mặt")]
        head = [say("Buổi"), *shown, say("Ghi chú")]
        blocks.append(table(head, present, [1.6, *[1.2] * len(shown), 2.0]))
    return blocks


def _present_cells(row: dict[str, str], *, apart: bool) -> list[Inlines]:
    if apart:
        return [cell(row.get("room", "")), cell(row.get("online", ""))]
    counts = [int(text) for text in (row.get("room", ""), row.get("online", "")) if text.isdecimal()]
    return [cell(sum(counts))]


def _safe(row: dict[str, str], name: str, found: Figures) -> str:
    return without_people(row.get(name, ""), found.klass)


def held(klass: TrainingClass) -> tuple[int, int, list[str]]:
    """Minutes of learning, planned and real (0 where no clock ran), and the slots that were left out."""
    real = real_minutes(klass)
    taught = {slot.id: slot.minutes for day in klass.days for slot in slots(klass.module, day) if slot.teaches}
    return sum(taught.values()), sum(real.get(name, 0) for name in taught), dropped(klass)


def _programme(klass: TrainingClass) -> list[Block]:
    real, left = real_minutes(klass), set(dropped(klass))
    if not real:
        return [para(say("Lớp không bấm giờ, nên không có số phút thực hiện. Chương trình: xem kế hoạch của lớp."))]
    rows: list[list[Inlines]] = []
    for day in klass.days:
        rows.append([[strong(day.title)], [], [], []])
        for slot in slots(klass.module, day):
            took = say("bỏ") if slot.id in left else str(real.get(slot.id, "")) or "–"
            apart = real[slot.id] - slot.minutes if slot.id in real else None
            said = "" if apart is None else f"{'+' if apart > 0 else ''}{format_number(apart)}"
            rows.append([cell(slot.title), cell(slot.minutes), cell(took), cell(said)])
    head = [say("Nội dung"), say("Phút kế hoạch"), say("Phút thực hiện"), say("Chênh lệch")]
    return [table(head, rows, [5.0, 1.2, 1.2, 1.1])]


def _before_after(found: Figures) -> list[Block]:
    compared = found.change
    blocks = test_words.change_blocks(compared, SMALLEST_GROUP)
    many = compared.change.n >= CORRELATIONS  # fewer lines could be told by name
    chart = result_charts.change_chart(compared.change) if many else None
    if chart:
        blocks.append(Figure(chart.alt, svg=chart.svg))
    questions = parallel_tests.question_change(found.klass, found.table)
    if questions[["before_n", "after_n"]].max().max() >= SMALLEST_GROUP and not parallel_tests.one_is_small(
        found.table
    ):
        blocks.append(test_words.question_change_table(questions, SMALLEST_GROUP))
        blocks.append(
            para(
                say(
                    "Mỗi dòng gộp câu cùng số của phiếu A và phiếu B: hai câu song song, cùng mục tiêu. Tính mọi người đã làm, cả người chỉ làm một lần."
                )
            )
        )
    return blocks


def _analysis(found: Figures) -> list[Block]:
    klass = found.klass
    blocks: list[Block] = []
    for name, form in klass.forms.items():
        for moment, words in (("before", say("trước")), ("after", say("sau"))):
            marks = parallel_tests.marks(found.table, form, moment)
            if len(marks) >= SMALLEST_GROUP:
                title = say("Phiếu {name}, {moment} khóa học", name=name, moment=words)
                blocks += [
                    para(strong(title), sticky=True),
                    *_form_blocks(found, marks, form, moment),
                ]
    many = any(
        len(parallel_tests.marks(found.table, form, m)) >= CORRELATIONS
        for form in klass.forms.values()
        for m in parallel_tests.MOMENTS
    )
    return (
        [*blocks, *(test_words.analysis_advice() if many else [])]
        if blocks
        else [para(say("Chưa đủ {n} phiếu của một lần làm.", n=SMALLEST_GROUP))]
    )


def _form_blocks(found: Figures, marks: pd.DataFrame, form: str, moment: str) -> list[Block]:
    """Statistics of a form at one moment, then what was picked at each single choice."""
    library = found.klass.library
    numbers = {e: library.number(e) for e in marks.columns}
    score = marks.mean(axis=1)
    picked = [
        (numbers[name], library.exercise(name), chosen, score.reindex(chosen.index))
        for name in marks.columns
        if (chosen := parallel_tests.picks(found.klass, found.table, form, moment, name)) is not None
    ]
    statistics, whole = item_statistics(marks), test_statistics(marks)
    return [
        *test_words.analysis_blocks(statistics, whole, numbers, marks),
        *test_words.options_table(picked, with_key=False),
    ]


def _practice(found: Figures) -> list[Block]:
    klass = found.klass
    blocks: list[Block] = []
    for plan in klass.module.lessons:
        items = [i for i in overview.items(klass, found.judge, found.table, plan.id) if i.asked >= SMALLEST_GROUP]
        if items:
            blocks.append(para(strong(plan.title), sticky=True))
            blocks.append(result_words.items_table(items, klass, wrongs=False))
    note = say("Tính câu trả lời đầu tiên, trước khi xem nhận xét.")
    head = para(Emphasis(cell(note)), sticky=True)
    return [head, *blocks] if blocks else [para(say("Không thu bài tập trong lớp."))]


def reaction(klass: TrainingClass) -> list[tuple[str, list[int]]]:
    """Question and sheets by word of the scale, of the questions that enough people answered."""
    fields = [field.id for field in klass.workbook.sheet("reaction").fields[1:]]
    rows = []
    for n, row in enumerate(klass.book.values["reaction"]):
        counts = [whole(row[name]) for name in fields]
        if sum(counts) >= SMALLEST_GROUP:
            rows.append((klass.book.text("reaction", n, "question"), counts))
    return rows


def _reaction_table(klass: TrainingClass) -> list[Block]:
    rows = reaction(klass)
    if not rows:
        return [para(say("Không có số liệu của ít nhất {n} phiếu góp ý.", n=SMALLEST_GROUP))]
    scale = [field.title for field in klass.workbook.sheet("reaction").fields[1:]]
    cells = [
        [cell(question), *(cell(n) for n in counts), cell(percent(counts[0] + counts[1], sum(counts)))]
        for question, counts in rows
    ]
    return [table([say("Câu hỏi"), *scale, say("Rất đúng và khá đúng")], cells, [3.4, *[1.0] * len(scale), 1.2])]


def _sheet_table(klass: TrainingClass, name: str, but: tuple[str, ...] = ()) -> list[Block]:
    """A ledger of the class file, its empty columns and those of codes left out."""
    sheet, book = klass.workbook.sheet(name), klass.book
    rows = [n for n, row in enumerate(book.rows(name)) if any(row.values())]
    kept = [f for f in sheet.fields if f.id not in but]
    fields = [f for f in kept if any(book.text(name, n, f.id) for n in rows)] or kept[:3]
    cells = [[cell(without_people(book.text(name, n, f.id), klass)) for f in fields] for n in rows]
    if not cells:
        return [para(say("Chưa ghi.")), WritingLines(3)]
    return [table([f.title for f in fields], cells)]


def _method(found: Figures) -> list[Block]:
    n = SMALLEST_GROUP
    lines = [
        say("Đếm đầu người: nhóm bốn người chung một máy là bốn. Phiếu trước và sau làm một mình."),
        say("Gộp bài trên máy, phiếu giấy và số đếm giơ tay. Một câu của một người chỉ tính một lần."),
        say("Nhóm theo hình thức, đơn vị, giới tính, dân tộc dưới {n} người không nêu riêng, để không nhận ra ai. Không có tên, không có mã trong báo cáo này.", n=n),
        say("Nhận xét về câu hỏi: dưới 10 người chỉ đếm; dưới 30 người chưa tính tương quan."),
    ]  # fmt: skip
    heads = found.table[overview.answered(found.table)].groupby("source", observed=True)["people"].sum()
    source = {kind: format_number(int(heads.get(kind, 0))) for kind in ("screen", "paper", "hands")}
    lines.append(say("Số câu trả lời: trên máy {screen}, trên giấy {paper}, giơ tay {hands}.", **source))
    lines += [words for words in found.notes if not _names_anyone(words, found.klass)]
    return [bullets(cell(line) for line in lines)]


def _names_anyone(words: str, klass: TrainingClass) -> bool:
    return without_people(words, klass) != words or "?" in words
