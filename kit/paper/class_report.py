"""The report of a class: one page to read, annexes to check; as PDF and as a Word file in either office layout.

Everything stands in it as counts; no group under five is shown, no code, no name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from kit.classroom import overview, pictures, told
from kit.classroom.clock import dropped, real_minutes, slots
from kit.classroom.folder import TrainingClass, whole
from kit.classroom.items import item_statistics, test_statistics
from kit.classroom.results import Judge, results, stale_words
from kit.classroom.small import COUNTS_ONLY, SMALLEST_GROUP
from kit.classroom.told import Cell, cell, para, percent, strong, table
from kit.markdown import Node
from kit.messages import say
from kit.paper.assemble import lay
from kit.paper.forms.nodes import fitted
from kit.paper.official import DOTS, Layout, official_docx
from kit.paper.sheet import Sheet
from kit.vietnamese import format_date, format_number

LESSONS_ON_FRONT, WEAKEST = 3, 3


@dataclass(frozen=True)
class Findings:
    """What a report is made of, worked out once."""

    klass: TrainingClass
    judge: Judge
    table: pd.DataFrame
    notes: list[str]

    @classmethod
    def of(cls, klass: TrainingClass) -> Findings:
        judge = Judge(klass)
        found, notes = results(klass, judge)
        return cls(klass, judge, found, [*notes, *stale_words(found)])


def report_sheet(found: Findings, day: date) -> Sheet:
    """The report as a tree: summary, then annexes on pages of their own."""
    blocks = [*front(found), signature(), {"t": "page"}, *annexes(found)]
    taken: dict[str, bytes] = {}
    for node in blocks:
        if node["t"] == "figure" and "svg" in node:
            node["src"] = lay(node.pop("svg").encode(), ".svg", taken)
    return Sheet("report", found.klass.title, "", "1", format_date(day), blocks=blocks, pictures=taken)


def report_pdf(found: Findings, layout: Layout, day: date) -> bytes:
    """The report as PDF, its head as the layout has it."""
    from kit.paper.typst import pdf

    sheet = report_sheet(found, day)
    sheet.blocks.insert(0, letterhead(found.klass, layout))
    return pdf(sheet)


def report_docx(found: Findings, layout: Layout, day: date) -> bytes:
    """The report as a Word file that an office can go on with."""
    return official_docx(report_sheet(found, day), layout, found.klass.about("organiser"))


# ── the first page ──
def front(found: Findings) -> list[Node]:
    """Basis, who and when, programme, what was learnt, what people said, lessons, what comes next: one page."""
    klass = found.klass
    title = f"{say('Báo cáo kết quả lớp tập huấn')}: {klass.title}"
    blocks: list[Node] = [{"t": "heading", "level": 1, "c": cell(title)}]
    if basis := klass.about("basis"):
        blocks.append(para(strong(say("Căn cứ:") + " "), basis))
    blocks += [para(strong(say("1. Lớp.") + " "), _where(klass)), para(strong(say("2. Người học.") + " "), _who(found))]
    blocks.append(para(strong(say("3. Chương trình.") + " "), _held_words(klass)))
    blocks.append(para(strong(say("4. Kết quả.") + " "), _result_words(found)))
    blocks.append(para(strong(say("5. Học viên góp ý.") + " "), _reaction_words(klass)))
    blocks += [para(strong(say("6. Bài học rút ra.")), *_short_lessons(klass))]
    blocks.append(para(strong(say("7. Việc tiếp theo.") + " "), _next_words(klass)))
    return blocks


def _where(klass: TrainingClass) -> str:
    return say(
        "Cấp {level}; từ {starts} đến {ends}; tại {place}. Chuyên đề: {module}.",
        level=klass.about("level").lower() or "……",
        starts=klass.about("starts"),
        ends=klass.about("ends"),
        place=klass.about("place") or "……",
        module=klass.module.title,
    )


def _who(found: Findings) -> str:
    heads = overview.head_counts(found.klass)
    total = int(heads["mode"].sum())
    modes = told.people_rows(heads)[0][1][0]["s"]
    sexes = told.people_rows(heads)[1][1][0]["s"]
    ethnic = told.ethnic_words(found.klass, total)
    return say(
        "{n} người ({modes}). Giới tính: {sexes}. Dân tộc thiểu số: {ethnic}.",
        n=format_number(total),
        modes=modes,
        sexes=sexes,
        ethnic=ethnic,
    )


def _held_words(klass: TrainingClass) -> str:
    planned, real, left = held(klass)
    if not real:
        return say(
            "Phần học theo kế hoạch {planned} phút; không bấm giờ nên không có phút thật.",
            planned=format_number(planned),
        )
    return say(
        "Phần học (không kể khai mạc, nghỉ, bế mạc): kế hoạch {planned} phút, thực hiện {real} phút; bỏ {n} hoạt động.",
        planned=format_number(planned),
        real=format_number(real),
        n=len(left),
    )


def _result_words(found: Findings) -> str:
    change = overview.before_after(found.klass, found.table)
    words = []
    if change.n >= SMALLEST_GROUP:
        words.append(
            say(
                "{n} người làm đủ phiếu trước và sau: {up} tăng, {same} giữ nguyên, {down} giảm.",
                n=change.n,
                up=change.up,
                same=change.same,
                down=change.down,
            )
        )
        if change.n >= COUNTS_ONLY:
            words.append(
                say(
                    "Trung bình {before} lên {after} trên 100 điểm.",
                    before=told.points(change.mean_before),
                    after=told.points(change.mean_after),
                )
            )
    questions = overview.question_change(found.klass, found.table)
    asked = questions[questions["after_n"] >= SMALLEST_GROUP]
    weak = (asked["after_right"] / asked["after_n"]).sort_values(kind="stable").head(WEAKEST)
    if len(weak):
        shown = [
            f"{say('câu {number}', number=n)} {told.share(int(asked.loc[n, 'after_right']), int(asked.loc[n, 'after_n']))}"
            for n in weak.index
        ]
        words.append(say("Yếu nhất sau lớp: {items}.", items="; ".join(shown)))
    return " ".join(words) or say("Chưa có phiếu trước và sau của ít nhất {n} người.", n=SMALLEST_GROUP)


def reaction(klass: TrainingClass) -> list[tuple[str, list[int]]]:
    """Question and sheets by word of the scale, of the questions that anyone answered."""
    fields = [field.id for field in klass.workbook.sheet("reaction").fields[1:]]
    rows = []
    for n, row in enumerate(klass.book.values["reaction"]):
        counts = [whole(row[name]) for name in fields]
        if sum(counts) >= SMALLEST_GROUP:
            rows.append((klass.book.text("reaction", n, "question"), counts))
    return rows


def _reaction_words(klass: TrainingClass) -> str:
    rows = reaction(klass)
    if not rows:
        return say("Chưa nhập phiếu góp ý (cần ít nhất {n} phiếu).", n=SMALLEST_GROUP)
    content = [(question, counts[0] + counts[1], sum(counts)) for question, counts in rows]
    best = max(content, key=lambda row: row[1] / row[2])
    worst = min(content, key=lambda row: row[1] / row[2])
    return say(
        "{n} phiếu. Nhiều người thấy đúng nhất: “{best}” ({b}). Ít người thấy đúng nhất: “{worst}” ({w}).",
        n=max(row[2] for row in content),
        best=best[0],
        b=told.share(best[1], best[2]),
        worst=worst[0],
        w=told.share(worst[1], worst[2]),
    )


def _short_lessons(klass: TrainingClass) -> list[Node | str]:
    rows = [row for row in klass.book.rows("lessons") if row.get("what")][:LESSONS_ON_FRONT]
    if not rows:
        return [" " + say("(người lập báo cáo ghi ba điều, ở trang Hồ sơ lớp)")]
    return [
        f" ({n}) {_sentence(row['what'])} {_sentence(row.get('next', ''))}".rstrip() for n, row in enumerate(rows, 1)
    ]


def _sentence(words: str) -> str:
    return f"{words.rstrip('. ')}." if words.strip() else ""


def _next_words(klass: TrainingClass) -> str:
    ends, book = klass.day("ends"), klass.book
    days = [whole(row["days"]) for row in book.values["follow-up"] if row["days"] is not None]
    dates = [format_date(ends + timedelta(days=n)) for n in days] if ends else []
    places = [row["place"] for row in book.rows("cascade") if row.get("place")]
    cascade = (
        say("{n} nơi nhân rộng đã có ngày và người phụ trách.", n=len(places))
        if places
        else say("Chưa ghi kế hoạch nhân rộng.")
    )
    return " ".join([cascade, say("Hỏi lại học viên ngày {days}.", days=", ".join(dates))] if dates else [cascade])


# ── the annexes ──
def annexes(found: Findings) -> list[Node]:
    """People, programme, questions, item analysis, evaluation, lessons, follow-up, cascade."""
    klass, parts = found.klass, []
    parts.append((say("Người học"), _people(found)))
    parts.append((say("Chương trình đã thực hiện"), _programme(klass)))
    parts.append((say("Trước và sau"), _before_after(found)))
    parts.append((say("Phân tích câu hỏi của phiếu"), _analysis(found)))
    parts.append((say("Bài tập trong lớp"), _practice(found)))
    parts.append((say("Phiếu góp ý"), _reaction_table(klass)))
    parts.append((say("Bài học rút ra"), _sheet_table(klass, "lessons")))
    parts.append((say("Hỏi lại sau 30, 90, 180 ngày"), _sheet_table(klass, "follow-up")))
    parts.append((say("Kế hoạch nhân rộng"), _sheet_table(klass, "cascade")))
    if klass.about("money"):
        parts.append((say("Kinh phí"), [para(klass.about("money"))]))
    parts.append((say("Số liệu được gộp thế nào"), _method(found)))
    blocks: list[Node] = []
    for n, (title, inside) in enumerate(parts, 1):
        words = say("Phụ lục {n}. {title}", n=n, title=title)
        blocks += [{"t": "heading", "level": 2, "c": cell(words)}, *inside]
    return blocks


def _people(found: Findings) -> list[Node]:
    heads = overview.head_counts(found.klass)
    rows = told.people_rows(heads)
    rows.append([cell(say("Dân tộc thiểu số")), cell(told.ethnic_words(found.klass, int(heads["mode"].sum())))])
    blocks = [table([say("Chia theo"), say("Số người")], rows, [1.3, 5.0])]
    present = [
        [cell(row["session"]), cell(row.get("room", "")), cell(row.get("online", "")), cell(row.get("note", ""))]
        for row in found.klass.book.rows("attendance")
        if row.get("room") or row.get("online")
    ]
    if present:
        head = [say("Buổi"), say("Có mặt trực tiếp"), say("Có mặt trực tuyến"), say("Ghi chú")]
        blocks.append(table(head, present, [1.6, 1.2, 1.2, 2.0]))
    return blocks


def held(klass: TrainingClass) -> tuple[int, int, list[str]]:
    """Minutes of teaching, planned and real (0 where no clock ran), and what was left out."""
    real = real_minutes(klass)
    taught = {slot.id: slot.minutes for day in _days(klass) for slot in slots(klass.module, day) if slot.teaches}
    return sum(taught.values()), sum(real.get(name, 0) for name in taught), dropped(klass)


def _days(klass: TrainingClass) -> list[Any]:
    return list(klass.programme.days) if klass.programme else []


def _programme(klass: TrainingClass) -> list[Node]:
    real, left = real_minutes(klass), set(dropped(klass))
    rows: list[list[Cell]] = []
    for day in _days(klass):
        rows.append([[strong(day.title)], [], [], []])
        for slot in slots(klass.module, day):
            took = say("bỏ") if slot.id in left else str(real.get(slot.id, "")) or "–"
            apart = real[slot.id] - slot.minutes if slot.id in real else None
            said = "" if apart is None else f"{'+' if apart > 0 else ''}{format_number(apart)}"
            rows.append([cell(slot.title), cell(slot.minutes), cell(took), cell(said)])
    head = [say("Nội dung"), say("Phút kế hoạch"), say("Phút thật"), say("Chênh")]
    note = [] if real else [para({"t": "em", "c": cell(say("Lớp không bấm giờ: cột phút thật để trống."))})]
    return [table(head, rows, [5.0, 1.2, 1.0, 0.9]), *note]


def _before_after(found: Findings) -> list[Node]:
    change = overview.before_after(found.klass, found.table)
    blocks = told.change_blocks(change)
    if chart := pictures.change_chart(change):
        blocks.append({"t": "figure", "svg": chart.svg, "alt": chart.alt})
    questions = overview.question_change(found.klass, found.table)
    if questions[["before_n", "after_n"]].sum().sum():
        blocks.append(told.question_change_table(questions))
        blocks.append(para(say("Mỗi dòng gộp câu cùng số của phiếu A và phiếu B: hai câu song song, cùng mục tiêu.")))
    return blocks


def _analysis(found: Findings) -> list[Node]:
    klass, blocks = found.klass, []
    for name, form in klass.forms.items():
        marks = overview.marks(found.table, form)
        if len(marks):
            numbers = {e: klass.library.number(e) for e in marks.columns}
            blocks.append({"t": "para", "sticky": True, "c": [strong(say("Phiếu {name}", name=name))]})
            blocks += told.analysis_blocks(item_statistics(marks), test_statistics(marks), numbers)
    return blocks or [para(say("Chưa có phiếu nào."))]


def _practice(found: Findings) -> list[Node]:
    klass, blocks = found.klass, []
    for plan in klass.module.lessons:
        items = [i for i in overview.items(klass, found.judge, found.table, plan.id) if i.asked]
        if items:
            blocks.append({"t": "para", "sticky": True, "c": [strong(plan.title)]})
            blocks.append(told.items_table(items, klass, wrongs=False))
    head = para({"t": "em", "c": cell(say("Tính câu trả lời đầu tiên, trước khi xem nhận xét."))})
    return [head, *blocks] if blocks else [para(say("Không thu bài tập trong lớp."))]


def _reaction_table(klass: TrainingClass) -> list[Node]:
    rows = reaction(klass)
    if not rows:
        return [para(say("Chưa nhập phiếu góp ý (cần ít nhất {n} phiếu).", n=SMALLEST_GROUP))]
    scale = [field.title for field in klass.workbook.sheet("reaction").fields[1:]]
    cells = [
        [cell(question), *(cell(n) for n in counts), cell(percent(counts[0] + counts[1], sum(counts)))]
        for question, counts in rows
    ]
    return [table([say("Câu hỏi"), *scale, say("Hai mức đầu")], cells, [3.6, *[1.0] * len(scale), 1.0])]


def _sheet_table(klass: TrainingClass, name: str) -> list[Node]:
    sheet, book = klass.workbook.sheet(name), klass.book
    rows = [n for n, row in enumerate(book.rows(name)) if any(row.values())]
    fields = [f for f in sheet.fields if any(book.text(name, n, f.id) for n in rows)] or list(sheet.fields[:3])
    cells = [[cell(book.text(name, n, f.id)) for f in fields] for n in rows] or [[cell("") for _ in fields]] * 3
    return [fitted(table([f.title for f in fields], cells, [1.0] * len(fields)))]


def _method(found: Findings) -> list[Node]:
    n = SMALLEST_GROUP
    lines = [
        say("Đếm đầu người: nhóm bốn người chung một máy là bốn. Phiếu trước và sau làm một mình."),
        say("Gộp bài trên máy, phiếu giấy và số đếm giơ tay. Một câu của một người chỉ tính một lần."),
        say("Nhóm dưới {n} người được gộp lại để không nhận ra ai. Không có tên, không có mã trong báo cáo này.", n=n),
        say("Nhận xét về câu hỏi: dưới 10 người chỉ đếm; dưới 30 người chưa tính tương quan."),
    ]
    source = {
        kind: int(found.table.loc[found.table["source"] == kind, "people"].sum())
        for kind in ("screen", "paper", "hands")
    }
    lines.append(say("Số câu trả lời: trên máy {screen}, trên giấy {paper}, giơ tay {hands}.", **source))
    lines += [words for words in found.notes if not _names_anyone(words, found.klass)]
    return [{"t": "list", "ordered": False, "items": [[{"t": "para", "c": cell(line)}] for line in lines]}]


def _names_anyone(words: str, klass: TrainingClass) -> bool:
    return any(person.code in words for person in klass.people) or "?" in words


# ── head and foot of the PDF ──
def letterhead(klass: TrainingClass, layout: Layout) -> Node:
    """Who writes, at the left; the national title, or place and day, at the right."""

    def line(words: str, size: float, *, bold: bool = False, italic: bool = False) -> dict[str, Any]:
        return {"s": words, "size": size, "bold": bold, "italic": italic}

    left = [line(klass.about("organiser").upper() or DOTS * 3, 11, bold=True), line(f"{say('Số')}: {DOTS}", 11)]
    day = line(say("{place}, ngày {dots} tháng {dots} năm {dots}", place=DOTS, dots="……"), 11, italic=True)
    nation = [
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11, bold=True),
        line("Độc lập - Tự do - Hạnh phúc", 11.5, bold=True),
        line("―――――――", 9),
    ]
    return {"t": "letterhead", "left": left, "right": [*(nation if layout == "state" else []), day]}


def signature() -> Node:
    """Who gets it, at the left; who signs, at the right."""
    copies = [f"- {DOTS * 2};", f"- {say('Lưu')}: {DOTS}."]
    return {"t": "signature", "to": say("Nơi nhận:"), "copies": copies, "signer": say("CHỨC VỤ NGƯỜI KÝ"), "how": say("(ký, ghi rõ họ tên)")}  # fmt: skip
