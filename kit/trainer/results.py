"""The class page: who has begun, how each question goes, what to take up now, what changed; one button updates it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import cast

import pandas as pd

from kit.classroom import overview, parallel_tests
from kit.classroom.collect import collect
from kit.classroom.disclosure import without_people
from kit.classroom.figures import Figures
from kit.classroom.folder import NotAClass, TrainingClass
from kit.classroom.inbox import inbox, save_watched, take_files, watched
from kit.classroom.results import Judge
from kit.classroom.store import FileStore
from kit.desk.looks import script
from kit.document.html import blocks
from kit.document.make import heading, para, strong
from kit.document.nodes import Block, Figure, List
from kit.errors import CannotWrite, KitError
from kit.kinds.opinion import Poll
from kit.messages import say
from kit.report import result_charts, result_words, test_words
from kit.trainer.class_page import ClassDesk, ClassPage, laid_out
from kit.trainer.printing import PrintBar

TESTS = "tests"  # the view of both forms, before and after
EVERY = 15  # seconds between two looks into a watched folder


@dataclass
class _Said:
    """What the last press brought: what went well, and what needs a hand."""

    good: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)


class ResultsPage(ClassPage):
    """`state` holds the page as HTML that holds no script; the browser's part has only the buttons."""

    _esm = script("class_results.js", of=__file__)

    def __init__(self, classes: ClassDesk) -> None:
        self._view, self._wall, self._said = "", False, _Said()
        self._found: tuple[object, Figures] | None = None  # the figures that stand, and what they were worked out from
        super().__init__(classes, _words())

    def restore(self) -> None:
        """Show the class that is open now, from its beginning."""
        klass = self._classes.current
        self._said = _Said()
        plans = klass.module.lessons if klass else ()
        self._view = str(plans[0].id) if plans else ""
        self.paint()

    def _on_message(self, _: object, content: dict[str, object], buffers: list[bytes]) -> None:
        self._said = _Said()
        try:
            self._act(content, [bytes(b) for b in buffers])
        except KitError as error:
            self._said.trouble.append(str(error))
        self.paint()

    def _act(self, content: dict[str, object], buffers: list[bytes]) -> None:
        klass = self._classes.current
        if klass is None:
            raise NotAClass(say("Chưa có lớp nào. Mở lớp ở trang Hồ sơ lớp."))
        match content.get("deed"):
            case "update":
                self._update(klass, str(content.get("folder", "")).strip())
            case "files":
                take_files(klass, cast(list[object], content.get("names") or []), buffers)
                self._update(klass, inbox(klass).as_posix(), keep=False)
            case "view":
                known = [name for name, _ in views(klass)]
                self._view = str(content["view"]) if content.get("view") in known else self._view
            case "wall":
                self._wall = not self._wall

    def _update(self, klass: TrainingClass, folder: str, *, keep: bool = True) -> None:
        if keep:
            save_watched(klass, folder)
        found = collect(klass, Path(os.path.expanduser(folder)) if folder else inbox(klass))  # noqa: PTH111 - what was typed may be no path
        self._said = _Said(found.lines[:1], found.lines[1:])
        try:
            FileStore(klass.path).write("results", self._figures(klass).table)
        except CannotWrite as error:
            self._said.trouble.append(str(error))

    def _figures(self, klass: TrainingClass) -> Figures:
        """The figures that stand; worked out anew only when something of the class has changed on the disk."""
        now = (klass.id, klass.stamp)
        if self._found is None or self._found[0] != now:
            self._found = now, Figures.of(klass)
        return self._found[1]

    def paint(self) -> None:
        """Show the figures that stand; nothing is judged again, and nothing is written."""
        klass = self._classes.current
        if klass is None:
            self.state = {"html": "", "said": [], "trouble": [], "views": [], "view": "", "folder": "", "wall": False}
            return
        try:
            page = page_of(klass, self._figures(klass), self._view, wall=self._wall)
        except KitError as error:
            page = []
            self._said.trouble.append(str(error))
        self.state = {
            "html": blocks(page),
            "said": self._said.good,
            "trouble": self._said.trouble,
            "views": views(klass),
            "view": self._view,
            "folder": watched(klass),
            "wall": self._wall,
            "every": EVERY,
        }


# ── what the page shows ──
def views(klass: TrainingClass) -> list[list[str]]:
    """The lessons, and the tests as one view."""
    found = [[str(plan.id), f"{n}. {plan.title}"] for n, plan in enumerate(klass.module.lessons, 1)]
    return [*found, [TESTS, say("Phiếu trước và sau")]] if klass.forms else found


