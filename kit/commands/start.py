"""`kit start`: lessons in JupyterLab."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from kit.errors import UsageError
from kit.line import FILE, Command, Judged, flag, option, port
from kit.messages import say


def command() -> Command:
    return Command(
        "start",
        _start,
        [
            flag("--learner", say("mở bản học viên: không có ghi chú giảng viên")),
            flag("--no-browser", say("không tự mở trình duyệt")),
            option("--port", say("cổng trên máy này (mặc định 8888)"), type=port, default="8888", metavar="N"),
            option("--class", say("với --learner: máy này cho lớp nào"), default="", metavar="ID"),
            option("--hand-in", say("với --class: thư mục chung (ổ mạng) nhận thêm một bản bài nộp"), type=FILE, metavar="DIR"),
            option("--folder", say("thư mục chứa bài học và bài làm"), type=FILE, metavar="DIR"),
        ],
        say("mở bài học trong JupyterLab"),
        "kit start --learner --folder D:\\lop-xa",
    )  # fmt: skip


def _start(
    learner: bool, no_browser: bool, port: int, hand_in: Path | None, folder: Path | None, **more: str
) -> Judged:
    from kit import lab

    class_id = more["class"]  # a word of Python's own
    if class_id and not learner:
        raise UsageError(say("--class đi cùng --learner."))
    if hand_in and not class_id:
        raise UsageError(say("--hand-in đi cùng --class."))
    opened = lab.prepare(folder, learner=learner)
    yield from opened.told
    if class_id:
        lab.mark_class(opened.folder, class_id, hand_in)
    if address := lab.running(opened.folder):
        yield say("Bài học ở {folder} đang mở sẵn: {address}", folder=opened.folder, address=address)
        if not no_browser:
            webbrowser.open(address)
        return False
    yield say("Mở bài học ở {folder}. Để dừng: đóng cửa sổ này hoặc bấm Ctrl+C.", folder=opened.folder)
    return bool(lab.serve(opened, port=port, browser=not no_browser))
