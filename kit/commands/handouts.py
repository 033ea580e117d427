"""`kit handouts`: every paper, page and slide of the lessons."""

from __future__ import annotations

from pathlib import Path

from kit.commands.names import module_ids
from kit.line import FILE, Argument, Choice, Command, Lines, flag, option
from kit.messages import say

EDITIONS = ("learner", "trainer", "oral", "cards", "quick", "templates", "all")
FORMATS = ("pdf", "docx", "html", "slides", "pptx", "booklet", "phone", "all")


def command() -> Command:
    return Command(
        "handouts",
        _handouts,
        [
            Argument("modules", say("chuyên đề, hoặc MODULE/SỐ BÀI, hoặc MODULE/test-a; bỏ trống là tất cả"), module_ids, nargs=-1, metavar="[MODULE]..."),
            option("--edition", say("học viên, giảng viên, đọc to (oral), thẻ để cắt (cards), tờ bỏ túi (quick), mẫu để chép (templates); all là học viên và giảng viên"), type=Choice(EDITIONS), default="all"),
            option("--format", say("loại tệp (mặc định pdf); slides: trang chiếu PDF; pptx: trang chiếu sửa được; booklet: sách nhỏ A5 để gấp; phone: mỗi bài một tệp HTML mở trên điện thoại, không cần mạng"), type=Choice(FORMATS), default="pdf"),
            flag("--large-print", say("chữ lớn 16 điểm; mặc định ghi vào build/large-print")),
            option("--out", say("thư mục ghi ra (mặc định build)"), type=FILE, metavar="DIR"),
        ],
        say("in tài liệu ra PDF, Word, HTML, trang chiếu"),
        "kit handouts policy-dialogue --edition learner --format pdf",
    )  # fmt: skip


def _handouts(modules: tuple[str, ...], edition: str, format: str, large_print: bool, out: Path | None) -> Lines:
    from kit.course import Library, working_home
    from kit.paper.handouts import EDITIONS as ALL_EDITIONS
    from kit.paper.handouts import FORMATS as ALL_FORMATS
    from kit.paper.handouts import Press, jobs, ready

    library = Library(working_home())
    editions = ALL_EDITIONS if edition == "all" else (edition,)
    formats = ALL_FORMATS if format == "all" else (format,)
    wanted = jobs(library, modules, editions, formats)
    ready(library, modules)
    folder = out or library.made / ("large-print" if large_print else "")
    press = Press(library, large=large_print)
    for n, job in enumerate(wanted, 1):
        yield f"[{n}/{len(wanted)}] {job.name} ... "
        written = press.write(job, folder)
        yield f"{say('xong') if written.fresh else say('không đổi')} → {written.path}"
    yield from (f"! {line}" for line in press.told)
