"""Formulas of a table: + - * / and brackets over cells, worked out exactly and shown with their numbers.

A cell is written [column] (of the same row), [row.column], or [*.column] for the sum of the column's
rows. A cell without a figure makes the result unknown: what is missing is not nothing. Numbers are
fractions, so that a half is a half when it comes to rounding.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from kit.errors import KitError
from kit.messages import say
from kit.vietnamese import format_number

_CELL = re.compile(r"\[([a-z0-9*.-]+)\]")
_SIGNS = re.compile(r"[0-9+\-*/(). ]*")

Look = Callable[[str], Fraction | None]


class BadFormula(KitError):
    """A formula that cannot be read, or that names a cell that is not there."""


def evaluate(formula: str, look: Look) -> Fraction | None:
    """The value; None when a cell has no figure or the divisor is nought. Raises BadFormula."""
    names = _CELL.findall(formula)
    if not _SIGNS.fullmatch(_CELL.sub("1", formula)) or "**" in formula or len(formula) > 300:
        raise _bad(formula)
    values = {f"c{n}": look(name) for n, name in enumerate(names)}
    counter = iter(values)
    try:
        tree = ast.parse(
            _CELL.sub(lambda _: f" {next(counter)} ", formula).strip(), mode="eval"
        ).body  # “[a]1” is no cell 11
    except (SyntaxError, ValueError, RecursionError) as error:
        raise _bad(formula) from error
    known = {name: Fraction(1) if value is None else value for name, value in values.items()}
    worked = _work(tree, known, formula)  # also when a figure is missing: is the formula sound at all?
    return None if None in values.values() else worked


def _bad(formula: str) -> BadFormula:
    return BadFormula(say("Không đọc được công thức “{formula}”.", formula=formula[:60]))


def _work(node: ast.expr, values: dict[str, Fraction], formula: str) -> Fraction | None:
    match node:
        case ast.Constant(value=int() | float()):
            return Fraction(str(node.value))
        case ast.Name(id=name):
            return values[name]
        case ast.UnaryOp(op=ast.USub(), operand=inside):
            value = _work(inside, values, formula)
            return None if value is None else -value
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() as sign, right=right):
            a, b = _work(left, values, formula), _work(right, values, formula)
            return None if a is None or b is None else _apply(sign, a, b)
    raise _bad(formula)


def _apply(sign: ast.operator, a: Fraction, b: Fraction) -> Fraction | None:
    if isinstance(sign, ast.Add):
        return a + b
    if isinstance(sign, ast.Sub):
        return a - b
    if isinstance(sign, ast.Mult):
        return a * b
    return None if b == 0 else a / b


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Rounded to so many decimals, a half away from nought."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)


def shown(formula: str, look: Look) -> str:
    """The formula with the numbers in their places, as it is written on a board: 12 : 30 × 100."""

    def number(found: re.Match[str]) -> str:
        value = look(found[1])
        return say("(không có số liệu)") if value is None else format_number(rounded(value, 6))

    return _on_a_board(formula, number)


def worded(formula: str, title: Callable[[str], str]) -> str:
    """The formula with the titles of its cells in their places."""
    return _on_a_board(formula, lambda found: title(found[1]))


def _on_a_board(formula: str, put: Callable[[re.Match[str]], str]) -> str:
    """The signs of school around what is put for each cell; what is put stays as it is."""
    pieces = _CELL.split(formula)[::2]
    signs = [piece.replace("*", " × ").replace("/", " : ").replace("-", " − ").replace("+", " + ") for piece in pieces]
    cells = [put(found) for found in _CELL.finditer(formula)]
    return " ".join("".join(a + b for a, b in zip(signs, [*cells, ""], strict=True)).split())
