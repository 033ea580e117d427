"""A module's words taken out for translators, and merged with what is translated already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kit.course.catalogue import blocks, place_of, read_catalogue, read_po_file
from kit.course.code_words import words_in
from kit.course.library import TOLD, Library
from kit.course.modules import Module
from kit.course.phrases import english_beside, phrases
from kit.document.markdown import parse
from kit.document.tree import citations
from kit.errors import ContentError, Fault
from kit.files import write_whole

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog


@dataclass(frozen=True)
class Word:
    """A block of words and where it stands."""

    block: str
    file: str
    field: str


@dataclass(frozen=True)
class Merged:
    """A catalogue that was written, and what changed in it."""

    path: Path
    done: int
    total: int
    new: int
    doubtful: int  # the Vietnamese changed; the old words stand there, to be looked at
    gone: int


def words_of(library: Library, module: Module, language: str) -> Iterator[Word]:
    """Every block of words of a module in the order in which a reader meets them: plan, lessons with their exercises, forms, facts.

    Facts have an English title of their own.
    """
    file = f"exercises/{module.id}/module.yaml"
    texts = [(text, file, field) for field, text in phrases(module)]
    lessons = library.lessons[module.id]
    for plan in module.plans:
        page = f"notebooks/modules/{module.id}/{plan.file}"
        for cell in lessons[plan.id].cells if plan.id in lessons else ():
            if cell.kind in ("text", "note"):
                texts.append((cell.source, page, ""))
            elif cell.kind == "data":
                texts += [(words, page, "") for words in words_in(cell.source)]
            elif cell.kind == "exercise":
                texts += _exercise(library, cell.exercise)
    for name in library.exercise_ids(module.id):  # those in no lesson; the others are there already
        texts += _exercise(library, name)
    for path in library.forms(module.id):
        texts.append((library.form_text(path), path.relative_to(library.home).as_posix(), ""))
    cited = citations([parse(text) for text, _, _ in texts]) + [s for n in library.exercise_ids(module.id) for s in library.exercise(n).sources]  # fmt: skip
    told = TOLD if language == "en" else ("title", *TOLD)
    for name in dict.fromkeys([*cited, *module.references]):
        if fact := library.facts.get(name):
            texts += [(getattr(fact, field), "exercises/facts", f"{name}.{field}") for field in told]
    for text, place, field in texts:
        yield from (Word(block, place, field) for block in blocks(text))


def _exercise(library: Library, name: str) -> list[tuple[str, str, str]]:
    return [(text, f"exercises/{name}.yaml", field) for field, text in phrases(library.exercise(name))]


def template(library: Library, module: Module, language: str) -> Catalog:
    """The catalogue of a module with no words in it but those that stand beside the Vietnamese already."""
    from babel.messages.catalog import Catalog

    made = Catalog(project=module.id, charset="utf-8", fuzzy=False)
    beside = dict(english_beside(module)) if language == "en" else {}
    for word in words_of(library, module, language):
        made.add(word.block, beside.get(word.block, ""), locations=[(word.file, 0)], auto_comments=[word.field] if word.field else [])  # fmt: skip
    return made


def translate(library: Library, module: Module, language: str) -> Merged:
    """Take out a module's words into `exercises/MODULE/locale/LANGUAGE.po`, keeping what stands there.

    A sentence whose Vietnamese changed a little keeps its old words, marked fuzzy: they are not used until somebody
    has looked at them. What nothing uses any more stays at the end of the file. Raises ContentError for a broken file.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    path, faults = place_of(library.home, module.id, language), list[Fault]()
    fresh = template(library, module, language)
    kept = read_po_file(path, path.relative_to(library.home).as_posix(), faults) if path.exists() else None
    if faults:
        raise ContentError(faults)
    if kept is None:
        kept = Catalog(
            project=module.id, version=module.version, charset="utf-8", fuzzy=False, creation_date=datetime.now(UTC)
        )
        kept.header_comment, kept.msgid_bugs_address = f"# {module.title}: {language}", ""
        kept.revision_date, kept.language_team, kept.last_translator = kept.creation_date, "", ""
    before = {str(m.id) for m in kept if m.id}
    for name in [name for name in kept.obsolete if name in fresh]:  # a sentence that came back brings its words along
        kept.add(name, kept.obsolete.pop(name).string)
    kept.update(fresh, update_creation_date=False)
    if language == "en":
        for message in kept:
            if message.id and not message.string and (beside := fresh[message.id]) is not None:
                message.string = beside.string
    kept.obsolete = {name: message for name, message in kept.obsolete.items() if message.string}
    out = BytesIO()
    write_po(out, kept, width=0, include_previous=True)
    write_whole(path, out.getvalue())
    now = {str(m.id) for m in kept if m.id}
    doubtful = sum(m.fuzzy for m in kept if m.id)
    done = sum(bool(m.string) and not m.fuzzy for m in kept if m.id)
    return Merged(path, done, len(now), len(now - before), doubtful, len(before - now))


def progress(library: Library, module: Module, language: str) -> tuple[int, int]:
    """How many of the module's blocks, as they stand today, have words in the language, and how many there are."""
    path = place_of(library.home, module.id, language)
    known = read_catalogue(path, path.name, language, [])
    found = {word.block for word in words_of(library, module, language)}
    return sum(known is not None and known.holds(block) for block in found), len(found)
