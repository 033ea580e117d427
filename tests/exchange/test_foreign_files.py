"""Files that other people and other systems made, with the traps that people report: understood, asked about, never lost in silence."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import RGBColor
from openpyxl import Workbook

from kit.course import Library
from kit.course.check import check
from kit.errors import KitError
from kit.exchange.into import Reading, drafts_of, read_questions, write_drafts
from tests.conftest import make_home


def read(tmp_path: Path, name: str, content: bytes | str) -> Reading:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_questions(path)


def keys(reading: Reading) -> list[str]:
    return ["".join(chr(65 + n) for n, choice in enumerate(q.choices) if choice.right) for q in reading.questions]


# ── plain text ──
TYPED = """TRƯỜNG CHÍNH TRỊ TỈNH
Câu 1. Đối thoại là trao đổi mấy chiều?
A. Một chiều   B. Hai chiều   C. Ba chiều
Câu 2: Hạn công bố kết quả
là mấy ngày?
A. 5 ngày
*B. 10 ngày
C. 15 ngày
Lời giải: Theo Điều 43.
Câu 3) Xã có:
a) Chủ tịch Ủy ban nhân dân xã (Đ)
b) Trưởng huyện - Sai
Câu 4. Cả lớp có bao nhiêu người?
Đáp án: 1.500 người
5. Hội trực thuộc tổ chức nào?
Đáp án: Mặt trận Tổ quốc / MTTQ
Câu 6. Viết ý kiến của bạn.
Câu 7. Thôn A: 12. Thôn B: “dưới 5”. Thôn C: 9. Chọn ý đúng.
A. Đoán được thôn B
B. Không đoán được
Đáp án: A
----HẾT----
BẢNG ĐÁP ÁN
1.B 2.B
9-C"""


def test_test_as_people_type_it_is_understood(tmp_path: Path) -> None:
    reading = read(tmp_path, "de.txt", TYPED)

    assert [q.kind for q in reading.questions] == ["single-choice", "single-choice", "true-false", "number", "short-answer", "reflection", "single-choice"]  # fmt: skip
    assert keys(reading) == ["B", "B", "A", "A", "AB", "", "A"]
    assert reading.questions[1].prompt == "Hạn công bố kết quả là mấy ngày?"
    assert reading.questions[1].explanation == "Theo Điều 43."
    assert (reading.questions[3].choices[0].text, reading.questions[3].unit) == ("1500", "người")
    assert "Thôn A: 12" in reading.questions[6].prompt
    told = "\n".join(reading.told)
    assert "TRƯỜNG CHÍNH TRỊ TỈNH" in told and "câu 9 mà đề không có" in told
    assert any("Không có phương án" in line for line in reading.questions[5].told)


def test_key_that_is_told_in_two_ways_is_asked_about(tmp_path: Path) -> None:
    reading = read(tmp_path, "de.txt", "Câu 1. Hỏi?\nA. một\n*B. hai\nĐáp án: A\nCâu 2. Hỏi nữa?\nA. một\nB. hai")

    assert keys(reading) == ["A", "A"]
    assert "hai cách khác nhau (A; B)" in reading.questions[0].told[0]
    assert "Không thấy đáp án" in reading.questions[1].told[0]


# ── Word ──
def word(*paragraphs: object) -> bytes:
    document = Document()
    for each in paragraphs:
        if callable(each):
            each(document)
        else:
            document.add_paragraph(str(each))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def marked(mark: str):
    def add(document) -> None:
        paragraph = document.add_paragraph()
        for letter, words in (("A", "một"), ("B", "hai"), ("C", "ba")):
            run = paragraph.add_run(f"{letter}. ")
            run.bold = True  # every letter is bold: that tells nothing
            run = paragraph.add_run(f"{words}\t")
            if letter == "B":
                if mark == "underline":
                    run.underline = True
                elif mark == "colour":
                    run.font.color.rgb = RGBColor(255, 0, 0)
                elif mark == "highlight":
                    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
                else:
                    run.bold = True

    return add


@pytest.mark.parametrize("mark", ["underline", "colour", "highlight"])
def test_right_option_is_seen_by_its_mark(tmp_path: Path, mark: str) -> None:
    assert keys(read(tmp_path, "de.docx", word("Câu 1. Hỏi?", marked(mark)))) == ["B"]


def test_numbers_that_word_counts_options_in_a_table_and_a_table_of_answers(tmp_path: Path) -> None:
    def options(document) -> None:
        table = document.add_table(2, 2)
        for n, words in enumerate(("A. đỏ", "B. xanh", "C. tím", "D. vàng")):
            table.cell(n // 2, n % 2).text = words

    def answers(document) -> None:
        table = document.add_table(2, 3)
        for n, (number, key) in enumerate((("Câu", ""), ("1", "D"), ("2", "A"))):
            table.cell(0, n).text, table.cell(1, n).text = number, key

    def counted(document) -> None:
        document.add_paragraph("Câu được Word đánh số?", style="List Number")

    reading = read(tmp_path, "de.docx", word(counted, options, "Câu 2. Hỏi nữa?", "A. một", "B. hai", answers))

    assert keys(reading) == ["D", "A"] and reading.told == ()
    assert [c.text for c in reading.questions[0].choices] == ["đỏ", "xanh", "tím", "vàng"]


def test_bank_of_questions_in_a_table_of_word_is_read_as_a_sheet_is(tmp_path: Path) -> None:
    rows = [["STT", "Câu hỏi", "A", "B", "C", "Đáp án"], ["1", "Ai giám sát?", "Hội", "Mặt trận", "Cả hai", "C"], ["2", "Mấy ngày?", "5", "10", "15", "B"]]  # fmt: skip

    def bank(document) -> None:
        table = document.add_table(len(rows), len(rows[0]))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                table.cell(r, c).text = text

    reading = read(tmp_path, "de.docx", word("NGÂN HÀNG CÂU HỎI", bank))

    assert [q.prompt for q in reading.questions] == ["Ai giám sát?", "Mấy ngày?"]
    assert (keys(reading), reading.questions[1].place) == (["C", "B"], "bảng 1, dòng 3")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("de.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Word đời cũ"),
        ("de.docx", b"PK\x03\x04 broken", "hỏng"),
        ("de.docx", b"", "hỏng"),
        (
            "de.xml",
            b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>',
            "DOCTYPE",
        ),
        (
            "de.xml",
            b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
            "DOCTYPE",
        ),
        ("de.xml", b"<?xml version='1.0'?><quiz><question", "hỏng ở dòng"),
        ("de.xml", b"<?xml version='1.0'?><other/>", "không phải câu hỏi của Moodle"),
        ("de.txt", "Chỉ là một lá thư.".encode(), "Không thấy câu hỏi"),
        ("de.txt", b"", "Không thấy câu hỏi"),
    ],
)
def test_file_that_is_none_of_ours_is_refused_in_words(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    with pytest.raises(KitError, match=told):
        read(tmp_path, name, content)


def test_zip_that_swells_and_macros_are_refused(tmp_path: Path) -> None:
    good = word("Câu 1. Hỏi?", "A. một", "B. hai")
    for extra, size, told in (("word/media/big.bin", 130_000_000, "phình"), ("word/vbaProject.bin", 10, "macro")):
        stream = BytesIO(good)
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(extra, b"\0" * size)
        with pytest.raises(KitError, match=told):
            read(tmp_path, "de.docx", stream.getvalue())


# ── tables ──
def sheet(*rows: list[object], hidden: list[list[object]] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if hidden:
        other = book.create_sheet("Cũ", 0)
        other.sheet_state = "hidden"
        for row in hidden:
            other.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_sheet_with_headings_in_other_words_and_keys_in_other_ways(tmp_path: Path) -> None:
    rows = [["Ngân hàng câu hỏi"], ["STT", "Nội dung câu hỏi", "Phương án A", "Phương án B", "Phương án C", "Đáp án đúng", "Lời giải", "Mức độ", "Nguồn"]]  # fmt: skip
    rows += [[1, "Một?", "a", "b", "c", "B", "Vì.", "dễ", "x"], [2, "Hai?", "a", "b", "c", "A, C"], [3, "Ba?", "a", "b", "c", 2], [4, "Bốn?", "xanh", "đỏ", "", "đỏ"], [5, "Năm?", "a", "b", "c", ""]]  # fmt: skip
    reading = read(tmp_path, "de.xlsx", sheet(*rows, hidden=[["Câu hỏi", "A", "B", "Đáp án"], ["Cũ?", "a", "b", "A"]]))

    assert keys(reading) == ["B", "AC", "B", "B", "A"]
    assert reading.questions[0].explanation == "Vì."
    told = "\n".join(reading.told)
    assert "Trang ẩn “Cũ”" in told and "Cột không có chỗ ở đây: Nguồn" in told
    assert "Không thấy đáp án" in reading.questions[4].told[0]


def test_labels_in_cells_are_dropped_and_a_key_that_may_mean_two_things_is_asked_about(tmp_path: Path) -> None:
    heads = ["Câu hỏi", "Phương án A", "Phương án B", "Phương án đúng"]
    reading = read(tmp_path, "de.xlsx", sheet(heads, ["Ai?", "A. Sở", "B. Phòng", "B. Phòng"], ["Mấy?", 2, 3, 2]))

    assert [choice.text for choice in reading.questions[0].choices] == ["Sở", "Phòng"]
    assert keys(reading) == ["B", "B"]
    assert reading.questions[0].told == () and "phương án thứ 2 hay" in reading.questions[1].told[0]


def test_kahoots_sheet_is_read(tmp_path: Path) -> None:
    rows = [["Quiz template"], ["", "Question - max 120 characters", "Answer 1 - max 75 characters", "Answer 2 - max 75 characters", "Answer 3 - max 75 characters", "Answer 4 - max 75 characters", "Time limit (sec)", "Correct answer(s) - choose at least one"]]  # fmt: skip
    rows += [[1, "Mấy chiều?", "một", "hai", "ba", "", 20, "2"], [2, "Chọn hai", "a", "b", "c", "d", 30, "1,3"]]

    assert keys(read(tmp_path, "kahoot.xlsx", sheet(*rows))) == ["B", "AC"]


def test_kits_own_template_is_read_back(tmp_path: Path) -> None:
    from kit.exchange.xlsform import template

    reading = read(tmp_path, "mau.xlsx", template())

    assert [q.kind for q in reading.questions] == ["single-choice", "multiple-choice", "number"]
    assert keys(reading)[:2] == ["B", "AB"] and reading.questions[2].unit == "người"
    assert reading.questions[0].hints == ("Ai nói, ai nghe?",)
    assert "Cách ghi" in "\n".join(reading.told)


def test_semicolons_and_old_letters_of_a_csv(tmp_path: Path) -> None:
    reading = read(tmp_path, "de.csv", "Câu hỏi;A;B;Đáp án\nHội là gì?;đoàn thể;công ty;A\n".encode("utf-16"))

    assert keys(reading) == ["A"] and reading.questions[0].prompt == "Hội là gì?"


# ── Aiken, GIFT, Moodle ──
def test_aiken_loses_no_good_question_for_a_bad_one(tmp_path: Path) -> None:
    text = "Good?\nA. one\nB) two\nANSWER: B\n\nNo answer of that letter?\nA. one\nB. two\nANSWER: D\n\nAgain good?\nA) x\nB) y\nanswer: a\n"
    reading = read(tmp_path, "q.txt", text)

    assert keys(reading) == ["B", "A"]
    assert len(reading.told) == 1 and "dòng 6" in reading.told[0]


GIFT = r"""// a comment
$CATEGORY: chung

