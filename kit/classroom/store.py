"""Where results are kept: a folder of files, or any database that SQLAlchemy reaches; the same calls for both.

A class is written whole and takes the place of what was there of it, so that writing twice is writing once.
Files are the rule: results/<class>.csv, readable by eye and in Excel. A province that outgrows one laptop
names an address instead: sqlite:///tinh.db, postgresql+psycopg://...
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from kit.classroom.folder import guarded, unguarded
from kit.classroom.results import COLUMNS
from kit.errors import KitError
from kit.files import write_whole
from kit.messages import say, terminal_text

TABLE = "kit_results"
PART = 100_000  # rows taken from a database at a time
TYPED = ("unit", "answer", "learner")  # texts that people wrote: no spreadsheet may take them for formulas
_END = b"#rows "  # opens the last line of a file
_FIGURES = ("points", "last_points", "people", "tries")
MOST_OF_A_ROW = 1_000_000  # heads or tries
_HOW: dict[str, Any] = {
    "keep_default_na": False, "encoding": "utf-8-sig",
    "na_values": {"points": [""], "last_points": [""]},  # a text that is empty is empty, not absent
}  # fmt: skip
_READ = {name: kind for name, kind in COLUMNS.items() if name != "at"} | {"stale": "bool", "at": "str"}


class NoStore(KitError):
    """Results could not be read or written where one was told to; says why."""


class Store(Protocol):
    """Results of many classes."""

    def write(self, class_id: str, table: pd.DataFrame) -> None:
        """Put the results of a class in the place of what is kept of it."""

    def read(self, class_ids: Iterable[str] | None = None) -> pd.DataFrame:
        """The results of the classes named, or of all, as `kit.classroom.results.results` gives them."""

    def class_ids(self) -> list[str]:
        """The classes that are kept."""

    @property
    def told(self) -> list[str]:
        """What could not be read since the store was opened, and why: one bad file or row stops nobody else."""


def open_store(where: str | Path) -> Store:
    """A store by its address: a folder, or an SQLAlchemy address such as sqlite:///tinh.db."""
    if "\0" in str(where):
        raise NoStore(apology(str(where).replace("\0", "?"), ValueError()))
    return SqlStore(str(where)) if "://" in str(where) else FileStore(Path(where))


class FileStore:
    """A folder with a CSV file for each class."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []

    def write(self, class_id: str, table: pd.DataFrame) -> None:
        write_whole(self.folder / f"{class_id}.csv", to_csv(table), sync=True)

    def class_ids(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("*.csv"))

    def read(self, class_ids: Iterable[str] | None = None) -> pd.DataFrame:
        names = self.class_ids() if class_ids is None else list(class_ids)
        return together([part for name in names if (part := self._read(name)) is not None])

    def _read(self, name: str) -> pd.DataFrame | None:
        try:
            found, told = from_csv((self.folder / f"{name}.csv").read_bytes())
        except (OSError, ValueError, KeyError, OverflowError) as error:
            cause = error.strerror if isinstance(error, OSError) else say("tệp hỏng, hoặc không phải kết quả lớp")
            self.told.append(say("Chưa tính lớp “{name}”: {cause}. Ở máy có lớp này, chạy lại: kit class results MÃ-LỚP --to ĐƯỜNG-DẪN-KHO", name=name, cause=cause))  # fmt: skip
            return None
        self.told += [say("Lớp “{name}”: {what}", name=name, what=what) for what in told]
        return found


class SqlStore:
    """One table in a database; a class is replaced in one transaction."""

    def __init__(self, address: str) -> None:
        import sqlalchemy as sql

        self.told: list[str] = []
        try:
            self.engine = sql.create_engine(address, poolclass=sql.NullPool)  # nothing stays open between calls
        except (sql.exc.SQLAlchemyError, ImportError, ValueError, TypeError) as error:
            raise NoStore(apology(address, error)) from error
        kinds: dict[str, Any] = {"float64": sql.Float(53), "int32": sql.Integer, "bool": sql.Boolean}
        columns = [
            sql.Column(name, kinds.get(kind, sql.Text), index=name == "class_id") for name, kind in COLUMNS.items()
        ]
        self.table = sql.Table(TABLE, sql.MetaData(), *columns)

    def write(self, class_id: str, table: pd.DataFrame) -> None:
        import sqlalchemy as sql

        rows = table.astype(object).where(table.notna(), None).to_dict("records")
        try:
            self.table.metadata.create_all(self.engine)
            with self.engine.begin() as connection:
                connection.execute(sql.delete(self.table).where(self.table.c.class_id == class_id))
                if rows:
                    connection.execute(sql.insert(self.table), rows)
        except (sql.exc.SQLAlchemyError, ImportError, OSError, ValueError) as error:
            raise NoStore(apology(str(self.engine.url), error)) from error

    def class_ids(self) -> list[str]:
        import sqlalchemy as sql

        found = self._read(sql.select(self.table.c.class_id).distinct())
        return sorted(str(name) for part in found for name in part["class_id"])

    def read(self, class_ids: Iterable[str] | None = None) -> pd.DataFrame:
        import sqlalchemy as sql

        query = sql.select(self.table)
        if class_ids is not None:
            query = query.where(self.table.c.class_id.in_(list(class_ids)))
        return together(self._read(query))

    def _read(self, query: object) -> list[pd.DataFrame]:
        """What a query gives, in parts: a province's texts would not fit into memory before they are categories."""
        import sqlalchemy as sql

        file = self.engine.url.database if self.engine.url.get_backend_name() == "sqlite" else None
        try:
            if file and not Path(file).exists() and Path(file).parent.is_dir():  # reading must not make one
                return []
            self.table.metadata.create_all(self.engine)
            with self.engine.connect() as connection:
                return [self._sound(part) for part in pd.read_sql(query, connection, chunksize=PART)]
        except (sql.exc.SQLAlchemyError, ImportError, OSError, ValueError) as error:
            raise NoStore(apology(str(self.engine.url), error)) from error

    def _sound(self, part: pd.DataFrame) -> pd.DataFrame:
        """The columns of a query in their kinds; rows that cannot be are left out and told."""
        try:
            kinds = part.astype({name: COLUMNS[name] for name in part.columns})
            if any(
                isinstance(text, bytes)
                for name in kinds.select_dtypes("category")
                for text in kinds[name].cat.categories
            ):
                raise ValueError("bytes where a text should stand")
        except (ValueError, TypeError, OverflowError):
            kinds, told = _lenient(part)
            self.told += told
        return kinds.copy()  # else a column left as it was holds on to every text of the rows it was cut from


