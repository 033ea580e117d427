"""Builds the blocks of lessons and exercises for one edition, from data alone."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal

from kit.course import Activity, Cell, Lesson, LessonPlan, Library, Module
from kit.course.facts import Fact
from kit.errors import KitError
from kit.kinds import Exercise
from kit.kinds.letters import letter
from kit.markdown import Node, parse
from kit.messages import say
from kit.paper.forms import FORMS, KEY_WORDS, hint_line, labelled, strong, text
from kit.paper.words import grouping_words, minutes_words, priority_words

Edition = Literal["learner", "trainer", "selfstudy", "slides"]


class Assembler:
    """Builds a sheet; knows the edition, numbers citations in order of appearance, gathers pictures."""

    def __init__(
        self,
        library: Library,
        module: Module,
        edition: Edition,
        outputs: dict[str, list[Node]],
        pictures: dict[str, bytes],
    ) -> None:
        self.library, self.module, self.edition = library, module, edition
        self.outputs, self.pictures = outputs, pictures
        self.cited: dict[str, int] = {}

    @property
    def _with_key(self) -> bool:
        return self.edition in ("trainer", "selfstudy")

    def lesson(self, plan: LessonPlan, lesson: Lesson) -> list[Node]:
        """All blocks of a lesson for this edition."""
        blocks: list[Node] = []
        activities = {str(activity.id): activity for activity in plan.activities}
        for cell in lesson.cells:
            if cell.kind == "text":
                blocks += self._text_cell(cell, activities)
            elif cell.kind == "note" and self.edition == "trainer":
                blocks.append(
                    {
                        "t": "box",
                        "style": "note",
                        "title": say("Ghi chú giảng viên"),
                        "meta": "",
                        "c": _boxed(parse(cell.source)),
                    }
                )
            elif cell.kind == "exercise":
                blocks.append(self.exercise(self.library.exercise(cell.exercise)))
            elif cell.kind == "data":
                blocks += self.outputs.get(cell.id, [])
        return blocks

    def _text_cell(self, cell: Cell, activities: dict[str, Activity]) -> list[Node]:
        blocks = parse(cell.source)
        if not cell.opens or cell.activity not in activities:
            return blocks
        activity = activities[cell.activity]
        facts = [minutes_words(activity.minutes), grouping_words(activity.grouping)]
        if self.edition == "trainer":
            facts += [priority_words(activity.priority)]
        line: Node = {"t": "para", "sticky": True, "c": [strong(" · ".join(facts))]}
        return [*blocks[:1], line, *blocks[1:], *(self._activity_guide(activity) if self.edition == "trainer" else [])]

    def _activity_guide(self, activity: Activity) -> list[Node]:
        goals = {o.id: o.text for o in self.module.objectives}
        lines = (
            [labelled(say("Mục tiêu:"), "; ".join(goals[o] for o in activity.objectives))]
            if activity.objectives
            else []
        )
        lines += [labelled(say("Cần có:"), ", ".join(activity.materials))] if activity.materials else []
        lines += [
            labelled(say("Nhóm trực tuyến:"), activity.online),
            labelled(say("Mất điện, không có máy:"), activity.no_power),
        ]
        return [{"t": "box", "style": "plain", "title": "", "meta": "", "c": lines}]

    def exercise(self, exercise: Exercise) -> Node:
        """An exercise as a box; only the editions with a key are given the whole exercise."""
        with_key = self._with_key and not (exercise.sealed and self.edition == "selfstudy")
        shown = exercise if with_key else exercise.for_learner()
        if self.edition == "selfstudy":
            shown = shown.for_learner()
        inside = _boxed(parse(shown.prompt))
        inside += self.picture(exercise)
        if not with_key or self.edition == "selfstudy":
            inside += [
                {"t": "para", "small": True, "c": [{"t": "em", "c": [text(line)]}]}
                for line in [hint_line(exercise)]
                if line
            ]
        inside += FORMS[exercise.kind](shown)
        if with_key:
            inside += self._key(exercise)
        number = self.library.number(exercise.id)
        meta = say("{kind} · khoảng {n} phút", kind=say(exercise.title), n=exercise.minutes)
        if self.edition == "trainer":
            meta += f" · {priority_words(exercise.priority)}"
        return {
            "t": "box",
            "style": "exercise",
            "title": say("Bài tập {number}", number=number).strip(),
            "meta": meta,
            "id": exercise.id,
            "c": inside,
        }

    def _key(self, exercise: Exercise) -> list[Node]:
        if self.edition == "selfstudy":
            return [
                {
                    "t": "box",
                    "style": "fold",
                    "title": say("Xem đáp án và giải thích"),
                    "meta": "",
                    "c": self._told(exercise),
                }
            ]
        blocks = _opened_by(say("Giải thích."), parse(exercise.explanation))
        if exercise.hints:
            blocks += [labelled(say("Gợi ý từng bước."), " / ".join(exercise.hints))]
        blocks += _opened_by(say("Cách làm bằng lời."), parse(exercise.oral))
        key = key_words(exercise)
        title = say("Đáp án: {key}", key=key) if key else say("Cho giảng viên")
        return [{"t": "box", "style": "key", "title": title, "meta": "", "c": blocks}]

    def _told(self, exercise: Exercise) -> list[Node]:
        """What a reader alone unfolds: key, feedback on each option, explanation, model answer."""
        key = key_words(exercise)
        told: list[Node] = [labelled(say("Đáp án:"), key)] if key else []
        options = getattr(exercise, "options", getattr(exercise, "statements", ()))
        told += [labelled(f"{letter(n)}.", option.feedback) for n, option in enumerate(options)]
        model = getattr(exercise, "model_answer", "")
        return (
            told + parse(exercise.explanation) + (_opened_by(say("Một cách trả lời."), parse(model)) if model else [])
        )

    def picture(self, exercise: Exercise) -> list[Node]:
        """The picture beside a prompt, as a figure."""
        path = self.library.image(exercise)
        if path is None or exercise.image is None:
            return []
        return [{"t": "figure", "src": str(path), "alt": exercise.image.alt}]

    def finish(self, blocks: list[Node], folder: Path) -> list[Node]:
        """Number the citations, take in the pictures, and close with the notes on sources."""
        resolved: list[Node] = self._resolve(blocks, folder)
        return resolved

    def _resolve(self, value: Any, folder: Path) -> Any:
        """A copy of the tree with citation numbers and picture names; parsed texts are shared and stay as they are."""
        if isinstance(value, list):
            return [self._resolve(part, folder) for part in value]
        if not isinstance(value, dict):
            return value
        node = {key: self._resolve(part, folder) for key, part in value.items()}
        if node.get("t") == "cite":
            node["number"] = self.cited.setdefault(node["id"], len(self.cited) + 1)
        if node.get("t") == "figure" and "src" in node and node["src"] not in self.pictures:
            node["src"] = take_in(node["src"], folder, self.pictures)
        return node

    def sources(self) -> list[Node]:
        """The notes that the citation numbers point to: record, source, check date, status."""
        if not self.cited:
            return []
        facts: list[Fact] = [self.library.facts[name] for name in self.cited if name in self.library.facts]
        blocks: list[Node] = [{"t": "heading", "level": 2, "c": [text(say("Nguồn"))]}]
        notes = [
            {
                "number": self.cited[f.id],
                "c": [text(f.line)]
                + (
                    [text(" "), {"t": "link", "href": f.url, "c": [text(f.url)]}]
                    if f.url and self.edition == "trainer"
                    else []
                ),
            }
            for f in facts
        ]
        return [*blocks, {"t": "notes", "items": notes}]


def take_in(source: str, folder: Path, pictures: dict[str, bytes]) -> str:
    """Read a picture into `pictures` under a plain name; returns the name."""
    path = (folder / source).resolve()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KitError(say("Không có tệp hình {name}.", name=path.name)) from error
    name = hashlib.sha256(content).hexdigest()[:16] + path.suffix.lower()  # a plain name that tells nothing
    pictures[name] = content
    return name


def _boxed(blocks: list[Node]) -> list[Node]:
    """Blocks as they may stand in a box: no new page, and headings as strong lines of their own."""
    kept = [node for node in blocks if node["t"] != "page"]
    return [{"t": "para", "c": [{"t": "strong", "c": n["c"]}]} if n["t"] == "heading" else n for n in kept]


def _opened_by(label: str, blocks: list[Node]) -> list[Node]:
    """Blocks whose first paragraph opens with a strong label."""
    if blocks and blocks[0]["t"] == "para":
        return [{"t": "para", "c": [strong(label + " "), *blocks[0]["c"]]}, *blocks[1:]]
    return [labelled(label, ""), *blocks]


def key_words(exercise: Exercise) -> str:
    """The key in a line, as a trainer reads it out; empty where nothing is right or wrong."""
    return KEY_WORDS[exercise.kind](exercise) if exercise.kind in KEY_WORDS else ""
