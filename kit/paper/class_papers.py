"""What a class needs on paper: lists to sign, consent, codes, the run sheet, answer and tally sheets, certificates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from kit.classroom.clock import past_minutes, slots
from kit.classroom.folder import MODES, ROOM, NotAClass, Person, TrainingClass
from kit.classroom.tallies import exercises_of
from kit.classroom.told import mode_words
from kit.course.modules import Day
from kit.kinds import Exercise
from kit.kinds.letters import letter
from kit.markdown import Node, parse, walk
from kit.messages import say
from kit.paper.forms.nodes import cards, fitted, para, strong, table, text, tick
from kit.paper.programme import clock
from kit.paper.sheet import Sheet
from kit.paper.words import priority_words
from kit.vietnamese import format_date

CASCADE_ROWS = 8
WELCOME = 30  # minutes before the day starts
Make = Callable[[TrainingClass], list[Node]]


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
        "tally": tally_sheets,
    }


def paper(klass: TrainingClass, blocks: list[Node], day: date, *, large: bool = False) -> Sheet:
    """A sheet of the class with its name above."""
    return Sheet("class", klass.title, "", "1", format_date(day), blocks=blocks, large=large)


# ── who is here ──
def sign_in_sheets(klass: TrainingClass) -> list[Node]:
    """A list for each day and mode, with room to sign morning and afternoon; names stand in it where they were given."""
    blocks: list[Node] = []
    for n, _ in enumerate(_days(klass), 1):
        for mode in MODES.values():
            people = [p for p in klass.people if p.mode == mode]
            words = mode_words(mode).lower()
            title = (
                say("Danh sách ký tên, ngày {n}: {mode}", n=n, mode=words)
                if mode == ROOM
                else say("Danh sách điểm danh, ngày {n}: {mode}", n=n, mode=words)
            )
            if people:
                blocks += [
                    {"t": "page"},
                    heading(title),
                    *_facts(klass, n - 1),
                    _list_to_sign(klass, people, mode),
                    *_sums(),
                ]
    return blocks


def _list_to_sign(klass: TrainingClass, people: list[Person], mode: str) -> Node:
    names = klass.names
    signed = [say("Ký buổi sáng"), say("Ký buổi chiều")]
    if mode != ROOM:
        signed = [say("Có mặt sáng"), say("Có mặt chiều")]
    head = [say("TT"), say("Mã"), say("Họ và tên"), say("Đơn vị"), *signed]
    rows = [
        [[text(str(n))], [strong(p.code)], [text(names.get(p.code, ""))], [text(p.unit)], [], []]
        for n, p in enumerate(people, 1)
    ]
    rows += [[[text(str(len(people) + n))], [], [], [], [], []] for n in (1, 2)]
    made = table([[text(word)] for word in head], rows, [0.7, 1.1, 2.9, 3.0, 1.6, 1.6])
    return {**made, "roomy": True}


def _sums() -> list[Node]:
    """What settling accounts asks of a list: how many, who made it, who answers for it."""
    count = say("Cộng: ……… người có mặt buổi sáng, ……… người có mặt buổi chiều.")
    sign = say("Người lập danh sách: ……………………………   Đại diện ban tổ chức: ……………………………")
    return [para(text(count)), para(text(sign))]


def consent(klass: TrainingClass) -> list[Node]:
    """The words to read aloud, once; slips to copy, every box empty; and slips to count by, which name nobody."""
    folder = klass.library.home / "exercises" / "class"
    read, slip, count = (
        [_with_boxes(_filled(node, klass)) for node in parse((folder / f"{name}.md").read_text(encoding="utf-8"))]
        for name in ("consent", "consent-slip", "count-slip")
    )
    slips = [{"t": "box", "style": "card", "title": "", "meta": "", "c": slip}] * 4
    return [*(fitted(node) for node in read), {"t": "page"}, *slips, {"t": "page"}, cards(2, [count] * 8, height=4.5)]


def _filled(node: Node, klass: TrainingClass) -> Node:
    """The class's own words put in the places of the text."""
    if node.get("t") == "text":
        words = node["s"].replace("{organiser}", klass.about("organiser") or say("đơn vị tổ chức"))
        return text(words.replace("{keep-until}", klass.about("keep-until") or "……"))
    return {key: _each(part, klass) for key, part in node.items()}


def _each(part: object, klass: TrainingClass) -> object:
    if isinstance(part, list):
        return [_each(inner, klass) for inner in part]
    return _filled(part, klass) if isinstance(part, dict) else part


def _with_boxes(node: Node) -> Node:
    """“[ ] words” becomes an empty box and the words."""
    first = next((n for n in walk([node]) if n["t"] == "text"), None)
    if node["t"] != "para" or first is None or not first["s"].startswith("[ ] "):
        return node
    return para(tick(), text("  " + first["s"].removeprefix("[ ] ")), *node["c"][1:])


