"""Date and deadline: counted in days, working days or hours from an event; the counting can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Literal

from kit.kinds.base import Kind, Move, Part, Slip, Verdict
from kit.kinds.fields import Phrase, secret, trainer
from kit.messages import say
from kit.vietnamese import NotADate, format_date, parse_date, take_clock
from kit.workdays import CountedDay, UnknownYear, counting, special_days

MOST_DAYS = 90  # a longer counting fills pages and teaches nothing more

Unit = Literal["days", "working-days", "hours"]


@dataclass(frozen=True, kw_only=True)
class NearDay:
    """A wrong day that real people arrive at by another road than those the kit knows, and a word about it."""

    day: date
    feedback: Phrase
    move: Phrase = trainer()


def _when(day: date) -> str:
    return say("trả lời {value}", value=format_date(day))


@dataclass(frozen=True, kw_only=True)
class Deadline(Kind[datetime]):
    """The answer is a typed day, "05/12/2026"; with hours "8:30 05/12/2026".

    `start` is the event (with `at` for hours), `count` and `unit` the limit. Counting starts on
    the day after the event, as article 147 of the Civil Code has it, unless `same_day`. `back`: so many
    days before the event. `roll`: an end on a day off moves to the next working day (article 148).
    """

    kind: ClassVar[str] = "deadline"
    title: ClassVar[str] = "Tính ngày và thời hạn"
    typed: ClassVar[bool] = True

    start: date | None = secret()
    at: time | None = secret(required=False)
    count: int = secret(0)
    unit: Unit | None = secret()
    same_day: bool = secret(False, required=False)
    back: bool = secret(False, required=False)
    roll: bool = secret(False, required=False)
    counting_move: Phrase = trainer()
    near: tuple[NearDay, ...] = secret((), required=False, asked=False)

    def read(self, answer: object) -> datetime | None:
        """The day at midnight; where hours are counted, the day and hour."""
        try:
            day, clock = _taken_apart(answer)
            found = datetime.combine(parse_date(day), time(0))
            return found if clock is None or self.unit != "hours" else found + timedelta(minutes=clock)
        except (NotADate, ValueError, OverflowError):
            return None

    def ask(self, answer: object) -> str:
        unread = say("Chưa đọc được giờ. Ví dụ cách viết: 8:30 21/03/2025.")
        try:
            day, _ = _taken_apart(answer)
        except ValueError:
            return unread
        if not day:
            return say(
                "Chưa điền ngày. Viết ngày/tháng/năm, ví dụ 21/03/2025; nếu tính theo giờ, ví dụ 8:30 21/03/2025."
            )
        try:
            parse_date(day)
        except NotADate as error:
            return str(error)
        return unread

    def judge(self, answer: datetime) -> Verdict:
        if answer == self.limit():
            return Verdict("correct", 1.0, parts={"value": Part(True)})
        words: tuple[str, ...] = tuple(miss.feedback for miss in self.near if miss.day == answer.date())
        words = words or self._why(answer) or (say("Đã đọc là {day}. Hãy đếm lại từng ngày.", day=self._said(answer)),)
        return Verdict("wrong", 0.0, words, {"value": Part(False)})

    def limit(self) -> datetime:
        """The day on which the limit ends; with hours, the moment."""
        if self.unit == "hours":
            return self._moment() + timedelta(hours=-self.count if self.back else self.count)
        return datetime.combine(self._days()[-1].day, time(0))

    def _moment(self) -> datetime:
        assert self.start is not None, "the key is at hand"
        return datetime.combine(self.start, self.at or time(0))

    def _days(self, **other: bool) -> list[CountedDay]:
        """The counting, or another one that a learner may have made."""
        assert self.start is not None, "the key is at hand"
        ways = {
            "working": self.unit == "working-days", "from_next": not self.same_day, "back": self.back, "roll": self.roll,
        }  # fmt: skip
        return counting(self.start, self.count, **{**ways, **other})

    def _why(self, typed: datetime) -> tuple[str, ...]:
        """The common ways to count wrongly, each tried on the data; the words of the first that gives this day."""
        if self.unit == "hours":
            same_day = typed.date() == self.limit().date()
            return (say("Đúng ngày nhưng chưa đúng giờ. Thời hạn tính bằng giờ thì ghi cả giờ."),) if same_day else ()
        ways: list[tuple[dict[str, bool], str]] = [
            ({"from_next": self.same_day}, self._words_on_first_day()),
            ({"working": self.unit != "working-days"}, self._words_on_days_off()),
            ({"back": not self.back}, say("Bạn đếm ngược chiều: xem lại phải đếm về trước hay về sau.")),
        ]
        if self.roll:
            ways.append(({"roll": False}, say("Ngày cuối là ngày nghỉ: thời hạn chuyển sang ngày làm việc tiếp theo.")))
        return next(((words,) for way, words in ways if self._ends(**way) == typed.date()), ())

    def _ends(self, **other: bool) -> date | None:
        """Where another way of counting ends; None where it leads into a year without a calendar of holidays."""
        try:
            return self._days(**other)[-1].day
        except UnknownYear:
            return None

    def _words_on_first_day(self) -> str:
        if not self.same_day:
            return say("Bạn đã tính cả ngày bắt đầu. Đếm từ ngày hôm sau.")
        return say("Ở đây ngày bắt đầu cũng được tính.")

    def _words_on_days_off(self) -> str:
        if self.unit == "working-days":
            return say("Bạn đã đếm cả ngày nghỉ. Ở đây chỉ tính ngày làm việc.")
        return say("Bạn đã bỏ ngày nghỉ. Ở đây tính mọi ngày, kể cả thứ Bảy, Chủ nhật.")

    def key_answer(self) -> str | None:
        return None if self.start is None or not self.count else self._said(self.limit())

    def _said(self, moment: datetime) -> str:
        day = format_date(moment.date())
        return f"{moment.hour}:{moment.minute:02d} {day}" if self.unit == "hours" else day

    def moves(self) -> list[Move]:
        first = [Move(say("đếm sai ngày"), self.counting_move)] if self.counting_move else []
        return first + [Move(_when(m.day), m.move) for m in self.near if m.move]

    def mistakes_in(self, answer: datetime) -> list[Move]:
        if answer == self.limit():
            return []
        known = {miss.day: miss.move for miss in self.near}
        return [Move(_when(answer.date()), known.get(answer.date()) or self.counting_move)]

    def workings(self) -> str:
        """The counting as a calendar, a row per week."""
        if self.start is None or not self.count:
            return ""
        if self.unit == "hours":
            return say(
                "{start} {sign} {count} giờ = **{end}**.",
                start=self._said(self._moment()), sign="−" if self.back else "+", count=self.count, end=self.key_answer(),
            )  # fmt: skip
        days = sorted(self._days(), key=lambda counted: counted.day)
        return _calendar(days) + "\n\n" + say("Ngày cuối: **{day}**.", day=self.key_answer())

    def key_line(self) -> str:
        return self.key_answer() or ""

    def paper_hint(self) -> str:
        return say("Viết ngày/tháng/năm, ví dụ 21/03/2025; tính theo giờ thì thêm giờ, ví dụ 8:30 21/03/2025.")

    def slips(self) -> list[Slip]:
        if self.keyless or self.start is None:
            return []
        most = MOST_DAYS * 24 if self.unit == "hours" else MOST_DAYS
        if not 1 <= self.count <= most:
            return [Slip("count", say("Số ngày hoặc giờ phải từ 1 đến {most}.", most=most))]
        if not 1990 <= self.start.year <= 2090:
            return [Slip("start", say("Năm phải từ 1990 đến 2090."))]
        around = [*self._hour_slips(), *self._calendar_slips()]
        return around or list(self._near_slips())

    def _hour_slips(self) -> Iterator[Slip]:
        hours = self.unit == "hours"
        if hours and self.at is None:
            yield Slip("at", say("Tính theo giờ thì cần giờ bắt đầu."), say("Thêm dòng at: 08:30."))
        if self.at is not None and (not hours or self.at.second or self.at.tzinfo):
            yield Slip("at", say("at chỉ dùng khi unit là hours, viết kiểu 08:30."))
        if hours and (self.roll or self.same_day):
            yield Slip("unit", say("Tính theo giờ thì không dùng roll hay same_day."))
        if self.back and self.roll:
            yield Slip("roll", say("Thời hạn tính lùi không chuyển sang ngày sau."))

    def _near_slips(self) -> Iterator[Slip]:
        for miss in self.near:
            if miss.day == self.limit().date() and self.unit != "hours":
                yield Slip("near", say("{day} là đáp án đúng.", day=format_date(miss.day)), say("Bỏ dòng này."))

    def _calendar_slips(self) -> Iterator[Slip]:
        """A key may not rest on holidays that are unknown or not certain."""
        if self.unit == "hours" or not (self.unit == "working-days" or self.roll) or (self.back and self.roll):
            return
        try:
            days = self._days()
        except UnknownYear as error:
            yield Slip("start", str(error), say("Thêm các ngày nghỉ vào kit/workdays.csv."))
            return
        if self.unit == "days":  # only where it ends, and what it moves on over, can matter
            days = [d for n, d in enumerate(days) if d.number == self.count or (d.number is None and n > 0)]
        for special in (special_days()[d.day] for d in days if d.day in special_days()):
            if not special.certain:
                yield Slip(
                    "start",
                    say(
                        "Trong khoảng đếm có {day} ({name}), ngày này chưa chắc là ngày nghỉ.",
                        day=format_date(special.day), name=special.name,
                    ),
                    say("Chọn ngày khác, hoặc đối chiếu rồi sửa kit/workdays.csv."),
                )  # fmt: skip


def _calendar(days: list[CountedDay]) -> str:
    """Markdown of a calendar: Monday to Sunday, each counted day with its number, the others with their reason."""
    names = [say("Thứ 2"), say("Thứ 3"), say("Thứ 4"), say("Thứ 5"), say("Thứ 6"), say("Thứ 7"), say("Chủ nhật")]
    rows = ["| " + " | ".join(names) + " |", "|" + "---|" * 7]
    first = days[0].day - timedelta(days=days[0].day.weekday())
    known = {counted.day: counted for counted in days}
    for week in range((days[-1].day - first).days // 7 + 1):
        cells = [_cell(known.get(first + timedelta(days=7 * week + n))) for n in range(7)]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _cell(counted: CountedDay | None) -> str:
    if counted is None:
        return " "
    day = f"{counted.day.day}/{counted.day.month}"
    return f"{day} – " + (say("**ngày {n}**", n=counted.number) if counted.number else counted.reason)


def _taken_apart(answer: object) -> tuple[str, int | None]:
    """The day as written, and the minutes of a clock that stands before or after it. Raises ValueError."""
    return take_clock(answer[:80]) if isinstance(answer, str) else ("", None)
