"""A roster from the list an office has: what is wrong is told by row, and nothing is half taken."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from kit.classroom.erase import erase
from kit.classroom.folder import guarded, unguarded
from kit.classroom.opening import Wanted, new_class, take_roster
from kit.classroom.roster import RosterFaults, read_roster
from kit.classroom.tallies import SheetTyped, save_sheet
from kit.errors import KitError, UsageError
from kit.workbooks import Shelf
from tests.classroom.conftest import MODULE, open_class

GOOD = [
    ["HỘI LHPN TỈNH", "", "", "", ""],
    ["DANH SÁCH HỌC VIÊN", "", "", "", ""],
    ["STT", "Họ và tên", "Đơn vị công tác", "Hình thức", "Số điện thoại"],
    ["1", "Đinh Thị Mẫu", "Hội LHPN xã A", "trực tiếp", "0900000001"],
    ["2", "Y Mẫu", "Hội LHPN xã B", "zoom", "0900000002"],
    ["3", "Người Mẫu", "Sở Nội vụ", "Trực tuyến", ""],
]


def write(path: Path, rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, rows: list[list[str]]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


@pytest.fixture
def sheet(course):
    return Shelf(course.home, "class").get("class-file").sheet("roster")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda p: write(p / "ds.csv", GOOD), id="csv"),
        pytest.param(lambda p: write(p / "ds.csv", GOOD, ";"), id="csv-of-vietnamese-excel"),
        pytest.param(lambda p: write(p / "ds.csv", GOOD, "\t", "utf-16"), id="unicode-text"),
        pytest.param(lambda p: write_xlsx(p / "ds.xlsx", GOOD), id="xlsx"),
    ],
)
def test_list_of_an_office_becomes_codes_with_names_apart(make, sheet, tmp_path: Path) -> None:
    found = read_roster(make(tmp_path), sheet)

    assert [row["code"] for row in found.rows] == ["HV001", "HV002", "HV003"]
    assert [row["mode"] for row in found.rows] == ["Trực tiếp", "Trực tuyến", "Trực tuyến"]
    assert [row["first"] for row in found.rows] == ["A", "A", "B"]
    assert found.names == {"HV001": "Đinh Thị Mẫu", "HV002": "Y Mẫu", "HV003": "Người Mẫu"}
    assert found.told == ["Cột “Số điện thoại” không được đọc: lớp không cần dữ liệu này."]
    assert "0900000001" not in str(found.rows)


def test_every_fault_is_told_with_its_row(sheet, tmp_path: Path) -> None:
    rows = [
        ["Mã", "Đơn vị", "Hình thức", "Giới tính"],
        ["A1", "Xã A", "Trực tiếp", "Nữ"],
        ["a1", "Xã B", "qua đài", "Nữ"],
        ["", "", "", ""],
        ["0912345678", "Xã C", "", "giấu"],
    ]

    with pytest.raises(RosterFaults) as caught:
        read_roster(write(tmp_path / "ds.csv", rows), sheet)

    told = str(caught.value)
    assert "Dòng 3: Hình thức: “qua đài” không có trong danh sách" in told
    assert "Dòng 3: Mã a1 đã dùng ở dòng trên" in told
    assert "Dòng 5: Mã “0912345678” cần có cả chữ và số" in told
    assert "Dòng 5: Giới tính: “giấu” không có trong danh sách" in told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "tên cột", id="empty"),
        pytest.param("Mã,Đơn vị\n".encode(), "không có ai", id="heads-alone"),
        pytest.param("Mã,Đơn vị\nA1,Xã Đắk\n".encode("cp1258", "replace"), "CSV UTF-8", id="other-letters"),
        pytest.param(b"\0\x01\x02", "tên cột", id="no-text"),
    ],
)
def test_list_that_cannot_be_read_says_how_to_mend_it(content: bytes, told: str, sheet, tmp_path: Path) -> None:
    (tmp_path / "ds.csv").write_bytes(content)

    with pytest.raises(RosterFaults, match=told):
        read_roster(tmp_path / "ds.csv", sheet)


def test_excel_file_that_is_none_says_so(sheet, tmp_path: Path) -> None:
    (tmp_path / "ds.xlsx").write_bytes(b"not a workbook")

    with pytest.raises(RosterFaults, match="Excel"):
        read_roster(tmp_path / "ds.xlsx", sheet)


def test_faulty_list_makes_no_class(course, tmp_path: Path) -> None:
    bad = write(tmp_path / "ds.csv", [["Mã", "Đơn vị"], ["A", "x"], ["A", "y"]])

    with pytest.raises(RosterFaults):
        new_class(course, "lop-x", Wanted(MODULE, date(2026, 11, 21), roster=bad))

    assert not (course.home / "classes").exists()


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        pytest.param({"module": "policy-dialog", "room": 5}, "policy-dialogue", id="module"),
        pytest.param({"module": MODULE}, "--roster", id="nobody"),
        pytest.param({"module": MODULE, "room": 5, "programme": "three-days"}, "two-days", id="programme"),
        pytest.param({"module": MODULE, "room": 5, "ends": date(2026, 11, 20)}, "trước ngày đầu", id="days"),
    ],
)
def test_class_that_cannot_be_says_what_can(course, wanted: dict, told: str) -> None:
    with pytest.raises(KitError, match=told):
        new_class(course, "lop-x", Wanted(**{"starts": date(2026, 11, 21), **wanted}))


def test_class_is_never_opened_over_another(course) -> None:
    open_class(course, "Lớp Mẫu 1", room=3, online=0)

    with pytest.raises(UsageError, match="lop-mau-1"):
        open_class(course, "lop-mau-1")


def test_halves_of_each_mode_take_different_forms_first(klass) -> None:
    for mode in ("room", "online"):
        firsts = [person.first for person in klass.people if person.mode == mode]
        assert abs(firsts.count("A") - firsts.count("B")) <= 1


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param(["", "Xã A 0912345678", ""], "số điện thoại", id="phone-in-unit"),
        pytest.param(["", "chị Nguyễn Thị Mẫu", ""], "tên người", id="name-in-unit"),
        pytest.param(["Nguyễn Mẫu", "Xã A", ""], "cần có cả chữ và số", id="name-as-code"),
        pytest.param(["7", "Xã A", ""], "cần có cả chữ và số", id="bare-number-as-code"),
        pytest.param(["K2", "Xã A", "K1"], "đã là mã hoặc tên gọi của K1", id="nickname-that-is-a-code"),
    ],
)
def test_what_would_name_or_mix_up_people_is_refused(sheet, tmp_path: Path, row: list[str], told: str) -> None:
    rows = [["Mã", "Đơn vị", "Biệt danh"], ["K1", "Xã A", ""], row]

    with pytest.raises(RosterFaults, match=told):
        read_roster(write(tmp_path / "ds.csv", rows), sheet)


def test_list_without_codes_gives_nobody_anothers_code(course, tmp_path: Path) -> None:
    klass = open_class(course, room=2, online=0)
    klass.save_names({"HV001": "Người Một", "HV002": "Người Hai"})

    told = take_roster(klass, write(tmp_path / "ds.csv", [["Họ và tên", "Đơn vị"], ["Người Mới", "Xã Z"]]))

    assert "Thêm 1 người, cập nhật 0 người." in told
    assert klass.names == {"HV001": "Người Một", "HV002": "Người Hai", "HV003": "Người Mới"}


def test_everyones_own_code_stands_before_anothers_nickname(course) -> None:
    from kit.workbooks import Book

    klass = open_class(course, room=3, online=0)
    sheets = dict(klass.book.sheets)
    rows = [{**row, "also": "HV003" if row["code"] == "HV001" else ""} for row in sheets["roster"]]
    klass.save(Book.of(klass.workbook, {**sheets, "roster": rows}))

    assert klass.find("HV003").code == "HV003"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_names_that_excel_has_saved_again_are_still_read(klass, encoding: str) -> None:
    (klass.path / "names.csv").write_bytes("code;name\nHV001;Đinh Thị Mẫu\n".encode(encoding))

    assert klass.names == {"HV001": "Đinh Thị Mẫu"}


def test_characters_that_no_keyboard_types_are_dropped(sheet, tmp_path: Path) -> None:
    found = read_roster(write(tmp_path / "ds.csv", [["Mã", "Đơn vị"], ["K\x001", "Xã\x0b A\x01"]]), sheet)

    assert (found.rows[0]["code"], found.rows[0]["unit"]) == ("K1", "Xã A")


def test_later_list_adds_people_and_takes_nobody_out(course, tmp_path: Path) -> None:
    klass = open_class(course, room=2, online=1)
    again = write(
        tmp_path / "ds.csv",
        [["Mã", "Đơn vị", "Phiếu trước"], ["HV001", "Xã A", "B"], ["K7", "Xã B", ""], ["hv 2", "Xã C", ""]],
    )

    take_roster(klass, again)

    assert [(p.code, p.unit) for p in klass.people] == [
        ("HV001", "Xã A"),
        ("HV002", "Xã C"),
        ("HV003", ""),
        ("K7", "Xã B"),
    ]
    assert klass.find("HV001").first == "A"  # whoever was dealt a form keeps it: the test may be done already


@pytest.mark.parametrize("typed", ["hv1", "HV 001", "hv-01", " HV001 ", "H V 1"])
def test_code_is_known_however_it_is_typed(klass, typed: str) -> None:
    assert klass.find(typed).code == "HV001"


def test_names_never_stand_beside_anything_else(course, tmp_path: Path) -> None:
    wanted = Wanted(MODULE, date(2026, 11, 21), roster=write(tmp_path / "ds.csv", GOOD))
    klass, _ = new_class(course, "lop-ten", wanted)

    holders = [p.name for p in klass.path.rglob("*") if p.is_file() and "Đinh Thị Mẫu" in p.read_text(encoding="utf-8")]

    assert holders == ["names.csv"]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@x", "\t=1", " =1", "＝1", "|calc", "'already", "plain", ""])
def test_guard_against_formulas_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@", "＝", "|"))


def test_list_that_comes_later_fills_the_codes_that_stand_ready(course, tmp_path: Path) -> None:
    """Opened by heads alone, then the list: the heads are those of the list, not both together."""
    klass = open_class(course, room=2, online=2)
    rows = [
        ["Họ và tên", "Đơn vị", "Hình thức"],
        ["Đinh Thị Mẫu", "Xã A", "Trực tuyến"],
        ["Lò Văn Thử", "Xã B", "Trực tiếp"],
    ]

    told = " ".join(take_roster(klass, write(tmp_path / "ds.csv", rows)))

    assert [(p.code, p.mode, p.unit) for p in klass.people] == [("HV001", "room", "Xã B"), ("HV002", "room", ""), ("HV003", "online", "Xã A"), ("HV004", "online", "")]  # fmt: skip
    assert klass.names == {"HV003": "Đinh Thị Mẫu", "HV001": "Lò Văn Thử"}
    assert "HV002, HV004" in told, "who is still missing is told"


def test_same_list_taken_twice_adds_nobody(course, tmp_path: Path) -> None:
    path = write(tmp_path / "ds.csv", [["Họ và tên", "Đơn vị"], ["Đinh Thị Mẫu", "Xã A"], ["Đinh Thị Mẫu", "Xã B"]])
    klass, _ = new_class(course, "lop-ten", Wanted(MODULE, date(2026, 11, 21), roster=path))

    take_roster(klass, path)

    assert [(p.code, p.unit) for p in klass.people] == [("HV001", "Xã A"), ("HV002", "Xã B")]


def test_list_without_codes_is_refused_once_somebody_worked_under_one(course, tmp_path: Path) -> None:
    klass = open_class(course, room=2, online=0)
    save_sheet(klass, SheetTyped("HV001", "test-a", "before", {}))

    with pytest.raises(KitError, match="thêm cột Mã"):
        take_roster(klass, write(tmp_path / "ds.csv", [["Họ và tên", "Đơn vị"], ["Đinh Thị Mẫu", "Xã A"]]))

    assert [p.unit for p in klass.people] == ["", ""]


def test_code_of_somebody_erased_is_given_to_nobody_new(course, tmp_path: Path) -> None:
    klass = open_class(course, room=2, online=0)
    erase(klass, "HV002")

    take_roster(klass, write(tmp_path / "ds.csv", [["Mã", "Đơn vị"], ["HV001", "Xã A"], ["", "Xã B"], ["", "Xã C"]]))

    assert [p.code for p in klass.people] == ["HV001", "HV003", "HV004"]


def test_whoever_takes_anothers_place_is_told(course, tmp_path: Path) -> None:
    path = write(tmp_path / "ds.csv", [["Mã", "Họ và tên", "Đơn vị"], ["HV001", "Đinh Thị Mẫu", "Xã A"]])
    klass, _ = new_class(course, "lop-ten", Wanted(MODULE, date(2026, 11, 21), roster=path))

    told = take_roster(
        klass, write(tmp_path / "ds.csv", [["Mã", "Họ và tên", "Đơn vị"], ["HV001", "Lò Văn Thử", "Xã A"]])
    )

    assert "HV001: “Lò Văn Thử” thay cho “Đinh Thị Mẫu”." in told


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (["TT", "Họ và tên", "", "Đơn vị", "Nam", "Nữ"], ["1", "Đinh Thị", "Mẫu", "Xã A", "", "x"]),
        (["TT", "Họ và tên đệm", "Tên", "Đơn vị", "Giới tính", ""], ["1", "Đinh Thị", "Mẫu", "Xã A", "Nữ", ""]),
        (["Họ", "Tên", "Đơn vị", "Nam", "Nữ", "Chức vụ"], ["Đinh", "Thị Mẫu", "Xã A", "", "X", "Chi hội trưởng"]),
    ],
)
def test_names_in_two_columns_and_crosses_for_sex_are_read_as_meant(sheet, tmp_path: Path, head, line) -> None:
    foot = [["", "Cộng: 1 người", *[""] * (len(head) - 2)], ["Người lập biểu", *[""] * (len(head) - 1)]]

    found = read_roster(write(tmp_path / "ds.csv", [head, line, *foot]), sheet)

    assert (found.names, [row["sex"] for row in found.rows]) == ({"HV001": "Đinh Thị Mẫu"}, ["Nữ"])
    assert sum("không phải người học" in words for words in found.told) == 2
    assert ("Chức vụ" in head) == any("Chức vụ" in words for words in found.told), "a column that is not read is told"


@pytest.mark.parametrize("name", ["Tống Thị Mẫu", "Công Thị Mẫu", "Tổng Văn Thử"])
def test_surname_that_looks_like_a_sum_is_a_person(sheet, tmp_path: Path, name: str) -> None:
    found = read_roster(write(tmp_path / "ds.csv", [["Họ và tên", "Đơn vị"], [name, "Xã A"]]), sheet)

    assert list(found.names.values()) == [name]
