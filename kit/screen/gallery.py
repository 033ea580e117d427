"""For authors: a kind's sample as learners meet it, and beneath it the YAML that makes it."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import ipywidgets

from kit.course.samples import sample, sample_text
from kit.desk.session import Session, session
from kit.errors import KitError, UnknownName
from kit.kinds import KINDS
from kit.messages import say
from kit.screen.frame import Apology, ExerciseFrame
from kit.vietnamese import format_number


class GalleryFrame(ExerciseFrame):
    """A sample to try: nothing is kept, nothing is refused, and its points are told, for whoever writes one."""

    def _send_on(self) -> None:
        verdict, state = self._open.verdict, self._open.state
        saved = say("Làm thử: không lưu.")
        if verdict is not None and verdict.points is not None:
            saved += " " + say("Điểm: {n} trên 1.", n=format_number(round(verdict.points, 2)))
        self._open.state = {**state, "saved": saved if state["tries"] else "", "unsaved": False}
        super()._send_on()


def gallery(kind: str) -> object:
    """Show the sample of a kind, such as "order", and its YAML; what is tried here is kept nowhere."""
    try:
        if kind not in KINDS:
            raise UnknownName(say("dạng bài"), kind, list(KINDS))
        here = session()
        apart = Session(here.library, here.desk)  # a session of its own: nobody is signed in to it
        frame = GalleryFrame(replace(sample(kind), id=f"gallery/{kind}", tries=0, confidence=False), apart)
    except KitError as error:
        return Apology(str(error))
    head = escape(say("Tệp tạo ra bài này. Gõ lệnh dưới đây để có một bản chép, rồi sửa chữ."))
    command = f"kit new exercise CHUYEN-DE/TEN --kind {kind}"
    source = f"<p>{head}</p><pre>{escape(command)}</pre><pre>{escape(sample_text(kind))}</pre>"
    return ipywidgets.VBox([frame, ipywidgets.HTML(source)])
