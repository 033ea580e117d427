"""Tables as text: CSV in whatever code and with whatever sign between, lists of words line by line."""

from __future__ import annotations

import csv
import io

from kit.errors import KitError
from kit.messages import say
from kit.tables.model import Cell, Line, Page, Table, printed
from kit.vietnamese import nfc
from kit.vietnamese.old_codes import lost_letters, old_code

LOOK_FOR_SIGN = 30  # lines
MOST_LINES = 20_000


class NotATable(KitError):
    """A file from which no table can be read; says what it is and the cure."""


def text_of_bytes(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 (marked or not) or Windows-1258. Raises NotATable with the cure."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    if (guess := _unmarked_utf16(content)) is not None:
        return guess
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _from_windows(content)


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark shows as a nought in every second byte of its plain letters."""
    sample = content[:4000]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if max(odd, even) * 5 < len(sample) or len(content) % 2:
        return None
    try:
        return content.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return None


def _from_windows(content: bytes) -> str:
    """Windows-1258, where that makes Vietnamese; TCVN3 and VNI stay as they look, for whoever asks `old_code`."""
    try:
        vietnamese = nfc(content.decode("cp1258"))
    except UnicodeDecodeError:
        vietnamese = ""
    looks = content.decode("latin-1")
    if lost_letters(looks):
        raise NotATable(say("Tệp đã mất dấu tiếng Việt (còn dấu hỏi, như “Tr?n”). Mở tệp gốc trong Excel, chọn lưu dạng “CSV UTF-8”, hoặc lưu .xlsx."))  # fmt: skip
    if any(old_code(line) for line in looks.splitlines()) and not any(map(str.isalpha, _combined(vietnamese))):
        return looks
    if (vietnamese and old_code(looks) is None) or any(map(str.isalpha, _combined(vietnamese))):
        return vietnamese
    if any(old_code(line) for line in looks.splitlines()):
        return looks
    raise NotATable(say("Chữ trong tệp không đọc được. Trong Excel chọn lưu dạng “CSV UTF-8”, hoặc lưu .xlsx."))


def _combined(text: str) -> str:
    """The letters that Windows-1258 alone can have made: a letter and a tone that became one."""
    return "".join(c for c in text if "\u1ea0" <= c <= "\u1ef9")


def csv_table(name: str, content: bytes) -> Table:
    """A CSV file, or words line by line where its name ends in .txt. Raises NotATable."""
    text = text_of_bytes(content)
    if name.lower().endswith(".txt") and "\t" not in text:
        rows = [line.split() for line in text.splitlines()[:MOST_LINES]]
    else:
        rows = _rows(text)
    lines = [Line(n, tuple(Cell(printed(cell)) for cell in row)) for n, row in enumerate(rows, 1) if any(row)]
    return Table(name, (Page("", tuple(lines)),), plain=True)


def _rows(text: str) -> list[list[str]]:
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own way to name the sign
        delimiter, text = first.strip()[4], "\n" + rest  # the line stays empty, so that the others keep their numbers
    else:
        line = max(text.splitlines()[:LOOK_FOR_SIGN] or [""], key=lambda line: sum(map(line.count, ";,\t")))
        delimiter = max(";,\t", key=line.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            rows.append(row)
            if len(rows) > MOST_LINES:
                raise NotATable(
                    say(
                        "Tệp có hơn {n} dòng, máy không đọc. Chép phần cần dùng sang tệp mới rồi thử lại.", n=MOST_LINES
                    )
                )
    except csv.Error as error:
        raise NotATable(say("Tệp CSV bị hỏng: có thể một dấu ngoặc kép mở mà không đóng.")) from error
    return rows
