"""Questions as an XLSForm for Kobo and ODK: asked on telephones without a class server; keys stay at home.

A survey holds no key and judges nothing: what comes back is typed into the class as sheets are.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from kit.document.markdown import parse
from kit.document.tree import plain
from kit.exchange.question import YES_NO, Question
from kit.files import same_office
from kit.messages import say
from kit.workbooks.xlsx_out import put_text

VI = "Tiếng Việt (vi)"
Row = dict[str, str]


def xlsform(questions: Sequence[Question], title: str, name: str) -> tuple[bytes, list[str]]:
    """The form as .xlsx, and a line for each question that a survey cannot ask."""
    from openpyxl import Workbook

    told: list[str] = [say("Mẫu khảo sát không chứa đáp án, lời nhận xét và giải thích.")]
    survey: list[Row] = [{"type": "text", "name": "code", f"label::{VI}": say("Mã học viên"), "required": "yes"}]
    choices: list[Row] = [{"list_name": "holds", "name": key, f"label::{VI}": word} for key, word in zip(("yes", "no"), YES_NO, strict=True)]  # fmt: skip
    for number, question in enumerate(questions, 1):
        rows, listed = _asked(question, f"q{number:02d}")
        if not rows:
            told.append(say("{place}: khảo sát không hỏi được dạng này.", place=question.place))
        survey += rows
        choices += listed
    book = Workbook()
    sheets = (
        ("survey", ("type", "name", f"label::{VI}", "required", "appearance"), survey),
        ("choices", ("list_name", "name", f"label::{VI}"), choices),
        ("settings", ("form_title", "form_id", "default_language"), [{"form_title": title, "form_id": name, "default_language": VI}]),
    )  # fmt: skip
    for n, (called, head, rows_) in enumerate(sheets):
        page = book.worksheets[0] if n == 0 else book.create_sheet(called)
        page.title = called
        page.append(head)
        for at, row in enumerate(rows_, 2):
            for column, field in enumerate(head, 1):
                put_text(page.cell(at, column), row.get(field, ""))
    stream = BytesIO()
    book.save(stream)
    return same_office(stream.getvalue()), told


def _asked(question: Question, name: str) -> tuple[list[Row], list[Row]]:
    """The rows of a question and of its list; none where a survey cannot ask it."""
    label = f"label::{VI}"
    first = {"name": name, label: _said(question.prompt), "required": "yes"}
    match question.kind:
        case "single-choice" | "multiple-choice":
            one = "select_one" if question.kind == "single-choice" else "select_multiple"
            listed = [{"list_name": name, "name": chr(97 + n), label: f"{chr(65 + n)}. {_said(c.text)}"} for n, c in enumerate(question.choices)]  # fmt: skip
            return [{**first, "type": f"{one} {name}"}], listed
        case "true-false":
            rows = [{"type": "select_one holds", "name": f"{name}_{chr(97 + n)}", label: _said(c.text), "required": "yes"} for n, c in enumerate(question.choices)]  # fmt: skip
            return [{"type": "note", "name": name, label: _said(question.prompt)}, *rows], []
        case "number":
            return [{**first, "type": "decimal", label: f"{_said(question.prompt)} ({question.unit})" if question.unit else _said(question.prompt)}], []  # fmt: skip
        case "short-answer" | "reflection":
            return [{**first, "type": "text", "appearance": "multiline" if question.kind == "reflection" else ""}], []
        case "matching":
            places = list(dict.fromkeys(pair.place for pair in question.pairs))
            listed = [{"list_name": name, "name": f"p{n}", label: _said(place)} for n, place in enumerate(places, 1)]
            rows = [{"type": f"select_one {name}", "name": f"{name}_{n}", label: _said(p.item), "required": "yes"} for n, p in enumerate((p for p in question.pairs if p.item), 1)]  # fmt: skip
            return [{"type": "note", "name": name, label: _said(question.prompt)}, *rows], listed
        case "order" | "gap-text":
            return [], []
    return [], []


def _said(markdown: str) -> str:
    return " ".join(plain(parse(markdown)).split())


def template() -> bytes:
    """The kit's own sheet to write questions in: headings, two examples, and how to write each kind."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    from kit.exchange.table_in import TEMPLATE

    book = Workbook()
    page, how = book.worksheets[0], book.create_sheet("Cách ghi")
    page.title = "Câu hỏi"
    page.append(TEMPLATE)
    for line in _EXAMPLES:
        page.append(line)
    for row in _HOW:
        how.append([row])
    for cell in page[1]:
        cell.font = Font(bold=True)
    for column, wide in zip("ABCDEFGHIJ", (60, 22, 22, 22, 22, 14, 14, 12, 40, 30), strict=True):
        page.column_dimensions[column].width = wide
    how.column_dimensions["A"].width = 100
    for each in page.iter_rows():
        for cell in each:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    stream = BytesIO()
    book.save(stream)
    return same_office(stream.getvalue())


_EXAMPLES = [
    ["Đối thoại là trao đổi mấy chiều?", "Một chiều", "Hai chiều", "", "", "", "", "B", "Hai bên cùng nói và nghe.", "Ai nói, ai nghe?"],
    ["Những việc nào làm trước buổi đối thoại?", "Thu ý kiến", "Gửi câu hỏi", "Ký biên bản", "", "", "", "A, B", "", ""],
    ["Lớp có 3 nhóm, mỗi nhóm 6 người. Cả lớp bao nhiêu người?", "", "", "", "", "", "", "18 người", "3 × 6 = 18.", ""],
]  # fmt: skip
_HOW = (
    "Mỗi dòng một câu. Xóa ba dòng mẫu trước khi nhập.",
    "Chọn một hoặc nhiều phương án: ghi phương án ở các cột A đến F, cột Đáp án ghi chữ cái (B) hoặc nhiều chữ cái (A, C).",
    "Điền số: để trống các cột phương án, cột Đáp án ghi số và đơn vị (18 người).",
    "Trả lời ngắn: để trống các cột phương án, cột Đáp án ghi các cách trả lời được nhận, cách nhau bằng dấu /.",
    "Viết ý kiến: để trống cả phương án lẫn đáp án.",
    "Gợi ý: nhiều gợi ý cách nhau bằng dấu |.",
)
