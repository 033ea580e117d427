"""Rows of any small table that people keep: Excel files, CSV and text; what cannot be read says so with its cure."""

from __future__ import annotations

from kit.tables.files import open_table
from kit.tables.model import Cell, Line, Page, Table, Trouble, written
from kit.tables.texts import NotATable, text_of_bytes

__all__ = ["Cell", "Line", "NotATable", "Page", "Table", "Trouble", "open_table", "text_of_bytes", "written"]
