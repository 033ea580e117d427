"""What must add up in the plans of a module: minutes of lessons, tests in parallel forms, programmes of days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from kit.course.lessons import Lesson
from kit.course.modules import Day, LessonPlan, Module, Programme, Step
from kit.errors import Fault, suggest
from kit.kinds import Exercise
from kit.messages import say

Wrong = Callable[..., Fault]


def check_plan(module: Module, plan: LessonPlan, wrong: Wrong) -> Iterator[Fault]:
    """The activities fill the lesson's minutes, and name objectives that the module has."""
    total = sum(activity.minutes for activity in plan.activities)
    if total != plan.minutes:
        sentence = say(
            "Bài “{lesson}” ghi {minutes} phút nhưng các hoạt động cộng lại là {total} phút.",
            lesson=plan.id, minutes=plan.minutes, total=total,
        )  # fmt: skip
        yield wrong(sentence, "", "lessons.minutes")
    known = [o.id for o in module.objectives]
    for activity in plan.activities:
        for name in activity.objectives:
            if name not in known:
                sentence = say(
                    "Hoạt động “{activity}” nêu mục tiêu “{name}” không có trong chuyên đề.",
                    activity=activity.id, name=name,
                )  # fmt: skip
                yield wrong(sentence, suggest(name, known), "lessons.activities.objectives")


def check_list(folder: Path, module: Module, wrong: Wrong) -> Iterator[Fault]:
    """Every notebook of the folder is a lesson of the module, and no two lessons bear one number."""
    listed = {plan.file for plan in module.plans}
    for path in sorted(folder.glob("*.ipynb")):
        if path.name not in listed:
            sentence = say("{name} nằm trong thư mục nhưng module.yaml không kể đến: không ai thấy bài này.", name=path.name)  # fmt: skip
            yield replace(wrong(sentence, say("Thêm vào lessons, hoặc dời tệp đi nơi khác."), "lessons"), warning=True)
    numbers: dict[str, str] = {}
    for plan in module.lessons:
        number = plan.id.split("-")[0]
        if number in numbers and number.isdigit():
            sentence = say("Hai bài cùng số {number}: {a} và {b}.", number=number, a=numbers[number], b=plan.id)
            yield wrong(sentence, say("Đổi số của một bài: tên tệp và id."), "lessons")
        numbers[number] = plan.id


def check_minutes(plan: LessonPlan, lesson: Lesson, exercises: dict[str, Exercise], wrong: Wrong) -> Iterator[Fault]:
    """What must be done fits into its activity."""
    for activity in plan.activities:
        inside = [exercises[c.exercise] for c in lesson.cells if c.activity == activity.id and c.exercise in exercises]
        needed = sum(e.minutes for e in inside if e.priority == "must")
        if needed > activity.minutes:
            yield wrong(
                say(
                    "Hoạt động “{name}” có {minutes} phút nhưng các bài tập bắt buộc cần {needed} phút.",
                    name=activity.id, minutes=activity.minutes, needed=needed,
                )
            )  # fmt: skip


def check_tests(
    module: Module, lessons: dict[str, Lesson], exercises: dict[str, Exercise], wrong: Wrong
) -> Iterator[Fault]:
    """Forms are sealed and parallel: the same number of items, and each pair of one objective, level and kind.
    Beside them, what is taught is not sealed: it would be printed and shown as a test is, without its key."""
    taught = {name for plan in module.lessons if plan.id in lessons for name in lessons[plan.id].exercises}
    forms = {plan.id: lessons[plan.id].exercises for plan in module.tests if plan.id in lessons}
    for form, names in forms.items():
        for name in names:
            if name in exercises and not exercises[name].sealed:
                sentence = say("Câu “{name}” của {form} chưa niêm phong.", name=name, form=form)
                yield wrong(sentence, say("Thêm dòng sealed: true vào tệp của câu đó."), "tests")
            if name in taught:
                yield wrong(say("Câu “{name}” vừa ở bài kiểm tra vừa ở bài học.", name=name), "", "tests")
    for name in sorted(taught - {name for names in forms.values() for name in names}) if forms else ():
        if name in exercises and exercises[name].sealed:
            sentence = say(
                "Câu “{name}” đã niêm phong mà nằm trong bài học: học viên làm xong không có đáp án.", name=name
            )
            fault = wrong(sentence, say("Bỏ dòng sealed: true trong tệp của câu đó."), "sealed")
            yield replace(fault, file=f"exercises/{name}.yaml", item=name)
    for (first, own), (second, other) in pairwise(forms.items()):
        if len(own) != len(other):
            yield wrong(say("{first} và {second} không cùng số câu.", first=first, second=second), "", "tests")
            continue
        for n, (a, b) in enumerate(zip(own, other, strict=True), 1):
            if a in exercises and b in exercises and _measured(exercises[a]) != _measured(exercises[b]):
                sentence = say("Câu {n} của {first} và {second} không song song.", n=n, first=first, second=second)
                yield wrong(sentence, say("Hai câu phải cùng mục tiêu, cùng mức, cùng dạng."), "tests")


def _measured(exercise: Exercise) -> tuple[str, ...]:
    return exercise.objective, exercise.level, exercise.kind


def check_programmes(module: Module, wrong: Wrong) -> Iterator[Fault]:
    """Every day's steps fill it to the minute, and a lesson is given the minutes that its activities need."""
    for programme in module.programmes:
        for day in programme.days:
            total = sum(step.minutes for step in day.steps)
            if total != day.minutes:
                yield wrong(
                    say(
                        "Chương trình “{name}”, {day}: có {minutes} phút nhưng các phần cộng lại là {total} phút.",
                        name=programme.id, day=day.title, minutes=day.minutes, total=total,
                    ),
                    "",
                    "programmes.days",
                )  # fmt: skip
            for n, step in enumerate(day.steps, 1):
                yield from _check_step(module, programme, day, step, n, wrong)


def _check_step(
    module: Module, programme: Programme, day: Day, step: Step, place: int, wrong: Wrong
) -> Iterator[Fault]:
    where = say("Chương trình “{name}”, {day}, phần {n}:", name=programme.id, day=day.title, n=place)
    plan = next((p for p in module.plans if p.id == step.lesson), None)
    if plan is None:
        if step.lesson:
            known = [p.id for p in module.plans]
            yield wrong(f"{where} {say('không có bài “{name}”.', name=step.lesson)}", suggest(step.lesson, known))
        elif not step.title:
            yield wrong(f"{where} {say('cần title hoặc lesson.')}", "", "programmes.days.steps")
        return
    minutes = {activity.id: activity.minutes for activity in plan.activities}
    for name in step.activities:
        if name not in minutes:
            sentence = say("bài “{lesson}” không có hoạt động “{name}”.", lesson=plan.id, name=name)
            yield wrong(f"{where} {sentence}", suggest(name, list(minutes)))
    needed = sum(minutes.get(name, 0) for name in step.activities or minutes)
    if needed != step.minutes:
        sentence = say("ghi {minutes} phút nhưng cần {needed} phút.", minutes=step.minutes, needed=needed)
        yield wrong(f"{where} {sentence}", "", "programmes.days.steps.minutes")
