"""Results in words and tables, one source for the class page and the report: counts first, then shares, then the rest.

Nodes are those of kit.markdown; what people typed stands in them as plain text.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd

from kit.classroom.change import Change
from kit.classroom.folder import ONLINE, ROOM, TrainingClass
from kit.classroom.items import correlation_interval, wilson_interval
from kit.classroom.overview import Item, number
from kit.classroom.small import COUNTS_ONLY, SMALLEST_GROUP, allowed, grouped
from kit.kinds.formula import rounded
from kit.markdown import Node, inline, parse
from kit.messages import say
from kit.vietnamese import format_number

Cell = list[Node]


def cell(words: object) -> Cell:
    """Plain words in a cell."""
    return [{"t": "text", "s": str(words)}]


def strong(words: object) -> Node:
    """Strong words."""
    return {"t": "strong", "c": cell(words)}


def para(*parts: Node | str) -> Node:
    """A paragraph of words and nodes."""
    return {"t": "para", "c": [part if isinstance(part, dict) else {"t": "text", "s": part} for part in parts]}


def table(head: list[str], rows: list[list[Cell]], widths: list[float]) -> Node:
    """A table; the widths are shares of the line."""
    return {"t": "table", "head": [cell(word) for word in head], "rows": rows, "widths": widths}


def percent(part: float, whole: float) -> str:
    """“31%”, half a per cent going up, as offices round; "" of nothing."""
    if not whole:
        return ""
    return (
        f"{format_number(rounded(100 * Fraction(part).limit_denominator() / Fraction(whole).limit_denominator(), 0))}%"
    )


def share(right: int, asked: int) -> str:
    """“35/66 (53%)”; of fewer than ten the counts alone; “–” where nobody was asked."""
    if not asked:
        return "–"
    return f"{right}/{asked} ({percent(right, asked)})" if asked >= COUNTS_ONLY else f"{right}/{asked}"


def fixed(value: float, decimals: int) -> str:
    """A figure with all its decimals, so that a column of them stands even: 0,30 under 0,28."""
    if pd.isna(value):
        return "–"
    text = f"{abs(value):.{decimals}f}"
    sign = "−" if value < 0 and float(text) else ""
    return sign + text.replace(".", ",")


def points(value: float, decimals: int = 1) -> str:
    """A share as points of a hundred: 0.299 is “29,9”; “–” for what is not defined."""
    return fixed(100 * float(value), decimals)


def figure_words(value: float, decimals: int = 2) -> str:
    """A coefficient, “–” where it is not defined or not shown."""
    return fixed(float(value), decimals)


def mode_words(mode: str) -> str:
    """Trực tiếp, trực tuyến."""
    return {ROOM: say("Trực tiếp"), ONLINE: say("Trực tuyến")}.get(mode, say("chưa rõ"))


# ── questions ──
def items_table(items: list[Item], klass: TrainingClass, *, wrongs: bool) -> Node:
    """Every question: who got it right, in each mode, the mistake made most and what to do about it."""
    judged = [item for item in items if item.judged]
    parted = any(item.modes for item in judged)
    head = [say("Câu"), say("Làm đúng"), *([mode_words("room"), mode_words("online")] if parted else [])]
    head += [say("Sai nhiều nhất"), say("Làm gì bây giờ")] if wrongs else []
    rows = []
    for item in judged:
        row = [[strong(item.number)], cell(share(item.right, item.asked))]
        if parted:
            row += [cell(share(*item.modes[m]) if m in item.modes else "–") for m in ("room", "online")]
        rows.append([*row, *([_wrong_words(item), _move_words(item, klass)] if wrongs else [])])
    return table(head, rows, [0.7, 1.5, *([1.5, 1.5] if parted else []), *([2.2, 4.2] if wrongs else [])])


def _wrong_words(item: Item) -> Cell:
    if not item.wrong:
        return cell("–")
    first = item.wrong[0]
    return [*inline(first.when), {"t": "text", "s": f": {say('{n} người', n=first.heads)}"}]


def _move_words(item: Item, klass: TrainingClass) -> Cell:
    """The move for the mistake made most; where none is written down, the explanation's first lines."""
    if not item.wrong:
        return cell("–")
    if item.wrong[0].move:
        return inline(item.wrong[0].move)
    said = parse(klass.library.exercise(item.exercise).explanation)
    first = next((node["c"] for node in said if node["t"] == "para"), cell("–"))
    return [{"t": "text", "s": say("Giải thích lại: ")}, *first]


