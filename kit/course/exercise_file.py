"""An exercise read from its file, and the same in the words of a catalogue."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kit.course.catalogue import Catalogue
from kit.course.phrases import rephrased
from kit.course.reader import BAD, Reader
from kit.course.yaml_nodes import MappingNode, read_nodes
from kit.errors import Fault, suggest
from kit.kinds import KINDS, Exercise
from kit.messages import say


@lru_cache(maxsize=4096)
def parsed_exercise(
    path: Path, exercise_id: str, absent: frozenset[str], *_stamp: int
) -> tuple[Exercise | None, tuple[Fault, ...]]:
    """An exercise and its faults, read once for each state of its file, whichever library asks."""
    faults: list[Fault] = []
    return read_exercise(path, exercise_id, faults, absent), tuple(faults)


def read_exercise(
    path: Path, exercise_id: str, faults: list[Fault], absent: frozenset[str] = frozenset()
) -> Exercise | None:
    """An exercise from its YAML file, or None with every fault of the file noted."""
    file = f"exercises/{exercise_id}.yaml"
    before = len(faults)
    root = read_nodes(path, file, faults)
    if root is None:
        return None
    reader = Reader(file, faults, exercise_id, absent)
    entries = reader.mapping(root, "")
    if entries is None:
        return None
    if "keyless" in entries:
        reader.absent |= {"key"}
    kind = entries.get("kind")
    if kind is None or str(kind[1].value) not in KINDS:
        name = str(kind[1].value) if kind else ""
        sentence = say("Không có dạng bài “{name}”.", name=name) if kind else say("Thiếu trường “{name}”.", name="kind")
        reader.fault(kind[1] if kind else root, "kind", sentence, suggest(name, list(KINDS)))
        return None
    root = MappingNode([(key, value) for key, value in root.value if key.value != "kind"], root.start_mark)
    exercise = reader.record(KINDS[kind[1].value], root, given={"id": exercise_id})
    if exercise is BAD:
        return None
    for slip in exercise.all_slips():
        at = entries.get(slip.field.split(".")[0])
        reader.fault(at[0] if at else root, slip.field, slip.sentence, slip.remedy)
    return exercise if len(faults) == before else None


def spoken_exercise(exercise: Exercise, catalogue: Catalogue) -> Exercise:
    """The exercise in the words of a catalogue; answers to it are answers to the exercise, whatever its language.

    Words that break it (a gap left out, two options alike) are not taken: then it stays Vietnamese, which
    `kit check` tells.
    """
    made = replace(rephrased(exercise, catalogue.find), worded=exercise.digest)
    return exercise if made.slips() else made
