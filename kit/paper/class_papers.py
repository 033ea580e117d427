"""What a class needs on paper, by the names of the files: the run sheet, answer and tally sheets, and the papers of its people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kit.classroom.clock import past_minutes, slots
from kit.classroom.folder import TrainingClass
from kit.classroom.tallies import exercises_of
from kit.course.modules import Day
from kit.document.make import heading, para, roomy, slanted, strong, table, text, tick
from kit.document.nodes import AnswerBoxes, Block, CutLine, Inlines, Leaf, NameLines, PageBreak, WritingLines
from kit.document.sheet import Sheet, laid
from kit.kinds.letters import Lettered, letter
from kit.messages import say
from kit.paper.class_people import code_slips, consent, facts, sign_in_sheets
from kit.paper.programme import clock
from kit.paper.scan_sheets import answer_boxes, own_sheets
from kit.paper.words import priority_words
from kit.vietnamese import format_date

CASCADE_ROWS = 8
WELCOME = 30  # minutes before the day starts
Make = Callable[[TrainingClass], list[Block]]


def papers(klass: TrainingClass) -> dict[str, Make]:
    """Every paper of a class by the name of its file, each made when asked for."""
    forms = {f"answers-{form.lower()}": _answers_of(form) for form in klass.forms}
    return {
        "sign-in": sign_in_sheets,
        "consent": consent,
        "codes": code_slips,
        "run-sheet": run_sheet,
        "evaluation": evaluation_form,
        "cascade": cascade_sheet,
        **forms,
        **({"own-before": own_sheets("before"), "own-after": own_sheets("after")} if len(klass.forms) > 1 else {}),
        "tally": tally_sheets,
    }


def paper(klass: TrainingClass, blocks: list[Block], day: date, *, large: bool = False) -> Sheet:
    """A sheet of the class with its name above."""
    pictures: dict[str, bytes] = {}
    drawn = laid(blocks, pictures)
    return Sheet(
        "class", klass.title, "", klass.module.version, format_date(day), blocks=drawn, pictures=pictures, large=large
    )


# ── how the day runs ──
def run_sheet(klass: TrainingClass) -> list[Block]:
    """Each day's slots with clock, plan, what they took before, and a column for today's minutes."""
    past = past_minutes(klass.library, klass.module.id, klass.id)
    blocks: list[Block] = []
    for n, day in enumerate(klass.days):
        blocks += [PageBreak(), heading(say("Chương trình chi tiết: {title}", title=day.title), 1), *facts(klass, n)]
        blocks.append(_day_slots(klass, day, past))
    how = say(
        "Cột “Lần trước”: số phút các lớp trước đã dùng (lấy số đứng giữa), trong ngoặc là số lớp. Thiếu giờ thì bỏ phần “có thể bỏ” trước, rồi mới đến phần “nên làm”."
    )
    return [*blocks, slanted(how)]


def _day_slots(klass: TrainingClass, day: Day, past: dict[str, list[int]]) -> Block:
    head = [say("Giờ"), say("Nội dung"), say("Phút"), say("Lần trước"), say("Ưu tiên"), say("Phút thực hiện")]
    now = day.starts.hour * 60 + day.starts.minute
    opening = day == klass.days[0]
    first = say("Đón, phát mã, ký danh sách, đọc và thu phiếu đồng ý") if opening else say("Đón, ký danh sách")
    rows: list[list[Inlines]] = [[[text(word)] for word in (clock(now - WELCOME), first, str(WELCOME), "", "", "")]]
    for slot in slots(klass.module, day, past):
        before = say("{n} ({m} lớp)", n=slot.past, m=slot.classes) if slot.classes else ""
        words = [
            clock(now),
            slot.title,
            str(slot.minutes),
            before,
            priority_words(slot.priority) if slot.teaches else "",
            "",
        ]
        rows.append([[text(word)] for word in words])
        now += slot.minutes
    return table([[text(word)] for word in head], rows, [0.9, 4.6, 0.8, 1.3, 1.4, 1.1])


# ── answers on paper ──
def _answers_of(form: str) -> Make:
    def make(klass: TrainingClass) -> list[Block]:
        found = exercises_of(klass, form)
        items = [answer_boxes(str(n), exercise) for n, exercise in enumerate(found, 1)]
        one: list[Block] = [
            para(strong(say("Phiếu trả lời {form}", form=form)), f" · {klass.title}", sticky=True),
            NameLines([say("Mã học viên"), say("Ngày")]),
            para(
                strong(say("Làm khi nào:")),
                text("  "),
                tick(),
                text(f" {say('trước khóa học')}     "),
                tick(),
                text(f" {say('sau khóa học')}"),
            ),
            slanted(
                say(
                    "Đánh dấu X vào một ô mỗi câu. Câu có nhiều dòng: Đ là đúng, S là sai. Đổi ý thì khoanh tròn ô cũ, đánh X ô mới."
                )
            ),
            AnswerBoxes(items),
        ]
        return [*one, CutLine(), *one]

    return make


def tally_sheets(klass: TrainingClass) -> list[Block]:
    """Where a helper writes how many hands went up, question by question, lesson by lesson."""
    blocks: list[Block] = []
    lessons = klass.library.lessons[klass.module.id]
    who = say("Nhóm (khoanh một): trực tiếp – trực tuyến. Có mặt lúc đếm: ………  Người đếm: ………………")
    how = say("Đếm đầu người, không đếm máy. Nhóm bốn người giơ một thẻ là bốn. Gạch từng nhóm năm vạch cho khỏi nhầm.")
    for plan in klass.module.lessons:
        exercises = [klass.library.exercise(name) for name in lessons[plan.id].exercises]
        lettered = [(e, len(e.option_ids)) for e in exercises if isinstance(e, Lettered)]
        if not lettered:
            continue
        most = max(options for _, options in lettered)
        rows = [
            [
                [strong(klass.library.number(e.id))],
                *([] if n < options else [text("✕")] for n in range(most)),
                [],
                [],
            ]
            for e, options in lettered
        ]
        head = [say("Câu"), *(letter(n) for n in range(most)), say("Không giơ"), say("Cộng")]
        made = table([[text(word)] for word in head], rows, [0.9, *[1.0] * most, 1.1, 1.0])
        title = plan.title
        top: list[Block] = [heading(say("Đếm tay"), 1), *facts(klass), para(text(who)), slanted(how)]
        blocks += [*(top if not blocks else []), heading(title, 2), roomy(made)]
    return blocks


# ── the end of the class ──
def evaluation_form(klass: TrainingClass) -> list[Block]:
    """One page: a box for each word of the scale, and two things in one's own words; no name, no code."""
    sheet = klass.workbook.sheet("reaction")
    scale = [field.title for field in sheet.fields[1:]]
    rows = [
        [[text(row["question"])], *([tick()] for _ in scale)]
        for row in klass.book.rows("reaction")
        if row.get("question")
    ]
    asked = [say("Điều tôi hiểu rõ nhất:"), say("Điều tôi còn mờ:"), say("Lần sau nên thay đổi:")]
    blocks: list[Block] = [heading(say("Phiếu góp ý"), 1), para(text(klass.title)), para(text(say("Không ghi tên, không ghi mã. Mỗi dòng đánh dấu một ô. Ai không viết được thì nhờ người mình tin đánh dấu giúp.")))]  # fmt: skip
    blocks.append(roomy(table([[], *([text(word)] for word in scale)], rows, [3.6, *[1.0] * len(scale)])))
    for words in asked:
        blocks += [para(strong(words)), WritingLines(2)]
    return blocks


def cascade_sheet(klass: TrainingClass) -> list[Block]:
    """Which communes and villages repeat the course, when, by whom, what was cut: to write by hand."""
    sheet = klass.workbook.sheet("cascade")
    fields = [f for f in sheet.fields if f.id not in ("held", "came")]
    filled = [[[text(row.get(f.id, ""))] for f in fields] for row in klass.book.rows("cascade")]
    rows = filled + [[[] for _ in fields] for _ in range(max(3, CASCADE_ROWS - len(filled)))]
    head = [[text(f.title)] for f in fields]
    made = roomy(table(head, rows, [2.2, 1.3, 1.7, 1.3, 1.0, 1.1, 2.2]))
    core = say(
        "Phần không được cắt: quy tắc an toàn, phần hỏi đáp hai chiều, phần báo lại cho bà con. Cắt phần khác thì ghi vào cột cuối."
    )
    return [Leaf([heading(say("Kế hoạch nhân rộng"), 1), *facts(klass), para(text(core)), made], across=True)]
