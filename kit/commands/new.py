"""`kit new`: a module, lesson or exercise to begin from."""

from __future__ import annotations

from kit.kinds import KINDS
from kit.line import Argument, Choice, Command, Lines, option
from kit.messages import SOURCE, say


def command() -> Command:
    return Command(
        "new",
        _new,
        [
            Argument("what", say("tạo gì"), type=Choice(("module", "lesson", "exercise"))),
            Argument("name", say("tên: MODULE, hoặc MODULE/TÊN"), metavar="NAME"),
            option(
                "--kind",
                say("dạng bài tập (với exercise): {kinds}", kinds=", ".join(KINDS)),
                default="single-choice",
                metavar="KIND",
            ),
        ],
        say("tạo mẫu chuyên đề, bài hoặc bài tập"),
        "kit new exercise policy-dialogue/ten-bai --kind order",
    )


def _new(what: str, name: str, kind: str) -> Lines:
    from kit.course import Library, working_home
    from kit.course.new import new

    for path in new(Library(working_home(), SOURCE), what, name, kind):
        yield say("Đã tạo {path}", path=path)
