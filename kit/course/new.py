"""Skeletons that pass `kit check`: a module, a lesson of it, an exercise of any kind."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kit.course.library import NOT_MODULES, Library
from kit.course.samples import sample_text
from kit.errors import KitError, UsageError
from kit.files import write_whole
from kit.kinds import KINDS
from kit.messages import SOURCE, say

RESERVED = {*NOT_MODULES, "module", "con", "nul", "prn", "aux", "com1", "lpt1"}  # ours, and those Windows keeps
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class AlreadyThere(KitError):
    """Something of that name exists and is left alone."""


def new(library: Library, what: str, name: str, kind: str = "single-choice") -> list[Path]:
    """Write a skeleton and return its files. Names: MODULE, or MODULE/NAME for a lesson or an exercise."""
    parts = name.split("/")
    if any(part in RESERVED or len(part) > 60 for part in parts):
        raise UsageError(say("Tên “{name}” không dùng được: quá dài hoặc đã dành cho việc khác.", name=name[:80]))
    if len(parts) != (1 if what == "module" else 2) or not all(_NAME.fullmatch(part) for part in parts):
        example = {
            "module": "le-hoi",
            "lesson": "policy-dialogue/06-on-the-day",
            "exercise": "policy-dialogue/ten-bai",
        }[what]
        raise UsageError(
            say(
                "Tên “{name}” chưa đúng. Chữ thường không dấu, số, gạch nối; ví dụ: kit new {what} {example}",
                name=name,
                what=what,
                example=example,
            )
        )
    if what == "module":
        return _module(library, name)
    library.module(parts[0])
    return _lesson(library, *parts) if what == "lesson" else [_exercise(library, name, kind)]


def named(library: Library, module: str, name: str) -> str:
    """The id of a new exercise of a module. Raises KitError for a name that cannot be one, or that is taken."""
    library.module(module)
    if not _NAME.fullmatch(name) or name in RESERVED or len(name) > 60:
        raise UsageError(
            say("Tên “{name}” chưa đúng: chữ thường không dấu, số, gạch nối, ví dụ moi-ai.", name=name[:80])
        )
    path = library.home / "exercises" / module / f"{name}.yaml"
    if path.exists():
        raise AlreadyThere(say("Đã có {path}. Hãy đặt tên khác.", path=path))
    return f"{module}/{name}"


def _fresh(path: Path, content: bytes) -> Path:
    if path.exists():
        raise AlreadyThere(say("Đã có {path}. Hãy đặt tên khác.", path=path))
    write_whole(path, content)
    return path


def _exercise(library: Library, name: str, kind: str, objective: str = "") -> Path:
    if kind not in KINDS:
        raise UsageError(
            say("Không có dạng bài “{name}”.", name=kind)
            + " "
            + say("Chọn một trong: {names}.", names=", ".join(KINDS))
        )
    module = name.split("/")[0]
    goal = objective or library.module(module).objectives[0].id
    text = re.sub(r"^objective: \S+", f"objective: {goal}", sample_text(kind), flags=re.MULTILINE)
    return _fresh(library.home / "exercises" / f"{name}.yaml", text.encode())


def _block_yaml(data: bytes) -> bytes:
    """The same data in the block style in which people edit."""
    from io import BytesIO

    from ruamel.yaml import YAML

    writer = YAML()
    writer.allow_unicode, writer.width = True, 110
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = BytesIO()
    writer.dump(json.loads(data), stream)
    return stream.getvalue()


def _activity(number: int, title: str, objective: str) -> dict[str, object]:
    return {
        "id": f"activity-{number}", "title": title, "minutes": 15, "grouping": "groups", "priority": "must", "objectives": [objective],
        "task": "Học viên làm gì, trong một hoặc hai câu.", "online": "Nhóm trực tuyến làm thế nào.", "no_power": "Không có điện, không có máy thì làm thế nào.",
    }  # fmt: skip


def _plan(lesson: str, objective: str) -> dict[str, object]:
    return {
        "id": lesson,
        "title": "Tên bài",
        "english": "Title of the lesson",
        "minutes": 15,
        "activities": [_activity(1, "Tên hoạt động", objective)],
    }


def _module(library: Library, name: str) -> list[Path]:
    folder = library.home / "exercises" / name
    data = {
        "title": "Tên chuyên đề", "english": "Title of the module", "summary": "Chuyên đề này giúp ai làm được việc gì.", "audience": "Dành cho ai",
        "version": "0.1", "minutes": 15, "sensitive": False,
        "objectives": [{"id": "objective-1", "text": "Làm được một việc có thể nhìn thấy", "english": "Do something that can be seen"}],
        "key_messages": ["Một điều cần nhớ"], "lessons": [_plan("01-first", "objective-1")],
    }  # fmt: skip
    written = [_fresh(folder / "module.yaml", _block_yaml(json.dumps(data, ensure_ascii=False).encode()))]
    fresh = Library(library.home, SOURCE)
    written.append(_exercise(fresh, f"{name}/first-exercise", "single-choice", "objective-1"))
    return [*written, _notebook(library, name, "01-first", f"{name}/first-exercise")]


def _lesson(library: Library, module: str, lesson: str) -> list[Path]:
    """A notebook, an exercise for it, and its plan added to module.yaml with the author's comments kept."""
    from io import BytesIO

    from ruamel.yaml import YAML

    editor = YAML()
    editor.width = 4096
    editor.indent(mapping=2, sequence=4, offset=2)
    path = library.home / "exercises" / module / "module.yaml"
    body = editor.load(path.read_text(encoding="utf-8"))
    notebook = library.home / "notebooks" / "modules" / module / f"{lesson}.ipynb"
    exercise = library.home / "exercises" / module / f"{lesson}-first.yaml"
    if notebook.exists() or exercise.exists() or any(plan["id"] == lesson for plan in body["lessons"]):
        raise AlreadyThere(say("Đã có {path}. Hãy đặt tên khác.", path=notebook))
    number = lesson.split("-")[0]
    taken = next(
        (plan["id"] for plan in body["lessons"] if number.isdigit() and plan["id"].split("-")[0] == number), ""
    )
    if taken:
        free = f"{1 + max(int(n) for plan in body['lessons'] if (n := plan['id'].split('-')[0]).isdigit()):02d}"
        raise AlreadyThere(say("Số {number} đã là của bài {taken}. Dùng số khác, ví dụ {free}.", number=number, taken=taken, free=free))  # fmt: skip
    body["lessons"].append(_plan(lesson, body["objectives"][0]["id"]))
    body["minutes"] = int(body["minutes"]) + 15
    stream = BytesIO()
    editor.dump(body, stream)
    write_whole(path, stream.getvalue())
    name = f"{module}/{lesson}-first"
    return [
        path,
        _exercise(Library(library.home, SOURCE), name, "single-choice"),
        _notebook(library, module, lesson, name),
    ]


