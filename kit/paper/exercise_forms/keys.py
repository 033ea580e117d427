"""The key in a line, and how to answer on paper in a few words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kit.document.markdown import inline
from kit.document.tree import plain
from kit.kinds import Exercise
from kit.kinds.letters import letter
from kit.messages import say
from kit.vietnamese import with_unit


def _letters(parts: tuple[Any, ...], chosen: list[str], join: str = ", ") -> str:
    ids = [part.id for part in parts]
    return join.join(letter(ids.index(name)) for name in chosen)


def _places(exercise: Any) -> str:
    return ", ".join(f"{n} {_letters(exercise.places, [item.place])}" for n, item in enumerate(exercise.items, 1))


def _claims(exercise: Any) -> str:
    words = {True: say("Đúng"), False: say("Sai")}
    return ", ".join(f"{letter(n)} {words[s.holds]}" for n, s in enumerate(exercise.statements))


def _marked(exercise: Any) -> str:
    wrong = [(n, line.mistake) for n, line in enumerate(exercise.entries, 1) if line.mistake]
    return ", ".join(f"{n} {_letters(exercise.reasons, [reason])}" for n, reason in wrong)


def _built(exercise: Any) -> str:
    key = exercise.key_answer()
    parts = ", ".join(f"{n} {_letters(exercise.pieces, [key[slot.id]])}" for n, slot in enumerate(exercise.slots, 1))
    return say("nhiều cách đúng, ví dụ {parts}", parts=parts)


def _way(exercise: Any) -> str:
    letters = {c.id: letter(n) for scene in exercise.scenes for n, c in enumerate(scene.choices)}
    return " → ".join(letters[name] for name in exercise.key_answer())


_KEYS: dict[str, Callable[[Any], str]] = {
    "single-choice": lambda x: _letters(x.options, [x.key]),
    "multiple-choice": lambda x: _letters(x.options, [o.id for o in x.options if o.id in x.key]),
    "true-false": _claims,
    "number": lambda x: with_unit(x.key_answer(), x.unit),
    "short-answer": lambda x: ", ".join(x.accept),
    "gap-text": lambda x: ", ".join(f"({n}) {gap.accept[0]}" for n, gap in enumerate(x.gaps, 1)),
    "deadline": lambda x: str(x.key_answer()),
    "order": lambda x: _letters(x.items, list(x.key), " → "),
    "matching": _places,
    "sorting": _places,
    "calculation-table": lambda x: "; ".join(f"{r.title}: {x.told(r, f)}".replace("**", "") for _, r, f in x.cells),
    "read-chart": lambda x: ", ".join(f"{n} {_letters(q.options, [q.key])}" for n, q in enumerate(x.questions, 1)),
    "find-mistakes": _marked,
    "build-from-parts": _built,
    "scenario": _way,
}


def key_words(exercise: Exercise) -> str:
    """The key in a line, as a trainer reads it out; empty where nothing is right or wrong."""
    return plain(inline(_KEYS[exercise.kind](exercise))) if exercise.judged else ""


def key_aloud(exercise: Any) -> str:
    """The key in words, for a class that does not read: no letters where the things themselves can be said."""
    match exercise.kind:
        case "order":
            steps = {item.id: item.text for item in exercise.items}
            return " → ".join(steps[name].rstrip(".") for name in exercise.key)
        case "matching" | "sorting":
            groups = [(p.text, [i.text for i in exercise.items if i.place == p.id]) for p in exercise.places]
            return ". ".join(f"{place}: {'; '.join(items)}" for place, items in groups if items)
        case "find-mistakes":
            reasons = {reason.id: reason.text for reason in exercise.reasons}
            wrong = [(n, line.mistake) for n, line in enumerate(exercise.entries, 1) if line.mistake]
            return "; ".join(say("dòng {n}: {what}", n=n, what=reasons[why]) for n, why in wrong)
        case "scenario" | "build-from-parts":
            return ""  # told by the workings
    return key_words(exercise)


def hint_line(exercise: Exercise) -> str:
    """How to answer on paper, in a few words."""
    if exercise.kind == "poll":
        return say(
            "Đánh dấu nhiều nhất {n} ô, hoặc dán chấm lên tờ treo tường theo lời giảng viên. Không có đúng sai.",
            n=getattr(exercise, "votes", 1),
        )
    return {
        "single-choice": say("Đánh dấu X vào một ô tròn."),
        "multiple-choice": say("Đánh dấu mọi ô đúng. Chọn sai bị trừ điểm."),
        "sorting": say("Mỗi dòng đánh dấu một ô."),
        "true-false": say("Đánh dấu Đúng hoặc Sai cho từng câu."),
        "deadline": say("Viết ngày/tháng/năm, ví dụ 21/03/2025; tính theo giờ thì thêm giờ, ví dụ 8:30 21/03/2025."),
        "read-chart": say("Mỗi câu đánh dấu X vào một ô tròn."),
        "find-mistakes": say(
            "Dòng có lỗi: ghi chữ cái của lỗi vào cột cuối. Dòng đúng: để trống. Ghi lỗi vào dòng đúng sẽ bị trừ điểm."
        ),
        "checklist": say("Mỗi dòng đánh dấu một ô."),
    }.get(exercise.kind, "")
