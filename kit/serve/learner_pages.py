"""The learner's pages: coming in, contents, a lesson, a workbook, and the deeds that they send."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from typing import cast

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from kit.course import LessonPlan
from kit.desk.lesson_words import lesson_words
from kit.messages import say
from kit.serve.hall import MOST_HEADS, NotLetIn
from kit.serve.web import PASS, Bell, LearnerPage, Page, as_json, seconds
from kit.vietnamese import plain_figures

HEARTBEAT = 20.0  # seconds between two signs of life on a listening page
PAUSE = 0.5  # seconds at least between two tellings
PART = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")  # of a recording that is being played
CROWD = 60  # wrong tries of one address after which everyone there waits


class Start(LearnerPage):
    """The first page: the door, or the contents of the class."""

    def get(self) -> None:
        try:
            seat = self.seat()
        except (HTTPError, NotLetIn) as error:
            told = str(error) if isinstance(error, NotLetIn) else ""
            self.show("door.html", title=say("Vào lớp"), told=told, code="", most=MOST_HEADS)
            return
        entries = self.hall.contents(seat)
        lessons = [e for e in entries if not e.test]
        begun = self.hall.go_on(seat, lessons)
        first = self.hall.form_of(self.code)
        books = list(self.hall.shelf.workbooks.values())
        self.show("contents.html", title=self.hall.module.title, learner=seat.learner, lessons=lessons, tests=[e for e in entries if e.test], go_on=begun, first=first, books=books, most=MOST_HEADS, data=as_json(page_data(self)))  # fmt: skip


class Door(Page):
    """Typed code and figures."""

    async def post(self) -> None:
        typed = " ".join(self.get_body_argument("code", "").split())[:60]
        figures = re.sub(r"\D", "", plain_figures(self.get_body_argument("figures", "")[:30]))
        heads = _heads(self.get_body_argument("people", "1"))
        code = self.hall.code_of(typed)
        now, brake = seconds(), self.house.brake
        key = code or typed.casefold()
        held = brake.wait("code", key, now)
        if brake.tried("code", key, now) or brake.tried("address", self.peer, now) > CROWD:
            held = max(held, brake.wait("address", self.peer, now))  # a room behind one address is not shut out by one
        if held:
            self.set_status(429)
            self._again(say("Thử sai nhiều lần. Chờ {n} giây rồi thử lại, hoặc hỏi giảng viên.", n=held), typed)
        elif not heads:
            self._again(say("Số người cùng làm là một số từ 1 đến {most}.", most=MOST_HEADS), typed)
        elif not code or not self.hall.slips.fits(code, figures):
            brake.wrong("code", key, now)
            brake.wrong("address", self.peer, now)
            self.set_status(403)
            self._again(say("Mã và bốn số không khớp. Xem lại phiếu mã của mình."), typed)
        else:
            brake.right("code", code)
            await self.house.alone(code, lambda: self.hall.seat(code).heads(heads))
            self.keep_cookie(PASS, self.hall.slips.pass_of(code))
            self.house.answers.ring()
            self.redirect(self.house.looks.at, status=303)

    def _again(self, told: str, typed: str) -> None:
        self.show("door.html", title=say("Vào lớp"), told=told, code=typed, most=MOST_HEADS)


class Scanned(LearnerPage):
    """The secret of a slip, as a telephone's camera opens it. A right one is never held up: nobody guesses 96 bits."""

    async def get(self, secret: str) -> None:
        now = seconds()
        code = self.hall.slips.whose(secret)
        if not code:
            held = self.house.brake.wait("address", self.peer, now)
            if not held:
                self.house.brake.wrong("address", self.peer, now)
            self.set_status(429 if held else 404)
            words = say("Thử sai nhiều lần. Chờ {n} giây rồi thử lại, hoặc hỏi giảng viên.", n=held) if held else say("Phiếu mã này không còn dùng được. Xin giảng viên phiếu mới.")  # fmt: skip
            self.show("said.html", title=say("Chưa vào được lớp"), words=words)
        elif self.code and self.code != code:  # a link in a chat must not put somebody else at this telephone
            self.show("other.html", title=say("Đổi người"), code=code, now=self.code)
        else:
            await self._enter(code)

    async def post(self, secret: str) -> None:
        if code := self.hall.slips.whose(secret):
            await self._enter(code)
        else:
            self.redirect(self.house.looks.at, status=303)

    async def _enter(self, code: str) -> None:
        await self.house.alone(code, lambda: self.hall.seat(code))
        self.keep_cookie(PASS, self.hall.slips.pass_of(code))
        self.house.answers.ring()
        self.redirect(self.house.looks.at, status=303)