::Q1:: Thủ đô là {=Hà Nội#Đúng. ~Huế#Sai vì là cố đô. ~%50%Sài Gòn}

Hai cộng hai bằng {#4:0.1#Đúng} nhé.

Trời xanh.{TRUE#Sai rồi#Đúng rồi####Chung}

Chọn hai {~%50%a ~%50%b ~%-100%c}

Ghép {=một -> 1 =hai -> 2x =ba -> 3}

Viết về 5 \= 2 + 3 và \{ngoặc\}. {}

Năm nào? {=2025 =%50%25 =*}

Chỉ là lời dẫn, không phải câu hỏi.

Hỏng {=a ~b"""


def test_gift_with_its_escapes_weights_and_feedback(tmp_path: Path) -> None:
    reading = read(tmp_path, "q.gift", GIFT)

    assert [q.kind for q in reading.questions] == ["single-choice", "number", "single-choice", "multiple-choice", "matching", "reflection", "short-answer"]  # fmt: skip
    first, number, truth, several, *_ = reading.questions
    assert first.name == "Q1" and [c.feedback for c in first.choices] == ["Đúng.", "Sai vì là cố đô.", ""]
    assert "Điểm một phần" in first.told[0]
    assert (number.tolerance, number.choices[0].text) == ("0.1", "4") and "_____" in number.prompt.replace("\\", "")
    assert [(c.text, c.right, c.feedback) for c in truth.choices] == [
        ("Đúng", True, "Đúng rồi"),
        ("Sai", False, "Sai rồi"),
    ]
    assert truth.explanation == "Chung" and [c.right for c in several.choices] == [True, True, False]
    assert reading.questions[5].prompt == "Viết về 5 = 2 + 3 và {ngoặc}."
    told = "\n".join(reading.told)
    assert "chung" in told and "Chỉ là lời dẫn" in told and "Hỏng" in told


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/A</text></category></question>
<question type="multichoice"><name><text>Một</text></name><questiontext format="html"><text><![CDATA[<p>Chọn <b>ý đúng</b>&nbsp;nhé: 5 * 3</p><ul><li>một</li></ul><img src="@@PLUGINFILE@@/a.png" alt="hình xã">]]></text><file name="a.png" encoding="base64">AAAA</file></questiontext>
<single>true</single><answer fraction="100"><text>đúng</text><feedback><text>Tốt</text></feedback></answer><answer fraction="33.33333"><text>gần</text></answer><answer fraction="0"><text>sai</text></answer></question>
<question type="truefalse"><name><text>Hai</text></name><questiontext format="html"><text>Trời xanh</text></questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
<question type="numerical"><name><text>Ba</text></name><questiontext format="html"><text>2+2</text></questiontext><answer fraction="100"><text>4</text><tolerance>0.5</tolerance></answer><units><unit><multiplier>1</multiplier><unit_name>người</unit_name></unit></units></question>
<question type="cloze"><name><text>Bốn</text></name><questiontext format="html"><text>Đối thoại là {1:SHORTANSWER:=hai~=2~%0%một} chiều, {1:MULTICHOICE:sai~=bảy} ngày.</text></questiontext></question>
<question type="ddimageortext"><name><text>Năm</text></name><questiontext format="html"><text>Kéo</text></questiontext></question>
<question type="multichoice"><name><text>Sáu</text></name><questiontext format="html"><text>Không có đáp án</text></questiontext><single>true</single><answer fraction="0"><text>a</text></answer></question>
<question type="essay"><name><text>Bảy</text></name><questiontext format="html"><text>&lt;script&gt;alert(1)&lt;/script&gt;Viết</text></questiontext></question>
</quiz>"""


def test_moodles_own_file_is_understood_and_what_has_no_place_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, "m.xml", MOODLE)

    assert [q.kind for q in reading.questions] == ["single-choice", "single-choice", "number", "gap-text", "reflection"]
    first, _, number, gaps, essay = reading.questions
    assert first.prompt.startswith("Chọn **ý đúng**") and "5 \\* 3" in first.prompt and "- một" in first.prompt
    assert any("a.png" in line for line in first.told) and any("Điểm một phần" in line for line in first.told)
    assert (number.unit, number.tolerance) == ("người", "0.5")
    assert gaps.text == "Đối thoại là [[1]] chiều, [[2]] ngày." and gaps.gaps == (("hai", "2"), ("bảy",))
    assert "alert" not in essay.prompt
    told = "\n".join(reading.told)
    assert "ddimageortext" in told and "Sáu" in told and len(reading.told) == 2


# ── QTI ──
QTI_3 = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="choice" title="Hành lý" adaptive="false" time-dependent="false">
<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><p>Xem <strong>biển báo</strong>.</p><qti-choice-interaction response-identifier="RESPONSE" shuffle="false" max-choices="1">
<qti-prompt>Biển nói gì?</qti-prompt><qti-simple-choice identifier="A">Giữ hành lý</qti-simple-choice><qti-simple-choice identifier="B">Không rời hành lý</qti-simple-choice></qti-choice-interaction></qti-item-body></qti-assessment-item>"""

QTI_2 = """<?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="o" title="Thứ tự">
<responseDeclaration identifier="R" cardinality="ordered" baseType="identifier"><correctResponse><value>b</value><value>a</value><value>c</value></correctResponse></responseDeclaration>
<itemBody><orderInteraction responseIdentifier="R"><prompt>Xếp thứ tự</prompt><simpleChoice identifier="a">hai</simpleChoice><simpleChoice identifier="b">một</simpleChoice><simpleChoice identifier="c">ba</simpleChoice></orderInteraction></itemBody></assessmentItem>"""

HOTSPOT = QTI_2.replace("orderInteraction", "hotspotInteraction").replace('title="Thứ tự"', 'title="Điểm nóng"')


def test_items_of_version_two_and_three_in_one_package(tmp_path: Path) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("imsmanifest.xml", "<manifest/>")
        archive.writestr("../out/one.xml", QTI_3)  # a path that would lead out of a folder is never written
        archive.writestr("items/two.xml", QTI_2)
        archive.writestr("items/three.xml", HOTSPOT)
    reading = read(tmp_path, "qti.zip", stream.getvalue())
    first, second = reading.questions

    assert (first.kind, first.name, keys(reading)[0]) == ("single-choice", "Hành lý", "B")
    assert first.prompt == "Xem **biển báo**.\n\nBiển nói gì?"
    assert second.steps == ("một", "hai", "ba")
    assert len(reading.told) == 1 and "Điểm nóng" in reading.told[0]
    assert not list(tmp_path.parent.glob("out/*")), "nothing is unpacked"


def test_item_alone_and_one_with_an_entity(tmp_path: Path) -> None:
    assert keys(read(tmp_path, "item.xml", QTI_3)) == ["B"]
    with pytest.raises(KitError, match="DOCTYPE"):
        read(tmp_path, "evil.xml", QTI_3.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1))


# ── drafts ──
def test_drafts_are_shown_then_written_once_and_the_check_lists_them(tmp_path: Path) -> None:
    library = Library(make_home(tmp_path / "home"))
    reading = read(tmp_path, "de.txt", TYPED)
    drafts = drafts_of(library, "samples", reading, "de.txt")
    before = set((library.home / "exercises" / "samples").glob("*.yaml"))

    assert [f for draft in drafts for f in draft.faults if not f.warning] == []
    written = write_drafts(library, drafts)
    assert len(written) == 7 and not before & set(written)
    assert write_drafts(library, drafts) == [], "nothing that is there is replaced"

    fresh = Library(library.home)
    again = drafts_of(fresh, "samples", reading, "de.txt")
    assert not {draft.id for draft in again} & {draft.id for draft in drafts}
    listed = [fault for fault in check(fresh, ["samples"]) if "Bài nháp" in fault.sentence]
    assert len(listed) == 7 and all(fault.warning for fault in listed)
    assert fresh.exercise(drafts[0].id).check("o2").status == "correct"
