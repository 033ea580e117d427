"""`kit check`: everything that authors wrote, read; what to mend, and where."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from json import dumps
from typing import TYPE_CHECKING

from kit.commands.names import module_ids
from kit.kinds import KINDS
from kit.line import Argument, Command, Judged, flag
from kit.messages import SOURCE, say

if TYPE_CHECKING:
    from kit.course import Library


def command() -> Command:
    return Command(
        "check",
        _check,
        [
            Argument("modules", say("chuyên đề; bỏ trống là tất cả"), module_ids, nargs=-1, metavar="[MODULE]..."),
            flag("--summary", say("thêm bảng đếm bài, bài tập, phút, trang")),
            flag("--json", say("in kết quả dạng JSON cho chương trình khác đọc")),
        ],
        say("đọc mọi thứ tác giả viết và nói chỗ cần sửa"),
        "kit check policy-dialogue",
    )


@dataclass(frozen=True)
class Count:
    """How much there is in a module; pages are those of the learner's sheet, 0 while faults keep it from print."""

    lessons: int
    exercises: int
    kinds: list[str]
    minutes: int
    pages: int
    words: dict[str, list[int]]  # by language: how many blocks of words have been translated, of how many


def _check(modules: tuple[str, ...], summary: bool, json: bool) -> Judged:
    from kit.course import Library, find_home
    from kit.course.check import check
    from kit.workbooks.workbook_library import Shelf, check_shelf

    library = Library(find_home(), SOURCE)
    faults = check(library, modules, style=True)
    for shelf in () if modules else ("workbooks", "class"):
        faults += check_shelf(Shelf(library.home, shelf), set(library.facts))
    serious = [fault for fault in faults if not fault.warning]
    counts = _counts(library, modules, sound=not serious) if summary else {}
    if json:
        if summary:
            yield _json({"kinds": sorted(KINDS), "modules": {name: asdict(count) for name, count in counts.items()}})
        else:
            yield _json({"faults": [asdict(fault) for fault in faults]})
        return bool(serious)
    yield from (("⚠ " if fault.warning else "✗ ") + str(fault) for fault in faults)
    for name, count in counts.items():
        for spoken, (done, total) in count.words.items():
            yield say("{name} [{language}]: dịch {done}/{total} đoạn, còn {left} đoạn hiện bằng tiếng Việt", name=name, language=spoken, done=done, total=total, left=total - done)  # fmt: skip
        yield say(
            "{name}: {lessons} bài, {exercises} bài tập, {kinds} dạng, {minutes} phút, {pages} trang",
            **{"name": name, **asdict(count), "kinds": len(count.kinds)},
        )
    yield say("{faults} lỗi, {warnings} điều cần xem lại.", faults=len(serious), warnings=len(faults) - len(serious))
    return bool(serious)


def _json(body: object) -> str:
    return dumps(body, ensure_ascii=False, indent=1)


def _counts(library: Library, names: tuple[str, ...], *, sound: bool) -> dict[str, Count]:
    from kit.course.catalogue import languages_of
    from kit.course.translate import progress
    from kit.paper.handouts import Job, Press

    found, press = {}, Press(library)
    for name in names or library.module_ids:
        if name not in library.modules:
            continue
        module, ids = library.modules[name], library.exercise_ids(name)
        kinds = sorted({library.exercise(e).kind for e in ids}) if sound else []
        pages = press.page_count(Job(name, "", "learner", "pdf"), library.made / ".counted") if sound else 0
        words = {spoken: list(progress(library, module, spoken)) for spoken in languages_of(library.home, name)}
        found[name] = Count(len(module.lessons), len(ids), kinds, module.minutes, pages, words)
    return found
