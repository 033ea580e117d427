"""Second lines and recordings in local languages, kept beside a module by the province that made them.

`exercises/MODULE/local/LANGUAGE.yaml` holds the lines, `exercises/MODULE/audio/LANGUAGE/ID.webm` the recordings. An id
is an exercise's name (its prompt), NAME.CARD (a word on a flash card) or message.N (a key message). Words and recording
each know for which Vietnamese they were made: when that changes, they are not shown until somebody has looked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.course.reader import BAD, Reader
from kit.course.yaml_nodes import read_nodes
from kit.document.media import SOUNDS, ending_of
from kit.errors import Fault
from kit.kinds.local import Local
from kit.messages import say

MOST_SOUND = 2 * 1024 * 1024  # bytes; a minute and a half of speech is under half of it
OTHER_SOUNDS = {".aac", ".amr", ".3gp", ".opus", ".mp4", ".wma", ".aiff", ".caf"}  # as telephones save them


@dataclass(frozen=True, kw_only=True)
class Line:
    """What stands in one language for one Vietnamese text; `of` and `heard` are the prints of the text that the words and
    the recording were made for, "" where there are none."""

    id: str
    words: str = ""
    of: str = ""
    heard: str = ""


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

    def line(self, name: str) -> Line:
        return self.lines.get(name, Line(id=name))

    def stale(self, name: str, vietnamese: str) -> bool:
        """Were its words or its recording made for another Vietnamese text?"""
        line, now = self.line(name), print_of(vietnamese)
        return bool(line.words and line.of != now) or bool(name in self.sounds and line.heard and line.heard != now)

    def unmarked(self, name: str) -> bool:
        """Was its recording put into the folder by hand, so that nobody knows for which text?"""
        return name in self.sounds and not self.line(name).heard

    def local(self, name: str, vietnamese: str, module: Path) -> Local | None:
        """What is to be shown beside a text; None where there is nothing, or nothing for today's Vietnamese."""
        line, now = self.line(name), print_of(vietnamese)
        words = line.words if line.of == now else ""
        heard = name in self.sounds and line.heard in ("", now)
        sound = self.sounds[name].relative_to(module).as_posix() if heard else ""
        return Local(language=self.title, words=words, sound=sound) if words or sound else None


def print_of(vietnamese: str) -> str:
    """The mark by which a line knows the text that it was made for."""
    return hashlib.sha256(" ".join(vietnamese.split()).encode()).hexdigest()[:8]


def read_languages(module: Path, name: str, faults: list[Fault]) -> dict[str, LocalLanguage]:
    """The languages of a module's folder by id. A recording without a line is taken too.

    What cannot be read is noted as a warning: a province's own words never keep a course from being printed.
    """
    noted: list[Fault] = []
    ids = {path.stem for path in (module / "local").glob("*.yaml") if not path.name.startswith(".")}
    ids |= {p.name for p in (module / "audio").glob("*") if p.is_dir() and not p.name.startswith(".")}
    found = {language: _read(module, name, language, noted) for language in sorted(ids)}
    faults += [replace(fault, warning=True) for fault in noted]
    return found


def lines_file(module: str, language: str) -> str:
    """How a language's file is called in messages."""
    return f"exercises/{module}/local/{language}.yaml"


def _read(module: Path, name: str, language: str, faults: list[Fault]) -> LocalLanguage:
    path, file = module / "local" / f"{language}.yaml", lines_file(name, language)
    found = LinesFile(title=language)
    if path.exists() and (root := read_nodes(path, file, faults)) is not None:
        read = Reader(file, faults, language).record(LinesFile, root)
        found = found if read is BAD else read
    sounds = dict(_sounds(module / "audio" / language, f"exercises/{name}/audio/{language}", faults))
    return LocalLanguage(language, found.title, {line.id: line for line in found.lines}, sounds)


def _sounds(folder: Path, name: str, faults: list[Fault]) -> Iterator[tuple[str, Path]]:
    """The recordings of a folder by id; what is none is told with what to do."""
    for path in sorted(folder.glob("*.*")):
        file, suffix = f"{name}/{path.name}", path.suffix.lower()
        if path.name.startswith(".") or not path.is_file() or suffix not in {*SOUNDS, *OTHER_SOUNDS}:
            continue
        again = say("Ghi lại ở trang Tiếng địa phương, hoặc chuyển tệp sang MP3 rồi đặt vào đây.")
        if suffix in OTHER_SOUNDS:
            faults.append(Fault(file, 0, say("Trình duyệt không phát được loại tệp này."), again))
        elif path.stat().st_size > MOST_SOUND:
            faults.append(Fault(file, 0, say("Bản ghi âm lớn hơn {mb} MB.", mb=MOST_SOUND // 1024**2), again))
        elif not same_sort(suffix, path.read_bytes()[:16]):
            faults.append(Fault(file, 0, say("Tệp này không phải bản ghi âm đọc được."), again))
        else:
            yield path.stem, path


def same_sort(suffix: str, content: bytes) -> bool:
    """Is a sound what its name says? One container may hold both sound and picture."""
    found = ending_of(content)
    return found == suffix or (suffix, found) == (".m4a", ".mp4")
