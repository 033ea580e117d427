"""`kit export MODULE --to FORMAT`: a module's exercises in the formats of other systems."""

from __future__ import annotations

from pathlib import Path

from kit.commands.names import module_ids
from kit.line import FILE, Argument, Choice, Command, Lines, flag, option
from kit.messages import say

FORMATS = ("gift", "moodle-xml", "aiken", "docx", "qti", "xlsform")


def command() -> Command:
    return Command(
        "export",
        _export,
        [
            Argument("module", say("chuyên đề"), module_ids, metavar="MODULE"),
            option("--to", say("loại tệp"), type=Choice(FORMATS), required=True),
            flag("--with-keys", say("kèm cả câu kiểm tra niêm phong và đáp án của chúng")),
            option("--out", say("thư mục ghi ra (mặc định build)"), type=FILE, metavar="DIR"),
        ],
        say("xuất bài tập của một chuyên đề cho Moodle, GIFT, Aiken, Word, QTI, Kobo"),
        "kit export policy-dialogue --to moodle-xml",
    )  # fmt: skip


def _export(module: str, to: str, with_keys: bool, out: Path | None) -> Lines:
    from kit.course import Library, working_home
    from kit.exchange.out import FORMATS as ENDINGS
    from kit.exchange.out import written
    from kit.files import write_whole

    library = Library(working_home())
    names = [name for plan in library.module(module).plans for name in library.lessons[module][plan.id].exercises]
    content, told = written([library.exercise(name) for name in dict.fromkeys(names)], to, with_keys=with_keys)
    path = (out or library.made / module) / f"{module}-{to}.{ENDINGS[to]}"
    write_whole(path, content)
    yield from (f"! {line}" for line in told)
    yield f"{say('xong')} → {path}"
