"""What a text may cite and show: records that exist, pictures that can be printed and are described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from kit.course.clips import check_clip, is_clip, read_clip
from kit.course.library import Library
from kit.document.formulas import unread
from kit.document.glyphs import without_print
from kit.document.markdown import parse
from kit.document.nodes import Block, Figure, Heading, PageBreak, PictureRefused
from kit.document.tree import citations, plain, walk
from kit.errors import Fault, suggest
from kit.kinds.local import Local
from kit.messages import say

# How files of the kinds that all writers can place begin.
PICTURES = {".png": b"\x89PNG\r\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".svg": b"<"}


# What an SVG may not hold: a script, a foreign document, an address that is none of its own parts or data within.
_OUTSIDE = re.compile(
    rb"<\s*(script|foreignObject|iframe)\b|<!ENTITY|\bon\w+\s*=|(href|src)\s*=\s*[\"'](?!#|data:image/)|url\(\s*[\"']?(?!#|data:)|@import",
    re.IGNORECASE,
)
_HTML = re.compile(r"<(?:[A-Za-z][\w-]*(?:\s[^<>]*)?/?|/[A-Za-z][\w-]*|!--[\s\S]*?--)>")
_CODE = re.compile(r"(`+)[\s\S]*?\1")


def check_html(source: str, file: str, item: str) -> Iterator[Fault]:
    """HTML in a lesson is drawn by JupyterLab and printed as it stands; it can ask outside addresses for pictures."""
    if found := _HTML.search(_CODE.sub("", source)):
        told = say("Bài có mã HTML: {code}.", code=found[0][:60])
        yield Fault(file, 0, told, say("Bỏ HTML; dùng **chữ đậm**, danh sách, bảng, ![mô tả](tệp hình)."), item)


def check_picture(path: Path, home: Path, file: str, item: str, field: str) -> Iterator[Fault]:
    """A picture must lie in our own folders, be there, and be what its name says."""
    try:
        inside, there = path.resolve().is_relative_to(home.resolve()), path.is_file()  # a pipe or a device is none
    except (ValueError, OSError):  # a name that no system takes
        told = say("Tên tệp hình có ký tự không dùng được.")
        yield Fault(file, 0, told, say("Đặt tên chữ thường không dấu, ví dụ hinh-1.png."), item, field)
        return
    if not inside:
        remedy = say("Chép hình vào thư mục figures của chuyên đề.")
        yield Fault(file, 0, say("Hình {name} nằm ngoài thư mục bài học.", name=path.name), remedy, item, field)
        return
    try:
        content = path.read_bytes() if there else None
    except OSError:
        content = None
    if content is None:
        remedy = say("Đặt tệp vào {path}.", path=path)
        yield Fault(file, 0, say("Không có tệp hình {name}.", name=path.name), remedy, item, field)
        return
    start = content[:512].lstrip(b"\xef\xbb\xbf \r\n\t")
    begins = PICTURES.get(path.suffix.lower())
    if path.suffix.lower() == ".svg" and _OUTSIDE.search(content):
        told = say(
            "Hình {name} gọi tới tệp hoặc trang bên ngoài, hoặc có mã chạy: không in được và không an toàn.",
            name=path.name,
        )
        yield Fault(file, 0, told, say("Mở hình bằng Inkscape, lưu dạng “Plain SVG” với ảnh nhúng, hoặc lưu PNG."), item, field)  # fmt: skip
        return
    if begins is None or not start.startswith(begins):
        remedy = say("Mở hình bằng chương trình xem ảnh và lưu lại dạng PNG hoặc JPG.")
        yield Fault(
            file,
            0,
            say("Tệp {name} không phải là hình PNG, JPG hay SVG đọc được.", name=path.name),
            remedy,
            item,
            field,
        )


def check_cited(library: Library, name: str, file: str, item: str, field: str) -> Iterator[Fault]:
    if name not in library.facts:
        yield Fault(
            file,
            0,
            say("Không có {what} tên “{name}”.", what=say("nguồn"), name=name),
            suggest(name, list(library.facts)),
            item,
            field,
        )


def check_text(
    library: Library, tree: list[Block], file: str, item: str, folder: str, *, lesson: bool = True
) -> Iterator[Fault]:
    for name in citations(tree):
        yield from check_cited(library, name, file, item, "fact:")
    if strange := without_print(plain(tree)):
        remedy = say("Xóa hoặc thay bằng chữ: {letters}", letters=" ".join(strange[:8]))
        yield Fault(file, 0, say("Có biểu tượng hoặc chữ mà phông chữ in không có."), remedy, item)
    if left := unread(plain(tree)):
        remedy = say("Viết phép tính bằng chữ thường: (12 + 3) : 2 × 100.")
        yield Fault(file, 0, say("Công thức có lệnh không in được: {names}.", names=" ".join(left[:4])), remedy, item, "", True)  # fmt: skip
    for node in walk(tree):
        if isinstance(node, PictureRefused):
            remedy = say("Lưu hình vào thư mục figures của chuyên đề rồi viết ![mô tả](đường dẫn tới tệp).")
            yield Fault(file, 0, say("Hình dán thẳng hoặc lấy từ mạng thì không in được."), remedy, item)
        if isinstance(node, Figure) and lesson:
            if not node.alt:
                yield Fault(
                    file,
                    0,
                    say("Hình {name} chưa có lời mô tả.", name=node.src),
                    say("Viết lời mô tả trong ngoặc vuông: ![mô tả](tệp)."),
                    item,
                )
            path = library.home / folder / node.src
            yield from check_clip(path, library.home, file, item) if is_clip(node.src) else check_picture(path, library.home, file, item, "")  # fmt: skip
            if is_clip(node.src) and path.is_file():
                yield from _check_beside(library, path, item)
        if isinstance(node, Figure | Heading | PageBreak) and not lesson:
            yield Fault(
                file,
                0,
                say("Trong bài tập không dùng đề mục (#), sang trang (---) hay hình chèn giữa chữ."),
                say("Dùng trường image cho hình; dùng **chữ đậm** thay đề mục."),
                item,
            )


def _check_beside(library: Library, path: Path, item: str) -> Iterator[Fault]:
    """The poster and the transcript of a clip."""
    beside = read_clip(path, library.home, [])
    if beside is None:
        return
    if beside.poster:
        yield from check_picture(path.with_name(beside.poster), library.home, path.name, item, "poster")
    yield from check_text(library, parse(beside.transcript), path.with_suffix(".yaml").name, item, "", lesson=False)


def texts_of(value: object) -> Iterator[str]:
    """Every text inside an exercise, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_of(part)
    elif is_dataclass(value) and not isinstance(value, Local):  # the province's own words are no Markdown
        for spec in fields(value):
            yield from texts_of(getattr(value, spec.name))
