"""Attempts in a database, where one laptop is not enough: the same lines as in a log, each once, committed before “saved”.

Several servers of a class may write at the same time. The class takes what lies here into its folder as it takes
hand-ins (`kit class collect CLASS ADDRESS`), so that results, reports and erasing know one place only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from kit.answers import Learner, Reading, Record, as_line, parse
from kit.classroom.store import NoStore, apology

TABLE = "kit_attempts"


class AttemptTable:
    """The attempts of one class, told apart from all others by the key of the class."""

    def __init__(self, address: str, class_key: str) -> None:
        import sqlalchemy as sql

        self.class_key = class_key
        try:
            self.engine = sql.create_engine(address, pool_pre_ping=True)
            self.table = sql.Table(
                TABLE,
                sql.MetaData(),
                sql.Column(
                    "n", sql.BigInteger().with_variant(sql.Integer, "sqlite"), primary_key=True, autoincrement=True
                ),
                sql.Column("class_key", sql.String(120), nullable=False),
                sql.Column("log", sql.String(160), nullable=False),  # the file name that the learner's log would have
                sql.Column("id", sql.String(64), nullable=False),
                sql.Column("line", sql.LargeBinary, nullable=False),
                sql.UniqueConstraint("class_key", "log", "id"),
                sql.Index("kit_attempts_log", "class_key", "log"),
            )
            self.table.metadata.create_all(self.engine)
        except (sql.exc.SQLAlchemyError, ImportError, OSError, ValueError, TypeError) as error:
            raise NoStore(apology(address, error)) from error

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()

    def log(self, learner: Learner, machine: str) -> TableLog:
        """The log of a learner."""
        return TableLog(self, learner.file_name, machine)

    def append(self, log: str, records: tuple[Record, ...]) -> None:
        """Commit records; one that is known is no second one. Raises NoStore, and then nothing was confirmed."""
        rows: list[dict[str, object]] = [
            {"class_key": self.class_key, "log": log, "id": r.id, "line": as_line(r)} for r in records
        ]
        with self._transaction() as connection:
            known = connection.execute(self._select("id", log)).scalars().all()
            for row in rows:
                if row["id"] not in known:
                    self._insert(connection, row)

    def _insert(self, connection: Any, row: dict[str, object]) -> None:
        import sqlalchemy as sql

        try:
            with connection.begin_nested():
                connection.execute(sql.insert(self.table), row)
        except sql.exc.IntegrityError:
            return  # another server of the class was quicker with the same attempt

    def read(self, log: str) -> bytes:
        """The lines of a log, as a file holds them."""
        with self._transaction() as connection:
            return b"".join(connection.execute(self._select("line", log)).scalars())

    def logs(self) -> Iterator[tuple[str, bytes]]:
        """Every log of the class with its lines."""
        import sqlalchemy as sql

        names = sql.select(self.table.c.log).where(self.table.c.class_key == self.class_key).distinct()
        with self._transaction() as connection:
            found = connection.execute(names.order_by(self.table.c.log)).scalars().all()
        for name in found:
            yield name, self.read(name)

    def since(self, n: int) -> tuple[int, list[tuple[str, bytes]]]:
        """What was added after number n: the new last number, and logs with lines."""
        import sqlalchemy as sql

        mine = self.table.c.class_key == self.class_key
        wanted = sql.select(self.table.c.n, self.table.c.log, self.table.c.line).where(mine, self.table.c.n > n)
        with self._transaction() as connection:
            rows = connection.execute(wanted.order_by(self.table.c.n)).all()
        return (rows[-1][0] if rows else n), [(row[1], row[2]) for row in rows]

    def erase(self, log: str) -> None:
        """Take every line of a learner out."""
        import sqlalchemy as sql

        with self._transaction() as connection:
            connection.execute(sql.delete(self.table).where(self.table.c.class_key == self.class_key, self.table.c.log == log))  # fmt: skip

    def _select(self, column: str, log: str) -> Any:
        import sqlalchemy as sql

        mine = (self.table.c.class_key == self.class_key, self.table.c.log == log)
        return sql.select(self.table.c[column]).where(*mine).order_by(self.table.c.n)

    def _transaction(self) -> Any:
        return _Told(self)


class _Told:
    """A transaction whose failure is told in words."""

    def __init__(self, table: AttemptTable) -> None:
        self._table = table

    def __enter__(self) -> Any:
        import sqlalchemy as sql

        try:
            self._begun = self._table.engine.begin()
            return self._begun.__enter__()
        except (sql.exc.SQLAlchemyError, OSError) as error:
            raise NoStore(apology(str(self._table.engine.url), error)) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        import sqlalchemy as sql

        try:
            self._begun.__exit__(kind, error, trace)
        except (sql.exc.SQLAlchemyError, OSError) as failed:
            raise NoStore(apology(str(self._table.engine.url), failed)) from failed
        if isinstance(error, sql.exc.SQLAlchemyError | OSError):
            raise NoStore(apology(str(self._table.engine.url), error)) from error


class TableLog:
    """A learner's log in the table; the same words as those of a file."""

    def __init__(self, table: AttemptTable, name: str, machine: str) -> None:
        self._table, self._name, self._machine = table, name, machine

    def append(self, *records: Record) -> None:
        self._table.append(self._name, tuple(replace(r, machine=r.machine or self._machine) for r in records))

    def read(self) -> Reading:
        return parse(self._table.read(self._name))

    def set_damage_aside(self, reading: Reading) -> list[Path]:
        """A database tears no line."""
        return []

    def erase(self) -> None:
        self._table.erase(self._name)
