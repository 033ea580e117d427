"""What a file is, told by its content and not by its name; Excel files and text are read, others say the cure."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from kit.messages import say
from kit.tables.model import Table
from kit.tables.texts import NotATable, csv_table

MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 2_000


def open_table(name: str, content: bytes) -> Table:
    """The table in a file. Raises NotATable with what the file is and how to save it."""
    if len(content) > MOST_BYTES:
        raise NotATable(say("Tệp lớn hơn {n} MB.", n=MOST_BYTES // 1024 // 1024))
    if content[:4] == b"PK\x03\x04":
        return _unzipped(name, content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise NotATable(_ole_words(content))
    if name.lower().endswith((".xlsx", ".xlsm")) and not _is_markup(content):
        raise NotATable(say("Không mở được: đây không phải tệp Excel (.xlsx), hoặc tệp bị hỏng. Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi thử lại."))  # fmt: skip
    if _is_markup(content):
        raise NotATable(say("Đây là trang web (HTML) mang tên tệp Excel, thường tải về từ một hệ thống. Mở bằng Excel, chọn Lưu như (Save As), loại “Excel Workbook (.xlsx)”, rồi thử lại."))  # fmt: skip
    if content[:4] == b"%PDF":
        raise NotATable(say("Đây là tệp PDF. Xin tệp Excel gốc của danh sách, lưu dạng .xlsx rồi thử lại."))
    return csv_table(name, content)


def _is_markup(content: bytes) -> bool:
    start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<style"))


def _ole_words(content: bytes) -> str:
    """Excel's old format, or a new one behind a password: both begin alike."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return say("Tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu (File, Info, Protect Workbook), lưu lại rồi thử lại.")  # fmt: skip
    if "WordDocument".encode("utf-16-le") in content:
        return _word_words()
    return say("Đây là tệp Excel đời cũ (.xls). Mở bằng Excel hoặc LibreOffice, chọn Lưu như (Save As), loại “Excel Workbook (.xlsx)”, rồi thử lại.")  # fmt: skip


def _word_words() -> str:
    return say("Đây là tệp Word. Chép bảng trong Word dán sang Excel, lưu dạng .xlsx rồi thử lại.")


def _unzipped(name: str, content: bytes) -> Table:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
            if sum(parts.values()) > MOST_UNPACKED or len(parts) > MOST_PARTS:
                raise NotATable(_too_large())
            if "word/document.xml" in parts:
                raise NotATable(_word_words())
            if "mimetype" in parts and b"opendocument" in archive.read("mimetype")[:100]:
                raise NotATable(say("Đây là tệp OpenDocument (.ods). Mở bằng LibreOffice, chọn Lưu như (Save As), loại “Excel 2007-365 (.xlsx)”, rồi thử lại."))  # fmt: skip
            if "xl/workbook.xml" not in parts:
                raise NotATable(_not_excel(parts))
            if re.search(rb"purl\.oclc\.org/ooxml", archive.read("xl/workbook.xml")):
                raise NotATable(say("Tệp lưu theo dạng “Strict Open XML”. Mở bằng Excel, chọn Lưu như (Save As), loại “Excel Workbook (.xlsx)” thường, rồi thử lại."))  # fmt: skip
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise NotATable(say("Tệp bị hỏng hoặc chưa chép xong. Chép lại, hoặc mở bằng Excel, lưu lại dạng .xlsx rồi thử lại.")) from error  # fmt: skip
    from kit.tables.xlsx import xlsx_table

    return xlsx_table(name, content)


def _too_large() -> str:
    return say("Tệp mở ra quá lớn. Chép vùng có chữ sang một tệp Excel mới, lưu lại rồi thử lại.")


def _not_excel(parts: dict[str, int]) -> str:
    if "xl/workbook.bin" in parts:
        return say("Đây là tệp Excel nhị phân (.xlsb). Mở bằng Excel, chọn Lưu như (Save As), loại “Excel Workbook (.xlsx)”, rồi thử lại.")  # fmt: skip
    if any(name.lower().endswith((".xlsx", ".xls", ".csv")) for name in parts):
        return say("Đây là tệp nén (.zip). Giải nén ra, rồi chọn tệp Excel bên trong.")
    return say("Đây không phải tệp Excel (.xlsx). Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi thử lại.")
