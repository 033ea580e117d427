"""JupyterLab as a host: an exercise as a widget, and what stands where none can be shown."""

from __future__ import annotations

from html import escape

import anywidget
import traitlets

from kit.desk import OpenExercise, Session
from kit.desk.looks import CSS, EXERCISE, script
from kit.desk.session import session
from kit.errors import KitError
from kit.kinds import Exercise
from kit.messages import say


class ExerciseFrame(anywidget.AnyWidget):
    """One exercise on the screen: what is open on the desk, sent to the page and back."""

    _esm = script(*EXERCISE)
    _css = CSS
    face = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    restored = traitlets.Dict().tag(sync=True)

    def __init__(self, exercise: Exercise, here: Session) -> None:
        self._open = OpenExercise(exercise, here)
        super().__init__(face=self._open.face, state=self._open.state, restored=self._open.restored)
        self.on_msg(self._on_message)
        here.listen(self.restore)

    def restore(self) -> None:
        """Show what another learner, or nobody, has left."""
        self._open.restore()
        self._send_on()

    def _send_on(self) -> None:
        self.face, self.restored, self.state = self._open.face, self._open.restored, self._open.state

    def _on_message(self, _: object, content: dict[str, object], __: object) -> None:
        self._open.act(content)
        self._send_on()


def exercise(exercise_id: str) -> object:
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
        head = say("Không mở được bài tập này.")
        return {
            "text/plain": f"{head}\n{self.words}",
            "text/html": f"<p role='alert'><b>{head}</b></p><pre>{escape(self.words)}</pre>",
        }
