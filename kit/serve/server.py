"""Starts the class server: one process, one port, nothing beyond this laptop unless it was asked for."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.web import Application

from kit.errors import KitError
from kit.messages import say
from kit.serve import hub
from kit.serve import learner_pages as learner
from kit.serve import trainer_pages as trainer
from kit.serve.addresses import Names, on_networks
from kit.serve.hall import Hall
from kit.serve.looks import Looks
from kit.serve.record import Running, forget, leave
from kit.serve.web import House

PORT = 8765
MOST_BYTES = 1024 * 1024  # of one request
MOST_HEADER = 16 * 1024
PATIENCE = 75  # seconds for a header, or between two requests of one connection
AROUND = 1.0  # seconds between two looks at what others did
LAST = 3  # seconds for what is under way when the program is stopped
BODY = 30  # seconds for what follows a header
MOST_CONNECTIONS, MOST_OF_ONE = 4_000, 100  # of all, and of one address: a telephone needs two or three
SPARE_FILES = 200  # kept for logs, pictures, locks


class NotServed(KitError):
    """The class cannot be served; says why and what to do."""


@dataclass(frozen=True)
class Wanted:
    """How a class is to be served. `names`: further host names; `proxies`: addresses of proxies that are trusted."""

    port: int | None = None  # None: the usual one, or the next that is free
    lan: bool = False
    names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    cert: Path | None = None
    key: Path | None = None
    at: str = "/"  # below which path the pages lie, behind a proxy that gives each class one


class Gate(HTTPServer):
    """Takes so many connections and no more: whoever opens ten thousand shuts out nobody else."""

    house: House

    def initialize(self, *args: Any, **options: Any) -> None:
        self.house = options.pop("house")
        self._by_address: Counter[str] = Counter()
        self._most = min(MOST_CONNECTIONS, _open_files() - SPARE_FILES)
        super().initialize(*args, **options)

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        peer = str(address[0])
        limit = self._most if peer in self.house.proxies or peer.startswith("127.") else MOST_OF_ONE
        if self._by_address.total() >= self._most or self._by_address[peer] >= limit:
            stream.close()
            return
        self._by_address[peer] += 1
        super().handle_stream(stream, address)

    def on_close(self, server_conn: Any) -> None:
        super().on_close(server_conn)
        peer = str(server_conn.context.address[0])
        self._by_address[peer] -= 1
        if not self._by_address[peer]:
            del self._by_address[peer]


def _open_files() -> int:
    """How many files this process may hold open; raised as far as the system lets it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit that we would meet
        return MOST_CONNECTIONS + SPARE_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    want = MOST_CONNECTIONS + SPARE_FILES
    most = want if hard == resource.RLIM_INFINITY else min(want, hard)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(soft, most)


def application(house: House) -> Application:
    """The addresses of the pages."""
    here, at = {"house": house}, house.looks.at.rstrip("/")
    pages: list[tuple[str, Any, dict[str, House]]] = [
        (r"/", learner.Start, here),
        (r"/vao", learner.Door, here),
        (r"/v/([A-Za-z0-9_-]{8,64})", learner.Scanned, here),
        (r"/ra", learner.Leave, here),
        (r"/so-nguoi", learner.Heads, here),
        (r"/bai/([a-z0-9-]{1,80})", learner.LessonView, here),
        (r"/so/([a-z0-9-]{1,80})", learner.BookView, here),
        (r"/so/([a-z0-9-]{1,80})/lam", learner.BookDeed, here),
        (r"/so/([a-z0-9-]{1,80})/tep", learner.BookFile, here),
        (r"/lam", learner.Deed, here),
        (r"/tin", learner.News, here),
        (r"/hinh/([a-f0-9]{16}\.[a-z0-9]{3,4})", learner.Picture, here),
        (r"/a/([a-f0-9]{10})/([a-z.]{3,20})", learner.Asset, here),
        (r"/giang-vien/vao", trainer.TrainerDoor, here),
        (r"/giang-vien", trainer.RoomPage, here),
        (r"/giang-vien/tin", trainer.RoomNews, here),
        (r"/giang-vien/lam", trainer.RoomDeed, here),
        (r"/giang-vien/chieu", trainer.WallPage, here),
        (r"/giang-vien/chieu/tin", trainer.WallNews, here),
        (r"/giang-vien/o-day", trainer.Here, here),
        (r"/giang-vien/dung", trainer.Stop, here),
        (r"/giang-vien/phieu", trainer.NewSlip, here),
        (r"/giang-vien/in-phieu", trainer.PrintSlips, here),
    ]
    if house.hub:
        pages = [*((path, page, here) for path, page in hub.doors()), *pages]
    pages = [(at + path, page, options) for path, page, options in pages]
    return Application(pages, default_handler_class=learner.Nowhere, default_handler_args=here, compress_response=True, cookie_secret=house.token, log_function=lambda _: None)  # fmt: skip


