"""The few ways the kit fails, each said so that the reader can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.messages import say


class KitError(Exception):
    """Something a person can mend: the text says what is wrong, where, and how to mend it."""


class UsageError(KitError):
    """The command was given words it does not take."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing an author should mend, with its place: file, line, exercise id, field."""

    file: str
    line: int
    sentence: str
    remedy: str = ""
    item: str = ""
    field: str = ""
    warning: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        inside = ", ".join(part for part in (self.item, self.field) if part)
        head = f"{place} ({inside})" if inside else place
        tail = f"\n    → {self.remedy}" if self.remedy else ""
        return f"{head}\n    {self.sentence}{tail}"


class ContentError(KitError):
    """What an author wrote cannot be used; carries every fault of the run, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnknownName(KitError):
    """A name that the content does not have; lists the nearest that it has."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        sentence = say("Không có {what} tên “{name}”.", what=what, name=name)
        super().__init__(f"{sentence} {suggest(name, known)}".strip())


class CannotRead(KitError):
    """A file is there and cannot be read; nothing was lost."""

    def __init__(self, path: Path, cause: OSError) -> None:
        reason = say("Máy không cho đọc.") if cause.errno == 13 else f"{cause.strerror or cause}."
        super().__init__(say("Không đọc được tệp {path}. {reason} Bài làm trong tệp vẫn còn: kiểm tra quyền của tệp và ổ đĩa, rồi thử lại.", path=path, reason=reason))  # fmt: skip


class CannotWrite(KitError):
    """A file could not be written; what was there before is untouched."""

    def __init__(self, path: Path, cause: OSError) -> None:
        reasons = {
            13: say("Không có quyền ghi vào thư mục này. Hãy chọn thư mục khác bằng --out hoặc --folder."),
            28: say("Ổ đĩa đã đầy. Hãy xóa bớt tệp hoặc ghi ra ổ khác bằng --out hoặc --folder."),
            2: say("Thư mục không có và không tạo được."),
            20: say("Đường dẫn đi qua một tệp chứ không phải thư mục."),
            17: say("Đường dẫn đi qua một tệp chứ không phải thư mục."),
            30: say("Ổ đĩa chỉ cho đọc. Hãy ghi ra ổ khác bằng --out hoặc --folder."),
        }
        reason = reasons.get(cause.errno or 0, cause.strerror or str(cause))
        super().__init__(
            say("Không ghi được tệp {path}. {reason} Tệp cũ (nếu có) vẫn nguyên.", path=path, reason=reason)
        )


def suggest(name: str, known: Sequence[str], *, others: bool = True) -> str:
    """“Did you mean ...?”, or the list of what there is when nothing is near and `others` are wanted."""
    from difflib import get_close_matches

    tails = {each.rpartition("/")[2]: each for each in known}  # a shared folder makes nothing alike
    near = get_close_matches(name.rpartition("/")[2], tails, n=1, cutoff=0.7)
    if near:
        return say("Có phải muốn viết “{name}”?", name=tails[near[0]])
    if known and others:
        return say("Các tên đang có: {names}.", names=", ".join(known[:12]))
    return ""
