"""YAML read as located nodes, never as objects: nothing is executed, nothing expands, every place is known.

A sound file is read from the events of libyaml, twenty times as fast as Python would; whatever is not sound is read
again by ruamel.yaml, which says best what is wrong and where.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import Fault
from kit.messages import say

MOST_BYTES = 256 * 1024
DEEPEST = 100  # levels that people write; what is deeper is read the careful way
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node begins; lines are counted from 0."""

    line: int


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A text as it is written."""

    value: str
    start_mark: Place


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list of nodes."""

    value: list[Any]
    start_mark: Place


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Pairs of nodes, in their order, also those whose key stands there twice."""

    value: list[tuple[Any, Any]]
    start_mark: Place


# What libyaml alone lets pass or takes for the end of a line.
_LENIENT = re.compile("[\t\x85\u2028\u2029]|[|>][-+0-9]*#")


def read_text(path: Path, name: str, faults: list[Fault], most: int = MOST_BYTES) -> str | None:
    """The text of a small UTF-8 file in NFC, or None with a fault noted."""
    try:
        if path.exists() and not path.is_file():  # a pipe or a device would be read for ever
            faults.append(Fault(name, 0, say("Không mở được tệp: {cause}.", cause=say("đây không phải là tệp thường"))))
            return None
        if path.stat().st_size > most:
            sentence = say("Tệp lớn hơn {kb} kB.", kb=most // 1024)
            faults.append(Fault(name, 0, sentence, say("Chia tệp, hoặc bỏ phần dán nhầm vào.")))
            return None
        raw = path.read_bytes()
    except OSError as error:
        cause = say("không có tệp này") if isinstance(error, FileNotFoundError) else error.strerror or error
        faults.append(Fault(name, 0, say("Không mở được tệp: {cause}.", cause=cause)))
        return None
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        remedy = say("Mở tệp bằng trình soạn thảo và lưu lại với mã UTF-8.")
        faults.append(Fault(name, line, say("Tệp không phải mã UTF-8 nên chữ sẽ vỡ."), remedy))
        return None


def read_nodes(path: Path, name: str, faults: list[Fault]) -> Any | None:
    """The root node of a YAML file, or None with faults noted."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    text = read_text(path, name, faults)
    if text is None:
        return None
    if (sound := _sound(text)) is not None:
        return sound
    try:
        root = YAML(typ="safe", pure=True).compose(text)
        trick = _trick(root) if root is not None else None
    except MarkedYAMLError as error:
        unclosed = "quoted scalar" in str(error.context)  # then what matters is where the quote was opened
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        faults.append(
            Fault(
                name,
                mark.line + 1 if mark else 0,
                say("YAML viết chưa đúng."),
                _remedy(f"{error.problem} {error.context if unclosed else ''}"),
            )
        )
        return None
    except (YAMLError, ValueError) as error:
        faults.append(Fault(name, 0, say("YAML viết chưa đúng."), _remedy(str(error))))
        return None
    except RecursionError:
        faults.append(Fault(name, 0, say("Các mục lồng nhau quá sâu.")))
        return None
    if root is None:
        faults.append(Fault(name, 1, say("Tệp trống."), say("Dùng lệnh kit new exercise TÊN để có mẫu.")))
    elif trick:
        faults.append(
            Fault(
                name,
                trick.start_mark.line + 1,
                say("Không dùng neo (&), bí danh (*) hay thẻ (!) của YAML."),
                say("Chép nội dung ra thành chữ thường."),
            )
        )
        return None
    return root


def _sound(text: str) -> Any | None:
    """The root of a file of one document without anchors, tags or deep nests; None for any other."""
    import yaml

    if _LENIENT.search(text):
        return None
    open_: list[tuple[Place, list[Any]]] = [(Place(0), [])]  # what is being filled: where it began, its parts so far
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            place = Place(event.start_mark.line)
            match type(event).__name__:
                case "ScalarEvent" if _plainly(event) and (event.style or event.value not in ("", "<<")):
                    open_[-1][1].append(ScalarNode(event.value, place))
                case "SequenceStartEvent" | "MappingStartEvent" if _plainly(event) and len(open_) <= DEEPEST:
                    open_.append((place, []))
                case "SequenceEndEvent":
                    began, parts = open_.pop()
                    open_[-1][1].append(SequenceNode(parts, began))
                case "MappingEndEvent":
                    began, parts = open_.pop()
                    open_[-1][1].append(MappingNode(list(zip(parts[::2], parts[1::2], strict=True)), began))
                case "ScalarEvent" | "SequenceStartEvent" | "MappingStartEvent" | "AliasEvent":
                    return None
    except (yaml.YAMLError, ValueError):
        return None
    _, roots = open_[0]
    return roots[0] if len(roots) == 1 else None


def _plainly(event: Any) -> bool:
    return event.anchor is None and event.tag is None


def _trick(node: Any) -> Any | None:
    """The first node with an anchor or an unusual tag; stops there, so aliases are never followed."""
    if getattr(node, "anchor", None) or str(node.tag) not in _PLAIN_TAGS:
        return node
    if isinstance(node.value, list):
        for child in node.value:
            for part in child if isinstance(child, tuple) else (child,):
                if (found := _trick(part)) is not None:
                    return found
    return None


def _remedy(problem: str) -> str:
    if "quoted" in problem:
        return say("Dấu ngoặc mở ở dòng này chưa đóng, hoặc đóng sai chỗ.")
    if "mapping values are not allowed" in problem:
        return say("Trong câu có dấu hai chấm: đặt cả câu trong ngoặc kép, hoặc viết sau dấu | ở dòng dưới.")
    if "\\t" in problem or "tab" in problem:
        return say("Thụt lề bằng dấu cách, không dùng phím Tab.")
    if "block end" in problem or "block mapping" in problem or "indent" in problem:
        return say(
            "Thụt lề các dòng cùng cấp cho thẳng hàng. Nếu đã thẳng: xem dấu ngoặc mở ở các dòng trên đã đóng chưa."
        )
    if "control" in problem or "special characters" in problem or "unacceptable" in problem:
        return say("Có ký tự điều khiển lạ. Xóa và gõ lại dòng đó.")
    return say("Kiểm tra thụt lề, dấu hai chấm và dấu ngoặc kép quanh dòng này.")
