"""`kit class …`: each command takes what was typed and yields the lines to show; cli prints them."""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kit.commands import class_marks
from kit.commands.class_marks import Lines, open_class
from kit.errors import KitError, UsageError
from kit.messages import say

if TYPE_CHECKING:
    from kit.classroom.folder import TrainingClass

EVERY = 10  # seconds between two looks into a watched folder


def add_arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """The commands below `kit class`."""
    below = parser.add_subparsers(dest="what", required=True, metavar="VIỆC", parser_class=type(parser))

    def add(name: str, help_: str, example: str, run: Callable[[argparse.Namespace], Lines]) -> argparse.ArgumentParser:
        made = below.add_parser(name, help=help_, description=f"{help_[0].upper()}{help_[1:]}.", parents=[shared], epilog=say("Ví dụ: {example}", example=example))  # fmt: skip
        made.set_defaults(act=run)
        return made

    add("list", say("liệt kê các lớp"), "kit class list", _list)
    new = add("new", say("mở lớp mới"), "kit class new gia-lai-2026-11 --module policy-dialogue --starts 21/11/2026 --room 60 --online 80", _new)  # fmt: skip
    new.add_argument("id", metavar="ID", help=say("mã lớp, chữ thường không dấu"))
    new.add_argument("--module", required=True, metavar="MODULE", help=say("chuyên đề của lớp"))
    new.add_argument("--programme", default="", metavar="NAME", help=say("chương trình trong chuyên đề"))
    for name, help_ in (("starts", say("ngày đầu, ví dụ 21/11/2026")), ("ends", say("ngày cuối"))):
        new.add_argument(f"--{name}", default="", metavar="DAY", help=help_)
    new.add_argument(
        "--level", default="Tỉnh", metavar="LEVEL", help=say("cấp tổ chức: Trung ương, Tỉnh, Xã, Cụm thôn bản")
    )
    for name, help_ in (("title", say("tên lớp")), ("organiser", say("đơn vị tổ chức")), ("place", say("địa điểm"))):
        new.add_argument(f"--{name}", default="", metavar="TEXT", help=help_)
    new.add_argument(
        "--room", type=heads, default=0, metavar="N", help=say("số người trực tiếp, khi chưa có danh sách")
    )
    new.add_argument(
        "--online", type=heads, default=0, metavar="N", help=say("số người trực tuyến, khi chưa có danh sách")
    )
    new.add_argument("--roster", type=Path, metavar="FILE", help=say("danh sách .xlsx hoặc .csv"))
    convert = say("đổi chữ TCVN3 (.VnTime) hoặc VNI trong danh sách sang Unicode")
    new.add_argument("--convert", action="store_true", help=convert)

    roster = add(
        "roster", say("thêm người từ danh sách Excel hoặc CSV"), "kit class roster gia-lai-2026-11 ds.xlsx", _roster
    )
    roster.add_argument("id", metavar="ID", help=say("mã lớp"))
    roster.add_argument("file", type=Path, metavar="FILE", help=say("danh sách .xlsx hoặc .csv"))
    roster.add_argument("--convert", action="store_true", help=convert)

    sign = add("sign-in", say("in giấy của lớp: danh sách ký, phiếu đồng ý, mã, chương trình chi tiết, phiếu trả lời"), "kit class sign-in gia-lai-2026-11", _sign_in)  # fmt: skip
    sign.add_argument("id", metavar="ID", help=say("mã lớp"))
    sign.add_argument("papers", nargs="*", default=[], metavar="PAPER", help=say("chỉ in các giấy này, ví dụ phieu-dong-y danh-sach-ky-ten; bỏ trống là tất cả"))  # fmt: skip
    sign.add_argument(
        "--address",
        metavar="URL",
        help=say("địa chỉ mà điện thoại vào lớp, in thành mã QR trên phiếu mã; xem khi chạy kit serve"),
    )
    sign.add_argument("--large-print", action="store_true", help=say("chữ lớn 16 điểm"))
    sign.add_argument("--out", type=Path, metavar="DIR", help=say("thư mục ghi ra (mặc định build/classes)"))

    collect = add(
        "collect", say("thu bài từ USB, thư mục chung"), "kit class collect gia-lai-2026-11 E:\\bai-nop", _collect
    )
    collect.add_argument("id", metavar="ID", help=say("mã lớp"))
    collect.add_argument(
        "folder",
        type=_source,
        metavar="FOLDER",
        help=say("thư mục hoặc một tệp; hoặc địa chỉ cơ sở dữ liệu của kit serve --store"),
    )
    collect.add_argument(
        "--watch", action="store_true", help=say("thu liên tục, {n} giây một lần, tới khi bấm Ctrl+C", n=EVERY)
    )

    tally = add(
        "tally",
        say("nhập phiếu giấy và số đếm tay"),
        "kit class tally gia-lai-2026-11 --form A --when trước",
        class_marks.tally,
    )
    tally.add_argument("id", metavar="ID", help=say("mã lớp"))
    tally.add_argument(
        "--counts",
        nargs="+",
        default=[],
        metavar="A=12",
        help=say("với --exercise: số người mỗi phương án, không giơ là trống=2"),
    )
    tally.add_argument("--form", default="", metavar="FORM", help=say("phiếu A, B hoặc số bài: gõ từng phiếu một dòng"))
    tally.add_argument("--when", default="", metavar="WHEN", help=say("trước hoặc sau khóa học"))
    tally.add_argument(
        "--exercise", default="", metavar="ID", help=say("số câu hoặc mã bài tập đếm bằng tay, ví dụ 5.2")
    )
    tally.add_argument(
        "--mode", choices=("room", "online"), default="room", help=say("người trong phòng hay trực tuyến")
    )
    tally.add_argument(
        "--from", dest="source", type=Path, metavar="FILE", help=say("đọc phiếu từ tệp .txt, .csv hoặc .xlsx")
    )

    results = add(
        "results",
        say("kết quả của lớp; gửi vào kho chung; gộp nhiều lớp"),
        "kit class results gia-lai-2026-11",
        class_marks.results,
    )
    results.add_argument("id", nargs="?", default="", metavar="ID", help=say("mã lớp; bỏ trống khi gộp từ kho"))
    results.add_argument(
        "--to", metavar="STORE", help=say("ghi thêm vào kho: thư mục, hoặc địa chỉ như sqlite:///tinh.db")
    )
    results.add_argument("--from", dest="source", metavar="STORE", help=say("gộp mọi lớp trong kho này"))
    results.add_argument("--xlsx", type=Path, metavar="FILE", help=say("ghi bảng kết quả ra Excel"))

    report = add(
        "report", say("báo cáo của lớp, giấy chứng nhận"), "kit class report gia-lai-2026-11 --layout union", _report
    )
    report.add_argument("id", metavar="ID", help=say("mã lớp"))
    report.add_argument("--layout", choices=("state", "union", "plain"), default="state", help=say("có Quốc hiệu (state), không Quốc hiệu (union), không có phần đầu (plain)"))  # fmt: skip
    report.add_argument("--format", choices=("pdf", "docx", "all"), default="all", help=say("loại tệp"))
    report.add_argument("--certificates", action="store_true", help=say("in cả giấy chứng nhận"))
    report.add_argument("--out", type=Path, metavar="DIR", help=say("thư mục ghi ra (mặc định build/classes)"))

    erase = add("erase", say("xóa dữ liệu của một người, hoặc của cả lớp khi hết hạn giữ"), "kit class erase gia-lai-2026-11 HV012", _erase)  # fmt: skip
    erase.add_argument("id", metavar="ID", help=say("mã lớp"))
    erase.add_argument("code", nargs="?", default="", metavar="CODE", help=say("mã học viên"))
    erase.add_argument("--all", action="store_true", help=say("xóa phần của mọi người, chỉ giữ số gộp"))


