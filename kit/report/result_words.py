"""Results in words and tables, one source for the class page and the report: counts first, then shares, then the rest.

What people typed stands in them as plain text.
"""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from kit.classroom.disclosure import COUNTS_ONLY, SMALLEST_GROUP, grouped
from kit.classroom.folder import ONLINE, ROOM, TrainingClass
from kit.classroom.overview import Item, number
from kit.document.make import cell, para, strong, table, text
from kit.document.markdown import inline, parse
from kit.document.nodes import Block, Inlines, Paragraph
from kit.document.tree import plain
from kit.kinds.formula import rounded
from kit.messages import say
from kit.vietnamese import format_number, slug


def percent(part: float, whole: float) -> str:
    """“31%”, half a per cent going up, as offices round; "" of nothing."""
    return f"{format_number(rounded(Fraction(100 * int(part), int(whole)), 0))}%" if whole else ""


def share(right: int, asked: int) -> str:
    """“35/66 (53%)”; of fewer than ten the counts alone; “–” where nobody was asked."""
    if not asked:
        return "–"
    return f"{right}/{asked} ({percent(right, asked)})" if asked >= COUNTS_ONLY else f"{right}/{asked}"


def fixed(value: float, decimals: int) -> str:
    """A figure with all its decimals, so that a column of them stands even: 0,30 under 0,28."""
    if pd.isna(value):
        return "–"
    text = f"{rounded(abs(Fraction(float(value)).limit_denominator(10**6)), decimals):.{decimals}f}"
    sign = "−" if value < 0 and float(text) else ""
    return sign + text.replace(".", ",")


def points(value: float, decimals: int = 1) -> str:
    """A share as points of a hundred: 0.299 is “29,9”; “–” for what is not defined."""
    return "–" if pd.isna(value) else fixed(float(Fraction(float(value)).limit_denominator(10**6) * 100), decimals)


def figure_words(value: float, decimals: int = 2) -> str:
    """A coefficient, “–” where it is not defined or not shown."""
    return fixed(float(value), decimals)


def mode_words(mode: str) -> str:
    """Trực tiếp, trực tuyến."""
    return {ROOM: say("Trực tiếp"), ONLINE: say("Trực tuyến")}.get(mode, say("chưa rõ"))


def class_words(title: str) -> str:
    """“lớp tập huấn “Điều hành đối thoại””, and no “lớp tập huấn” twice where the title says so itself."""
    first = slug(title)
    if first.startswith("lop-") or first == "lop":
        return f"“{title}”"
    return (
        say("lớp “{title}”", title=title)
        if first.startswith("tap-huan")
        else say("lớp tập huấn “{title}”", title=title)
    )


# ── questions ──
def items_table(items: list[Item], klass: TrainingClass, *, wrongs: bool) -> Block:
    """Every question: who got it right, in each mode, the mistake made most and what to do about it."""
    judged = [item for item in items if item.judged]
    parted = any(item.modes for item in judged)
    head = [say("Câu"), say("Làm đúng"), *([mode_words("room"), mode_words("online")] if parted else [])]
    head += [say("Nhầm nhiều nhất"), say("Làm gì bây giờ")] if wrongs else []
    rows = []
    for item in judged:
        row = [[strong(item.number)], cell(share(item.right, item.asked))]
        if parted:
            row += [cell(share(*item.modes[m]) if m in item.modes else "–") for m in ("room", "online")]
        rows.append([*row, *([_wrong_words(item), _move_words(item, klass)] if wrongs else [])])
    return table(head, rows, [0.7, 1.5, *([1.5, 1.5] if parted else []), *([2.2, 4.2] if wrongs else [])])


def _wrong_words(item: Item) -> Inlines:
    if not item.wrong:
        return cell("–")
    first = item.wrong[0]
    return cell(f"{plain(inline(first.when))} ({say('{n} người', n=first.heads)})")  # plain: it may hold typed words


def _move_words(item: Item, klass: TrainingClass) -> Inlines:
    """The move for the mistake made most; where none is written down, the explanation's first lines."""
    if not item.wrong:
        return cell("–")
    if item.wrong[0].move:
        return inline(item.wrong[0].move)
    said = parse(klass.library.exercise(item.exercise).explanation)
    first = next((node.inside for node in said if isinstance(node, Paragraph)), cell("–"))
    return [text(say("Giải thích lại: ")), *first]


