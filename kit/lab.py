"""Starts JupyterLab as a trainer or a learner should meet it, without touching anyone's own JupyterLab.

Settings, page configuration and the small extension lie in lab_assets/ and are handed over for this
one server; nothing is installed into the user's JupyterLab, and nothing listens beyond this machine.
Nothing that lies in the folder that is opened, or on a stick, is ever executed: Python does not look
there for modules, nor Jupyter for configuration.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit import messages
from kit.course import Library, find_home, working_home
from kit.course.home import FOR_LEARNERS, LEARNER_MARK, NoSuchFolder, copy_source, is_home
from kit.course.learner_copy import make_learner_folder
from kit.course.lesson_pages import make_pages
from kit.files import write_whole
from kit.handin import CLASS_MARK
from kit.lab_words import page_words, settings
from kit.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

ASSETS = Path(__file__).parent / "lab_assets"
FONTS = Path(__file__).parent / "fonts"
START = "notebooks/start.ipynb"
# What a page may load: this server alone. A picture from elsewhere in a lesson is not asked for.
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; connect-src 'self' ws: data: blob:; frame-ancestors 'self'; object-src 'none'"
)


@dataclass(frozen=True)
class Opened:
    """A folder that is ready to be opened, for whom, and what there is to tell of it."""

    folder: Path
    learner: bool = False
    told: list[str] = field(default_factory=list)


def prepare(folder: Path | None, *, learner: bool) -> Opened:
    """The folder to open: the source for a trainer, a learner's copy for learners; made when missing."""
    if not learner:
        if folder is None:
            return _in_language(Opened(working_home()))
        target = folder.resolve()
        if not (target / "exercises").is_dir():
            copy_source(find_home(), target)
        return _in_language(Opened(target))
    target = (folder or Path.home() / FOR_LEARNERS).resolve()
    if (target / LEARNER_MARK).exists() and is_home(target) and not _source():
        return Opened(target, learner=True)  # a learner's machine of its own holds no source
    home = find_home()
    if not (home / LEARNER_MARK).exists():
        return Opened(target, learner=True, told=make_learner_folder(Library(home), target))
    if folder is None or target == home:
        return Opened(home, learner=True)
    if not (target / LEARNER_MARK).exists():
        copy_source(home, target)
    return Opened(target, learner=True)


def _in_language(opened: Opened) -> Opened:
    """A trainer's folder with its lessons in the language in use, where they have words in it."""
    library = Library(opened.folder)
    make_pages(library)
    return replace(opened, told=[f"⚠ {fault}" for fault in library.faults if fault.file.endswith(".po")])


def _source() -> bool:
    """Is there a source on this machine, to make learners' copies of?"""
    from kit.course.home import NoContent

    try:
        return not (find_home() / LEARNER_MARK).exists()
    except NoContent:
        return False


