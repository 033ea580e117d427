"""Practice workbooks: forms and ledgers described as data, filled in class and used at work."""

from kit.workbooks.book import Book
from kit.workbooks.finding import Finding
from kit.workbooks.model import Field, Sheet, Workbook
from kit.workbooks.rules import check_book
from kit.workbooks.workbook_library import Shelf, UnknownWorkbook

__all__ = ["Book", "Field", "Finding", "Sheet", "Shelf", "UnknownWorkbook", "Workbook", "check_book"]
