"""A form for any kind of exercise, made from its dataclass: a new kind has one without a line of code."""

from __future__ import annotations

import dataclasses
import re
import types
from dataclasses import dataclass
from functools import cache
from typing import Literal, NewType, Union, get_args, get_origin

from kit.course.reader import _demanded, _hints
from kit.course.samples import sample_text
from kit.kinds import KINDS
from kit.kinds.fields import Prose
from kit.messages import say

SAID = ("feedback", "move", "explanation", "english", "level", "priority", "oral")  # the title says it
Sort = Literal["line", "prose", "flag", "choice", "list", "record"]


@dataclass(frozen=True)
class Entry:
    """A field of the form. `inside`: the fields of a record, or the one sort of thing that a list holds."""

    name: str
    title: str
    sort: Sort
    required: bool
    help: str = ""
    choices: tuple[str, ...] = ()
    inside: tuple[Entry, ...] = ()


def form_of(kind: str) -> tuple[Entry, ...]:
    """The fields of a kind, in the order of its sample, which is the order in which a person writes them."""
    helps = _helps(kind)
    entries = entries_of(KINDS[kind], helps, left_out={"id", "keyless"})
    order = list(dict.fromkeys(re.findall(r"(?m)^(\w+):", sample_text(kind))))
    return tuple(sorted(entries, key=lambda entry: order.index(entry.name) if entry.name in order else len(order)))


def entries_of(cls: type, helps: dict[str, str] | None = None, left_out: set[str] | None = None) -> tuple[Entry, ...]:
    """The fields of any dataclass that is read from YAML."""
    kept = [
        spec
        for spec in dataclasses.fields(cls)
        if spec.name not in (left_out or set()) and not spec.metadata.get("made")
    ]
    return tuple(_entry(s.name, _hints(cls)[s.name], _demanded(s, frozenset()), helps or {}) for s in kept)


def _entry(name: str, hint: object, required: bool, helps: dict[str, str]) -> Entry:
    title, told = titles().get(name, name), "" if name in SAID else helps.get(name, "")
    origin = get_origin(hint)
    if isinstance(hint, NewType):
        return Entry(name, title, "prose" if hint is Prose else "line", required, told)
    if origin in (Union, types.UnionType):
        return _entry(name, next(a for a in get_args(hint) if a is not type(None)), required, helps)
    if origin is Literal:
        return Entry(name, title, "choice", required, told, tuple(map(str, get_args(hint))))
    if origin is tuple:
        return Entry(name, title, "list", required, told, inside=(_entry(name, get_args(hint)[0], True, helps),))
    if dataclasses.is_dataclass(hint):
        return Entry(name, title, "record", required, told, inside=entries_of(hint, helps))  # type: ignore[arg-type]
    return Entry(name, title, "flag" if hint is bool else "line", required, told)


@cache
def _helps(kind: str) -> dict[str, str]:
    """What the sample says behind a field."""
    found: dict[str, str] = {}
    for line in sample_text(kind).splitlines():
        if match := re.match(r"\s*(?:- )?(\w+):[^#]*\s#\s*(.+)$", line):
            found.setdefault(match[1], match[2].strip())
    return found


def as_data(entry: Entry) -> dict[str, object]:
    """An entry as plain data, for a page."""
    return {**dataclasses.asdict(entry), "inside": [as_data(inner) for inner in entry.inside]}


def titles() -> dict[str, str]:
    """The fields in a trainer's words; one that is not here goes by its own name."""
    return {
        "prompt": say("Câu hỏi, đề bài"), "options": say("Phương án"), "text": say("Nội dung"), "feedback": say("Lời cho người chọn"),
        "move": say("Việc giảng viên làm khi nhiều người chọn"), "key": say("Đáp án"), "english": say("Tiếng Anh, cho người bảo trì"),
        "objective": say("Mục tiêu"), "minutes": say("Số phút"), "level": say("Mức"), "priority": say("Ưu tiên"), "hints": say("Gợi ý"),
        "explanation": say("Giải thích (hiện sau khi làm)"), "oral": say("Cách làm bằng lời"), "sources": say("Nguồn (mã)"), "image": say("Hình"),
        "tries": say("Số lượt làm (0: không hạn)"), "confidence": say("Hỏi chắc đến đâu"), "shuffle": say("Đảo thứ tự trên màn hình"), "sealed": say("Giữ kín đáp án (bài kiểm tra)"), "draft": say("Còn là bản nháp"),
        "statements": say("Các câu"), "holds": say("Câu này đúng"), "value": say("Số đúng"), "unit": say("Đơn vị"), "tolerance": say("Sai số cho phép"),
        "near": say("Số hay nhầm"), "items": say("Các mục"), "places": say("Các nhóm, chỗ ghép"), "place": say("Chỗ đúng (mã)"), "accept": say("Các cách trả lời đúng"),
        "mistakes": say("Nhầm lẫn hay gặp"), "gaps": say("Chỗ trống"), "bank": say("Từ cho sẵn"), "rows": say("Các dòng"), "columns": say("Các cột"), "fills": say("Cột phải tính"),
        "formula": say("Công thức"), "decimals": say("Số chữ số sau dấu phẩy"), "title": say("Tên"), "entries": say("Các dòng của bảng"), "reasons": say("Các lý do"),
        "mistake": say("Lỗi ở dòng này (mã lý do)"), "cells": say("Các ô"), "head": say("Tên cột"), "scenes": say("Các cảnh"), "choices": say("Các lựa chọn"),
        "consequence": say("Việc xảy ra sau đó"), "to": say("Đến cảnh (mã)"), "worth": say("Điểm"), "reason": say("Vì sao"), "outcome": say("Kết cục"), "debrief": say("Câu hỏi rút kinh nghiệm"),
        "checklist": say("Điều cần có"), "model_answer": say("Một cách trả lời"), "least_words": say("Ít nhất bao nhiêu chữ"), "lines": say("Số dòng kẻ trên giấy"),
        "cards": say("Các thẻ"), "term": say("Từ"), "meaning": say("Nghĩa"), "votes": say("Được chọn mấy ý"), "scale": say("Các mức"), "roles": say("Các vai"), "criteria": say("Điều quan sát"),
        "questions": say("Các câu hỏi"), "data": say("Số liệu"), "file": say("Tệp"), "alt": say("Lời tả hình cho người không thấy"), "id": say("Mã"), "values": say("Các số"),
        "start": say("Bắt đầu"), "count": say("Số ngày"), "slots": say("Các chỗ để ghép vào"), "pieces": say("Các phần để ghép"), "rules": say("Các quy tắc"),
        "examples": say("Ví dụ"), "timing": say("Thời gian"), "day": say("Ngày đúng"), "name": say("Tên"), "when": say("Khi nào"), "who": say("Ai"),
    }  # fmt: skip
