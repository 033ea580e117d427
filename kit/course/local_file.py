"""Writing second lines and recordings: one thing at a time, whole or not at all, over what lies on the disk now."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from kit.course.local import MOST_SOUND, Line, LocalLanguage, print_of, read_languages
from kit.document.media import ending_of
from kit.errors import KitError
from kit.files import write_whole
from kit.messages import say
from kit.vietnamese import slug


class NotRecorded(KitError):
    """What came from the page is no recording, or one that is too long."""


class NoSuchName(KitError):
    """A language needs a name of letters."""


def language_id(title: str) -> str:
    """The id of a language from what people call it: “tiếng Mông” is “mong”. Raises NoSuchName."""
    found = re.sub(r"^tieng(-|$)", "", slug(title))
    if not found or len(found) > 30:
        raise NoSuchName(say("Viết tên tiếng bằng chữ, ví dụ: tiếng Mông."))
    return found


def add_language(module: Path, title: str) -> str:
    """A language with no line yet; one that is there stays as it is. Returns its id."""
    found = language_id(title)
    if found not in read_languages(module, module.name, []):
        _write(module, LocalLanguage(found, " ".join(title.split())))
    return found


def write_line(module: Path, language: str, name: str, vietnamese: str, words: str) -> None:
    """Keep the words of one text; empty ones take the line away, unless a recording stands on it."""
    known = _known(module, language)
    _put(module, known, name, Line(id=name, of=print_of(vietnamese), words=" ".join(words.split())))


def write_sound(module: Path, language: str, name: str, vietnamese: str, content: bytes) -> Path:
    """Keep a recording in the place of an older one. Raises NotRecorded."""
    suffix = {".mp4": ".m4a"}.get(found := ending_of(content), found)
    if not suffix:
        raise NotRecorded(say("Máy chưa ghi được tiếng. Kiểm tra micro rồi ghi lại."))
    if len(content) > MOST_SOUND:
        raise NotRecorded(say("Bản ghi âm lớn hơn {mb} MB.", mb=MOST_SOUND // 1024**2) + " " + say("Ghi lại ngắn hơn: một câu hỏi đọc không quá một phút rưỡi."))  # fmt: skip
    path = module / "audio" / language / f"{name}{suffix}"
    write_whole(path, content, sync=True)
    for older in _files(module, language, name):
        if older != path:
            older.unlink()
    known = _known(module, language)
    words = known.lines[name].words if name in known.lines else ""
    _put(module, known, name, Line(id=name, of=print_of(vietnamese), words=words))
    return path


def erase_sound(module: Path, language: str, name: str) -> None:
    """Take a recording away; its words stay."""
    for path in _files(module, language, name):
        path.unlink()
    known = _known(module, language)
    if name in known.lines and not known.lines[name].words:
        _write(module, replace(known, lines={n: line for n, line in known.lines.items() if n != name}))


def _files(module: Path, language: str, name: str) -> list[Path]:
    return [path for path in (module / "audio" / language).glob("*.*") if path.stem == name]


def _known(module: Path, language: str) -> LocalLanguage:
    return read_languages(module, module.name, [])[language]


def _put(module: Path, known: LocalLanguage, name: str, line: Line) -> None:
    lines = {n: kept for n, kept in known.lines.items() if n != name}
    if line.words or _files(module, known.id, name):
        lines[name] = line
    _write(module, replace(known, lines=lines))


def _write(module: Path, known: LocalLanguage) -> None:
    body = {"title": known.title, "lines": [{"id": n, "of": x.of, **({"words": x.words} if x.words else {})} for n, x in sorted(known.lines.items())]}  # fmt: skip
    if not body["lines"]:
        del body["lines"]
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"  # JSON is YAML too
    write_whole(module / "local" / f"{known.id}.yaml", text.encode(), sync=True)
