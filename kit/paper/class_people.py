"""The papers of a class that are about its people: lists to sign, consent, codes, certificates."""

from __future__ import annotations

from datetime import timedelta

from kit.classroom.folder import MODES, ROOM, NotAClass, Person, TrainingClass
from kit.classroom.told import mode_words
from kit.course.modules import Day
from kit.markdown import Node, parse, walk
from kit.messages import say
from kit.paper.forms.nodes import cards, fitted, para, strong, table, text, tick
from kit.vietnamese import format_date


def sign_in_sheets(klass: TrainingClass) -> list[Node]:
    """A list for each day and mode, with room to sign morning and afternoon; names stand in it where they were given."""
    blocks: list[Node] = []
    for n, _ in enumerate(days_of(klass), 1):
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
                    *facts(klass, n - 1),
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
        words = (
            node["s"]
            .replace("{class}", klass.title)
            .replace("{organiser}", klass.about("organiser") or say("đơn vị tổ chức"))
        )
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


def certificates(klass: TrainingClass) -> list[Node]:
    """A page for each person who is to get one: the name where it was given, else a line to write it on."""
    names, people = klass.names, [p for p in klass.people if p.certificate]
    if not people:
        raise NotAClass(say("Không có ai được cấp giấy. Xem cột “Cấp giấy chứng nhận” trong danh sách lớp."))
    minutes = sum(step.minutes for day in days_of(klass) for step in day.steps if not step.pause)
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


def days_of(klass: TrainingClass) -> list[Day]:
    return list(klass.programme.days) if klass.programme else []


def facts(klass: TrainingClass, day: int | None = None) -> list[Node]:
    """Who holds the class, what it is, its place, and its days or the one day that the sheet is for."""
    starts = klass.day("starts")
    when = f"{klass.about('starts')}–{klass.about('ends')}"
    if day is not None and starts is not None:
        when = format_date(starts + timedelta(days=day))
    said = [klass.about("organiser"), klass.title, klass.about("place"), when]
    return [para(text(" · ".join(part for part in said if part.strip("–"))))]
