"""`kit class …`: each command takes what was typed and yields the lines to show; cli shows them."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from kit.commands import class_marks
from kit.commands.class_marks import open_class
from kit.commands.names import class_ids as ids_of_classes
from kit.errors import KitError, UsageError
from kit.line import FILE, Argument, Choice, Command, Group, Lines, flag, heads, option
from kit.messages import say

if TYPE_CHECKING:
    from kit.classroom.folder import TrainingClass
    from kit.document.official import Layout

EVERY = 10  # seconds between two looks into a watched folder


def command() -> Group:
    return Group(
        "class",
        [*_of_people(), *_of_work(), *_at_the_end()],
        say("lớp tập huấn: mở lớp, thu bài, nhập phiếu giấy, kết quả, báo cáo"),
        "kit class new gia-lai-2026-11 --module policy-dialogue --room 60 --online 80",
    )


def _id() -> Argument:
    return Argument("id", say("mã lớp"), ids_of_classes, metavar="ID")


def _out() -> click.Parameter:
    return option("--out", say("thư mục ghi ra (mặc định build/classes)"), type=FILE, metavar="DIR")


def _convert() -> click.Parameter:
    return flag("--convert", say("đổi chữ TCVN3 (.VnTime) hoặc VNI trong danh sách sang Unicode"))


def _text(name: str, help: str, default: str = "", metavar: str = "TEXT") -> click.Parameter:
    return option(name, help, default=default, metavar=metavar)


def _of_people() -> list[Command]:
    return [
        Command("list", _list, [], say("liệt kê các lớp"), "kit class list"),
        Command(
            "new",
            _new,
            [
                Argument("id", say("mã lớp, chữ thường không dấu"), metavar="ID"),
                option("--module", say("chuyên đề của lớp"), required=True, metavar="MODULE"),
                _text("--programme", say("chương trình trong chuyên đề"), metavar="NAME"),
                _text("--starts", say("ngày đầu, ví dụ 21/11/2026"), metavar="DAY"),
                _text("--ends", say("ngày cuối"), metavar="DAY"),
                _text("--level", say("cấp tổ chức: Trung ương, Tỉnh, Xã, Cụm thôn bản"), "Tỉnh", "LEVEL"),
                _text("--title", say("tên lớp")),
                _text("--organiser", say("đơn vị tổ chức")),
                _text("--place", say("địa điểm")),
                option("--room", say("số người trực tiếp, khi chưa có danh sách"), type=heads, default="0", metavar="N"),
                option("--online", say("số người trực tuyến, khi chưa có danh sách"), type=heads, default="0", metavar="N"),
                option("--roster", say("danh sách .xlsx hoặc .csv"), type=FILE, metavar="FILE"),
                _convert(),
            ],
            say("mở lớp mới"),
            "kit class new gia-lai-2026-11 --module policy-dialogue --starts 21/11/2026 --room 60 --online 80",
        ),
        Command(
            "roster",
            _roster,
            [_id(), Argument("file", say("danh sách .xlsx hoặc .csv"), type=FILE, metavar="FILE"), _convert()],
            say("thêm người từ danh sách Excel hoặc CSV"),
            "kit class roster gia-lai-2026-11 ds.xlsx",
        ),
        Command(
            "sign-in",
            _sign_in,
            [
                _id(),
                Argument("papers", say("chỉ in các giấy này, ví dụ phieu-dong-y danh-sach-ky-ten; bỏ trống là tất cả"), nargs=-1, metavar="[PAPER]..."),
                option("--address", say("địa chỉ mà điện thoại vào lớp, in thành mã QR trên phiếu mã; xem khi chạy kit serve"), metavar="URL"),
                flag("--large-print", say("chữ lớn 16 điểm")),
                _out(),
            ],
            say("in giấy của lớp: danh sách ký, phiếu đồng ý, mã, chương trình chi tiết, phiếu trả lời"),
            "kit class sign-in gia-lai-2026-11",
        ),
    ]  # fmt: skip


def _of_work() -> list[Command]:
    return [
        Command(
            "collect",
            _collect,
            [
                _id(),
                Argument("folder", say("thư mục hoặc một tệp; hoặc địa chỉ cơ sở dữ liệu của kit serve --store"), type=_source, metavar="FOLDER"),
                flag("--watch", say("thu liên tục, {n} giây một lần, tới khi bấm Ctrl+C", n=EVERY)),
            ],
            say("thu bài từ USB, thư mục chung"),
            "kit class collect gia-lai-2026-11 E:\\bai-nop",
        ),
        Command(
            "tally",
            class_marks.tally,
            [
                _id(),
                option("--counts", say("với --exercise: số người mỗi phương án, không giơ là trống=2"), multiple=True, metavar="A=12"),
                Argument("more", "", nargs=-1, metavar="[B=7]..."),  # further counts, as people type them: A=12 B=7
                _text("--form", say("phiếu A, B hoặc số bài: gõ từng phiếu một dòng"), metavar="FORM"),
                _text("--when", say("trước hoặc sau khóa học"), metavar="WHEN"),
                _text("--exercise", say("số câu hoặc mã bài tập đếm bằng tay, ví dụ 5.2"), metavar="ID"),
                option("--mode", say("người trong phòng hay trực tuyến"), type=Choice(("room", "online")), default="room"),
                option("--from source", say("đọc phiếu từ tệp .txt, .csv hoặc .xlsx"), type=FILE, metavar="FILE"),
            ],
            say("nhập phiếu giấy và số đếm tay"),
            "kit class tally gia-lai-2026-11 --form A --when trước",
        ),
        Command(
            "results",
            class_marks.results,
            [
                Argument("id", say("mã lớp; bỏ trống khi gộp từ kho"), ids_of_classes, default="", metavar="[ID]"),
                option("--to", say("ghi thêm vào kho (thư mục, hoặc địa chỉ như sqlite:///tinh.db), hay ra tệp cho người làm thống kê: .csv, .parquet, .xlsx, kèm từ điển cột"), metavar="STORE"),
                option("--from source", say("gộp mọi lớp trong kho này"), metavar="STORE"),
                option("--xlsx", say("ghi bảng kết quả ra Excel"), type=FILE, metavar="FILE"),
            ],
            say("kết quả của lớp; gửi vào kho chung; gộp nhiều lớp"),
            "kit class results gia-lai-2026-11",
        ),
    ]  # fmt: skip


def _at_the_end() -> list[Command]:
    return [
        Command(
            "report",
            _report,
            [
                _id(),
                option("--layout", say("có Quốc hiệu (state), không Quốc hiệu (union), không có phần đầu (plain)"), type=Choice(("state", "union", "plain")), default="state"),
                option("--format", say("loại tệp"), type=Choice(("pdf", "docx", "all")), default="all"),
                flag("--certificates", say("in cả giấy chứng nhận")),
                _out(),
            ],
            say("báo cáo của lớp, giấy chứng nhận"),
            "kit class report gia-lai-2026-11 --layout union",
        ),
        Command(
            "erase",
            _erase,
            [
                _id(),
                Argument("code", say("mã học viên"), default="", metavar="[CODE]"),
                flag("--all", say("xóa phần của mọi người, chỉ giữ số gộp")),
            ],
            say("xóa dữ liệu của một người, hoặc của cả lớp khi hết hạn giữ"),
            "kit class erase gia-lai-2026-11 HV012",
        ),
    ]  # fmt: skip


def _demand_sure(klass: TrainingClass) -> None:
    """Ask for the id once more before everyone's work goes. Raises UsageError, and then nothing was erased."""
    try:
        typed = input(say("Xóa phần của mọi người, không lấy lại được. Gõ lại mã lớp để xóa: "))
    except EOFError:
        typed = ""
    if typed.strip() != klass.id:
        raise UsageError(say("Chưa xóa gì."))


