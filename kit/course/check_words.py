"""What must hold between a module and its words in another language."""

from __future__ import annotations

from collections.abc import Iterator

from kit.course.catalogue import Catalogue, languages_of, marks, place_of, read_catalogue
from kit.course.library import Library
from kit.course.modules import Module
from kit.course.phrases import rephrased
from kit.errors import Fault, KitError
from kit.messages import say


def check_words(library: Library, module: Module) -> Iterator[Fault]:
    """Catalogues that cannot be read, sentences that lost a source, a gap or a cell, exercises that no longer work."""
    for language in languages_of(library.home, module.id):
        path, faults = place_of(library.home, module.id, language), list[Fault]()
        name = path.relative_to(library.home).as_posix()
        catalogue = read_catalogue(path, name, language, faults)
        yield from faults
        if catalogue is not None:
            yield from _check_marks(catalogue)
            yield from _check_exercises(library, module, catalogue)


def _check_marks(catalogue: Catalogue) -> Iterator[Fault]:
    for block, entry in catalogue.entries.items():
        lost, added = marks(block) - marks(entry.text), marks(entry.text) - marks(block)
        if entry.text and (lost or added):
            told = say("Bản dịch thiếu: {lost}; thừa: {added}.", lost=" ".join(lost) or "—", added=" ".join(added) or "—")  # fmt: skip
            remedy = say("Giữ đủ nguồn (fact:…), chỗ trống [[…]], ô bảng |, dấu # và số dòng như câu tiếng Việt.")
            yield Fault(catalogue.file, entry.line, told, remedy, block[:40])


def _check_exercises(library: Library, module: Module, catalogue: Catalogue) -> Iterator[Fault]:
    for name in library.exercise_ids(module.id):
        try:
            exercise = library.exercise(name)
        except KitError:
            continue  # its own faults are told already
        for slip in rephrased(exercise, catalogue.find).slips():
            remedy = slip.remedy or say("Sửa câu dịch; đến lúc đó bài này hiện bằng tiếng Việt.")
            yield Fault(catalogue.file, 0, slip.sentence, remedy, name, slip.field)
