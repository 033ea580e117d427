"""Filled workbooks as they come back: copies, hidden lines, formulas, units, Kobo; nothing is read wrongly in silence."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from kit.workbooks import Book, Shelf, check_book
from kit.workbooks.book import NotABook
from kit.workbooks.xlsx_in import Placed, read_xlsx
from kit.workbooks.xlsx_out import xlsx
from tests.conftest import ROOT

SHELF = Shelf(ROOT)
BOOK = SHELF.get("tracking-book")
ABOUT = {"commune": "Xã Ví Dụ", "period": "Quý IV", "starts": "01/10/2026", "ends": "31/12/2026", "role": "Công chức"}
ROWS = [
    {"code": "H01", "day": "05/10/2026", "village": "Thôn 1", "component": "1 Nếp nghĩ", "activity": "Truyền thông", "women": "30", "men": "10", "count": "Lượt", "planned": "12", "spent": "11,5"},
    {"code": "H02", "day": "09/11/2026", "village": "Thôn 2", "component": "4 Kiến thức giới", "activity": "Tập huấn", "women": "20", "men": "5", "count": "Người", "planned": "30", "spent": "28"},
]  # fmt: skip
TODAY = date(2026, 12, 31)


def changed(change, rows=ROWS) -> Placed:
    """The base book as Excel gives it back after somebody changed it."""
    file = load_workbook(io.BytesIO(xlsx(Book.of(BOOK, {"about": [ABOUT], "activities": rows}))))
    change(file)
    stream = io.BytesIO()
    file.save(stream)
    return read_xlsx(BOOK, stream.getvalue())


def told(placed: Placed) -> list[str]:
    return [placed.told(f) for f in placed.with_found(check_book(placed.book, TODAY))]


def put(cell: str, value, sheet: str = "Hoạt động"):
    def change(file) -> None:
        file[sheet][cell] = value

    return change


def test_the_base_book_has_nothing_to_tell() -> None:
    placed = changed(lambda file: None)

    assert told(placed) == [] and placed.unread == []


def test_of_a_copied_sheet_the_own_one_is_read_and_the_copy_told() -> None:
    def change(file) -> None:
        made = file.copy_worksheet(file["Hoạt động"])
        made.title = "Hoạt động (2)"
        made["A4"] = "H99"
        file.move_sheet(made, -3)  # before the true one

    placed = changed(change)

    assert [row["code"] for row in placed.book.rows("activities")] == ["H01", "H02"]
    assert any("“Hoạt động (2)” là bản chép" in line for line in placed.unread)


def test_hidden_lines_are_read_and_told() -> None:
    def change(file) -> None:
        file["Hoạt động"].row_dimensions[5].hidden = True

    placed = changed(change)

    assert len(placed.book.rows("activities")) == 2
    assert any("dòng 5 đang bị ẩn" in line for line in placed.unread)


def test_a_formula_that_nobody_worked_out_is_a_fault_in_its_cell_and_never_empty() -> None:
    lines = told(changed(put("F4", "=SUM(A1:A2)")))

    assert len(lines) == 1 and "dòng 4, cột F (Nữ): Ô có công thức chưa có kết quả" in lines[0]


def test_errors_days_as_numbers_short_years_and_foreign_commas_are_asked_about() -> None:
    def change(file) -> None:
        page = file["Hoạt động"]
        page["C4"], page["C4"].data_type = "#REF!", "e"
        page["B4"].number_format, page["B4"].value = "General", 46300
        page["B5"].value, page["K4"].value = "9/11/26", "1,250"

    lines = "\n".join(told(changed(change)))

    assert "cột C (Bản): Ô báo lỗi #REF!" in lines
    assert "Ô ngày đang là số 46300, có thể là ngày 05/10/2026" in lines
    assert "“9/11/26” đọc là 09/11/2026" in lines
    assert "“1,250” đọc là 1,25" in lines and "viết 1.250" in lines


@pytest.mark.parametrize(("typed", "kept"), [("28tr", "28"), ("28 triệu", "28"), ("28.000.000 đ", "28"), ("0,028 tỷ", "28"), (" 28 ", "28")])  # fmt: skip
def test_money_is_read_in_the_unit_of_its_column(typed: str, kept: str) -> None:
    assert changed(put("L5", typed)).book.rows("activities")[1]["spent"] == kept


@pytest.mark.parametrize("value", [12_000_000, "28.000.000", "28000"])
def test_a_figure_far_from_its_neighbours_or_its_plan_is_asked_about(value) -> None:
    lines = told(changed(put("L5", value)))

    assert any("có đúng đơn vị triệu đồng không?" in line for line in lines)


def test_a_figure_like_its_neighbours_is_not_asked_about() -> None:
    rows = [{**ROWS[0], "code": f"H{n:02d}", "women": str(10 * n), "planned": str(5 * n)} for n in range(1, 40)]

    assert not [line for line in told(changed(lambda file: None, rows)) if "có đúng" in line]


@pytest.mark.parametrize(("field", "value"), [("women", "-3"), ("men", "2,5")])
def test_heads_are_whole_and_not_negative(field: str, value: str) -> None:
    book = Book.of(BOOK, {"about": [ABOUT], "activities": [{**ROWS[0], field: value}]})

    assert any("phải là số nguyên" in f.sentence for f in check_book(book, TODAY))


def test_one_code_in_another_case_is_the_same_code() -> None:
    book = Book.of(BOOK, {"about": [ABOUT], "activities": [ROWS[0], {**ROWS[1], "code": "h01"}]})

    assert "one-code-each" in [f.rule for f in check_book(book, TODAY)]


def test_a_cumulative_number_that_falls_is_a_question_and_no_fault() -> None:
    rows = [{"name": "Số tổ", "level": "Đầu ra", "period": p, "direction": "Tăng", "adding": "Lũy kế", "actual": a} for p, a in (("Q1", "12"), ("Q2", "10"))]  # fmt: skip
    found = [
        f
        for f in check_book(Book.of(BOOK, {"about": [ABOUT], "indicators": rows}), TODAY)
        if f.rule == "cumulative-never-falls"
    ]

    assert len(found) == 1 and found[0].notice and "vì sao?" in found[0].sentence


def test_a_falling_indicator_short_of_its_target_shows_no_share_above_a_hundred() -> None:
    row = {"name": "Tảo hôn", "level": "Kết quả", "period": "2026", "direction": "Giảm", "adding": "Lấy kỳ cuối", "baseline": "20", "target": "8", "actual": "10"}  # fmt: skip
    book = Book.of(BOOK, {"indicators": [row]})

    assert (book.text("indicators", 0, "reached"), book.text("indicators", 0, "progress")) == ("", "83,3")
    formula = load_workbook(io.BytesIO(xlsx(book)))["Kế hoạch và thực hiện"]["I4"].value
    assert 'D4="Tăng"' in formula


# ── Kobo ──
def kobo(*, labels: bool, groups: bool, second: bool = False) -> bytes:
    """What Kobo gives for our form: names or labels, with groups or without, one submission or two."""
    file = Workbook()
    main, ledger = file.worksheets[0], file.create_sheet("activities")
    main.title = "Sổ theo dõi hoạt động"
    fields = ("commune", "period", "starts", "ends", "role")
    titles = {"commune": "Xã", "period": "Kỳ", "starts": "Từ ngày", "ends": "Đến ngày", "role": "Người ghi (vai trò)"}
    main.append(["start", *(titles[f] if labels else ("about/" if groups else "") + f"about_{f}" for f in fields), "_uuid", "_index"])  # fmt: skip
    main.append(
        ["2026-11-20", "Xã Ví Dụ", "Quý IV" if labels else "quy-iv", "2026-10-01", "2026-12-31", "Công chức", "u1", 1]
    )
    if second:
        main.append(
            ["2026-12-20", "Xã Hai", "Quý IV" if labels else "quy-iv", "2026-10-01", "2026-12-31", "Công chức", "u2", 2]
        )
    heads = {f.id: f.title + (f" ({f.unit})" if f.unit else "") for f in BOOK.sheet("activities").typed}
    ledger.append([heads[f] if labels else f"activities_{f}" for f in ROWS[0]] + ["_index", "_parent_index"])
    for n, row in enumerate(ROWS, 1):
        cells = {"component": "1-nep-nghi", "activity": "truyen-thong", "count": "luot"} if n == 1 else {"component": "4-kien-thuc-gioi", "activity": "tap-huan", "count": "nguoi"}  # fmt: skip
        day = {"day": f"2026-{row['day'][3:5]}-{row['day'][:2]}"}
        shown = {**row, **day, **({} if labels else cells)}
        ledger.append([float(v.replace(",", ".")) if v.replace(",", "").isdecimal() else v for v in shown.values()] + [n, n if second else 1])  # fmt: skip
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("labels", "groups"), [(False, True), (False, False), (True, False)], ids=["names-in-groups", "names", "labels"])  # fmt: skip
def test_what_kobo_exports_for_our_own_form_is_read_back(labels: bool, groups: bool) -> None:
    placed = read_xlsx(BOOK, kobo(labels=labels, groups=groups))
    wanted = Book.of(BOOK, {"about": [ABOUT], "activities": ROWS})

    assert placed.book.rows("about") == wanted.rows("about")
    assert placed.book.rows("activities") == wanted.rows("activities")
    assert "Kobo" in placed.unread[0]


def test_submissions_of_several_villages_are_put_together_and_told() -> None:
    placed = read_xlsx(BOOK, kobo(labels=False, groups=True, second=True))

    assert placed.book.rows("about")[0]["commune"] == "Xã Hai"
    assert any("2 lượt gửi" in line for line in placed.unread)


def test_ids_as_headings_with_the_data_right_below_lose_no_line() -> None:
    file = Workbook()
    page = file.worksheets[0]
    page.title = "activities"
    page.append(list(ROWS[0]))
    for row in ROWS:
        page.append(list(row.values()))
    stream = io.BytesIO()
    file.save(stream)

    assert [row["code"] for row in read_xlsx(BOOK, stream.getvalue()).book.rows("activities")] == ["H01", "H02"]


def test_a_file_of_something_else_is_no_book() -> None:
    file = Workbook()
    file.worksheets[0].append(["Món", "Giá"])
    stream = io.BytesIO()
    file.save(stream)

    with pytest.raises(NotABook, match="không có trang nào"):
        read_xlsx(BOOK, stream.getvalue())


# ── what an author writes ──
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{id: spent, title: Tiền đã chi, sheet: activities, sum: spent}", "{id: spent, title: Tiền đã chi, sheet: activities, sum: spent, when: ['count=Buổi']}", "không bao giờ đúng"),
        ("when: ['adding=Lũy kế']", "when: ['adding']", "Không đọc được điều kiện"),
        ("when: ['activity=Địa chỉ tin cậy']", "when: ['activity=Địa chỉ tin cây xanh']", "không bao giờ đúng"),
        ("when: ['total!=']", "when: ['totall!=']", "Không có ô nào tên “totall”"),
        ("when: ['direction=Tăng'], help", "when: ['target>5'], help", "so với chữ"),
    ],
)  # fmt: skip
def test_a_broken_condition_is_found_by_kit_check(old: str, new: str, told: str, tmp_path) -> None:
    source = (ROOT / "exercises" / "workbooks" / "tracking-book.yaml").read_text(encoding="utf-8")
    assert old in source
    folder = tmp_path / "exercises" / "workbooks"
    folder.mkdir(parents=True)
    (folder / "tracking-book.yaml").write_text(source.replace(old, new, 1), encoding="utf-8")

    assert told in "\n".join(map(str, Shelf(tmp_path).faults))
