"""An exercise as a learner will meet it, on the screen and on paper, while somebody writes it."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import ipywidgets

from kit.answers import Desk
from kit.course import Library
from kit.desk.session import Session
from kit.document.html import html
from kit.document.sheet import Sheet, laid
from kit.errors import KitError
from kit.kinds import Exercise
from kit.messages import say
from kit.paper.assemble import take_in
from kit.paper.exercises import exercise_box
from kit.screen.frame import ExerciseFrame


class Preview(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The exercise as a learner meets it on the screen, and on paper."""

    def __init__(self, here: Session) -> None:
        self._here = here
        super().__init__([])

    def show(self, exercise: Exercise | None) -> None:
        """Draw it anew; what cannot be read is not drawn, the last good one stays."""
        if exercise is None:
            return
        library = self._here.library
        apart = Session(library, Desk(self._here.desk.folder / "preview"))  # nobody is signed in: nothing is kept
        heads = [ipywidgets.HTML(f"<h3>{escape(words)}</h3>") for words in (say("Trên màn hình"), say("Trên giấy"))]
        try:
            screen = ExerciseFrame(
                replace(exercise, id=f"{exercise.id.partition('/')[0]}/xem-thu", sealed=False), apart
            )
            paper = ipywidgets.HTML(_paper(library, exercise))
        except KitError as error:
            self.children = [ipywidgets.HTML(f"<p>{escape(str(error))}</p>")]
            return
        self.children = [heads[0], screen, heads[1], paper]


def _paper(library: Library, exercise: Exercise) -> str:
    """The learner's sheet of one exercise, in a frame of its own."""
    pictures: dict[str, bytes] = {}
    drawn = laid([exercise_box(library, exercise, "learner")], pictures)
    if (path := library.image(exercise)) and exercise.image:
        take_in(path.name, path.parent, pictures)
        pictures[str(path)] = path.read_bytes()
    page = html(Sheet("learner", "", "", "", "", blocks=drawn, pictures=pictures)).decode()
    return f'<iframe title="{escape(say("Trên giấy"))}" sandbox srcdoc="{escape(page)}" style="width:100%;height:26rem;border:1px solid #b9b3a8;background:#fff"></iframe>'
