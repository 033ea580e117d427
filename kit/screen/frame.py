"""The frame around every exercise: shows, checks, hints, explains, saves. It knows no kind and no rule."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from kit.answers import Record
from kit.document.html import prose
from kit.document.markdown import parse
from kit.document.tree import citations
from kit.errors import KitError
from kit.kinds import Exercise
from kit.kinds.base import Verdict
from kit.messages import say
from kit.screen.session import Session, session
from kit.screen.sources import notes
from kit.screen.state import SURENESS, state_of
from kit.screen.views import control

ASSETS = Path(__file__).parent / "assets"
MOST_LETTERS = 20_000
MEDIA = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
CSS = (ASSETS / "kit.css").read_text(encoding="utf-8")


def script(*names: str) -> str:
    """A widget's JavaScript: the shared builders and its own files, as one module."""
    return "\n".join((ASSETS / part).read_text(encoding="utf-8") for part in ("common.js", *names))


class TooLong(KitError):
    """An answer that no person types."""


class NoMoreTries(KitError):
    """The tries that the author allowed are used up."""


class ExerciseFrame(anywidget.AnyWidget):
    """One exercise on the screen. `face` is drawn once; `state` changes; `restored` writes an answer back."""

    _esm = script("controls.js", "rows.js", "stories.js", "exercise.js")
    _css = CSS
    face = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    restored = traitlets.Dict().tag(sync=True)

    def __init__(self, exercise: Exercise, here: Session) -> None:
        self._exercise, self._session = exercise, here
        self._answer: Any = None
        self._verdict: Verdict | None = None
        self._restores = 0
        self._sure = ""  # how sure the learner says to be of the answer that comes along
        super().__init__(face=face_of(exercise, here))
        self.on_msg(self._on_message)
        here.listen(self.restore)
        self.restore()

    def restore(self) -> None:
        """Show the learner's last answer and its verdict as they were left, or a fresh sheet."""
        if self._exercise.shuffle:
            self.face = face_of(self._exercise, self._session)  # each learner has an order of her own
        attempt = self._session.reading.last(self._exercise.id)
        self._show(attempt.answer if attempt else None)
        self._restores += 1  # a counter, so that the same answer is written again after "retry"
        self.restored = {"answer": self._answer, "n": self._restores}

    def _show(self, answer: Any) -> None:
        self._answer = answer
        try:
            self._verdict = None if answer is None else self._exercise.check(answer)
        except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError):
            self._verdict = None
        if answer is not None and (self._verdict is None or self._verdict.status == "unanswered"):
            self._answer, self._verdict = None, None  # an answer to an older wording that no longer fits
        self._paint()

    def _paint(self) -> None:
        self.state = state_of(
            self._exercise, self._session.reading, self._session.learner, self._verdict, self._sources
        )

    def _sources(self) -> str:
        cited = citations(parse(self._exercise.explanation))
        return notes(self._session.library, [*cited, *self._exercise.sources])

    def _on_message(self, _: object, content: dict[str, Any], __: object) -> None:
        deeds = {"check": self.check, "hint": self._hint, "explain": self._explain, "retry": self._retry}
        act = deeds.get(str(content.get("deed")))
        if act is None:
            return
        self._sure = str(content.get("sure") or "")[:20]
        try:
            act(content.get("answer"))
        except KitError as error:
            self.state = {**self.state, "saved": str(error), "unsaved": True}

    def check(self, answer: Any) -> None:
        """Judge an answer, keep it, then show the verdict: nothing is called saved before it is."""
        if len(json.dumps(answer, ensure_ascii=False, default=str)) > MOST_LETTERS:
            raise TooLong(say("Câu trả lời quá dài. Hãy rút gọn còn dưới {n} chữ cái.", n=MOST_LETTERS))
        verdict = self._exercise.check(answer)
        tries, most = self._session.reading.count(self._exercise.id, "attempt"), self._exercise.tries
        if most and tries >= most:
            raise NoMoreTries(say("Đã hết {n} lượt làm. Hãy xem giải thích.", n=most))
        if self._exercise.confidence and self._sure not in SURENESS and verdict.status != "unanswered":
            verdict = Verdict("unanswered", words=(say("Hãy chọn thêm: bạn chắc đến đâu?"),))
        if verdict.status != "unanswered" and not self._is_kept(answer):
            kept = "recorded" if self._exercise.sealed else verdict.status
            points = None if self._exercise.sealed else verdict.points
            record = Record("attempt", self._exercise.id, self._exercise.digest, answer, kept, points, sure=self._sure)
            self._session.record(record)
        self._answer, self._verdict = answer, verdict
        self._paint()

    def _is_kept(self, answer: Any) -> bool:
        """Is this the very answer kept last? A second click on the button is no second try."""
        last = self._session.reading.last(self._exercise.id)
        return last is not None and (last.answer, last.digest, last.sure) == (answer, self._exercise.digest, self._sure)

    def _hint(self, _: Any) -> None:
        self._session.record(Record("hint", self._exercise.id))
        self._paint()

    def _explain(self, _: Any) -> None:
        if self._session.reading.count(self._exercise.id, "attempt"):
            self._session.record(Record("explain", self._exercise.id))
        self._paint()

    def _retry(self, _: Any) -> None:
        self._verdict = None
        self._restores += 1
        self.restored = {"answer": None, "n": self._restores}
        self._paint()


def face_of(exercise: Exercise, here: Session) -> dict[str, Any]:
    """What is drawn once: words, prompt, picture, control; made without the key."""
    number = here.library.number(exercise.id)
    check = say("Kiểm tra") if exercise.judged and not exercise.sealed else say("Ghi lại")
    sure = {"legend": say("Bạn chắc đến đâu?"), "choices": [[v, w()] for v, w in SURENESS.items()]}
    return {
        "id": exercise.id,
        "heading": say("Bài tập {number}", number=number).strip(),
        "kind": say("{kind} · khoảng {n} phút", kind=say(exercise.title), n=exercise.minutes),
        "prompt": prose(exercise.prompt),
        "image": _picture(exercise, here),
        "control": control(exercise, here.learner.name if here.learner else ""),
        "sure": sure if exercise.confidence else None,
        "words": {"check": check, "explain": say("Xem giải thích"), "retry": say("Làm lại"), "hints": say("Gợi ý")},
    }


def _picture(exercise: Exercise, here: Session) -> dict[str, str] | None:
    path = here.library.image(exercise)
    if path is None or exercise.image is None or not path.is_file():
        return None
    media = MEDIA.get(path.suffix.lower(), "image/png")
    data = base64.b64encode(path.read_bytes()).decode()
    return {"src": f"data:{media};base64,{data}", "alt": exercise.image.alt}


def exercise(exercise_id: str) -> Any:
    """Show an exercise of the library by its id, such as "policy-dialogue/steps-in-order"."""
    here = session()
    try:
        return ExerciseFrame(here.library.exercise(exercise_id), here)
    except KitError as error:
        return Apology(str(error))


class Apology:
    """What stands in an exercise's place when it cannot be shown: words, not a traceback."""

    def __init__(self, words: str) -> None:
        self.words = words

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        from html import escape

        head = say("Không mở được bài tập này.")
        return {
            "text/plain": f"{head}\n{self.words}",
            "text/html": f"<p role='alert'><b>{head}</b></p><pre>{escape(self.words)}</pre>",
        }
