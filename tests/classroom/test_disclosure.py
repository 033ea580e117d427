"""Who is never named: one rule for report, annexes, wall and erasing."""

from __future__ import annotations

from datetime import date

import pytest

from kit.classroom.disclosure import Known, without_people
from kit.classroom.figures import Figures
from kit.document.tree import plain
from kit.report.annexes import annexes
from kit.report.class_report import front, report_docx, report_pdf
from kit.workbooks import Book
from tests.classroom.conftest import open_class
from tests.paper.test_documents import READERS

KNOWN = Known(["HV003", "K7"], ["Đinh Thị Mẫu", "Lò Văn Thử", "Hoa Ban", "Sáu"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Nhờ HV003 nên nhóm nói được", "Nhờ … nên nhóm nói được"),
        ("hv-3, hv 003 và K7", "…, hv 003 và …"),
        ("Đinh Thị Mẫu nói trước", "… nói trước"),
        ("ĐINH THỊ MẪU, dinh thi mau", "…, …"),
        ("chị Thị Mẫu kể", "chị … kể"),
        ("chị Mẫu kể, anh Thử ghi", "chị … kể, anh … ghi"),
        ("Cảm ơn Hoa  Ban!", "Cảm ơn …!"),
        ("chị Sáu, rồi Sáu về", "chị …, rồi … về"),
        ("Lúc sáu giờ, sáu người", "Lúc sáu giờ, sáu người"),
        ("làm mẫu cho lớp; thử lại", "làm mẫu cho lớp; thử lại"),
        ("Xã Mẫu Sơn", "Xã Mẫu Sơn"),
        ("", ""),
    ],
)
def test_codes_nicknames_and_names_are_taken_out_and_other_words_stay(text: str, left: str) -> None:
    assert KNOWN.taken_out(text, "…") == left


@pytest.fixture
def klass(course):
    """A class whose trainer has typed nicknames and names into every free text."""
    klass = open_class(course, "lop-ten", room=8, online=6)
    sheets = dict(klass.book.sheets)
    sheets["roster"] = [{**row, "also": "Hoa Ban" if row["code"] == "HV003" else ""} for row in sheets["roster"]]
    words = "HV003, Hoa Ban, chị Mẫu và Lò Văn Thử cùng làm"
    texts = {f.id: words for f in klass.workbook.sheet("about").fields if f.kind in ("text", "long")}
    kept = {k: sheets["about"][0].get(k, "") for k in ("module", "programme")}
    sheets["about"] = [
        {**sheets["about"][0], **texts, **kept, "title": f"Lớp mẫu: {words}", "organiser": "Hội LHPN tỉnh"}
    ]
    for name in ("lessons", "cascade", "attendance", "follow-up"):
        fields = klass.workbook.sheet(name).typed
        sheets[name] = [{f.id: words if f.kind in ("text", "long") else "" for f in fields}]
    sheets["attendance"] = [{**sheets["attendance"][0], "session": "Ngày 1", "room": "8", "online": "6"}]
    klass.save(Book.of(klass.workbook, sheets))
    klass.save_names({"HV003": "Đinh Thị Mẫu", "HV004": "Lò Văn Thử"})
    klass.refresh()
    return klass


def test_no_name_and_no_nickname_comes_out_in_the_report(klass) -> None:
    found = Figures.of(klass)
    files = {
        "docx": report_docx(found, "state", date(2026, 11, 29)),
        "pdf": report_pdf(found, "union", date(2026, 11, 29)),
    }

    for form, content in files.items():
        text = " ".join(READERS[form](content).split())
        assert "cùng làm" in text, form
        for word in ("HV003", "Hoa Ban", "chị Mẫu", "Lò Văn Thử", "Đinh Thị"):
            assert word not in text, (form, word)
    assert "Hoa Ban" not in plain(front(found)) + plain(annexes(found))


def test_the_rule_follows_the_class_file(klass) -> None:
    assert without_people("Hoa Ban", klass) == "học viên"
    rows = [{**row, "also": ""} for row in klass.book.rows("roster")]
    klass.save(Book.of(klass.workbook, {**klass.book.sheets, "roster": rows}))

    assert without_people("Hoa Ban", klass) == "Hoa Ban"
