"""What every page of a class server keeps: whose request it is, where it may come from, what the browser may do with it."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader
from tornado.locks import Condition
from tornado.web import HTTPError, RequestHandler

from kit.answers import Learner
from kit.errors import KitError
from kit.messages import say
from kit.serve.addresses import OWN, Names
from kit.serve.brake import Brake
from kit.serve.hall import Hall, NotLetIn
from kit.serve.looks import Looks
from kit.serve.seat import Seat

PASS, TRAINER = "kit_vao", "kit_giang_vien"  # cookies
KEPT_DAYS = 200  # a telephone stays let in as long as a class is kept
MOST_BODY = 64 * 1024  # bytes of a deed: the longest answer is 20.000 letters
THREADS = 8  # they wait for the disk; judging itself is short
T = TypeVar("T")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass
class Bell:
    """Wakes the pages that listen; to be rung in the loop's own thread. `rung` tells whether it rang since."""

    rung: int = 0
    _waiting: Condition = field(default_factory=Condition)

    def ring(self) -> None:
        self.rung += 1
        self._waiting.notify_all()

    async def wait(self, seen: int, seconds: float) -> None:
        """Until it has rung more than `seen` times, or so many seconds are over."""
        if self.rung == seen:
            await self._waiting.wait(timeout=asyncio.get_running_loop().time() + seconds)


@dataclass
class House:
    """What all handlers share."""

    hall: Hall
    names: Names
    looks: Looks
    port: int
    secure: bool = False
    proxies: frozenset[str] = frozenset()
    hub: bool = False  # a JupyterHub lets trainers in; without one they sit at this very laptop
    token: str = ""  # what lets the trainer in
    brake: Brake = field(default_factory=Brake)
    room: Bell = field(default_factory=Bell)  # what the trainer opened: for everyone
    answers: Bell = field(default_factory=Bell)  # what came in: for the trainer and the wall
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS, "kit"))
    closed: bool = False  # the program is being stopped
    stopped: asyncio.Event = field(default_factory=asyncio.Event)  # the trainer has asked for it
    streams: int = 0  # pages that listen now, the trainer's too
    connected: int = 0  # pages of learners that listen now
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)

    def opened(self) -> None:
        """The trainer has changed how the room stands."""
        self.room.ring()
        self.answers.ring()

    async def alone(self, code: str, work: Callable[[], T]) -> T:
        """Do something of one learner's in a thread: what waits for the disk holds up nobody else, two deeds are never mixed."""
        lock = self._locks.setdefault(code, asyncio.Lock())
        async with lock:
            return await asyncio.get_running_loop().run_in_executor(self.pool, work)


TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)  # fmt: skip


class Page(RequestHandler):
    """The ground of every handler."""

    def initialize(self, house: House) -> None:
        self.house = house

    @property
    def hall(self) -> Hall:
        return self.house.hall

    @property
    def peer(self) -> str:
        """The address at the other end; behind a proxy that was named, the one that the proxy tells."""
        remote = str(self.request.remote_ip)
        if remote in self.house.proxies:
            told = self.request.headers.get("X-Forwarded-For", "").split(",")
            return next((a.strip() for a in reversed(told) if a.strip() and a.strip() not in self.house.proxies), remote)[:64]  # fmt: skip
        return remote

    def prepare(self) -> None:
        if not self.house.names.ours(self.request.host):
            raise HTTPError(421, reason="Misdirected Request")
        if self.request.method == "POST":
            self._demand_own_origin()
            if len(self.request.body) > self.most_body:
                raise HTTPError(413)

    @property
    def most_body(self) -> int:
        return MOST_BODY

    def _demand_own_origin(self) -> None:
        """A page elsewhere cannot make a browser do a deed here."""
        origin = self.request.headers.get("Origin")
        if origin and urlsplit(origin).netloc != self.request.host:
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Server", "kit")

    def show(self, template: str, **values: object) -> None:
        """Send a page; every value in it is escaped unless the kit itself has made it as HTML."""
        looks = self.house.looks
        page = TEMPLATES.get_template(template).render(
            say=say, looks=looks, at=looks.at, klass=self.hall.klass.title, **values
        )
        self.finish(page)

    def tell(self, body: dict[str, object], status: int = 200) -> None:
        """Send data."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(body, ensure_ascii=False))

    def body(self) -> dict[str, object]:
        """The data that came along. Raises HTTPError for what is none."""
        if not self.request.headers.get("Content-Type", "").startswith("application/json"):
            raise HTTPError(415)
        try:
            found = json.loads(self.request.body, parse_constant=_refuse)
            json.dumps(found, ensure_ascii=False).encode()  # half a letter pair is no text
        except (ValueError, RecursionError) as error:
            raise HTTPError(400) from error
        if not isinstance(found, dict):
            raise HTTPError(400)
        return found

    def keep_cookie(self, name: str, value: str) -> None:
        self.set_cookie(name, value, expires_days=KEPT_DAYS, httponly=True, samesite="Lax", secure=self.house.secure, path=self.house.looks.at)  # fmt: skip

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Every refusal in words: as a page, or as data where a script asked."""
        cause = (kwargs.get("exc_info") or (None, None, None))[1]
        words = str(cause) if isinstance(cause, KitError) else _refused(status_code)
        if isinstance(cause, Elsewhere):
            words = say(
                "Trang của giảng viên mở bằng nút ở trang Lớp dùng điện thoại, hoặc bằng địa chỉ ở cửa sổ đang chạy kit serve."
            )
        if isinstance(cause, KitError):
            self.set_status(403 if isinstance(cause, NotLetIn) else 409)
        if self.request.method == "POST" and "json" in self.request.headers.get("Content-Type", ""):
            self.tell({"error": words}, self.get_status())
        else:
            self.show("said.html", title=say("Chưa mở được"), words=words)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """A refusal that was told is no fault of the server."""
        if not isinstance(value, KitError):
            super().log_exception(typ, value, tb)