def mark_class(folder: Path, class_id: str, shared: Path | None = None) -> None:
    """Write into a learner's folder for which class it is, so that its hand-ins find their way.

    `shared`: a folder that both laptops reach, where each hand-in is dropped as well. Raises NoSuchFolder.
    """
    from kit.classroom.folder import TrainingClass

    if shared is not None and not shared.is_dir():
        raise NoSuchFolder(say("Không có thư mục {path}. Mở ổ mạng trước, hoặc kiểm tra đường dẫn.", path=shared))
    klass = TrainingClass.open(Library(find_home()), class_id)
    body = {"id": klass.id, "title": klass.title, "folder": str(shared.resolve()) if shared else ""}
    write_whole(folder / CLASS_MARK, (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode())


@contextmanager
def desk(opened: Opened) -> Iterator[Path]:
    """A folder of this server's own while it runs: its settings in the user's language, a learner's kernel and cells."""
    made = Path(tempfile.mkdtemp(prefix="kit-lab-"))
    try:
        (made / "settings").mkdir()
        write_whole(made / "settings" / "overrides.json", settings(ASSETS / "settings" / "overrides.json"))
        if opened.learner:
            from kit.lesson_kernel import cells_of

            kernel = {
                "argv": [sys.executable, "-P", "-m", "kit.lesson_kernel", "-f", "{connection_file}"],
                "display_name": "Python 3", "language": "python",
            }  # fmt: skip
            write_whole(made / "share" / "kernels" / "python3" / "kernel.json", json.dumps(kernel).encode())
            write_whole(made / "cells.json", json.dumps(cells_of(opened.folder)).encode())
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def command(opened: Opened, own: Path, *, port: int, browser: bool) -> list[str]:
    """The JupyterLab command for a folder: loopback only, with its token, no terminals, no news.

    Its input must be a pipe that whoever starts it keeps open: when that closes, the server ends (kit.lab_server).
    """
    folder = opened.folder
    kept = folder / ".kit"
    options: dict[str, Any] = {
        "Application.log_level": 40,  # errors, and the address to open
        "ServerApp.root_dir": folder,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.open_browser": browser,
        "ServerApp.terminals_enabled": False,
        "ServerApp.allow_remote_access": False,
        "ServerApp.preferred_dir": folder,
        "ServerApp.extra_static_paths": [str(FONTS)],
        "ServerApp.jpserver_extensions": {"jupyter_lsp": False, "jupyter_server_terminals": False},
        "ServerApp.tornado_settings": {
            "headers": {"Content-Security-Policy": POLICY},
            "page_config_data": page_words(folder, learner=opened.learner),
        },
        "LabApp.default_url": f"/lab/tree/{START}",
        "LabApp.app_settings_dir": own / "settings",
        "LabApp.user_settings_dir": kept / "settings",
        "LabApp.workspaces_dir": kept / "workspaces",
        "LabApp.news_url": "",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        "LabApp.extra_labextensions_path": ASSETS / "labextensions",
        "FileContentsManager.pre_save_hook": "kit.lab.keep_source_only",
        "ServerApp.allow_root": hasattr(os, "geteuid")
        and os.geteuid() == 0,  # containers and test machines run as root
    }
    return [sys.executable, "-P", "-m", "kit.lab_server", *(f"--{name}={value}" for name, value in options.items())]


def environment(opened: Opened, own: Path) -> dict[str, str]:
    """The server's environment: the kit's settings first, the user's own Jupyter configuration left out."""
    configs = [ASSETS / "config-learner"] if opened.learner else []
    return {
        **os.environ,
        "KIT_FOLDER": str(opened.folder),
        "KIT_LANG": messages.language(),
        "KIT_CELLS": str(own / "cells.json"),
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(map(str, [*configs, ASSETS / "config"])),
        "JUPYTER_PATH": str(own / "share"),
        "JUPYTER_PLATFORM_DIRS": "1",
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
    }


def running(folder: Path) -> str:
    """The address of a server of ours that has this folder open already; "" where there is none."""
    from jupyter_server.serverapp import list_running_servers

    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")  # where our servers write down that they run
    for server in list_running_servers():
        token = server.get("token")
        if (
            token
            and Path(server["root_dir"]).resolve() == folder.resolve()
            and _is_ours(f"{server['url']}lab?token={token}")
        ):
            return f"{server['url']}lab/tree/{START}?token={token}"
    return ""


def _is_ours(address: str) -> bool:
    """A record may be of a server that is gone, or of somebody's own JupyterLab: its page says."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy would be a way out
    try:
        with direct.open(address, timeout=5) as page:
            return b"kitWords" in page.read()
    except (urllib.error.URLError, OSError):
        return False


def serve(opened: Opened, *, port: int, browser: bool) -> int:
    """Open JupyterLab on a prepared folder and stay until it ends; returns its exit code."""
    with desk(opened) as own:
        words = command(opened, own, port=port, browser=browser)
        server = subprocess.Popen(words, env=environment(opened, own), cwd=own, stdin=subprocess.PIPE)
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())  # whoever ends us ends the server too
        try:
            return server.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            if server.poll() is None:
                server.terminate()
                server.wait()


def keep_source_only(model: dict[str, Any], **_: object) -> None:
    """Server hook before saving: outputs and counts never reach the file, so the source stays a source."""
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    model["content"].get("metadata", {}).pop("widgets", None)
    for cell in model["content"].get("cells", []):
        if cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