def heads(typed: str) -> int:
    """A number of people on the command line."""
    if not typed.isdecimal() or len(typed) > 5:
        raise argparse.ArgumentTypeError(say("“{typed}” không phải số người.", typed=typed[:20]))
    return int(typed)


def _demand_sure(klass: TrainingClass) -> None:
    """Ask for the id once more before everyone's work goes. Raises UsageError, and then nothing was erased."""
    try:
        typed = input(say("Xóa phần của mọi người, không lấy lại được. Gõ lại mã lớp để xóa: "))
    except EOFError:
        typed = ""
    if typed.strip() != klass.id:
        raise UsageError(say("Chưa xóa gì."))


def _list(_: argparse.Namespace) -> Lines:
    from kit.classroom.folder import NotAClass, TrainingClass, class_ids
    from kit.classroom.overview import head_counts
    from kit.course import Library, working_home

    library = Library(working_home())
    for name in class_ids(library):
        klass = TrainingClass(library, name)
        try:
            klass.people  # noqa: B018 - a damaged file must not hide the other classes
        except NotAClass as error:
            yield f"✗ {name}: {error}"
            continue
        late = " ⚠ " + say("quá ngày giữ hồ sơ") if klass.overdue else ""
        people = say("{n} người", n=int(head_counts(klass)["mode"].sum()))
        yield f"{name}: {klass.title}, {klass.about('starts')}, {people}{late}"
    if not class_ids(library):
        yield say(
            "Chưa có lớp nào trong {folder}. Mở lớp: kit class new MÃ-LỚP --module CHUYÊN-ĐỀ", folder=library.home
        )


