"""Matching and sorting: every item is given one place, and each place is judged on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from kit.kinds.base import Kind, Move, Part, Slip, Verdict, mistakes_of, moves_of, repeated_slips, status_of, texts_in
from kit.kinds.fields import Name, Phrase, secret, trainer
from kit.kinds.letters import letters_of
from kit.messages import say


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an item may go: the other column of a matching, or a box of a sorting."""

    id: Name
    text: Phrase


@dataclass(frozen=True, kw_only=True)
class Item:
    """What is given a place; `also` names places that are as right; a word for who puts it elsewhere."""

    id: Name
    text: Phrase
    place: Name | None = secret()
    also: tuple[Name, ...] = secret((), required=False)
    feedback: Phrase = secret("", asked=False)
    move: Phrase = trainer()


def _when(place: int, _: Item) -> str:
    return say("làm sai dòng {n}", n=place + 1)


@dataclass(frozen=True, kw_only=True)
class Assign(Kind[dict[str, str]]):
    """Common to both. An answer maps item ids to place ids.

    Points = share of items rightly placed beyond what guessing earns: max(0, (share - 1/n) / (1 - 1/n)),
    n places.
    """

    mixed: ClassVar[tuple[str, ...]] = ("items", "places")

    items: tuple[Item, ...]
    places: tuple[Place, ...]

    def read(self, answer: object) -> dict[str, str] | None:
        given, known = texts_in(answer), {place.id for place in self.places}
        return given if all(given.get(item.id) in known for item in self.items) else None

    def ask(self, answer: object) -> str:
        given = texts_in(answer)
        known = {place.id for place in self.places}
        left = sum(given.get(item.id) not in known for item in self.items)
        return say("Còn {n} dòng chưa chọn.", n=left)

    def judge(self, answer: dict[str, str]) -> Verdict:
        parts: dict[str, Part] = {}
        for item in self.items:
            right = answer[item.id] in (item.place, *item.also)
            parts[item.id] = Part(right, "" if right else item.feedback)
        share = sum(part.right for part in parts.values()) / len(parts)
        chance = 1 / len(self.places)
        points = max(0.0, (share - chance) / (1 - chance))
        count = say("Đúng {n} trên {total} dòng.", n=sum(part.right for part in parts.values()), total=len(parts))
        return Verdict(status_of(points), points, (count,), parts)

    def key_answer(self) -> dict[str, str | None]:
        return {item.id: item.place for item in self.items}

    def moves(self) -> list[Move]:
        return moves_of(self.items, _when)

    def mistakes_in(self, answer: dict[str, str]) -> list[Move]:
        return mistakes_of(self.items, lambda item: answer[item.id] not in (item.place, *item.also), _when)

    def key_line(self) -> str:
        return ", ".join(f"{n} {letters_of(self.places, [item.place])}" for n, item in enumerate(self.items, 1))

    def key_aloud(self) -> str:
        groups = [(place.text, [item.text for item in self.items if item.place == place.id]) for place in self.places]
        told = [f"{place}: {'; '.join(item.rstrip(' .') for item in items)}" for place, items in groups if items]
        return " ".join(line if line.endswith((".", "?", "!", "…", "”")) else f"{line}." for line in told)

    def slips(self) -> list[Slip]:
        slips = repeated_slips("items", [item.id for item in self.items])
        slips += repeated_slips("places", [place.id for place in self.places])
        if len(self.items) < 3 or not 2 <= len(self.places) <= 10:
            slips.append(Slip("items", say("Cần ít nhất 3 dòng trong items, và từ 2 đến 10 dòng trong places.")))
        known = [place.id for place in self.places]
        return slips + [slip for item in self.items for slip in _unknown(item, known)]


def _unknown(item: Item, known: Sequence[str]) -> list[Slip]:
    return [
        Slip(
            "items",
            say("“{name}” chỉ tới chỗ “{place}” không có.", name=item.id, place=place),
            say("Các mã đang có: {ids}.", ids=", ".join(known)),
        )
        for place in (item.place, *item.also)
        if place is not None and place not in known
    ]


@dataclass(frozen=True, kw_only=True)
class Matching(Assign):
    """Two columns; the right one may be longer, so that the last pair is not given away."""

    kind: ClassVar[str] = "matching"
    title: ClassVar[str] = "Ghép cặp"


@dataclass(frozen=True, kw_only=True)
class Sorting(Assign):
    """Cards into 2 to 5 boxes; several cards share a box."""

    kind: ClassVar[str] = "sorting"
    title: ClassVar[str] = "Xếp vào nhóm"

    def paper_hint(self) -> str:
        return say("Mỗi dòng đánh dấu một ô.")

    def slips(self) -> list[Slip]:
        slips = super().slips()
        if len(self.places) > 5:
            slips.append(Slip("places", say("Nhiều nhất 5 nhóm.")))
        if not self.keyless and {i.place for i in self.items} != {p.id for p in self.places}:
            slips.append(Slip("places", say("Mỗi nhóm cần ít nhất một thẻ.")))
        return slips
