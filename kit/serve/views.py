"""What the trainer's page and the wall show of the room, as plain data; the wall never gets a code or a name."""

from __future__ import annotations

import hashlib

from kit.classroom.disclosure import SMALLEST_GROUP, without_people
from kit.classroom.votes import Count, count
from kit.document.html import phrase, prose
from kit.document.markdown import parse
from kit.document.tree import plain
from kit.errors import KitError
from kit.kinds import Exercise
from kit.messages import say
from kit.serve.hall import Hall

OPENING = 90  # letters of a question in a list
MOST_TEXTS = 60
LONGEST_TEXT = 240


def room_view(hall: Hall, connected: int) -> dict[str, object]:
    """The trainer's page: what is open, how many answered each question, the question that all are at."""
    stand = hall.room.stand
    plans = [
        {
            "id": plan.id,
            "title": plan.title,
            "test": hall.module.is_test(plan.id),
            "open": plan.id in stand.open,
            "exercises": [_line(hall, name) for name in hall.lessons[plan.id].exercises],
        }
        for plan in hall.module.plans
        if plan.id in hall.steps
    ]
    people = len(hall.klass.people)
    here = say(
        "{n} trên {people} mã đã vào · {open} máy đang mở trang", n=hall.signed_in, people=people, open=connected
    )
    asked = question_view(hall, stand.asked, wall=False) if stand.asked else None
    return {"plans": plans, "here": here, "asked": asked, "told": hall.told}


def wall_view(hall: Hall) -> dict[str, object]:
    """The projector: the question that all are at, or how to get in."""
    asked = hall.room.stand.asked
    return {"asked": question_view(hall, asked, wall=True) if asked else None, "here": hall.signed_in}


def _line(hall: Hall, name: str) -> dict[str, object]:
    exercise = _exercise(hall, name)
    words = plain(parse(exercise.prompt)) if exercise else say("Không mở được bài tập này.")
    heads = hall.heads(name)
    stand = hall.room.stand
    return {
        "id": name,
        "number": hall.library.number(name),
        "words": words[:OPENING] + ("…" if len(words) > OPENING else ""),
        "answered": heads,
        "asked": stand.asked == name,
        "explained": name in stand.explained,
    }


def _exercise(hall: Hall, name: str) -> Exercise | None:
    try:
        return hall.library.exercise(name)
    except KitError:
        return None


def question_view(hall: Hall, name: str, *, wall: bool) -> dict[str, object] | None:
    """A question with its bars. On the wall bars need five heads; of a test there are none on either face."""
    exercise = _exercise(hall, name)
    if exercise is None:
        return None
    found = count(exercise, hall.votes(name))
    stand, test = hall.room.stand, hall.module.is_test(hall.room.lesson_of(name))
    explained = name in stand.explained and not test
    few = found.heads < SMALLEST_GROUP
    view: dict[str, object] = {
        "id": name,
        "number": hall.library.number(name),
        "prompt": prose(exercise.prompt),
        "image": _image(hall, exercise),
        "answered": say("{n} người đã trả lời, {people} mã đã vào lớp", n=found.heads, people=hall.signed_in),
        "bars": [] if test else _bars(found, shown=not (wall and few), key=explained or not wall),
        "few": say("Có từ {n} câu trả lời mới hiện số.", n=SMALLEST_GROUP) if wall and few and found.bars and not test else "",
        "explained": prose(exercise.explanation) if explained else "",
        "can_explain": not test and bool(exercise.explanation),
        "test": say("Kết quả phiếu kiểm tra chỉ hiện sau khi lớp làm cả lần trước và lần sau.") if test else "",
        "texts": _texts(hall, exercise, wall=wall),
    }  # fmt: skip
    if not wall and not test and found.mistake and found.mistaken:
        move = phrase(found.mistake.words)
        view["mistake"] = {"words": say("{n} người {what}.", n=found.mistaken, what=found.mistake.when), "move": move}
    return view


def _image(hall: Hall, exercise: Exercise) -> dict[str, str] | None:
    path = hall.library.image(exercise)
    if path is None or exercise.image is None or not path.is_file():
        return None
    return {"src": hall.pictures.address(path), "alt": exercise.image.alt}


def _bars(found: Count, *, shown: bool, key: bool) -> list[dict[str, object]]:
    """Bars with their heads where these may be shown, and with the key where it has been told."""
    of = found.heads or 1
    return [
        {
            "sign": bar.sign,
            "html": phrase(bar.words),
            "heads": bar.heads if shown else None,
            "part": round(100 * bar.heads / of) if shown else 0,
            "right": bool(bar.right) and key,
        }
        for bar in found.bars
    ]


def _texts(hall: Hall, exercise: Exercise, *, wall: bool) -> list[dict[str, object]]:
    """What people wrote in their own words; on the wall only what the trainer has chosen, and nobody's name."""
    if exercise.judged:
        return []
    found = []
    for code, record in hall.latest.get(exercise.id, {}).items():
        name = hashlib.sha256(f"{code}\0{record.id}".encode()).hexdigest()[:16]  # an id alone may be sent by another
        text = record.answer.get("text") if isinstance(record.answer, dict) else None
        chosen = name in hall.room.stand.texts
        if isinstance(text, str) and text.strip() and (chosen or not wall):
            words = without_people(
                " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())[:LONGEST_TEXT], hall.klass
            )
            found.append({"id": name, "words": words, "chosen": chosen})
    return found[-MOST_TEXTS:]