def weakest_blocks(items: list[Item], klass: TrainingClass) -> list[Node]:
    """The questions to take up now, each with its mistake and move."""
    if not items:
        return [para(say("Chưa có câu nào yếu để chữa ngay."))]
    blocks: list[Node] = []
    for item in items:
        prompt = parse(klass.library.exercise(item.exercise).prompt)
        asked: Cell = next((node["c"] for node in prompt if node["t"] == "para"), [])
        head = [strong(f"{say('Câu {number}', number=item.number)}: {share(item.right, item.asked)}. ")]
        blocks.append({"t": "para", "c": [*head, *asked]})
        if item.wrong:
            todo = [strong(say("Nhiều người ")), *_wrong_words(item), {"t": "text", "s": ". "}]
            blocks.append({"t": "para", "c": [*todo, *_move_words(item, klass)]})
    return blocks


def opinion_lines(counts: pd.Series, names: dict[str, str]) -> Node:
    """Votes of a poll: words and heads."""
    rows = [[inline(names.get(str(k), str(k))), cell(format_number(int(n)))] for k, n in counts.items()]
    return table([say("Ý kiến"), say("Số người chọn")], rows, [4.0, 1.0])


# ── people ──
def progress_blocks(progress: pd.DataFrame) -> list[Node]:
    """Codes by how far they are, whoever needs the trainer first; for the trainer's eyes."""
    blocks: list[Node] = []
    for state, words in (("not-begun", say("○ Chưa làm")), ("begun", say("◐ Đang làm")), ("done", say("● Đã xong"))):
        here = progress[progress["state"] == state]
        names = [
            code if state != "begun" else f"{code} ({tried}/{total})"
            for code, tried, total in zip(here.index, here["tried"], here["total"], strict=True)
        ]
        heads = int(here["people"].sum())
        if names:
            blocks.append(para(strong(f"{words} ({_how_many(state, len(names), heads)}): "), ", ".join(names)))
    return blocks


def _how_many(state: str, codes: int, heads: int) -> str:
    """Codes that have nothing of their own may sit at another's laptop; of the others the heads are known."""
    return say("{n} mã, có thể đang ngồi chung máy", n=codes) if state == "not-begun" else say("{n} người", n=heads)


def progress_line(progress: pd.DataFrame) -> str:
    """“Đã xong 40 người, đang làm 12, chưa làm 88.” Whoever sits at another's laptop is a head of that laptop."""
    heads = progress.groupby("state")["people"].sum()
    done, begun = int(heads.get("done", 0)), int(heads.get("begun", 0))
    left = max(0, len(progress) - done - begun)
    return say("Đã xong {done} người, đang làm {begun}, chưa làm {left}.", done=done, begun=begun, left=left)


def people_rows(heads: dict[str, pd.Series]) -> list[list[Cell]]:
    """People by mode, unit and sex; groups under five are put together, so that nobody can be told."""
    rest = say("các nhóm dưới {n} người, gộp lại", n=SMALLEST_GROUP)
    kinds = {"mode": say("Hình thức"), "sex": say("Giới tính"), "unit": say("Đơn vị")}
    rows: list[list[Cell]] = []
    for name, title in kinds.items():
        counts = heads[name]
        if name == "mode":
            counts = counts.rename(index=mode_words)
        shown = grouped(counts, rest)
        words = "; ".join(f"{group} {format_number(int(n))}" for group, n in shown.items())
        if list(shown.index) == [rest]:
            words = say("không tách, vì có nhóm dưới {n} người", n=SMALLEST_GROUP)
        rows.append([cell(title), cell(words or say("không ghi"))])
    return rows


# ── before and after ──
def change_blocks(found: Change) -> list[Node]:
    """Counts, then the mean change with its interval, then the gain, small and explained."""
    if found.n < SMALLEST_GROUP:
        told = say("Có {n} người làm đủ hai phiếu: quá ít để so sánh (cần ít nhất {m}).", n=found.n, m=SMALLEST_GROUP)
        return [para(told), *_unmatched(found)]
    first = say(
        "{n} người làm đủ hai phiếu: {up} người tăng, {same} người giữ nguyên, {down} người giảm.",
        n=found.n, up=found.up, same=found.same, down=found.down,
    )  # fmt: skip
    blocks = [para(strong(first))]
    if "shares" in allowed(found.n):
        blocks.append(para(_mean_words(found)))
        blocks.append(para({"t": "em", "c": cell(_gain_words(found))}))
    blocks.append(para({"t": "em", "c": cell(say("Hai phiếu song song, nửa lớp làm phiếu A trước, nửa làm phiếu B trước. Con số nói về lớp này, không chứng minh vì sao thay đổi."))}))  # fmt: skip
    return [*blocks, *_unmatched(found)]


