"""Before and after, and item analysis, in words and tables; what few people do not bear is not said."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kit.classroom.disclosure import CORRELATIONS, COUNTS_ONLY, SMALLEST_GROUP, allowed, with_rules
from kit.classroom.items import correlation_interval, distractors, maybe_wrong_key, wilson_interval
from kit.classroom.parallel_tests import Compared
from kit.document.make import cell, para, strong, table
from kit.document.nodes import Block, Emphasis, Inlines, List
from kit.kinds.base import Exercise
from kit.kinds.choice import SingleChoice
from kit.kinds.letters import letter
from kit.messages import say
from kit.report.result_words import figure_words, points, share

LEAST_GAIN = 0.1  # of the points: with less left to learn, the gain is noise


def change_blocks(compared: Compared, few: int = 0) -> list[Block]:
    """Counts, then the means with the interval of their difference, then the gain, small and explained.

    Of those who could not be matched, fewer than `few` are not counted out.
    """
    found = compared.change
    if not (found.n or found.only_before or found.only_after):
        return [para(say("Chưa có phiếu trước và sau."))]
    if found.n < SMALLEST_GROUP:
        told = say("{n} làm đủ hai phiếu: quá ít để so sánh (cần ít nhất {m}).", n=_heads(found.n, few).capitalize(), m=SMALLEST_GROUP)  # fmt: skip
        return [para(told), *_unmatched(compared, few)]
    first = say(
        "{n} người làm đủ hai phiếu: {up} người tăng, {same} người giữ nguyên, {down} người giảm.",
        n=found.n, up=found.up, same=found.same, down=found.down,
    )  # fmt: skip
    blocks = [para(strong(first))]
    if "shares" in allowed(found.n):
        blocks.append(para(_mean_words(compared)))
        blocks.append(para(Emphasis(cell(_gain_words(compared)))))
    blocks.append(para(Emphasis(cell(_caution(compared)))))
    return [*blocks, *_unmatched(compared, few)]


def _mean_words(compared: Compared) -> str:
    found = compared.change
    means = say("Điểm trung bình: trước {before}, sau {after} (thang 100).", before=points(found.mean_before), after=points(found.mean_after))  # fmt: skip
    if found.mean_high - found.mean_low < 1e-9:
        return means + " " + say("Ai cũng đổi như nhau: {change} điểm.", change=points(found.mean_change))
    apart = say(
        "Chênh lệch {change} điểm (độ tin cậy 95%: từ {low} đến {high}).",
        change=points(found.mean_change), low=points(found.mean_low), high=points(found.mean_high),
    )  # fmt: skip
    return f"{means} {apart}"


def _gain_words(compared: Compared) -> str:
    found = compared.change
    if pd.isna(found.gain) or found.gain < 0 or 1 - found.mean_before < LEAST_GAIN:
        return say("Không tính phần học thêm: điểm không tăng, hoặc trước khóa học lớp đã biết gần hết.")
    return say(
        "Trong những điều lớp chưa biết trước khi học, lớp đã biết thêm {gain}% (cách tính của Hake, 1998). Chỉ để tham khảo, không dùng để xếp hạng.",
        gain=points(found.gain, 0),
    )


def _caution(compared: Compared) -> str:
    halves = " – ".join(say("phiếu {name}: {n} người", name=name, n=n) for name, n in compared.first.items())
    words = [
        say("Phiếu A và phiếu B hỏi cùng nội dung bằng câu khác nhau. Làm trước khóa học: {halves}.", halves=halves)
    ]
    if compared.uneven:
        words.append(say("Hai nửa không đều: chênh lệch có thể do một phiếu khó hơn, nên đọc dè dặt."))
    words.append(say("Con số chỉ nói về lớp này, chưa nói được vì sao thay đổi."))
    return " ".join(words)


def _unmatched(compared: Compared, few: int) -> list[Block]:
    found, blocks = compared.change, []
    if found.only_before or found.only_after:
        before, after = (_heads(len(people), few) for people in (found.only_before, found.only_after))
        told = say("Không ghép được: {before} chỉ làm phiếu trước, {after} chỉ làm phiếu sau. Không tính vào so sánh.", before=before, after=after)  # fmt: skip
        blocks.append(para(told))
    if compared.left_out:
        names = ", ".join(map(str, compared.left_out))
        blocks.append(
            para(
                say("Câu {names} đã sửa lời giữa hai lần: không so sánh câu này với người đã làm bản cũ.", names=names)
            )
        )
    return blocks


def _heads(n: int, few: int) -> str:
    return say("dưới {n} người", n=few) if 0 < n < few else say("{n} người", n=n)


def question_change_table(found: pd.DataFrame, least: int = 1) -> Block:
    """Question by question: right before and right after, both forms together; fewer heads than `least` are not shown."""

    def told(right: int, asked: int) -> Inlines:
        return cell(share(right, asked) if asked >= least else "–")

    rows = [
        [[strong(str(n))], told(r.before_right, r.before_n), told(r.after_right, r.after_n)]
        for n, r in zip(found.index, found.itertuples(), strict=True)
    ]
    return table([say("Câu"), say("Đúng trước"), say("Đúng sau")], rows, [0.8, 2.0, 2.0])


# ── item analysis ──
def analysis_blocks(
    statistics: pd.DataFrame, whole: pd.Series, numbers: dict[str, str], marks: pd.DataFrame
) -> list[Block]:
    """What so few learners bear: under 10 counts, under 30 shares with interval, from 30 correlations and alpha too."""
    shown = with_rules(statistics)
    many = bool((shown["n"] >= CORRELATIONS).any())
    head = [say("Câu"), say("Số người"), say("Làm đúng, kể cả đúng một phần (khoảng 95%)")]
    head += [say("Tương quan với phần còn lại (khoảng 95%)"), say("Độ phân biệt (tham khảo)")] if many else []
    rows = []
    for name, row in shown.iterrows():
        line = [[strong(numbers.get(str(name), str(name)))], cell(int(row["n"])), cell(_difficulty(row, marks[name]))]
        rows.append([*line, *(_correlation_cells(row) if many else [])])
    blocks: list[Block] = [table(head, rows, [0.8, 0.9, 2.6, *([2.8, 1.2] if many else [])])]
    if whole["n"] >= CORRELATIONS and not pd.isna(whole["alpha"]):
        blocks.append(para(_alpha_words(whole)))
    return blocks


def _difficulty(row: pd.Series, marks: pd.Series) -> str:
    """“62% (54–70)”; of fewer than ten learners the count of full marks alone."""
    if pd.isna(row["difficulty"]):
        return f"{int((marks >= 1 - 1e-9).sum())}/{int(row['n'])}" if row["n"] else "–"
    low, high = wilson_interval(row["difficulty"] * row["n"], row["n"])
    return f"{points(row['difficulty'], 0)}% ({points(low, 0)}–{points(high, 0)})"


def _correlation_cells(row: pd.Series) -> list[Inlines]:
    if pd.isna(row["item_rest"]):
        return [cell("–"), cell(figure_words(row["discrimination"]))]
    low, high = correlation_interval(row["item_rest"], int(row["n"]))
    shown = f"{figure_words(row['item_rest'])} ({figure_words(low)} {say('đến')} {figure_words(high)})"
    return [cell(shown), cell(figure_words(row["discrimination"]))]


def _alpha_words(whole: pd.Series) -> str:
    return say(
        "Hệ số alpha của {n} người làm đủ mọi câu: {alpha} (khoảng 95%: {low} đến {high}); sai số chuẩn của một người: {sem} trên {items} câu.",
        n=int(whole["n"]), alpha=figure_words(whole["alpha"]), low=figure_words(whole["alpha_low"]),
        high=figure_words(whole["alpha_high"]), sem=figure_words(whole["sem"], 1), items=int(whole["items"]),
    )  # fmt: skip


def analysis_advice() -> list[Block]:
    """How to read the figures, for whoever writes questions."""
    lines = [
        say("Tương quan gần 0 hoặc âm: xem lại lời câu hỏi. Độ phân biệt: nhóm điểm cao làm đúng hơn nhóm điểm thấp bao nhiêu. Alpha càng gần 1, điểm của phiếu càng ổn định."),
        say("Làm đúng nhiều sau khóa học là điều mong muốn, không phải câu hỏi kém. Không tự bỏ câu nào: xem lại lời văn trước."),
        say("Với ít người, hoặc với câu rất dễ, rất khó, các khoảng rộng hơn con số ghi ở đây."),
    ]  # fmt: skip
    return [List([[para(line)] for line in lines])]


def options_table(found: list[tuple[str, Exercise, pd.Series, pd.Series]], *, with_key: bool) -> list[Block]:
    """What was picked, item by item: number, item, picks, scores. Counts from ten people, score groups from thirty.

    `with_key`: the key is ticked; never in a paper that leaves the house while the test is still in use.
    """
    rows: list[list[Inlines]] = []
    flagged: list[str] = []
    most = max((len(getattr(item, "options", ())) for _, item, _, _ in found), default=0)
    for number, item, picked, score in found:
        assert isinstance(item, SingleChoice), "only single choice has one pick to a person"
        if len(picked) < COUNTS_ONLY:
            continue
        key = letter([o.id for o in item.options].index(item.key or item.options[0].id))
        told = distractors(picked, score, key)
        grouped = len(picked) >= CORRELATIONS
        cells = [
            _option_cell(told, letter(n), key if with_key else None, grouped) if n < len(item.options) else cell("")
            for n in range(most)
        ]
        rows.append([[strong(number)], *cells, _option_cell(told, "", None, grouped)])
        if grouped and maybe_wrong_key(told):
            flagged.append(number)
    if not rows:
        return []
    head = [say("Câu"), *(letter(n) for n in range(most)), say("Để trống")]
    blocks: list[Block] = [table(head, rows, [0.7, *[1.5] * most, 1.0])]
    how = say("Số trước là số người chọn; trong ngoặc là phần trăm người chọn ở nhóm điểm thấp → nhóm điểm cao (chỉ ghi từ {n} người).", n=CORRELATIONS)  # fmt: skip
    blocks.append(para(Emphasis(cell(f"{say('✓ là đáp án.')} {how}" if with_key else how))))
    if flagged:
        told_ = say("Nhóm điểm cao chọn phương án khác nhiều hơn đáp án ở câu {names}: xem lại lời văn và đáp án.", names=", ".join(flagged))  # fmt: skip
        blocks.append(para(strong(told_)))
    return blocks


def _option_cell(told: pd.DataFrame, name: str, key: str | None, grouped: bool) -> Inlines:
    if name not in told.index:
        return cell("0")
    row: Any = told.loc[name]
    groups = [column for column in told.columns if column.startswith("group_")]
    low, high = (points(row[column], 0) for column in (groups[0], groups[-1]))
    words = f"{'✓ ' if name == key else ''}{int(row['n'])}" + (f" ({low}→{high})" if grouped else "")
    return [strong(words)] if name == key else cell(words)