class Leave(LearnerPage):
    """Somebody else takes the telephone."""

    def post(self) -> None:
        self.clear_cookie(PASS, path=self.house.looks.at)
        self.redirect(self.house.looks.at, status=303)


class Heads(LearnerPage):
    """So many work at this telephone from now on."""

    async def post(self) -> None:
        self.demand_seat(self.get_body_argument("seat", ""))
        heads = _heads(self.get_body_argument("people", ""))

        def told() -> None:
            with self.hall.writing(self.code) as seat:
                seat.heads(heads)

        if heads:
            await self.house.alone(self.code, told)
        self.redirect(self.house.looks.at, status=303)


class LessonView(LearnerPage):
    """A lesson or a test, step by step."""

    async def get(self, name: str) -> None:
        seat, hall = self.seat(), self.hall
        plan = next((p for p in hall.module.plans if p.id == name), None)
        if plan is None or name not in hall.steps:
            raise HTTPError(404)
        if name not in hall.room.stand.open:
            begun = any(e.plan.id == name and e.progress.tried for e in hall.contents(seat))
            self.show("wait.html", title=plan.title, learner=seat.learner, begun=begun, data=as_json(page_data(self)))
            return
        steps = hall.steps[name]

        def drawn() -> dict[str, object]:
            return {s.exercise: hall.sheet(self.code, s.exercise) for s in steps if s.exercise}

        exercises = await self.house.alone(self.code, drawn)
        test = hall.module.is_test(name)
        data = {
            **page_data(self),
            "live": True,
            "test": hall.module.is_test(name),
            "lesson": name,
            "exercises": exercises,
            "words": lesson_words(),
        }
        self.show("lesson.html", title=plan.title, steps=steps, facts=_minutes(plan), learner=seat.learner, after=hall.after(plan), test=test, data=as_json(data))  # fmt: skip


class BookView(LearnerPage):
    """A workbook."""

    async def get(self, name: str) -> None:
        seat = self.seat()
        book = await self.house.alone(self.code, lambda: self.hall.seat(self.code).workbook(name))
        for word in ("excel", "read"):
            cast(dict[str, str], book.face["words"]).pop(word, None)
        data = {**page_data(self), "book": name, "face": book.face, "state": book.state}
        self.show("book.html", title=book.face["title"], learner=seat.learner, data=as_json(data))


class BookDeed(LearnerPage):
    """What is written into a workbook."""

    async def post(self, name: str) -> None:
        body = self.body()
        self.demand_seat(body.get("seat"))
        if body.get("deed") in ("excel", "read"):
            raise HTTPError(400)  # files of the laptop, and Excel files that anyone may send, are for JupyterLab

        def act() -> dict[str, object]:
            with self.hall.writing(self.code) as seat:
                book = seat.workbook(name)
                book.act(body)
                return book.state

        self.tell({"state": await self.house.alone(self.code, act)})


