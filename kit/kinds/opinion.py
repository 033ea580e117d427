"""Poll and checklist: nothing is right or wrong; the class counts afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from kit.kinds.base import Kind, Slip, Verdict, names_in, repeated_slips, whole_in
from kit.kinds.fields import ASIDE, Name, Phrase
from kit.kinds.letters import Lettered
from kit.messages import say


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something to vote for, or to go through."""

    id: Name
    text: Phrase


@dataclass(frozen=True, kw_only=True)
class Poll(Kind[list[str]], Lettered):
    """An answer is a list of ids, at most `votes` of them: on paper so many dots to stick."""

    kind: ClassVar[str] = "poll"
    title: ClassVar[str] = "Lấy ý kiến"
    judged: ClassVar[bool] = False
    typed: ClassVar[bool] = True
    mixed: ClassVar[tuple[str, ...]] = ("options",)

    options: tuple[Line, ...]
    votes: int = 1

    @property
    def option_ids(self) -> list[str]:
        return [option.id for option in self.options]

    @property
    def most(self) -> int:
        return self.votes

    def answer_of(self, option: str) -> list[str]:
        return [option]

    def read(self, answer: object) -> list[str] | None:
        given = names_in(answer)
        return given if given and set(given) <= set(self.option_ids) and len(set(given)) <= self.votes else None

    def ask(self, answer: object) -> str:
        if len(set(names_in(answer) or [])) > self.votes:
            return say("Chỉ chọn nhiều nhất {n} ý.", n=self.votes)
        return say("Chưa chọn ý nào. Không có đúng sai: hãy chọn điều mình nghĩ.")

    def judge(self, answer: list[str]) -> Verdict:
        return Verdict("recorded", None, (say("Đã ghi ý kiến. Cả lớp sẽ đếm và nói chuyện về kết quả."),))

    def key_answer(self) -> list[str]:
        """Any vote is a good one; this is the first."""
        return [option.id for option in self.options[: self.votes]]

    def paper_hint(self) -> str:
        if self.votes == 1:
            return say("Đánh dấu một ô, hoặc dán chấm lên tờ treo tường theo lời giảng viên.")
        return say("Đánh dấu nhiều nhất {n} ô, hoặc dán chấm lên tờ treo tường theo lời giảng viên.", n=self.votes)

    def read_typed(self, text: str) -> list[str]:
        return self.read_letters(text)

    def as_typed(self, answer: object) -> str:
        return self.typed_letters(answer)

    def typed_sample(self) -> str:
        return "AC"

    def slips(self) -> list[Slip]:
        slips = repeated_slips("options", [option.id for option in self.options])
        if not 2 <= len(self.options) <= 12 or not 1 <= self.votes < len(self.options):
            slips.append(Slip("options", say("Cần từ 2 đến 12 ý, và votes ít hơn số ý.")))
        return slips


@dataclass(frozen=True, kw_only=True)
class Checklist(Kind[dict[str, int]]):
    """Each line gets one word of the `scale` (có, chưa có, không rõ); an answer maps line ids to words' places.

    The first word means that the thing is there; the lines that have another are told as work to do.
    """

    kind: ClassVar[str] = "checklist"
    title: ClassVar[str] = "Bảng kiểm"
    judged: ClassVar[bool] = False
    wall: ClassVar[bool] = False

    items: tuple[Line, ...]
    scale: tuple[Phrase, ...]
    beside: Phrase = field(default=Phrase(""), metadata=ASIDE)  # head of the last column on paper, if not who and when

    def read(self, answer: object) -> dict[str, int] | None:
        given = self._places(answer)
        return given if all(item.id in given for item in self.items) else None

    def _places(self, answer: object) -> dict[str, int]:
        given = whole_in(answer)
        return {item.id: given[item.id] for item in self.items if 0 <= given.get(item.id, -1) < len(self.scale)}

    def ask(self, answer: object) -> str:
        return say("Còn {n} dòng chưa đánh dấu.", n=len(self.items) - len(self._places(answer)))

    def judge(self, answer: dict[str, int]) -> Verdict:
        left = [item.text for item in self.items if answer[item.id]]
        count = say(
            "{word}: {n} trên {total} dòng.", word=self.scale[0], n=len(self.items) - len(left), total=len(self.items)
        )
        todo = say("Việc cần làm tiếp: {what}.", what="; ".join(left)) if left else say("Không còn việc nào.")
        return Verdict("recorded", None, (count, todo))

    def key_answer(self) -> dict[str, int]:
        """Any true answer is right; this one has everything in place."""
        return {item.id: 0 for item in self.items}

    def paper_hint(self) -> str:
        return say("Mỗi dòng đánh dấu một ô.")

    def slips(self) -> list[Slip]:
        slips = repeated_slips("items", [item.id for item in self.items])
        if len(self.items) < 2 or not 2 <= len(self.scale) <= 4:
            slips.append(Slip("items", say("Cần ít nhất 2 dòng, và từ 2 đến 4 mức trong scale.")))
        return slips