def _list() -> Lines:
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


def _new(
    id: str, module: str, programme: str, starts: str, ends: str, level: str, title: str, organiser: str, place: str,
    room: int, online: int, roster: Path | None, convert: bool,
) -> Lines:  # fmt: skip
    from kit.classroom.opening import Wanted, new_class
    from kit.course import Library, working_home
    from kit.vietnamese import parse_date

    library = Library(working_home())
    days = [parse_date(typed) if typed else None for typed in (starts, ends)]
    wanted = Wanted(
        module, days[0] or date.today(), days[1], programme, title, level, organiser, place, room, online, roster, convert
    )  # fmt: skip
    klass, told = new_class(library, id, wanted)
    yield say("Đã mở lớp {name}.", name=klass.id) + f" → {klass.path}"
    modes = [sum(p.mode == mode for p in klass.people) for mode in ("room", "online")]
    yield say("{n} người: {room} trực tiếp, {online} trực tuyến.", n=len(klass.people), room=modes[0], online=modes[1])
    yield from told
    yield say(
        "Tiếp theo: kit class sign-in {name} (in giấy), kit start --learner --class {name} (máy học viên).",
        name=klass.id,
    )


def _roster(id: str, file: Path, convert: bool) -> Lines:
    from kit.classroom.opening import take_roster

    yield from take_roster(open_class(id), file, convert=convert)


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


