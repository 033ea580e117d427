"""The words of JupyterLab's own frame around the lessons, in the language in use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kit import messages
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


def page_words(*, learner: bool) -> dict[str, Any]:
    """What the extension says, as part of the page's own data."""
    return {
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
