"""Conditions on a row: “status=xong”, “status!=xong”, “reply=” (empty), “reply!=” (filled), “day<today”."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from kit.vietnamese import parse_date, parse_number
from kit.workbooks.values import Value

CONDITION = re.compile(r"([a-z0-9-]+)(!=|>=|<=|=|<|>)(.*)")


def holds(row: dict[str, Value | None], condition: str, today: date) -> bool:
    """Whether a condition holds; a comparison with nothing never does."""
    found = CONDITION.fullmatch(condition)
    assert found, condition  # the shelf has checked it
    name, sign, wanted = found[1], found[2], found[3].strip()
    value = row.get(name)
    if sign in ("=", "!="):
        same = value is None if not wanted else value is not None and value == _as(value, wanted, today)
        return same == (sign == "=")
    other = None if value is None else _as(value, wanted, today)
    if value is None or type(other) is not type(value) or isinstance(value, str):
        return False
    less, equal = value < other, value == other  # type: ignore[operator]
    return {"<": less, ">": not less and not equal, "<=": less or equal, ">=": not less}[sign]


def _as(value: Value, wanted: str, today: date) -> Value:
    if isinstance(value, date):
        return today if wanted == "today" else parse_date(wanted)
    return parse_number(wanted) if isinstance(value, Decimal) else wanted
