"""Writing second lines and recordings: one thing at a time, whole or not at all, over what lies on the disk now."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from kit.course.local import MOST_SOUND, Line, LocalLanguage, lines_file, print_of, read_languages
from kit.document.media import ending_of
from kit.errors import CannotWrite, ContentError, Fault, KitError
from kit.files import ChangedMeanwhile, write_whole
from kit.messages import say
from kit.vietnamese import slug

MOST_WORDS = 2000  # letters of a line


class NotRecorded(KitError):
    """What came from the page is no recording, or one that is too long."""


class NoSuchName(KitError):
    """A language needs a name of letters, and one of its own."""


class TooLong(KitError):
    """A second line is a line."""


def language_id(title: str) -> str:
    """The id of a language from what people call it: “tiếng Mông” is “mong”. Raises NoSuchName."""
    plain = " ".join(title.split())
    if not any(letter.isalpha() for letter in re.sub(r"(?i)^tiếng\b", "", unicodedata.normalize("NFC", plain))):
        raise NoSuchName(say("Viết tên tiếng bằng chữ, ví dụ: tiếng Mông."))
    if len(plain) > 40:
        raise NoSuchName(say("Tên tiếng dài quá 40 chữ cái: viết ngắn hơn."))
    found = re.sub(r"^tieng(-|$)", "", slug(plain))
    return found or f"x{hashlib.sha256(plain.encode()).hexdigest()[:6]}"  # a name in letters that have no Latin ones


def add_language(module: Path, title: str) -> str:
    """A language with no line yet; one that is there stays as it is. Returns its id. Raises NoSuchName."""
    found, plain = language_id(title), " ".join(title.split())
    known = read_languages(module, module.name, []).get(found)
    if known is None:
        _write(module, LocalLanguage(found, plain))
    elif _same(known.title) != _same(plain) and known.title != found:
        raise NoSuchName(say("Đã có {title}, máy không phân biệt được hai tên này. Đặt tên khác, ví dụ thêm tên vùng.", title=known.title))  # fmt: skip
    return found


def _same(title: str) -> str:
    return unicodedata.normalize("NFC", title).casefold().removeprefix("tiếng ")


def write_line(module: Path, language: str, name: str, vietnamese: str, words: str, seen: str | None = None) -> None:
    """Keep the words of one text; empty ones take the line away, unless a recording stands on it.

    `seen`: the words that the page showed; where others stand there now, another window has written them, and nothing
    is written. Raises ChangedMeanwhile, TooLong, ContentError for a file that cannot be read.
    """
    clean = " ".join("".join(c for c in words if _can_stand(c)).split())
    if len(clean) > MOST_WORDS:
        raise TooLong(say("Dòng này dài quá {n} chữ cái.", n=MOST_WORDS))
    known = _known(module, language)
    line = known.line(name)
    if seen is not None and line.words not in (seen, clean):
        raise ChangedMeanwhile(module / "local" / f"{language}.yaml")
    _put(module, known, replace(line, words=clean, of=print_of(vietnamese) if clean else ""))


def _can_stand(letter: str) -> bool:
    """Can a letter stand in a file that people open? Joiners of other scripts can, signs that steer a machine cannot."""
    return letter.isspace() or (unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co") and letter != "\ufeff")


def write_sound(module: Path, language: str, name: str, vietnamese: str, content: bytes) -> Path:
    """Keep a recording in the place of an older one. Raises NotRecorded."""
    suffix = {".mp4": ".m4a"}.get(found := ending_of(content), found)
    if not suffix:
        raise NotRecorded(say("Máy chưa ghi được tiếng. Kiểm tra micro rồi ghi lại."))
    if len(content) > MOST_SOUND:
        raise NotRecorded(say("Bản ghi âm lớn hơn {mb} MB.", mb=MOST_SOUND // 1024**2) + " " + say("Ghi lại ngắn hơn: một câu hỏi đọc không quá một phút rưỡi."))  # fmt: skip
    known = _known(module, language)  # before anything is written: a file that cannot be read stops here
    path = module / "audio" / language / f"{name}{suffix}"
    write_whole(path, content, sync=True)
    _erase([older for older in _files(module, language, name) if older != path])
    _put(module, known, replace(known.line(name), heard=print_of(vietnamese)))
    return path


def confirm(module: Path, language: str, name: str, vietnamese: str) -> None:
    """Somebody has looked and listened: words and recording are right for today's Vietnamese."""
    known, now = _known(module, language), print_of(vietnamese)
    line = known.line(name)
    heard = now if _files(module, language, name) else ""
    _put(module, known, replace(line, of=now if line.words else "", heard=heard))


def erase_sound(module: Path, language: str, name: str) -> None:
    """Take a recording away; its words stay."""
    known = _known(module, language)
    _erase(_files(module, language, name))
    _put(module, known, replace(known.line(name), heard=""))


def _erase(paths: list[Path]) -> None:
    for path in paths:
        try:
            path.unlink()
        except OSError as error:
            raise CannotWrite(path, error) from error


def _files(module: Path, language: str, name: str) -> list[Path]:
    return [path for path in (module / "audio" / language).glob("*.*") if path.stem == name]


def _known(module: Path, language: str) -> LocalLanguage:
    """The language as it lies on the disk. Raises ContentError where its file cannot be read: it is not written over."""
    faults: list[Fault] = []
    found = read_languages(module, module.name, faults)[language]
    if own := [fault for fault in faults if fault.file == lines_file(module.name, language)]:
        raise ContentError(own)
    return found


def _put(module: Path, known: LocalLanguage, line: Line) -> None:
    lines = {name: kept for name, kept in known.lines.items() if name != line.id}
    if line.words or line.heard:
        lines[line.id] = line
    _write(module, replace(known, lines=lines))


def _write(module: Path, known: LocalLanguage) -> None:
    fields = ("id", "words", "of", "heard")
    lines = [{f: getattr(line, f) for f in fields if getattr(line, f)} for _, line in sorted(known.lines.items())]
    body = {"title": known.title, **({"lines": lines} if lines else {})}
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"  # JSON is YAML too
    write_whole(module / "local" / f"{known.id}.yaml", text.encode(), sync=True)
