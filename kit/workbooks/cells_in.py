"""A cell of a table as the text that a person would have typed into a field, and what is to be asked about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from kit.messages import say
from kit.tables import Cell, written
from kit.vietnamese import NotADate, format_date, format_number, parse_date, soon
from kit.vietnamese.old_codes import in_unicode, lost_letters, old_code
from kit.workbooks.finding import Finding
from kit.workbooks.model import Field, Sheet
from kit.workbooks.values import NUMBERS

FIRST_DAY = date(1899, 12, 30)  # day 0 of Excel's count, as LibreOffice has it
EARLY, LATE = 29_000, 74_000  # 1979 to 2102: numbers that are days when they stand in a column of days


@dataclass(frozen=True)
class Doubt:
    """What there is to say of a cell: it cannot be read, or (`notice`) it was read in a way to look at."""

    sentence: str
    remedy: str
    notice: bool = False


def text_of(spec: Field, cell: Cell) -> tuple[str, Doubt | None]:
    """The text of a cell, and a doubt where there is one; a cell that cannot be read is "" with a doubt."""
    if cell.complaint:
        sentence = cell.complaint[:1].upper() + cell.complaint[1:]
        return "", Doubt(f"{sentence}.", say("Mở tệp, sửa ô này, lưu lại."))
    value = cell.value
    if value is None:
        return "", None
    if isinstance(value, str):
        return _typed(spec, value, cell.font)
    if isinstance(value, date) and not (spec.kind == "clock" and isinstance(value, datetime)):
        return format_date(value.date() if isinstance(value, datetime) else value), None
    if isinstance(value, time | datetime):
        return f"{value.hour:02d}:{value.minute:02d}", None
    if isinstance(value, timedelta):
        return f"{int(value.total_seconds()) // 3600:02d}:{int(value.total_seconds()) // 60 % 60:02d}", None
    if isinstance(value, bool):
        return written(cell), None
    return _number(spec, value, cell.shape)


def _number(spec: Field, value: float, shape: str) -> tuple[str, Doubt | None]:
    if spec.kind == "clock" and 0 <= value < 1:
        minutes = round(value * 1440)
        return f"{minutes // 60:02d}:{minutes % 60:02d}", None
    if spec.kind == "date" and EARLY <= value <= LATE:
        day = format_date(FIRST_DAY + timedelta(days=int(value)))
        told = say("Ô ngày đang là số {value}, có thể là ngày {day}.", value=value, day=day)
        return "", Doubt(told, say("Trong Excel định dạng ô này thành Ngày, hoặc gõ lại ngày."))
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if spec.kind == "percent" and "%" in shape:
        exact *= 100
    if spec.kind in NUMBERS:
        return format_number(exact), None
    return (str(int(exact)) if exact == exact.to_integral_value() else format_number(exact)), None


def _typed(spec: Field, text: str, font: str) -> tuple[str, Doubt | None]:
    """Words as they stand; letters of an old code, days with a short year and figures with a foreign comma are asked about."""
    if code := old_code(text, font):
        told = say("“{old}” viết bằng bảng mã cũ {code}, đổi ra là “{new}”.", old=text[:40], code=code, new=in_unicode(text, code, font)[:40])  # fmt: skip
        return "", Doubt(
            told, say("Chép các ô này, bấm Ctrl+Shift+F6 (UniKey) đổi sang Unicode rồi dán lại, hoặc gõ lại.")
        )
    if spec.kind in ("text", "long") and lost_letters(text) and re.search(r"[^\W\d_]\?[^\W\d_]", text):
        told = say("“{text}” có dấu hỏi giữa chữ: có thể đã mất dấu tiếng Việt.", text=text[:40])
        return text, Doubt(told, say("Lấy lại tệp gốc, hoặc gõ lại. Đúng là dấu hỏi thì giữ nguyên."), notice=True)
    if spec.kind == "date":
        return text, _short_year(text)
    if spec.kind in NUMBERS and (found := re.fullmatch(r"\s*(\d{1,3}),(\d{3})\s*", text)):
        told = say("“{text}” đọc là {read}.", text=text.strip(), read=format_number(Decimal(f"{found[1]}.{found[2]}")))
        return text, Doubt(
            told, say("Nếu là hàng nghìn thì viết {right}.", right=f"{found[1]}.{found[2]}"), notice=True
        )
    return text, None


def _short_year(text: str) -> Doubt | None:
    try:
        parse_date(text)
    except NotADate:
        try:
            day = soon(text)
        except NotADate:
            return None
        told = say("“{text}” đọc là {day}.", text=text.strip()[:20], day=format_date(day))
        return Doubt(told, say("Lần sau viết đủ bốn chữ số của năm."), notice=True)
    return None


def finding_of(sheet: Sheet, row: int, spec: Field, doubt: Doubt) -> Finding:
    """The doubt about a cell as a check tells it."""
    return Finding(sheet.id, row, spec.id, doubt.sentence, doubt.remedy, doubt.notice)


def letter_of(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    letters, n = "", column + 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
