"""Files are written whole or not at all, and never over something that the writer has not seen."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import tempfile
import uuid
import zipfile
from pathlib import Path

from kit.errors import CannotWrite, KitError
from kit.messages import say

UNFINISHED = ".*.tmp"  # what a cut leaves of a file that was being written


class ChangedMeanwhile(KitError):
    """The file is no longer the one that was read: another window, or another command, has saved it since."""

    def __init__(self, path: Path) -> None:
        super().__init__(say("{name} vừa được lưu ở cửa sổ khác hoặc bằng lệnh khác. Ở đây chưa lưu việc vừa làm, để không đè mất bản kia. Xem bản mới (trang đang hiện bản mới, hoặc bấm F5), rồi làm lại.", name=path.name))  # fmt: skip


def write_whole(path: Path, content: bytes, *, sync: bool = False, private: bool = False) -> None:
    """Put a file in its place whole or not at all, with `sync` down on the disk; raises CannotWrite.

    `private`: nobody but this user may read it, where the system knows such a thing.
    """
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            if private:
                fresh.chmod(0o600)
            file.write(content)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise CannotWrite(path, error) from error


def print_of(content: bytes) -> str:
    """The fingerprint of a content, by which a writer knows it again."""
    return hashlib.sha256(content).hexdigest()


def write_over(path: Path, content: bytes, seen: str, *, private: bool = False) -> str:
    """Write a file whole and synced over the one that was read; returns the new fingerprint.

    `seen`: its fingerprint, "" where there was none. Raises ChangedMeanwhile where another stands there now, and
    CannotWrite; then nothing was written.
    """
    from filelock import FileLock

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(_lock_of(path)):
            if (print_of(path.read_bytes()) if path.exists() else "") != seen:
                raise ChangedMeanwhile(path)
            write_whole(path, content, sync=True, private=private)
    except OSError as error:
        raise CannotWrite(path, error) from error
    return print_of(content)


def _lock_of(path: Path) -> Path:
    """A lock outside the folder: what stands there is a person's own, and is erased with her."""
    return Path(tempfile.gettempdir()) / f"kit-{print_of(str(path.resolve()).encode())[:16]}.lock"


def same_office(content: bytes) -> bytes:
    """An Office file without the second in which it was made: the same content is the same file to the byte.

    Its parts get one date in the archive, and the day of making in its properties becomes that date.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            inside = old.read(part)
            if part.filename == "docProps/core.xml":
                inside = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", b"2020-01-01T00:00:00Z", inside)
            entry = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, inside)
    return made.getvalue()


def sweep(folder: Path) -> None:
    """Remove what cuts have left of files that were being written."""
    for path in folder.rglob(UNFINISHED):
        path.unlink(missing_ok=True)
