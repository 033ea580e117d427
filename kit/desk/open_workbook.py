"""A workbook that lies before somebody: typed into, judged at once, saved after every change, to and from Excel."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from kit.desk.session import Session
from kit.document.html import prose
from kit.errors import KitError
from kit.files import ChangedMeanwhile, print_of, write_over, write_whole
from kit.messages import say
from kit.workbooks import Book, Field, Finding, Sheet, Workbook, check_book
from kit.workbooks.book import NotABook
from kit.workbooks.differences import differences
from kit.workbooks.values import NUMBERS, canonical
from kit.workbooks.xlsx_in import Placed, read_xlsx
from kit.workbooks.xlsx_out import xlsx

ON_A_PAGE = 25  # rows of a ledger that are drawn at once
MOST_ROWS = 20_000
MOST_GAPS = 12  # cells still to be filled that are named at once
MOST_LETTERS = 5_000  # of one cell
SHARED = "chung"  # nobody has signed in


class OpenWorkbook:
    """`face` is drawn once; `state` holds the texts and findings of the rows in view."""

    def __init__(self, workbook: Workbook, here: Session) -> None:
        self._workbook, self._session = workbook, here
        self._pages: dict[str, int] = {}
        self._offered: Placed | None = None  # an Excel file that was read and not yet taken over
        self._before: Book | None = None  # what one press takes back
        self.face = _face(workbook)
        self.made: list[Path] = []  # files that were written at the last press of a button
        self.state: dict[str, object] = {}
        self.restore()

    @property
    def path(self) -> Path:
        """Where this learner's book lies, beside the answers."""
        learner = self._session.learner
        name = Path(learner.file_name).stem if learner else SHARED
        return self._session.desk.folder / "workbooks" / f"{name}--{self._workbook.id}.json"

    @property
    def book(self) -> Book:
        """What is written in it now."""
        return self._book

    def restore(self) -> None:
        """Show the learner's book as it was left, or a fresh one."""
        said, self._sound, self._seen = "", True, ""
        self._offered = self._before = None
        try:
            content = self.path.read_bytes()
            self._book, self._seen = Book.read(self._workbook, content), print_of(content)
            said = say("Đã mở sổ đã lưu.")
        except FileNotFoundError:
            self._book = Book.blank(self._workbook)
        except (OSError, NotABook) as error:
            self._book, self._sound = Book.blank(self._workbook), False  # what cannot be read is never written over
            said = say("Không mở được sổ đã lưu ({cause}). Sổ mới chưa được lưu.", cause=error)
        self._paint(said, unsaved=not self._sound)

    def act(self, content: dict[str, object], file: bytes = b"") -> None:
        """Do what the page asks: write into a cell, add or remove a row, read the Excel `file`; told in the state."""
        deeds = {
            "write": self._write,
            "add": self._add,
            "remove": self._remove,
            "turn": self._turn,
            "excel": self._excel,
            "arrange": self._arrange,
            "take": self._take,
            "leave": self._leave,
            "undo": self._undo,
        }
        self.made = []
        try:
            if content.get("deed") == "read":
                self._read(file)
            elif act := deeds.get(str(content.get("deed"))):
                act(content)
        except KitError as error:
            self._paint(str(error), unsaved=True)
        except (KeyError, IndexError, ValueError, TypeError, OverflowError, StopIteration):
            return  # no message of ours

    def _rows(self, content: dict[str, object]) -> tuple[Sheet, list[dict[str, str]]]:
        sheet = self._workbook.sheet(str(content["sheet"]))
        return sheet, self._book.sheets.setdefault(sheet.id, [])

    def _write(self, content: dict[str, object]) -> None:
        sheet, rows = self._rows(content)
        field = sheet.field(str(content["field"]))
        rows[_index(content, rows)][field.id] = canonical(field, str(content["text"])[:MOST_LETTERS])
        self._keep()

    def _add(self, content: dict[str, object]) -> None:
        sheet, rows = self._rows(content)
        if sheet.kind == "ledger" and len(rows) < MOST_ROWS:
            rows.append({f.id: "" for f in sheet.typed})
            self._pages[sheet.id] = _pages(len(rows))
            self._keep()

    def _remove(self, content: dict[str, object]) -> None:
        sheet, rows = self._rows(content)
        if sheet.kind == "ledger":
            self._before = self._copy()
            del rows[_index(content, rows)]
            self._keep()

    def _turn(self, content: dict[str, object]) -> None:
        sheet, rows = self._rows(content)
        self._pages[sheet.id] = min(max(1, int(str(content["page"]))), _pages(len(rows)))
        self._paint(str(self.state["status"]), unsaved=bool(self.state["unsaved"]))

    def _arrange(self, _: dict[str, object]) -> None:
        """Fill the schedule; the lines that stood there before give way."""
        if self._workbook.arranged:
            from kit.workbooks.calendar import arrange

            self._before = self._copy()
            self._book, lines = arrange(Book(self._workbook, self._book.sheets))
            self._keep(" ".join(lines))

    def _excel(self, _: dict[str, object]) -> None:
        path = self.path.with_suffix(".xlsx")
        write_whole(path, xlsx(self._book), sync=True)
        self.made = [path]
        self._paint(say("Đã ghi tệp Excel: {name}", name=path.name))

    def _read(self, content: bytes) -> None:
        """Read an Excel file; where something stands on the screen, say what would change and ask first."""
        placed = read_xlsx(self._workbook, content)
        if placed.lost:
            told = [
                say("Chưa nhận tệp: {n} ô máy không hiểu. Sửa các ô dưới đây rồi thử lại:", n=len(placed.lost)),
                *map(placed.told, placed.lost),
            ]
            raise NotABook(" ".join(told))
        self._offered = placed
        if self._sound and differences(Book.blank(self._workbook), self._book):
            self._paint(str(self.state["status"]), unsaved=bool(self.state["unsaved"]))
        else:
            self._take({})

    def _take(self, _: dict[str, object]) -> None:
        """Take over the file that was read; the book that was here is kept beside it under another name."""
        placed, self._offered = self._offered, None
        if placed is None:
            return
        if self.path.exists():
            write_whole(self.path.with_suffix(".truoc.json"), self.path.read_bytes(), sync=True)
        self._before = self._copy() if self._sound else None
        self._book, self._sound = placed.book, True
        self._keep(" ".join([say("Đã đọc tệp Excel."), *placed.unread, *map(placed.told, placed.findings)]))

    def _leave(self, _: dict[str, object]) -> None:
        self._offered = None
        self._paint(say("Không nhận tệp Excel. Sổ trên màn hình còn nguyên."), unsaved=not self._sound)

    def _undo(self, _: dict[str, object]) -> None:
        if self._before is not None:
            self._book, self._before = self._before, None
            self._keep(say("Đã lấy lại sổ như trước."))

    def _copy(self) -> Book:
        return Book.read(self._workbook, self._book.written())

    def _question(self) -> dict[str, object] | None:
        """What taking over the file that was read would change; None where nothing waits."""
        if self._offered is None:
            return None
        lines = differences(self._book, self._offered.book) or [say("Tệp giống hệt sổ trên màn hình.")]
        return {"words": say("Tệp Excel sẽ thay sổ đang ở trên màn hình:"), "lines": lines}

    def _keep(self, said: str = "") -> None:
        """Save, then say so: nothing is called saved before it is on the disk."""
        self._book = Book(self._workbook, self._book.sheets)  # what was worked out before no longer holds
        if self._sound:
            try:
                self._seen = write_over(self.path, self._book.written(), self._seen)
            except ChangedMeanwhile as error:
                self.restore()
                self._paint(str(error), unsaved=True)
                return
        self._paint(said or say("Đã lưu"), unsaved=not self._sound)

    def _paint(self, status: str, *, unsaved: bool = False) -> None:
        found = check_book(self._book, date.today())
        empty = [f for f in found if f.empty]  # a fresh book is not full of mistakes
        serious = sum(not f.notice for f in found) - len(empty)
        words = say(
            "Còn {empty} ô phải điền, {faults} chỗ cần sửa, {warnings} điều cần xem lại.",
            empty=len(empty), faults=serious, warnings=len(found) - serious - len(empty),
        )  # fmt: skip
        view = self._view([f for f in found if not f.empty])
        waits = {"asked": self._question(), "undo": self._before is not None}
        titles: dict[tuple[str, str], str] = {(s.id, f.id): f.title for s in self._workbook.sheets for f in s.fields}
        first: dict[tuple[str, str], str] = {}
        alike = Counter((f.sheet, f.field) for f in empty)
        for f in empty:
            first.setdefault((f.sheet, f.field), f"{f.sheet}/{f.row}/{f.field}")
        gaps = [
            {"at": at, "title": titles.get(which, which[1]) + (f" ({alike[which]})" if alike[which] > 1 else "")}
            for which, at in first.items()
        ]
        self.state = {**view, **waits, "empty": gaps[:MOST_GAPS], "status": status, "unsaved": unsaved, "counts": words}

    def _view(self, found: list[Finding]) -> dict[str, object]:
        views: dict[str, object] = {}
        texts: dict[str, str] = {}
        for sheet in self._workbook.sheets:
            total = len(self._book.rows(sheet.id))
            page = min(self._pages.get(sheet.id, 1), _pages(total))
            first = (page - 1) * ON_A_PAGE
            shown = range(first, min(first + ON_A_PAGE, total))
            views[sheet.id] = {
                "first": first + 1,
                "count": len(shown),
                "total": total,
                "page": page,
                "pages": _pages(total),
            }
            texts |= {
                f"{sheet.id}/{n + 1}/{f.id}": self._book.text(sheet.id, n, f.id) for n in shown for f in sheet.fields
            }
        told: dict[str, list[dict[str, object]]] = {}
        about: dict[str, list[str]] = {}
        for f in found:
            if f.row == 0:
                about.setdefault(f.sheet, []).append(f"{'⚠' if f.notice else '✗'} {f.sentence} {f.remedy}")
            elif (at := f"{f.sheet}/{f.row}/{f.field}") in texts:
                told.setdefault(at, []).append({"sentence": f.sentence, "remedy": f.remedy, "notice": f.notice})
        return {"views": views, "texts": texts, "told": told, "about": about}


