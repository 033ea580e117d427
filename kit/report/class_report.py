"""The report of a class: one page to read, annexes to check; as PDF and as a Word file in either office layout.

Everything stands in it as counts; no group under five is told apart, no code, no name.
"""

from __future__ import annotations

from datetime import date, timedelta

from kit.classroom import overview, parallel_tests
from kit.classroom.disclosure import COUNTS_ONLY, SMALLEST_GROUP, without_people
from kit.classroom.figures import Figures
from kit.classroom.folder import TrainingClass, whole
from kit.document.make import para, strong, text
from kit.document.nodes import Block, Break, Heading, OnePage, PageBreak
from kit.document.official import DOTS, Layout, foot_of, head_of, official_docx
from kit.document.sheet import Sheet, laid
from kit.document.tree import plain
from kit.messages import say
from kit.report import result_words
from kit.report.annexes import annexes, held, reaction
from kit.vietnamese import format_date, format_number

LESSONS_ON_FRONT, WEAKEST = 3, 3
YEARS, LATEST = 3650, 9900  # days ahead that anyone plans; years that a calendar has
TO_FILL = " ".join(["………………"] * 6)  # parts, so that a line can end between them
GOOD = 0.7  # share of a form from which offices speak of having passed

REPORT_NUMBER = f"{DOTS}/BC-{DOTS}"  # as reports are numbered


def report_sheet(found: Figures, day: date, signer: str, head: Block | None = None) -> Sheet:
    """The report as nodes: summary, below its head where it has one, then annexes on pages of their own."""
    summary = OnePage([*([head] if head else []), *front(found), foot_of(signer)])
    taken: dict[str, bytes] = {}
    blocks = laid([summary, PageBreak(), *annexes(found)], taken)
    return Sheet(
        "report",
        without_people(found.klass.title, found.klass),
        "",
        "1",
        format_date(day),
        blocks=blocks,
        pictures=taken,
    )


def report_pdf(found: Figures, layout: Layout, day: date) -> bytes:
    """The report as PDF, its head as the layout has it."""
    from kit.document.typst import pdf

    return pdf(report_sheet(found, day, say("CHỨC VỤ NGƯỜI KÝ"), _head(found.klass, layout)))


def _head(klass: TrainingClass, layout: Layout) -> Block:
    organiser = without_people(klass.about("organiser"), klass)
    return head_of(organiser, layout, number=REPORT_NUMBER, small=1.5)  # the PDF's letters are wider than Word's


def report_docx(found: Figures, layout: Layout, day: date) -> bytes:
    """The report as a Word file that an office can go on with."""
    return official_docx(
        report_sheet(found, day, say("CHỨC VỤ NGƯỜI KÝ")),
        layout,
        without_people(found.klass.about("organiser"), found.klass),
        number=REPORT_NUMBER,
    )


# ── the first page ──
def front(found: Figures) -> list[Block]:
    """Purpose and place, who came, content, results, opinions, what went well and not, money, what comes next."""
    klass = found.klass
    title = say("Kết quả {class_}", class_=result_words.class_words(without_people(klass.title, klass)))
    blocks: list[Block] = [Heading(1, [text(say("BÁO CÁO")), Break(), text(title)])]
    parts = [
        (say("1. Mục đích, thời gian, địa điểm."), _where(klass)),
        (say("2. Thành phần."), _who(found)),
        (say("3. Nội dung, phương pháp."), _held_words(klass)),
        (say("4. Kết quả."), _result_words(found)),
        (say("5. Học viên góp ý."), _reaction_words(klass)),
        (say("6. Ưu điểm, hạn chế, nguyên nhân, bài học."), _lessons_words(klass)),
        (say("7. Kinh phí."), klass.about("money") or say("Có báo cáo riêng.")),
        (say("8. Đề xuất, việc tiếp theo."), _next_words(klass)),
    ]
    return [*blocks, *(para(strong(head + " "), without_people(words, klass)) for head, words in parts)]


def _where(klass: TrainingClass) -> str:
    basis = say("Căn cứ: {basis}", basis=sentence(klass.about("basis"))) if klass.about("basis") else ""
    place = say(
        "Cấp {level}; từ {starts} đến {ends}; tại {place}.",
        level=klass.about("level").lower() or "……",
        starts=klass.about("starts"),
        ends=klass.about("ends"),
        place=klass.about("place") or "……",
    )
    purpose = sentence(klass.about("purpose")) or say("Mục đích: {dots}.", dots=TO_FILL)
    return " ".join(part for part in (basis, purpose, place) if part)


def _who(found: Figures) -> str:
    klass = found.klass
    heads = overview.head_counts(klass)
    total = int(heads["mode"].sum())
    modes, sexes = (plain(result_words.people_rows(heads)[n][1]) for n in (0, 1))
    first = say("Danh sách {n} người ({modes}).", n=format_number(total), modes=modes)
    present = overview.present(klass)
    if present:
        low, high = format_number(min(present)), format_number(max(present))
        first += " " + (say("Có mặt {n} người mỗi buổi.", n=low) if low == high else say("Có mặt từ {low} đến {high} người mỗi buổi.", low=low, high=high))  # fmt: skip
    ethnic = result_words.ethnic_words(klass, total)
    parts = [first, say("Giới tính: {sexes}. Dân tộc thiểu số: {ethnic}.", sexes=sexes, ethnic=ethnic)]
    if klass.about("trainers"):
        parts.append(say("Giảng viên, ban tổ chức: {roles}", roles=sentence(klass.about("trainers"))))
    return " ".join(parts)


