"""Tests as people really type them: the right key is found, or the doubt is told; nothing is lost in silence."""

from __future__ import annotations

import unicodedata

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kit.exchange.question import Question
from kit.exchange.typed_question import TypedLine
from kit.exchange.typed_test import read_typed_test
from kit.exchange.word_in import word_lines
from tests.exchange.test_foreign_files import word


def understood(text: str) -> tuple[list[Question], str]:
    lines = [TypedLine(line, place=f"dòng {n}") for n, line in enumerate(text.split("\n"), 1)]
    questions, told = read_typed_test(lines)
    return questions, "\n".join([*told, *(line for question in questions for line in question.told)])


def key(question: Question) -> str:
    return "".join(chr(65 + n) for n, choice in enumerate(question.choices) if choice.right)


HEADS = ["Câu 1. ", "Câu 1: ", "Câu 1) ", "Câu 1 - ", "Câu 1 ", "[Câu 1] ", "Câu hỏi 1: ", "Câu số 1. ", "Bài 1. ", "CÂU 1. ", "Câu 1 (1 điểm): ", "Câu 1： "]  # fmt: skip
LABELS = ["{}. ", "{}) ", "{}/ ", "({}) ", "{}: ", "{} - ", "{}.", "{}．", "{}.) "]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_question_is_found_by_any_usual_heading_and_coding(head: str, form: str) -> None:
    text = unicodedata.normalize(form, f"{head}Hội nghị ở đâu?\nA. Huế\nB. Hà Nội\nĐáp án: B")  # type: ignore[arg-type]

    questions, told = understood(text)

    assert [(q.prompt, key(q)) for q in questions] == [("Hội nghị ở đâu?", "B")] and told == ""


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("letters", ["ABCD", "abcd", "АВСD"])  # the last in Cyrillic
def test_options_are_found_by_any_usual_label(label: str, letters: str) -> None:
    options = "\n".join(label.format(letter) + words for letter, words in zip(letters, ("Một", "Hai", "Ba", "Bốn"), strict=True))  # fmt: skip

    questions, told = understood(f"Câu 1. Ai ký?\n{options}\nĐáp án: C")

    assert [choice.text for choice in questions[0].choices] == ["Một", "Hai", "Ba", "Bốn"]
    assert (key(questions[0]), told) == ("C", "")


TABLES = [
    "Đáp án: 1.C 2.A",
    "ĐÁP ÁN\n1-C; 2-A",
    "BẢNG ĐÁP ÁN\n1.C\n2.A",
    "Đáp án\nCâu 1: C, Câu 2: A",
    "Answer key:\n1) c 2) a",
]


@pytest.mark.parametrize("table", TABLES)
def test_keys_at_the_end_belong_to_their_questions(table: str) -> None:
    questions, told = understood(f"Câu 1. Ai?\nA. Một\nB. Hai\nC. Ba\nCâu 2. Gì?\nA. Một\nB. Hai\n{table}")

    assert ([key(q) for q in questions], told) == (["C", "A"], "")
    assert [len(q.choices) for q in questions] == [3, 2]


STATEMENTS = (
    "Câu 1. Cho các phát biểu:\n{}\nSố phát biểu đúng là:\nA. 1\nB. 2\nĐáp án: B\nCâu 2. Gì?\nA. Một\nB. Hai\nĐáp án: A"
)


@pytest.mark.parametrize("said", ["1. Luật do Quốc hội ban hành.\n2. Nghị định do Chính phủ ban hành.", "(1) Công khai\n(2) Bí mật", "a) Công khai\nb) Bí mật"])  # fmt: skip
def test_statements_within_a_question_are_neither_questions_nor_options(said: str) -> None:
    questions, _ = understood(STATEMENTS.format(said))

    assert [[choice.text for choice in q.choices] for q in questions] == [["1", "2"], ["Một", "Hai"]]
    assert [key(q) for q in questions] == ["B", "A"]
    assert all(words.split(") ")[-1].split(". ")[-1] in questions[0].prompt for words in said.split("\n"))


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("A. Theo mục B. Phần II", "Theo mục B. Phần II"),
        ("A. Ông B. Trần", "Ông B. Trần"),
        ("A. 10-B đường C", "10-B đường C"),
    ],
)
def test_letter_with_a_point_within_an_option_opens_no_option(option: str, text: str) -> None:
    questions, _ = understood(f"Câu 1. Ai?\n{option}\nB. Hai\nC. Ba\nĐáp án: B")

    assert [choice.text for choice in questions[0].choices] == [text, "Hai", "Ba"] and key(questions[0]) == "B"