def code_slips(klass: TrainingClass) -> list[Node]:
    """A slip to cut out for each person: the code, and the form to take before the course."""
    lines = [(p, say("Làm trước: phiếu {form}", form=p.first)) for p in klass.people]
    items: list[list[Node]] = [[para(text(klass.title)), para(strong(p.code)), para(text(told))] for p, told in lines]
    how = say("Cắt theo đường đứt. Mỗi người một mã, dùng suốt khóa học: gõ mã này khi vào máy, ghi mã này trên phiếu.")
    return [heading(say("Mã học viên")), para(text(how)), cards(3, items, height=3.4)]


# ── how the day runs ──
def run_sheet(klass: TrainingClass) -> list[Node]:
    """Each day's slots with clock, plan, what they took before, and a column for today's minutes."""
    past = past_minutes(klass.library, klass.module.id, klass.id)
    blocks: list[Node] = []
    for n, day in enumerate(_days(klass)):
        blocks += [{"t": "page"}, heading(say("Chương trình chi tiết: {title}", title=day.title)), *_facts(klass, n)]
        blocks.append(_day_slots(klass, day, past))
    how = say(
        "Cột “Lần trước”: số phút các lớp trước đã dùng (lấy số đứng giữa), trong ngoặc là số lớp. Thiếu giờ thì bỏ phần “có thể bỏ” trước, rồi mới đến phần “nên làm”."
    )
    return [*blocks, para({"t": "em", "c": [text(how)]})]


def _day_slots(klass: TrainingClass, day: Day, past: dict[str, list[int]]) -> Node:
    head = [say("Giờ"), say("Nội dung"), say("Phút"), say("Lần trước"), say("Ưu tiên"), say("Phút thực hiện")]
    now = day.starts.hour * 60 + day.starts.minute
    first = say("Đón, phát mã, ký danh sách, đọc và thu phiếu đồng ý")
    rows: list[list[list[Node]]] = [[[text(word)] for word in (clock(now - WELCOME), first, str(WELCOME), "", "", "")]]
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
    def make(klass: TrainingClass) -> list[Node]:
        found = exercises_of(klass, form)
        items = [answer_boxes(str(n), exercise) for n, exercise in enumerate(found, 1)]
        one: list[Node] = [
            {
                "t": "para",
                "sticky": True,
                "c": [strong(say("Phiếu trả lời {form}", form=form)), text(f" · {klass.title}")],
            },
            {"t": "namelines", "labels": [say("Mã học viên"), say("Ngày"), say("Trước / sau")]},
            para(
                {
                    "t": "em",
                    "c": [
                        text(
                            say(
                                "Đánh dấu X vào một ô mỗi câu. Câu có nhiều dòng: Đ là đúng, S là sai. Đổi ý thì khoanh tròn ô cũ, đánh X ô mới."
                            )
                        )
                    ],
                }
            ),
            {"t": "answers", "items": items},
        ]
        return [*one, {"t": "cutline"}, *one]

    return make


def answer_boxes(label: str, exercise: Exercise) -> Node:
    """The boxes of one item: letters, Đ and S for each claim, or a line with its unit."""
    options = getattr(exercise, "options", None)
    if options:
        return {"label": label, "rows": [["", *(letter(n) for n in range(len(options)))]], "unit": ""}
    claims = getattr(exercise, "statements", None)
    if claims:
        return {
            "label": label,
            "rows": [[letter(n).lower(), say("Đ"), say("S")] for n in range(len(claims))],
            "unit": "",
        }
    return {"label": label, "rows": [], "unit": getattr(exercise, "unit", "") if exercise.kind == "number" else ""}


def tally_sheets(klass: TrainingClass) -> list[Node]:
    """Where a helper writes how many hands went up, question by question, lesson by lesson."""
    blocks: list[Node] = []
    lessons = klass.library.lessons[klass.module.id]
    who = say("Nhóm (khoanh một): trực tiếp – trực tuyến. Có mặt lúc đếm: ………  Người đếm: ………………")
    how = say("Đếm đầu người, không đếm máy. Nhóm bốn người giơ một thẻ là bốn. Gạch từng nhóm năm vạch cho khỏi nhầm.")
    for plan in klass.module.lessons:
        exercises = [klass.library.exercise(name) for name in lessons[plan.id].exercises]
        lettered = [e for e in exercises if getattr(e, "options", None) and e.kind != "read-chart"]
        if not lettered:
            continue
        most = max(len(getattr(e, "options", ())) for e in lettered)
        rows = [
            [
                [strong(klass.library.number(e.id))],
                *([] if n < len(getattr(e, "options", ())) else [text("✕")] for n in range(most)),
                [],
                [],
            ]
            for e in lettered
        ]
        head = [say("Câu"), *(letter(n) for n in range(most)), say("Không giơ"), say("Cộng")]
        made = table([[text(word)] for word in head], rows, [0.9, *[1.0] * most, 1.1, 1.0])
        title = say("Đếm tay: {title}", title=plan.title)
        blocks += [{"t": "page"}, heading(title), *_facts(klass), para(text(who)), para({"t": "em", "c": [text(how)]})]
        blocks.append({**made, "roomy": True})
    return blocks


