"""The workbooks of a home folder, read and checked: every name in a rule, figure or document leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from kit.course.reader import BAD, Reader
from kit.course.yaml_nodes import read_nodes
from kit.errors import ContentError, Fault, UsageError, suggest
from kit.kinds.formula import BadFormula, evaluate
from kit.messages import say
from kit.workbooks.conditions import CONDITION
from kit.workbooks.model import Rule, Sheet, Workbook, row_of
from kit.workbooks.values import NotReadable, value_of

PLACE = re.compile(r"\{([a-z0-9.-]+)\}")
CHART = re.compile(r"\[\[chart ([a-z0-9-]+)\]\]")
TABLE = re.compile(r"\[\[([a-z0-9-]+)(?::([a-z0-9, -]+))?\]\]")


_OF_WORDS = re.compile(r"[a-z0-9-]+(!=|=)[^0-9].*")  # conditions that Excel and telephones can hold too


class UnknownWorkbook(UsageError):
    """There is no workbook of that name."""


class Shelf:
    """The workbooks of a home's shelf, by id, in the order of their file names: those to practise, or "class"."""

    def __init__(self, home: Path, shelf: str = "workbooks") -> None:
        self.place = f"exercises/{shelf}"
        self.folder = home / self.place

    @cached_property
    def _read(self) -> tuple[dict[str, Workbook], list[Fault]]:
        found: dict[str, Workbook] = {}
        faults: list[Fault] = []
        for path in sorted(self.folder.glob("*.yaml")):
            name = f"{self.place}/{path.name}"
            root = read_nodes(path, name, faults)
            made = (
                BAD if root is None else Reader(name, faults, path.stem).record(Workbook, root, given={"id": path.stem})
            )
            if made is not BAD:
                wrong = list(_check_names(made, name))
                faults += wrong
                if not wrong:
                    found[path.stem] = made
        return found, faults

    @property
    def workbooks(self) -> dict[str, Workbook]:
        return self._read[0]

    @property
    def faults(self) -> list[Fault]:
        return self._read[1]

    def get(self, name: str) -> Workbook:
        """The workbook; raises UnknownWorkbook, or ContentError where its file is at fault."""
        if name in self.workbooks:
            return self.workbooks[name]
        own = [fault for fault in self.faults if fault.item == name]
        if own:
            raise ContentError(own)
        remedy = suggest(name, list(self.workbooks))
        raise UnknownWorkbook(f"{say('Không có sổ thực hành “{name}”.', name=name)} {remedy}".strip())


def check_shelf(shelf: Shelf, facts: set[str]) -> list[Fault]:
    """Every fault of the workbooks, and sources that no fact stands behind."""
    found = list(shelf.faults)
    for workbook in shelf.workbooks.values():
        for name in workbook.sources:
            if name not in facts:
                told = say("Không có nguồn tên “{name}”.", name=name)
                file = f"{shelf.place}/{workbook.id}.yaml"
                found.append(Fault(file, 0, told, suggest(name, sorted(facts)), workbook.id, "sources"))
    return found


