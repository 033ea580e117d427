"""Gathers what learners hand in: a union by attempt, repeatable, in any order, nothing ever overwritten.

Accepted work lies in handed-in/, a log for each name as it was typed; what cannot be counted is copied to
aside/ and told in plain words. Whatever the files are called, the class writes only names of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kit.answers import Learner, Log, Reading, Record, as_line, parse
from kit.classroom.folder import TrainingClass
from kit.classroom.roster import spelling
from kit.errors import CannotWrite, KitError
from kit.files import write_whole
from kit.handin import MOST_BYTES, SUFFIXES, HandIn, NotHandedIn, looks_ours, unpack
from kit.handin_text import as_file, messages_in
from kit.messages import say

if TYPE_CHECKING:
    from kit.classroom.attempts import AttemptTable

_OUR_OWN = {"current.json", "class.json", "learner.json", "package.json", "machine.txt"}
_PASSED_BY = {"damaged", "aside", ".kit", "workbooks", ".ipynb_checkpoints", "exercises", "notebooks", "handed-in", "System Volume Information", "$RECYCLE.BIN", ".Trashes", ".Spotlight-V100", ".fseventsd", "__MACOSX", "lost+found"}  # fmt: skip
ALL_GONE = "erased-all.txt"  # the class's time of keeping is over: nothing comes in any more
_ARCHIVES = (".zip", ".rar", ".7z", ".gz")


@dataclass
class Collected:
    """What a round brought: attempts that are new, attempts known already, files set aside, things to tell."""

    files: int = 0
    new: int = 0
    known: int = 0
    foreign: int = 0  # files that hold nothing of ours
    aside: list[tuple[str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # names on no line of the roster

    @property
    def lines(self) -> list[str]:
        """The round in plain words."""
        head = say(
            "Đã đọc {files} tệp: thêm {new} câu trả lời, {known} câu trả lời đã có từ trước.",
            files=self.files, new=self.new, known=self.known,
        )  # fmt: skip
        lines = [head, *self.told]
        if self.foreign:
            lines.append(say("Bỏ qua {n} tệp không phải bài nộp (không chép vào lớp).", n=self.foreign))
        if not self.files and not self.aside and not self.told:
            lines.append(say("Không thấy tệp bài nộp nào ở đây: xem lại thư mục, hoặc học viên chưa bấm Nộp bài."))
        lines += [say("Chưa nhận hết tệp “{name}”: {why}", name=name, why=why) for name, why in self.aside]
        if self.unknown:
            names = ", ".join(f"“{name}”" for name in self.unknown[:20])
            remedy = say("Ghi tên này vào cột “Tên gọi khác trên máy” của đúng người, hoặc thêm một dòng.")
            lines.append(say("Chưa có trong danh sách lớp: {names}.", names=names) + " " + remedy)
        return lines


def collect(klass: TrainingClass, folder: Path) -> Collected:
    """Take in every hand-in below a folder (or one file). Raises KitError when the folder is not there."""
    if (klass.path / ALL_GONE).exists():
        raise KitError(say("Dữ liệu từng người của lớp này đã xóa theo hạn giữ: không thu bài nữa."))
    if not _is_there(folder):
        raise KitError(say("Không có thư mục {path}. Kiểm tra ổ USB đã cắm, hoặc đường dẫn.", path=str(folder)[:200]))
    found = Collected()
    forgotten = erased_names(klass)
    for path in _candidates(folder, found):
        name = _told_name(path, folder)
        try:
            content = _content(path)
        except NotHandedIn as error:
            _set_aside(klass, path, found, name, str(error))
            continue
        messages = messages_in(content)
        if not (messages or looks_ours(content) or _was_ours(path.name)):
            found.foreign += 1
            continue
        for n, part in enumerate(messages or [content], 1):
            named = say("{name}, tin nhắn {n}", name=name, n=n) if len(messages) > 1 else name
            _take(klass, path, found, named, part, forgotten, chat=bool(messages))
    found.unknown = sorted({name for name, _ in logs(klass) if klass.find(name) is None})
    return found


def logs(klass: TrainingClass) -> Iterator[tuple[str, Reading]]:
    """Name and work of everyone who handed in, in the order of names; deeds in the order in which they were done."""
    folder = klass.path / "handed-in"
    for path in sorted(folder.glob("*.jsonl")):
        try:
            reading = parse(path.read_bytes())
        except OSError as error:
            raise KitError(say("Không đọc được {path} ({cause}).", path=path, cause=error.strerror or error)) from error
        name = next((r.learner for r in reading.records if r.learner), path.stem)
        yield name, reading


def _candidates(folder: Path, found: Collected) -> Iterator[Path]:
    """Files that may be hand-ins, folder by folder; folders that cannot be looked into are told."""
    for path in [folder] if folder.is_file() else _walked(folder, found):
        if path.suffix.lower() in _ARCHIVES:
            found.told.append(say("“{name}” là tệp nén: giải nén ra rồi thu lại.", name=_told_name(path, folder)))
        elif _may_be(path.name):
            yield path


def _walked(folder: Path, found: Collected) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        name = (
            _told_name(Path(error.filename), folder)
            if error.filename and Path(error.filename) != folder
            else str(folder)
        )
        found.told.append(say("Không mở được thư mục “{name}” ({cause}): chưa thu bài ở đó. Kiểm tra USB hoặc ổ mạng rồi thu lại.", name=name, cause=error.strerror or error))  # fmt: skip

    try:
        for at, inner, names in os.walk(folder, onerror=closed):
            inner[:] = sorted(name for name in inner if name not in _PASSED_BY)
            for path in (Path(at, name) for name in sorted(names)):
                if path.is_file() and not path.is_symlink():
                    yield path
    except OSError as error:
        raise KitError(
            say("Đọc thư mục bị ngắt ({cause}). Cắm lại ổ USB rồi thu lại.", cause=error.strerror or error)
        ) from error


def _may_be(name: str) -> bool:
    """By its name: a log or a hand-in, whatever a browser or chat has added; not a program's lock or shadow."""
    low = name.lower()
    if name in _OUR_OWN or low.endswith((".lock", ".tmp")) or low.startswith(("~$", "._")):
        return False
    return low.endswith(SUFFIXES) or _was_ours(name)


