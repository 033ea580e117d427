"""The papers, report and certificates of a class, read back from the files."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from kit.classroom.figures import Figures
from kit.classroom.folder import NotAClass
from kit.classroom.tallies import exercises_of
from kit.document.typst import pdf
from kit.errors import UnknownName
from kit.kinds.letters import letter
from kit.paper.class_files import write_papers, write_report
from kit.paper.class_papers import paper, papers
from kit.paper.class_people import certificates
from kit.report.class_report import report_docx, report_pdf
from kit.workbooks import Book
from tests.classroom.conftest import MODULE, open_class
from tests.classroom.conftest import course as course
from tests.classroom.conftest import course_home as course_home
from tests.paper.pdf_text import page_words

DAY = date(2026, 11, 20)
EVIL = "=1+1 <script>alert(1)</script> {{7*7}} #eval() \\u202e"


@pytest.fixture
def small(course):
    """Nine in the room and six online, with names for two."""
    klass = open_class(course, "lop-nho", room=9, online=6)
    klass.save_names({"HV001": "Đinh Thị Mẫu", "HV002": "Ễ Ẵ Ữ"})
    return klass


def read(content: bytes) -> list[str]:
    return list(page_words(content))


def made(klass, name: str) -> list[str]:
    return read(pdf(paper(klass, papers(klass)[name](klass), DAY)))


def test_every_paper_can_be_made_and_is_accessible(small) -> None:
    for name, make in papers(small).items():
        reader = PdfReader(BytesIO(pdf(paper(small, make(small), DAY))))
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], name
        assert "/Lang" in reader.trailer["/Root"], name


def test_everyone_has_a_line_to_sign_each_day_in_the_list_of_their_mode(small) -> None:
    pages = made(small, "sign-in")

    room = [p for p in pages if "trực tiếp" in p]
    online = [p for p in pages if "trực tuyến" in p]
    assert len(room) == len(online) == 2
    assert all(f"HV{n:03d}" in page for page in room for n in range(1, 10))
    assert all(f"HV{n:03d}" in page for page in online for n in range(10, 16))
    assert all("Đinh Thị Mẫu" in page for page in room)


def test_consent_is_read_aloud_names_the_day_of_deletion_and_ticks_nothing(small) -> None:
    pages = made(small, "consent")

    assert "22/11/2027" in pages[0] and "Hội LHPN tỉnh" in pages[0]
    assert "91/2025" in pages[0]
    assert pages[1].count("Phiếu đồng ý") == 6
    assert "☒" not in " ".join(pages) and "X " not in pages[1]
    assert "Ký hoặc điểm chỉ" in pages[1] and "chứng kiến" in pages[1]
    assert (
        "dân tộc" not in pages[1] and pages[2].count("Không ghi mã, không ghi tên") == 8
    )  # counted apart from any code


def test_code_slips_name_everyone_and_the_form_to_take_first(small) -> None:
    text = " ".join(made(small, "codes"))

    assert [f"HV{n:03d}" in text for n in range(1, 16)] == [True] * 15
    assert text.count("Làm trước: phiếu A") == 8 and text.count("Làm trước: phiếu B") == 7
    assert "Đinh Thị Mẫu" not in text


@pytest.mark.parametrize("form", ["A", "B"])
def test_answer_sheet_has_a_box_for_every_option_and_two_sheets_to_a_page(small, form: str) -> None:
    pages = made(small, f"answers-{form.lower()}")

    assert len(pages) == 1 and pages[0].count(f"Phiếu trả lời {form}") == 2
    boxes = Counter(letter(n) for e in exercises_of(small, form) for n in range(len(getattr(e, "options", ()))))
    words = Counter(pages[0].split())
    assert {n: words[n] for n in "BCDE"} == {n: 2 * boxes[n] + 2 * (n == form) for n in "BCDE"}
    claims = sum(len(getattr(e, "statements", ())) for e in exercises_of(small, form))
    assert words["Đ"] == words["S"] == 2 * (claims + 1)  # one of each stands in the words above


def test_answer_sheet_holds_no_key(small) -> None:
    """Sheets of two classes whose keys differ are the same to the letter: there is nothing of the key to print."""
    from dataclasses import replace

    from kit.paper.class_papers import answer_boxes

    for exercise in exercises_of(small, "A"):
        assert answer_boxes("1", exercise) == answer_boxes("1", exercise.for_learner())
        if hasattr(exercise, "options"):
            other = next(o.id for o in exercise.options if o.id != exercise.key)
            assert answer_boxes("1", replace(exercise, key=other)) == answer_boxes("1", exercise)


def test_run_sheet_shows_what_it_took_before(course) -> None:
    from datetime import datetime, timedelta

    from kit.classroom.clock import press

    first = open_class(course, "lop-1", room=2, online=0)
    at = datetime(2026, 11, 21, 8)
    press(first, 0, "01-what-is-dialogue/own-village", "start", at)
    press(first, 0, "01-what-is-dialogue/own-village", "done", at + timedelta(minutes=17))

    text = " ".join(made(open_class(course, "lop-2", room=2, online=0), "run-sheet"))

    assert "17 (1 lớp)" in text


def test_certificates_go_to_those_who_earned_one_and_only_to_them(small) -> None:
    sheets = dict(small.book.sheets)
    rows = [{**row, "certificate": "Không" if row["code"] == "HV003" else "Có"} for row in sheets["roster"]]
    small.save(Book.of(small.workbook, {**sheets, "roster": rows}))

    pages = read(pdf(paper(small, certificates(small), DAY)))

    assert len(pages) == 14 and not any("HV003" in page for page in pages)
    assert "Đinh Thị Mẫu" in pages[0] and "Điều hành đối thoại chính sách" in pages[0]


def test_class_without_anyone_to_certify_says_where_to_look(small) -> None:
    sheets = dict(small.book.sheets)
    rows = [{**row, "certificate": "Không"} for row in sheets["roster"]]
    small.save(Book.of(small.workbook, {**sheets, "roster": rows}))

    with pytest.raises(NotAClass, match="Cấp giấy chứng nhận"):
        certificates(small)


def test_unknown_paper_names_those_there_are(small) -> None:
    with pytest.raises(UnknownName, match="phieu-dong-y"):
        list(write_papers(small, DAY, only=("poster",)))


@pytest.mark.parametrize("name", ["run-sheet", "chuong-trinh", "chuong-trinh.pdf"])
def test_paper_is_known_by_the_name_of_its_file_too(small, name: str) -> None:
    assert [p.name for p in write_papers(small, DAY, only=(name,))] == ["chuong-trinh.pdf"]


def test_word_report_that_somebody_worked_on_is_not_lost(small) -> None:
    (first,) = write_report(small, DAY, "union", ("docx",))
    first.write_bytes(b"worked on by hand")

    kept, again = write_report(small, DAY, "union", ("docx",))

    assert kept.read_bytes() == b"worked on by hand" and again == first
    assert [p.name for p in write_report(small, DAY, "union", ("docx",))] == [first.name], "the same report is no other"


@pytest.mark.parametrize("layout", ["state", "union"])
def test_report_of_a_class_with_nothing_in_it_yet_is_whole_and_invents_nothing(small, layout: str) -> None:
    from docx import Document

    found = Figures.of(small)
    text = " ".join(read(report_pdf(found, layout, DAY)))
    words = Document(BytesIO(report_docx(found, layout, DAY)))

    assert "Chưa có phiếu trước và sau của ít nhất 5 người" in text
    assert (
        "Không có số liệu của ít nhất 5 phiếu góp ý" in text
        and "Phụ lục 2" in text
        and "Chưa ghi kế hoạch nhân rộng" in text
    )
    assert ("CỘNG HÒA" in text) == (layout == "state")
    assert "nan" not in text.lower().replace("nạn", "")
    assert any("Kết quả lớp tập huấn" in p.text for p in words.paragraphs)


def test_what_people_wrote_stays_text_in_word_and_pdf(small) -> None:
    from docx import Document

    sheets = dict(small.book.sheets)
    about = {**sheets["about"][0], "title": EVIL, "organiser": EVIL, "place": EVIL, "basis": EVIL}
    lessons = [{"what": EVIL, "why": EVIL, "next": EVIL}]
    cascade = [{"place": EVIL, "day": "01/12/2026", "who": EVIL, "cut": EVIL}]
    small.save(Book.of(small.workbook, {**sheets, "about": [about], "lessons": lessons, "cascade": cascade}))
    small.save_names({"HV001": EVIL})

    text = " ".join(read(report_pdf(Figures.of(small), "state", DAY)))
    docx = Document(BytesIO(report_docx(Figures.of(small), "state", DAY)))
    xml = docx.element.xml
    certificate = read(pdf(paper(small, certificates(small), DAY)))[0]

    for said in (text, certificate):
        assert "<script>alert(1)</script>" in said and "{{7*7}}" in said
    assert "<script>" not in xml and "&lt;script&gt;" in xml
    assert "w:hyperlink" not in xml
    for name in papers(small):
        made(small, name)


def test_no_code_stands_in_the_report_whoever_wrote_it(small) -> None:
    sheets = dict(small.book.sheets)
    cascade = [{"place": "Xã A", "day": "01/12/2026", "who": "HV001", "cut": "hv 2 đề nghị cắt, HV003 đồng ý"}]
    follow = [{**row, "who": "HV004"} for row in sheets["follow-up"]]
    small.save(
        Book.of(
            small.workbook, {**sheets, "cascade": cascade, "follow-up": follow, "lessons": [{"what": "HV005 nói hay"}]}
        )
    )

    text = " ".join(read(report_pdf(Figures.of(small), "union", DAY)))

    assert "HV00" not in text and "Xã A" in text


def test_size_of_a_small_group_cannot_be_worked_out_from_attendance_or_sexes(course) -> None:
    klass = open_class(course, "lop-3", room=57, online=3)
    sheets = dict(klass.book.sheets)
    about = {**sheets["about"][0], "women": "57"}
    klass.save(
        Book.of(
            klass.workbook,
            {**sheets, "about": [about], "attendance": [{"session": "Sáng", "room": "57", "online": "3"}]},
        )
    )

    text = " ".join(read(report_pdf(Figures.of(klass), "union", DAY)))

    assert "Có mặt trực tuyến" not in text and "Nữ 57" not in text
    assert "Danh sách 60 người (không tách" in text


def test_evaluation_and_figures_of_it_are_on_the_report(small) -> None:
    sheets = dict(small.book.sheets)
    reaction = [{**row, "full": "8", "mostly": "4", "little": "1", "not": "0"} for row in sheets["reaction"]]
    reaction[0] |= {"full": "13", "mostly": "0", "little": "0"}
    small.save(Book.of(small.workbook, {**sheets, "reaction": reaction}))

    text = " ".join(read(report_pdf(Figures.of(small), "state", DAY)))

    assert "Thu 13 phiếu. Được đánh giá cao nhất: “Nội dung hợp với việc của tôi”, 13/13 người" in text
    assert MODULE not in text
