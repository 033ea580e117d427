"""The words of a module in another language: a PO file beside it, as every translator's program reads them.

One entry is one block of Markdown (what blank lines divide), so that a changed sentence asks for little work again.
What has no words yet stays as it was written: a course half translated can be read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.messages import say

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_GAP = re.compile(r"(\n[ \t]*\n\s*)")
# What a sentence must carry in every language: cited facts, pictures, gaps, room to write, cells of a table, headings.
_MARKS = re.compile(r"\]\((?:fact:)?[^)\s]*\)|\[\[[a-z0-9-]+\]\]|\[\d{1,2} dòng\]|(?m:^#{1,6} )|(?<!\\)\|")
_LINE = re.compile(r'\s*(?:#.*|(?:(?:msgid|msgstr|msgctxt|msgid_plural)(?:\[\d\])?\s+)?".*"\s*)?')
_PICTURE = re.compile(r"\]\((?!fact:|https?:)[^)\s]*\)")


@dataclass(frozen=True)
class Entry:
    """What stands for a block, and in which line of the file; `text` is empty while nobody has written it."""

    text: str
    line: int


@dataclass(frozen=True)
class Catalogue:
    """The entries of one language by the Vietnamese block."""

    language: str
    file: str
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def find(self, text: str) -> str:
        """The text with every block that has words in this language in these words."""
        parts = _GAP.split(text)
        return "".join(part if n % 2 else self._block(part) for n, part in enumerate(parts))

    def _block(self, block: str) -> str:
        known = self.entries.get(block.strip())
        if known is None or not known.text:
            return block
        head = block[: len(block) - len(block.lstrip())]
        return head + known.text + block[len(block.rstrip()) :]

    def holds(self, block: str) -> bool:
        return bool((known := self.entries.get(block)) and known.text)


def blocks(text: str) -> Iterator[str]:
    """The blocks of a text that hold words."""
    for part in _GAP.split(text)[::2]:
        if any(letter.isalpha() for letter in _MARKS.sub("", part)):
            yield part.strip()


def marks(block: str) -> Counter[str]:
    """The marks that a block carries; a picture may be another one in another language."""
    found = Counter(_PICTURE.sub("](…)", mark) for mark in _MARKS.findall(block))
    return found + Counter({"↵": block.count("\n")}) if block.startswith("|") else found  # the lines of a table


def place_of(home: Path, module: str, language: str) -> Path:
    return home / "exercises" / module / "locale" / f"{language}.po"


def languages_of(home: Path, module: str) -> list[str]:
    """The languages that a module has a catalogue in."""
    return sorted(path.stem for path in (home / "exercises" / module / "locale").glob("*.po"))


def read_catalogue(path: Path, name: str, language: str, faults: list[Fault]) -> Catalogue | None:
    """A catalogue from its file; None with a fault noted where it cannot be read. Sentences marked fuzzy have no words."""
    catalog = read_po_file(path, name, faults)
    if catalog is None:
        return None
    found = {str(m.id): Entry("" if m.fuzzy else str(m.string or ""), m.lineno or 0) for m in catalog if m.id}
    return Catalogue(language, name, found)


def read_po_file(path: Path, name: str, faults: list[Fault]) -> Catalog | None:
    """The PO file as babel reads it, or None with a fault noted."""
    from babel.messages.pofile import PoFileError, read_po

    from kit.course.yaml_nodes import read_text

    text = read_text(path, name, faults, most=4 * 1024 * 1024)
    if text is None:
        return None
    text = re.sub(r"\r\n?", "\n", text)
    text = re.sub(
        r"charset=[^\\\"\n]+", "charset=utf-8", text, count=1
    )  # it was read as UTF-8 already, whatever it says
    # babel reads over a line that is none, and what stood there would be lost
    line = next((n for n, line in enumerate(text.split("\n"), 1) if not _LINE.fullmatch(line)), 0)
    try:
        found = read_po(BytesIO(text.encode()), abort_invalid=True) if not line else None
    except (PoFileError, ValueError, LookupError) as error:
        line, found = getattr(error, "lineno", -1) + 1, None
    if found is None:
        remedy = say("Mở bằng chương trình dịch (Poedit…) và lưu lại, hoặc lấy bản lưu gần nhất.")
        faults.append(Fault(name, line, say("Tệp bản dịch (.po) viết chưa đúng."), remedy))
    elif twice := _twice(text):
        told = say("Câu này đứng hai lần trong tệp bản dịch.")
        faults.append(Fault(name, twice, told, say("Giữ một chỗ có câu dịch, xóa chỗ kia; không thì mất một câu.")))
        return None
    return found


def _twice(text: str) -> int:
    """The line of an entry whose sentence stands in the file before; 0 where there is none. Babel would keep one of them."""
    seen: set[str] = set()
    entry, at = "", 0
    for n, line in enumerate([*text.split("\n"), "msgstr"], 1):
        if line.startswith(("msgid ", "msgctxt ")):
            entry, at = (entry + line, at) if entry.startswith("msgctxt") and line.startswith("msgid") else (line, n)
        elif line.startswith("msgstr") and entry:
            if entry in seen:
                return at
            seen.add(entry)
            entry = ""
        elif entry and line.startswith('"'):
            entry += line[1:-1] if entry.endswith('""') else line
    return 0
