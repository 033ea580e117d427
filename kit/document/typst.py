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

from kit.document.nodes import Box
from kit.document.sheet import Sheet
from kit.errors import KitError
from kit.messages import say

TEMPLATE = Path(__file__).parent / "sheet.typ"
FONTS = Path(__file__).parents[1] / "fonts"
STANDARDS = ["a-2a", "ua-1"]  # archival, and accessible: a missing description or glyph stops the print
PREFIX, OLD = "kit-print-", 86_400  # seconds after which a press is no longer at work
LONG = 2600  # characters of JSON above which a box may be taller than a page and is measured


class PrintFailed(KitError):
    """Typst refused the document; says what it refused."""


@cache
def _desk() -> tuple[Path, Any]:
    """The compiler and the folder it may read: only our template, fonts and the pictures put there."""
    import typst

    _clear_old()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copyfile(TEMPLATE, folder / TEMPLATE.name)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
    return folder, typst.Compiler(root=str(folder), font_paths=fonts)


def _clear_old() -> None:
    """Folders of presses that were killed: they hold pictures and fonts alone, and nobody else clears them."""
    for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > OLD:
                shutil.rmtree(old, ignore_errors=True)


def pdf(sheet: Sheet) -> bytes:
    """The sheet as tagged PDF with all fonts inside; the same bytes for the same sheet."""
    folder, compiler = _desk()
    _lay_pictures(sheet, folder)
    main = f'#import "/sheet.typ": sheet\n#sheet(json(bytes({_quoted(_data(sheet))})))'
    day = datetime.strptime(sheet.day, "%d/%m/%Y")
    try:
        written: bytes = compiler.compile(
            main.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=int(day.timestamp())
        )
    except RuntimeError as error:
        raise PrintFailed(_apology(str(error))) from error
    return written


def png(sheet_or_svg: bytes, width: float = 480.0) -> bytes:
    """A picture file as PNG, for those who cannot place SVG (Word)."""
    folder, compiler = _desk()
    name = "picture.svg"
    (folder / name).write_bytes(sheet_or_svg)
    main = f'#set page(width: {width}pt, height: auto, margin: 0pt)\n#image("/{name}", width: 100%)'
    try:
        made: bytes = compiler.compile(main.encode(), format="png", ppi=200)
    except RuntimeError as error:
        raise PrintFailed(_apology(str(error))) from error
    return made


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
    if is_dataclass(value) and not isinstance(value, type):
        return {"t": tag(type(value)), **{f.name: as_json(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, list | tuple):
        return [as_json(part) for part in value]
    return value


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
        "blocks": [
            _with_keeping(as_json(node), sheet) if isinstance(node, Box) else as_json(node) for node in sheet.blocks
        ],
    }


def _with_keeping(box: dict[str, object], sheet: Sheet) -> dict[str, object]:
    """Whether a box stays on one page: "yes", "measured" when it may be taller than a page, "no" for a trainer."""
    if sheet.edition in ("trainer", "oral"):
        return {**box, "keep": "no"}
    long = sheet.large or len(json.dumps(box["blocks"], ensure_ascii=False)) > LONG
    return {**box, "keep": "measured" if long else "yes"}


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
