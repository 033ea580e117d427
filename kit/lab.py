"""Starts JupyterLab as a trainer or a learner should meet it, without touching anyone's own JupyterLab.

Settings, page configuration and the small extension lie in lab_assets/ and are handed over for this
one server; nothing is installed into the user's JupyterLab, and nothing listens beyond this machine.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from kit.course import Library, find_home
from kit.course.learner_copy import make_learner_folder
from kit.course.library import LEARNER_MARK
from kit.errors import CannotWrite, KitError
from kit.files import write_whole
from kit.handin import CLASS_MARK
from kit.messages import say

ASSETS = Path(__file__).parent / "lab_assets"
FONTS = Path(__file__).parent / "fonts"
START = "notebooks/start.ipynb"


class NoSuchFolder(KitError):
    """The folder asked for holds no lessons."""


def prepare(folder: Path | None, *, learner: bool) -> Path:
    """The folder to open: the source for a trainer, a learner's copy for learners; made when missing."""
    home = find_home()
    if learner:
        target = (folder or Path.home() / "kit-hoc-vien").resolve()
        if not (home / LEARNER_MARK).exists():
            make_learner_folder(Library(home), target)
        elif folder is None or target == home:
            return home
        elif not (target / LEARNER_MARK).exists():
            _copy_source(home, target)
        return target
    if folder is None and os.access(home, os.W_OK) and home.name != "content":
        return home
    target = (folder or Path.home() / "kit-giang-vien").resolve()
    if not (target / "exercises").is_dir():
        _copy_source(home, target)
    return target


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


def _copy_source(home: Path, target: Path) -> None:
    """A trainer's own copy of the source, to teach from and to adapt."""
    if target.exists() and any(target.iterdir()):
        raise NoSuchFolder(
            say("Thư mục {path} không có bài học và cũng không trống. Hãy chọn thư mục khác.", path=target)
        )
    try:
        if (home / LEARNER_MARK).exists():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(home / LEARNER_MARK, target / LEARNER_MARK)
        for part in ("exercises", "notebooks"):
            shutil.copytree(
                home / part, target / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
            )
    except OSError as error:
        raise CannotWrite(target, error) from error


def command(folder: Path, *, port: int, browser: bool) -> list[str]:
    """The JupyterLab command for a folder: loopback only, with its token, no terminals, no news."""
    own = folder / ".kit"
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
        "LabApp.default_url": f"/lab/tree/{START}",
        "LabApp.app_settings_dir": ASSETS / "settings",
        "LabApp.user_settings_dir": own / "settings",
        "LabApp.workspaces_dir": own / "workspaces",
        "LabApp.news_url": "",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        "LabApp.extra_labextensions_path": ASSETS / "labextensions",
        "FileContentsManager.pre_save_hook": "kit.lab.keep_source_only",
        "ServerApp.allow_root": hasattr(os, "geteuid")
        and os.geteuid() == 0,  # containers and test machines run as root
    }
    return [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]


def environment(folder: Path) -> dict[str, str]:
    """The server's environment: the kit's settings first, the user's own Jupyter configuration left out."""
    return {
        **os.environ,
        "KIT_FOLDER": str(folder),
        "JUPYTER_CONFIG_DIR": str(folder / ".kit" / "config"),
        "JUPYTER_CONFIG_PATH": str(ASSETS / "config"),
        "JUPYTER_PLATFORM_DIRS": "1",
        "PYTHONUTF8": "1",
    }


def serve(folder: Path, *, port: int, browser: bool) -> int:
    """Open JupyterLab on a prepared folder and stay until it ends; returns its exit code."""
    server = subprocess.Popen(command(folder, port=port, browser=browser), env=environment(folder), cwd=folder)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())  # whoever ends us ends the server too
    try:
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait()


def keep_source_only(model: dict[str, Any], **_: Any) -> None:
    """Server hook before saving: outputs and counts never reach the file, so the source stays a source."""
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    model["content"].get("metadata", {}).pop("widgets", None)
    for cell in model["content"].get("cells", []):
        if cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
