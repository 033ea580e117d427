"""A workbook on the screen: judged at once, saved before it is called saved, lost by nobody."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kit.answers import Desk, Learner
from kit.course import Library
from kit.desk.open_workbook import ON_A_PAGE, OpenWorkbook
from kit.desk.session import Session
from kit.screen.workbook import WorkbookFrame
from kit.workbooks import Book, Shelf
from kit.workbooks.xlsx_in import read_xlsx
from kit.workbooks.xlsx_out import xlsx
from tests.conftest import ROOT
from tests.workbooks.test_xlsx import filled


@pytest.fixture
def here(tmp_path: Path) -> Session:
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    made = Session(Library(tmp_path), Desk(tmp_path / "answers"))
    made.enter(Learner("Mây", "", 1))
    return made


def opened(here: Session, name: str = "tracking-book") -> WorkbookFrame:
    return WorkbookFrame(OpenWorkbook(Shelf(here.library.home).get(name), here), here)


def write(frame: WorkbookFrame, sheet: str, row: int, **texts: str) -> None:
    for field, text in texts.items():
        frame._on_message(None, {"deed": "write", "sheet": sheet, "row": row, "field": field, "text": text}, [])


def test_what_was_typed_is_on_the_disk_when_saved_is_said(here: Session) -> None:
    frame = opened(here)
    frame._on_message(None, {"deed": "add", "sheet": "activities"}, [])
    write(frame, "activities", 1, women="28", men="20", total="50", day="2/3/2026")

    assert frame.state["status"] == "Đã lưu"
    kept = json.loads(frame.path.read_text(encoding="utf-8"))["sheets"]["activities"][0]
    assert (kept["women"], kept["day"]) == ("28", "02/03/2026")
    (told,) = frame.state["told"]["activities/1/total"]
    assert "28 + 20 = 48, ghi 50" in told["sentence"] and told["remedy"]
    assert opened(here).state["texts"]["activities/1/day"] == "02/03/2026"


def test_formulas_are_worked_out_as_one_types(here: Session) -> None:
    frame = opened(here)
    frame._on_message(None, {"deed": "add", "sheet": "indicators"}, [])
    write(frame, "indicators", 1, direction="Tăng", baseline="0", target="1.800", actual="550")

    assert frame.state["texts"]["indicators/1/reached"] == "30,6"


def test_a_failed_save_is_said_and_not_called_saved(here: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = opened(here)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    write(frame, "about", 1, commune="Xã giả định")

    assert frame.state["unsaved"] and "Đã lưu" not in frame.state["status"]
    assert not list(frame.path.parent.glob("*.tmp"))


def test_a_damaged_book_is_told_and_never_written_over(here: Session) -> None:
    frame = opened(here)
    write(frame, "about", 1, commune="Xã giả định")
    frame.path.write_bytes(frame.path.read_bytes()[:40])
    again = opened(here)
    write(again, "about", 1, commune="Khác")

    assert again.state["unsaved"]
    assert len(again.path.read_bytes()) == 40


def test_each_learner_has_a_book_of_her_own_and_erasing_takes_it_along(here: Session) -> None:
    frame = opened(here)
    write(frame, "about", 1, commune="Của Mây")
    here.enter(Learner("Lan", "", 1))
    assert frame.state["texts"]["about/1/commune"] == ""
    write(frame, "about", 1, commune="Của Lan")
    here.erase()

    left = sorted(p.name for p in (here.desk.folder / "workbooks").iterdir())
    assert len(left) == 1 and "Của Mây" in (here.desk.folder / "workbooks" / left[0]).read_text(encoding="utf-8")


def test_excel_read_on_the_screen_gives_the_book_that_was_written(here: Session) -> None:
    book = filled("tracking-book")
    frame = opened(here)
    write(frame, "about", 1, commune="Trước đó")
    frame._on_message(None, {"deed": "read"}, [memoryview(xlsx(book))])
    frame._on_message(None, {"deed": "take"}, [])

    assert Book.read(book.workbook, frame.path.read_bytes()).sheets == book.sheets
    assert "Trước đó" in frame.path.with_suffix(".truoc.json").read_text(encoding="utf-8"), "the book before is kept"
    frame._on_message(None, {"deed": "excel"}, [])
    assert read_xlsx(book.workbook, frame.path.with_suffix(".xlsx").read_bytes()).book.sheets == book.sheets


def test_excel_file_replaces_nothing_before_it_was_asked_and_can_be_taken_back(here: Session) -> None:
    frame = opened(here)
    write(frame, "about", 1, commune="Trước đó")
    frame._on_message(None, {"deed": "read"}, [memoryview(xlsx(filled("tracking-book")))])

    assert frame.state["texts"]["about/1/commune"] == "Trước đó"
    assert any("thêm 3 dòng" in line for line in frame.state["asked"]["lines"])
    assert any("Xã" in line and "khác ở" in line for line in frame.state["asked"]["lines"])
    frame._on_message(None, {"deed": "leave"}, [])
    assert frame.state["asked"] is None and "còn nguyên" in frame.state["status"]
    frame._on_message(None, {"deed": "take"}, [])
    assert frame.state["texts"]["about/1/commune"] == "Trước đó", "what was declined is not taken later"

    frame._on_message(None, {"deed": "read"}, [memoryview(xlsx(filled("tracking-book")))])
    frame._on_message(None, {"deed": "take"}, [])
    assert frame.state["texts"]["about/1/commune"] != "Trước đó" and frame.state["undo"]
    frame._on_message(None, {"deed": "undo"}, [])
    assert frame.state["texts"]["about/1/commune"] == "Trước đó" and not frame.state["undo"]
    assert "Trước đó" in frame.path.read_text(encoding="utf-8")


def test_row_that_was_removed_can_be_taken_back(here: Session) -> None:
    frame = opened(here)
    frame._on_message(None, {"deed": "read"}, [memoryview(xlsx(filled("tracking-book", rows=4)))])
    before = frame.state["texts"]
    frame._on_message(None, {"deed": "remove", "sheet": "activities", "row": 2}, [])
    assert frame.state["views"]["activities"]["total"] == 3
    frame._on_message(None, {"deed": "undo"}, [])

    assert frame.state["texts"] == before


def test_typing_and_importing_give_the_same_book(here: Session) -> None:
    book = filled("dialogue-register", rows=2)
    frame = opened(here, "dialogue-register")
    for sheet in book.workbook.sheets:
        for n, row in enumerate(book.rows(sheet.id), 1):
            if sheet.kind == "ledger":
                frame._on_message(None, {"deed": "add", "sheet": sheet.id}, [])
            write(frame, sheet.id, n, **row)

    assert Book.read(book.workbook, frame.path.read_bytes()).sheets == book.sheets


def test_a_file_that_is_no_excel_changes_nothing(here: Session) -> None:
    frame = opened(here)
    write(frame, "about", 1, commune="Xã giả định")
    frame._on_message(None, {"deed": "read"}, [memoryview(b"no excel")])

    assert "không phải tệp Excel" in frame.state["status"] and frame.state["unsaved"]
    assert frame.state["texts"]["about/1/commune"] == "Xã giả định"


def test_only_a_page_of_a_long_ledger_is_drawn(here: Session) -> None:
    frame = opened(here)
    frame._on_message(None, {"deed": "read"}, [memoryview(xlsx(filled("tracking-book", rows=60)))])
    assert frame.state["views"]["activities"] == {"first": 1, "count": ON_A_PAGE, "total": 60, "page": 1, "pages": 3}
    frame._on_message(None, {"deed": "turn", "sheet": "activities", "page": 3}, [])

    assert frame.state["views"]["activities"]["first"] == 2 * ON_A_PAGE + 1
    assert "activities/60/code" in frame.state["texts"] and "activities/1/code" not in frame.state["texts"]


@pytest.mark.parametrize(
    "junk",
    [
        {}, {"deed": "write"}, {"deed": "write", "sheet": "nope", "row": 1, "field": "x", "text": "y"},
        {"deed": "write", "sheet": "activities", "row": 99, "field": "code", "text": "y"},
        {"deed": "remove", "sheet": "about", "row": 1}, {"deed": "turn", "sheet": "activities", "page": "x"}, {"deed": "read"},
    ],
)  # fmt: skip
def test_a_strange_message_never_breaks_the_book(here: Session, junk: dict) -> None:
    frame = opened(here)
    frame._on_message(None, junk, [])

    write(frame, "about", 1, commune="Xã giả định")
    assert frame.state["status"] == "Đã lưu"
