"""The files of a workbook: what `kit workbook export` writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kit.document.official import Layout, official_docx
from kit.document.sheet import Sheet as Paper
from kit.document.sheet import laid
from kit.errors import UsageError
from kit.messages import say
from kit.paper.workbook import document_blocks, form_paper
from kit.vietnamese import format_date
from kit.workbooks.book import Book, NotABook
from kit.workbooks.model import Workbook
from kit.workbooks.xlsform import xlsform
from kit.workbooks.xlsx_in import Placed, read_xlsx
from kit.workbooks.xlsx_out import xlsx

FORMATS = ("xlsx", "docx", "pdf", "xlsform")


def open_book(workbook: Workbook, path: Path) -> Placed:
    """A filled book from .xlsx or from what the screen saved. Raises NotABook."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotABook(say("Không mở được tệp {path}: kiểm tra tên và thư mục.", path=path)) from error
    if path.suffix.lower() == ".json":
        return Placed(Book.read(workbook, content))
    return read_xlsx(workbook, content)


def files(
    book: Book, form: str, today: date, *, blank: bool, layout: Layout | None = None
) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files of a format; Word gives one for each document."""
    name = f"{book.workbook.id}-blank" if blank else book.workbook.id
    if form == "xlsx":
        yield f"{name}.xlsx", xlsx(book)
    elif form == "xlsform":
        yield f"{book.workbook.id}-xlsform.xlsx", xlsform(book.workbook)
    elif form == "pdf":
        from kit.document.typst import pdf

        yield f"{name}.pdf", pdf(form_paper(book, today, blank=blank))
    elif form == "docx":
        for document in book.workbook.documents:
            pictures: dict[str, bytes] = {}
            blocks = laid(document_blocks(book, document, today, blank=blank), pictures)
            paper = Paper("templates", document.title, "", "1", format_date(today), blocks=blocks, pictures=pictures)
            yield f"{name}-{document.id}.docx", official_docx(paper, layout or document.layout, _organiser(book))
    else:
        raise UsageError(say("Không có loại tệp “{form}”.", form=form))


def _organiser(book: Book) -> str:
    about = book.rows("about")
    return next((about[0][name] for name in ("organiser", "owner") if about and about[0].get(name)), "")