def weakest_blocks(items: list[Item], klass: TrainingClass) -> list[Block]:
    """The questions to take up now, each with its mistake and move."""
    if not items:
        return [para(say("Chưa có câu nào cần giảng lại ngay."))]
    blocks: list[Block] = []
    for item in items:
        prompt = parse(klass.library.exercise(item.exercise).prompt)
        asked: Inlines = next((node.inside for node in prompt if isinstance(node, Paragraph)), ())
        head = [strong(f"{say('Câu {number}', number=item.number)}: {share(item.right, item.asked)}. ")]
        blocks.append(para(*head, *asked))
        if item.wrong:
            todo = [strong(say("Nhầm nhiều nhất") + ": "), *_wrong_words(item), text(". ")]
            blocks.append(para(*todo, *_move_words(item, klass)))
    return blocks


def opinion_lines(counts: pd.Series, names: dict[str, str]) -> Block:
    """Votes of a poll: words and heads."""
    rows = [[inline(names.get(str(k), str(k))), cell(format_number(int(n)))] for k, n in counts.items()]
    return table([say("Ý kiến"), say("Số người chọn")], rows, [4.0, 1.0])


# ── people ──
def progress_blocks(progress: pd.DataFrame) -> list[Block]:
    """Codes by how far they are, whoever needs the trainer first; for the trainer's eyes."""
    blocks: list[Block] = []
    for state, words in (
        ("not-begun", say("○ Chưa có bài riêng")),
        ("begun", say("◐ Đang làm")),
        ("done", say("● Đã xong")),
    ):
        here = progress[progress["state"] == state].rename(index=_code_words)
        names = [
            code if state != "begun" else f"{code} ({tried}/{total})"
            for code, tried, total in zip(here.index, here["tried"], here["total"], strict=True)
        ]
        heads = int(here["people"].sum())
        if names:
            blocks.append(para(strong(f"{words} ({_how_many(state, len(names), heads)}): "), ", ".join(names)))
    return blocks


def _code_words(code: str) -> str:
    return say("{name} (chưa có trong danh sách)", name=code[1:]) if code.startswith("?") else code


def _how_many(state: str, codes: int, heads: int) -> str:
    """Codes that have nothing of their own may sit at another's laptop; of the others the heads are known."""
    return (
        say("{n} mã, nhiều người có thể ngồi chung máy", n=codes) if state == "not-begun" else say("{n} người", n=heads)
    )


def progress_line(progress: pd.DataFrame) -> str:
    """“Đã xong 40 người, đang làm 12, chưa làm 88.” Whoever sits at another's laptop is a head of that laptop."""
    heads = progress.groupby("state")["people"].sum()
    done, begun = int(heads.get("done", 0)), int(heads.get("begun", 0))
    left = max(0, len(progress) - done - begun)
    return say("Đã xong {done} người, đang làm {begun}, chưa làm {left}.", done=done, begun=begun, left=left)


def people_rows(heads: dict[str, pd.Series]) -> list[list[Inlines]]:
    """People by mode, unit and sex; groups under five are put together, so that nobody can be told."""
    rest = say("các nhóm khác, gộp chung")
    hidden = say("không tách, vì có nhóm dưới {n} người", n=SMALLEST_GROUP)
    kinds = {"mode": say("Hình thức"), "sex": say("Giới tính"), "unit": say("Đơn vị")}
    rows: list[list[Inlines]] = []
    for name, title in kinds.items():
        counts = heads[name].rename(index=lambda group, name=name: _group_words(name, str(group)))
        shown = grouped(counts, rest)
        words = "; ".join(f"{group} {format_number(int(n))}" for group, n in shown.items())
        if list(shown.index) == [rest] or (counts.sum() and not words):
            words = hidden
        rows.append([cell(title), cell(words or say("không ghi"))])
    return rows


def _group_words(kind: str, group: str) -> str:
    if not group:
        return say("không ghi")
    return mode_words(group) if kind == "mode" else group


def ethnic_words(klass: TrainingClass, people: int) -> str:
    """How many marked that they belong to an ethnic minority: only as a count, and only where five or more on both sides."""
    counted = number(klass, "ethnic")
    if not counted:
        return say("không ghi")
    if counted < SMALLEST_GROUP or 0 < people - counted < SMALLEST_GROUP:
        return say("không tách, vì có nhóm dưới {n} người", n=SMALLEST_GROUP)
    return say("{n} người (theo phiếu đếm tự đánh dấu)", n=format_number(counted))
