"""`kit translate MODULE --lang en`: a module's words for translators, merged with what is translated."""

from __future__ import annotations

import re

from kit.commands.names import module_ids
from kit.errors import UsageError
from kit.line import Argument, Command, Lines, option
from kit.messages import SOURCE, say


def command() -> Command:
    return Command(
        "translate",
        _translate,
        [
            Argument("module", say("chuyên đề"), module_ids, metavar="MODULE"),
            option("--lang", say("mã của ngôn ngữ dịch ra, ví dụ en"), required=True, metavar=say("MÃ")),
        ],
        say("lấy chữ của một chuyên đề ra tệp .po để dịch, giữ lại phần đã dịch"),
        "kit translate policy-dialogue --lang en",
    )  # fmt: skip


def _translate(module: str, lang: str) -> Lines:
    from kit.course import Library, working_home
    from kit.course.translate import translate

    if lang == SOURCE or not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", lang):
        raise UsageError(say("“{lang}” không phải mã của một ngôn ngữ khác. Viết hai hoặc ba chữ thường, ví dụ en.", lang=lang[:20]))  # fmt: skip
    library = Library(working_home(), SOURCE)
    merged = translate(library, library.module(module), lang)
    yield say("{done}/{total} đoạn đã dịch: {new} đoạn mới, {doubtful} đoạn cần xem lại vì câu tiếng Việt đã đổi, {gone} đoạn không còn dùng.", done=merged.done, total=merged.total, new=merged.new, doubtful=merged.doubtful, gone=merged.gone)  # fmt: skip
    yield f"{say('xong')} → {merged.path}"
    yield say("Dịch bằng một chương trình đọc tệp .po (Poedit…), rồi kiểm tra: kit check {module}", module=module)
