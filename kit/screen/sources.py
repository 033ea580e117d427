"""The records that a lesson rests on, at its end on the screen: source, check date, status."""

from __future__ import annotations

from html import escape

from kit.desk.session import session
from kit.desk.sources import notes
from kit.document.markdown import parse
from kit.document.tree import citations
from kit.messages import say


class Sources:
    """A list of sources as a cell's output."""

    def __init__(self, html: str) -> None:
        self.html = html

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": say("Nguồn"), "text/html": f"<h3>{escape(say('Nguồn'))}</h3>{self.html}"}


def sources(lesson_id: str) -> Sources:
    """The sources that the text of a lesson cites, such as sources("policy-dialogue/01-what-is-dialogue")."""
    library = session().library
    module, _, name = lesson_id.partition("/")
    lesson = library.lessons.get(module, {}).get(name)
    cells = lesson.cells if lesson else ()
    return Sources(notes(library, [n for cell in cells if cell.kind == "text" for n in citations(parse(cell.source))]))