def _index(content: dict[str, object], rows: list[dict[str, str]]) -> int:
    row = int(str(content["row"])) - 1
    if not 0 <= row < len(rows):
        raise IndexError(row)
    return row


def _pages(total: int) -> int:
    return max(1, -(-total // ON_A_PAGE))


def _face(workbook: Workbook) -> dict[str, object]:
    words = {
        "row": say("Dòng"), "add": say("Thêm dòng"), "remove": say("Xóa dòng"), "back": say("Trang trước"),
        "next": say("Trang sau"), "excel": say("Ghi ra Excel"), "read": say("Đọc tệp Excel đã điền"),
        "take": say("Thay bằng tệp Excel"), "leave": say("Giữ sổ trên màn hình"), "undo": say("↶ Lấy lại như trước"),
    }  # fmt: skip
    if workbook.arranged:
        words["arrange"] = say("Xếp lịch")
    sheets = [
        {"id": s.id, "title": s.title, "kind": s.kind, "fields": [_field(f) for f in s.fields]} for s in workbook.sheets
    ]
    return {
        "id": workbook.id,
        "title": workbook.title,
        "summary": prose(workbook.summary),
        "words": words,
        "sheets": sheets,
    }


def _field(field: Field) -> dict[str, object]:
    samples = {"date": "21/11/2026", "clock": "07:30"}
    return {
        "id": field.id,
        "title": f"{field.title} ({field.unit})" if field.unit else field.title,
        "help": field.help,
        "required": field.required,
        "computed": bool(field.formula),
        "choices": list(field.choices) or None,
        "long": field.kind == "long",
        "digits": field.kind in NUMBERS,
        "sample": samples.get(field.kind, ""),
    }
