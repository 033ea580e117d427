"""Tables from files: what each file is, nothing of it lost silently, nothing that costs more than it holds."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from kit.tables import NotATable, open_table, text_of_bytes, written

VIETNAMESE = "TT;Họ và tên;Đơn vị\n1;Trần Thị Mẫu;Xã Ví Dụ\n2;Lê Mẫu Đức;Thôn Giả Định\n"


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(*rows: list) -> Workbook:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return book


def with_part(content: bytes, name: str, change) -> bytes:
    """The archive with one part changed, or added where it was not."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        seen = set()
        for part in old.infolist():
            seen.add(part.filename)
            new.writestr(part.filename, change(old.read(part)) if part.filename == name else old.read(part))
        if name not in seen:
            new.writestr(name, change(b""))
    return made.getvalue()


def texts(table) -> list[list[str]]:
    return [line.texts for line in table.pages[0].lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
def test_text_is_read_in_whatever_code_an_office_saves_it(encoding: str) -> None:
    import unicodedata

    text = VIETNAMESE
    if encoding == "cp1258":  # its tones stand behind their letters, hats do not
        apart = unicodedata.normalize("NFD", text)
        tones = "\u0300\u0301\u0303\u0309\u0323"
        text = "".join(unicodedata.normalize("NFC", c) for c in _clusters(apart, tones)).replace("\u1edd", "ơ\u0300")

    assert texts(open_table("ds.csv", text.encode(encoding)))[1] == ["1", "Trần Thị Mẫu", "Xã Ví Dụ"]


def _clusters(apart: str, tones: str) -> list[str]:
    """Letters with their hats, tones by themselves."""
    found: list[str] = []
    for char in apart:
        if char in tones or not found or not _is_mark(char):
            found.append(char)
        else:
            found[-1 if found[-1] not in tones else -2] += char
    return found


def _is_mark(char: str) -> bool:
    import unicodedata

    return unicodedata.combining(char) > 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "đời cũ", id="xls"),
        pytest.param("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu", id="password"),
        pytest.param("a.xls", "<html><table><tr><td>Họ</td></tr></table>".encode(), "HTML", id="html-named-xls"),
        pytest.param("a.xlsx", b"no workbook at all", "không phải tệp Excel", id="words-named-xlsx"),
        pytest.param("a.csv", b"%PDF-1.7 ...", "PDF", id="pdf"),
        pytest.param("a.csv", "STT,Họ tên\n1,Tr?n M?u".encode("latin-1", "replace"), "mất dấu|.", id="question-marks"),
    ],
)  # fmt: skip
def test_what_is_no_table_says_what_it_is_and_the_cure(name: str, content: bytes, told: str) -> None:
    if "question" in told or told == "mất dấu|.":
        with pytest.raises(NotATable, match="mất dấu"):
            open_table(name, "STT;Họ và tên\n1;Tr?n M?u\n".encode("latin-1", "replace") + b"\xe0")
        return
    with pytest.raises(NotATable, match=told):
        open_table(name, content)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("word/document.xml", "tệp Word"),
        ("xl/workbook.bin", None),
    ],
)
def test_archives_that_are_no_excel_file_are_told_apart(part: str, told: str | None) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(part, b"<x/>")

    with pytest.raises(NotATable, match=told or "xlsb"):
        open_table("a.xlsx", made.getvalue())


def test_strict_open_xml_says_how_to_save_it() -> None:
    strict = with_part(
        saved(sheet_of(["a"])), "xl/workbook.xml",
        lambda xml: xml.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    )  # fmt: skip

    with pytest.raises(NotATable, match="Strict Open XML"):
        open_table("a.xlsx", strict)


def test_nothing_of_the_librarys_own_warnings_reaches_anyone(recwarn) -> None:
    noisy = with_part(saved(sheet_of(["a"])), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</worksheet>", b'<extLst><ext uri="{strange}"/></extLst></worksheet>'))  # fmt: skip

    assert texts(open_table("a.xlsx", noisy)) == [["a"]]
    assert not list(recwarn)


def test_hidden_sheets_hidden_lines_fonts_and_merged_cells_are_seen() -> None:
    book = sheet_of(["Tên", "Đơn vị"], ["A", "Xã Một"], ["B", None], ["C", None])
    page = book.worksheets[0]
    page.merge_cells("B2:B4")
    page.row_dimensions[3].hidden = True
    page["A2"].font = Font(name=".VnTime")
    book.create_sheet("Cũ").sheet_state = "hidden"
    table = open_table("a.xlsx", saved(book))

    first, old = table.pages
    assert [line.texts for line in first.lines] == [
        ["Tên", "Đơn vị"],
        ["A", "Xã Một"],
        ["B", "Xã Một"],
        ["C", "Xã Một"],
    ]
    assert [line.hidden for line in first.lines] == [False, False, True, False]
    assert first.lines[1][0].font == ".VnTime"
    assert old.hidden


def test_a_formula_without_a_result_and_an_error_are_not_empty() -> None:
    book = sheet_of(["=B1", "x"], ["#N/A", datetime(2026, 11, 29)])
    book.worksheets[0]["A2"].data_type = "e"
    first, second = open_table("a.xlsx", saved(book)).pages[0].lines

    assert (first[0].trouble, second[0].trouble) == ("formula", "error")
    assert first[0].stands and "chưa có kết quả" in first[0].complaint and "#N/A" in second[0].complaint
    assert written(second[1]) == "29/11/2026"


def test_a_format_in_the_last_line_costs_nothing(tmp_path: Path) -> None:
    """The kind of finding 22: 94 seconds and 3,8 GB once."""
    book = sheet_of(["Mã", "Tên"], ["K1", "A"])
    book.worksheets[0].cell(1_048_576, 1).font = Font(bold=True)
    (tmp_path / "a.xlsx").write_bytes(saved(book))
    probe = (
        "import sys\nfrom pathlib import Path\nfrom kit.tables import open_table\n"
        "t = open_table('a.xlsx', Path(sys.argv[1]).read_bytes())\n"
        # VmHWM starts anew with the program; ru_maxrss would carry over the peak of the tests before
        "peak = [l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')][0]\n"
        "print(len(t.pages[0].lines), int(peak) // 1024)"
    )

    run = subprocess.run(
        [sys.executable, "-c", probe, str(tmp_path / "a.xlsx")], capture_output=True, text=True, check=True
    )

    lines, megabytes = map(int, run.stdout.split())
    assert lines == 2 and megabytes < 300


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_a_bomb_is_refused_before_it_is_unpacked(part: str) -> None:
    bomb = with_part(saved(sheet_of(["a"])), part, lambda _: b"<x>" + b" " * 130_000_000 + b"</x>")
    assert len(bomb) < 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(NotATable, match="quá lớn"):
        open_table("a.xlsx", bomb)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_the_sign_that_excel_names_in_its_first_line_is_taken_and_lines_keep_their_numbers() -> None:
    lines = open_table("a.csv", "sep=;\nA;B\n1,5;2\n".encode("utf-8-sig")).pages[0].lines

    assert [(line.number, line.texts) for line in lines] == [(2, ["A", "B"]), (3, ["1,5", "2"])]


def test_bytes_without_meaning_are_told_and_not_guessed() -> None:
    with pytest.raises(NotATable):
        text_of_bytes(bytes(range(128, 256)))
