"""A lesson as one HTML file for a telephone: opened from its storage, without any network; what is answered stays in it.

It holds no key. Explanations of practice are folded in it, as in the self-study edition; a test holds none.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kit import __version__
from kit.answers import Desk
from kit.course import Lesson, LessonPlan, Library, Module
from kit.desk.lesson_words import lesson_words
from kit.desk.looks import ASSETS, EXERCISE, page_script, page_style, within
from kit.desk.open_exercise import face_of
from kit.desk.session import Session
from kit.desk.sources import notes
from kit.desk.state import blank, explanation
from kit.document.html import phrase
from kit.document.markdown import parse
from kit.document.nodes import Block, Box, Clip, Figure, Node
from kit.document.tree import changed, citations
from kit.kinds import Exercise
from kit.messages import say
from kit.paper.assemble import Assembler
from kit.paper.steps import steps_of

if TYPE_CHECKING:
    from jinja2 import Template

OWN = Path(__file__).parent
MOST_CLIP = 3 * 1024 * 1024  # bytes of one clip inside the file: the file is sent by Zalo


def phone_file(library: Library, module: Module, plan: LessonPlan, lesson: Lesson, outputs: dict[str, list[Block]], pictures: dict[str, bytes], *, class_id: str = "") -> bytes:  # fmt: skip
    """The file of a lesson or a test. `outputs` and `pictures`: what its data cells showed."""
    assembler = Assembler(library, module, "learner", outputs, dict(pictures))
    steps = steps_of(assembler, plan, lesson, _inside)
    here = Session(library, Desk(library.home / "answers"), address=within, sounds=within)
    exercises = {s.exercise: _sheet(library.exercise(s.exercise), here) for s in steps if s.exercise}
    data = {
        "lesson": plan.id,
        "module": module.id,
        "class": class_id,
        "store": f"{module.id}/{plan.id}",
        "room": {"open": [plan.id], "asked": "", "explained": []},
        "exercises": exercises,
        "test": module.is_test(plan.id),
        "words": {**lesson_words(), **_words(), "end": say("Nộp bài")},
        "net": {"stay": ""},
    }
    page: str = _template().render(
        say=say, title=plan.title, module=module.title, minutes=say("{n} phút", n=plan.minutes), steps=steps,
        test=module.is_test(plan.id), data=_json(data), style=page_style(), script=page_scripts(), version=__version__,
    )  # fmt: skip
    return page.encode()


def _inside(nodes: list[Block], laid: dict[str, bytes]) -> list[Block]:
    """The same blocks with their pictures in them."""

    def one(node: Node) -> Node:
        if isinstance(node, Clip) and node.src in laid:
            return _clip(node, laid)
        if isinstance(node, Figure) and node.src in laid:
            return Figure(node.alt, svg=laid[node.src].decode()) if node.src.endswith(".svg") else Figure(node.alt, _address(node.src, laid))  # fmt: skip
        return node

    return changed(nodes, one)


def _clip(node: Clip, laid: dict[str, bytes]) -> Node:
    """A clip travels in the file where it is short; a long one stays on the laptop, and its poster and words come along."""
    if len(laid[node.src]) <= MOST_CLIP:
        return replace(node, src=_address(node.src, laid), poster=_address(node.poster, laid) if node.poster else "")
    shown = [Figure(node.alt, _address(node.poster, laid))] if node.poster else []
    return Box("plain", say("Xem ở máy của lớp: {alt}", alt=node.alt), [*shown, *node.transcript])


def _address(name: str, laid: dict[str, bytes]) -> str:
    import base64

    from kit.document.media import CLIPS, PICTURES, SOUNDS

    return f"data:{ {**CLIPS, **SOUNDS, **PICTURES}[Path(name).suffix] };base64,{base64.b64encode(laid[name]).decode()}"


def _sheet(exercise: Exercise, here: Session) -> dict[str, object]:
    """What the page needs of an exercise: no key, no verdict; what may be unfolded after a try."""
    face = face_of(exercise, here)
    face = {**face, "words": {**cast(dict[str, str], face["words"]), "check": say("Ghi lại")}}
    shown = "" if exercise.sealed else explanation(exercise)
    cited = [*citations(parse(exercise.explanation)), *exercise.sources]
    return {
        "face": face,
        "state": blank(),
        "restored": {"answer": None, "n": 0, "of": ""},
        "digest": exercise.digest,
        "hints": [] if exercise.sealed else [phrase(hint) for hint in exercise.hints],
        "explanation": shown + notes(here.library, cited) if shown else "",
        "judged": exercise.judged,
    }


def _words() -> dict[str, str]:
    return {
        "kept": say("Đã giữ trong máy này lúc {at}."),
        "full": say("Máy này không giữ được câu trả lời: nộp bài trước khi đóng trang."),
        "recorded": say("Đã ghi. Giảng viên sẽ chấm."),
        "own": say("Đã ghi. Không có đúng sai."),
        "hint": say("Gợi ý {n}/{total}"),
        "badge": "✎ " + say("Đã ghi"),
        "incomplete": say("Chưa trả lời hết. Trả lời rồi bấm “Ghi lại”."),
        "nothing": say("Chưa có câu trả lời nào để nộp."),
        "code": say("Ghi mã học viên trước khi nộp bài."),
        "copied": say("Đã chép. Mở Zalo, dán vào tin nhắn cho giảng viên."),
        "by_hand": say("Bấm giữ vào ô dưới, chọn Chép, rồi dán vào tin nhắn cho giảng viên."),
        "saved": say("Đã ghi tệp {name}: gửi tệp này cho giảng viên, hoặc chép vào USB."),
    }


@cache
def page_scripts() -> str:
    """What a lesson in one file runs."""
    return page_script(
        *(ASSETS / n for n in EXERCISE), ASSETS / "host.js", OWN / "assets" / "kept.js", ASSETS / "lesson.js"
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader

    made = Environment(
        loader=FileSystemLoader(OWN / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return made.get_template("phone.html")


def _json(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