def _lenient(part: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Rows whose figures are figures, and how many were left out."""
    part = part.assign(**{name: part[name].map(_as_text) for name in part.columns if part[name].dtype == object})
    numbers = {name: pd.to_numeric(part[name], errors="coerce") for name in _FIGURES if name in part.columns}
    good = pd.Series(True, index=part.index)
    for name, column in numbers.items():
        absent = part[name].isna() | (part[name].astype(str) == "")
        fits = column.between(0, 1) if "points" in name else column.between(0, MOST_OF_A_ROW) & (column % 1 == 0)
        good &= fits | (absent if "points" in name else False)
    sound = part.assign(**numbers)[good]
    if "stale" in sound.columns:
        sound = sound.assign(stale=sound["stale"].astype(str).str.lower().isin(("true", "1")))
    texts = {
        name: sound[name].where(sound[name].notna(), "")
        for name in sound.columns
        if COLUMNS[name] in ("category", "str")
    }
    sound = sound.assign(**texts).astype({name: COLUMNS[name] for name in sound.columns})
    left = int((~good).sum())
    return sound, [say("{n} dòng có số không đọc được, không tính.", n=left)] if left else []


def _as_text(value: object) -> object:
    """A text of a database, which may hold bytes where a text should stand; anything else as it is."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def to_csv(table: pd.DataFrame) -> bytes:
    """Results as CSV bytes; texts can start no formula. The last line says how many rows there are: a file can be cut."""
    safe = table.assign(**{name: _mapped(table[name], guarded) for name in TYPED})
    stream = io.StringIO(newline="")
    safe.to_csv(stream, index=False, lineterminator="\n")
    return "\ufeff".encode() + stream.getvalue().encode("utf-8", "replace") + _END + str(len(table)).encode() + b"\n"


def from_csv(content: bytes) -> tuple[pd.DataFrame, list[str]]:
    """What `to_csv` was given, and what to tell of it. Raises ValueError or KeyError for anything else."""
    body, end, count = content.rpartition(_END)
    told: list[str] = []
    if not end:
        body = content
        told.append(
            say(
                "tệp thiếu dòng kết thúc: do bản cũ của bộ tài liệu ghi, hoặc bị cắt mất phần cuối. Nên đưa kết quả lớp này vào kho lần nữa."
            )
        )
    try:
        found = pd.read_csv(io.BytesIO(body), dtype=_READ, **_HOW)
    except ValueError:
        found, more = _lenient(pd.read_csv(io.BytesIO(body), dtype=str, **_HOW)[list(COLUMNS)])
        told += more
    if end and count.strip() != str(len(found)).encode() and not (told and end):
        told.append(say("tệp ghi {n} dòng, chỉ đọc được {m}: có thể đã bị sửa hoặc bị cắt. Nên đưa kết quả lớp này vào kho lần nữa.", n=count.decode("utf-8", "replace").strip()[:12], m=len(found)))  # fmt: skip
    found = found.assign(**{name: _mapped(found[name], unguarded) for name in TYPED})
    return _kinds(found[list(COLUMNS)]), told


def _mapped(texts: pd.Series, change: Callable[[str], object]) -> pd.Series:
    """A function on each different text once."""
    return texts.astype("category").map(lambda text: change(str(text)))


def _kinds(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype({name: kind for name, kind in COLUMNS.items() if str(table[name].dtype) != kind})


def together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Tables of several classes as one; categories are joined, so that equal texts stay one text."""
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in COLUMNS.items()})
    joined = {}
    for name, kind in COLUMNS.items():
        columns = [part[name] for part in parts]
        if kind == "category":
            union = pd.api.types.union_categoricals(columns) if len(columns) > 1 else columns[0]
            joined[name] = pd.Series(union).reset_index(drop=True)
        else:
            joined[name] = (
                pd.concat(columns, ignore_index=True) if len(columns) > 1 else columns[0].reset_index(drop=True)
            )
    return pd.DataFrame(joined)


def apology(address: str, error: Exception) -> str:
    """Why a database could not be used, in words and without its password."""
    shown = terminal_text(address).split("@")[-1]  # never a password
    kind = type(error).__name__
    if isinstance(error, ImportError):
        cause = say("thiếu phần nối với loại cơ sở dữ liệu này; với PostgreSQL: pip install psycopg[binary]")
    elif kind in ("NoSuchModuleError", "ArgumentError", "ValueError", "TypeError"):
        cause = say("địa chỉ không thuộc loại nào biết được, ví dụ đúng: sqlite:///tinh.db")
    elif kind in ("OperationalError", "InterfaceError", "DatabaseError"):
        cause = say("máy chủ không trả lời, sai mật khẩu, hoặc thư mục không có")
    else:
        cause = terminal_text((str(error).splitlines() or [kind])[0][:200])
    return say(
        "Không dùng được kho kết quả {where}: {cause}. Kiểm tra địa chỉ, máy chủ và quyền.", where=shown, cause=cause
    )