def _was_ours(name: str) -> bool:
    """A hand-in to whose name a browser or chat has added something: “nop-bai-….jsonl (1)”."""
    return name.lower().startswith("nop-bai") or ".jsonl" in name.lower()


def collect_table(klass: TrainingClass, table: AttemptTable) -> Collected:
    """Take in what servers of this class have written into a database; the same union, repeatable."""
    found, forgotten = Collected(), erased_names(klass)
    for name, lines in table.logs():
        _take(klass, klass.path, found, name, lines, forgotten, chat=False)
    found.unknown = sorted({name for name, _ in logs(klass) if klass.find(name) is None})
    return found


def _take(
    klass: TrainingClass, path: Path, found: Collected, name: str, part: bytes, forgotten: set[str], *, chat: bool
) -> None:
    """Take in one learner's work, a file or a message in one; what is amiss is told and the rest goes on."""
    try:
        work = unpack(as_file(part) if chat else part)
        if not fingerprints(klass, work.learner).isdisjoint(forgotten):
            found.told.append(say("Bỏ qua một tệp của người đã xin xóa."))
            return
        _demand_ours(klass, work)
    except NotHandedIn as error:
        _set_aside(klass, path, found, name, str(error))
        return
    found.files += 1
    if work.trouble:
        _set_aside(klass, path, found, name, work.trouble + say("; phần đọc được vẫn nhận"))
    try:
        _keep(klass, work, found)
    except OSError as error:
        found.told.append(say("Chưa ghi được bài của “{name}” ({cause}): đóng chương trình đang mở tệp rồi thu lại.", name=work.learner, cause=error.strerror or error))  # fmt: skip


