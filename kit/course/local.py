"""Second lines and recordings in local languages, kept beside a module by the province that made them.

`exercises/MODULE/local/LANGUAGE.yaml` holds the lines, `exercises/MODULE/audio/LANGUAGE/ID.webm` the recordings. An id
is an exercise's name (its prompt), NAME.CARD (a word on a flash card) or message.N (a key message). Each line knows
for which Vietnamese it was made: when that changes, the line and its recording are not shown until somebody looks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit.course.reader import BAD, Reader
from kit.course.yaml_nodes import read_nodes
from kit.document.media import SOUNDS, ending_of
from kit.errors import Fault
from kit.kinds.local import Local
from kit.messages import say

MOST_SOUND = 2 * 1024 * 1024  # bytes; a minute and a half of speech is under half of it
_ID = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class Line:
    """What stands in one language for one Vietnamese text, known by its print; the words may be missing."""

    id: str
    of: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class LinesFile:
    """A language's file."""

    title: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class LocalLanguage:
    """A language of a module: its lines by id, and its recordings by id."""

    id: str
    title: str
    lines: Mapping[str, Line] = field(default_factory=dict)
    sounds: Mapping[str, Path] = field(default_factory=dict)

    def stale(self, name: str, vietnamese: str) -> bool:
        """Was it made for another Vietnamese text?"""
        return name in self.lines and self.lines[name].of != print_of(vietnamese)

    def local(self, name: str, vietnamese: str, module: Path) -> Local | None:
        """What is to be shown beside a text; None where there is nothing, or nothing for today's Vietnamese."""
        if self.stale(name, vietnamese):
            return None
        words = self.lines[name].words if name in self.lines else ""
        sound = self.sounds[name].relative_to(module).as_posix() if name in self.sounds else ""
        return Local(language=self.title, words=words, sound=sound) if words or sound else None


def print_of(vietnamese: str) -> str:
    """The mark by which a line knows the text that it was made for."""
    return hashlib.sha256(" ".join(vietnamese.split()).encode()).hexdigest()[:8]


def read_languages(module: Path, name: str, faults: list[Fault]) -> dict[str, LocalLanguage]:
    """The languages of a module's folder by id. A recording without a line is taken too; what is none is noted."""
    ids = {path.stem for path in (module / "local").glob("*.yaml")}
    ids |= {path.name for path in (module / "audio").glob("*") if path.is_dir()}
    return {language: _read(module, name, language, faults) for language in sorted(ids)}


def _read(module: Path, name: str, language: str, faults: list[Fault]) -> LocalLanguage:
    path, file = module / "local" / f"{language}.yaml", f"exercises/{name}/local/{language}.yaml"
    found = LinesFile(title=language)
    if path.exists() and (root := read_nodes(path, file, faults)) is not None:
        read = Reader(file, faults, language).record(LinesFile, root)
        found = found if read is BAD else read
    sounds = dict(_sounds(module / "audio" / language, f"exercises/{name}/audio/{language}", faults))
    return LocalLanguage(language, found.title, {line.id: line for line in found.lines}, sounds)


def _sounds(folder: Path, name: str, faults: list[Fault]) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.glob("*.*")):
        file = f"{name}/{path.name}"
        if path.suffix.lower() not in SOUNDS or not path.is_file():
            continue
        if path.stat().st_size > MOST_SOUND:
            remedy = say("Ghi lại ngắn hơn: một câu hỏi đọc không quá một phút rưỡi.")
            faults.append(Fault(file, 0, say("Bản ghi âm lớn hơn {mb} MB.", mb=MOST_SOUND // 1024**2), remedy))
        elif not same_sort(path.suffix.lower(), path.read_bytes()[:16]):
            faults.append(Fault(file, 0, say("Tệp này không phải bản ghi âm đọc được."), say("Xóa tệp rồi ghi lại.")))
        else:
            yield path.stem, path


def same_sort(suffix: str, content: bytes) -> bool:
    """Is a sound what its name says? One container may hold both sound and picture."""
    found = ending_of(content)
    return found == suffix or (suffix, found) == (".m4a", ".mp4")


def is_id(name: str) -> bool:
    return bool(_ID.fullmatch(name))
