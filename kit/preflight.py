"""Before leaving for the commune: does this very laptop have what a class needs? A page of green and red.

Every check answers with a word, a sentence and, where it fails, what to do; colour never stands alone.
"""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kit import __version__
from kit.course import Library
from kit.course.check import check
from kit.document.make import para
from kit.files import write_whole
from kit.messages import say
from kit.vietnamese import format_date

FREE = 1024**3  # bytes: a class with its papers takes a tenth
STARTED = date(2026, 11, 1)  # no class is held before the kit was made
LETTERS = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(
    chr(n) for n in [*range(0x1EA0, 0x1EFA), *map(ord, "àáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝĩũĨŨ")]
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge", "firefox", "brave-browser", "safari")
STARTS_WITHIN = 90  # seconds


@dataclass(frozen=True)
class Finding:
    """One check: good or not, or `None` where the kit cannot see it and the trainer looks herself."""

    what: str
    good: bool | None
    told: str
    cure: str = ""


def preflight(library: Library) -> Iterator[Finding]:
    """Every check in the order in which a class would meet what it looks at."""
    checks: tuple[Callable[[Library], Finding], ...] = (
        _python, _packages, _clock, _disk, _content, _letters, _printing, _printer, _browser, _offline, _projector,
    )  # fmt: skip
    for act in checks:
        try:
            yield act(library)
        except Exception as error:  # a check must not die of what it looks for
            yield Finding(say("Kiểm tra dở dang"), False, str(error)[:300], say("Cài lại bộ tài liệu theo README."))


def _python(_: Library) -> Finding:
    have = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    return Finding("Python", good, say("bản {version}", version=have), "" if good else say("Cài Python 3.11 trở lên."))


def _packages(_: Library) -> Finding:
    missing = []
    for name in ("jupyterlab", "anywidget", "ipywidgets", "pandas", "matplotlib", "typst", "python-docx", "openpyxl"):
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    cure = say("Chạy lại lệnh cài đặt trong README khi còn mạng.") if missing else ""
    told = (
        say("thiếu {names}", names=", ".join(missing)) if missing else say("đủ, kit bản {version}", version=__version__)
    )
    return Finding(say("Phần mềm"), not missing, told, cure)


def _clock(library: Library) -> Finding:
    """A laptop whose battery ran out may think it is years ago; deadlines and before-after go by its clock."""
    today = date.today()
    newest = max((p.stat().st_mtime for p in (library.home / "exercises").glob("*/module.yaml")), default=0.0)
    good = today >= STARTED and time.time() >= newest - 86400
    cure = "" if good else say("Đặt lại ngày giờ của máy trước khi dạy.")
    return Finding(say("Ngày giờ của máy"), good, format_date(today), cure)


def _disk(library: Library) -> Finding:
    """Room on the disk, and that a file can really be written and read back."""
    probe = library.home / "build" / ".preflight"
    write_whole(probe, b"ok", sync=True)
    same = probe.read_bytes() == b"ok"
    probe.unlink()
    free = shutil.disk_usage(library.home).free
    good = same and free >= FREE
    told = say("ghi được, còn trống {n} GB", n=f"{free / 1024**3:.1f}".replace(".", ","))
    return Finding(say("Ổ đĩa"), good, told, "" if good else say("Xóa bớt tệp: cần ít nhất 1 GB trống."))


def _content(library: Library) -> Finding:
    faults = [fault for fault in check(library) if not fault.warning]
    told = say("{n} chuyên đề, không có lỗi", n=len(library.modules)) if not faults else say("{n} lỗi", n=len(faults))
    return Finding(say("Bài học"), not faults, told, say("Chạy kit check để xem chỗ cần sửa.") if faults else "")


def _letters(_: Library) -> Finding:
    """All Vietnamese letters, those with two marks too, in the fonts that print and screen use."""
    from fontTools.ttLib import TTFont

    lacking = set()
    for path in sorted((Path(__file__).parent / "fonts").glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            known = font.getBestCmap()
        lacking |= {letter for letter in LETTERS if ord(letter) not in known}
    cure = say("Cài lại bộ tài liệu: tệp phông chữ bị thiếu hoặc hỏng.") if lacking else ""
    told = say("đủ {n} chữ có dấu", n=len(LETTERS)) if not lacking else say("thiếu chữ {letters}", letters=" ".join(sorted(lacking)[:12]))  # fmt: skip
    return Finding(say("Phông chữ"), not lacking, told, cure)


def _printing(library: Library) -> Finding:
    """A real page through the real press."""
    from kit.document.sheet import Sheet
    from kit.document.typst import page_count, pdf

    words = "Nguyễn, bản Mường, phường, Ê Đê, ẵ ẳ ễ ỗ ữ ợ"
    block = para(words)
    made = pdf(Sheet("class", say("Trang thử"), "", "1", format_date(date.today()), blocks=[block]))
    path = library.home / "build" / "preflight.pdf"
    write_whole(path, made)
    return Finding(say("Tạo tệp để in"), page_count(made) == 1, say("làm được PDF: {path}", path=path))


def _printer(_: Library) -> Finding:
    """The printers that the system knows; none is no fault, as papers are often copied elsewhere."""
    ask = (
        ["powershell", "-NoProfile", "-Command", "(Get-Printer).Name"] if sys.platform == "win32" else ["lpstat", "-e"]
    )
    cure = say("In thử build/preflight.pdf. Không có máy in thì chép tệp PDF ra USB.")
    try:
        found = subprocess.run(ask, capture_output=True, text=True, timeout=15, check=False).stdout.split("\n")
    except (OSError, subprocess.TimeoutExpired):
        found = []
    names = [name.strip() for name in found if name.strip()]
    told = say("thấy: {names}", names=", ".join(names[:3])) if names else say("không thấy máy in nào")
    return Finding(say("Máy in"), True if names else None, told, "" if names else cure)


def _browser(_: Library) -> Finding:
    import webbrowser

    named = next((name for name in BROWSERS if shutil.which(name)), "")
    try:
        found = named or type(webbrowser.get()).__name__
    except webbrowser.Error:
        found = ""
    cure = "" if found else say("Cài một trình duyệt: Chrome, Edge hoặc Firefox.")
    return Finding(say("Trình duyệt"), bool(found), found or say("không thấy"), cure)


def _offline(library: Library) -> Finding:
    """Starts the kit's own JupyterLab and asks it for the start page, over this machine's loopback and no other way."""
    from kit import lab

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(24)  # whoever else is on this machine must not get in while we look
    begun = time.monotonic()
    opened = lab.Opened(library.home)
    with lab.desk(opened) as own:
        words = [*lab.command(opened, own, port=port, browser=False), f"--IdentityProvider.token={token}"]
        with subprocess.Popen(
            words, env=lab.environment(opened, own), cwd=own,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as server:  # fmt: skip
            try:
                good = _answers(f"http://127.0.0.1:{port}/api/contents/{lab.START}?content=0&token={token}", server)
            finally:
                server.kill()  # it holds nothing, and a slow end is no fault of the laptop's
    taken = round(time.monotonic() - begun)
    told = say("bài học mở được không cần mạng, sau {n} giây", n=taken) if good else say("bài học không mở được")
    cure = "" if good else say("Đóng các cửa sổ JupyterLab khác rồi thử lại; không được thì cài lại theo README.")
    return Finding(say("Chạy khi không có mạng"), good, told, cure)


def _answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    limit = time.monotonic() + STARTS_WITHIN
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy would be a way out
    while time.monotonic() < limit and server.poll() is None:
        try:
            with direct.open(address, timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    return False


def _projector(_: Library) -> Finding:
    """Only eyes can tell: the page shows lines to read from the last row."""
    told = say("mở trang này trên máy chiếu, đứng ở hàng cuối và đọc các dòng thử bên dưới")
    return Finding(say("Cỡ chữ máy chiếu"), None, told, say("Từ hàng cuối phải đọc rõ dòng ghi số 24. Không rõ thì bấm Ctrl và dấu + trong trình duyệt."))  # fmt: skip


def page(findings: list[Finding], day: date) -> str:
    """The findings as a page of its own, nothing from outside: green, red, and what to look at oneself."""
    words = {
        True: ("ok", "✓ " + say("Đạt")),
        False: ("bad", "✗ " + say("Chưa đạt")),
        None: ("look", "◌ " + say("Tự kiểm tra")),
    }
    rows = ""
    for found in findings:
        name, said = words[found.good]
        cure = f"<p class='cure'>→ {escape(found.cure)}</p>" if found.cure else ""
        rows += f"<tr class='{name}'><th scope='row'>{escape(found.what)}</th><td class='word'>{said}</td><td>{escape(found.told)}{cure}</td></tr>\n"
    bad = sum(found.good is False for found in findings)
    verdict = say("Máy sẵn sàng.") if not bad else say("Còn {n} việc phải sửa trước khi đi.", n=bad)
    sample = say("Hôm nay chị em nói, cơ quan trả lời.")
    lines = "\n".join(f"<p style='font-size:{size}px'>{size}: {escape(sample)}</p>" for size in (16, 20, 24, 32, 40))
    look = (Path(__file__).parent / "preflight.css").read_text(encoding="utf-8")
    return (
        f"<!doctype html>\n<html lang='{say('vi')}'>\n<head>\n<meta charset='utf-8'>\n"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'>\n<title>{escape(say('Kiểm tra máy trước khi dạy'))}</title>\n"
        f"<style>\n{look}</style>\n</head>\n<body>\n<main>\n<h1>{escape(say('Kiểm tra máy trước khi dạy'))}</h1>\n"
        f"<p class='verdict {'bad' if bad else 'ok'}'>{escape(verdict)} {format_date(day)}</p>\n<table>\n{rows}</table>\n"
        f"<h2>{escape(say('Đứng ở hàng cuối mà đọc'))}</h2>\n{lines}\n</main>\n</body>\n</html>\n"
    )