def test_options_on_one_line_and_a_question_that_names_a_letter() -> None:
    questions, told = understood(
        "Câu 1. Theo điểm a) khoản 2, thôn A. có mấy hộ?\nA. 10   B. 20   C. Cả a) và b)\nĐáp án: C"
    )

    assert [choice.text for choice in questions[0].choices] == ["10", "20", "Cả a) và b)"]
    assert (key(questions[0]), told) == ("C", "")


@pytest.mark.parametrize("answer", ["Không phải A", "A hoặc B", "A sai", "trừ B"])
def test_key_in_words_that_are_not_understood_is_asked_about(answer: str) -> None:
    _, told = understood(f"Câu 1. Ai?\nA. Một\nB. Hai\nĐáp án: {answer}")

    assert f"Đáp án ghi “{answer}”" in told


@pytest.mark.parametrize("answer", ["D", "Cả ba", "Bốn"])
def test_key_that_no_option_has_is_asked_about(answer: str) -> None:
    _, told = understood(f"Câu 1. Ai?\nA. Một\nB. Hai\nĐáp án: {answer}")

    assert f"Không hiểu đáp án “{answer}”." in told and "đã tạm chọn A" in told


@pytest.mark.parametrize(
    "answer", ["a) Đ; b) S; c) Đ; d) S", "ĐSĐS", "a. Đúng, b. Sai, c. Đúng, d. Sai", "Đ - S - Đ - S"]
)
def test_keys_of_claims_in_any_usual_way(answer: str) -> None:
    questions, told = understood(f"Câu 1. Cho tư liệu.\na) Một\nb) Hai\nc) Ba\nd) Bốn\nĐáp án: {answer}")

    assert (questions[0].kind, key(questions[0]), told) == ("true-false", "AC", "")


def test_parts_that_count_anew_take_no_key_of_each_other() -> None:
    part = "Phần {}\nCâu 1. {}?\nA. Một\nB. Hai\n"
    questions, told = understood(part.format("I", "Ai") + part.format("II", "Gì") + "BẢNG ĐÁP ÁN\n1.A\n1.B")

    assert [q.prompt for q in questions] == ["Ai?", "Gì?"]
    assert "Câu 1: số câu hoặc đáp án lặp lại" in told and told.count("Không thấy đáp án") == 2


def test_second_row_of_options_and_stray_lines_are_told_and_glued_to_nothing() -> None:
    questions, told = understood("Câu 1. Ai?\nA. Một\nB. Hai\nGì nữa, không đánh số?\nA. Ba\nB. Bốn\nTrang 2/3")

    assert [choice.text for choice in questions[0].choices] == ["Một", "Hai"]
    assert "hai dãy phương án" in told
    assert all(f"bỏ qua: {line}" in told for line in ("Gì nữa, không đánh số?", "A. Ba", "B. Bốn", "Trang 2/3"))


def test_line_that_goes_on_belongs_to_what_it_goes_on_from() -> None:
    questions, told = understood("Câu 1. Hạn là\nmấy ngày?\nA. Trong 5 ngày\nlàm việc\nB. Ngay\nĐáp án: A")

    assert (questions[0].prompt, questions[0].choices[0].text, told) == (
        "Hạn là mấy ngày?",
        "Trong 5 ngày làm việc",
        "",
    )


def test_number_without_the_word_goes_on_after_a_finished_question() -> None:
    questions, _ = understood("Câu 1. Ai?\nA. Một\nB. Hai\nĐáp án: A\n2. Gì?\nA. Ba\nB. Bốn\nĐáp án: B")

    assert [(q.prompt, key(q)) for q in questions] == [("Ai?", "A"), ("Gì?", "B")]


