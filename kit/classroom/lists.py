"""Where in a file a list of people stands, what its columns mean, and which of its lines are people.

Offices keep lists under titles, in groups, over signatures, on a second sheet, in two halves side by side. What is
not read is told; nothing is guessed silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from kit.classroom.headings import LOOK_FOR_HEADS, Head, head_of, meaning
from kit.errors import KitError
from kit.messages import say
from kit.tables import Cell, Line, Page, Table, written
from kit.vietnamese import slug
from kit.vietnamese.old_codes import A_FONT, OldCode, in_unicode, lost_letters, old_code

_FOOT = re.compile(
    r"(tong-)?cong(-\d.*)?|tong-(cong|so).*|(nguoi-lap|thu-truong|truong-ban|dai-dien|xac-nhan|ke-toan|lanh-dao).*"
    r"|danh-sach-(nay|tren|co|gom).*|an-dinh-danh-sach.*|(tm|kt|tl|tuq|q)-[a-z-]+|noi-nhan.*|luu-.*|nhu-(tren|kinh).*"
    r"|(.*-)?ngay-\d*-?thang-\d*-?nam.*|(pho-)?(chu-tich|giam-doc|truong-phong)|ky-(ten|ghi-ro).*"
)
_GROUP = re.compile(r"([IVXLC]+|[A-ZĐ])[.)]?")
_GROUP_WORDS = re.compile(r"([IVXLC]+|[A-ZĐ]|\d+)[.)]\s*\S")
_PLACE = re.compile(r"(xa|huyen|thi-tran|phuong|tinh|thon|ban|hoi|cum|khoi|so|ubnd|truong|phong|ban-chap-hanh|doan|cac|nhom)-.*")  # fmt: skip
_BROKEN = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")


class NoList(KitError):
    """No list of people in a file; says what was seen and what is wanted."""


@dataclass(frozen=True)
class Entry:
    """A line that is a person: its number in the file, what stands in it by meaning, and what cannot be read."""

    number: int
    cells: dict[str, str]
    troubles: tuple[str, ...] = ()


@dataclass
class Found:
    """The list of a file: its people, what to tell, what stands in an old code (line, as it is, in Unicode, code)."""

    entries: list[Entry] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    old: list[tuple[int, str, str, OldCode]] = field(default_factory=list)


def find_list(table: Table) -> Found:
    """The list of people of a file. Raises NoList."""
    pages = [_turned(page) for page in table.pages]
    heads = [(n, head) for n, (page, _) in enumerate(pages) if (head := head_of(page)) is not None]
    seen = [(n, head) for n, head in heads if not pages[n][0].hidden]
    if not seen:
        raise NoList(_nothing_seen([page for page, _ in pages], bool(heads)))
    best, head = max(seen, key=lambda pair: (pair[1].known, -pair[0]))
    page, old = pages[best]
    found = Found(old=old)
    _read(page, head, found)
    if len(table.pages) > 1:
        found.told.insert(0, say("Đã đọc trang “{title}”: {n} người.", title=page.title, n=len(found.entries)))
        for n, other in heads:
            if n != best:
                found.told.append(_also_a_list(pages[n][0], other))
    return found


def _also_a_list(page: Page, head: Head) -> str:
    n = sum(line.number > head.last for line in page.lines)
    if page.hidden:
        return say("Trang ẩn “{title}” cũng có danh sách: không đọc.", title=page.title)
    return say("Trang “{title}” cũng có danh sách ({n} dòng): chưa đọc. Chép sang tệp riêng rồi nhận thêm.", title=page.title, n=n)  # fmt: skip


def _nothing_seen(pages: list[Page], hidden: bool) -> str:
    if hidden:
        return say("Danh sách nằm ở trang ẩn. Mở tệp, bỏ ẩn trang đó rồi thử lại.")
    lines = [line for page in pages if not page.hidden for line in page.lines[:LOOK_FOR_HEADS]]
    fullest = max(lines, key=lambda line: sum(cell.stands for cell in line.cells), default=None)
    words = "; ".join(f"“{text.strip()[:30]}”" for text in (fullest.texts if fullest else []) if text.strip())
    told = say("Không thấy dòng tên cột. Cần ít nhất một cột: Mã, Họ và tên, Đơn vị; nên có cột Hình thức.")
    return f"{told} {say('Dòng {n} đang có: {words}.', n=fullest.number, words=words[:300])}" if fullest else told


# ── letters ──
def _turned(page: Page) -> tuple[Page, list[tuple[int, str, str, OldCode]]]:
    """The page with its old codes in Unicode, and what was turned. One code in a column is the code of the column."""
    codes: dict[int, OldCode] = {}
    for line in page.lines:
        for n, cell in enumerate(line.cells):
            if isinstance(cell.value, str) and (code := old_code(cell.value, cell.font)):
                codes.setdefault(n, code)
    old: list[tuple[int, str, str, OldCode]] = []
    lines = []
    for line in page.lines:
        cells = tuple(_turned_cell(cell, line.number, codes.get(n), old) for n, cell in enumerate(line.cells))
        lines.append(replace(line, cells=cells))
    return replace(page, lines=tuple(lines)), old


def _turned_cell(cell: Cell, number: int, column: OldCode | None, old: list[tuple[int, str, str, OldCode]]) -> Cell:
    text = cell.value
    if not isinstance(text, str):
        return cell
    if _BROKEN.fullmatch(text.strip()):
        return cell._replace(value=text.strip(), trouble="error")
    font = cell.font if cell.font.lower().startswith((".vn", "vni")) else A_FONT.get(column, "") if column else ""
    code = old_code(text, font)
    if code is None:
        return cell
    made = in_unicode(text, code, cell.font)
    old.append((number, text, made, code))
    return cell._replace(value=made)


# ── lines ──
def _read(page: Page, head: Head, found: Found) -> None:
    left_out: list[int] = []
    foot = False
    numbered = _is_numbered(page, head)
    for columns in head.halves:
        span = range(min(columns.values(), default=0), _end(columns, head))
        for line in page.lines:
            if line.number <= head.last or not any(line[n].stands for n in span):
                continue
            if line.hidden:
                left_out += [line.number] if line.number not in left_out else []
                continue
            texts = {n: written(line[n]).strip() for n in span}
            cells = _cells(texts, columns)
            first = next((t for t in texts.values() if t and not t.isdecimal()), "")
            is_foot = _is_foot(texts)
            foot = foot or is_foot
            if is_foot or not _is_person(cells, texts, columns, numbered=numbered, foot=foot, line=line):
                if first:
                    words = " ".join(t for t in texts.values() if t)
                    found.told.append(say("Dòng {n} không phải người học: “{words}”.", n=line.number, words=words[:40]))
                continue
            found.entries.append(Entry(line.number, cells, tuple(_troubles(line, columns))))
    if left_out:
        found.told.append(say("Dòng {rows} đang bị ẩn hoặc bị lọc: không nhận. Là người học thì bỏ ẩn (Unhide), bỏ lọc, lưu lại rồi nhận lại danh sách.", rows=ranges(left_out)))  # fmt: skip
    used = {n for columns in head.halves for n in columns.values()}
    found.told += [
        say("Cột “{title}” không được đọc: lớp không cần dữ liệu này.", title=title)
        for n, title in head.titles.items()
        if n not in used and slug(title) and not meaning(title)
    ]
    people = {entry.number for entry in found.entries}
    found.old = [old for old in found.old if old[0] in people or old[0] <= head.last]


def _end(columns: dict[str, int], head: Head) -> int:
    """The column after the last one of a half."""
    later = [min(c.values()) for c in head.halves if c and min(c.values()) > min(columns.values())]
    return min(later, default=max([*head.titles, *columns.values()]) + 1)


def _is_numbered(page: Page, head: Head) -> bool:
    """Does the list number its people?"""
    columns = head.halves[0]
    if "number" not in columns:
        return False
    rows = [line for line in page.lines if line.number > head.last and sum(c.stands for c in line.cells) > 1]
    return 2 * sum(written(line[columns["number"]]).strip().rstrip(".").isdecimal() for line in rows) >= len(rows) > 0


def _is_foot(texts: dict[int, str]) -> bool:
    """Totals, places and dates, who gets a copy, who signs."""
    filled = [slug(text) for text in texts.values() if text and not text.isdecimal()]
    return bool(filled) and len(filled) <= 2 and all(_FOOT.fullmatch(text) for text in filled)


def _is_person(
    cells: dict[str, str], texts: dict[int, str], columns: dict[str, int], *, numbered: bool, foot: bool, line: Line
) -> bool:
    """A line that has what people have; group heads, a row of column numbers, names under a signature have not."""
    number = texts.get(columns.get("number", -1), "").rstrip(".")
    told = {name: text for name, text in cells.items() if text}
    if any(line[n].trouble for n in columns.values()):
        return True  # what cannot be read is told as a fault, not passed by
    if not told or all(text.isdecimal() for text in told.values()):
        return False
    name = told.get("name", "")
    if told.get("code") and ("name" not in columns or name):
        return True
    if _GROUP.fullmatch(number) and not number.isdecimal() and len(told) == 1:
        return False
    if numbered and number.isdecimal():
        return True
    full = [text for text in texts.values() if text]
    named = "name" in columns or "family" in columns
    if not named and told.get("unit"):
        return not _GROUP_WORDS.match(told["unit"]) and not foot
    if len(full) == 1 and (len(columns) > 2 or _GROUP_WORDS.match(full[0])):
        return len(columns) <= 3 and not foot and bool(name) and _like_a_name(name)
    if named and not _like_a_name(name):
        return False
    return not (numbered and (foot or len(told) == 1)) and not (foot and len(told) == 1)


def _like_a_name(text: str) -> bool:
    return (
        bool(text) and len(text.split()) <= 8 and not re.search(r"[\d:;/]", text) and not _PLACE.fullmatch(slug(text))
    )


def _cells(texts: dict[int, str], columns: dict[str, int]) -> dict[str, str]:
    """A line by what its cells are; a name in two columns becomes one, a cross under “Nữ” becomes a word."""
    cells = {name: texts.get(at, "") for name, at in columns.items() if name not in ("number", "nothing")}
    parts = [cells.pop("family", ""), cells.get("name", ""), cells.pop("given", "")]
    if any(parts):
        cells["name"] = " ".join(part for part in parts if part)
    crossed = [word for key, word in (("women", "Nữ"), ("men", "Nam")) if cells.pop(key, "")]
    if len(crossed) == 1:
        cells.setdefault("sex", crossed[0])
    return cells


def _troubles(line: Line, columns: dict[str, int]) -> Iterator[str]:
    """What stands in a person's cells and cannot be read."""
    for name, at in columns.items():
        if name == "nothing":
            continue
        cell = line[at]
        if cell.complaint:
            yield cell.complaint
        elif name != "number" and lost_letters(written(cell)):
            yield say("“{text}” đã mất dấu tiếng Việt (dấu hỏi thay chữ): lấy lại tệp gốc, hoặc gõ lại", text=written(cell)[:40])  # fmt: skip


def ranges(numbers: list[int], most: int = 12) -> str:
    """Numbers as one reads them: 3, 5–9, 12; beyond `most` parts the rest is counted."""
    parts: list[str] = []
    for _, group in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        run = [n for _, n in group]
        parts.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    left = len(parts) - most
    return ", ".join(parts[:most]) + (say(" và {n} chỗ nữa", n=left) if left > 0 else "")
