"""What must hold in a filled workbook: every break is told with its sheet, row, field and cure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from kit.messages import say
from kit.vietnamese import format_number, one_spelling
from kit.workbooks.book import Book
from kit.workbooks.conditions import holds
from kit.workbooks.doubts import far_off
from kit.workbooks.finding import Finding
from kit.workbooks.model import Field, Rule, Sheet
from kit.workbooks.values import NotReadable, Value, as_fraction, shown, value_of


def check_book(book: Book, today: date) -> list[Finding]:
    """Everything that does not hold, in the order of the sheets and rows."""
    found = [f for sheet in book.workbook.sheets for f in _check_cells(book, sheet)]
    for rule in book.workbook.rules:
        found += [
            Finding(rule.sheet, row, rule.field, f"{rule.says} {detail}".strip(), rule.mend, rule.notice, rule.id)
            for row, detail in CHECKS[rule.check](book, rule, today)
        ]
    for sheet in book.workbook.sheets:
        found += far_off(book, sheet)
    order = {str(sheet.id): n for n, sheet in enumerate(book.workbook.sheets)}
    return sorted(found, key=lambda f: (order[f.sheet], f.row))


def _check_cells(book: Book, sheet: Sheet) -> Iterator[Finding]:
    for n, row in enumerate(book.rows(sheet.id), 1):
        filled = sheet.kind == "form" or any(row.values())
        for spec in sheet.typed:
            text = row.get(spec.id, "")
            if not text and spec.required and filled:
                told = say("“{title}” đang trống.", title=spec.title)
                yield Finding(sheet.id, n, spec.id, told, say("Điền vào."), empty=True)
            try:
                value_of(spec, text)
            except NotReadable as error:
                yield Finding(sheet.id, n, spec.id, str(error), say("Viết lại ô này."))


# A check gives (row, detail) for every break. A row where a figure is missing breaks nothing: missing is not nought.
Broken = Iterator[tuple[int, str]]


def _rows(book: Book, rule: Rule, today: date) -> Iterator[tuple[int, dict[str, Value | None]]]:
    for n, row in enumerate(book.values[rule.sheet], 1):
        if any(value is not None for value in row.values()) and all(holds(row, c, today) for c in rule.when):
            yield n, row


def _than(book: Book, than: str, row: dict[str, Value | None]) -> Fraction | None:
    """What the field is held against: a number, a field of the row, a field of a form."""
    if re.fullmatch(r"\d+", than):
        return Fraction(than)
    sheet, dot, name = than.partition(".")
    if not dot:
        return as_fraction(row.get(than))
    return as_fraction(book.values[sheet][0].get(name)) if book.values.get(sheet) else None


def _written(spec: Field, amount: Fraction) -> str:
    if spec.kind == "date":
        return shown(spec, date.fromordinal(int(amount)))
    return format_number(float(amount)) if amount.denominator != 1 else format_number(amount.numerator)


def _spec(book: Book, rule: Rule) -> Field:
    return book.workbook.sheet(rule.sheet).field(rule.field)


def _adds_up(book: Book, rule: Rule, today: date) -> Broken:
    spec = _spec(book, rule)
    for n, row in _rows(book, rule, today):
        parts = [as_fraction(row[name]) for name in rule.parts]
        whole = as_fraction(row[rule.field])
        if whole is None or None in parts:
            continue
        total = sum((p for p in parts if p is not None), Fraction(0))
        if total != whole:
            sum_ = " + ".join(_written(spec, p) for p in parts if p is not None)
            yield n, f"({sum_} = {_written(spec, total)}, {say('ghi')} {_written(spec, whole)})"


def _against(book: Book, rule: Rule, today: date, wrong: Callable[[Fraction, Fraction], bool]) -> Broken:
    spec = _spec(book, rule)
    for n, row in _rows(book, rule, today):
        value, than = as_fraction(row[rule.field]), _than(book, rule.than, row)
        if value is not None and than is not None and wrong(value, than):
            yield n, f"({_written(spec, value)}, {say('so với')} {_written(spec, than)})"


def _at_most(book: Book, rule: Rule, today: date) -> Broken:
    return _against(book, rule, today, lambda value, than: value > than)


def _at_least(book: Book, rule: Rule, today: date) -> Broken:
    return _against(book, rule, today, lambda value, than: value < than)


def _sum(book: Book, rule: Rule, today: date, wrong: Callable[[Fraction, Fraction], bool]) -> Broken:
    spec, rows = _spec(book, rule), list(_rows(book, rule, today))
    parts = [part for _, row in rows if (part := as_fraction(row[rule.field])) is not None]
    than = _than(book, rule.than, {})
    if parts and than is not None and wrong(total := sum(parts, Fraction(0)), than):
        yield 0, f"({say('cộng lại')} {_written(spec, total)}, {say('so với')} {_written(spec, than)})"


def _fills(book: Book, rule: Rule, today: date) -> Broken:
    return _sum(book, rule, today, lambda total, than: total != than)


def _sum_at_most(book: Book, rule: Rule, today: date) -> Broken:
    return _sum(book, rule, today, lambda total, than: total > than)


def _never_falls(book: Book, rule: Rule, today: date) -> Broken:
    spec = _spec(book, rule)
    last: dict[tuple[Value | None, ...], Fraction] = {}
    for n, row in _rows(book, rule, today):
        value, group = as_fraction(row[rule.field]), tuple(row[name] for name in rule.by)
        if value is None:
            continue
        if group in last and value < last[group]:
            yield n, f"({_written(spec, last[group])} → {_written(spec, value)})"
        last[group] = value


def _within(book: Book, rule: Rule, today: date) -> Broken:
    spec = _spec(book, rule)
    bounds = [_than(book, part, {}) for part in rule.parts]
    for n, row in _rows(book, rule, today):
        value = as_fraction(row[rule.field])
        if value is None or None in bounds:
            continue
        low, high = (bound for bound in bounds if bound is not None)
        if not low <= value <= high:
            yield n, f"({_written(spec, value)}; {say('kỳ')} {_written(spec, low)} – {_written(spec, high)})"


def _once(book: Book, rule: Rule, today: date) -> Broken:
    seen: dict[tuple[Value | None, ...], int] = {}
    for n, row in _rows(book, rule, today):
        whole = tuple(_compared(row[name]) for name in (rule.field, *rule.parts))
        if row[rule.field] is None:
            continue
        if whole in seen:
            yield n, say("(giống dòng {n})", n=seen[whole])
        seen.setdefault(whole, n)


def _compared(value: Value | None) -> Value | None:
    """Words without regard to capitals and blanks: “h01” is “H01”."""
    return one_spelling(value) if isinstance(value, str) else value


def _needs(book: Book, rule: Rule, today: date) -> Broken:
    for n, row in _rows(book, rule, today):
        if row[rule.field] is None:
            yield n, ""


def _among(book: Book, rule: Rule, today: date) -> Broken:
    for n, row in _rows(book, rule, today):
        if row[rule.field] is not None and row[rule.field] not in rule.values:
            yield n, f"({row[rule.field]})"


PHONE = re.compile(r"(?<!\d)(?:\+84|0)\d(?:[ .-]?\d){7,9}(?!\d)")
_CAPITAL = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_CALLED = r"(?:(?<!\w)(?:[Cc]hị|[Aa]nh|[Ôô]ng|[Bb]à|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]háu|[Nn]hà)|(?<!chị )(?<!Chị )(?<!trẻ )(?<!Trẻ )(?<!các )(?<!\w)[Ee]m)"
_PERSON = re.compile(
    rf"{_CALLED}\s+(?P<name>[{_CAPITAL}]\w*(?:\s+[{_CAPITAL}]\w*)*)|[{_CAPITAL}]\w+\s+Thị\s+[{_CAPITAL}]\w+|(?<!\w)[HY]['’]\s?[{_CAPITAL}]\w+"
)
_OFFICE = re.compile(
    r"(?:Phó\s+)?(?:Chủ tịch|Chủ nhiệm|Bí thư|Trưởng|Giám đốc|Hiệu trưởng|Chi hội trưởng|Tổ trưởng|Trạm trưởng|Cán bộ|Công chức|Hội|Ủy viên|Đại biểu)"
)
_PEOPLES = {"Kinh", "Tày", "Thái", "Mường", "Khmer", "Mông", "Nùng", "Dao", "Hoa", "Gia", "Ê", "Ba", "Chăm", "Sán", "Cơ", "Xơ", "Hrê", "Bru", "Hà", "Giáy", "Lô", "Kháng", "Khơ", "Xinh"}  # fmt: skip


def person_in(text: str) -> str:
    """The first name of a person that a text shows by its signs, "" for none; a title of office is no name."""
    named = next((m for m in _PERSON.finditer(text) if not _no_name(text, m)), None)
    return named[0] if named else ""


def _nobody(book: Book, rule: Rule, today: date) -> Broken:
    """A name after a form of address, or a telephone number; the title of an office is no name."""
    for n, row in _rows(book, rule, today):
        text = str(row[rule.field] or "")
        phone = PHONE.search(text)
        if found := phone[0] if phone else person_in(text):
            yield n, f"(“{found}”)"


def _no_name(text: str, found: re.Match[str]) -> bool:
    """An office after a form of address, or the name of a people: “chị Chủ tịch Hội”, “bà con”, “anh em Mông”."""
    name = found["name"]
    return bool(name) and (
        bool(_OFFICE.match(text, found.start("name"))) or (name.split()[0] in _PEOPLES and " " not in name)
    )


def _late(book: Book, rule: Rule, today: date) -> Broken:
    for n, row in _rows(book, rule, today):
        day = row[rule.field]
        if isinstance(day, date) and day < today:
            yield n, say("(quá {n} ngày)", n=(today - day).days)


CHECKS: dict[str, Callable[[Book, Rule, date], Broken]] = {
    "adds-up": _adds_up, "at-most": _at_most, "at-least": _at_least, "fills": _fills, "sum-at-most": _sum_at_most,
    "never-falls": _never_falls, "within": _within, "once": _once, "needs": _needs, "among": _among,
    "nobody": _nobody, "late": _late,
}  # fmt: skip
