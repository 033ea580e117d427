"""The command `kit`: parses, calls one function, prints. The only place that prints or ends the program."""

from __future__ import annotations

import argparse
import json
import os
import sys
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kit import __version__, messages
from kit.arguments import Parser, port
from kit.commands.classes import add_arguments
from kit.commands.serve import add_arguments as add_serve
from kit.errors import ContentError, KitError, UsageError
from kit.kinds import KINDS
from kit.messages import say, terminal_text

DONE, AT_FAULT, WRONG_USAGE = 0, 1, 2


def _parser() -> argparse.ArgumentParser:
    shared: Any = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--lang", choices=messages.LANGUAGES, help=say("ngôn ngữ của lời nhắn: vi hoặc en"))
    parser = Parser(
        prog="kit",
        description=say("Bộ tài liệu tập huấn Dự án 8: một nguồn cho màn hình, giấy in, giảng viên và kết quả."),
        parents=[shared],
    )
    parser.add_argument("--version", action="version", version=f"kit {__version__}", help=say("xem số hiệu bản"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", parser_class=Parser)

    def add(name: str, help_: str, example: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=help_,
            description=f"{help_[0].upper()}{help_[1:]}.",
            parents=[shared],
            epilog=say("Ví dụ: {example}", example=example),
        )
        made.set_defaults(run=run)
        return made

    start = add("start", say("mở bài học trong JupyterLab"), "kit start --learner --folder D:\\lop-xa", _start)
    start.add_argument("--learner", action="store_true", help=say("mở bản học viên: không có ghi chú giảng viên"))
    start.add_argument("--no-browser", action="store_true", help=say("không tự mở trình duyệt"))
    start.add_argument("--port", type=port, default=8888, metavar="N", help=say("cổng trên máy này (mặc định 8888)"))
    start.add_argument(
        "--class", dest="class_id", default="", metavar="ID", help=say("với --learner: máy này cho lớp nào")
    )
    start.add_argument(
        "--hand-in", type=Path, metavar="DIR", help=say("với --class: thư mục chung (ổ mạng) nhận thêm một bản bài nộp")
    )
    start.add_argument("--folder", type=Path, metavar="DIR", help=say("thư mục chứa bài học và bài làm"))

    handouts = add(
        "handouts",
        say("in tài liệu ra PDF, Word, HTML, trang chiếu"),
        "kit handouts policy-dialogue --edition learner --format pdf",
        _handouts,
    )
    handouts.add_argument(
        "modules",
        nargs="*",
        metavar="MODULE",
        help=say("chuyên đề, hoặc MODULE/SỐ BÀI, hoặc MODULE/test-a; bỏ trống là tất cả"),
    )
    handouts.add_argument(
        "--edition",
        choices=("learner", "trainer", "oral", "cards", "quick", "templates", "all"),
        default="all",
        help=say(
            "học viên, giảng viên, đọc to (oral), thẻ để cắt (cards), tờ bỏ túi (quick), mẫu để chép (templates); all là học viên và giảng viên"
        ),
    )
    handouts.add_argument(
        "--format",
        choices=("pdf", "docx", "html", "slides", "phone", "all"),
        default="pdf",
        help=say("loại tệp (mặc định pdf); phone: mỗi bài một tệp HTML mở trên điện thoại, không cần mạng"),
    )
    handouts.add_argument(
        "--large-print", action="store_true", help=say("chữ lớn 16 điểm; mặc định ghi vào build/large-print")
    )
    handouts.add_argument("--out", type=Path, metavar="DIR", help=say("thư mục ghi ra (mặc định build)"))

    check = add("check", say("đọc mọi thứ tác giả viết và nói chỗ cần sửa"), "kit check policy-dialogue", _check)
    check.add_argument("modules", nargs="*", metavar="MODULE", help=say("chuyên đề; bỏ trống là tất cả"))
    check.add_argument("--summary", action="store_true", help=say("thêm bảng đếm bài, bài tập, phút, trang"))
    check.add_argument("--json", action="store_true", help=say("in kết quả dạng JSON cho chương trình khác đọc"))

    workbook = add(
        "workbook",
        say("sổ thực hành: mẫu Excel, Word, PDF, Kobo; kiểm tra; xếp lịch"),
        "kit workbook export tracking-book --blank --format xlsx",
        _workbook,
    )
    workbook.add_argument(
        "what",
        choices=("list", "new", "export", "check", "arrange"),
        help=say("liệt kê, tạo sổ trống, ghi ra tệp, kiểm tra tệp đã điền, xếp lịch đối thoại"),
    )
    workbook.add_argument("id", nargs="?", default="", metavar="ID", help=say("mã sổ, xem bằng kit workbook list"))
    workbook.add_argument("--json", action="store_true", help=say("in kết quả dạng JSON cho chương trình khác đọc"))
    workbook.add_argument("--blank", action="store_true", help=say("mẫu trống"))
    workbook.add_argument("--data", type=Path, metavar="FILE", help=say("tệp đã điền: .xlsx hoặc .json"))
    workbook.add_argument(
        "--format", choices=("xlsx", "docx", "pdf", "xlsform"), default="xlsx", help=say("loại tệp (mặc định xlsx)")
    )
    workbook.add_argument(
        "--layout", choices=("state", "union", "plain"), help=say("thể thức Word: của Nhà nước, của Hội, hay trơn")
    )
    workbook.add_argument("--out", type=Path, metavar="DIR", help=say("thư mục ghi ra (mặc định build)"))

    klass = add(
        "class",
        say("lớp tập huấn: mở lớp, thu bài, nhập phiếu giấy, kết quả, báo cáo"),
        "kit class new gia-lai-2026-11 --module policy-dialogue --room 60 --online 80",
        _class,
    )
    add_arguments(klass, shared)
    serve = add(
        "serve",
        say("mở lớp cho điện thoại và trình duyệt: bài học, bài kiểm tra, trang chiếu"),
        "kit serve gia-lai-2026-11 --lan",
        _serve,
    )
    add_serve(serve)
    add("preflight", say("kiểm tra máy trước khi đi dạy"), "kit preflight", _preflight)

    new = add(
        "new", say("tạo mẫu chuyên đề, bài hoặc bài tập"), "kit new exercise policy-dialogue/ten-bai --kind order", _new
    )
    new.add_argument("what", choices=("module", "lesson", "exercise"), help=say("tạo gì"))
    new.add_argument("name", metavar="NAME", help=say("tên: MODULE, hoặc MODULE/TÊN"))
    new.add_argument(
        "--kind", default="single-choice", help=say("dạng bài tập (với exercise): {kinds}", kinds=", ".join(KINDS))
    )
    return parser


def _print(*parts: object, **options: Any) -> None:
    """Every value that reaches a terminal passes here: no sign that moves or repaints it, no password."""
    print(*(terminal_text(str(part)) for part in parts), **options)


def _start(args: argparse.Namespace) -> int:
    from kit import lab

    if args.class_id and not args.learner:
        raise UsageError(say("--class đi cùng --learner."))
    if args.hand_in and not args.class_id:
        raise UsageError(say("--hand-in đi cùng --class."))
    opened = lab.prepare(args.folder, learner=args.learner)
    for line in opened.told:
        _print(line, flush=True)
    if args.class_id:
        lab.mark_class(opened.folder, args.class_id, args.hand_in)
    if address := lab.running(opened.folder):
        _print(say("Bài học ở {folder} đang mở sẵn: {address}", folder=opened.folder, address=address), flush=True)
        if not args.no_browser:
            webbrowser.open(address)
        return DONE
    _print(say("Mở bài học ở {folder}. Để dừng: đóng cửa sổ này hoặc bấm Ctrl+C.", folder=opened.folder), flush=True)
    return lab.serve(opened, port=args.port, browser=not args.no_browser)


def _handouts(args: argparse.Namespace) -> int:
    from kit.course import Library, working_home
    from kit.paper.handouts import EDITIONS, FORMATS, Press, jobs, ready

    library = Library(working_home())
    editions = list(EDITIONS) if args.edition == "all" else [args.edition]
    formats = list(FORMATS) if args.format == "all" else [args.format]
    wanted = jobs(library, args.modules, editions, formats)
    ready(library, args.modules)
    out = args.out or library.home / "build" / ("large-print" if args.large_print else "")
    press = Press(library, large=args.large_print)
    for n, job in enumerate(wanted, 1):
        _print(f"[{n}/{len(wanted)}] {job.name} ... ", end="", flush=True)
        written = press.write(job, out)
        _print(say("xong") if written.fresh else say("không đổi"), f"→ {written.path}", flush=True)
    return DONE


def _check(args: argparse.Namespace) -> int:
    from kit.course import Library, find_home
    from kit.course.check import check
    from kit.workbooks.workbook_library import Shelf, check_shelf

    library = Library(find_home())
    faults = check(library, args.modules, style=True)
    for shelf in () if args.modules else ("workbooks", "class"):
        faults += check_shelf(Shelf(library.home, shelf), set(library.facts))
    serious = [fault for fault in faults if not fault.warning]
    summary = _summary(library, args.modules, sound=not serious) if args.summary else {}
    if args.json:
        from dataclasses import asdict

        _print(json.dumps(summary or {"faults": [asdict(fault) for fault in faults]}, ensure_ascii=False, indent=1))
        return AT_FAULT if serious else DONE
    for fault in faults:
        _print(("⚠ " if fault.warning else "✗ ") + str(fault))
    for name, counts in summary.get("modules", {}).items():
        _print(
            say(
                "{name}: {lessons} bài, {exercises} bài tập, {kinds} dạng, {minutes} phút, {pages} trang",
                **{"name": name, **counts, "kinds": len(counts["kinds"])},
            )
        )
    _print(say("{faults} lỗi, {warnings} điều cần xem lại.", faults=len(serious), warnings=len(faults) - len(serious)))
    return AT_FAULT if serious else DONE


def _summary(library: Any, names: list[str], *, sound: bool) -> dict[str, Any]:
    """Counts by module; pages are those of the learner's sheet, 0 while faults keep it from being printed."""
    from kit.document.typst import page_count
    from kit.paper.handouts import Job, Press

    modules: dict[str, Any] = {}
    for name in names or library.module_ids:
        if name not in library.modules:
            continue
        module, ids = library.modules[name], library.exercise_ids(name)
        kinds = sorted({library.exercise(e).kind for e in ids}) if sound else []
        pages = page_count(Press(library).make(Job(name, "", "learner", "pdf"))) if sound else 0
        counts = {"lessons": len(module.lessons), "exercises": len(ids), "kinds": kinds}
        modules[name] = {**counts, "minutes": module.minutes, "pages": pages}
    return {"kinds": sorted(KINDS), "modules": modules}


def _workbook(args: argparse.Namespace) -> int:
    from kit.commands.workbooks import workbook

    return _shown(workbook(args))


def _class(args: argparse.Namespace) -> int:
    return _shown(args.act(args))


def _serve(args: argparse.Namespace) -> int:
    from kit.commands.serve import serve

    serve(args, lambda line: _print(line, flush=True))
    return DONE


def _preflight(_: argparse.Namespace) -> int:
    from kit.commands.preflight import preflight

    return _shown(preflight())


def _shown(lines: Iterator[str]) -> int:
    """Print lines as they come; what a command returns at its end says whether something is at fault."""
    while True:
        try:
            _print(next(lines), flush=True)
        except StopIteration as end:
            return AT_FAULT if end.value else DONE


def _new(args: argparse.Namespace) -> int:
    from kit.course import Library, working_home
    from kit.course.new import new

    for path in new(Library(working_home()), args.what, args.name, args.kind):
        _print(say("Đã tạo {path}", path=path))
    return DONE


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; returns its exit code: 0 done, 1 the content or the data is at fault, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # an optional checker that costs seconds to import
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles start in another encoding
    if "--lang" in words[:-1] and words[words.index("--lang") + 1] in messages.LANGUAGES:
        messages.use(words[words.index("--lang") + 1])
    try:
        if not [word for word in words if word not in ("--lang", *messages.LANGUAGES)]:
            _parser().print_help()
            return WRONG_USAGE
        args = _parser().parse_args(words)
        code: int = args.run(args)
    except UsageError as error:
        _print(error, file=sys.stderr)
        return WRONG_USAGE
    except ContentError as error:
        _print(say("Nội dung còn lỗi, chưa làm được:"), error, sep="\n", file=sys.stderr)
        return AT_FAULT
    except KitError as error:
        _print(error, file=sys.stderr)
        return AT_FAULT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        _print(
            say(
                "Máy không cho đọc hoặc ghi tệp{where}: {cause}. Kiểm tra ổ đĩa, quyền, và đóng chương trình đang mở tệp.",
                where=where,
                cause=error.strerror or error,
            ),
            file=sys.stderr,
        )
        return AT_FAULT
    except KeyboardInterrupt:
        _print(say("Đã dừng."), file=sys.stderr)
        return AT_FAULT
    return code


if __name__ == "__main__":
    raise SystemExit(main())
