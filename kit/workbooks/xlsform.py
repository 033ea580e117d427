"""A workbook as an XLSForm, for collecting it on telephones with Kobo or ODK.

The definition follows https://xlsform.org: sheets survey, choices and settings. Rules that a telephone
can hold against one answer become constraints; those over many rows stay with the kit's own check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from kit.files import same_office
from kit.vietnamese import slug
from kit.workbooks.conditions import CONDITION
from kit.workbooks.model import Field, Rule, Sheet, Workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

VI, EN = "Tiếng Việt (vi)", "English (en)"
_TYPES = {"text": "text", "long": "text", "number": "decimal", "count": "integer", "money": "decimal", "percent": "decimal", "date": "date", "clock": "time"}  # fmt: skip
_REFERENCE = re.compile(r"\[([a-z0-9.-]+)\]")
SURVEY = (
    "type", "name", f"label::{VI}", f"label::{EN}", f"hint::{VI}", "required", "constraint",
    f"constraint_message::{VI}", "calculation", "appearance",
)  # fmt: skip


def xlsform(workbook: Workbook) -> bytes:
    """The form as .xlsx bytes."""
    from openpyxl import Workbook as Excel

    file = Excel()
    survey, choices, settings = file.worksheets[0], file.create_sheet("choices"), file.create_sheet("settings")
    survey.title = "survey"
    _write(survey, SURVEY, _survey(workbook))
    _write(choices, ("list_name", "name", f"label::{VI}", f"label::{EN}"), _choices(workbook))
    head = ("form_title", "form_id", "default_language", "version")
    _write(settings, head, [dict(zip(head, (workbook.title, workbook.id, VI, "1"), strict=True))])
    stream = BytesIO()
    file.save(stream)
    return same_office(stream.getvalue())


def _write(page: Worksheet, head: tuple[str, ...], rows: Iterable[dict[str, str]]) -> None:
    from kit.workbooks.xlsx_out import put_text

    page.append(head)
    for n, row in enumerate(rows, 2):
        for column, name in enumerate(head, 1):
            put_text(page.cell(n, column), row.get(name, ""))


def _survey(workbook: Workbook) -> Iterator[dict[str, str]]:
    for sheet in workbook.sheets:
        around = "group" if sheet.kind == "form" else "repeat"
        yield {"type": f"begin_{around}", "name": field_name(sheet.id), **_labels(sheet)}
        yield from (question for field in sheet.fields if (question := _question(workbook, sheet, field)))
        yield {"type": f"end_{around}"}


def _question(workbook: Workbook, sheet: Sheet, field: Field) -> dict[str, str]:
    name, labels = field_name(sheet.id, field.id), _labels(field)
    if field.formula:
        if "above." in field.formula:
            return {}  # a telephone cannot look at the rows above
        calculation = _calculation(workbook, sheet, field)
        if field.when:
            calculation = f"if({_all(workbook, sheet, field.when)}, {calculation}, '')"
        return {"type": "calculate", "name": name, "calculation": calculation, **labels}
    kind = f"select_one {name}" if field.kind == "choice" else _TYPES[field.kind]
    own = [r for r in workbook.rules if r.sheet == sheet.id and r.field == field.id and not r.notice]
    demands = [(f"({_all(workbook, sheet, r.when)})", r) for r in own if r.check == "needs"]
    limits = [(limit, r) for r in own if (limit := _limit(workbook, sheet, r))]
    return {
        "type": kind,
        "name": name,
        **labels,
        f"hint::{VI}": field.help,
        "required": "yes" if field.required else " or ".join(demand for demand, _ in demands),
        "constraint": " and ".join(f"({limit})" for limit, _ in limits),
        f"constraint_message::{VI}": " ".join(f"{rule.says} {rule.mend}" for _, rule in limits),
        "appearance": "multiline" if field.kind == "long" else "",
    }


def _labels(thing: Field | Sheet) -> dict[str, str]:
    unit = f" ({thing.unit})" if isinstance(thing, Field) and thing.unit else ""
    return {f"label::{VI}": thing.title + unit, f"label::{EN}": thing.english}


def field_name(*parts: str) -> str:
    """The name of a sheet or field in the form."""
    return "_".join(parts).replace("-", "_").replace(".", "_")


def _at(sheet: Sheet, name: str) -> str:
    return "${" + (field_name(name) if "." in name else field_name(sheet.id, name)) + "}"


def _limit(workbook: Workbook, sheet: Sheet, rule: Rule) -> str:
    """The rule as an expression over “.”, the answer; true where a figure is missing."""
    than = rule.than if rule.than.isdecimal() else _at(sheet, rule.than) if rule.than else ""
    parts = [_at(sheet, part) for part in rule.parts]
    match rule.check:
        case "adds-up":
            limit, used = f". = {' + '.join(parts)}", parts
        case "at-most":
            limit, used = f". <= {than}", [than]
        case "at-least":
            limit, used = f". >= {than}", [than]
        case "within":
            limit, used = f". >= {parts[0]} and . <= {parts[1]}", parts
        case "among":
            limit, used = " or ".join(f". = '{choice_name(value)}'" for value in rule.values), []
        case _:
            return ""
    missing = [f"{name} = ''" for name in used if name.startswith("$")]
    unless = [f"not({_all(workbook, sheet, rule.when)})"] if rule.when else []
    return " or ".join([*missing, *unless, f"({limit})"])


def _all(workbook: Workbook, sheet: Sheet, conditions: tuple[str, ...]) -> str:
    return " and ".join(_condition(sheet, condition) for condition in conditions) or "true()"


def _condition(sheet: Sheet, condition: str) -> str:
    found = CONDITION.fullmatch(condition)
    assert found
    name, sign, wanted = found[1], found[2], found[3].strip()
    if wanted == "today":
        return f"{_at(sheet, name)} {sign} today()"
    chosen = wanted and sheet.field(name).kind == "choice"
    return f"{_at(sheet, name)} {sign} '{choice_name(wanted) if chosen else wanted}'"


def _calculation(workbook: Workbook, sheet: Sheet, field: Field) -> str:
    def reference(found: re.Match[str]) -> str:
        place, dot, inner = found[1].partition(".")
        source = workbook.sheet(place).field(inner) if dot else sheet.field(place)
        at = _at(sheet, found[1])
        return f"decimal-date-time({at})" if source.kind == "date" else at

    work = _REFERENCE.sub(reference, field.formula).replace("/", " div ")
    return f"date({work})" if field.kind == "date" else f"round({work}, {field.decimals})"


def _choices(workbook: Workbook) -> Iterator[dict[str, str]]:
    for sheet in workbook.sheets:
        for field in sheet.fields:
            for choice in field.choices:
                name = {"list_name": field_name(sheet.id, field.id), "name": choice_name(choice)}
                yield {**name, f"label::{VI}": choice, f"label::{EN}": choice}


def choice_name(choice: str) -> str:
    """The name of a choice in the form."""
    return slug(choice)
