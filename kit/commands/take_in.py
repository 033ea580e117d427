"""`kit import FILE --into MODULE`: questions from Word, Excel, text, Aiken, GIFT and Moodle XML."""

from __future__ import annotations

from pathlib import Path

from kit.errors import UsageError
from kit.line import FILE, Argument, Command, Judged, Lines, flag, option
from kit.messages import SOURCE, say


def command() -> Command:
    return Command(
        "import",
        _import,
        [
            Argument("file", say("tệp câu hỏi: Word (.docx), Excel, CSV, chữ thường, Aiken, GIFT, Moodle XML, QTI"), type=FILE),
            option("--into", say("chuyên đề nhận câu hỏi"), metavar="MODULE", default=""),
            flag("--template", say("ghi mẫu Excel trống vào FILE thay vì đọc nó")),
            flag("--yes", say("ghi các câu không có lỗi; không có thì chỉ cho xem")),
        ],
        say("nhập câu hỏi từ Word, Excel, GIFT, Moodle; cho xem trước khi ghi"),
        "kit import de-kiem-tra.docx --into policy-dialogue",
    )  # fmt: skip


def _import(file: Path, into: str, template: bool, yes: bool) -> Judged:
    if template:
        yield from _template(file)
        return False
    if not into:
        raise UsageError(say("Thiếu --into: nhập vào chuyên đề nào."))
    from kit.course import Library, working_home
    from kit.exchange.into import drafts_of, read_questions, understood, write_drafts

    library = Library(working_home(), SOURCE)
    reading = read_questions(file)
    drafts = drafts_of(library, into, reading, file.name)
    yield say("{file}: đọc theo lối {form}, {n} câu.", file=file.name, form=reading.form, n=len(drafts))
    yield from (f"  ! {line}" for line in reading.told)
    wrong = 0
    for draft in drafts:
        faults = [fault for fault in draft.faults if not fault.warning]
        wrong += bool(faults)
        yield f"{'✗' if faults else '✓'} {draft.id} · {draft.question.kind} · {draft.question.place}: {draft.question.prompt[:70]}"
        yield from (f"    {line}" for line in understood(draft.question))
        yield from (f"    ! {line}" for line in draft.question.told)
        yield from (f"    ✗ {fault.sentence} {fault.remedy}" for fault in faults)
    if not yes:
        yield say("Chưa ghi gì. Xem lại rồi chạy lại lệnh này với --yes để ghi {n} câu.", n=len(drafts) - wrong)
        return wrong > 0
    written = write_drafts(library, drafts)
    yield say(
        "Đã ghi {n} bài nháp vào exercises/{module}. Xem việc còn lại: kit check {module}.", n=len(written), module=into
    )
    return wrong > 0


def _template(path: Path) -> Lines:
    from kit.exchange.xlsform import template
    from kit.files import write_whole

    if path.exists():
        raise UsageError(say("Đã có {path}. Hãy đặt tên khác.", path=path))
    write_whole(path.with_suffix(".xlsx"), template())
    yield say("Đã ghi {path}", path=path.with_suffix(".xlsx"))
