"""What must hold between the files: minutes add up, objectives are met, every name leads somewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import pairwise

from kit.course.check_local import check_local
from kit.course.check_plans import check_list, check_minutes, check_plan, check_programmes, check_tests
from kit.course.check_style import check_style
from kit.course.check_texts import check_cited, check_html, check_picture, check_text, texts_of
from kit.course.check_words import check_words
from kit.course.lessons import Lesson
from kit.course.library import NOT_MODULES, Library
from kit.course.modules import LessonPlan, Module
from kit.course.samples import sample
from kit.document.markdown import parse
from kit.document.nodes import Heading
from kit.document.tree import walk
from kit.errors import Fault, KitError, suggest
from kit.kinds import Exercise
from kit.messages import say

SAMPLE_LEAST = 24  # letters: a shorter text may be one’s own


def check(
    library: Library, module_ids: Sequence[str] = (), today: date | None = None, *, style: bool = False
) -> list[Fault]:
    """Every fault and warning of the content, in the order of files; an empty list means all is well.

    With `style` also what an editor would mark: long sentences, abbreviations, keys that can be guessed.
    """
    today = today or date.today()
    for name in module_ids or []:
        if name not in library.module_ids:
            library.module(name)  # raises, naming the nearest
    faults = [*_check_facts(library, today), *_check_stray(library), *_check_folders(library)]
    for name in module_ids or library.module_ids:
        if name in library.modules:
            faults += _check_module(library, library.modules[name], style)
    own = [f for f in library.faults if not module_ids or not _elsewhere(f, module_ids)]
    return sorted(set(own + faults))


def _check_stray(library: Library) -> Iterator[Fault]:
    """Files that look like exercises but lie or are named where nothing reads them."""
    folder = library.home / "exercises"
    strays = [*folder.glob("*.y*ml"), *folder.glob("*/*.yml")]
    strays += [p for p in folder.glob("*/*.yaml") if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", p.stem)]
    for path in strays:
        remedy = say("Đặt trong thư mục của chuyên đề, tên chữ thường không dấu, đuôi .yaml.")
        yield Fault(
            path.relative_to(library.home).as_posix(),
            0,
            say("Tệp này nằm hoặc đặt tên sai chỗ nên không được đọc."),
            remedy,
            "",
            "",
            True,
        )


def _check_folders(library: Library) -> Iterator[Fault]:
    """Folders that should be modules and cannot be read as one: silence would look like “no faults”."""
    folder = library.home / "exercises"
    for path in sorted(p for p in folder.iterdir() if p.is_dir() and p.name not in NOT_MODULES):
        name = path.relative_to(library.home).as_posix()
        if not os.access(path, os.R_OK | os.X_OK):
            yield Fault(f"{name}/", 0, say("Máy không cho đọc thư mục chuyên đề này."), say("Chép lại thư mục từ bộ tài liệu gốc, hoặc nhờ người quản máy cấp quyền đọc."), path.name)  # fmt: skip
        elif path.name not in library.module_ids and any(path.glob("*.yaml")):
            yield Fault(f"{name}/", 0, say("Thư mục có bài tập nhưng không có module.yaml."), say("Tạo chuyên đề: kit new module TÊN, hoặc chuyển bài đi."), path.name)  # fmt: skip


def _elsewhere(fault: Fault, module_ids: Sequence[str]) -> bool:
    return not any(f"/{name}/" in fault.file for name in [*module_ids, "facts"])


def _check_facts(library: Library, today: date) -> Iterator[Fault]:
    for fact in library.facts.values():
        if fact.review and fact.review < today:
            yield Fault(
                "exercises/facts",
                0,
                say("Đã quá ngày xem lại {day}.", day=fact.review.isoformat()),
                say("Đối chiếu với nguồn rồi ghi ngày kiểm tra mới."),
                fact.id,
                "review",
                True,
            )


def _check_module(library: Library, module: Module, style: bool) -> Iterator[Fault]:
    file = f"exercises/{module.id}/module.yaml"
    exercises = {e: x for e in library.exercise_ids(module.id) if (x := _load(library, e))}
    lessons = library.lessons[module.id]

    def wrong(sentence: str, remedy: str = "", field: str = "") -> Fault:
        return Fault(file, 0, sentence, remedy, module.id, field)

    total = sum(plan.minutes for plan in module.lessons)
    if total != module.minutes:
        yield wrong(
            say(
                "Chuyên đề ghi {minutes} phút nhưng các bài cộng lại là {total} phút.",
                minutes=module.minutes,
                total=total,
            ),
            "",
            "minutes",
        )
    for plan in module.plans:
        yield from check_plan(module, plan, wrong)
        if plan.id in lessons:
            yield from _check_lesson(library, module, plan, lessons[plan.id], exercises)
    yield from check_list(library.home / "notebooks" / "modules" / module.id, module, wrong)
    yield from check_tests(module, lessons, exercises, wrong)
    yield from check_programmes(module, wrong)
    for text in (module.summary, module.safety, module.quick_card, *(p.advice for p in module.programmes)):
        yield from check_text(library, parse(text), file, module.id, "", lesson=False)
    for path in library.forms(module.id):
        place = path.relative_to(library.home).as_posix()
        tree = parse(library.form_text(path))
        yield from check_text(library, tree, place, "", path.parent.relative_to(library.home).as_posix())
    yield from check_style(library, module, exercises) if style else ()
    yield from check_words(library, module)
    yield from check_local(library, module)
    whole = len(lessons) == len(module.plans) and len(exercises) == len(library.exercise_ids(module.id))
    if whole:  # what cannot be read would bring a flood of faults that follow from it
        yield from _check_objectives(module, lessons, exercises, wrong)
    for name in module.references:
        yield from check_cited(library, name, file, module.id, "references")
    for exercise in exercises.values():
        yield from check_exercise(library, module, exercise)
        if whole and not any(exercise.id in lesson.exercises for lesson in lessons.values()):
            yield Fault(
                f"exercises/{exercise.id}.yaml",
                0,
                say("Bài tập chưa có trong bài học nào."),
                say('Thêm ô exercise("{name}") vào một bài.', name=exercise.id),
                exercise.id,
                "",
                True,
            )


def _load(library: Library, exercise_id: str) -> Exercise | None:
    try:
        return library.exercise(exercise_id)
    except KitError:
        return None  # its faults stand in library.faults


def _check_objectives(
    module: Module, lessons: dict[str, Lesson], exercises: dict[str, Exercise], wrong: object
) -> Iterator[Fault]:
    assert callable(wrong)
    active = {name for plan in module.lessons for activity in plan.activities for name in activity.objectives}
    shown = {e for lesson in lessons.values() for e in lesson.exercises}
    practised = {x.objective for x in exercises.values() if x.id in shown}
    for objective in module.objectives:
        if objective.id not in active:
            yield wrong(say("Mục tiêu “{name}” chưa có hoạt động nào.", name=objective.id), "", "objectives")
        if objective.id not in practised:
            yield wrong(
                say("Mục tiêu “{name}” chưa có bài tập nào trong các bài.", name=objective.id), "", "objectives"
            )


def _check_lesson(
    library: Library, module: Module, plan: LessonPlan, lesson: Lesson, exercises: dict[str, Exercise]
) -> Iterator[Fault]:
    file = f"notebooks/modules/{module.id}/{plan.file}"

    def wrong(sentence: str, remedy: str = "", cell: int = 0) -> Fault:
        return Fault(file, 0, sentence, remedy, say("ô {n}", n=cell) if cell else "", "")

    opened = [cell.activity for cell in lesson.cells if cell.opens]
    planned = [activity.id for activity in plan.activities]
    if opened != planned:
        yield wrong(
            say(
                "Các nhãn activity trong bài là {opened}, còn module.yaml ghi {planned}.",
                opened=", ".join(opened) or "—",
                planned=", ".join(planned),
            ),
            say("Đặt nhãn activity:MÃ ở ô mở đầu mỗi hoạt động, theo đúng thứ tự."),
        )
    for name in {e for e in lesson.exercises if lesson.exercises.count(e) > 1}:
        yield wrong(say("Bài tập “{name}” xuất hiện hai lần trong bài.", name=name), say("Giữ lại một ô."))
    for cell in lesson.cells:
        if cell.kind == "exercise" and cell.exercise not in exercises:
            known = library.exercise_ids(module.id)
            if cell.exercise not in known:
                yield wrong(
                    say("Không có {what} tên “{name}”.", what=say("bài tập"), name=cell.exercise),
                    suggest(cell.exercise, known),
                    cell.number,
                )
        if cell.kind in ("text", "note"):
            yield from check_html(cell.source, file, say("ô {n}", n=cell.number))
            yield from check_text(
                library, parse(cell.source), file, say("ô {n}", n=cell.number), f"notebooks/modules/{module.id}"
            )
    yield from _check_headings(lesson, wrong)
    yield from check_minutes(plan, lesson, exercises, wrong)


def _check_headings(lesson: Lesson, wrong: object) -> Iterator[Fault]:
    assert callable(wrong)
    levels = [
        (n.level, cell.number)
        for cell in lesson.cells
        if cell.kind == "text"
        for n in walk(parse(cell.source))
        if isinstance(n, Heading)
    ]
    if [level for level, _ in levels].count(1) != 1 or (levels and levels[0][0] != 1):
        yield wrong(say("Mỗi bài cần đúng một tên bài (dòng bắt đầu bằng một dấu #) ở đầu."))
    for (before, _), (level, cell) in pairwise(levels):
        if level > before + 1:
            yield wrong(
                say("Đề mục nhảy từ cấp {before} xuống cấp {level}.", before=before, level=level),
                say("Bớt dấu # để các cấp nối tiếp nhau."),
                cell,
            )


def check_exercise(library: Library, module: Module, exercise: Exercise) -> Iterator[Fault]:
    file = f"exercises/{exercise.id}.yaml"
    known = [o.id for o in module.objectives]
    if exercise.objective not in known:
        yield Fault(
            file,
            0,
            say("Không có {what} tên “{name}”.", what=say("mục tiêu"), name=exercise.objective),
            suggest(exercise.objective, known),
            exercise.id,
            "objective",
        )
    if exercise.draft:
        sentence = say("Bài nháp lấy từ tệp khác: còn thiếu mục tiêu đúng, cách làm miệng, lời cho phương án sai.")
        yield Fault(file, 0, sentence, say("Viết cho đủ rồi xóa dòng draft."), exercise.id, "draft", True)
    left = left_of_sample(exercise) if module.id != "samples" else []
    yield from (
        Fault(
            file,
            0,
            say("Còn chữ mẫu “{words}”.", words=words[:60]),
            say("Viết lời của mình."),
            exercise.id,
            field,
            True,
        )
        for field, words in left
    )
    if exercise.prompt == sample(exercise.kind).prompt and module.id != "samples":
        yield Fault(
            file, 0, say("Bài tập còn chữ mẫu chưa thay."), say("Viết câu hỏi của mình."), exercise.id, "prompt", True
        )
    for name in exercise.sources:
        yield from check_cited(library, name, file, exercise.id, "sources")
        fact = library.facts.get(name)
        if exercise.sealed and fact and fact.status != "verified":
            yield Fault(
                file,
                0,
                say("Bài kiểm tra không được dựa vào nguồn “{name}” chưa đối chiếu.", name=name),
                say("Đối chiếu nguồn, hoặc bỏ bài này khỏi bộ kiểm tra."),
                exercise.id,
                "sources",
            )
    image = library.image(exercise)
    if image:
        yield from check_picture(image, library.home, file, exercise.id, "image.file")
    for text in texts_of(exercise):
        yield from check_text(library, parse(text), file, exercise.id, "", lesson=False)


def left_of_sample(exercise: Exercise) -> list[tuple[str, str]]:
    """Fields that still hold a sentence of the kind's sample, with that sentence; the prompt is told by itself."""
    known = {words for _, words in _sentences(sample(exercise.kind)) if len(words) > SAMPLE_LEAST}
    common = ("roles", "criteria", "oral", "reasons")  # said alike in many: how one acts, reads out, finds a row wrong
    return [
        (field, words)
        for field, words in _sentences(exercise)
        if words in known and field != "prompt" and not field.startswith(common)
    ]


def _sentences(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for n, part in enumerate(value, 1):
            yield from _sentences(part, f"{path}[{n}]")
    elif is_dataclass(value):
        for spec in fields(value):
            if spec.name not in ("id", "objective", "level", "priority", "unit"):
                yield from _sentences(getattr(value, spec.name), f"{path}.{spec.name}" if path else spec.name)
