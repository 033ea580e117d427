"""Charts of a class that a black-and-white copier keeps: dark and hatched bars, open and filled dots, every figure written."""

from __future__ import annotations

import pandas as pd

from kit.charts import GREYS, HATCHES, Chart, new_figure, show_chart
from kit.classroom.change import Change
from kit.classroom.disclosure import COUNTS_ONLY, SMALLEST_GROUP
from kit.classroom.overview import Item
from kit.messages import say
from kit.report.result_words import points, share

INK = "#1c1c1c"


def items_chart(items: list[Item]) -> Chart | None:
    """A bar a question, full length all who were asked, its dark part those who were right; None before any answer."""
    shown = [item for item in items if item.judged and item.asked]
    if not shown:
        return None
    figure, axes = new_figure(6.4, 0.7 + 0.3 * len(shown))
    places = range(len(shown))
    axes.barh(
        places, [1.0] * len(shown), 0.66, facecolor="white", edgecolor=INK, hatch=HATCHES[2], label=say("chưa đúng")
    )
    axes.barh(places, [item.share for item in shown], 0.66, facecolor=GREYS[0], edgecolor=INK, label=say("làm đúng"))
    for place, item in zip(places, shown, strict=True):
        axes.text(1.02, place, share(item.right, item.asked), va="center", fontsize=10)
    axes.set_yticks(places, [item.number for item in shown])
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.invert_yaxis()
    axes.spines[["top", "right", "bottom", "left"]].set_visible(False)
    axes.legend(fontsize=10, frameon=False, ncols=2, loc="lower left", bbox_to_anchor=(0, 1), reverse=True)
    told = "; ".join(say("câu {number}: {share}", number=i.number, share=share(i.right, i.asked)) for i in shown)
    return show_chart(figure, f"{say('Số người làm đúng từng câu')}: {told}.")


def change_chart(found: Change) -> Chart | None:
    """Each person a line from an open dot (before) to a filled one (after), in the order of the start; no codes."""
    if found.n < SMALLEST_GROUP:
        return None
    pairs = found.pairs.sort_values(["before", "after"]).reset_index(drop=True)
    figure, axes = new_figure(6.4, max(1.8, min(5.2, 0.9 + 0.09 * len(pairs))))
    size = 26 if len(pairs) <= 45 else 12
    for place, row in enumerate(pairs.itertuples()):
        axes.plot([100 * row.before, 100 * row.after], [place, place], color=GREYS[3], linewidth=1, zorder=1)
    axes.scatter(
        100 * pairs["before"], pairs.index, size, facecolors="white", edgecolors=INK, zorder=2, label=say("trước")
    )
    axes.scatter(100 * pairs["after"], pairs.index, size, color=INK, marker="s", zorder=3, label=say("sau"))
    axes.set_xlim(-3, 103)
    axes.set_yticks([])
    axes.set_xlabel(say("Điểm trên 100; mỗi vạch là một người"), fontsize=10)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.legend(fontsize=10, frameon=False, ncols=2, loc="lower left", bbox_to_anchor=(0, 1))
    told = say(
        "Trước và sau của {n} người: {up} tăng, {same} giữ nguyên, {down} giảm.",
        n=found.n, up=found.up, same=found.same, down=found.down
    )  # fmt: skip
    if found.n >= COUNTS_ONLY:
        told += " " + say("Điểm trung bình: trước {before}, sau {after} (thang 100).", before=points(found.mean_before), after=points(found.mean_after))  # fmt: skip
    return show_chart(figure, told)


def questions_chart(found: pd.DataFrame) -> Chart | None:
    """Question by question, two bars: hatched before, dark after; None while one of the two is missing."""
    if found.empty or not found["before_n"].sum() or not found["after_n"].sum():
        return None
    figure, axes = new_figure(6.4, 0.8 + 0.42 * len(found))
    for shift, moment, colour, hatch, name in (
        (-0.2, "before", "white", HATCHES[1], say("trước")),
        (0.2, "after", GREYS[0], HATCHES[0], say("sau")),
    ):
        shares = (found[f"{moment}_right"] / found[f"{moment}_n"].where(found[f"{moment}_n"] > 0)).fillna(0)
        places = [n + shift for n in range(len(found))]
        axes.barh(places, shares, 0.38, facecolor=colour, edgecolor=INK, hatch=hatch, label=name)
        for place, value, right, n in zip(places, shares, found[f"{moment}_right"], found[f"{moment}_n"], strict=True):
            axes.text(value + 0.01, place, share(right, n), va="center", fontsize=9)
    axes.set_yticks(range(len(found)), [say("Câu {number}", number=n) for n in found.index])
    axes.set_xlim(0, 1.3)
    axes.set_xticks([])
    axes.invert_yaxis()
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.legend(fontsize=10, frameon=False, ncols=2, loc="lower left", bbox_to_anchor=(0, 1))
    told = "; ".join(
        say("câu {n}: trước {before}, sau {after}", n=n, before=share(r.before_right, r.before_n), after=share(r.after_right, r.after_n))
        for n, r in zip(found.index, found.itertuples(), strict=True)
    )  # fmt: skip
    return show_chart(figure, f"{say('Tỷ lệ làm đúng từng câu')}: {told}.")
