"""Attempts in a database: two servers of one class, one that dies, one class's work in one place in the end."""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.answers import Learner, Record
from kit.classroom.attempts import AttemptTable
from kit.classroom.collect import collect_table
from kit.classroom.erase import erase
from kit.classroom.folder import TrainingClass
from kit.classroom.results import results
from kit.classroom.store import NoStore
from tests.classroom.test_store import postgres as postgres
from tests.serve.conftest import make_class, serving


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return request.getfixturevalue("postgres") if request.param == "postgres" else f"sqlite:///{tmp_path / 'lop.db'}"


@pytest.fixture
def klass(tmp_path: Path) -> TrainingClass:
    return make_class(tmp_path)


MADE: list[AttemptTable] = []


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Every connection is given back."""
    yield
    while MADE:
        MADE.pop().close()


def table(address: str, klass: TrainingClass) -> AttemptTable:
    MADE.append(AttemptTable(address, klass.key))
    return MADE[-1]


def attempts(found: AttemptTable, code: str) -> list:
    return [r.answer for r in found.log(Learner(code), "").read().records if r.deed == "attempt"]


def test_two_servers_of_a_class_share_what_was_answered_and_what_is_open(klass, address: str) -> None:
    with serving(klass, table=table(address, klass)) as one, serving(klass, table=table(address, klass)) as two:
        cookie, id_ = one.scan("HV001"), uuid.uuid4().hex
        one.check(cookie, "number", "59", id=id_)
        again = two.check(cookie, "number", "59", id=id_)  # sent once more, and the proxy chose the other server
        two.check(cookie, "number", "60")
        one.trainer("ask", "samples/number")

        assert "Đã lưu" in again.body["state"]["saved"]
        assert attempts(table(address, klass), "HV001") == ["59", "60"]
        assert '"answer": "60"' in one.ask("GET", "/bai/01-all-kinds", cookie=cookie).text
        one.hall.look_around()
        two.hall.look_around()
        assert one.hall.heads("samples/number") == two.hall.heads("samples/number") == 1
        assert two.hall.room.stand.asked == "samples/number"
    assert not list((klass.path / "handed-in").glob("*.jsonl"))


def test_class_takes_in_what_lies_in_the_database_once(klass, address: str) -> None:
    with serving(klass, table=table(address, klass)) as server:
        for n in range(1, 6):
            server.check(server.scan(f"HV{n:03}"), "single-choice", "first")

    found = [collect_table(klass, table(address, klass)) for _ in range(2)]

    assert [(each.new, each.known) for each in found] == [(5, 0), (0, 5)]
    rows, _ = results(klass)
    assert sorted(rows["learner"].astype(str)) == [f"HV{n:03}" for n in range(1, 6)]


def test_whoever_is_erased_is_erased_in_the_database_also_by_the_next_start(klass, address: str) -> None:
    with serving(klass, table=table(address, klass)) as server:
        for code in ("HV001", "HV002"):
            server.check(server.scan(code), "number", "60")
    erase(TrainingClass.open(klass.library, klass.id), "HV001")
    klass.refresh()

    with serving(klass, table=table(address, klass)) as server:
        server.hall.look_around()
        assert server.hall.heads("samples/number") == 1

    assert attempts(table(address, klass), "HV001") == [] and attempts(table(address, klass), "HV002") == ["60"]


def test_same_attempt_from_many_at_once_is_kept_once(klass, address: str) -> None:
    record, lines = (
        Record("attempt", "samples/number", answer="60", id="a" * 32),
        [table(address, klass) for _ in range(6)],
    )
    threads = [threading.Thread(target=lambda t=t: t.log(Learner("HV001"), "m").append(record)) for t in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert attempts(table(address, klass), "HV001") == ["60"]


def test_classes_of_one_name_in_two_provinces_are_two_classes(tmp_path: Path, address: str) -> None:
    first, second = make_class(tmp_path / "a"), make_class(tmp_path / "b")
    table(address, first).log(Learner("HV001"), "").append(Record("attempt", "samples/number", answer="1"))

    assert attempts(table(address, first), "HV001") == ["1"] and attempts(table(address, second), "HV001") == []


def test_database_that_cannot_be_reached_is_told_without_its_password(klass) -> None:
    with pytest.raises(NoStore) as told:
        AttemptTable("postgresql+psycopg://kit:matkhau@127.0.0.1:1/x", klass.key)

    assert "matkhau" not in str(told.value) and "127.0.0.1" in str(told.value)


def test_database_that_goes_away_confirms_nothing_and_is_told(klass, tmp_path: Path) -> None:
    found = table(f"sqlite:///{tmp_path / 'x.db'}", klass)
    with serving(klass, table=found) as server:
        cookie = server.scan("HV001")
        server.check(cookie, "number", "59")
        found.table.metadata.drop_all(found.engine)
        answer = server.check(cookie, "number", "60")
        found.table.metadata.create_all(found.engine)
        again = server.check(cookie, "number", "60")

    assert "Đã lưu" not in answer.text and "Traceback" not in answer.text and "Không dùng được kho" in answer.text
    assert "Đã lưu" in again.text


def test_pages_below_a_path_of_their_own_lead_nowhere_else(klass) -> None:
    with serving(klass, at="/services/lop-mau/") as server:
        cookie_of = server.ask("GET", f"/services/lop-mau/v/{server.hall.slips.of('HV001').secret}")
        cookie = cookie_of.cookie
        pages = [
            server.ask("GET", f"/services/lop-mau{path}", cookie=cookie)
            for path in ("/", "/bai/01-all-kinds", "/so/tracking-book")
        ]

        assert (
            cookie_of.headers["Location"] == "/services/lop-mau/"
            and "Path=/services/lop-mau/" in cookie_of.headers["Set-Cookie"]
        )
        assert all(page.status == 200 for page in pages) and server.ask("GET", "/", cookie=cookie).status == 404
        links = [link for page in pages for link in re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text)]
        assert links and all(link.startswith("/services/lop-mau/") for link in links), links