def _refuse(constant: str) -> None:
    """Infinity and its like are no JSON and would break the page that gets them back."""
    raise ValueError(constant)


def _refused(status: int) -> str:
    return {
        400: say("Trang gửi dữ liệu không đúng cách. Tải lại trang rồi thử lại."),
        401: say("Chưa vào lớp: quét mã trên phiếu, hoặc gõ mã và bốn số."),
        403: say("Yêu cầu này không được phép. Mở lại trang từ địa chỉ của lớp."),
        404: say("Không có trang này. Về trang đầu của lớp."),
        405: say("Không có trang này. Về trang đầu của lớp."),
        413: say("Dữ liệu gửi lên quá dài. Rút gọn rồi gửi lại."),
        415: say("Trang gửi dữ liệu không đúng cách. Tải lại trang rồi thử lại."),
        421: say("Địa chỉ này không phải của lớp. Gõ đúng địa chỉ trên màn chiếu."),
        429: say("Thử sai nhiều lần. Chờ một lát rồi thử lại."),
    }.get(status, say("Máy của lớp gặp lỗi. Bài đã báo “Đã lưu” vẫn còn. Thử lại sau một phút."))


class LearnerPage(Page):
    """A page of somebody who was let in."""

    code = ""

    def prepare(self) -> None:
        super().prepare()
        self.code = self.hall.slips.holder(self.get_cookie(PASS) or "")

    def seat(self) -> Seat:
        """Her seat. Raises HTTPError 401 for whoever has not come in, NotLetIn for who may not any more."""
        if not self.code:
            raise HTTPError(401)
        return self.hall.seat(self.code)

    def demand_seat(self, told: object) -> None:
        """What a page was drawn for one learner is not done by another who has come in since. Raises HTTPError 401."""
        if not self.code or told not in (None, "", self.code):
            raise HTTPError(401)

    @property
    def learner(self) -> Learner:
        return self.seat().learner


class Elsewhere(HTTPError):
    """The trainer sits here, but came without the address that lets in."""


class TrainerPage(Page):
    """A page of the trainer: only from this very laptop, and only with the token that `kit serve` opened."""

    def prepare(self) -> None:
        super().prepare()
        if not self._at_this_laptop() or not secrets.compare_digest(self._shown(), self.house.token.encode()):
            raise Elsewhere(404) if self._at_this_laptop() else HTTPError(404)  # to others nothing tells of such a page

    def _at_this_laptop(self) -> bool:
        return self.house.hub or (self.peer in OWN and self.request.host_name in OWN)

    def _shown(self) -> bytes:
        return (self.get_cookie(TRAINER) or "").encode("utf-8", "replace")


def seconds() -> float:
    """A clock that nobody sets."""
    return time.monotonic()


def as_json(data: dict[str, object]) -> str:
    """Data for a script element: nothing in it can end the element."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")  # fmt: skip
