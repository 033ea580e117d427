"""Results kept in files, in SQLite, in a real PostgreSQL: the same calls, the same table, the same figures."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from kit.classroom import parallel_tests
from kit.classroom.items import item_statistics
from kit.classroom.results import COLUMNS, frame
from kit.classroom.store import NoStore, from_csv, open_store, to_csv
from tests.bench.classes import results_of


def find_postgres() -> Path | None:
    """The folder of PostgreSQL's programs, as Debian installs them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server of our own on loopback, gone after the tests; CI must have it."""
    programs = find_postgres()
    if programs is None and os.environ.get("CI"):
        pytest.fail("CI must have PostgreSQL: apt-get install postgresql")
    if programs is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="kit-postgres-"))
    as_postgres = []
    if os.geteuid() == 0:  # the server refuses to run as superuser
        shutil.chown(folder, "postgres", "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = {"check": True, "capture_output": True, "cwd": folder}
    subprocess.run(
        [*as_postgres, programs / "initdb", "-D", folder / "data", "-A", "trust", "-U", "kit", "-E", "UTF8"], **run
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    subprocess.run(
        [*as_postgres, programs / "pg_ctl", "-D", folder / "data", "-o", options, "-w", "-l", folder / "log", "start"],
        **run,
    )
    yield f"postgresql+psycopg://kit@127.0.0.1:{port}/postgres"
    subprocess.run([*as_postgres, programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], **run)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["files", "sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        address = request.getfixturevalue("postgres")
        open_store(address).write("lop-1", frame([]))
        for name in open_store(address).class_ids():
            open_store(address).write(name, frame([]))
        return address
    return str(tmp_path / "store") if request.param == "files" else f"sqlite:///{tmp_path / 'tinh.db'}"


def plain(table: pd.DataFrame) -> pd.DataFrame:
    order = ["class_id", "learner", "exercise"]
    kinds = {name: "str" if kind == "category" else kind for name, kind in COLUMNS.items()}
    return table.astype(kinds).sort_values(order).reset_index(drop=True)


def test_what_was_written_is_what_is_read(where: str) -> None:
    first, second = results_of("lop-1", 6, 5), results_of("lop-2", 4, 5)
    store = open_store(where)
    store.write("lop-1", first)
    store.write("lop-2", second)

    again = open_store(where)

    assert again.class_ids() == ["lop-1", "lop-2"]
    pd.testing.assert_frame_equal(plain(again.read()), plain(pd.concat([first.astype(object), second.astype(object)])))
    pd.testing.assert_frame_equal(plain(again.read(["lop-2"])), plain(second))
    assert {name: str(kind) for name, kind in again.read().dtypes.items()} == {**COLUMNS, "at": "str"}


def test_writing_twice_is_writing_once(where: str) -> None:
    store = open_store(where)
    store.write("lop-1", results_of("lop-1", 6, 5))
    store.write("lop-1", results_of("lop-1", 3, 5))

    assert len(store.read()) == 15


def test_figures_are_the_same_wherever_results_are_kept(where: str) -> None:
    table = results_of("lop-1", 40, 8)
    open_store(where).write("lop-1", table)

    kept = item_statistics(parallel_tests.marks(open_store(where).read(), "test-a", "before"))

    pd.testing.assert_frame_equal(
        kept, item_statistics(parallel_tests.marks(table, "test-a", "before")), check_names=False
    )


HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=x", "'", "''x", '"; DROP TABLE kit_results; --', "a,b\nc", "Ê Đê", ""]  # fmt: skip


def test_hostile_texts_come_back_as_they_were_and_start_no_formula(where: str) -> None:
    lot = random.Random(3)
    table = results_of("lop-1", 11, 1).astype(object)
    table["unit"], table["answer"] = HOSTILE, lot.sample(HOSTILE, len(HOSTILE))
    table = table.astype(COLUMNS)

    open_store(where).write("lop-1", table)

    pd.testing.assert_frame_equal(plain(open_store(where).read()), plain(table))
    for line in pd.read_csv(__import__("io").BytesIO(to_csv(table)), keep_default_na=False).itertuples():
        assert not str(line.unit).lstrip().startswith(("=", "+", "-", "@"))


def test_excel_file_of_results_holds_texts_and_no_formula() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    from kit.classroom.xlsx import results_xlsx

    table = results_of("lop-1", 11, 1).astype(object)
    table["unit"] = HOSTILE
    page = load_workbook(BytesIO(results_xlsx(table.astype(COLUMNS)))).worksheets[0]

    cells = [cell for row in page.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert page.max_row == 12


@pytest.mark.parametrize(
    "address",
    ["postgresql+psycopg://kit:secret@127.0.0.1:1/none", "nonsense://x", "sqlite:////no/such/folder/x.db"],
    ids=["no-server", "no-dialect", "no-folder"],
)
def test_store_that_cannot_be_reached_says_so_without_its_password(address: str) -> None:
    with pytest.raises(NoStore) as caught:
        open_store(address).class_ids()

    assert "secret" not in str(caught.value)
    assert "Kiểm tra địa chỉ" in str(caught.value)


def test_file_that_holds_no_results_is_told(tmp_path: Path) -> None:
    (tmp_path / "lop.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    store = open_store(tmp_path)

    assert store.read().empty
    assert "Chưa tính lớp “lop”" in store.told[0]


def test_empty_store_reads_as_an_empty_table(tmp_path: Path) -> None:
    assert len(open_store(tmp_path / "none").read()) == 0
    assert list(from_csv(to_csv(frame([])))[0].columns) == list(COLUMNS)