def _is_there(folder: Path) -> bool:
    try:
        return folder.exists()
    except (OSError, ValueError):
        return False


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotHandedIn(say("Tệp lớn hơn {n} MB nên không phải bài làm.", n=MOST_BYTES // 1024 // 1024))
        return path.read_bytes()
    except OSError as error:
        raise NotHandedIn(say("Không mở được tệp ({cause}).", cause=error.strerror or error)) from error


def _demand_ours(klass: TrainingClass, work: HandIn) -> None:
    """Raise NotHandedIn unless something in it belongs to this class and course."""
    own = [r for r in work.reading.records if r.class_id in ("", klass.id)]
    if not own or (work.class_id not in ("", klass.id) and not any(r.class_id == klass.id for r in own)):
        raise NotHandedIn(
            say("Bài của lớp khác: “{other}”, không phải “{own}”.", other=work.class_id[:60], own=klass.id)
        )
    courses = {r.exercise.partition("/")[0] for r in own if r.deed == "attempt"}
    if courses and klass.module.id not in courses:
        known = klass.library.modules
        others = ", ".join(sorted(known[c].title if c in known else c[:40] for c in courses))
        raise NotHandedIn(say("Bài của chuyên đề khác: {others}.", others=others))


def _keep(klass: TrainingClass, work: HandIn, found: Collected) -> None:
    """Add what is new to the log of that name; on the disk before it is counted."""
    path = klass.path / "handed-in" / Learner(work.learner).file_name
    kept = list(parse(path.read_bytes()).records) if path.exists() else []
    known, ids = {as_line(r) for r in kept}, {r.id for r in kept}
    mine = [r for r in work.reading.records if r.class_id in ("", klass.id)]
    new = {as_line(r): r for r in mine if as_line(r) not in known}
    changed = sum(r.id in ids for r in new.values())
    if changed:
        found.told.append(
            say("“{name}”: {n} lượt làm trùng mã với bài đã thu mà khác nội dung.", name=work.learner, n=changed)
        )
    if other := _other_answers(klass, kept, list(new.values())):
        found.told.append(say("“{name}”: tệp mới thay câu trả lời của {n} câu đã tính. Hỏi người ấy có làm lại không; nếu không, có thể người khác đã dùng nhầm mã.", name=work.learner, n=other))  # fmt: skip
    if not path.exists():
        named = Record("learner", learner=work.learner, id=f"name-{path.stem}", at=mine[0].at)
        Log(path).append(named, *new.values())
    elif new:
        Log(path).append(*new.values())
    attempts = sum(r.deed == "attempt" for r in new.values())
    found.new += attempts
    found.known += sum(r.deed == "attempt" for r in mine) - attempts
    other = len(work.reading.records) - len(mine)
    if other:
        found.told.append(say("“{name}”: {n} dòng của lớp khác, không tính.", name=work.learner, n=other))


def _other_answers(klass: TrainingClass, kept: list[Record], new: list[Record]) -> int:
    """How many questions count another answer after the new attempts: in a test the last one, in practice the first."""
    tests = {name for form in klass.forms.values() for name in klass.library.lessons[klass.module.id][form].exercises}
    changed = 0
    for exercise in {r.exercise for r in new if r.deed == "attempt"}:
        before = [r for r in kept if r.deed == "attempt" and r.exercise == exercise]
        if not before:
            continue
        after = [*before, *(r for r in new if r.deed == "attempt" and r.exercise == exercise)]
        pick = max if exercise in tests else min
        changed += pick(before, key=lambda r: r.at).answer != pick(after, key=lambda r: r.at).answer
    return changed


def _set_aside(klass: TrainingClass, path: Path, found: Collected, name: str, why: str) -> None:
    """Copy a file for whoever wants to look, each content once, under a name of our own."""
    found.aside.append((name, why))
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
        copy = klass.path / "aside" / f"{hashlib.sha256(content).hexdigest()[:16]}.txt"  # a name may name somebody
        if content and not copy.exists():
            write_whole(copy, content)
    except (OSError, CannotWrite):
        return  # the copy is a courtesy: what was told stands, and the file is still where it was


def _told_name(path: Path, folder: Path) -> str:
    """A file's name as it can be read aloud: short, and with no character that moves a screen."""
    name = path.name if folder.is_file() else path.relative_to(folder).as_posix()
    return "".join(c if c.isprintable() else "?" for c in name)[-80:]


# ── who asked to be erased ──
def erased_names(klass: TrainingClass) -> set[str]:
    """Fingerprints of those whose work must not come back; nobody can be told from them but by who knows the code."""
    path = klass.path / "erased.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return set()
    except (OSError, ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise KitError(say("Không đọc được {path}, tệp ghi những người đã xin xóa bài. Máy đã dừng, để bài của người đã xóa không quay về. Chép lại bản lưu gần nhất của tệp này rồi thử lại.", path=path))  # fmt: skip
    return set(found)


def fingerprints(klass: TrainingClass, name: str) -> set[str]:
    """The fingerprints of a typed name and of the code it stands for."""
    person = klass.find(name)
    return {fingerprint(klass, name), *([fingerprint(klass, person.code)] if person else [])}


def fingerprint(klass: TrainingClass, name: str) -> str:
    """A name as it is kept among the erased."""
    return hashlib.sha256(f"{klass.id}\0{spelling(name)}".encode()).hexdigest()
