"""A sheet as PDF: its nodes go to Typst as JSON, which a process of its own lays out."""

from __future__ import annotations

import atexit
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from kit.document.columns import breakable, empty, longest, numeric
from kit.document.nodes import Box, Code, Heading, Table, Text
from kit.document.sheet import Sheet
from kit.document.tree import plain, walk
from kit.errors import KitError
from kit.messages import say

TEMPLATES = Path(__file__).parent / "type"
FONTS = Path(__file__).parents[1] / "fonts"
STANDARDS = ["a-2a", "ua-1"]  # archival, and accessible: a missing description or glyph stops the print
PREFIX, OLD = "kit-print-", 86_400  # seconds after which a press is no longer at work
MAIN, SAID = "main.typ", "said.txt"
MOST = 800 * 2**20  # bytes that a typesetter may hold; then the next order goes to a fresh one
TYPESETTER = Path(__file__).with_name("typesetter.py")


class PrintFailed(KitError):
    """Typst refused the document; says what it refused."""


class _Press:
    """A folder with our template, fonts and the pictures put there, and the process that lays out what lies in it.

    The process is started when there is work, and anew when it has grown too big (see typesetter.py).
    """

    def __init__(self) -> None:
        _clear_old()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        atexit.register(self._close)
        for template in TEMPLATES.glob("*.typ"):
            shutil.copyfile(template, self.folder / template.name)
        self._at_work = Lock()
        self._process: subprocess.Popen[str] | None = None

    def make(self, main: str, files: Mapping[str, bytes], **how: object) -> bytes:
        """Lay out a Typst source as `how` says. Raises PrintFailed."""
        with self._at_work:
            self._order(main, files, how)
            return (self.folder / "made").read_bytes()

    def ask(self, main: str, files: Mapping[str, bytes], query: str) -> list[Any]:
        """The values of the marks that a laid out source holds. Raises PrintFailed."""
        with self._at_work:
            found: list[Any] = self._order(main, files, {"query": query, "field": "value"})["found"]
            return found

    def _order(self, main: str, files: Mapping[str, bytes], order: object) -> dict[str, Any]:
        for name, content in files.items():
            (self.folder / name).write_bytes(content)
        (self.folder / MAIN).write_text(main, encoding="utf-8")
        answer = self._answer(json.dumps(order))
        if answer.get("last"):
            self._end()
        if "refused" in answer:
            raise PrintFailed(_apology(answer["refused"]))
        return answer

    def _answer(self, order: str) -> dict[str, Any]:
        if self._process is None:
            self._process = self._start()
        to, back = self._process.stdin, self._process.stdout
        assert to is not None and back is not None
        try:
            to.write(order + "\n")
            to.flush()
            line = back.readline()
        except OSError:
            line = ""
        except BaseException:  # somebody stopped the print: its answer must not be taken for that of the next
            self._process.kill()
            self._end()
            raise
        if not line:  # killed, most often by a machine without memory
            self._end()
            raise PrintFailed(
                say(
                    "Chưa in được: phần dàn trang dừng giữa chừng, thường vì máy hết bộ nhớ. Đóng bớt chương trình rồi in lại, hoặc in từng bài. Chi tiết: {cause}",
                    cause=(self.folder / SAID).read_text(encoding="utf-8", errors="replace")[-300:].strip() or "–",
                )
            )
        answered: dict[str, Any] = json.loads(line)
        return answered

    def _start(self) -> subprocess.Popen[str]:
        with (self.folder / SAID).open("wb") as said:
            return subprocess.Popen(
                [sys.executable, "-P", str(TYPESETTER), str(self.folder), str(FONTS), str(MOST)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                encoding="utf-8",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )

    def _end(self) -> None:
        if self._process is not None:
            with suppress(OSError):
                self._process.communicate()
            self._process = None

    def _close(self) -> None:
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)


_press = cache(_Press)


def _clear_old() -> None:
    """Folders of presses that were killed: they hold pictures and fonts alone, and nobody else clears them."""
    for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > OLD:
                shutil.rmtree(old, ignore_errors=True)


