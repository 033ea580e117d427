"""A class for telephones, opened and closed by a button; it goes on when this page, or JupyterLab, is closed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from kit.desk.looks import script
from kit.errors import KitError
from kit.messages import say
from kit.serve import record
from kit.trainer.class_page import ClassDesk, ClassPage, laid_out

# A group of its own, on Windows without a window: closing this page, or JupyterLab, must not end the class.
APART: dict[str, Any] = {"creationflags": 0x208} if os.name == "nt" else {"start_new_session": True}
_PROGRAMS: list[subprocess.Popen[bytes]] = []  # held, so that their end is seen
PATIENCE = 60.0  # seconds that a slow laptop may take to open a class


class NotOpened(KitError):
    """The class could not be opened for telephones; says why."""


class PhoneBar(ClassPage):
    """Opens the class that is chosen for telephones, shows the way in, closes it again."""

    _esm = script("class_phones.js", of=__file__)

    def __init__(self, classes: ClassDesk) -> None:
        super().__init__(classes, _words())

    def restore(self) -> None:
        self._paint("")

    def _paint(self, said: str, *, wrong: bool = False) -> None:
        klass = self._classes.current
        found = record.running(klass.path) if klass else None
        self.state = {
            "class": klass.id if klass else "",
            "desk": found.desk if found else "",
            "urls": list(found.urls) if found else [],
            "said": said,
            "wrong": wrong,
        }

    def _on_message(self, _: object, content: dict[str, object], __: object) -> None:
        klass = self._classes.current
        if klass is None:
            return
        try:
            if content.get("deed") == "open":
                _start(klass.id, os.fspath(klass.library.home), klass.path)
                self._paint("")
            elif content.get("deed") == "close":
                stopped = record.stop(klass.path)
                self._paint(say("Đã đóng. Bài đã nộp vẫn còn.") if stopped else say("Lớp chưa mở cho điện thoại."))
            else:
                self._paint("")
        except KitError as error:
            self._paint(str(error), wrong=True)


def _start(class_id: str, home: str, folder: Path) -> None:
    """Start `kit serve` as a program of its own and wait until it answers. Raises NotOpened."""
    if record.running(folder):
        return
    words = [sys.executable, "-P", "-m", "kit", "serve", class_id, "--lan", "--no-browser"]
    env = {**os.environ, "KIT_FOLDER": home, "PYTHONIOENCODING": "utf-8"}
    with tempfile.TemporaryFile() as told:  # no pipe: this page may be gone long before the program
        program = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=told, env=env, **APART
        )
        _PROGRAMS.append(program)
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and program.poll() is None:
            if record.running(folder):
                return
            time.sleep(0.2)
        program.kill()
        program.wait()
        told.seek(0)
        raise NotOpened(told.read().decode("utf-8", "replace").strip() or say("Không mở được lớp cho điện thoại."))


def _words() -> dict[str, object]:
    return {
        "title": say("Mở lớp cho điện thoại"),
        "how": say(
            "Máy này và điện thoại phải cùng một mạng Wi-Fi, hoặc điện thoại vào điểm phát sóng của máy này. Không cần Internet. Học viên chỉ cần trình duyệt: quét mã trên phiếu của mình."
        ),
        "open": say("Mở lớp cho điện thoại"),
        "close": say("Đóng lớp điện thoại"),
        "desk": say("Trang điều khiển lớp"),
        "working": say("Đang mở, chờ một lát…"),
        "urls": say("Địa chỉ cho điện thoại:"),
        "alone": say("Máy này chưa ở mạng nào: bật điểm phát sóng hoặc vào Wi-Fi, rồi đóng và mở lại lớp."),
        "none": say("Chưa có lớp nào. Mở lớp ở trang Hồ sơ lớp."),
    }


def class_phones() -> object:
    """The page “Lớp dùng điện thoại”."""
    return laid_out(PhoneBar)