def _notebook(library: Library, module: str, lesson: str, exercise: str) -> Path:
    def text(source: str, *tags: str) -> dict[str, object]:
        return {
            "cell_type": "markdown",
            "metadata": {"tags": list(tags)} if tags else {},
            "source": source.splitlines(keepends=True),
        }

    def code(source: str, *tags: str) -> dict[str, object]:
        meta: dict[str, object] = {"jupyter": {"source_hidden": True}} | ({"tags": list(tags)} if tags else {})
        return {
            "cell_type": "code",
            "execution_count": None,
            "metadata": meta,
            "outputs": [],
            "source": source.splitlines(keepends=True),
        }

    cells = [
        text("# Tên bài\n\nMở đầu từ chuyện ở nơi người học sống."),
        code(f'from kit import exercise, lesson_end, sign_in\n\nsign_in("{module}/{lesson}")', "screen"),
        text("## Hoạt động 1. Tên hoạt động\n\nHọc viên làm gì.", "activity:activity-1"),
        text("**Làm (15 phút).** Giảng viên nói gì, để ý gì, hỏi gì sau hoạt động, bỏ gì khi thiếu giờ.", "trainer"),
        code(f'exercise("{exercise}")'),
        code(f'lesson_end("{module}/{lesson}")', "screen"),
    ]
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"c{number:02d}"
    meta = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "kit": {"autorun": True},
        "language_info": {"name": "python"},
    }
    body = {"cells": cells, "metadata": meta, "nbformat": 4, "nbformat_minor": 5}
    path = library.home / "notebooks" / "modules" / module / f"{lesson}.ipynb"
    return _fresh(path, (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode())