def _check_names(workbook: Workbook, file: str) -> Iterator[Fault]:
    def wrong(place: str, sentence: str, known: list[str], name: str) -> Fault:
        return Fault(file, 0, sentence, suggest(name, known), workbook.id, place)

    sheets = {str(sheet.id): [str(f.id) for f in sheet.fields] for sheet in workbook.sheets}
    for sheet in workbook.sheets:
        yield from _check_sheet(sheet, sheets, file, workbook.id)
        for field in sheet.fields:
            yield from _check_conditions(workbook, sheet.id, field.when, file, f"{sheet.id}.{field.id}.when")
    for rule in workbook.rules:
        yield from _check_conditions(workbook, rule.sheet, rule.when, file, f"rules.{rule.id}.when")
        for place, name in _names_in(rule):
            inside, dot, inner = name.partition(".")
            known = sheets.get(inside, []) if dot else sheets.get(rule.sheet, [])
            if (inner if dot else name) not in known:
                yield wrong(f"rules.{rule.id}.{place}", say("Không có ô nào tên “{name}”.", name=name), known, name)
    counted = [str(f.id) for f in workbook.figures]
    for figure in workbook.figures:
        yield from _check_conditions(workbook, figure.sheet, figure.when, file, f"figures.{figure.id}.when")
        names = [figure.sum, figure.by]
        for name in filter(None, names):
            if name not in sheets.get(figure.sheet, []):
                yield wrong(
                    f"figures.{figure.id}",
                    say("Không có ô nào tên “{name}”.", name=name),
                    sheets.get(figure.sheet, []),
                    name,
                )
    for document in workbook.documents:
        for name in PLACE.findall(document.body):
            sheet_, dot, field = name.partition(".")
            if (field not in sheets.get(sheet_, [])) if dot else (name not in counted):
                yield wrong(f"documents.{document.id}", say("Không có ô nào tên “{name}”.", name=name), counted, name)
        for name in CHART.findall(document.body):
            if name not in [f.id for f in workbook.figures if f.by]:
                told = say("Không có bảng nào tên “{name}”.", name=name)
                yield wrong(f"documents.{document.id}", told, counted, name)
        for name, columns in TABLE.findall(document.body):
            for column in filter(None, (c.strip() for c in columns.split(","))):
                if column not in sheets.get(name, []):
                    yield wrong(
                        f"documents.{document.id}",
                        say("Không có ô nào tên “{name}”.", name=column),
                        sheets.get(name, []),
                        column,
                    )
            if name not in (sheets if columns else counted):
                yield wrong(
                    f"documents.{document.id}", say("Không có bảng nào tên “{name}”.", name=name), counted, name
                )


def _check_sheet(sheet: Sheet, sheets: dict[str, list[str]], file: str, item: str) -> Iterator[Fault]:
    for field in sheet.fields:
        place = f"{sheet.id}.{field.id}"
        if (field.kind == "choice") != bool(field.choices):
            yield Fault(file, 0, say("Ô chọn cần danh sách choices, ô khác thì không."), "", item, place)
        if field.when and (not field.formula or not all(map(_OF_WORDS.fullmatch, field.when))):
            told = say("when của một ô chỉ đi với công thức, và so với chữ: direction=Tăng.")
            yield Fault(file, 0, told, "", item, place)
        if field.formula:
            try:
                evaluate(field.formula, lambda name, own=sheet: _known(name, own, sheets))  # type: ignore[misc]
            except (BadFormula, KeyError):
                told = say("Không đọc được công thức “{formula}”.", formula=field.formula)
                yield Fault(file, 0, told, say("Dùng [ô], [sheet.ô] hoặc [above.ô]."), item, place)
    for given in sheet.given:
        for name in row_of(given):
            if name not in sheets[sheet.id]:
                told = say("Không có ô nào tên “{name}”.", name=name)
                yield Fault(file, 0, told, suggest(name, sheets[sheet.id]), item, f"{sheet.id}.given")


def _known(name: str, own: Sheet, sheets: dict[str, list[str]]) -> None:
    place, dot, field = name.partition(".")
    names = sheets[own.id] if not dot or place == "above" else sheets[place]
    if (field if dot else name) not in names:
        raise KeyError(name)


def _names_in(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "field", rule.field
    yield from (("parts", part) for part in rule.parts)
    yield from (("by", name) for name in rule.by)
    if rule.than and not rule.than.isdecimal():
        yield "than", rule.than


def _check_conditions(workbook: Workbook, sheet: str, when: tuple[str, ...], file: str, place: str) -> Iterator[Fault]:
    """Conditions that cannot be read, name no field, or hold it against something that it can never be."""
    own = next((s for s in workbook.sheets if s.id == sheet), None)
    for condition in when if own else ():
        found = CONDITION.fullmatch(condition)
        if not found:
            told = say("Không đọc được điều kiện “{condition}”.", condition=condition)
            yield Fault(file, 0, told, say("Viết như status=xong, reply!=, day<today."), workbook.id, place)
            continue
        field = next((f for f in own.fields if f.id == found[1]), None)  # type: ignore[union-attr]
        if field is None:
            known = [str(f.id) for f in own.fields]  # type: ignore[union-attr]
            yield Fault(file, 0, say("Không có ô nào tên “{name}”.", name=found[1]), suggest(found[1], known), workbook.id, place)  # fmt: skip
        elif (wanted := found[3].strip()) and not (field.kind == "date" and wanted == "today"):
            try:
                value_of(field, wanted)
            except NotReadable as error:
                told = say("Điều kiện “{condition}” không bao giờ đúng.", condition=condition)
                yield Fault(file, 0, told, str(error), workbook.id, place)
