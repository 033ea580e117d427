"""Poll and checklist: nothing is right or wrong; the class counts afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kit.kinds.base import Exercise, Name, Phrase, Slip, Verdict, is_names, repeated_slips
from kit.messages import say


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something to vote for, or to go through."""

    id: Name
    text: Phrase


@dataclass(frozen=True, kw_only=True)
class Poll(Exercise):
    """An answer is a list of ids, at most `votes` of them: on paper so many dots to stick."""

    kind: ClassVar[str] = "poll"
    title: ClassVar[str] = "Lấy ý kiến"
    judged: ClassVar[bool] = False
    mixed: ClassVar[tuple[str, ...]] = ("options",)

    options: tuple[Line, ...]
    votes: int = 1

    def answered(self, answer: Any) -> bool:
        known = {option.id for option in self.options}
        return is_names(answer) and set(answer) <= known and 0 < len(set(answer)) <= self.votes

    def ask(self, answer: Any) -> str:
        if is_names(answer) and len(set(answer)) > self.votes:
            return say("Chỉ chọn nhiều nhất {n} ý.", n=self.votes)
        return say("Chưa chọn ý nào. Không có đúng sai: hãy chọn điều mình nghĩ.")

    def judge(self, answer: Any) -> Verdict:
        return Verdict("recorded", None, (say("Đã ghi ý kiến. Cả lớp sẽ đếm và nói chuyện về kết quả."),))

    def key_answer(self) -> Any:
        """Any vote is a good one; this is the first."""
        return [option.id for option in self.options[: self.votes]]

    def slips(self) -> list[Slip]:
        slips = repeated_slips("options", [option.id for option in self.options])
        if not 2 <= len(self.options) <= 12 or not 1 <= self.votes < len(self.options):
            slips.append(Slip("options", say("Cần từ 2 đến 12 ý, và votes ít hơn số ý.")))
        return slips


@dataclass(frozen=True, kw_only=True)
class Checklist(Exercise):
    """Each line gets one word of the `scale` (có, chưa có, không rõ); an answer maps line ids to words' places.

    The first word means that the thing is there; the lines that have another are told as work to do.
    """

    kind: ClassVar[str] = "checklist"
    title: ClassVar[str] = "Bảng kiểm"
    judged: ClassVar[bool] = False

    items: tuple[Line, ...]
    scale: tuple[Phrase, ...]

    def answered(self, answer: Any) -> bool:
        return isinstance(answer, dict) and all(self._place(answer, item) is not None for item in self.items)

    def _place(self, answer: Any, item: Line) -> int | None:
        given = answer.get(item.id)
        return given if type(given) is int and 0 <= given < len(self.scale) else None

    def ask(self, answer: Any) -> str:
        given = answer if isinstance(answer, dict) else {}
        return say("Còn {n} dòng chưa đánh dấu.", n=sum(self._place(given, item) is None for item in self.items))

    def judge(self, answer: Any) -> Verdict:
        left = [item.text for item in self.items if answer[item.id]]
        count = say(
            "{word}: {n} trên {total} dòng.", word=self.scale[0], n=len(self.items) - len(left), total=len(self.items)
        )
        todo = say("Việc cần làm tiếp: {what}.", what="; ".join(left)) if left else say("Không còn việc nào.")
        return Verdict("recorded", None, (count, todo))

    def key_answer(self) -> Any:
        """Any true answer is right; this one has everything in place."""
        return {item.id: 0 for item in self.items}

    def slips(self) -> list[Slip]:
        slips = repeated_slips("items", [item.id for item in self.items])
        if len(self.items) < 2 or not 2 <= len(self.scale) <= 4:
            slips.append(Slip("items", say("Cần ít nhất 2 dòng, và từ 2 đến 4 mức trong scale.")))
        return slips