class BookFile(LearnerPage):
    """A workbook as an Excel file."""

    async def get(self, name: str) -> None:
        from kit.workbooks.xlsx_out import xlsx

        self.seat()
        content = await self.house.alone(self.code, lambda: xlsx(self.hall.seat(self.code).workbook(name).book))
        self.set_header("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        self.set_header("Content-Disposition", f'attachment; filename="{name}.xlsx"')
        self.finish(content)


class Deed(LearnerPage):
    """A learner's deed at an exercise: what is called saved here lies on the disk."""

    async def post(self) -> None:
        body = self.body()
        self.demand_seat(body.get("seat"))
        told = await self.house.alone(self.code, lambda: self.hall.answer(self.code, body))
        self.tell(told)
        if body.get("deed") == "check":
            self.house.answers.ring()


class News(LearnerPage):
    """What the trainer opens, as it happens (server-sent events)."""

    async def get(self) -> None:
        self.seat()
        house = self.house
        house.connected += 1
        try:
            await follow(self, house.room, lambda: page_data(self)["room"])
        finally:
            house.connected -= 1


class Picture(Page):
    """A picture of the lessons."""

    def get(self, name: str) -> None:
        found = self.hall.pictures.get(name)
        if found is None:
            raise HTTPError(404)
        kept(self, *found)


class Asset(Page):
    """A script or a style."""

    def get(self, tag: str, name: str) -> None:
        found = self.house.looks.files.get(name)
        if found is None or tag != self.house.looks.tag:
            raise HTTPError(404)
        kept(self, *found)


class Nowhere(Page):
    """Any other address."""

    def prepare(self) -> None:
        super().prepare()
        raise HTTPError(404)


def kept(page: Page, content: bytes, media: str) -> None:
    """Send something whose address changes with its content; a player asks for it in parts."""
    page.set_header("Cache-Control", "public, max-age=31536000, immutable")
    page.set_header("Content-Type", media)
    page.set_header("Accept-Ranges", "bytes")
    part = PART.fullmatch(page.request.headers.get("Range", ""))
    if part is None:
        page.finish(content)
        return
    first, last = int(part[1]), min(int(part[2] or len(content)), len(content) - 1)
    if first > last:
        page.set_header("Content-Range", f"bytes */{len(content)}")
        raise HTTPError(416)
    page.set_status(206)
    page.set_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
    page.finish(content[first : last + 1])


async def follow(page: Page, bell: Bell, view: Callable[[], object]) -> None:
    """Send a view, and again whenever the bell has rung and it has changed, until the page is closed; a sign of life now and then."""
    page.set_header("Content-Type", "text/event-stream; charset=utf-8")
    last = ""
    page.house.streams += 1
    try:
        while not page.house.closed:
            seen, now = bell.rung, json.dumps(view(), ensure_ascii=False)
            page.write(f"data: {now}\n\n" if now != last else ": \n\n")
            last = now
            await page.flush()
            await asyncio.sleep(PAUSE)  # changes that come together are told as one
            await bell.wait(seen, HEARTBEAT)
    except StreamClosedError:
        return
    finally:
        page.house.streams -= 1


def page_data(page: LearnerPage) -> dict[str, object]:
    """What every page of a learner's knows: who sits here, how the room stands."""
    stand = page.hall.room.stand
    lesson = page.hall.room.lesson_of(stand.asked) if stand.asked else ""
    number = page.hall.library.number(stand.asked) if stand.asked else ""
    asked = say("Giảng viên đang mở bài tập {number}.", number=number) if stand.asked else ""
    room = {"open": list(stand.open), "asked": stand.asked, "lesson": lesson, "words": asked, "explained": list(stand.explained)}  # fmt: skip
    return {"seat": page.code, "room": room, "net": net_words()}


def net_words() -> dict[str, str]:
    """Words about the line, sent once with the page: they must be there when the line is not."""
    return {
        "away": say("Mất mạng. {n} câu chưa gửi, đang giữ trong điện thoại này. Cứ làm tiếp, có mạng sẽ tự gửi. Đừng đóng trang."),
        "waiting": say("Chưa gửi, còn giữ trong máy này."),
        "full": say("Máy này không giữ được câu trả lời (hết chỗ hoặc đang duyệt ẩn danh): đừng đóng trang khi chưa thấy “Đã lưu”."),
        "sent": say("Đã gửi hết."),
        "someone": say("Trên máy này còn {n} câu chưa gửi của mã {code}: vào lại bằng mã đó để gửi."),
        "refused": say("Không gửi được: {cause}"),
        "out": say("Phiếu mã của máy này không còn dùng được. Về trang đầu để vào lại; câu trả lời vẫn còn trong máy."),
        "go": say("Đến câu này"),
        "stay": say("Đang mất mạng: ở lại trang này, có mạng sẽ đi tiếp được."),
    }  # fmt: skip


def _minutes(plan: LessonPlan) -> str:
    return say("{n} phút", n=plan.minutes)


def _heads(typed: str) -> int:
    text = typed.strip()
    return int(text) if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= MOST_HEADS else 0
