"""Answer sheets of one's own: the code is printed already, and a machine could read what is marked.

Half an A4 a person. Four black squares of 6 mm tell where the sheet lies (middles 13 mm from its edges, the one
at the top left with a hole); a QR code of 18 mm (level M) tells whose it is: layout version, class, form,
moment, code, layout. Boxes are 7,8 x 6,6 mm, 11 mm apart. The places stand in kit/document/type/scan.typ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from kit.classroom.folder import Person, TrainingClass
from kit.classroom.tallies import exercises_of
from kit.document.nodes import AnswerBox, Block, Figure, ScanPage, ScanSheet
from kit.document.qr import seal
from kit.kinds import Exercise
from kit.kinds.letters import Lettered, letter
from kit.kinds.number import Number
from kit.kinds.true_false import TrueFalse
from kit.messages import say

VERSION = "K1"  # of the places of marks and boxes: a reader must know it
COLUMN = 8  # rows; a sheet has two columns


def answer_boxes(label: str, exercise: Exercise) -> AnswerBox:
    """The boxes of one item: letters, Đ and S for each claim, or a line with its unit."""
    if isinstance(exercise, Lettered):
        return AnswerBox(label, [["", *(letter(n) for n in range(len(exercise.option_ids)))]], "")
    if isinstance(exercise, TrueFalse):
        rows = [[letter(n).lower(), say("Đ"), say("S")] for n in range(len(exercise.statements))]
        return AnswerBox(label, rows, "")
    return AnswerBox(label, [], exercise.unit if isinstance(exercise, Number) else "")


def own_sheets(moment: Literal["before", "after"]) -> Callable[[TrainingClass], list[Block]]:
    """A sheet for each person with the form that she takes at that moment, two on a page; long forms on several."""

    def make(klass: TrainingClass) -> list[Block]:
        sheets = [sheet for person in klass.people for sheet in _of(klass, person, moment)]
        return [ScanPage(sheets[n : n + 2]) for n in range(0, len(sheets), 2)]

    return make


def _of(klass: TrainingClass, person: Person, moment: str) -> Iterator[ScanSheet]:
    forms = list(klass.forms)
    first = person.first if person.first in forms else forms[0]
    form = first if moment == "before" else next((name for name in forms if name != first), first)
    items = [answer_boxes(str(n), exercise) for n, exercise in enumerate(exercises_of(klass, form), 1)]
    parts = list(_parts(items))
    when = say("làm trước khóa học") if moment == "before" else say("làm sau khóa học")
    how = say(
        "Đánh dấu X vào một ô mỗi câu (Đ đúng, S sai). Đổi ý: tô kín ô cũ, đánh X ô mới. Không gấp qua các ô đen."
    )
    for n, boxes in enumerate(parts, 1):
        title = say("Phiếu {form}", form=form) + (f" ({n}/{len(parts)})" if len(parts) > 1 else "") + f" · {when}"
        words = "|".join((VERSION, klass.id, form, moment, person.code, f"{layout_of(boxes)}.{n}"))
        picture = Figure(say("Mã vuông của phiếu {code}", code=person.code), svg=seal(words))
        yield ScanSheet(title, person.code, f"{klass.title}. {how}", boxes, picture)


def _parts(items: Sequence[AnswerBox]) -> Iterator[list[AnswerBox]]:
    """The items of each sheet; an item's rows stay in one column."""
    part: list[AnswerBox] = []
    at = 0
    for item in items:
        rows = max(len(item.rows), 1)
        if at % COLUMN + rows > COLUMN:
            at = -(-at // COLUMN) * COLUMN
        if at + rows > 2 * COLUMN:
            yield part
            part, at = [], 0
        part.append(item)
        at += rows
    if part:
        yield part


def layout_of(boxes: Sequence[AnswerBox]) -> str:
    """What tells two layouts apart: how many boxes each row has."""
    shape = ";".join(f"{box.label}:{','.join(str(len(row) - 1) for row in box.rows) or '#'}" for box in boxes)
    return hashlib.sha256(shape.encode()).hexdigest()[:6]
