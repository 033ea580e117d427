"""What a room answered to one question, as bars: from telephones, sheets and raised hands alike, counted in heads."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kit.classroom.folder import TrainingClass
from kit.classroom.roster import spelling
from kit.classroom.tallies import counts, hands_each, sheets
from kit.kinds import Exercise
from kit.kinds.base import Move, Verdict, flags_in
from kit.kinds.choice import MultipleChoice, Option, SingleChoice
from kit.kinds.letters import letter
from kit.kinds.opinion import Line, Poll
from kit.kinds.true_false import TrueFalse
from kit.messages import say


@dataclass(frozen=True)
class Vote:
    """The answer of one person or of so many heads at one telephone; `code` is "" for hands that were counted."""

    code: str
    answer: object
    heads: int = 1


@dataclass(frozen=True)
class Bar:
    """One bar: a letter or sign, its words (Markdown), heads, and whether it is the key (None where nothing is)."""

    sign: str
    words: str
    heads: int
    right: bool | None = None


@dataclass(frozen=True)
class Count:
    """The bars of a question, of how many heads they are, and the mistake that most made, with its move."""

    bars: tuple[Bar, ...]
    heads: int
    mistake: Move | None = None
    mistaken: int = 0


def on_paper(klass: TrainingClass) -> dict[str, list[Vote]]:
    """Votes from sheets typed in and from raised hands, by exercise."""
    found: dict[str, list[Vote]] = {}
    for sheet in sheets(klass):
        person = klass.find(sheet.code)
        for exercise, answer in sheet.answers.items():
            if answer is not None and person:
                found.setdefault(str(exercise), []).append(Vote(person.code, answer))
    for count in counts(klass):
        for key, heads in count.heads.items():
            if key and heads:
                found.setdefault(count.exercise, []).append(Vote("", _answer(key), heads))
    return found


def _answer(key: str) -> object:
    try:
        return json.loads(key)
    except (ValueError, RecursionError):
        return None


def together(telephones: dict[str, Vote], paper: Iterable[Vote]) -> list[Vote]:
    """Each person once: what came by telephone goes before the same person's sheet."""
    known = {spelling(code) for code in telephones}
    return [*telephones.values(), *(vote for vote in paper if not vote.code or spelling(vote.code) not in known)]


def count(exercise: Exercise, votes: Iterable[Vote]) -> Count:
    """The bars of a question. Answers that no longer fit it are left out."""
    judged = [(vote, verdict) for vote in votes if (verdict := _verdict(exercise, vote.answer)) is not None]
    mistakes: Counter[Move] = Counter()
    # Hands that were counted by option: whose they are nobody knows.
    nameless = [vote for vote, _ in judged if not vote.code]
    several = hands_each(exercise, [json.dumps(vote.answer) for vote in nameless]) > 1
    hands = [vote.heads for vote in nameless if several]
    for vote, verdict in judged:
        if several and not vote.code:
            continue
        if verdict.status in ("wrong", "partly"):
            for move in exercise.went_wrong(vote.answer):
                mistakes[move] += vote.heads
    most = mistakes.most_common(1)
    heads = sum(vote.heads for vote, _ in judged) - sum(hands) + max(hands, default=0)
    bars = tuple(_bars(exercise, judged))
    return Count(bars, heads, most[0][0], most[0][1]) if most else Count(bars, heads)


def _verdict(exercise: Exercise, answer: object) -> Verdict | None:
    try:
        verdict = exercise.check(answer)
    except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError, RecursionError):
        return None
    return None if verdict.status == "unanswered" else verdict


def _bars(exercise: Exercise, judged: list[tuple[Vote, Verdict]]) -> Iterable[Bar]:
    match exercise:
        case SingleChoice() | MultipleChoice() | Poll():
            picked: Counter[str] = Counter()
            for vote, _ in judged:
                for name in vote.answer if isinstance(vote.answer, list) else [vote.answer]:
                    picked[str(name)] += vote.heads
            key = getattr(exercise, "key", ()) or ()
            keys = {key} if isinstance(key, str) else set(key)
            options: Sequence[Option | Line] = exercise.options
            for n, option in enumerate(options):
                yield Bar(letter(n), option.text, picked[str(option.id)], (option.id in keys) if keys else None)
        case TrueFalse():
            for n, claim in enumerate(exercise.statements):
                for holds, chosen in ((True, say("chọn Đúng")), (False, say("chọn Sai"))):
                    heads = sum(vote.heads for vote, _ in judged if flags_in(vote.answer).get(claim.id) is holds)
                    key = None if claim.holds is None else claim.holds is holds
                    yield Bar(letter(n), f"{claim.text.rstrip(' .')} – **{chosen}**", heads, key)
        case _ if exercise.judged:
            signs = {"correct": ("✓", say("Đúng")), "partly": ("◐", say("Đúng một phần")), "wrong": ("✗", say("Chưa đúng"))}  # fmt: skip
            for status, (sign, words) in signs.items():
                yield Bar(sign, words, sum(vote.heads for vote, verdict in judged if verdict.status == status))
