"""Clips and sounds of a lesson: `![words](…/media/NAME.mp4)`, with NAME.yaml beside the file for what paper shows of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kit.course.local import same_sort
from kit.course.reader import BAD, Reader
from kit.course.yaml_nodes import read_nodes
from kit.document.media import CLIPS, SOUNDS, ending_of
from kit.errors import Fault
from kit.kinds.fields import Phrase, Prose
from kit.messages import say

MOST_CLIP = 30 * 1024 * 1024  # bytes: a class server sends it to forty telephones
ENDINGS = {*CLIPS, *SOUNDS}
OTHER = {".mov", ".avi", ".mkv", ".wmv", ".m4v", ".3gp", ".aac", ".amr", ".opus", ".wma"}  # no browser plays them all
_POSTER = re.compile(r"[^/\\\x00]+\.(png|jpe?g)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ClipFile:
    """How long a clip takes, what is said or seen in it, its picture on paper, and whose it is."""

    seconds: int
    transcript: Prose
    credit: Phrase
    poster: str = ""  # a PNG or JPG beside the clip; a sound needs none

    @property
    def about(self) -> str:
        """“1 phút 5 giây. Nguồn: …”."""
        minutes, seconds = divmod(self.seconds, 60)
        parts = [say("{n} phút", n=minutes)] if minutes else []
        parts += [say("{n} giây", n=seconds)] if seconds else []
        return f"{' '.join(parts)}. {self.credit}"


def is_clip(source: str) -> bool:
    """Does an address in a text lead to a clip or a sound?"""
    return Path(source).suffix.lower() in ENDINGS | OTHER


def read_clip(path: Path, home: Path, faults: list[Fault]) -> ClipFile | None:
    """What stands beside a clip, or None with a fault noted."""
    beside = path.with_suffix(".yaml")
    name = os.path.relpath(beside, home).replace(os.sep, "/")
    root = read_nodes(beside, name, faults)
    if root is None:
        return None
    found = Reader(name, faults, path.stem).record(ClipFile, root)
    if found is not BAD and found.poster and not _POSTER.fullmatch(found.poster):
        told = say("“{name}” không phải tên một tệp hình nằm cạnh tệp phim.", name=found.poster)
        faults.append(Fault(name, 0, told, say("Chép hình vào cạnh tệp phim, đuôi .png hoặc .jpg, và chỉ viết tên tệp."), path.stem, "poster"))  # fmt: skip
        return None
    return None if found is BAD else cast(ClipFile, found)


def has_pictures(suffix: str, start: bytes) -> bool:
    """Is it a clip, by its ending or, where both sorts have one ending, by the codec that it names?"""
    return suffix == ".mp4" or (suffix == ".webm" and (b"V_VP" in start or b"V_AV1" in start))


def check_clip(path: Path, home: Path, file: str, item: str) -> Iterator[Fault]:
    """A clip must lie in our own folders, be what its name says, not be too large, and have its words beside it."""
    inside = path.resolve().is_relative_to((home / "exercises").resolve())
    if not inside or not path.is_file():
        told = say("Không có tệp phim hay tiếng {name} trong thư mục bài học.", name=path.name)
        yield Fault(file, 0, told, say("Đặt tệp vào thư mục media của chuyên đề."), item)
        return
    size, suffix = path.stat().st_size, path.suffix.lower()
    with path.open("rb") as stream:
        start = stream.read(4096)
    if suffix in OTHER or not (ending_of(start) == suffix or same_sort(suffix, start)):
        remedy = say("Chuyển sang MP4 (H.264) hoặc WebM; tiếng: MP3, M4A, OGG, WebM.")
        yield Fault(file, 0, say("Tệp {name} không phải là phim hay tiếng đọc được.", name=path.name), remedy, item)
    if size > MOST_CLIP:
        told = say("Tệp {name} nặng {mb} MB, nhiều nhất {most} MB.", name=path.name, mb=size // 1024**2, most=MOST_CLIP // 1024**2)  # fmt: skip
        yield Fault(file, 0, told, say("Cắt ngắn, hoặc lưu lại với khung hình nhỏ hơn (480p)."), item)
    faults: list[Fault] = []
    beside = read_clip(path, home, faults)
    yield from faults
    if beside is None:
        return
    place = os.path.relpath(path.with_suffix(".yaml"), home).replace(os.sep, "/")
    if not 1 <= beside.seconds <= 3600:
        yield Fault(place, 0, say("Số giây phải từ 1 đến 3600."), "", path.stem, "seconds")
    if has_pictures(suffix, start) and not beside.poster:
        yield Fault(place, 0, say("Phim cần một hình cho bản in (poster)."), say("Chụp một khung hình, lưu PNG hoặc JPG cạnh tệp phim."), path.stem, "poster")  # fmt: skip
