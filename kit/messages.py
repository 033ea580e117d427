"""Words shown to people: Vietnamese is the source text, English stands beside it in locale/en.po."""

from __future__ import annotations

import gettext
import os
import re
import unicodedata
from functools import cache
from pathlib import Path

SOURCE = "vi"  # the language that code and lessons are written in
CATALOGUES = Path(__file__).parent / "locale"  # one more LANGUAGE.po, and the kit speaks one more language
LANGUAGES = (SOURCE, *sorted(path.stem for path in CATALOGUES.glob("*.po")))


class _Other(gettext.NullTranslations):
    """A catalogue, read straight from its .po file so that no compiled twin can go stale."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> str:
        return _read_catalogue(self._language).get(message, message)


@cache
def _read_catalogue(language: str) -> dict[str, str]:
    from babel.messages.pofile import read_po

    with (CATALOGUES / f"{language}.po").open(encoding="utf-8") as stream:
        catalogue = read_po(stream)
    found = {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}
    return {said: other for said, other in found.items() if _places(said) == _places(other)}


def _places(text: str) -> list[str]:
    """The {places} of a message; one that names others would stop a page instead of speaking."""
    return sorted(re.findall(r"\{\w*\}", text))


_VOICES = {name: gettext.NullTranslations() if name == SOURCE else _Other(name) for name in LANGUAGES}
_language = os.environ.get("KIT_LANG", "vi") if os.environ.get("KIT_LANG") in LANGUAGES else "vi"


def use(language: str) -> None:
    """Speak `language`, one of LANGUAGES, from now on in this process."""
    global _language
    _language = language


def language() -> str:
    """The language in use, one of LANGUAGES."""
    return _language


def say(vietnamese: str, **values: object) -> str:
    """The message in the language in use, its {places} filled."""
    text = _VOICES[_language].gettext(vietnamese)
    return text.format(**values) if values else text


_SECRET = re.compile(r"(\w+://[^:/@\s]*:)\S*@")


def terminal_text(text: str) -> str:
    """A text as a terminal may show it: signs that would move or repaint it shown as “?”, passwords of addresses hidden."""
    shown = "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "?" for c in text)
    return _SECRET.sub(r"\1***@", shown)
