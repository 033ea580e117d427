"""A class of 140 telephones on one laptop: how quickly a question can be answered on a weak line, how a room's answers
are taken, what a learner costs, and what a laptop that is killed again and again loses. A bounded client on loopback."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from kit.answers import parse
from kit.classroom.folder import TrainingClass
from kit.classroom.opening import Wanted, new_class
from kit.classroom.slips import Slips
from kit.course import Library
from tests.bench.result import Result
from tests.conftest import ROOT

PEOPLE = 140
KERNEL = (
    54.0  # MB resident that a kernel of one learner takes, as `python -m tests.bench browser` measures it, rounded down
)
LESSON = "01-what-is-dialogue"


@dataclass
class Laptop:
    """`kit serve` on the real course, as a program that can be killed."""

    klass: TrainingClass
    port: int
    program: subprocess.Popen | None = None
    cookies: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        self.program = subprocess.Popen(
            [sys.executable, "-m", "kit", "serve", self.klass.id, "--no-browser", "--port", str(self.port)],
            stdout=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, "KIT_FOLDER": str(self.klass.library.home)},
        )  # fmt: skip
        next(line for line in self.program.stdout if "Ctrl+C" in line)

    def kill(self) -> None:
        self.program.send_signal(signal.SIGKILL)
        self.program.wait()
        self.program.stdout.close()

    @property
    def memory(self) -> float:
        """MB that this program alone has in memory."""
        return psutil.Process(self.program.pid).memory_info().rss / 1e6


def laptop(folder: Path) -> Laptop:
    home = folder / "phones"
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    klass, _ = new_class(Library(home), "lop", Wanted("policy-dialogue", date.today(), room=60, online=80))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        made = Laptop(klass, probe.getsockname()[1])
    slips = Slips(klass)
    slips.deal([person.code for person in klass.people])
    made.cookies = {person.code: f"kit_vao={slips.pass_of(person.code)}" for person in klass.people}
    made.start()
    return made


def measure(folder: Path, *, quick: bool) -> Iterator[Result]:
    """All figures; `quick` leaves out most kills and rounds."""
    made = laptop(folder)
    try:
        alone = made.memory
        yield from first_question(made)
        yield from asyncio.run(answers(made, alone, quick=quick))
        yield from asyncio.run(kills(made, 5 if quick else int(os.environ.get("KIT_SERVER_KILLS", "60"))))
    finally:
        made.kill()


# ── a weak line ──
def first_question(made: Laptop) -> Iterator[Result]:
    """First visit at 50 kB/s with 300 ms to and fro: bytes over the line, and when the first question can be answered."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS, find_chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        context = browser.new_context(viewport={"width": 390, "height": 800})
        name, _, value = made.cookies["HV001"].partition("=")
        context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{made.port}"}])
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
        )
        sizes, media = {}, {}
        line.on("Network.responseReceived", lambda e: media.update({e["requestId"]: e["response"]["mimeType"]}))
        line.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
        began = time.perf_counter()
        page.goto(f"http://127.0.0.1:{made.port}/bai/{LESSON}", wait_until="commit")
        page.wait_for_selector("html[data-ready]", timeout=60_000)
        took = time.perf_counter() - began
        page.wait_for_timeout(3000)
        weight = sum(size for key, size in sizes.items() if not media.get(key, "").startswith("image/"))
        browser.close()
    yield Result(
        "telephone: first visit, bytes beside pictures (kB)", f"{weight / 1000:.0f}", "at most 100", weight <= 100_000
    )
    yield Result("telephone: first question usable, 50 kB/s and 300 ms (s)", f"{took:.1f}", "under 3", took < 3)


# ── a room ──
async def answer(
    made: Laptop, client: AsyncHTTPClient, code: str, exercise: str, given: object, id_: str = ""
) -> tuple[float, bool]:
    """One answer; seconds until it was called saved, and whether it was."""
    body = json.dumps({"deed": "check", "exercise": exercise, "answer": given, "id": id_ or uuid.uuid4().hex})
    asked = HTTPRequest(
        f"http://127.0.0.1:{made.port}/lam",
        "POST",
        {"Content-Type": "application/json", "Cookie": made.cookies[code]},
        body,
        request_timeout=60,
        connect_timeout=60,
    )
    began = time.perf_counter()
    try:
        told = await client.fetch(asked)
    except (HTTPClientError, OSError):
        return time.perf_counter() - began, False
    return time.perf_counter() - began, "Đã lưu" in json.loads(told.body)["state"]["saved"]


