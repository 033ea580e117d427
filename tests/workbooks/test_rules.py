"""Every rule of every workbook keeps quiet over its good rows and speaks up over its bad ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kit.vietnamese import parse_number
from kit.workbooks import Book, Shelf, check_book
from kit.workbooks.model import Rule, Workbook, row_of
from tests.conftest import ROOT

SHELF, CLASSES = Shelf(ROOT), Shelf(ROOT, "class")
TODAY = date(2026, 11, 22)
WORDS = ("needs", "nobody", "among")  # these ask for words, not for figures
RULES = [
    (workbook, rule) for shelf in (SHELF, CLASSES) for workbook in shelf.workbooks.values() for rule in workbook.rules
]


def book_of(workbook: Workbook, rule: Rule, examples: tuple[str, ...]) -> Book:
    """The example rows: “about: …” fills a form, the others are rows of the rule's sheet."""
    sheets: dict[str, list[dict[str, str]]] = {}
    for example in examples:
        place, colon, rest = example.partition(": ")
        known = colon and place in [s.id for s in workbook.sheets]
        sheets.setdefault(place if known else rule.sheet, []).append(row_of(rest if known else example))
    return Book.of(workbook, sheets)


def broken(workbook: Workbook, rule: Rule, examples: tuple[str, ...]) -> list[str]:
    found = check_book(book_of(workbook, rule, examples), TODAY)
    return [f"{f.sentence} {f.remedy}" for f in found if f.rule == rule.id]


def test_there_are_six_workbooks_and_no_fault_in_them() -> None:
    assert len(SHELF.workbooks) == 6
    assert [str(fault) for fault in SHELF.faults] == []


def test_a_class_has_one_file_with_no_fault_in_it() -> None:
    assert list(CLASSES.workbooks) == ["class-file"]
    assert [str(fault) for fault in CLASSES.faults] == []


@pytest.mark.parametrize(("workbook", "rule"), RULES, ids=[f"{w.id}:{r.id}" for w, r in RULES])
def test_rule_tells_its_bad_rows_and_not_its_good_ones(workbook: Workbook, rule: Rule) -> None:
    assert broken(workbook, rule, rule.good) == []
    told = broken(workbook, rule, rule.bad)
    assert len(told) == 1
    assert told[0].startswith(rule.says) and told[0].endswith(rule.mend)


OF_FIGURES = [(w, r) for w, r in RULES if r.check not in WORDS and not w.sheet(r.sheet).field(r.field).formula]


@pytest.mark.parametrize(("workbook", "rule"), OF_FIGURES, ids=[f"{w.id}:{r.id}" for w, r in OF_FIGURES])
def test_what_is_missing_breaks_no_rule_about_figures(workbook: Workbook, rule: Rule) -> None:
    """Not yet reported is not nought: rows without the figure are left in peace."""
    emptied = tuple(
        "; ".join(f"{k}={v}" for k, v in row_of(example).items() if not k.endswith(rule.field)) for example in rule.bad
    )
    assert broken(workbook, rule, emptied) == []


