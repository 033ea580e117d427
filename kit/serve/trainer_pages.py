"""The trainer's pages: the room, the wall for the projector, slips; reached from this laptop alone."""

from __future__ import annotations

import secrets
from datetime import date

from tornado.web import HTTPError

from kit.document.qr import qr
from kit.messages import say
from kit.paper.class_files import write_papers
from kit.serve.addresses import on_networks
from kit.serve.learner_pages import follow
from kit.serve.views import room_view, wall_view
from kit.serve.web import TRAINER, Page, TrainerPage, as_json


class TrainerDoor(Page):
    """The address that `kit serve` opens: its token becomes a cookie and leaves the address bar."""

    def get(self) -> None:
        given = self.get_query_argument("ma", "").encode("utf-8", "replace")
        if not secrets.compare_digest(given, self.house.token.encode()):
            raise HTTPError(404)
        self.keep_cookie(TRAINER, self.house.token)
        self.redirect(f"{self.house.looks.at}giang-vien", status=303)


class RoomPage(TrainerPage):
    """What is open, who answered what, and the buttons that lead the room."""

    def get(self) -> None:
        data = {"view": room_view(self.hall, self.house.connected), "words": room_words()}
        codes = [person.code for person in self.hall.klass.people]
        self.show("room.html", title=say("Điều khiển lớp"), addresses=_addresses(self), codes=codes, data=as_json(data))


class RoomNews(TrainerPage):
    async def get(self) -> None:
        await follow(self, self.house.answers, lambda: room_view(self.hall, self.house.connected))


class RoomDeed(TrainerPage):
    """Open, close, ask, explain, show a written answer."""

    def post(self) -> None:
        body = self.body()
        self.hall.room.act(str(body.get("deed", "")), str(body.get("name", ""))[:200])
        self.tell(room_view(self.hall, self.house.connected))


class WallPage(TrainerPage):
    """For the projector: how to come in, then the question and its bars; no code, no name."""

    def get(self) -> None:
        data = {"view": wall_view(self.hall), "words": wall_words(), "order": _order(self)}
        self.show("wall.html", title=self.hall.klass.title, addresses=_addresses(self), data=as_json(data))


class WallNews(TrainerPage):
    async def get(self) -> None:
        await follow(self, self.house.answers, lambda: wall_view(self.hall))


class Here(TrainerPage):
    """Says that the class is served by this program."""

    def get(self) -> None:
        self.set_status(204)


class Stop(TrainerPage):
    """Ends the program; what came in stays."""

    def post(self) -> None:
        self.set_status(204)
        self.finish()
        self.house.stopped.set()


class NewSlip(TrainerPage):
    """A slip on the trainer's screen: of a code as it is, or a new one that ends the old."""

    def post(self) -> None:
        code = self.hall.code_of(self.get_body_argument("code", ""))
        if not code:
            self.show("said.html", title=say("Phiếu mã"), words=say("Mã này không có trong danh sách lớp."))
            return
        slips = self.hall.slips
        slip = slips.renew(code) if self.get_body_argument("new", "") else slips.of(code)
        where = _addresses(self)
        drawn = qr(f"{where[0]['url']}v/{slip.secret}") if where else ""
        self.show("slip.html", title=say("Phiếu mã {code}", code=code), code=code, slip=slip, drawn=drawn, renewed=bool(self.get_body_argument("new", "")), address=where[0]["url"] if where else "")  # fmt: skip


class PrintSlips(TrainerPage):
    """Slips to cut out, with the QR of the address that was chosen; they are those of `kit class sign-in` too."""

    async def post(self) -> None:
        klass, slips = self.hall.klass, self.hall.slips
        wanted = self.get_body_argument("address", "")
        known = [found["url"] for found in _addresses(self)]

        def made() -> bytes:
            slips.reach(wanted if wanted in known else "")
            (path,) = write_papers(klass, date.today(), only=("codes",))
            return path.read_bytes()

        content = await self.house.alone("", made)
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", 'inline; filename="ma-hoc-vien.pdf"')
        self.finish(content)


def _addresses(page: Page) -> list[dict[str, object]]:
    """Every address under which telephones reach the class, with its QR."""
    scheme = "https" if page.house.secure else "http"
    at = page.house.looks.at
    urls = [f"{scheme}://{host}:{page.house.port}{at}" for host in on_networks()] if page.house.names.lan else []
    return [{"url": url, "drawn": qr(url)} for url in urls]


def _order(page: Page) -> list[str]:
    """The exercises of the class in their order, tests left out: what a presenter's clicker goes through."""
    return [name for plan in page.hall.module.lessons if plan.id in page.hall.steps for name in page.hall.lessons[plan.id].exercises]  # fmt: skip


def room_words() -> dict[str, str]:
    return {
        "open": say("Mở"),
        "close": say("Đóng"),
        "is_open": say("đang mở"),
        "is_closed": say("đang đóng"),
        "ask": say("Mở câu này"),
        "unask": say("Thôi chiếu câu này"),
        "explain": say("Chiếu giải thích"),
        "explained": say("Ẩn giải thích"),
        "answered": say("{n} người"),
        "none": say("Chưa chiếu câu nào. Bấm “Mở câu này” ở một câu: điện thoại cả lớp sẽ đến câu đó."),
        "mistake": say("Nhiều người nhầm nhất:"),
        "move": say("Cách xử lý:"),
        "texts": say("Ý đã viết: đánh dấu ý muốn chiếu. Đừng chiếu ý có tên người hay chuyện riêng."),
        "test": say("Phiếu kiểm tra"),
        "lost": say("Mất liên lạc với chương trình kit serve. Trang sẽ tự nối lại."),
        "next": say("Câu sau"),
        "back": say("Câu trước"),
        "key": say("đáp án"),
        "show_key": say("Hiện đáp án cho giảng viên"),
        "sure": say("Bấm lần nữa để đóng"),
        "both": say("Mở cả hai phiếu"),
        "neither": say("Đóng cả hai phiếu"),
        "tests": say("Phiếu kiểm tra"),
        "lessons": say("Các bài"),
    }


def wall_words() -> dict[str, str]:
    return {
        "number": say("Bài tập {number}"),
        "lost": say("Mất kết nối với máy của lớp. Đang nối lại…"),
        "explained": say("Giải thích"),
        "key": say("đáp án"),
        "heads": say("{n} người"),
    }