async def answers(made: Laptop, alone: float, *, quick: bool) -> list[Result]:
    """140 who answer every 20 seconds, then 140 in the same second; pages open and listening all the while."""
    client = AsyncHTTPClient(force_instance=True, max_clients=2 * PEOPLE)
    lesson = made.klass.library.lessons["policy-dialogue"][LESSON]
    tries = [(name, made.klass.library.exercise(name).key_answer()) for name in lesson.exercises]
    codes = list(made.cookies)
    listening = [await _listen(made, code) for code in codes]
    await asyncio.gather(*(_page(made, client, code) for code in codes))
    steady: list[tuple[float, bool]] = []
    lot, pause, rounds = random.Random(1), *((4, 2) if quick else (20, 8))

    async def sits(code: str, n: int) -> None:
        await asyncio.sleep(lot.uniform(0, pause))
        for k in range(n):
            name, given = tries[k % len(tries)]
            steady.append(await answer(made, client, code, name, given))
            await asyncio.sleep(pause)

    await asyncio.gather(*(sits(code, max(1, rounds // 3)) for code in codes))
    burst: list[tuple[float, bool]] = []
    for k in range(rounds):
        name, given = tries[-1 - k % len(tries)]
        burst += await asyncio.gather(*(answer(made, client, code, name, given) for code in codes))
    memory = made.memory
    for page in listening:
        page.close()
    found = []
    for what, taken, limit in (
        (f"one answer every {pause} s each", steady, 0.05),
        ("all in the same second", burst, 1.5),
    ):
        times = sorted(seconds for seconds, _ in taken)
        p99, lost = times[int(0.99 * len(times)) - 1], sum(not saved for _, saved in taken)
        found += [
            Result(f"140 telephones, {what}: half within (ms)", f"{1000 * statistics.median(times):.1f}", "told", True),
            Result(
                f"140 telephones, {what}: 99 of 100 within (ms)",
                f"{1000 * p99:.0f}",
                f"under {1000 * limit:.0f}",
                p99 < limit,
            ),
            Result(f"140 telephones, {what}: not saved of {len(taken)}", str(lost), "none", lost == 0),
        ]
    each = (memory - alone) / PEOPLE
    found.append(Result("140 telephones: server in all (MB)", f"{memory:.0f}", "under 400", memory < 400))
    found.append(
        Result(
            "a learner costs of a kernel's memory (one part in)",
            f"{KERNEL / max(each, 0.01):.0f}",
            f"over {KERNEL:.0f}",
            each < 1,
        )
    )
    return found


async def _page(made: Laptop, client: AsyncHTTPClient, code: str) -> None:
    await client.fetch(
        f"http://127.0.0.1:{made.port}/bai/{LESSON}",
        headers={"Cookie": made.cookies[code]},
        request_timeout=120,
        connect_timeout=120,
    )


async def _listen(made: Laptop, code: str) -> asyncio.StreamWriter:
    """A page that is open and hears what the trainer opens."""
    _, writer = await asyncio.open_connection("127.0.0.1", made.port)
    writer.write(f"GET /tin HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {made.cookies[code]}\r\n\r\n".encode())
    await writer.drain()
    return writer


# ── kills ──
async def kills(made: Laptop, times: int) -> list[Result]:
    """Killed at any moment, again and again, while answers come in; what was called saved must be in the logs, once."""
    saved: dict[str, int] = {}
    lot = random.Random(2)
    known = [name for lesson in made.klass.library.lessons["policy-dialogue"].values() for name in lesson.exercises]
    exercise = next(name for name in known if made.klass.library.exercise(name).kind == "number")
    stop, n = asyncio.Event(), 0

    async def sits(code: str) -> None:
        nonlocal n
        client = AsyncHTTPClient(force_instance=True)
        while not stop.is_set():
            n += 1
            id_, given = uuid.uuid4().hex, str(n)
            while not stop.is_set():
                _, kept = await answer(made, client, code, exercise, given, id_)
                if kept:
                    saved[id_] = 1
                    break
                await asyncio.sleep(0.05)

    crowd = [asyncio.create_task(sits(code)) for code in list(made.cookies)[:8]]
    for _ in range(times):
        await asyncio.sleep(lot.uniform(0.05, 0.6))
        made.kill()
        await asyncio.get_running_loop().run_in_executor(None, made.start)
    await asyncio.sleep(1)
    stop.set()
    await asyncio.gather(*crowd)
    ids = [
        r.id
        for path in (made.klass.path / "handed-in").glob("*.jsonl")
        for r in parse(path.read_bytes()).records
        if r.deed == "attempt"
    ]
    lost, twice = len(set(saved) - set(ids)), len(ids) - len(set(ids))
    return [
        Result(
            f"server killed {times} times: saved answers lost of {len(saved)}",
            str(lost),
            "none",
            lost == 0 and bool(saved),
        ),
        Result(f"server killed {times} times: answers kept twice", str(twice), "none", twice == 0),
    ]
