"""A sheet as PDF: its nodes go to Typst as JSON, one compiler serves the whole process."""

from __future__ import annotations

import atexit
import json
import re
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
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
MAIN = "main.typ"


class PrintFailed(KitError):
    """Typst refused the document; says what it refused."""


@cache
def _desk() -> tuple[Path, Any]:
    """The compiler and the folder it may read: only our template, fonts and the pictures put there."""
    import typst

    _clear_old()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for template in TEMPLATES.glob("*.typ"):
        shutil.copyfile(template, folder / template.name)
    (folder / MAIN).touch()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
    return folder, typst.Compiler(str(folder / MAIN), root=str(folder), font_paths=fonts)


def _clear_old() -> None:
    """Folders of presses that were killed: they hold pictures and fonts alone, and nobody else clears them."""
    for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > OLD:
                shutil.rmtree(old, ignore_errors=True)


def pdf(sheet: Sheet) -> bytes:
    """The sheet as tagged PDF with all fonts inside; the same bytes for the same sheet."""
    _, compiler = _laid_out(sheet)
    day = datetime.strptime(sheet.day, "%d/%m/%Y")
    return _compiled(compiler, format="pdf", pdf_standards=STANDARDS, timestamp=int(day.timestamp()))


def pages(sheet: Sheet) -> dict[str, int]:
    """On which page of the PDF each exercise begins."""
    _, compiler = _laid_out(sheet)
    _compiled(compiler, format="pdf")
    return {str(name): int(page) for name, page in json.loads(compiler.query("<exercise>", field="value"))}


def _laid_out(sheet: Sheet) -> tuple[Path, Any]:
    """The compiler, with the sheet's data and pictures where it looks for them."""
    folder, compiler = _desk()
    _lay_pictures(sheet, folder)
    main = f'#import "/sheet.typ": sheet\n#sheet(json(bytes({_quoted(_data(sheet))})))'
    (folder / MAIN).write_text(main, encoding="utf-8")
    return folder, compiler


def _compiled(compiler: Any, **how: Any) -> bytes:
    try:
        written: bytes = compiler.compile(**how)
    except RuntimeError as error:
        raise PrintFailed(_apology(str(error))) from error
    return written


def png(sheet_or_svg: bytes, width: float = 480.0) -> bytes:
    """A picture file as PNG, for those who cannot place SVG (Word)."""
    folder, compiler = _desk()
    name = "picture.svg"
    (folder / name).write_bytes(sheet_or_svg)
    main = f'#set page(width: {width}pt, height: auto, margin: 0pt)\n#image("/{name}", width: 100%)'
    (folder / MAIN).write_text(main, encoding="utf-8")
    return _compiled(compiler, format="png", ppi=200)


def placed(files: dict[str, bytes], main: str) -> bytes:
    """A PDF that only lays out pages which are finished: nothing is tagged anew."""
    folder, compiler = _desk()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / MAIN).write_text(main, encoding="utf-8")
    try:
        return _compiled(compiler, format="pdf", timestamp=0)
    finally:
        for name in files:
            (folder / name).unlink(missing_ok=True)


def page_count(written: bytes) -> int:
    """How many pages a PDF of ours has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", written))


def _lay_pictures(sheet: Sheet, folder: Path) -> None:
    for name, content in sheet.pictures.items():
        path = folder / name
        if not path.exists():
            path.write_bytes(content)


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
