"""The content of one folder: modules, lessons, exercises and facts, loaded when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, cast

from kit.course.catalogue import Catalogue, languages_of, place_of, read_catalogue
from kit.course.code_words import in_words
from kit.course.exercise_file import parsed_exercise, spoken_exercise
from kit.course.facts import Fact, load_facts
from kit.course.home import LEARNER_MARK
from kit.course.lessons import Lesson, load_lesson
from kit.course.local import LocalLanguage, read_languages
from kit.course.modules import LessonPlan, MessageSaid, Module
from kit.course.phrases import rephrased
from kit.course.reader import BAD, Reader
from kit.course.yaml_nodes import read_nodes
from kit.errors import ContentError, Fault, KitError, UnknownName
from kit.kinds import Exercise
from kit.kinds.flash_cards import FlashCards
from kit.kinds.local import Local
from kit.messages import SOURCE, language, say

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NOT_MODULES = {"class", "data", "facts", "schema", "workbooks"}
TOLD = ("article", "place", "period", "effective")  # of a fact, beside its title


class Library:
    """Everything authors wrote under one home folder. Reading notes faults; asking raises them.

    `spoken` is the language that its words come in where a module has a catalogue of it; else those of the language
    in use. What has no words in it stays Vietnamese.
    """

    def __init__(self, home: Path, spoken: str = "") -> None:
        self.home = home
        self.language = spoken or language()
        self.faults: list[Fault] = []
        self.for_learners = (home / LEARNER_MARK).exists()

    @property
    def _absent(self) -> frozenset[str]:
        return frozenset({"trainer"}) if self.for_learners else frozenset()

    @property
    def made(self) -> Path:
        """Where the kit puts what it makes of the lessons: documents, and lessons in another language."""
        return self.home / "build" / ("" if self.language == SOURCE else self.language)

    @cached_property
    def module_ids(self) -> list[str]:
        folder = self.home / "exercises"
        return sorted(p.parent.name for p in folder.glob("*/module.yaml") if p.parent.name not in NOT_MODULES)

    @cached_property
    def catalogues(self) -> dict[str, Catalogue]:
        """The words of the modules in this library's language, by module; none where it is that of the source."""
        found: dict[str, Catalogue] = {}
        for module in self.module_ids if self.language != SOURCE else ():
            if self.language in languages_of(self.home, module):
                path = place_of(self.home, module, self.language)
                name = path.relative_to(self.home).as_posix()
                if (read := read_catalogue(path, name, self.language, self.faults)) is not None:
                    found[module] = read
        return found

    @cached_property
    def facts(self) -> dict[str, Fact]:
        facts = load_facts(self.home / "exercises" / "facts", self.faults)
        return {name: self._told(fact) for name, fact in facts.items()} if self.catalogues else facts

    def _told(self, fact: Fact) -> Fact:
        """A fact in this library's language; a source keeps the name under which it can be found."""

        def find(text: str) -> str:
            return next((c.find(text) for c in self.catalogues.values() if c.holds(text)), text)

        title = fact.english if self.language == "en" else find(fact.title)
        told: dict[str, Any] = {name: find(getattr(fact, name)) for name in TOLD}
        return replace(fact, title=title, **told)

    @cached_property
    def modules(self) -> dict[str, Module]:
        loaded = {name: self._load_module(name) for name in self.module_ids}
        return {name: module for name, module in loaded.items() if module is not None}

    def _load_module(self, name: str) -> Module | None:
        file = f"exercises/{name}/module.yaml"
        root = read_nodes(self.home / file, file, self.faults)
        if root is None:
            return None
        module = Reader(file, self.faults, name, self._absent).record(Module, root, given={"id": name})
        if module is BAD:
            return None
        known, loaded = self.catalogues.get(name), cast(Module, module)
        told = rephrased(loaded, known.find) if known else loaded
        said = [(n, self.local(name, f"message.{n}", text)) for n, text in enumerate(loaded.key_messages, 1)]
        found = tuple(MessageSaid(message=n, local=local) for n, local in said if local)
        return replace(told, said=found) if found else told

    def module(self, name: str) -> Module:
        """The module, or an error that names the nearest or tells its faults."""
        if name in self.modules:
            return self.modules[name]
        if name in self.module_ids:
            raise ContentError([f for f in self.faults if f.item == name or f.file.startswith(f"exercises/{name}/")])
        raise UnknownName(say("chuyên đề"), name, self.module_ids)

    @cached_property
    def lessons(self) -> dict[str, dict[str, Lesson]]:
        """Module id to lesson id to lesson, in the order of the module's plan."""
        return {name: self._load_lessons(module) for name, module in self.modules.items()}

    def _load_lessons(self, module: Module) -> dict[str, Lesson]:
        found: dict[str, Lesson] = {}
        for plan in module.plans:
            file = f"notebooks/modules/{module.id}/{plan.file}"
            lesson = load_lesson(self.home / file, file, module.id, self.faults)
            if lesson is not None:
                found[plan.id] = self._lesson_told(lesson)
        return found

    def _lesson_told(self, lesson: Lesson) -> Lesson:
        known = self.catalogues.get(lesson.module)
        if known is None:
            return lesson
        ways: dict[str, Callable[[str], str]] = {
            "text": known.find,
            "note": known.find,
            "data": partial(in_words, find=known.find),
        }
        cells = [replace(c, source=ways[c.kind](c.source)) if c.kind in ways else c for c in lesson.cells]
        return replace(lesson, cells=tuple(cells))

    def page(self, module: str, plan: LessonPlan) -> str:
        """The notebook to open for a lesson: the author's, or the one that was made of it in this library's language."""
        made = self.made / module / plan.file
        there = module in self.catalogues and made.is_file()
        return made.relative_to(self.home).as_posix() if there else f"notebooks/modules/{module}/{plan.file}"

    def exercise_ids(self, module: str) -> list[str]:
        folder = self.home / "exercises" / module
        return sorted(
            f"{module}/{p.stem}" for p in folder.glob("*.yaml") if p.name != "module.yaml" and _NAME.fullmatch(p.stem)
        )

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise, or an error that names the nearest or tells its faults. Kept until its file changes."""
        module, _, name = exercise_id.partition("/")
        path = self.home / "exercises" / module / f"{name}.yaml"
        if exercise_id not in self.exercise_ids(module):
            known = [e for m in self.module_ids for e in self.exercise_ids(m)]
            raise UnknownName(say("bài tập"), exercise_id, known)
        stamp = path.stat()
        exercise, faults = parsed_exercise(path, exercise_id, self._absent, stamp.st_mtime_ns, stamp.st_size)
        self.faults += [fault for fault in faults if fault not in self.faults]
        if exercise is None:
            raise ContentError(list(faults))
        catalogue = self.catalogues.get(module)
        told = spoken_exercise(exercise, catalogue) if catalogue else exercise
        return self._with_local(exercise, told)

    def _with_local(self, source: Exercise, told: Exercise) -> Exercise:
        """The exercise with what the province says in its languages, which was made for the Vietnamese."""
        module, _, name = source.id.partition("/")
        if not self.languages.get(module):
            return told
        if own := self.local(module, name, source.prompt):
            told = replace(told, local=own)
        if isinstance(told, FlashCards) and isinstance(source, FlashCards):
            terms = {card.id: card.term for card in source.cards}
            found = {card: self.local(module, f"{name}.{card}", term) for card, term in terms.items()}
            told = replace(told, cards=tuple(replace(c, local=found[c.id]) if found[c.id] else c for c in told.cards))
        return told

    @cached_property
    def languages(self) -> dict[str, dict[str, LocalLanguage]]:
        """The languages of the province, by module."""
        folder = self.home / "exercises"
        return {
            name: read_languages(folder / name, name, self.faults) for name in self.module_ids if not self.for_learners
        }

    def local(self, module: str, name: str, vietnamese: str) -> tuple[Local, ...]:
        """What is said of a text in the languages of the province."""
        folder = self.home / "exercises" / module
        return tuple(
            x for each in self.languages.get(module, {}).values() if (x := each.local(name, vietnamese, folder))
        )

    def local_message(self, module: str, n: int) -> tuple[Local, ...]:
        """What is said of the n-th key message in the languages of the province."""
        return next((each.local for each in self.module(module).said if each.message == n), ())

    def local_texts(self, module: Module) -> dict[str, str]:
        """What may have a second line or a recording, by id: key messages, prompts as they stand in the lessons, words."""
        found = {f"message.{n}": str(text) for n, text in enumerate(module.key_messages, 1)}
        for lesson in self.lessons[module.id].values():
            for shown in lesson.exercises:
                name = shown.partition("/")[2]
                try:
                    exercise = self.exercise(shown)
                except KitError:
                    continue  # `kit check` tells it; the others can be read and recorded
                found[name] = exercise.prompt
                if isinstance(exercise, FlashCards):
                    found |= {f"{name}.{card.id}": card.term for card in exercise.cards}
        return found

    def sound(self, module: str, local: Local) -> Path:
        """The file of a recording."""
        return self.home / "exercises" / module / local.sound

    def number(self, exercise_id: str) -> str:
        """Lesson and place, such as "2.5", or "A.5" in test-a: the same on screen and on paper; "" when in no lesson."""
        for module, lessons in self.lessons.items():
            for n, lesson in enumerate(lessons.values(), 1):
                if exercise_id in lesson.exercises:
                    sign = lesson.id.split("-")[-1].upper() if self.modules[module].is_test(lesson.id) else n
                    return f"{sign}.{lesson.exercises.index(exercise_id) + 1}"
        return ""

    def forms(self, module: str) -> list[Path]:
        """The forms to copy of a module, Markdown files in its folder `templates`, in the order of their names."""
        return sorted((self.home / "exercises" / module / "templates").glob("*.md"))

    def form_text(self, path: Path) -> str:
        """What stands in a form."""
        text = path.read_text(encoding="utf-8")
        known = self.catalogues.get(path.parent.parent.name)
        return known.find(text) if known else text

    def image(self, exercise: Exercise) -> Path | None:
        """The file of an exercise's picture; one with words in another language lies beside it in a folder of that name."""
        if exercise.image is None:
            return None
        path = self.home / "exercises" / exercise.id.split("/")[0] / exercise.image.file
        other = path.parent / self.language / path.name
        return other if self.language != SOURCE and other.is_file() else path
