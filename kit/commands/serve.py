"""`kit serve`: opens a class for telephones and browsers, and says how to come in."""

from __future__ import annotations

import argparse
import asyncio
import os
import webbrowser
from collections.abc import Callable
from pathlib import Path

from kit.arguments import port
from kit.errors import UsageError
from kit.messages import say

PORT = 8765


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `kit serve`."""
    parser.add_argument("id", metavar="CLASS", help=say("mã lớp, xem bằng kit class list"))
    parser.add_argument(
        "--lan", action="store_true", help=say("cho điện thoại cùng mạng Wi-Fi vào (mặc định chỉ máy này)")
    )
    parser.add_argument(
        "--port", type=port, metavar="N", help=say("cổng (mặc định {n}, bận thì cổng trống kế tiếp)", n=PORT)
    )
    parser.add_argument("--no-browser", action="store_true", help=say("không tự mở trình duyệt"))
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST", help=say("tên máy khác mà học viên gõ, ví dụ lop.hoi.vn")
    )
    parser.add_argument(
        "--proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help=say("địa chỉ của máy chủ trung gian (proxy) đứng trước"),
    )
    parser.add_argument(
        "--store",
        default=os.environ.get("KIT_STORE", ""),
        metavar="URL",
        help=say("giữ bài làm trong cơ sở dữ liệu, nhiều máy chủ chung một lớp (mặc định: tệp; hoặc biến KIT_STORE)"),
    )
    parser.add_argument(
        "--prefix",
        default=os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/"),
        metavar="PATH",
        help=say("đường dẫn của lớp sau proxy, ví dụ /services/gia-lai/"),
    )
    parser.add_argument("--cert", type=Path, metavar="FILE", help=say("chứng chỉ TLS (.pem)"))
    parser.add_argument("--key", type=Path, metavar="FILE", help=say("khóa của chứng chỉ"))


def serve(args: argparse.Namespace, show: Callable[[str], None]) -> None:
    """Serve until Ctrl+C. Raises KitError."""
    from kit.classroom.attempts import AttemptTable
    from kit.commands.class_marks import open_class
    from kit.serve.hall import Hall
    from kit.serve.record import running
    from kit.serve.server import Wanted, urls
    from kit.serve.server import serve as run
    from kit.serve.web import House

    if bool(args.key) and not args.cert:
        raise UsageError(say("--key đi cùng --cert."))
    klass = open_class(args.id)
    if not args.store and (found := running(klass.path)):
        show(say("Lớp này đang mở sẵn. Trang của giảng viên: {address}", address=found.desk))
        if not args.no_browser:
            webbrowser.open(found.desk)
        return
    at = "/" + args.prefix.strip("/") + "/" if args.prefix.strip("/") else "/"
    hall = Hall(klass, at, AttemptTable(args.store, klass.key) if args.store else None)
    for line in hall.told:
        show("⚠ " + line)

    def ready(house: House) -> None:
        scheme = "https" if house.secure else "http"
        desk = f"{scheme}://127.0.0.1:{house.port}{at}giang-vien/vao?ma={house.token}"
        show(say("Trang của giảng viên (chỉ mở được ở máy này): {address}", address=desk))
        for address in urls(house):
            show(say("Địa chỉ cho điện thoại: {address}", address=address))
        if not house.names.lan:
            show(say("Điện thoại chưa vào được. Thêm --lan để mở cho mạng Wi-Fi của lớp."))
        elif not urls(house):
            show(say("Máy này chưa ở mạng nào: bật điểm phát sóng hoặc vào Wi-Fi, địa chỉ sẽ hiện ở trang giảng viên."))
        show(say("Để dừng: đóng cửa sổ này hoặc bấm Ctrl+C. Bài đã nộp vẫn còn."))
        if not args.no_browser:
            webbrowser.open(desk)

    wanted = Wanted(args.port, args.lan, tuple(args.name), tuple(args.proxy), args.cert, args.key, at)
    asyncio.run(run(hall, wanted, ready))
