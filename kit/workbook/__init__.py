"""Practice workbooks: forms and ledgers described as data, filled in class and used at work."""

from kit.workbook.book import Book
from kit.workbook.model import Field, Sheet, Workbook
from kit.workbook.rules import Finding, check_book
from kit.workbook.shelf import Shelf, UnknownWorkbook

__all__ = ["Book", "Field", "Finding", "Sheet", "Shelf", "UnknownWorkbook", "Workbook", "check_book"]
