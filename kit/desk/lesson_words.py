"""The words of a lesson that goes step by step, on a page of a class server or in a file of its own."""

from __future__ import annotations

from kit.messages import say


def lesson_words() -> dict[str, str]:
    """By the names that lesson.js knows them by."""
    return {
        "step": say("{n} trên {total}"),
        "next": say("Tiếp"),
        "back": say("Quay lại"),
        "end": say("Xem phần đã làm"),
        "whole": say("Xem cả bài"),
        "single": say("Xem từng câu"),
        "done": say("đã làm"),
        "again": say("nên xem lại"),
        "todo": say("chưa làm"),
        "unsaved": say("chưa ghi"),
        "draft": say("Câu trả lời này chưa ghi: bấm nút ghi để giữ."),
        "summary": say("Đã làm {tried} trên {total} câu."),
        "all_right": say("Không có câu nào cần xem lại."),
        "look_again": say("Nên xem lại:"),
        "left": say("Chưa làm:"),
    }