def pdf(sheet: Sheet) -> bytes:
    """The sheet as tagged PDF with all fonts inside; the same bytes for the same sheet."""
    day = datetime.strptime(sheet.day, "%d/%m/%Y")
    how = {"format": "pdf", "pdf_standards": STANDARDS, "timestamp": int(day.timestamp())}
    return _press().make(_main(sheet), sheet.pictures, **how)


def pages(sheet: Sheet) -> dict[str, int]:
    """On which page of the PDF each exercise begins."""
    return {str(name): int(page) for name, page in _press().ask(_main(sheet), sheet.pictures, "<exercise>")}


def _main(sheet: Sheet) -> str:
    return f'#import "/sheet.typ": sheet\n#sheet(json(bytes({_quoted(_data(sheet))})))'


def png(svg: bytes, width: float = 480.0) -> bytes:
    """A picture file as PNG, for those who cannot place SVG (Word)."""
    main = f'#set page(width: {width}pt, height: auto, margin: 0pt)\n#image("/picture.svg", width: 100%)'
    return _press().make(main, {"picture.svg": svg}, format="png", ppi=200)


def placed(files: dict[str, bytes], main: str) -> bytes:
    """A PDF that only lays out pages which are finished: nothing is tagged anew."""
    try:
        return _press().make(main, files, format="pdf", timestamp=0)
    finally:
        for name in files:
            (_press().folder / name).unlink(missing_ok=True)


def page_count(written: bytes) -> int:
    """How many pages a PDF of ours has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", written))


def tag(kind: type) -> str:
    """The name by which sheet.typ knows a node: “WritingLines” is “writing-lines”."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def as_json(value: object) -> Any:
    """Nodes as what JSON can hold; sheet.typ draws each by its tag, and a test looks that none is missing there."""
    if isinstance(value, Text | Code):
        return {"t": tag(type(value)), "words": _parted(value.words)}
    if is_dataclass(value) and not isinstance(value, type):
        held = {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
        seen = {"longest": longest(value), "empty": empty(value), "numeric": numeric(value)} if isinstance(value, Table) else {}  # fmt: skip
        return {"t": tag(type(value)), **held, **seen}
    if isinstance(value, list | tuple):
        return [as_json(part) for part in value]
    return value


def _parted(words: str) -> str:
    """Words beyond all measure may be broken."""
    return breakable(words)


def _data(sheet: Sheet) -> dict[str, object]:
    return {
        "edition_code": sheet.edition,
        "edition": sheet.edition_name,
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "author": say("Bộ tài liệu tập huấn Dự án 8"),
        "stamp": say("bản {version}, ngày {day}", version=sheet.version, day=sheet.day),
        "footer": sheet.footer,
        "bare": sheet.bare,
        "page_word": say("Trang"),
        "lang": say("vi"),
        "region": say("vi-VN").rpartition("-")[2],
        "large": sheet.large,
        "contents": sheet.contents,
        "close": any(isinstance(node, Box) and node.close for node in sheet.blocks),
        "contents_title": say("Mục lục"),
        "again": say("(tiếp)"),
        "minutes_word": say("{n} phút", n=0),
        "exercise_word": say("Bài tập {number}", number="").strip(),
        "document_title": " – ".join(part for part in (sheet.title, sheet.subtitle, sheet.edition_name) if part),
        "parts": [plain(n.inside) for n in sheet.blocks if isinstance(n, Heading) and n.level == 2],
        "numbers": {
            node.name: node.title.rpartition(" ")[2]
            for node in walk(sheet.blocks)
            if isinstance(node, Box) and node.name
        },
        "blocks": as_json(sheet.blocks),
    }


def _quoted(data: dict[str, object]) -> str:
    """JSON as a Typst string: only backslash and quote mean anything inside one."""
    text = json.dumps(data, ensure_ascii=False)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _apology(cause: str) -> str:
    if "could not be displayed" in cause or "codepoint" in cause:
        return say(
            "Không in được: có ký tự mà phông chữ không có. Hãy tìm và gõ lại ký tự lạ (ví dụ biểu tượng cảm xúc). Chi tiết: {cause}",
            cause=cause,
        )
    return say("Không in được tài liệu. Chi tiết: {cause}", cause=cause)