def test_adding_up_shows_the_sum() -> None:
    workbook = SHELF.get("tracking-book")
    rule = next(r for r in workbook.rules if r.id == "women-and-men")

    (told,) = broken(workbook, rule, rule.bad)
    assert "(28 + 20 = 48, ghi 50)" in told


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Chị em bản trên", False), ("Chị Chủ tịch Hội xã", False), ("Bà con ba bản", False), ("chị Lò Thị Mây", True),
        ("gọi 0912 345 678", True), ("điện +84912345678", True), ("ông Giàng A Páo nói", True), ("Chị Phó Bí thư", False),
        ("Chị em đi nương", False), ("chị em đã hỏi", False), ("Trẻ em đến trường xa", False), ("Chị em Mông bản trên", False),
        ("trẻ em Thái", False), ("bà đỡ của bản", False), ("Nhà Lò Thị Mây", True), ("cháu H'Lan", True), ("Chị Ban Thị Hoa", True),
        ("Chị Chủ Thị Sua", True), ("em Páo nghỉ học", True), ("nhà văn hóa", False), ("anh Chủ tịch xã", False),
        ("năm 2026 có 1.500 hộ", False), ("số 123/QĐ-UBND ngày 01/02/2026", False),
    ],
)  # fmt: skip
def test_people_are_told_from_groups_and_offices(text: str, named: bool) -> None:
    workbook = SHELF.get("dialogue-register")
    rule = next(r for r in workbook.rules if r.id == "no-name-in-a-matter")
    book = Book.of(workbook, {"recommendations": [{"matter": text}]})

    assert bool([f for f in check_book(book, TODAY) if f.rule == rule.id]) is named


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "reached", "progress"),
    [
        ("0", "1.800", "550", "30,6", "30,6"),  # clubs of 2022 against the target of 2021-2025
        ("0", "600", "68", "11,3", "11,3"),  # courses
        ("40", "20", "35", "", "25"),  # a target that falls: only the way gone says something
        ("", "625", "746", "119,4", ""),  # no baseline, no progress
        ("20", "20", "20", "100", ""),  # no way to go
        ("0", "0", "5", "", ""),  # nothing divided by nothing
        ("10", "20", "", "", ""),  # not yet reported
    ],
)
def test_progress_obeys_its_definition(baseline: str, target: str, actual: str, reached: str, progress: str) -> None:
    falls = bool(baseline) and parse_number(target) < parse_number(baseline)
    row = {
        "name": "x",
        "direction": "Giảm" if falls else "Tăng",
        "baseline": baseline,
        "target": target,
        "actual": actual,
    }
    book = Book.of(SHELF.get("tracking-book"), {"indicators": [row]})

    assert (book.text("indicators", 0, "reached"), book.text("indicators", 0, "progress")) == (reached, progress)


def test_agenda_has_its_hours_and_tasks_count_back_from_the_day() -> None:
    workbook = SHELF.get("dialogue-plan")
    blank = Book.blank(workbook)
    book = Book.of(workbook, {**blank.sheets, "about": [{"starts": "7 giờ 30", "day": "20/12/2026", "minutes": "120"}]})

    assert [book.text("agenda", n, "time") for n in range(5)] == ["07:30", "07:40", "08:50", "09:10", "09:20"]
    assert [book.text("tasks", n, "due") for n in (0, 5, 7)] == ["29/11/2026", "19/12/2026", "30/12/2026"]
    assert not [f for f in check_book(book, TODAY) if f.rule == "agenda-fills-the-day"]


def test_cells_that_cannot_be_read_are_told_and_kept() -> None:
    workbook = SHELF.get("tracking-book")
    row = {"code": "A1", "day": "31/02/2026", "activity": "Đối thoạii", "women": "hai chục rưỡi gì đó"}
    book = Book.of(workbook, {"activities": [row]})
    told = {f.field: f for f in check_book(book, TODAY) if not f.rule}

    assert book.rows("activities")[0]["day"] == "31/02/2026"
    assert {"day", "women"} <= set(told)
    assert all(f.row == 1 and f.remedy for f in told.values())


def test_values_are_kept_in_one_way() -> None:
    workbook = SHELF.get("tracking-book")
    typed = {"code": "A1", "day": "2/3/2026", "activity": "doi thoai", "women": "1500", "planned": "7,60"}
    (row,) = Book.of(workbook, {"activities": [typed]}).rows("activities")

    assert (row["day"], row["activity"], row["women"], row["planned"]) == ("02/03/2026", "Đối thoại", "1.500", "7,6")


def test_a_book_is_read_back_as_it_was_written() -> None:
    workbook = SHELF.get("dialogue-plan")
    book = Book.blank(workbook)

    assert Book.read(workbook, book.written()).sheets == Book.of(workbook, book.sheets).sheets
    again = replace(Book.read(workbook, book.written()))
    assert again.written() == Book.of(workbook, book.sheets).written()
