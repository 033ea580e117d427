"""Formulas of a table: + - * / and brackets over cells, worked out exactly and shown with their numbers.

A cell is written [column] (of the same row), [row.column], or [*.column] for the sum of the column's
rows. A cell without a figure makes the result unknown: what is missing is not nothing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation

from kit.errors import KitError
from kit.messages import say
from kit.vietnamese import format_number

_CELL = re.compile(r"\[([a-z0-9*.-]+)\]")

Look = Callable[[str], Decimal | None]


class BadFormula(KitError):
    """A formula that cannot be read, or that names a cell that is not there."""


def references(formula: str) -> list[str]:
    """What stands between the square brackets."""
    return _CELL.findall(formula)


def evaluate(formula: str, look: Look) -> Decimal | None:
    """The value; None when a cell has no figure or the divisor is nought. Raises BadFormula."""
    values = {f"c{n}": look(name) for n, name in enumerate(references(formula))}
    counter = iter(values)
    body = _CELL.sub(lambda _: next(counter), formula)
    try:
        tree = ast.parse(body.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError) as error:
        raise BadFormula(say("Không đọc được công thức “{formula}”.", formula=formula)) from error
    if None in values.values():
        _work(tree, {name: value or Decimal(1) for name, value in values.items()}, formula)  # is it sound at all?
        return None
    return _work(tree, {name: value for name, value in values.items() if value is not None}, formula)


def _work(node: ast.expr, values: dict[str, Decimal], formula: str) -> Decimal | None:
    match node:
        case ast.Constant(value=int() | float()):
            return Decimal(str(node.value))
        case ast.Name(id=name) if name in values:
            return values[name]
        case ast.UnaryOp(op=ast.USub(), operand=inside):
            value = _work(inside, values, formula)
            return None if value is None else -value
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() as sign, right=right):
            a, b = _work(left, values, formula), _work(right, values, formula)
            return None if a is None or b is None else _apply(sign, a, b)
    raise BadFormula(say("Không đọc được công thức “{formula}”.", formula=formula))


def _apply(sign: ast.operator, a: Decimal, b: Decimal) -> Decimal | None:
    if isinstance(sign, ast.Add):
        return a + b
    if isinstance(sign, ast.Sub):
        return a - b
    if isinstance(sign, ast.Mult):
        return a * b
    try:
        return a / b
    except (DivisionByZero, InvalidOperation):
        return None


def shown(formula: str, look: Look) -> str:
    """The formula with the numbers in their places, as it is written on a board: 12 : 30 × 100."""

    def number(found: re.Match[str]) -> str:
        value = look(found[1])
        return say("(không có số liệu)") if value is None else format_number(value)

    text = _CELL.sub(number, formula)
    return " ".join(text.replace("*", " × ").replace("/", " : ").replace("-", " − ").split())
