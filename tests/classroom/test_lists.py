"""Lists as offices have them: which sheet, which lines are people, what columns mean; the rest is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from kit.classroom.headings import meaning
from kit.classroom.opening import Wanted, new_class, take_roster
from kit.classroom.roster import Roster, RosterFaults, read_roster, spelling
from kit.workbooks import Shelf
from tests.classroom.conftest import MODULE, open_class
from tests.conftest import ROOT

HEAD = ["TT", "Họ và tên", "Giới tính", "Đơn vị công tác", "Hình thức"]
THREE = [
    [1, "Trần Thị Mẫu", "Nữ", "Xã Ví Dụ", "Trực tiếp"],
    [2, "Phạm Thử Hường", "Nữ", "Xã Thí Điểm", "Trực tiếp"],
    [3, "Lê Mẫu Đức", "Nam", "Thôn Giả Định", "Trực tuyến"],
]
NAMES = ["Trần Thị Mẫu", "Phạm Thử Hường", "Lê Mẫu Đức"]


@pytest.fixture(scope="module")
def sheet():
    return Shelf(ROOT, "class").get("class-file").sheet("roster")


def book_of(*rows: list, title: str = "DS") -> Workbook:
    book = Workbook()
    book.worksheets[0].title = title
    for row in rows:
        book.worksheets[0].append(row)
    return book


def read(book: Workbook, sheet, tmp_path: Path, **options) -> Roster:
    book.save(tmp_path / "ds.xlsx")
    return read_roster(tmp_path / "ds.xlsx", sheet, **options)


def names(roster: Roster) -> list[str]:
    return list(roster.names.values())


# ── which sheet ──
def test_a_cover_sheet_and_a_hidden_old_list_before_the_list_are_passed_by_and_told(sheet, tmp_path: Path) -> None:
    book = book_of(["HỘI LHPN TỈNH"], [None], ["DANH SÁCH HỌC VIÊN"], title="Bìa")
    old = book.create_sheet("Năm ngoái")
    for row in (HEAD, [1, "Người Cũ", "Nữ", "Xã Cũ", "Trực tiếp"]):
        old.append(row)
    old.sheet_state = "hidden"
    page = book.create_sheet("Năm nay")
    for row in (HEAD, *THREE):
        page.append(row)

    found = read(book, sheet, tmp_path)

    assert names(found) == NAMES
    assert "Đã đọc trang “Năm nay”: 3 người." in found.told
    assert any("Trang ẩn “Năm ngoái”" in line for line in found.told)


def test_a_second_list_is_told_and_not_read(sheet, tmp_path: Path) -> None:
    book = book_of(HEAD, *THREE)
    page = book.create_sheet("Xã Thứ Hai")
    for row in (HEAD, [1, "Người Mẫu A", "Nữ", "Xã Hai", "Trực tiếp"]):
        page.append(row)

    found = read(book, sheet, tmp_path)

    assert names(found) == NAMES
    assert any("Trang “Xã Thứ Hai” cũng có danh sách (1 dòng): chưa đọc" in line for line in found.told)


def test_a_list_that_stands_only_on_a_hidden_sheet_is_refused(sheet, tmp_path: Path) -> None:
    book = book_of(["Ghi chú"], title="Bìa")
    page = book.create_sheet("DS")
    for row in (HEAD, *THREE):
        page.append(row)
    page.sheet_state = "hidden"

    with pytest.raises(RosterFaults, match="bỏ ẩn trang"):
        read(book, sheet, tmp_path)


# ── which lines are people ──
@pytest.mark.parametrize(
    "line",
    [
        pytest.param(["I", "XÃ VÍ DỤ"], id="group"),
        pytest.param(["II.", "Xã Thí Điểm"], id="group-in-small-letters"),
        pytest.param([None, "I. XÃ VÍ DỤ"], id="group-in-one-cell"),
        pytest.param(["A", "KHỐI HUYỆN CŨ"], id="group-by-letter"),
        pytest.param([None, "Danh sách này gồm 3 người./."], id="closing"),
        pytest.param([None, None, None, "Ví Dụ, ngày 20 tháng 11 năm 2026"], id="place-and-date"),
        pytest.param([None, None, None, "Ví Dụ, ngày    tháng 11 năm 2026"], id="date-left-open"),
        pytest.param([None, "Nơi nhận:", None, "TM. BAN THƯỜNG VỤ"], id="signature-head"),
        pytest.param([None, "- Lưu VT.", None, "CHỦ TỊCH"], id="office"),
        pytest.param([None, "NGƯỜI LẬP BIỂU", None, "THỦ TRƯỞNG ĐƠN VỊ"], id="who-made-it"),
        pytest.param([None, "Tổng cộng: 3 người"], id="total"),
        pytest.param([1, 2, 3, 4, 5], id="numbers-of-columns"),
        pytest.param(["(1)", "(2)", "(3)", "(4)", "(5)"], id="numbers-in-brackets"),
    ],
)
def test_what_is_no_person_is_told_and_never_enrolled(line: list, sheet, tmp_path: Path) -> None:
    where = 1 if str(line[0]) in ("1", "(1)") else 3
    rows = [*THREE[: where - 1], line, *THREE[where - 1 :]]

    found = read(book_of(["DANH SÁCH"], HEAD, *rows), sheet, tmp_path)

    assert names(found) == NAMES
    if str(line[0]) not in ("1",):
        assert any("không phải người học" in told for told in found.told)


def test_a_name_under_the_signature_is_nobody_of_the_class(sheet, tmp_path: Path) -> None:
    foot = [[None, None, None, "CHỦ TỊCH"], [None], [None, None, None, "Nguyễn Thị Ký"], [None, "Người Lập Danh Sách"]]

    found = read(book_of(HEAD, *THREE, *foot), sheet, tmp_path)

    assert names(found) == NAMES


@pytest.mark.parametrize(
    "name",
    ["Tống Thị Mẫu", "Công Thị Mẫu", "Tổng Văn Thử", "Hội Thị Mẫu", "Y Mẫu", "H'Ƀlŭ Ksor Mẫu", "Siu H’Mẫu", "K' Ñĭm"],
)
def test_a_name_that_looks_like_something_else_is_a_person(name: str, sheet, tmp_path: Path) -> None:
    assert names(read(book_of(HEAD, [1, name, "Nữ", "Xã A", ""]), sheet, tmp_path)) == [name]


def test_hidden_and_filtered_lines_are_left_out_and_told(sheet, tmp_path: Path) -> None:
    book = book_of(HEAD, *THREE, [4, "Đỗ Đã Rút", "Nữ", "Xã A", ""], [5, "Võ Đã Rút", "Nữ", "Xã A", ""])
    for row in (5, 6):
        book.worksheets[0].row_dimensions[row].hidden = True

    found = read(book, sheet, tmp_path)

    assert names(found) == NAMES
    assert any(line.startswith("Dòng 5–6 đang bị ẩn") for line in found.told)


# ── headings and columns ──
def test_headings_on_two_lines_and_a_cross_for_the_sex(sheet, tmp_path: Path) -> None:
    book = book_of(["TT", "Họ và tên", "Giới tính", None, "Đơn vị"], [None, None, "Nam", "Nữ", None], [1, "Trần Mẫu A", None, "x", "Xã A"], [2, "Trần Mẫu B", "x", None, "Xã A"])  # fmt: skip
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        book.worksheets[0].merge_cells(cells)

    found = read(book, sheet, tmp_path)

    assert [row["sex"] for row in found.rows] == ["Nữ", "Nam"]
    assert names(found) == ["Trần Mẫu A", "Trần Mẫu B"]


def test_a_list_in_two_halves_side_by_side_is_read_whole(sheet, tmp_path: Path) -> None:
    head = ["TT", "Họ và tên", "Đơn vị"]
    book = book_of([*head, *head], [1, "Mẫu Một", "Xã A", 3, "Mẫu Ba", "Xã C"], [2, "Mẫu Hai", "Xã B", 4, "Mẫu Bốn", "Xã D"])  # fmt: skip

    found = read(book, sheet, tmp_path)

    assert [(row["unit"], name) for row, name in zip(found.rows, names(found), strict=True)] == [("Xã A", "Mẫu Một"), ("Xã B", "Mẫu Hai"), ("Xã C", "Mẫu Ba"), ("Xã D", "Mẫu Bốn")]  # fmt: skip


def test_a_unit_that_is_merged_over_lines_belongs_to_each(sheet, tmp_path: Path) -> None:
    book = book_of(
        HEAD,
        *[[n, f"Mẫu {w}", "Nữ", "Xã Ví Dụ" if n == 1 else None, ""] for n, w in enumerate(("Một", "Hai", "Ba"), 1)],
    )
    book.worksheets[0].merge_cells("D2:D4")

    assert [row["unit"] for row in read(book, sheet, tmp_path).rows] == ["Xã Ví Dụ"] * 3


@pytest.mark.parametrize(
    ("heading", "means"),
    [("Họ và tên học viên", "name"), ("1. Họ và tên của Chị/Anh *", "name"), ("hoten", "name"), ("FULL NAME", "name"), ("HỌ TÊN", "name"), ("Họ và tên đệm", "family"), ("Tên", "given"), ("2. Giới tính", "sex"), ("Gender", "sex"), ("Chức vụ, đơn vị công tác", "unit"), ("3. Đơn vị công tác (xã, thôn)", "unit"), ("Cơ quan", "unit"), ("Hình thức tham dự", "mode"), ("mssv", "code"), ("Mã HV", "code"), ("STT", "number"), ("Ký nhận", "nothing"), ("Số CCCD", ""), ("Mã số thuế", ""), ("Số điện thoại", ""), ("Ngày sinh", ""), ("Dân tộc", ""), ("ĐƠN VỊ: HỘI LHPN TỈNH", ""), ("DANH SÁCH HỌC VIÊN", "")],
)  # fmt: skip
def test_headings_mean_what_offices_mean_by_them(heading: str, means: str) -> None:
    assert meaning(heading) == means


def test_unknown_headings_are_listed_with_those_wanted(sheet, tmp_path: Path) -> None:
    with pytest.raises(RosterFaults, match=r"Họ và tên, Đơn vị[\s\S]*“Cột một”; “Cột hai”"):
        read(book_of(["Cột một", "Cột hai"], ["a", "b"]), sheet, tmp_path)


# ── cells ──
def test_a_formula_without_result_and_errors_are_faults_with_their_lines(sheet, tmp_path: Path) -> None:
    book = book_of(
        HEAD, [1, "Mẫu Một", "Nữ", "Xã A", ""], [2, "=B2", "Nữ", "Xã A", ""], [3, "Mẫu Ba", "Nữ", "#REF!", ""]
    )

    with pytest.raises(RosterFaults) as caught:
        read(book, sheet, tmp_path)

    told = str(caught.value)
    assert "Dòng 3: ô có công thức chưa có kết quả" in told and "Dòng 4: ô báo lỗi #REF!" in told


def test_a_fault_that_many_lines_share_is_told_once_with_all_of_them(sheet, tmp_path: Path) -> None:
    rows = [[n, f"Mẫu {chr(64 + n // 26)}{chr(65 + n % 26)}", "Nữ", "Xã A", "qua đài"] for n in range(1, 51)]

    with pytest.raises(RosterFaults) as caught:
        read(book_of(HEAD, *rows), sheet, tmp_path)

    assert len(caught.value.faults) == 1 and "Dòng 2–51: Hình thức" in caught.value.faults[0]


@pytest.mark.parametrize(("text", "mode"), [("Online qua Zoom", "Trực tuyến"), ("zoom", "Trực tuyến"), ("Học offline tại tỉnh", "Trực tiếp"), ("tập trung", "Trực tiếp"), ("", "Trực tiếp")])  # fmt: skip
def test_ways_of_taking_part_are_read_as_written(text: str, mode: str, sheet, tmp_path: Path) -> None:
    assert read(book_of(HEAD, [1, "Mẫu Một", "Nữ", "Xã A", text]), sheet, tmp_path).rows[0]["mode"] == mode


def test_two_lines_of_one_name_and_unit_are_both_taken_and_asked_about(sheet, tmp_path: Path) -> None:
    found = read(book_of(HEAD, THREE[0], [2, *THREE[0][1:]], [3, "Trần Thị Mẫu", "Nữ", "Xã Khác", ""]), sheet, tmp_path)

    assert len(found.rows) == 3
    assert [line for line in found.told if "trùng họ tên" in line] == ["Dòng 3 trùng họ tên và đơn vị với dòng 2: nếu là một người ghi hai lần thì xóa bớt một dòng."]  # fmt: skip


# ── old codes ──
def in_old_code(tmp_path: Path) -> Path:
    book = book_of(
        HEAD, [1, "TrÇn ThÞ MÉu", "Nữ", "X· VÝ Dô", "Trực tiếp"], [2, "Lª MÉu Hµ", "Nam", "Th«n Gi¶ §Þnh", ""]
    )
    for row in book.worksheets[0].iter_rows(min_row=2):
        for cell in row:
            cell.font = Font(name=".VnTime")
    book.save(tmp_path / "ds.xlsx")
    return tmp_path / "ds.xlsx"


def test_a_list_in_an_old_code_is_refused_with_code_line_and_cure(course, tmp_path: Path) -> None:
    with pytest.raises(RosterFaults) as caught:
        new_class(course, "lop-a", Wanted(MODULE, date(2026, 11, 21), roster=in_old_code(tmp_path)))

    told = str(caught.value)
    assert "TCVN3 (ABC)" in told and "Dòng 2: “TrÇn ThÞ MÉu”, đổi ra là “Trần Thị Mẫu”" in told and "UniKey" in told
    assert not (course.home / "classes").exists()


def test_with_the_persons_yes_it_is_converted_and_told(course, tmp_path: Path) -> None:
    klass, told = new_class(
        course, "lop-a", Wanted(MODULE, date(2026, 11, 21), roster=in_old_code(tmp_path), convert=True)
    )

    assert klass.names == {"HV001": "Trần Thị Mẫu", "HV002": "Lê Mẫu Hà"}
    assert [p.unit for p in klass.people] == ["Xã Ví Dụ", "Thôn Giả Định"]
    assert any("sang Unicode" in line for line in told)


def test_no_paper_ever_prints_letters_of_an_old_code(course, tmp_path: Path) -> None:
    klass = open_class(course, "lop-b", room=2, online=0)

    with pytest.raises(RosterFaults, match="TCVN3"):
        take_roster(klass, in_old_code(tmp_path))
    assert klass.names == {}


def test_twice_the_people_are_not_four_times_the_work(sheet, tmp_path: Path, monkeypatch) -> None:
    """Quadratic once: 46 seconds for two thousand. Counted in comparisons of names, not in seconds."""
    from kit.classroom import roster

    calls = 0

    def counted(name: str) -> str:
        nonlocal calls
        calls += 1
        return spelling(name)

    monkeypatch.setattr(roster, "spelling", counted)

    def work(n: int) -> int:
        nonlocal calls
        rows = [[k, f"Mẫu {'Số ' * (k // 26 % 5)}{chr(65 + k % 26)}", "Nữ", f"Xã {k}", ""] for k in range(n)]
        path = tmp_path / f"ds-{n}.csv"
        path.write_text("\n".join(",".join(map(str, row)) for row in [HEAD, *rows]), encoding="utf-8-sig")
        calls = 0
        read_roster(path, sheet)
        return calls

    assert work(2000) < 12 * work(200)
