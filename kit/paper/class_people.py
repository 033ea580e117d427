"""The papers of a class that are about its people: lists to sign, consent, codes, certificates."""

from __future__ import annotations

from datetime import timedelta

from kit.classroom.folder import MODES, ROOM, NotAClass, Person, TrainingClass
from kit.classroom.slips import Slip, Slips
from kit.document.make import box, cards, heading, para, roomy, strong, table, text, tick
from kit.document.markdown import parse
from kit.document.nodes import Block, Blocks, Certificate, Figure, Node, PageBreak, Paragraph, Text
from kit.document.qr import qr
from kit.document.tree import changed, walk
from kit.messages import say
from kit.report.result_words import class_words, mode_words
from kit.vietnamese import format_date

SLIPS = 6  # of consent on a page


def sign_in_sheets(klass: TrainingClass) -> list[Block]:
    """A list for each day and mode, with room to sign morning and afternoon; names stand in it where they were given."""
    blocks: list[Block] = []
    for n, _ in enumerate(klass.days, 1):
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
                    PageBreak(),
                    heading(title, 1),
                    *facts(klass, n - 1),
                    _list_to_sign(klass, people, mode),
                    *_sums(),
                ]
    return blocks


def _list_to_sign(klass: TrainingClass, people: list[Person], mode: str) -> Block:
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
    return roomy(made)


def _sums() -> list[Block]:
    """What settling accounts asks of a list: how many, who made it, who answers for it."""
    count = say("Cộng: ……… người có mặt buổi sáng, ……… người có mặt buổi chiều.")
    sign = say("Người lập danh sách: ……………………………   Đại diện ban tổ chức: ……………………………")
    return [para(text(count)), para(text(sign))]


def consent(klass: TrainingClass) -> list[Block]:
    """The words to read aloud, once; slips to copy, every box empty; and slips to count by, which name nobody."""
    folder = klass.library.home / "exercises" / "class"
    read, slip, count = (
        [_with_boxes(_filled(node, klass)) for node in parse((folder / f"{name}.md").read_text(encoding="utf-8"))]
        for name in ("consent", "consent-slip", "count-slip")
    )
    slips = [box("card", "", slip)] * SLIPS
    return [*read, PageBreak(), *slips, PageBreak(), cards(2, [count] * 8, height=4.5)]


def _filled(node: Block, klass: TrainingClass) -> Block:
    """The class's own words put in the places of the text."""
    places = {
        "{class}": klass.title,
        "{organiser}": klass.about("organiser") or say("đơn vị tổ chức"),
        "{keep-until}": klass.about("keep-until") or "……",
    }

    def one(part: Node) -> Node:
        if not isinstance(part, Text):
            return part
        words = part.words
        for place, said in places.items():
            words = words.replace(place, said)
        return text(words)

    return changed(node, one)


def _with_boxes(node: Block) -> Block:
    """“[ ] words” becomes an empty box and the words."""
    first = next((n for n in walk(node) if isinstance(n, Text)), None)
    if not isinstance(node, Paragraph) or first is None or not first.words.startswith("[ ] "):
        return node
    return para(tick(), "  " + first.words.removeprefix("[ ] "), *node.inside[1:])


def code_slips(klass: TrainingClass) -> list[Block]:
    """A slip to cut out for each person: the code, the form to take before the course, and how a telephone comes in.

    The QR stands on it where it was told under which address telephones reach the class.
    """
    slips = Slips(klass)
    dealt, address = slips.deal([person.code for person in klass.people]), slips.address
    items: list[Blocks] = [_slip(klass, person, dealt[person.code], address) for person in klass.people]
    how = say(
        "Cắt theo đường đứt. Mỗi người một mã, dùng suốt khóa học: gõ mã này khi vào máy, ghi mã này trên phiếu. Bốn số là riêng của mỗi người, đừng cho người khác xem."
    )
    phone = say(
        "Dùng điện thoại: vào mạng Wi-Fi của lớp, mở máy ảnh, quét mã vuông. Không quét được thì vào {address}, gõ mã và bốn số.",
        address=address,
    )
    told = [para(text(how)), *([para(text(phone))] if address else [])]
    return [heading(say("Mã học viên"), 1), *told, cards(3, items, height=6.2 if address else 3.9)]


def _slip(klass: TrainingClass, person: Person, slip: Slip, address: str) -> Blocks:
    words = [para(text(klass.title)), Paragraph([strong(f"{person.code} · {slip.figures}")], large=True)]
    if person.first:
        words.append(para(text(say("Làm trước: phiếu {form}", form=person.first).replace(" ", "\u00a0"))))
    if not address:
        return words
    drawn = Figure(say("Mã QR của {code}", code=person.code), svg=qr(f"{address}v/{slip.secret}"))
    how = para(text(say("Quét mã, hoặc vào {address}, gõ mã và bốn số.", address=address)), small=True)
    return [*words[1:], drawn, how]  # the QR takes the place of the title: nine to a sheet


def certificates(klass: TrainingClass) -> list[Block]:
    """A page for each person who is to get one: the name where it was given, else a line to write it on."""
    names, people = klass.names, [p for p in klass.people if p.certificate]
    if not people:
        raise NotAClass(say("Không có ai được cấp giấy. Xem cột “Cấp giấy chứng nhận” trong danh sách lớp."))
    minutes = sum(step.minutes for day in klass.days for step in day.steps if not step.pause)
    hours = round(minutes / 60)
    return [
        Certificate(
            organiser=klass.about("organiser").upper(),
            title=say("GIẤY CHỨNG NHẬN"),
            gives=say("Chứng nhận ông/bà"),
            name=names.get(person.code, ""),
            unit=f"{say('Đơn vị')}: {person.unit}" if person.unit else "",
            words=say("đã hoàn thành {class_}", class_=class_words(klass.title)),
            when=say(
                "từ ngày {starts} đến ngày {ends}, tại {place}",
                starts=klass.about("starts"),
                ends=klass.about("ends"),
                place=klass.about("place") or "……",
            ),
            hours=say("Thời lượng: {n} giờ", n=hours) if hours else "",
            code=say("Mã học viên: {code}", code=person.code),
            number=say("Số vào sổ: ……………"),
            day=say("…………, ngày …… tháng …… năm ……"),
            signer="……………………………",
            how=say("(chức vụ, ký, đóng dấu, ghi rõ họ tên)"),
        )
        for person in people
    ]


def facts(klass: TrainingClass, day: int | None = None) -> list[Block]:
    """Who holds the class, what it is, its place, and its days or the one day that the sheet is for."""
    starts = klass.day("starts")
    when = f"{klass.about('starts')}–{klass.about('ends')}"
    if day is not None and starts is not None:
        when = format_date(starts + timedelta(days=day))
    said = [klass.about("organiser"), klass.title, klass.about("place"), when]
    return [para(text(" · ".join(part for part in said if part.strip("–"))))]
