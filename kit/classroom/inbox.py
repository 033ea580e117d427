"""Where work comes in: the class's own folder for it, the folder that is watched, files chosen in the browser."""

from __future__ import annotations

from pathlib import Path

from kit.classroom.folder import TrainingClass
from kit.files import write_whole
from kit.vietnamese import slug

MOST_FILES = 400  # handed over in one go


def inbox(klass: TrainingClass) -> Path:
    """The class's own folder for files handed in."""
    folder = klass.path / "inbox"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def watched(klass: TrainingClass) -> str:
    """The folder that was collected from last; the class's own where there was none."""
    try:
        return (klass.path / "watched.txt").read_text(encoding="utf-8", errors="replace").strip() or inbox(
            klass
        ).as_posix()
    except OSError:
        return inbox(klass).as_posix()


def save_watched(klass: TrainingClass, folder: str) -> None:
    """Remember a folder that was collected from."""
    if folder and folder != watched(klass):
        write_whole(klass.path / "watched.txt", folder.encode("utf-8", "replace"))


def take_files(klass: TrainingClass, names: list[object], contents: list[bytes]) -> None:
    """Put files that were chosen in the browser into the class's inbox, under names of our own making."""
    for name, content in list(zip(names, contents, strict=False))[:MOST_FILES]:
        suffix = Path(str(name)).suffix.lower()[:6]
        safe = f"{slug(Path(str(name)).stem) or 'tep'}{suffix if suffix.isascii() else ''}"
        path, n = inbox(klass) / safe, 1
        while path.exists() and path.read_bytes() != content:
            path, n = inbox(klass) / f"{Path(safe).stem}-{n}{Path(safe).suffix}", n + 1
        write_whole(path, content)