def _sign_in(id: str, papers: tuple[str, ...], address: str | None, large_print: bool, out: Path | None) -> Lines:
    from kit.classroom.slips import Slips
    from kit.paper.class_files import write_papers

    klass = open_class(id)
    if address is not None:
        Slips(klass).reach(_address(address))
    for path in write_papers(klass, date.today(), only=papers, out=out, large=large_print):
        yield say("Đã ghi {path}", path=path)


def _collect(id: str, folder: str | Path, watch: bool) -> Lines:
    from kit.classroom.attempts import AttemptTable
    from kit.classroom.collect import collect, collect_table

    klass = open_class(id)
    if isinstance(folder, str):
        table = AttemptTable(folder, klass.key)
        yield from collect_table(klass, table).lines
        table.close()
        return
    yield from collect(klass, folder).lines
    said: set[str] = set()
    while watch:
        time.sleep(EVERY)
        try:
            found = collect(klass, folder)
            lines, told = (found.lines[:1] if found.new else []), found.lines[1:]
        except KitError as error:  # a stick pulled out, a shared folder away for a while: it may come back
            lines, told = [], [str(error)]
        fresh = [line for line in told if line not in said]
        said.update(fresh)
        yield from [*lines, *fresh]


def _report(id: str, layout: Layout, format: str, certificates: bool, out: Path | None) -> Lines:
    from kit.paper.class_files import write_papers, write_report

    klass = open_class(id)
    formats = ("docx", "pdf") if format == "all" else (format,)
    for path in write_report(klass, date.today(), layout, formats, out):
        yield say("Đã ghi {path}", path=path)
    if certificates:
        ends = klass.day("ends")
        if ends and date.today() < ends:
            yield "⚠ " + say(
                "Lớp đến {day} mới xong: soát lại ai được cấp giấy trước khi phát.", day=klass.about("ends")
            )
        for path in write_papers(klass, date.today(), only=("certificates",), out=out):
            yield say("Đã ghi {path}", path=path)


def _erase(id: str, code: str, all: bool) -> Lines:
    from kit.classroom.erase import erase, erase_everyone

    klass = open_class(id)
    if bool(code) == all:
        raise UsageError(say("Ghi mã học viên cần xóa, hoặc --all để xóa phần của mọi người."))
    if all:
        ends = klass.day("keep-until")
        if ends and date.today() <= ends:
            yield "⚠ " + say("Chưa đến ngày hết hạn giữ ({day}).", day=klass.about("keep-until"))
        _demand_sure(klass)
        yield say("Đã xóa phần của từng người. Số gộp còn ở {path}", path=erase_everyone(klass))
    else:
        erase(klass, code)
        yield say("Đã xóa phần của {code} trong máy này, cả tên. Số người của lớp vẫn tính đủ.", code=code)
        yield say(
            "Giấy và báo cáo đã làm cũng xóa, vì có thể còn tên: làm lại bằng kit class sign-in, kit class report. Giấy chứng nhận của người này, nếu cần, viết tay."
        )
    yield say("Giấy đã in, tệp đã gửi, bản ở USB và kho chung: máy không xóa được. Xin tự hủy hoặc làm lại.")
