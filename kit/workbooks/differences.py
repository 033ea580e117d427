"""What would change if one book took the place of another, in words, before it does."""

from __future__ import annotations

from kit.messages import say
from kit.workbooks.book import Book, Row
from kit.workbooks.model import Sheet

MOST_NAMED = 6  # fields of a form


def differences(now: Book, then: Book) -> list[str]:
    """A sentence for each sheet that differs; empty where both books hold the same."""
    return [
        words for sheet in now.workbook.sheets if (words := _sheet(sheet, _filled(now, sheet), _filled(then, sheet)))
    ]


def _filled(book: Book, sheet: Sheet) -> list[Row]:
    """Rows as they were typed; empty ones at the end are none."""
    rows = [{str(f.id): str(row.get(f.id, "") or "") for f in sheet.typed} for row in book.rows(sheet.id)]
    while rows and not any(rows[-1].values()):
        rows.pop()
    return rows


def _sheet(sheet: Sheet, now: list[Row], then: list[Row]) -> str:
    if now == then:
        return ""
    if sheet.kind == "form":
        old, new = (now or [{}])[0], (then or [{}])[0]
        names = [f.title for f in sheet.typed if old.get(f.id, "") != new.get(f.id, "")]
        more = say(" và {n} ô nữa", n=len(names) - MOST_NAMED) if len(names) > MOST_NAMED else ""
        return say("{sheet}: khác ở {fields}.", sheet=sheet.title, fields=", ".join(names[:MOST_NAMED]) + more)
    changed = sum(a != b for a, b in zip(now, then, strict=False))
    parts = [say("{n} dòng khác", n=changed)] if changed else []
    if len(then) > len(now):
        parts.append(say("thêm {n} dòng", n=len(then) - len(now)))
    if len(now) > len(then):
        parts.append(say("bớt {n} dòng", n=len(now) - len(then)))
    return f"{sheet.title}: {', '.join(parts)}."
