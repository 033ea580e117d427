"""The records that words rest on, as a list: source, check date, status."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from kit.course import Library
from kit.messages import say


def notes(library: Library, names: Iterable[str]) -> str:
    """An HTML list of records, each once; an address is a link that a person may follow."""
    facts = [library.facts[name] for name in dict.fromkeys(names) if name in library.facts]
    items = "".join(f"<li>{escape(fact.line)}{_link(fact.url)}</li>" for fact in facts)
    return f"<ul class='kit-sources'>{items}</ul>" if items else ""


def _link(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        return ""
    return f" <a href='{escape(url)}' rel='noopener noreferrer' target='_blank'>{escape(say('xem nguồn'))}</a>"
