"""Words shown to people: Vietnamese is the source text, English stands beside it in locale/en.po."""

from __future__ import annotations

import gettext
import os
import re
import unicodedata
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
CATALOGUE = Path(__file__).parent / "locale" / "en.po"


class _English(gettext.NullTranslations):
    """The English catalogue, read straight from its .po file so that no compiled twin can go stale."""

    def gettext(self, message: str) -> str:
        return _read_catalogue().get(message, message)


@cache
def _read_catalogue() -> dict[str, str]:
    from babel.messages.pofile import read_po

    with CATALOGUE.open(encoding="utf-8") as stream:
        catalogue = read_po(stream)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id and entry.string}


_VOICES: dict[str, gettext.NullTranslations] = {"vi": gettext.NullTranslations(), "en": _English()}
_language = os.environ.get("KIT_LANG", "vi") if os.environ.get("KIT_LANG") in LANGUAGES else "vi"


def use(language: str) -> None:
    """Speak `language` ("vi" or "en") from now on in this process."""
    global _language
    _language = language


def language() -> str:
    """The language in use, "vi" or "en"."""
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