def _new(args: argparse.Namespace) -> Lines:
    from kit.classroom.opening import Wanted, new_class
    from kit.course import Library, working_home
    from kit.vietnamese import parse_date

    library = Library(working_home())
    days = [parse_date(typed) if typed else None for typed in (args.starts, args.ends)]
    wanted = Wanted(
        args.module, days[0] or date.today(), days[1], args.programme, args.title, args.level, args.organiser,
        args.place, args.room, args.online, args.roster, args.convert,
    )  # fmt: skip
    klass, told = new_class(library, args.id, wanted)
    yield say("Đã mở lớp {name}.", name=klass.id) + f" → {klass.path}"
    modes = [sum(p.mode == mode for p in klass.people) for mode in ("room", "online")]
    yield say("{n} người: {room} trực tiếp, {online} trực tuyến.", n=len(klass.people), room=modes[0], online=modes[1])
    yield from told
    yield say(
        "Tiếp theo: kit class sign-in {name} (in giấy), kit start --learner --class {name} (máy học viên).",
        name=klass.id,
    )


def _roster(args: argparse.Namespace) -> Lines:
    from kit.classroom.opening import take_roster

    yield from take_roster(open_class(args.id), args.file, convert=args.convert)


def _source(typed: str) -> str | Path:
    """Where work lies: an address stays as it was typed, anything else is a path."""
    return typed if "://" in typed else Path(typed)


def _address(typed: str) -> str:
    """An address as the QR holds it; "" takes the one away that was told before. Raises UsageError."""
    found = urlsplit(typed if "://" in typed else f"http://{typed}")
    if not typed.strip():
        return ""
    if found.scheme not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9.-]+(:\d{1,5})?", found.netloc):
        raise UsageError(say("“{typed}” không phải địa chỉ. Ví dụ: http://192.168.137.1:8765/", typed=typed))
    return f"{found.scheme}://{found.netloc}/"


def _sign_in(args: argparse.Namespace) -> Lines:
    from kit.classroom.slips import Slips
    from kit.paper.class_files import write_papers

    klass = open_class(args.id)
    if args.address is not None:
        Slips(klass).reach(_address(args.address))
    for path in write_papers(klass, date.today(), only=args.papers, out=args.out, large=args.large_print):
        yield say("Đã ghi {path}", path=path)


def _collect(args: argparse.Namespace) -> Lines:
    from kit.classroom.attempts import AttemptTable
    from kit.classroom.collect import collect, collect_table

    klass = open_class(args.id)
    if isinstance(args.folder, str):
        table = AttemptTable(args.folder, klass.key)
        yield from collect_table(klass, table).lines
        table.close()
        return
    yield from collect(klass, args.folder).lines
    said: set[str] = set()
    while args.watch:
        time.sleep(EVERY)
        try:
            found = collect(klass, args.folder)
            lines, told = (found.lines[:1] if found.new else []), found.lines[1:]
        except KitError as error:  # a stick pulled out, a shared folder away for a while: it may come back
            lines, told = [], [str(error)]
        fresh = [line for line in told if line not in said]
        said.update(fresh)
        yield from [*lines, *fresh]


def _report(args: argparse.Namespace) -> Lines:
    from kit.paper.class_files import write_papers, write_report

    klass = open_class(args.id)
    formats = ("docx", "pdf") if args.format == "all" else (args.format,)
    for path in write_report(klass, date.today(), args.layout, formats, args.out):
        yield say("Đã ghi {path}", path=path)
    if args.certificates:
        ends = klass.day("ends")
        if ends and date.today() < ends:
            yield "⚠ " + say(
                "Lớp đến {day} mới xong: soát lại ai được cấp giấy trước khi phát.", day=klass.about("ends")
            )
        for path in write_papers(klass, date.today(), only=("certificates",), out=args.out):
            yield say("Đã ghi {path}", path=path)


def _erase(args: argparse.Namespace) -> Lines:
    from kit.classroom.erase import erase, erase_everyone

    klass = open_class(args.id)
    if bool(args.code) == args.all:
        raise UsageError(say("Ghi mã học viên cần xóa, hoặc --all để xóa phần của mọi người."))
    if args.all:
        ends = klass.day("keep-until")
        if ends and date.today() <= ends:
            yield "⚠ " + say("Chưa đến ngày hết hạn giữ ({day}).", day=klass.about("keep-until"))
        _demand_sure(klass)
        yield say("Đã xóa phần của từng người. Số gộp còn ở {path}", path=erase_everyone(klass))
    else:
        erase(klass, args.code)
        yield say("Đã xóa phần của {code} trong máy này, cả tên. Số người của lớp vẫn tính đủ.", code=args.code)
        yield say(
            "Giấy và báo cáo đã làm cũng xóa, vì có thể còn tên: làm lại bằng kit class sign-in, kit class report. Giấy chứng nhận của người này, nếu cần, viết tay."
        )
    yield say("Giấy đã in, tệp đã gửi, bản ở USB và kho chung: máy không xóa được. Xin tự hủy hoặc làm lại.")
