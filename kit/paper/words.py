"""Small words that stand beside activities and exercises in print."""

from __future__ import annotations

from kit.messages import say


def minutes_words(minutes: int) -> str:
    """“10 phút”."""
    return say("{n} phút", n=minutes)


def grouping_words(grouping: str) -> str:
    """Who works with whom."""
    return {"alone": say("một mình"), "pairs": say("theo cặp"), "groups": say("theo nhóm"), "plenary": say("cả lớp")}[
        grouping
    ]


def priority_words(priority: str) -> str:
    """What gives way when time is short."""
    return {"must": say("phải làm"), "should": say("nên làm"), "may": say("có thể bỏ")}[priority]
