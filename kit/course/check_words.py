"""What must hold between a module and its words in another language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kit.course.catalogue import Catalogue, languages_of, marks, place_of, read_catalogue
from kit.course.check_texts import check_html, check_text
from kit.course.library import Library
from kit.course.modules import Module
from kit.course.phrases import rephrased
from kit.document.markdown import parse
from kit.document.nodes import Figure
from kit.document.tree import walk
from kit.errors import Fault, KitError
from kit.messages import say

DEEP = "../../../"  # how a lesson names what lies in exercises/


def check_words(library: Library, module: Module) -> Iterator[Fault]:
    """Catalogues that cannot be read, sentences that lost a source, a gap or a cell, exercises that no longer work.

    A fault only for who asks for that language: a translator's slip never keeps the Vietnamese course from its class.
    """
    for language in languages_of(library.home, module.id):
        path, faults = place_of(library.home, module.id, language), list[Fault]()
        name = path.relative_to(library.home).as_posix()
        catalogue = read_catalogue(path, name, language, faults)
        found = [*faults, *(_check(library, module, catalogue) if catalogue else [])]
        yield from (replace(fault, warning=fault.warning or library.language != language) for fault in found)


def _check(library: Library, module: Module, catalogue: Catalogue) -> Iterator[Fault]:
    for block, entry in catalogue.entries.items():
        if entry.text:
            yield from _check_marks(catalogue.file, block, entry.text, entry.line)
            for fault in _check_shown(library, module, catalogue.file, entry.text):
                yield replace(fault, line=entry.line, item=block[:40])
    yield from _check_exercises(library, module, catalogue)


def _check_marks(file: str, block: str, text: str, line: int) -> Iterator[Fault]:
    lost = [mark.removeprefix("]") for mark in marks(block) - marks(text)]
    added = [mark.removeprefix("]") for mark in marks(text) - marks(block)]
    if lost or added:
        told = say("Bản dịch thiếu: {lost}; thừa: {added}.", lost=" ".join(lost) or "—", added=" ".join(added) or "—")
        remedy = say("Giữ đủ nguồn (fact:…), chỗ trống [[…]], ô bảng |, dấu # và số dòng như câu tiếng Việt.")
        yield Fault(file, line, told, remedy, block[:40])


def _check_shown(library: Library, module: Module, file: str, text: str) -> Iterator[Fault]:
    """What a lesson in these words would show: HTML, letters without print, pictures and clips that are not there."""
    yield from check_html(text, file, "")
    tree = parse(text)
    figures = [node for node in walk(tree) if isinstance(node, Figure)]
    if all(figure.src.startswith(DEEP) for figure in figures):  # those of a form lie beside it
        yield from check_text(library, tree, file, "", f"notebooks/modules/{module.id}")


def _check_exercises(library: Library, module: Module, catalogue: Catalogue) -> Iterator[Fault]:
    for name in library.exercise_ids(module.id):
        try:
            exercise = library.exercise(name)
        except KitError:
            continue  # its own faults are told already
        for slip in rephrased(exercise, catalogue.find).slips():
            remedy = slip.remedy or say("Sửa câu dịch; đến lúc đó bài này hiện bằng tiếng Việt.")
            yield Fault(catalogue.file, 0, slip.sentence, remedy, name, slip.field)
