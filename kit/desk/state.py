"""What a frame shows, worked out from the exercise and the log: plain data, no widget."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from kit.answers import Learner, Reading, Record
from kit.document.html import phrase, prose
from kit.kinds import Exercise
from kit.kinds.base import Part, Verdict
from kit.messages import say

# How sure a learner may say to be; asked only where the author wants it.
SURENESS: dict[str, Callable[[], str]] = {
    "sure": lambda: say("Chắc"),
    "fairly": lambda: say("Khá chắc"),
    "unsure": lambda: say("Chưa chắc"),
}


def badge(status: str) -> str:
    """The verdict as a sign and words, for those who do not see its colour."""
    return {
        "correct": "✓ " + say("Đúng rồi"),
        "partly": "◐ " + say("Đúng một phần"),
        "wrong": "✗ " + say("Chưa đúng"),
        "recorded": "✎ " + say("Đã ghi"),
        "unanswered": "… " + say("Chưa trả lời"),
    }.get(status, "")


def blank() -> dict[str, object]:
    """The state of an exercise that nobody has touched."""
    return {
        "status": "none", "badge": "", "words": [], "marks": {}, "hints": [], "hints_left": 0, "hint_word": "",
        "can_explain": False, "explanation": "", "saved": "", "unsaved": False, "tries": 0, "over": False, "note": "", "of": "",
    }  # fmt: skip


def state_of(
    exercise: Exercise,
    reading: Reading,
    learner: Learner | None,
    verdict: Verdict | None,
    sources: Callable[[], str] = str,
) -> dict[str, object]:
    """Everything the browser needs to draw; the explanation goes along only after it was asked for.

    `verdict` is that of the answer on show, None when there is none; `sources` makes the notes
    that stand under an explanation, and is called only when one is shown.
    """
    state = blank()
    attempt = reading.last(exercise.id)
    tries = reading.count(exercise.id, "attempt")
    shown = min(reading.count(exercise.id, "hint"), len(exercise.hints))
    state["tries"] = tries
    state["over"] = 0 < exercise.tries <= tries
    state["hints"] = [phrase(hint) for hint in exercise.hints[:shown]]
    state["hints_left"] = 0 if exercise.sealed else len(exercise.hints) - shown
    state["hint_word"] = say("Gợi ý {n}/{total}", n=shown + 1, total=len(exercise.hints))
    after = tries > 0 and not exercise.sealed
    told = after and reading.count(exercise.id, "explain") > 0
    state["can_explain"] = after and not told
    state["explanation"] = explanation(exercise) + sources() if told else ""
    if verdict is not None:
        state |= _judged(exercise, verdict)
        said = [phrase(words) for words in _around(exercise, verdict, attempt, tries)]
        state["words"] = [*cast(list[str], state["words"]), *said]
    if attempt is not None and attempt.digest != exercise.digest:
        state["note"] = say(
            "Đề bài đã được sửa sau khi bạn làm. Câu trả lời cũ vẫn còn; hãy xem lại và bấm “Kiểm tra”."
        )
    if attempt is not None:
        waits = (
            verdict is not None and verdict.status == "unanswered"
        )  # “Đã lưu” beside “Chưa trả lời” would speak of another answer
        state["saved"] = "" if waits else _saved(attempt, learner)
        state["unsaved"] = learner is None
    return state


def _judged(exercise: Exercise, verdict: Verdict) -> dict[str, object]:
    if exercise.sealed and verdict.status != "unanswered":
        return {
            "status": "recorded",
            "badge": badge("recorded"),
            "words": [phrase(say("Đã ghi câu trả lời. Cả lớp sẽ chữa sau."))],
        }
    claims = exercise.kind == "true-false"  # “Đúng.” would be taken for the claim’s own truth
    marks = {name: _mark(part, claims) for name, part in verdict.parts.items() if part.right or part.words}
    return {
        "status": verdict.status,
        "badge": "… " + say("Đang làm") if verdict.status == "unanswered" and marks else badge(verdict.status),
        "words": [phrase(w) for w in verdict.words],
        "marks": marks,
    }


def _around(exercise: Exercise, verdict: Verdict, attempt: Record | None, tries: int) -> list[str]:
    """What is added to a verdict: how sure one was, how many tries are left."""
    if exercise.sealed or verdict.status in ("unanswered", "recorded") or attempt is None:
        return []
    words = []
    if attempt.sure == "sure" and verdict.status != "correct":
        words.append(say("Bạn đã chọn “Chắc”: đây là chỗ nên đọc kỹ lời giải thích."))
    if attempt.sure == "unsure" and verdict.status == "correct":
        words.append(say("Bạn chưa chắc nhưng đã đúng: hãy đọc giải thích để biết vì sao."))
    if exercise.tries and verdict.status != "correct":
        left = exercise.tries - tries
        words.append(say("Còn {n} lượt làm.", n=left) if left > 0 else say("Đã hết lượt làm. Hãy xem giải thích."))
    return words


def _mark(part: Part, claim: bool) -> dict[str, object]:
    """A sign, a word and the feedback; the word is left out where the feedback opens with it."""
    word = say("Đúng.") if part.right else say("Chưa đúng.")
    told = part.words.startswith(word)
    if claim:
        word, told = say("Bạn chọn đúng.") if part.right else say("Bạn chọn chưa đúng."), False
    label = ("✓" if part.right else "✗") + ("" if told else f" {word}")
    return {"right": part.right, "label": label, "html": phrase(part.words)}


def explanation(exercise: Exercise) -> str:
    """The explanation of an exercise as HTML, with its workings and a model answer where there is one."""
    model = getattr(exercise, "model_answer", "")
    head = f"<p><b>{say('Giải thích')}</b></p>" + prose(exercise.explanation) + prose(exercise.workings())
    return head + (f"<p><b>{say('Một cách trả lời')}</b></p>" + prose(model) if model else "")


def _saved(attempt: Record, learner: Learner | None) -> str:
    if learner is None:
        return say("Chưa lưu: hãy ghi tên ở đầu bài, câu trả lời sẽ được lưu ngay.")
    at = datetime.fromisoformat(attempt.at).astimezone().strftime("%H:%M %d/%m/%Y")
    return say("Đã lưu lúc {at} cho {name}.", at=at, name=learner.name)
