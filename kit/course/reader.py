"""Located YAML nodes read into frozen dataclasses, by their annotations; each fault has its own sentence."""

from __future__ import annotations

import dataclasses
import re
import types
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from kit.errors import Fault, suggest
from kit.kinds.fields import Name
from kit.messages import say

BAD: Any = object()  # stands for a value that could not be read; its fault is noted already

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TRUTH = {"true": True, "đúng": True, "có": True, "false": False, "sai": False, "không": False}

# What authors write by habit in place of the field names.
_HABITS = {
    "đáp án": "key", "dap an": "key", "answer": "key", "correct": "key", "câu hỏi": "prompt", "đề bài": "prompt",
    "question": "prompt", "phương án": "options", "lựa chọn": "options", "choices": "options", "gợi ý": "hints",
    "hint": "hints", "giải thích": "explanation", "lời giải": "explanation", "phản hồi": "feedback",
    "nguồn": "sources", "mục tiêu": "objective", "phút": "minutes", "thời gian": "minutes", "mức độ": "level",
    "dạng bài": "kind", "type": "kind", "đơn vị": "unit", "sai số": "tolerance", "bước": "items",
}  # fmt: skip


@cache
def _hints(cls: type) -> dict[str, object]:
    return get_type_hints(cls)


@dataclass
class Reader:
    """Reads one file; faults gather in `faults` with the file's name and the exercise's id."""

    file: str
    faults: list[Fault]
    item: str = ""
    absent: frozenset[str] = frozenset()  # readers whose fields a learner's copy leaves out

    def fault(self, node: Any, field: str, sentence: str, remedy: str = "") -> Any:
        line = node.start_mark.line + 1 if node is not None else 0
        self.faults.append(Fault(self.file, line, sentence, remedy, self.item, field))
        return BAD

    def mapping(self, node: Any, field: str) -> dict[str, tuple[Any, Any]] | None:
        """Field name to (key node, value node); None when the node is no mapping."""
        if type(node).__name__ != "MappingNode":
            self.fault(node, field, say("Chỗ này cần các dòng dạng “tên: giá trị”."))
            return None
        found: dict[str, tuple[Any, Any]] = {}
        for key, value in node.value:
            if not isinstance(key.value, str):
                self.fault(key, field, say("Tên trường phải là chữ, không phải danh sách."))
                continue
            if key.value in found:
                self.fault(
                    key, str(key.value), say("Trường “{name}” viết hai lần.", name=key.value), say("Giữ lại một.")
                )
            found[str(key.value)] = (key, value)
        return found

    def record(self, cls: type, node: Any, path: str = "", given: dict[str, object] | None = None) -> Any:
        """A dataclass `cls` from a mapping node; `given` fields are not looked for in the node."""
        entries = self.mapping(node, path)
        if entries is None:
            return BAD
        given = given or {}
        specs = {f.name: f for f in dataclasses.fields(cls) if f.name not in given and self._is_written(f)}
        values: dict[str, object] = dict(given)
        for name, (key, value) in entries.items():
            if name not in specs:
                self._unknown(key, value, name, path, list(specs))
            elif type(value).__name__ == "ScalarNode" and not str(value.value).strip():
                self._empty(key, _join(path, name))  # an empty value's own place is the next line
            elif _is_empty_list(value) and _demanded(specs[name], self.absent):
                self.fault(
                    key, _join(path, name), say("Danh sách này đang trống."), say("Thêm ít nhất một dòng “- ...”.")
                )
            elif (read := self.value(_hints(cls)[name], value, _join(path, name))) is not BAD:
                values[name] = read
        missing = [n for n, f in specs.items() if n not in entries and _demanded(f, self.absent)]
        for name in missing:
            self.fault(
                node,
                _join(path, name),
                say("Thiếu trường “{name}”.", name=name),
                say("Thêm dòng “{name}: ...”.", name=name),
            )
        complete = all(n in values or not _demanded(f, self.absent) for n, f in specs.items())
        return cls(**values) if complete else BAD

    def _is_written(self, spec: dataclasses.Field[Any]) -> bool:
        """May a file hold this field? What the kit itself puts there only a learner's copy holds."""
        return not spec.metadata.get("made") or "trainer" in self.absent

    def _unknown(self, key: Any, value: Any, name: str, path: str, known: list[str]) -> None:
        meant = _HABITS.get(name.lower())
        remedy = say("Có phải muốn viết “{name}”?", name=meant) if meant in known else suggest(name, known)
        if " " in name and type(value).__name__ == "ScalarNode" and not value.value:  # a comma cut a sentence in two
            remedy = say("Trong dấu { }, câu có dấu phẩy phải đặt trong ngoặc kép.")
        self.fault(key, _join(path, name), say("Không có trường nào tên “{name}”.", name=name), remedy)

    def _empty(self, node: Any, path: str) -> Any:
        return self.fault(node, path, say("Chỗ này đang để trống."), say("Viết nội dung, hoặc xóa cả dòng."))

    def value(self, hint: Any, node: Any, path: str) -> Any:
        """A value of the annotated type, or BAD."""
        origin = get_origin(hint)
        if isinstance(hint, NewType):
            return self._text(node, path, must_be_name=hint is Name)
        if origin in (Union, types.UnionType):
            inner = next(arg for arg in get_args(hint) if arg is not type(None))
            return self.value(inner, node, path)
        if origin is Literal:
            return self._one_of(get_args(hint), node, path)
        if origin is tuple:
            return self._list(get_args(hint)[0], node, path)
        if dataclasses.is_dataclass(hint):
            return self.record(hint, node, path)  # type: ignore[arg-type]
        return self._scalar(hint, node, path)

    def _list(self, hint: Any, node: Any, path: str) -> Any:
        if type(node).__name__ != "SequenceNode":
            return self.fault(node, path, say("Chỗ này cần một danh sách, mỗi dòng bắt đầu bằng dấu “-”."))
        items = [self.value(hint, child, f"{path}[{n}]") for n, child in enumerate(node.value, 1)]
        return BAD if any(item is BAD for item in items) else tuple(items)

    def _one_of(self, allowed: tuple[Any, ...], node: Any, path: str) -> Any:
        text = self._text(node, path)
        if text is BAD or text in allowed:
            return text
        sentence = say("“{text}” không dùng được ở đây.", text=text)
        return self.fault(node, path, sentence, say("Chọn một trong: {names}.", names=", ".join(allowed)))

    def _text(self, node: Any, path: str, *, must_be_name: bool = False) -> Any:
        if type(node).__name__ != "ScalarNode":
            return self.fault(node, path, say("Chỗ này cần một đoạn chữ, không phải danh sách."))
        text = str(node.value).strip()
        if not text:
            return self._empty(node, path)
        if any(unicodedata.category(c) in ("Cc", "Cs", "Cn") and c not in "\n\t\r" for c in text):
            return self.fault(node, path, say("Có ký tự điều khiển lạ. Xóa và gõ lại dòng đó."))
        if must_be_name and not _NAME.fullmatch(text):
            remedy = say("Mã chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ “thu-y-kien”.")
            return self.fault(node, path, say("“{text}” không dùng làm mã được.", text=text), remedy)
        return text

    def _scalar(self, hint: Any, node: Any, path: str) -> Any:
        text = self._text(node, path)
        if text is BAD or hint is str:
            return text
        if hint is Decimal and re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", text):
            sentence = say("“{text}” đọc được hai cách: có thể là số nghìn, có thể là số thập phân.", text=text)
            return self.fault(
                node, path, sentence, say("Viết {a} hoặc {b}.", a=text.replace(".", ""), b=text.replace(".", ",", 1))
            )
        try:
            return _SCALARS[hint](text)
        except (ValueError, KeyError, InvalidOperation):
            return self.fault(node, path, say("“{text}” không phải là {wanted}.", text=text, wanted=_wanted(hint)))


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?\d+", text):
        raise ValueError(text)
    return int(text)


def _is_empty_list(node: Any) -> bool:
    return type(node).__name__ == "SequenceNode" and not node.value


def _number(text: str) -> Decimal:
    if not re.fullmatch(r"[+-]?\d+([.,]\d+)?", text) or len(text) > 25:
        raise ValueError(text)
    return Decimal(text.replace(",", "."))


_SCALARS: dict[Any, Callable[[str], Any]] = {
    int: _whole,
    bool: lambda text: TRUTH[text.lower()],
    Decimal: _number,
    date: date.fromisoformat,
    time: time.fromisoformat,
}


def _wanted(hint: Any) -> str:
    return {
        int: say("số nguyên viết bằng chữ số, ví dụ 3"),
        bool: say("đúng hoặc sai (true, false)"),
        Decimal: say("số viết bằng chữ số, ví dụ 1200 hoặc 12,5"),
        date: say("ngày viết kiểu 2026-11-21"),
        time: say("giờ viết kiểu 08:30"),
    }[hint]


def _demanded(spec: dataclasses.Field[Any], absent: frozenset[str]) -> bool:
    if "reader" in spec.metadata:
        return bool(spec.metadata["required"]) and spec.metadata["reader"] not in absent
    return spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
