"""A class of fifteen on the samples, one lesson and one sealed test, and a real server for it."""

from __future__ import annotations

import asyncio
import http.client
import json
import shutil
import threading
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from kit.classroom.folder import TrainingClass
from kit.classroom.opening import Wanted as NewClass
from kit.classroom.opening import new_class
from kit.course import Library
from kit.course.learner_copy import exercise_data
from kit.serve.hall import Hall
from kit.serve.server import Wanted, serve
from kit.serve.web import House
from tests.conftest import MODULE, ROOT, SAMPLES, make_home, notebook

TEST = """\
tests:
  - id: test-a
    title: Phiếu A
    english: Form A
    minutes: 10
    activities:
      - {id: take, title: Làm phiếu, minutes: 10, grouping: alone, priority: must, objectives: [objective-1],
         task: Làm phiếu., online: Như trong phòng., no_power: Làm trên giấy.}
"""


def make_class(base: Path, people: int = 15) -> TrainingClass:
    """A home with every kind, a sealed test, the class file and the workbooks, and a class in it."""
    home = make_home(base / "home")
    for shelf in ("class", "workbooks"):
        shutil.copytree(ROOT / "exercises" / shelf, home / "exercises" / shelf)
    module = home / "exercises" / "samples"
    (module / "module.yaml").write_text(MODULE + TEST, encoding="utf-8")
    sealed = replace(SAMPLES["single-choice"], sealed=True, hints=())
    (module / "sealed-one.yaml").write_bytes(exercise_data(sealed))
    cells = [("markdown", "# Phiếu A", "activity:take"), ("code", 'exercise("samples/sealed-one")')]
    (home / "notebooks" / "modules" / "samples" / "test-a.ipynb").write_text(notebook(*cells), encoding="utf-8")
    klass, _ = new_class(Library(home), "lop-mau", NewClass("samples", date.today(), title="Lớp mẫu", room=people))
    return klass


@pytest.fixture
def klass(tmp_path: Path) -> TrainingClass:
    return make_class(tmp_path)


@dataclass
class Server:
    """A running server and what a test needs of it."""

    house: House

    @property
    def hall(self) -> Hall:
        return self.house.hall

    def ask(self, method: str, path: str, body=None, *, cookie: str = "", **headers: str) -> Answer:
        """A request as a telephone sends it; a dict goes as JSON, a list of pairs as a form."""
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if cookie:
            sent["Cookie"] = cookie
        if isinstance(body, dict):
            body, sent["Content-Type"] = json.dumps(body), sent.get("Content-Type", "application/json")
        elif isinstance(body, list):
            body = urllib.parse.urlencode(body)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body, sent)
        got = line.getresponse()
        answer = Answer(got.status, got.read().decode("utf-8", "replace"), dict(got.getheaders()))
        line.close()
        return answer

    def scan(self, code: str) -> str:
        """Come in by the slip; returns the cookie."""
        answer = self.ask("GET", f"/v/{self.hall.slips.of(code).secret}")
        assert answer.status == 303, answer.text
        return answer.cookie

    def check(self, cookie: str, kind: str, answer, **more) -> Answer:
        body = {"deed": "check", "exercise": f"samples/{kind}", "answer": answer, "id": uuid.uuid4().hex, **more}
        return self.ask("POST", "/lam", body, cookie=cookie)

    def trainer(self, deed: str, name: str) -> Answer:
        return self.ask(
            "POST", "/giang-vien/lam", {"deed": deed, "name": name}, cookie=f"kit_giang_vien={self.house.token}"
        )


@dataclass
class Answer:
    status: int
    text: str
    headers: dict[str, str]

    @property
    def cookie(self) -> str:
        return self.headers.get("Set-Cookie", "").partition(";")[0]

    @property
    def body(self) -> dict:
        return json.loads(self.text)


@contextmanager
def serving(klass: TrainingClass, table=None, **wanted) -> Iterator[Server]:
    """The class on a free port, in a thread of its own."""
    ready, found, ends = threading.Event(), {}, {}

    async def run() -> None:
        ends["loop"] = asyncio.get_running_loop()

        def opened(house: House) -> None:
            found["house"] = house
            ready.set()

        await serve(Hall(klass, wanted.get("at", "/"), table), Wanted(**{"port": 0, **wanted}), opened)

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    assert ready.wait(60)
    try:
        yield Server(found["house"])
    finally:
        ends["loop"].call_soon_threadsafe(found["house"].stopped.set)
        thread.join(30)


@pytest.fixture
def server(klass: TrainingClass) -> Iterator[Server]:
    with serving(klass) as running:
        yield running
