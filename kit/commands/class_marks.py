"""Marks by command: sheets and raised hands typed in a terminal, results of one class or of a whole store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kit.document.nodes import Table
from kit.errors import KitError, UsageError
from kit.line import Lines
from kit.messages import say

if TYPE_CHECKING:
    import pandas as pd

    from kit.classroom.folder import TrainingClass
    from kit.classroom.results import Judge


def open_class(id_: str) -> TrainingClass:
    """The class of that id in the home that commands work on. Raises KitError."""
    from kit.classroom.folder import NotAClass, TrainingClass
    from kit.course import Library, working_home

    library = Library(working_home())
    if library.for_learners:
        raise NotAClass(say("Đây là thư mục của học viên. Lớp quản lý ở thư mục gốc của giảng viên."))
    return TrainingClass.open(library, id_)


# ── paper ──
def tally(
    id: str, counts: tuple[str, ...], more: tuple[str, ...], form: str, when: str, exercise: str, mode: str,
    source: Path | None,
) -> Lines:  # fmt: skip
    """`kit class tally`: sheets, or raised hands."""
    klass = open_class(id)
    if bool(form) == bool(exercise):
        raise UsageError(say("Chọn một: --form (từng phiếu) hoặc --exercise (đếm tay)."))
    if more and not counts:
        raise UsageError(say("không hiểu “{words}”.", words=" ".join(more)))
    yield from _sheets(klass, form, when, source) if form else _hands(klass, exercise, when, mode, [*counts, *more])


def _hands(klass: TrainingClass, asked: str, when: str, mode: str, counts: list[str]) -> Lines:
    from kit.classroom.tallies import HeadsCounted, exercise_id, hands_each, moment_of, save_count
    from kit.classroom.typed import read_counts

    exercise = klass.library.exercise(exercise_id(klass, asked))
    if not counts:
        raise UsageError(say("Thiếu --counts: mỗi phương án bao nhiêu người, ví dụ --counts A=12 B=7 trống=2."))
    moment = moment_of(when) if when else ""
    told = read_counts(exercise, counts)
    heads, number = save_count(klass, HeadsCounted(exercise.id, moment, mode, told)), klass.library.number(exercise.id)
    if hands_each(exercise, told) > 1:
        yield say("Đã lưu {n} lượt giơ cho câu {number}.", n=heads, number=number)
    else:
        yield say("Đã lưu {n} người cho câu {number}.", n=heads, number=number)


def _sheets(klass: TrainingClass, typed_form: str, when: str, source: Path | None) -> Lines:
    """A line a person: code, then the answers; what cannot be meant is told and typed again."""
    from kit.classroom.tallies import SheetTyped, doubts_of, exercises_of, form_id, moment_of, save_sheet
    from kit.classroom.typed import NotATally, read_line, sample_line

    items, form = exercises_of(klass, typed_form), form_id(klass, typed_form)
    test = form in klass.forms.values()
    if test and not when:
        raise UsageError(say("Thiếu --when: phiếu làm trước hay sau khóa học?"))
    moment = moment_of(when) if test else ""
    if not source:
        yield say(
            "Mỗi phiếu một dòng: mã (12 là HV012), rồi {n} câu, ví dụ: {sample}. Chữ cái liền nhau gõ liền; câu số và câu đúng sai gõ rời; câu trống gõ dấu -. Gõ xong thì để một dòng trống.",
            n=len(items),
            sample=sample_line(items),
        )
    kept, wrong = 0, 0
    lines: dict[str, int] = {}
    for n, words in _typed(source):
        try:
            answers = read_line(items, words[1:])
            given = {e.id: a for e, a in zip(items, answers, strict=True)}
            code = save_sheet(klass, SheetTyped(_code(klass, words[0]), form, moment, given))
        except NotATally as error:
            wrong += 1
            yield say("Dòng {n}: {what}", n=n, what=error) + " " + say("Gõ lại phiếu này.")
            continue
        kept += 1
        if code in lines:
            yield "⚠ " + say("Dòng {n}: {code} đã có ở dòng {m}, tính dòng sau.", n=n, code=code, m=lines[code])
        lines[code] = n
        if not source:
            yield f"✓ {code}"
    yield say("Đã lưu {n} phiếu.", n=len(lines))
    yield from (f"⚠ {line}" for line in doubts_of(klass, set(lines), form, moment))
    if wrong and source:
        raise KitError(
            say("{n} dòng chưa đọc được: sửa trong tệp rồi chạy lại, phiếu đã lưu không bị hai lần.", n=wrong)
        )


def _code(klass: TrainingClass, typed: str) -> str:
    """“12” stands for HV012 where only one code ends in that number."""
    wanted = typed.lstrip("0")
    if klass.find(typed) or not typed.isdecimal() or not wanted:
        return typed
    digits = [p.code for p in klass.people if "".join(filter(str.isdecimal, p.code)).lstrip("0") == wanted]
    return digits[0] if len(digits) == 1 else typed


def _typed(source: Path | None) -> Iterator[tuple[int, list[str]]]:
    """The lines of sheets, each with its number in the file."""
    if source is None:
        yield from enumerate(_words_until_blank(iter(input, "")), 1)
        return
    from kit.classroom.typed import lines_of

    yield from lines_of(source)


def _words_until_blank(lines: Iterable[str]) -> Iterator[list[str]]:
    try:
        for line in lines:
            if not line.strip():
                return
            yield line.split()
    except EOFError:
        return


# ── what came of it ──
def results(id: str, to: str | None, source: str | None, xlsx: Path | None) -> Lines:
    """`kit class results`: of a class, or pooled from a store."""
    from kit.classroom import overview, tidy
    from kit.classroom import results as table_of
    from kit.classroom.results import Judge, stale_words
    from kit.classroom.store import FileStore, open_store

    if source:
        yield from _pooled(source, xlsx)
        return
    if not id:
        raise UsageError(say("Thiếu mã lớp. Xem: kit class list"))
    klass = open_class(id)
    judge = Judge(klass)
    table, told = table_of.results(klass, judge)
    FileStore(klass.path).write("results", table)
    yield from _summary(klass, judge, table)
    yield from (f"⚠ {line}" for line in [*told, *stale_words(table, klass), *overview.doubts(klass, table)])
    if to and Path(to).suffix.lower() in tidy.ENDINGS:
        yield from (say("Đã ghi {path}", path=path) for path in tidy.write_tidy(table, Path(to)))
    elif to:
        open_store(to).write(klass.key, table.assign(class_id=klass.key))
        yield say("Đã ghi lớp {name} vào kho.", name=klass.id)
    if xlsx:
        yield from _xlsx(table, xlsx)


def _summary(klass: TrainingClass, judge: Judge, table: pd.DataFrame) -> Lines:
    """Counts first: who, before and after, the weakest questions of each lesson."""
    from kit.classroom import overview, parallel_tests
    from kit.document.tree import plain
    from kit.report import result_words, test_words

    done = table[overview.answered(table)]
    yield say("{name}: {n} người trong danh sách, {m} người có bài.", name=klass.title, n=len(klass.people), m=done["learner"].astype(str).replace("", None).nunique())  # fmt: skip
    compared = parallel_tests.before_after(klass, table)
    yield from (plain([node]) for node in test_words.change_blocks(compared))
    yield from (f"⚠ {line}" for line in compared.told)
    for name, form in klass.forms.items():
        for moment, words in (("before", say("trước khóa học")), ("after", say("sau khóa học"))):
            found = overview.items(klass, judge, table, form, moment)
            if any(item.asked for item in found):
                yield say("Phiếu {name}, {moment}: {n} người.", name=name, moment=words, n=max(i.asked for i in found))
                yield from (
                    f"  {plain([node])}" for node in result_words.weakest_blocks(overview.weakest(found), klass)
                )
    for plan in klass.module.lessons:
        found = overview.items(klass, judge, table, plan.id)
        if any(item.asked for item in found):
            yield f"{plan.title}: {result_words.progress_line(overview.progress(klass, table, plan.id))}"
            yield from (f"  {plain([node])}" for node in result_words.weakest_blocks(overview.weakest(found), klass))


def _pooled(source: str, xlsx: Path | None) -> Lines:
    """Item analysis over every class of a store, before and after apart."""
    from kit.classroom import overview, parallel_tests
    from kit.classroom.items import item_statistics, test_statistics
    from kit.classroom.store import open_store
    from kit.document.tree import plain
    from kit.report import test_words

    if "://" not in source and not Path(source).is_dir():
        raise KitError(say("Không có thư mục {path}. Kiểm tra ổ USB đã cắm, hoặc đường dẫn.", path=source))
    store = open_store(source)
    table = store.read()
    yield from (f"⚠ {line}" for line in store.told)
    if table.empty:
        raise KitError(say("Kho {name} chưa có lớp nào. Ghi lớp vào kho: kit class results MÃ-LỚP --to KHO", name=source))  # fmt: skip
    yield say("{n} lớp, {m} câu trả lời.", n=table["class_id"].nunique(), m=int(overview.answered(table).sum()))
    words = {"before": say("trước khóa học"), "after": say("sau khóa học")}
    tests = table[table["moment"].isin(list(words))]
    if tests.empty:
        yield say(
            "Kho chưa có phiếu trước khóa học, sau khóa học, nên chưa phân tích được từng câu. Nhập phiếu ở lớp rồi đưa kết quả vào kho lần nữa."
        )
    module = tests["exercise"].astype(str).str.replace("/.*", "", regex=True)
    for (name, form), own in tests.groupby([module, tests["form"].astype(str)]):
        for moment in words:
            marks = parallel_tests.marks(own, form, moment)
            if len(marks):
                yield f"{name} {form}, {words[moment]}"
                statistics, whole = item_statistics(marks), test_statistics(marks)
                for node in test_words.analysis_blocks(statistics, whole, {}, marks):
                    yield from _table_lines(node) if isinstance(node, Table) else [plain([node])]
    if xlsx:
        yield from _xlsx(table, xlsx)


def _table_lines(node: Table) -> Lines:
    from kit.document.tree import plain

    for row in [node.head, *node.rows]:
        yield "  " + " | ".join(plain(cell) for cell in row)


def _xlsx(table: pd.DataFrame, path: Path) -> Lines:
    from kit.classroom.xlsx import results_xlsx
    from kit.files import write_whole

    write_whole(path, results_xlsx(table))
    yield say("Đã ghi {path}", path=path)
