"""The trainer's clock on the screen: what runs now, how late it is, what to drop; a press is on the disk at once."""

from __future__ import annotations

from datetime import date, datetime

from kit.classroom.clock import Now, PressDeed, Slot, now, past_minutes, press, presses, slots
from kit.classroom.folder import TrainingClass
from kit.course.modules import Day
from kit.desk.looks import script
from kit.errors import KitError
from kit.messages import say
from kit.trainer.class_page import ClassDesk, ClassPage, laid_out
from kit.vietnamese import format_date


class ClockPage(ClassPage):
    """`state` is the day as it stands at the last press or tick; the browser asks again every half minute."""

    _esm = script("class_clock.js", of=__file__)

    def __init__(self, classes: ClassDesk) -> None:
        self._day, self._said = 0, ""
        super().__init__(classes, _words())

    def restore(self) -> None:
        """Show the class that is open, on the day that is today, else on its first."""
        klass = self._classes.current
        first = klass.day("starts") if klass else None
        today = (self._moment().date() - first).days if first else 0
        self._day = today if klass and klass.programme and 0 <= today < len(klass.programme.days) else 0
        self._paint()

    def _moment(self) -> datetime:
        return datetime.now()

    def _on_message(self, _: object, content: dict[str, object], __: object) -> None:
        self._said = ""
        klass, deed = self._classes.current, str(content.get("deed"))
        if klass is None or klass.programme is None:
            return
        try:
            match deed:
                case "day" if (day := str(content.get("day", ""))).isdecimal():
                    self._day = min(int(day), len(klass.programme.days) - 1)
                case "start" | "done" | "drop" | "undo":
                    self._press(klass, deed, str(content.get("slot", "")))
        except KitError as error:
            self._said = str(error)
        self._paint()

    def _press(self, klass: TrainingClass, deed: PressDeed, slot: str) -> None:
        plan = self._plan(klass)
        if deed == "undo" or slot in [s.id for s in plan]:
            press(klass, self._day, slot, deed, self._moment())

    def _plan(self, klass: TrainingClass) -> list[Slot]:
        assert klass.programme is not None, "the caller has seen to it"
        past = past_minutes(klass.library, klass.module.id, klass.id)
        return slots(klass.module, klass.programme.days[self._day], past)

    def _paint(self) -> None:
        klass = self._classes.current
        if klass is None or klass.programme is None:
            told = _no_programme(klass) if klass else ""
            self.state = {"days": [], "rows": [], "said": told}
            return
        day, plan, pressed = klass.programme.days[self._day], self._plan(klass), presses(klass, self._day)
        at = self._moment()
        begun = pressed[0].at.date() if pressed else at.date()  # the day may have been moved
        starts, ends = _hours(day, begun)
        last = pressed[-1].at if pressed else at
        found = now(plan, pressed, at if at.date() == begun else last, starts, ends)
        over = bool(pressed) and (at.date() != begun or not (_next(plan, found) or found.current))
        self.state = {
            "days": [d.title for d in klass.programme.days],
            "day": self._day,
            "rows": [_row(slot, found) for slot in plan],
            "current": found.current.id if found.current else "",
            "next": _next(plan, found),
            "lines": _over(found, begun) if over else _lines(found, ends, begun=bool(pressed)),
            "pressed": bool(pressed),
            "said": self._said,
        }


def _no_programme(klass: TrainingClass) -> str:
    names = ", ".join(str(p.id) for p in klass.module.programmes)
    return say("Lớp chưa có chương trình. Ở trang Hồ sơ lớp, ghi một trong các mã: {names}.", names=names)


def _hours(day: Day, on: date) -> tuple[datetime, datetime]:
    """When the day starts and ends."""
    return datetime.combine(on, day.starts), datetime.combine(on, day.ends)


def _row(slot: Slot, found: Now) -> dict[str, object]:
    done = slot.id in found.real
    state = "done" if done else "dropped" if slot.id in found.dropped else "now" if slot == found.current else ""
    shown = found.real.get(slot.id, round(found.spent) if state == "now" else "")
    before = say("{n} ({m} lớp)", n=slot.past, m=slot.classes) if slot.classes else "–"
    return {
        "id": slot.id,
        "title": slot.title,
        "minutes": slot.minutes,
        "past": before,
        "priority": ""
        if not slot.teaches
        else {"must": say("phải làm"), "should": say("nên làm"), "may": say("có thể bỏ")}[slot.priority],
        "real": str(shown),
        "state": state,
        "drop": slot in found.drops,
        "free": slot.teaches and slot.priority != "must",
    }


def _next(plan: list[Slot], found: Now) -> str:
    left = [s for s in plan if s.id not in found.real and s.id not in found.dropped and s != found.current]
    return left[0].id if left else ""


def _over(found: Now, day: date) -> list[dict[str, object]]:
    """A day that has ended: how long it took."""
    words = say(
        "Đã xong, ngày {day}: {n} phút kể cả nghỉ, bỏ {m} phần.",
        day=format_date(day),
        n=sum(found.real.values()),
        m=len(found.dropped),
    )
    return [{"words": words, "warn": False}]


def _lines(found: Now, ends: datetime, *, begun: bool) -> list[dict[str, object]]:
    """What to read aloud: what runs, how late, when it ends, what to drop."""
    if not begun:
        return [{"words": say("Bấm “Bắt đầu” khi buổi học bắt đầu."), "warn": False}]
    lines = []
    if found.current:
        words = say(
            "Đang làm: {title}. Đã {spent} trên {minutes} phút.",
            title=found.current.title, spent=round(found.spent), minutes=found.current.minutes,
        )  # fmt: skip
        lines.append({"words": words, "warn": found.spent > found.current.minutes})
    late = say("Chậm {n} phút so với kế hoạch.", n=found.late) if found.late > 0 else say("Đúng giờ hoặc sớm hơn.")
    lines.append({"words": late, "warn": found.late > 5})
    finish = say("Theo đà này xong lúc {at} (kế hoạch {end}).", at=f"{found.ends:%H:%M}", end=f"{ends:%H:%M}")
    lines.append({"words": finish, "warn": found.over > 5})
    if found.drops:
        names = "; ".join(f"{slot.title} ({slot.expected})" for slot in found.drops)
        lines.append({"words": say("Để xong đúng giờ, bỏ: {names}.", names=names), "warn": True})
    if found.short:
        lines.append({"words": say("Vẫn thiếu {n} phút: rút ngắn giờ nghỉ, hoặc dời phần cuối sang buổi khác.", n=found.short), "warn": True})  # fmt: skip
    return lines


def _words() -> dict[str, object]:
    return {
        "day": say("Ngày:"),
        "start": say("Bắt đầu"),
        "next": say("Xong, sang phần sau"),
        "done": say("Xong phần cuối"),
        "drop": say("Bỏ"),
        "take": say("Làm phần này"),
        "undo": say("Bỏ lần bấm vừa rồi"),
        "head": [say("Nội dung"), say("Phút"), say("Lần trước"), say("Ưu tiên"), say("Phút thực hiện"), say("Việc")],
        "now": say("đang làm"),
        "dropped": say("đã bỏ"),
        "advice": say("nên bỏ"),
    }


def class_clock() -> object:
    """The page “Đồng hồ buổi học”."""
    return laid_out(ClockPage)
