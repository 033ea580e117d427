"""Where things lie: one folder with exercises/ and notebooks/, the same for every command; decided here alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from kit.errors import CannotWrite, KitError
from kit.messages import say

LEARNER_MARK = "learner.json"  # stands in a learner's folder, whose files lack the trainer's words
OWN, FOR_LEARNERS = "kit-giang-vien", "kit-hoc-vien"  # in the user's home, where the kit came as a package
PACKAGE = Path(__file__).resolve().parents[1]


class NoContent(KitError):
    """There is no folder with lessons and exercises where one was looked for."""


class NoSuchFolder(KitError):
    """The folder asked for holds no lessons, or something else."""


def is_home(folder: Path) -> bool:
    return (folder / "exercises").is_dir() and (folder / "notebooks").is_dir()


def find_home(start: Path | None = None) -> Path:
    """The folder that holds exercises/ and notebooks/, to read from.

    Looked for in KIT_FOLDER, then upwards from `start` (the present folder), then beside the package; where the kit
    was installed as a package, in the user's own copy, and before there is one in the package itself.
    """
    named = os.environ.get("KIT_FOLDER")
    here = (start or Path.cwd()).resolve()
    if named and not (Path(named) / "exercises").is_dir():
        raise NoContent(say("KIT_FOLDER chỉ tới {path}, nhưng ở đó không có bài học.", path=named))
    around = [here, *here.parents, PACKAGE.parent, Path.home() / OWN, PACKAGE / "content"]
    for folder in ([Path(named)] if named else []) + around:
        if is_home(folder):
            return folder
    raise NoContent(
        say(
            "Không thấy thư mục bài học (có exercises và notebooks) ở {path}. Hãy chạy lệnh trong thư mục của bộ tài liệu.",
            path=here,
        )
    )


def working_home() -> Path:
    """The home to write into: never the installed package, which goes with the next installation.

    From the package, or from a folder that may not be written, the user gets a copy of her own, once; every command
    finds it from then on.
    """
    home = find_home()
    if home != PACKAGE / "content" and os.access(home, os.W_OK):
        return home
    target = Path.home() / OWN
    if not is_home(target):
        copy_source(home, target)
    return target


def copy_source(home: Path, target: Path) -> None:
    """A trainer's own copy of the source, to teach from and to adapt. Raises NoSuchFolder, CannotWrite."""
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