def page_of(klass: TrainingClass, found: Figures, view: str, *, wall: bool) -> list[Block]:
    """The page as nodes; with `wall`, for the projector: no codes, and no test answer before both tests are done."""
    judge, table, notes = found.judge, found.table, [*found.notes, *found.change.told]
    when = say("Cập nhật lúc {at}", at=datetime.now().astimezone().strftime("%H:%M %d/%m/%Y"))
    title = without_people(klass.title, klass) if wall else klass.title
    head: list[Block] = [_heading(title), para(when)]
    body = _tests(found, wall=wall) if view == TESTS else _lesson(klass, judge, table, view, wall=wall)
    return [*head, *body, *([] if wall or not notes else [_heading(say("Cần biết")), _bullets(notes)])]


def _lesson(klass: TrainingClass, judge: Judge, table: pd.DataFrame, lesson: str, *, wall: bool) -> list[Block]:
    progress = overview.progress(klass, table, lesson)
    found = overview.items(klass, judge, table, lesson)
    page: list[Block] = [para(strong(result_words.progress_line(progress)))]
    if chart := result_charts.items_chart(found):
        page += [_heading(say("Làm đúng ngay lần đầu")), Figure(chart.alt, svg=chart.svg)]
    page += [_heading(say("Giảng lại ngay các câu này")), *result_words.weakest_blocks(overview.weakest(found), klass)]
    if not wall and any(item.asked for item in found):
        page += [_heading(say("Từng câu")), result_words.items_table(found, klass, wrongs=True)]
    page += _opinions(klass, table, lesson)
    if not wall:
        page += [_heading(say("Từng người")), *result_words.progress_blocks(progress)]
    return page


def _tests(found: Figures, *, wall: bool) -> list[Block]:
    klass, judge, table, compared = found.klass, found.judge, found.table, found.change
    questions = parallel_tests.question_change(klass, table)
    page: list[Block] = [_heading(say("Trước và sau")), *test_words.change_blocks(compared)]
    for chart in (result_charts.change_chart(compared.change), result_charts.questions_chart(questions)):
        page += [Figure(chart.alt, svg=chart.svg)] if chart else []
    if questions[["before_n", "after_n"]].sum().sum():
        page += [_heading(say("Từng câu, hai phiếu gộp lại")), test_words.question_change_table(questions)]
    if wall:
        return page
    for name, form in klass.forms.items():
        for moment, words in (("before", say("trước")), ("after", say("sau"))):
            items = overview.items(klass, judge, table, form, moment)
            if any(item.asked for item in items):
                page += [_heading(say("Phiếu {name}, {moment} khóa học", name=name, moment=words)), result_words.items_table(items, klass, wrongs=True)]  # fmt: skip
        if any(overview.progress(klass, table, form)["tried"]):
            done = say("Phiếu {name}: ai đã làm", name=name)
            page += [_heading(done), *result_words.progress_blocks(overview.progress(klass, table, form))]
    return page


def _opinions(klass: TrainingClass, table: pd.DataFrame, lesson: str) -> list[Block]:
    """Votes of the lesson's polls."""
    page: list[Block] = []
    for name in klass.library.lessons[klass.module.id][lesson].exercises:
        poll = klass.library.exercise(name)
        rows = table[(table["exercise"] == name) & (table["status"] == "recorded") & overview.on_roster(table)]
        if isinstance(poll, Poll) and len(rows):
            votes = pd.Series(0, index=[str(option.id) for option in poll.options])
            for answer, heads in zip(rows["answer"].astype(str), rows["people"], strict=True):
                votes.loc[[vote for vote in json.loads(answer) if vote in votes.index]] += int(heads)
            page += [_heading(say("Ý kiến: câu {number}", number=klass.library.number(name)))]
            page.append(result_words.opinion_lines(votes, {str(option.id): option.text for option in poll.options}))
    return page


def _heading(words: str) -> Block:
    return heading(words, 3)


def _bullets(lines: list[str]) -> Block:
    return List([[para(line)] for line in lines])


def _words() -> dict[str, object]:
    return {
        "update": say("Cập nhật"),
        "auto": say("Tự cập nhật"),
        "folder": say("Thư mục thu bài (USB, ổ chung):"),
        "files": say("Chọn tệp bài nộp"),
        "view": say("Xem:"),
        "table": say("Bảng"),
        "wall": say("Xem để chiếu (không có mã)"),
        "desk": say("Xem của giảng viên"),
        "working": say("Đang cập nhật…"),
    }


def class_results() -> object:
    """The page “Kết quả lớp”."""
    return laid_out(ResultsPage, PrintBar)