def _held_words(klass: TrainingClass) -> str:
    planned, real, left = held(klass)
    minutes = (
        say("Thời gian học (không kể khai mạc, nghỉ, bế mạc): kế hoạch {planned} phút, thực hiện {real} phút; bỏ {n} hoạt động.", planned=format_number(planned), real=format_number(real), n=len(left))
        if real
        else say("Thời gian học theo kế hoạch {planned} phút; lớp không bấm giờ nên không có số phút thực hiện.", planned=format_number(planned))
    )  # fmt: skip
    lessons = say("Chuyên đề “{module}”, {n} bài.", module=klass.module.title, n=len(klass.module.lessons))
    return " ".join([lessons, minutes, sentence(klass.about("methods"))]).strip()


def _result_words(found: Figures) -> str:
    change = found.change.change
    words = []
    if change.n >= SMALLEST_GROUP:
        words.append(say(
            "{n} người làm đủ phiếu trước và sau: {up} tăng, {same} giữ nguyên, {down} giảm.",
            n=change.n, up=change.up, same=change.same, down=change.down,
        ))  # fmt: skip
    if change.n >= COUNTS_ONLY:
        before, after = change.pairs["before"], change.pairs["after"]
        words.append(say(
            "Điểm trung bình: trước {before}, sau {after} (thang 100); điểm giữa (trung vị): trước {low}, sau {high}.",
            before=result_words.points(change.mean_before), after=result_words.points(change.mean_after),
            low=result_words.points(before.median()), high=result_words.points(after.median()),
        ))  # fmt: skip
        words.append(say(
            "Đạt từ {n} điểm: trước {a} người, sau {b} người.",
            n=round(100 * GOOD), a=int((before >= GOOD - 1e-9).sum()), b=int((after >= GOOD - 1e-9).sum()),
        ))  # fmt: skip
    weak = _weakest(found)
    if weak:
        words.append(say("Cần ôn thêm nhất: {items}.", items="; ".join(weak)))
    return " ".join(words) or say("Chưa có phiếu trước và sau của ít nhất {n} người.", n=SMALLEST_GROUP)


def _weakest(found: Figures) -> list[str]:
    """The questions that fewest had right afterwards, each with what it is about: nobody has the sheet at hand."""
    klass = found.klass
    questions = parallel_tests.question_change(klass, found.table)
    asked = questions[questions["after_n"] >= SMALLEST_GROUP]
    asked = asked[asked["after_right"] < asked["after_n"]]
    order = (asked["after_right"] / asked["after_n"]).sort_values(kind="stable").head(WEAKEST).index
    goals = {o.id: o.text for o in klass.module.objectives}
    form = next(iter(klass.forms.values()), "")
    names = klass.library.lessons[klass.module.id][form].exercises if form else []
    return [
        say(
            "câu {n}, về việc {goal} ({right} người đúng)",
            n=n, goal=_small_first(goals.get(klass.library.exercise(names[n - 1]).objective, "")),
            right=result_words.share(int(asked.loc[n, "after_right"]), int(asked.loc[n, "after_n"])).replace(" (", ", ").rstrip(")"),
        )
        for n in order
    ]  # fmt: skip


def _small_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _reaction_words(klass: TrainingClass) -> str:
    rows = reaction(klass)
    if not rows:
        return say("Không có số liệu của ít nhất {n} phiếu góp ý.", n=SMALLEST_GROUP)
    content = [(question, counts[0] + counts[1], sum(counts)) for question, counts in rows]
    best = max(content, key=lambda row: row[1] / row[2])
    worst = min(content, key=lambda row: row[1] / row[2])
    return say(
        "Thu {n} phiếu. Được đánh giá cao nhất: “{best}”, {b} người trả lời câu này chọn rất đúng hoặc khá đúng. Thấp nhất: “{worst}”, {w}.",
        n=max(row[2] for row in content), best=best[0], b=f"{best[1]}/{best[2]}",
        worst=worst[0], w=f"{worst[1]}/{worst[2]}",
    )  # fmt: skip


def _lessons_words(klass: TrainingClass) -> str:
    rows = [row for row in klass.book.rows("lessons") if row.get("what")][:LESSONS_ON_FRONT]
    good = say("Việc làm tốt: {what}", what=sentence(klass.about("strengths"))) if klass.about("strengths") else ""
    if not rows:
        return f"{good} {TO_FILL}".strip()
    lines = []
    for n, row in enumerate(rows, 1):
        parts = [f"({n}) {sentence(row['what'])}"]
        parts += [say("Nguyên nhân: {why}", why=sentence(row["why"]))] if row.get("why") else []
        parts += [say("Lần sau: {next}", next=sentence(row["next"]))] if row.get("next") else []
        lines.append(" ".join(parts))
    return " ".join([good, *lines]).strip()


def sentence(words: str) -> str:
    """Words that end in one full stop; nothing of nothing."""
    return f"{words.strip().rstrip('. ')}." if words.strip() else ""


def _next_words(klass: TrainingClass) -> str:
    ends, book = klass.day("ends"), klass.book
    days = [whole(row["days"]) for row in book.values["follow-up"] if row["days"] is not None]
    dates = [format_date(ends + timedelta(days=n)) for n in days if n <= YEARS] if ends and ends.year < LATEST else []
    places = [row for row in book.rows("cascade") if row.get("place")]
    parts = [sentence(klass.about("proposals"))]
    parts.append(say("Dự kiến nhân rộng ở {n} nơi.", n=len(places)) if places else say("Chưa ghi kế hoạch nhân rộng."))
    if dates:
        parts.append(say("Hỏi lại học viên các ngày {days}.", days=", ".join(dates)))
    return " ".join(part for part in parts if part)