# ── what Word hides in a file ──
def lines_of(*paragraphs: object) -> list[TypedLine]:
    return word_lines(word(*paragraphs))


def test_words_in_links_and_insertions_are_read_and_deleted_ones_are_not() -> None:
    def tracked(document: Document) -> None:  # type: ignore[valid-type]
        paragraph = document.add_paragraph("A. ")  # type: ignore[attr-defined]
        for tag, words in (("w:hyperlink", "Luật Đất đai "), ("w:ins", "mới"), ("w:del", "cũ")):
            run = paragraph.add_run(words)._r
            outer = OxmlElement(tag)
            paragraph._p.append(outer)
            outer.append(run)

    assert [line.words for line in lines_of("Câu 1. Luật nào?", tracked)] == ["Câu 1. Luật nào?", "A. Luật Đất đai mới"]


def test_high_and_low_figures_keep_their_meaning() -> None:
    def area(document: Document) -> None:  # type: ignore[valid-type]
        paragraph = document.add_paragraph("A. 10 m")  # type: ignore[attr-defined]
        paragraph.add_run("2").font.superscript = True

    assert lines_of(area)[0].words == "A. 10 m²"


def test_table_of_figures_within_a_question_gives_no_keys() -> None:
    def figures(document: Document) -> None:  # type: ignore[valid-type]
        table = document.add_table(2, 2)  # type: ignore[attr-defined]
        for n, (a, b) in enumerate((("1", "A"), ("2", "B"))):
            table.cell(0, n).text, table.cell(1, n).text = a, b

    questions, _ = read_typed_test(lines_of("Câu 1. Đọc bảng?", figures, "A. Một", "B. Hai", "Đáp án: B"))

    assert key(questions[0]) == "B" and "Bảng số liệu" in questions[0].told[0]


def test_formula_and_picture_that_do_not_come_along_are_told() -> None:
    def formula(document: Document) -> None:  # type: ignore[valid-type]
        paragraph = document.add_paragraph("A. ")  # type: ignore[attr-defined]
        math = OxmlElement("m:oMath")
        run = OxmlElement("m:r")
        math.append(run)
        paragraph._p.append(math)

    questions, _ = read_typed_test(lines_of("Câu 1. Công thức?", formula, "B. Hai", "Đáp án: A"))

    assert "không đi theo" in questions[0].told[0]


def test_lists_of_libreoffice_that_begin_anew_count_on() -> None:
    """Its first option names a list with a start of its own, the others the list behind it."""

    def options(document: Document) -> None:  # type: ignore[valid-type]
        root = document.part.numbering_part.element  # type: ignore[attr-defined]
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), "900")
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for tag, value in (("w:start", "1"), ("w:numFmt", "upperLetter"), ("w:lvlText", "%1.")):
            node = OxmlElement(tag)
            node.set(qn("w:val"), value)
            level.append(node)
        abstract.append(level)
        root.insert(0, abstract)
        for number in ("901", "902"):
            num = OxmlElement("w:num")
            num.set(qn("w:numId"), number)
            of = OxmlElement("w:abstractNumId")
            of.set(qn("w:val"), "900")
            num.append(of)
            if number == "902":
                again = OxmlElement("w:lvlOverride")
                again.set(qn("w:ilvl"), "0")
                start = OxmlElement("w:startOverride")
                start.set(qn("w:val"), "1")
                again.append(start)
                num.append(again)
            root.append(num)
        document.add_paragraph("Câu 1. Ai?")  # type: ignore[attr-defined]
        for n, words in enumerate(("Một", "Hai", "Ba")):
            paragraph = document.add_paragraph(words)  # type: ignore[attr-defined]
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = 901 if n else 902
        document.add_paragraph("Đáp án: C")  # type: ignore[attr-defined]

    questions, _ = read_typed_test(lines_of(options))

    assert [choice.text for choice in questions[0].choices] == ["Một", "Hai", "Ba"] and key(questions[0]) == "C"