async def serve(hall: Hall, wanted: Wanted, ready: Callable[[House], None]) -> None:
    """Serve a class until the trainer stops it; `ready` is called when the port is open. Raises NotServed."""
    house = House(hall, Names(wanted.names, lan=wanted.lan), Looks(wanted.at), wanted.port or PORT, secure=wanted.cert is not None, proxies=frozenset(wanted.proxies), hub=hub.under_a_hub(), token=hall.slips.trainer_word)  # fmt: skip
    hall.room.told = house.opened
    server = Gate(
        application(house), house=house, ssl_options=_tls(wanted), max_body_size=MOST_BYTES, max_header_size=MOST_HEADER,
        idle_connection_timeout=PATIENCE, body_timeout=BODY,
    )  # fmt: skip
    bound = _bound(wanted)
    house.port = bound.getsockname()[1]
    server.add_socket(bound)
    left = Running(house.port, house.token, house.secure, tuple(urls(house)), house.looks.at)
    leave(hall.klass.path, left)
    ready(house)
    around = asyncio.create_task(_look_around(house))
    try:
        await house.stopped.wait()
    finally:
        around.cancel()
        forget(hall.klass.path, left)
        server.stop()
        house.closed = True
        house.opened()
        for _ in range(20):  # listening pages end by themselves, each with its last word
            if house.streams:
                await asyncio.sleep(0.1)
        with suppress(TimeoutError):
            await asyncio.wait_for(server.close_all_connections(), LAST)
        house.pool.shutdown(wait=True)
        if hall.table:
            hall.table.close()


def _bound(wanted: Wanted) -> socket.socket:
    """A socket on the port that was wanted, or else on the first that is free from the usual one on. Raises NotServed."""
    address = "0.0.0.0" if wanted.lan else "127.0.0.1"  # noqa: S104 - beyond this laptop only when asked
    ports = [wanted.port] if wanted.port is not None else [*range(PORT, PORT + 20)]
    for port in ports:
        with suppress(OSError):
            made = socket.create_server((address, port), backlog=1024)
            made.setblocking(False)
            return made
    raise NotServed(say("Cổng {port} đang có chương trình khác dùng (có thể kit serve đang mở sẵn). Đóng chương trình đó, hoặc thêm --port {other}.", port=ports[0], other=ports[-1] + 1))  # fmt: skip


async def _look_around(house: House) -> None:
    """Tell what other servers of the class, or other programs on this laptop, have taken and opened."""
    while True:
        await asyncio.sleep(AROUND)
        try:
            if await asyncio.get_running_loop().run_in_executor(house.pool, house.hall.look_around):
                house.opened()
        except KitError:
            continue  # a database that is away is told to whoever answers meanwhile; it may be back in a second


def _tls(wanted: Wanted) -> ssl.SSLContext | None:
    if wanted.cert is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(wanted.cert, wanted.key)
    except (OSError, ssl.SSLError) as error:
        raise NotServed(say("Không dùng được chứng chỉ {path} ({cause}). Kiểm tra tệp --cert và --key.", path=wanted.cert, cause=error)) from error  # fmt: skip
    return context


def urls(house: House) -> list[str]:
    """The addresses for telephones, for the terminal."""
    scheme = "https" if house.secure else "http"
    return [f"{scheme}://{host}:{house.port}{house.looks.at}" for host in (on_networks() if house.names.lan else [])]
