"""`kit serve`: opens a class for telephones and browsers, and says how to come in."""

from __future__ import annotations

import asyncio
import webbrowser
from pathlib import Path

from kit.commands.names import class_ids
from kit.errors import UsageError
from kit.line import FILE, Argument, Command, Lines, flag, option, port, show
from kit.messages import say

PORT = 8765


def command() -> Command:
    return Command(
        "serve",
        _serve,
        [
            Argument("id", say("mã lớp, xem bằng kit class list"), class_ids, metavar="CLASS"),
            flag("--lan", say("cho điện thoại cùng mạng Wi-Fi vào (mặc định chỉ máy này)")),
            option("--port", say("cổng (mặc định {n}, bận thì cổng trống kế tiếp)", n=PORT), type=port, metavar="N"),
            flag("--no-browser", say("không tự mở trình duyệt")),
            option("--name", say("tên máy khác mà học viên gõ, ví dụ lop.hoi.vn"), multiple=True, metavar="HOST"),
            option("--proxy", say("địa chỉ của máy chủ trung gian (proxy) đứng trước"), multiple=True, metavar="ADDRESS"),
            option("--store", say("giữ bài làm trong cơ sở dữ liệu, nhiều máy chủ chung một lớp (mặc định: tệp; hoặc biến KIT_STORE)"), default="", envvar="KIT_STORE", metavar="URL"),
            option("--prefix", say("đường dẫn của lớp sau proxy, ví dụ /services/gia-lai/"), default="/", envvar="JUPYTERHUB_SERVICE_PREFIX", metavar="PATH"),
            option("--cert", say("chứng chỉ TLS (.pem)"), type=FILE, metavar="FILE"),
            option("--key", say("khóa của chứng chỉ"), type=FILE, metavar="FILE"),
        ],
        say("mở lớp cho điện thoại và trình duyệt: bài học, bài kiểm tra, trang chiếu"),
        "kit serve gia-lai-2026-11 --lan",
    )  # fmt: skip


def _serve(
    id: str, lan: bool, port: int | None, no_browser: bool, name: tuple[str, ...], proxy: tuple[str, ...], store: str,
    prefix: str, cert: Path | None, key: Path | None,
) -> Lines:  # fmt: skip
    """Serve until Ctrl+C. Raises KitError."""
    from kit.classroom.attempts import AttemptTable
    from kit.commands.class_marks import open_class
    from kit.serve.hall import Hall
    from kit.serve.record import running
    from kit.serve.server import Wanted, urls
    from kit.serve.server import serve as run
    from kit.serve.web import House

    if key and not cert:
        raise UsageError(say("--key đi cùng --cert."))
    klass = open_class(id)
    if not store and (found := running(klass.path)):
        yield say("Lớp này đang mở sẵn. Trang của giảng viên: {address}", address=found.desk)
        if not no_browser:
            webbrowser.open(found.desk)
        return
    at = "/" + prefix.strip("/") + "/" if prefix.strip("/") else "/"
    hall = Hall(klass, at, AttemptTable(store, klass.key) if store else None)
    yield from (f"⚠ {line}" for line in hall.told)

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
        if not no_browser:
            webbrowser.open(desk)

    wanted = Wanted(port, lan, name, proxy, cert, key, at)
    asyncio.run(run(hall, wanted, ready))