# ── the end of the class ──
def evaluation_form(klass: TrainingClass) -> list[Node]:
    """One page: a box for each word of the scale, and two things in one's own words; no name, no code."""
    sheet = klass.workbook.sheet("reaction")
    scale = [field.title for field in sheet.fields[1:]]
    rows = [
        [[text(row["question"])], *([tick()] for _ in scale)]
        for row in klass.book.rows("reaction")
        if row.get("question")
    ]
    asked = [say("Điều tôi hiểu rõ nhất:"), say("Điều tôi còn mờ:"), say("Lần sau nên thay đổi:")]
    blocks: list[Node] = [heading(say("Phiếu góp ý")), para(text(klass.title)), para(text(say("Không ghi tên, không ghi mã. Mỗi dòng đánh dấu một ô. Ai không viết được thì nhờ người mình tin đánh dấu giúp.")))]  # fmt: skip
    blocks.append({**table([[], *([text(word)] for word in scale)], rows, [3.6, *[1.0] * len(scale)]), "roomy": True})
    for words in asked:
        blocks += [para(strong(words)), {"t": "lines", "n": 2}]
    return blocks


def cascade_sheet(klass: TrainingClass) -> list[Node]:
    """Which communes and villages repeat the course, when, by whom, what was cut: to write by hand."""
    sheet = klass.workbook.sheet("cascade")
    fields = [f for f in sheet.fields if f.id not in ("held", "came")]
    filled = [[[text(row.get(f.id, ""))] for f in fields] for row in klass.book.rows("cascade")]
    rows = filled + [[[] for _ in fields] for _ in range(max(3, CASCADE_ROWS - len(filled)))]
    head = [[text(f.title)] for f in fields]
    made = {**table(head, rows, [2.2, 1.3, 1.7, 1.3, 1.0, 1.1, 2.2]), "roomy": True}
    core = say(
        "Phần không được cắt: quy tắc an toàn, phần hỏi đáp hai chiều, phần báo lại cho bà con. Cắt phần khác thì ghi vào cột cuối."
    )
    return [
        {"t": "leaf", "across": True, "c": [heading(say("Kế hoạch nhân rộng")), *_facts(klass), para(text(core)), made]}
    ]


def certificates(klass: TrainingClass) -> list[Node]:
    """A page for each person who is to get one: the name where it was given, else a line to write it on."""
    names, people = klass.names, [p for p in klass.people if p.certificate]
    if not people:
        raise NotAClass(say("Không có ai được cấp giấy. Xem cột “Cấp giấy chứng nhận” trong danh sách lớp."))
    minutes = sum(step.minutes for day in _days(klass) for step in day.steps if not step.pause)
    hours = round(minutes / 60)
    return [
        {
            "t": "certificate",
            "organiser": klass.about("organiser").upper(),
            "title": say("GIẤY CHỨNG NHẬN"),
            "gives": say("Chứng nhận ông/bà"),
            "name": names.get(person.code, ""),
            "unit": f"{say('Đơn vị')}: {person.unit}" if person.unit else "",
            "words": say("đã hoàn thành lớp tập huấn “{title}”", title=klass.title),
            "when": say(
                "từ ngày {starts} đến ngày {ends}, tại {place}",
                starts=klass.about("starts"),
                ends=klass.about("ends"),
                place=klass.about("place") or "……",
            ),
            "hours": say("Thời lượng: {n} giờ", n=hours) if hours else "",
            "code": say("Mã học viên: {code}", code=person.code),
            "number": say("Số vào sổ: ……………"),
            "day": say("…………, ngày …… tháng …… năm ……"),
            "signer": "……………………………",
        }
        for person in people
    ]


def heading(words: str, level: int = 1) -> Node:
    """A heading of plain words."""
    return {"t": "heading", "level": level, "c": [text(words)]}


def _days(klass: TrainingClass) -> list[Day]:
    return list(klass.programme.days) if klass.programme else []


def _facts(klass: TrainingClass, day: int | None = None) -> list[Node]:
    """The class, its place, and its days or the one day that the sheet is for."""
    starts = klass.day("starts")
    when = f"{klass.about('starts')}–{klass.about('ends')}"
    if day is not None and starts is not None:
        when = format_date(starts + timedelta(days=day))
    said = [klass.title, klass.about("place"), when]
    return [para(text(" · ".join(part for part in said if part.strip("–"))))]
