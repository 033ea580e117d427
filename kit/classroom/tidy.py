"""The results of a class for whoever works with statistics: one row an answer, codes instead of names, a dictionary of the columns."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kit.classroom.folder import guarded
from kit.classroom.results import COLUMNS
from kit.classroom.xlsx import results_xlsx
from kit.errors import KitError
from kit.files import write_whole
from kit.messages import say

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = (".csv", ".parquet", ".xlsx")
# Column, what it says, in English, its values or unit.
DICTIONARY: tuple[tuple[str, str, str, str], ...] = (
    ("class_id", "mã lớp", "class", "chữ · text"),
    (
        "learner",
        "mã học viên trong lớp; trống khi đếm tay",
        "learner's code in the class; empty for raised hands",
        "HV001 …",
    ),
    ("mode", "học trong phòng hay trực tuyến", "in the room or online", "room; online"),
    ("unit", "đơn vị, như danh sách lớp ghi", "organisation as the roster has it", "chữ · text"),
    ("exercise", "mã bài tập", "exercise", "module/name"),
    ("form", "bài học hoặc phiếu có câu này", "lesson or test form that holds it", "01-… ; test-a; test-b"),
    (
        "moment",
        "phiếu làm trước hay sau khóa học; trống với bài trong lớp",
        "before or after the course; empty for practice",
        "before; after; (trống)",
    ),
    ("source", "câu trả lời đến từ đâu", "where the answer came from", "screen; paper; hands; phone"),
    (
        "answer",
        "câu trả lời, dạng JSON như máy lưu; trống là không trả lời",
        "the answer as JSON; empty where nothing was answered",
        "JSON",
    ),
    ("status", "kết quả chấm lần đầu", "verdict on the first answer", "correct; partly; wrong; recorded; unanswered"),
    (
        "points",
        "điểm lần đầu; trống với câu không chấm",
        "points of the first answer; empty where nothing is judged",
        "0–1",
    ),
    ("last_points", "điểm lần cuối", "points of the last answer", "0–1"),
    ("people", "số người mà dòng này nói tới", "how many people the row stands for", "số người · people"),
    ("tries", "số lượt trả lời", "how many answers were given", "số lượt · tries"),
    ("stale", "đề bài đã đổi sau khi làm", "the exercise was changed after it was answered", "True; False"),
    ("at", "giờ trả lời lần đầu, theo đồng hồ của máy", "hour of the first answer by the machine's clock", "ISO 8601"),
)


def write_tidy(table: pd.DataFrame, path: Path) -> Iterator[Path]:
    """Write the table by the ending of the path, and its dictionary beside it (in .xlsx: on a second sheet).

    Raises KitError where Parquet is asked for and its library is not installed.
    """
    end = path.suffix.lower()
    if end == ".xlsx":
        write_whole(path, results_xlsx(table, dictionary()))
        yield path
        return
    if end == ".parquet":
        stream = BytesIO()
        try:
            table.to_parquet(stream, index=False)
        except ImportError as error:
            raise KitError(
                say("Ghi Parquet cần thêm thư viện pyarrow: pip install pyarrow. Hoặc chọn .csv, .xlsx.")
            ) from error
        write_whole(path, stream.getvalue())
    else:
        # No text may act as a formula where the file is opened with Excel, which knows UTF-8 by its mark.
        safe = table.astype(dict.fromkeys(_texts(table), "str"))
        safe = safe.map(lambda value: guarded(value) if isinstance(value, str) else value)
        write_whole(path, safe.to_csv(index=False).encode("utf-8-sig"))
    yield path
    beside = path.with_name(f"{path.stem}-tu-dien.csv")
    write_whole(beside, dictionary().to_csv(index=False).encode("utf-8-sig"))
    yield beside


def _texts(table: pd.DataFrame) -> list[str]:
    return [str(name) for name in table.columns if str(table[name].dtype) in ("category", "str", "object")]


def dictionary() -> pd.DataFrame:
    """A line for each column of the table."""
    import pandas as pd

    rows = [(name, *told, COLUMNS[name]) for name, *told in DICTIONARY]
    return pd.DataFrame(rows, columns=["column", "nghĩa", "meaning", "values", "type"])
