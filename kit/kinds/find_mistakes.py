"""Find the mistakes: mark the wrong lines of a ledger, an invitation, a set of minutes, and say why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kit.kinds.assign import Place
from kit.kinds.base import Kind, Move, Part, Slip, Verdict, mistakes_of, moves_of, repeated_slips, status_of, texts_in
from kit.kinds.fields import Name, Phrase, secret, trainer
from kit.kinds.letters import letters_of
from kit.messages import say


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the document: its cells (one for plain text), why it is wrong if it is, and a word for who errs."""

    id: Name
    cells: tuple[Phrase, ...]
    mistake: Name | None = secret(required=False)
    feedback: Phrase = secret("", asked=False)
    move: Phrase = trainer()


def _when(place: int, line: Entry) -> str:
    if line.mistake is None:
        return say("ghi lỗi vào dòng {n} là dòng đúng", n=place + 1)
    return say("bỏ sót hoặc chọn sai lỗi ở dòng {n}", n=place + 1)


@dataclass(frozen=True, kw_only=True)
class FindMistakes(Kind[dict[str, str]]):
    """An answer maps the ids of the marked lines to the ids of reasons.

    Points = (found - false alarms) / mistakes, not under 0; a line found for the wrong reason is half found.
    """

    kind: ClassVar[str] = "find-mistakes"
    title: ClassVar[str] = "Tìm chỗ sai"
    wall: ClassVar[bool] = False

    head: tuple[Phrase, ...] = ()
    entries: tuple[Entry, ...]
    reasons: tuple[Place, ...]

    def read(self, answer: object) -> dict[str, str] | None:
        given = texts_in(answer)
        lines, reasons = {line.id for line in self.entries}, {reason.id for reason in self.reasons}
        whole = isinstance(answer, dict) and len(given) == len(answer) > 0
        return given if whole and set(given) <= lines and set(given.values()) <= reasons else None

    def ask(self, answer: object) -> str:
        return say("Chưa đánh dấu dòng nào. Chọn lý do ở dòng có lỗi; dòng đúng thì để nguyên.")

    def judge(self, answer: dict[str, str]) -> Verdict:
        wrong = {line.id: line for line in self.entries if line.mistake}
        parts: dict[str, Part] = {}
        for line in self.entries:
            if line.id in answer:
                parts[line.id] = self._judge_line(line, answer[line.id])
        found = sum(1.0 if parts[name].right else 0.5 for name in answer if name in wrong)
        alarms = sum(name not in wrong for name in answer)
        points = max(0.0, (found - alarms) / len(wrong))
        hits = sum(name in wrong for name in answer)
        words = [say("Tìm ra {n} trên {total} dòng có lỗi.", n=hits, total=len(wrong))]
        named = sum(parts[name].right for name in answer if name in wrong)
        if named < hits:
            words.append(say("Nói đúng lỗi gì: {n} dòng.", n=named))
        if alarms:
            words.append(say("Bạn đã ghi lỗi cho {n} dòng đúng. Ghi nhầm cũng bị trừ điểm.", n=alarms))
        return Verdict(status_of(points), points, tuple(words), parts)

    def _judge_line(self, line: Entry, reason: str) -> Part:
        if not line.mistake:
            return Part(False, line.feedback or say("Dòng này không có lỗi."))
        if reason == line.mistake:
            return Part(True, line.feedback)
        return Part(False, say("Dòng này có lỗi, nhưng lỗi khác. Đọc lại cả dòng."))

    def key_answer(self) -> dict[str, str]:
        return {line.id: line.mistake for line in self.entries if line.mistake}

    def moves(self) -> list[Move]:
        return moves_of(self.entries, _when)

    def mistakes_in(self, answer: dict[str, str]) -> list[Move]:
        return mistakes_of(self.entries, lambda line: answer.get(line.id) != line.mistake, _when)

    def key_line(self) -> str:
        return ", ".join(f"{n} {letters_of(self.reasons, [reason])}" for n, reason in self._wrong_lines())

    def key_aloud(self) -> str:
        reasons = {reason.id: reason.text for reason in self.reasons}
        return "; ".join(say("dòng {n}: {what}", n=n, what=reasons[why]) for n, why in self._wrong_lines())

    def _wrong_lines(self) -> list[tuple[int, Name]]:
        return [(n, line.mistake) for n, line in enumerate(self.entries, 1) if line.mistake]

    def paper_hint(self) -> str:
        return say(
            "Dòng có lỗi: ghi chữ cái của lỗi vào cột cuối. Dòng đúng: để trống. Ghi lỗi vào dòng đúng sẽ bị trừ điểm."
        )

    def slips(self) -> list[Slip]:
        slips = repeated_slips("entries", [line.id for line in self.entries])
        slips += repeated_slips("reasons", [reason.id for reason in self.reasons])
        width = len(self.head) or 1
        if width > 6 or len(self.reasons) > 10:
            slips.append(Slip("head", say("Nhiều nhất 6 cột và 10 lý do.")))
        if any(len(line.cells) != width for line in self.entries):
            slips.append(Slip("entries", say("Mỗi dòng cần {n} ô như ở head.", n=width)))
        known = [reason.id for reason in self.reasons]
        if len(known) < 2:
            slips.append(Slip("reasons", say("Cần ít nhất hai lý do để chọn.")))
        for line in self.entries:
            if line.mistake and line.mistake not in known:
                remedy = say("Các mã đang có: {ids}.", ids=", ".join(known))
                slips.append(Slip("entries", say("Không có lý do “{name}”.", name=line.mistake), remedy))
        wrong = sum(line.mistake is not None for line in self.entries)
        if not self.keyless and not 0 < wrong < len(self.entries):
            slips.append(Slip("entries", say("Cần cả dòng sai lẫn dòng đúng.")))
        return slips
