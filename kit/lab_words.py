"""The words of JupyterLab's own frame around the lessons, in the language in use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kit import messages
from kit.course.clips import is_clip, read_clip
from kit.document.html import prose
from kit.messages import say

LOCALES = {"vi": "vi_VN", "en": "en"}


def settings(base: Path) -> bytes:
    """The kit's settings of JupyterLab with their labels and locale in the language in use."""
    found: dict[str, Any] = json.loads(base.read_text(encoding="utf-8"))
    found["@jupyterlab/translation-extension:plugin"]["locale"] = LOCALES.get(messages.language(), "en")
    labels = {
        "kit-home": say("⌂ Trang đầu"),
        "kit-run": say("↻ Mở lại trang"),
        "kit-notes": say("Ẩn/hiện ghi chú giảng viên"),
        "kit-discard": say("Bỏ mọi thay đổi"),
    }
    for item in found["@jupyterlab/notebook-extension:panel"]["toolbar"]:
        if item["name"] in labels:
            item["label"] = labels[item["name"]]
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def heads(folder: Path) -> dict[str, str]:
    """The first words of each page that is no lesson, by its place; in the language in use, where that is not the page's own."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("notebooks/**/*.ipynb")) if messages.language() != messages.SOURCE else ():
        if "modules" not in path.relative_to(folder).parts and (head := head_of(path)):
            found[path.relative_to(folder).as_posix()] = say(head)
    return found


def head_of(path: Path) -> str:
    """The Markdown that a page begins with; "" where it is none, or is longer than a head: then it is a text of its own."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8-sig")).get("cells", [])
    except (OSError, ValueError, AttributeError):
        return ""  # a notebook of somebody's own, half written: it has no head
    alone = [cell for cell in cells if cell.get("cell_type") == "markdown"]
    return "".join(alone[0]["source"]) if len(alone) == 1 and alone[0] is cells[0] else ""


def clips(folder: Path) -> dict[str, dict[str, str]]:
    """What stands beside each clip of the lessons, by its place, as a page shows it."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("exercises/*/**/*.*")):
        own = is_clip(path.name) and path.with_suffix(".yaml").is_file() and "audio" not in path.parts
        beside = read_clip(path, folder, []) if own else None
        if beside is not None:
            poster = path.with_name(beside.poster).relative_to(folder).as_posix() if beside.poster else ""
            found[path.relative_to(folder).as_posix()] = {"poster": poster, "about": beside.about, "transcript": prose(beside.transcript)}  # fmt: skip
    return found


def page_words(folder: Path, *, learner: bool) -> dict[str, Any]:
    """What the extension says, as part of the page's own data."""
    return {
        "kitHeads": heads(folder),
        "kitClips": clips(folder),
        "kitTranscript": say("Lời trong đoạn này"),
        "kitLearner": learner,
        "kitLanguage": messages.language(),
        "kitWords": {
            "busy": say("Đang mở trang, xin chờ vài giây…"),
            "home": say("Trang đầu"),
            "homeHelp": say("Về trang đầu"),
            "notes": say("Ghi chú giảng viên"),
            "notesHelp": say("Ẩn hoặc hiện ghi chú giảng viên (ẩn khi chiếu cho học viên)"),
            "runAgain": say("Mở lại trang"),
            "edit": say("✎ Sửa bài"),
            "editHelp": say("Sửa chữ của bài cho hợp địa phương"),
            "editHow": say("Bấm đúp vào đoạn chữ để sửa. Sửa xong bấm “Xong, lưu lại”."),
            "editDone": say("✓ Xong, lưu lại"),
            "editSaved": say("Đã lưu bài."),
            "unchanged": say("Không có gì thay đổi."),
            "slow": say("Trang mở lâu hơn thường lệ. Máy đang mở lại, xin chờ…"),
            "notOpened": say("Chưa mở được trang. Đóng cửa sổ kit rồi mở lại; mọi điều đã lưu vẫn còn."),
            "notSaved": say(
                "Chưa lưu được: tệp bài đã đổi ở nơi khác, hoặc cửa sổ kit đã đóng. Chép lại chỗ vừa sửa ra giấy, rồi mở lại bài."
            ),
            "kit": say("Bộ tài liệu tập huấn Dự án 8"),
            "gone": say("Cửa sổ kit đã đóng. Mở lại kit start; bài đã báo “Đã lưu” vẫn còn."),
            "back": say("Đã nối lại."),
            "discard": say("Bỏ mọi thay đổi"),
            "discardHelp": say("Trả bài về như trước khi bấm “Sửa bài”"),
            "discardAsk": say("Bỏ mọi thay đổi của lần sửa này?"),
            "discardNo": say("Không, sửa tiếp"),
            "discarded": say("Bài đã trở về như trước khi sửa."),
            "again": say("Bài vừa bị ngắt. Đang tự mở lại, xin chờ…"),
            "againDone": say("Bài đã mở lại. Câu đã báo “Đã lưu” vẫn còn."),
        },
    }
