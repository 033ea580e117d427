"""Scenario: a case that branches; each choice has a consequence, then a reason; several endings; one may go back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

from kit.kinds.base import Kind, Move, Part, Slip, Verdict, names_in, repeated_slips, status_of
from kit.kinds.fields import Name, Phrase, Prose, secret, trainer
from kit.kinds.letters import letter
from kit.messages import say

MOST_SCENES = 40
BACK = "<"  # in the log of a path: the learner took the last choice back

Outcome = Literal["good", "fair", "poor"]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What one may do in a scene, what happens then, and where it leads.

    `worth` is what it earns and `reason` why, both told only after the consequence was seen.
    """

    id: Name
    text: Phrase
    consequence: Phrase
    to: Name
    worth: int | None = secret()
    reason: Phrase = secret("", asked=False)
    move: Phrase = trainer()


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A moment of the case; one without choices is an ending."""

    id: Name
    text: Prose
    choices: tuple[Choice, ...] = ()
    outcome: Outcome | None = secret(required=False)


def _when(choice: Choice) -> str:
    return say("chọn “{text}”", text=choice.text)


@dataclass(frozen=True, kw_only=True)
class Scenario(Kind[list[str]]):
    """The first scene opens the case. An answer lists the ids of the choices in the order taken, "<" where one
    was taken back; the log thus keeps the whole way, and the way that was left standing is judged.

    Points = worth earned along that way / the most that any way earns.
    """

    kind: ClassVar[str] = "scenario"
    title: ClassVar[str] = "Tình huống rẽ nhánh"
    wall: ClassVar[bool] = False

    scenes: tuple[Scene, ...]
    debrief: tuple[Phrase, ...] = trainer(())

    @cached_property
    def _by_id(self) -> dict[str, Scene]:
        return {scene.id: scene for scene in self.scenes}

    @cached_property
    def _choices(self) -> dict[str, Choice]:
        return {choice.id: choice for scene in self.scenes for choice in scene.choices}

    def way(self, answer: object) -> list[Choice] | None:
        """The choices left standing, or None when the list is no way through this case."""
        steps = names_in(answer)
        if steps is None or not self.scenes:
            return None
        taken: list[Choice] = []
        for step in steps[:500]:
            if step == BACK:
                if not taken:
                    return None
                taken.pop()
                continue
            here = self._by_id.get(taken[-1].to) if taken else self.scenes[0]
            choice = next((c for c in here.choices if c.id == step), None) if here else None
            if choice is None:
                return None
            taken.append(choice)
        return taken

    def read(self, answer: object) -> list[str] | None:
        way = self.way(answer)
        return names_in(answer) if way and not self._by_id[way[-1].to].choices else None

    def ask(self, answer: object) -> str:
        if self.way(answer):
            return say("Câu chuyện chưa kết thúc. Đọc hệ quả rồi chọn tiếp.")
        return say("Chưa chọn cách làm nào. Hãy đọc tình huống và chọn một cách.")

    def check(self, answer: object) -> Verdict:
        """As for any exercise; and on the way, the reasons of the choices already made."""
        verdict = super().check(answer)
        if verdict.status == "unanswered" and not self.keyless and not self.sealed:
            return Verdict("unanswered", None, verdict.words, self._parts(self.way(answer) or []))
        return verdict

    def _parts(self, way: list[Choice]) -> dict[str, Part]:
        return {choice.id: Part(self._is_best(choice), choice.reason) for choice in way}

    def _is_best(self, choice: Choice) -> bool:
        scene = next(s for s in self.scenes if choice in s.choices)
        return choice.worth == max(c.worth or 0 for c in scene.choices)

    def judge(self, answer: list[str]) -> Verdict:
        way = self.way(answer)
        assert way, "judge is called on ways that reach an ending"
        earned, most = sum(choice.worth or 0 for choice in way), self._most(self.scenes[0].id)
        points = earned / most if most else 0.0
        best = sum(self._is_best(choice) for choice in way)
        words = [say("{n} trên {total} lựa chọn là cách tốt nhất ở lúc đó.", n=best, total=len(way))]
        if answer.count(BACK):
            words.append(say("Bạn đã quay lại {n} lần để thử cách khác.", n=answer.count(BACK)))
        return Verdict(status_of(points), points, tuple(words), self._parts(way))

    def _most(self, scene_id: str) -> int:
        """The most that can be earned from a scene on; each scene is worked out once."""
        if scene_id not in self._worths:
            choices = self._by_id[scene_id].choices
            self._worths[scene_id] = max(((c.worth or 0) + self._most(c.to) for c in choices), default=0)
        return self._worths[scene_id]

    @cached_property
    def _worths(self) -> dict[str, int]:
        return {}

    def key_answer(self) -> list[str] | None:
        """The way that earns the most; None where the worths are not at hand."""
        if any(choice.worth is None for choice in self._choices.values()):
            return None
        way: list[str] = []
        scene = self.scenes[0]
        while scene.choices:
            best = max(scene.choices, key=lambda c: (c.worth or 0) + self._most(c.to))
            way.append(best.id)
            scene = self._by_id[best.to]
        return way

    def moves(self) -> list[Move]:
        return [Move(_when(choice), choice.move) for choice in self._choices.values() if choice.move]

    def mistakes_in(self, answer: list[str]) -> list[Move]:
        way = self.way(answer) or []
        return [Move(_when(choice), choice.move) for choice in way if not self._is_best(choice)]

    def workings(self) -> str:
        """The best way in words."""
        key = self.key_answer()
        if key is None:
            return ""
        steps = [f"{n}. {self._choices[name].text}" for n, name in enumerate(key, 1)]
        return say("Các lựa chọn tốt nhất, theo thứ tự:") + "\n\n" + "\n".join(steps)

    def key_line(self) -> str:
        letters: dict[str, str] = {
            choice.id: letter(n) for scene in self.scenes for n, choice in enumerate(scene.choices)
        }
        return " → ".join(letters[name] for name in self.key_answer() or [])

    def key_aloud(self) -> str:
        return ""  # told by the workings

    def slips(self) -> list[Slip]:
        slips = repeated_slips("scenes", [scene.id for scene in self.scenes])
        if len(self.scenes) > MOST_SCENES:
            slips.append(Slip("scenes", say("Nhiều nhất {n} cảnh.", n=MOST_SCENES), say("Chia thành hai tình huống.")))
        if self.tries:
            slips.append(Slip("tries", say("Tình huống rẽ nhánh không giới hạn lượt: người học được quay lại.")))
        slips += repeated_slips("scenes", [c.id for scene in self.scenes for c in scene.choices])
        if slips:
            return slips
        slips = [
            Slip(
                "scenes",
                say("“{name}” dẫn tới cảnh “{place}” không có.", name=choice.id, place=choice.to),
                say("Các mã đang có: {ids}.", ids=", ".join(self._by_id)),
            )
            for choice in self._choices.values()
            if choice.to not in self._by_id
        ]
        return slips or [*self._graph_slips(), *self._worth_slips()]

    def _graph_slips(self) -> Iterator[Slip]:
        loop = self._loop(self.scenes[0].id, ())
        if loop:
            yield Slip(
                "scenes",
                say("Câu chuyện chạy vòng: {scenes}.", scenes=" → ".join(loop)),
                say("Cho một lựa chọn dẫn tới cảnh khác. Người học đã có nút “Quay lại”."),
            )
            return
        reached = self._reached(self.scenes[0].id)
        for scene in self.scenes:
            if scene.id not in reached:
                yield Slip("scenes", say("Không lựa chọn nào dẫn tới cảnh “{name}”.", name=scene.id))
            if len(scene.choices) == 1:
                yield Slip(
                    "scenes", say("Cảnh “{name}” chỉ có một lựa chọn.", name=scene.id), say("Thêm một cách làm khác.")
                )
        if sum(not self._by_id[name].choices for name in reached) < 2:
            yield Slip("scenes", say("Cần ít nhất hai kết cục khác nhau."))

    def _worth_slips(self) -> Iterator[Slip]:
        if self.keyless:
            return
        for scene in self.scenes:
            if not scene.choices and scene.outcome is None:
                yield Slip("scenes", say("Kết cục “{name}” thiếu outcome.", name=scene.id), "good, fair, poor")
            if scene.choices and len({c.worth for c in scene.choices}) == 1:
                yield Slip("scenes", say("Mọi lựa chọn ở cảnh “{name}” có worth như nhau.", name=scene.id))
        if any((c.worth or 0) < 0 for c in self._choices.values()):
            yield Slip("scenes", say("worth phải từ 0 trở lên."))
        elif not list(self._graph_slips()):
            if not self._most(self.scenes[0].id):
                yield Slip("scenes", say("Không lựa chọn nào có điểm (worth)."))
            elif {scene.outcome for scene in self._best_endings()} != {"good"}:
                yield Slip("scenes", say("Các lựa chọn nhiều điểm nhất không dẫn tới kết cục tốt (outcome: good)."))

    def _best_endings(self) -> list[Scene]:
        """Every ending that a way of full points may reach."""
        endings, waiting, seen = [], [self.scenes[0].id], set[str]()
        while waiting:
            scene = self._by_id[waiting.pop()]
            if scene.id in seen:
                continue
            seen.add(scene.id)
            waiting += [c.to for c in scene.choices if (c.worth or 0) + self._most(c.to) == self._most(scene.id)]
            endings += [] if scene.choices else [scene]
        return endings

    def _loop(self, scene_id: str, before: tuple[str, ...], safe: set[str] | None = None) -> tuple[str, ...]:
        """A way that comes back to a scene, or nothing; scenes found `safe` are not walked again."""
        safe = set() if safe is None else safe
        if scene_id in before:
            return (*before[before.index(scene_id) :], scene_id)
        if scene_id in safe:
            return ()
        for choice in self._by_id[scene_id].choices:
            if found := self._loop(choice.to, (*before, scene_id), safe):
                return found
        safe.add(scene_id)
        return ()

    def _reached(self, scene_id: str) -> set[str]:
        found, waiting = set[str](), [scene_id]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += [choice.to for choice in self._by_id[name].choices]
        return found
