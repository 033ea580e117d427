"""Laws, figures, cases and contacts: dated, sourced records, cited by id from texts and exercises."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Literal, get_args

from kit.course.yaml_nodes import read_text
from kit.errors import Fault, suggest
from kit.messages import say
from kit.vietnamese import format_date

FactStatus = Literal["verified", "to check", "superseded"]
FactType = Literal["law", "figure", "case", "contact"]
MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Fact:
    """One record. Dates are ISO; `period`, `value` and `target` are text as the source gives them."""

    id: str
    type: FactType
    title: str
    english: str
    statement: str  # what may be relied on, in our own words
    number: str  # of a legal document
    issuer: str
    issued: str
    effective: str
    article: str
    place: str
    period: str
    value: str
    target: str
    unit: str
    source: str
    url: str
    checked: date
    review: date | None
    status: FactStatus
    note: str

    @property
    def line(self) -> str:
        """The record as one printed line: what, number, place and time, source, check date, status."""
        return self.told() + f" {say('Kiểm tra ngày')} {format_date(self.checked)}: {self.status_words}."

    def told(self) -> str:
        """The same without the check: what, number, place and time, source; nothing is said twice."""
        what = self.title + (f", {say('số')} {self.number}" if self.number else "")
        parts = [what, self.article, self.place, self.period, _effective(self.effective)]
        parts += [f"{say('Nguồn')}: {self.source}"]
        said: list[str] = []
        for part in (part.rstrip(".") for part in parts if part):
            if not any(part in before for before in said):
                said.append(part[:1].upper() + part[1:])
        return ". ".join(said) + "."

    @property
    def status_words(self) -> str:
        words = {
            "verified": say("đã đối chiếu nguồn"),
            "to check": say("CẦN KIỂM TRA LẠI"),
            "superseded": say("ĐÃ ĐƯỢC THAY THẾ"),
        }
        return words[self.status]


def _effective(text: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        text = format_date(date.fromisoformat(text))
    return f"{say('hiệu lực')} {text}" if text else ""


def load_facts(folder: Path, faults: list[Fault]) -> dict[str, Fact]:
    """All records of exercises/facts/*.csv by id; faults are noted, good rows are kept."""
    facts: dict[str, Fact] = {}
    for path in sorted(folder.glob("*.csv")):
        for fact in _read_file(path, f"exercises/facts/{path.name}", faults):
            if fact.id in facts:
                faults.append(
                    Fault(
                        f"exercises/facts/{path.name}",
                        0,
                        say("Mã “{name}” dùng hai lần.", name=fact.id),
                        say("Đặt cho mỗi dòng một mã riêng."),
                        fact.id,
                    )
                )
            facts[fact.id] = fact
    return facts


def _read_file(path: Path, name: str, faults: list[Fault]) -> Iterator[Fact]:
    text = read_text(path, name, faults, MOST_BYTES)
    if text is None:
        return
    rows = csv.DictReader(StringIO(text))
    if ";" in text.partition("\n")[0]:
        faults.append(
            Fault(
                name,
                1,
                say("Tệp dùng dấu chấm phẩy giữa các cột."),
                say("Trong Excel chọn lưu dạng CSV UTF-8, cột cách nhau bằng dấu phẩy."),
            )
        )
        return
    columns = [f.name for f in fields(Fact)]
    for wrong in sorted(set(columns) ^ set(rows.fieldnames or [])):
        sentence = say("Cột “{name}” thiếu hoặc thừa.", name=wrong)
        faults.append(Fault(name, 1, sentence, suggest(wrong, columns), "", wrong))
    if set(columns) != set(rows.fieldnames or []):
        return
    try:
        for row in rows:
            fact = _read_row(row, name, rows.line_num, faults)
            if fact:
                yield fact
    except csv.Error:
        sentence = say("Dòng này của bảng không đọc được (ô quá dài hoặc có dấu xuống dòng lạ).")
        faults.append(Fault(name, rows.line_num, sentence, say("Mở bằng Excel, sửa dòng đó rồi lưu dạng CSV UTF-8.")))


def _read_row(row: dict[str, str], name: str, line: int, faults: list[Fault]) -> Fact | None:
    def wrong(field: str, sentence: str, remedy: str = "") -> None:
        faults.append(Fault(name, line, sentence, remedy, row.get("id") or "", field))

    before = len(faults)
    clean = {key: (value or "").strip() for key, value in row.items() if key}
    for field in ("id", "title", "english", "statement", "source", "checked"):
        if not clean[field]:
            wrong(field, say("Cột “{name}” đang để trống.", name=field))
    for field, allowed in (("type", get_args(FactType)), ("status", get_args(FactStatus))):
        if clean[field] not in allowed:
            wrong(
                field,
                say("“{text}” không dùng được ở đây.", text=clean[field]),
                say("Chọn một trong: {names}.", names=", ".join(allowed)),
            )
    if clean["url"] and not clean["url"].startswith(("https://", "http://")):
        wrong("url", say("Địa chỉ phải bắt đầu bằng https:// hoặc http://."))
    for field in ("issued", "effective"):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", clean[field]) and not _is_day(clean[field]):
            wrong(field, say("Lịch không có ngày “{text}”.", text=clean[field]))
    dates: dict[str, date | None] = {"checked": None, "review": None}
    for field in dates:
        try:
            dates[field] = date.fromisoformat(clean[field]) if clean[field] else None
        except ValueError:
            wrong(
                field,
                say("“{text}” không phải là {wanted}.", text=clean[field], wanted=say("ngày viết kiểu 2026-11-21")),
            )
    if len(faults) > before:
        return None
    return Fact(**{**clean, **dates})  # type: ignore[arg-type]


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