def _mean_words(found: Change) -> str:
    return say(
        "Trung bình trước {before}, sau {after} trên 100 điểm: đổi {change} điểm (khoảng tin cậy 95%: {low} đến {high}).",
        before=points(found.mean_before), after=points(found.mean_after), change=points(found.mean_change),
        low=points(found.mean_low), high=points(found.mean_high),
    )  # fmt: skip


def _gain_words(found: Change) -> str:
    if pd.isna(found.gain):
        return say("Trước khóa học mọi người đã đúng hết, nên không tính phần học thêm.")
    return say(
        "Phần học thêm (Hake 1998): trong những gì lớp còn chưa biết trước khóa học, sau khóa học biết thêm {gain}%. Đọc sau cùng, không dùng để xếp hạng.",
        gain=points(found.gain, 0),
    )


def _unmatched(found: Change) -> list[Node]:
    if not found.only_before and not found.only_after:
        return []
    told = say(
        "Không ghép được: {before} người chỉ làm phiếu trước, {after} người chỉ làm phiếu sau. Không tính vào so sánh.",
        before=len(found.only_before), after=len(found.only_after),
    )  # fmt: skip
    return [para(told)]


def question_change_table(found: pd.DataFrame) -> Node:
    """Question by question: right before and right after, both forms together."""
    rows = [
        [[strong(str(n))], cell(share(r.before_right, r.before_n)), cell(share(r.after_right, r.after_n))]
        for n, r in zip(found.index, found.itertuples(), strict=True)
    ]
    return table([say("Câu"), say("Đúng trước"), say("Đúng sau")], rows, [0.8, 2.0, 2.0])


# ── item analysis ──
def analysis_blocks(statistics: pd.DataFrame, whole: pd.Series, numbers: dict[str, str]) -> list[Node]:
    """What so few learners bear: under 10 counts, under 30 shares with interval, from 30 correlations too."""
    n = int(statistics["n"].max()) if len(statistics) else 0
    kinds = allowed(n)
    if "shares" not in kinds:
        return [
            para(say("{n} người làm phiếu: dưới {m} người chỉ xem số đếm, không tính thống kê.", n=n, m=COUNTS_ONLY))
        ]
    head = [say("Câu"), say("Số người"), say("Tỷ lệ làm đúng (khoảng 95%)")]
    many = "correlations" in kinds
    head += [say("Tương quan với phần còn lại (khoảng 95%)"), say("Độ phân biệt")] if many else []
    rows = []
    for name, row in statistics.iterrows():
        low, high = wilson_interval(row["difficulty"] * row["n"], row["n"])
        line = [[strong(numbers.get(str(name), str(name)))], cell(int(row["n"]))]
        line.append(cell(f"{points(row['difficulty'], 0)}% ({points(low, 0)}–{points(high, 0)})"))
        line += _correlation_cells(row) if many else []
        rows.append(line)
    blocks: list[Node] = [table(head, rows, [0.8, 0.9, 2.4, *([2.8, 1.2] if many else [])])]
    if many and not pd.isna(whole["alpha"]):
        blocks.append(para(_alpha_words(whole)))
    blocks.append(para({"t": "em", "c": cell(say("Tỷ lệ làm đúng cao sau khóa học là điều mong muốn, không phải câu hỏi kém. Không tự bỏ câu nào: xem lại lời văn trước. Với ít người, các khoảng rất rộng."))}))  # fmt: skip
    return blocks


def _correlation_cells(row: Any) -> list[Cell]:
    low, high = correlation_interval(row["item_rest"], int(row["n"]))
    shown = f"{figure_words(row['item_rest'])} ({figure_words(low)} {say('đến')} {figure_words(high)})"
    return [cell("–" if pd.isna(row["item_rest"]) else shown), cell(figure_words(row["discrimination"]))]


def _alpha_words(whole: pd.Series) -> str:
    return say(
        "Hệ số alpha của phiếu: {alpha} (khoảng 95%: {low} đến {high}), sai số chuẩn của một người: {sem} trên {items} câu.",
        alpha=figure_words(whole["alpha"]), low=figure_words(whole["alpha_low"]), high=figure_words(whole["alpha_high"]),
        sem=figure_words(whole["sem"], 1), items=int(whole["items"]),
    )  # fmt: skip


def ethnic_words(klass: TrainingClass, people: int) -> str:
    """How many marked that they belong to an ethnic minority: only as a count, and only where five or more on both sides."""
    counted = number(klass, "ethnic")
    if not counted:
        return say("không ghi")
    if counted < SMALLEST_GROUP or 0 < people - counted < SMALLEST_GROUP:
        return say("không tách, vì có nhóm dưới {n} người", n=SMALLEST_GROUP)
    return say("{n} người tự đánh dấu", n=format_number(counted))
