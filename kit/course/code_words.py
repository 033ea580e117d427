"""The words that a data cell shows: titles and labels of its charts and what is said of them.

Names of columns, files and colours are no words: only a text of several words with a letter beyond English is one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable


def words_in(source: str) -> list[str]:
    """The words of a cell in their order; [] for code that cannot be read, which `kit check` tells."""
    return [str(node.value) for node in _texts(source)]


def in_words(source: str, find: Callable[[str], str]) -> str:
    """The cell with each of its words as `find` gives it."""
    lines = [line.encode() for line in source.split("\n")]
    for node in reversed(_texts(source)):
        line = lines[node.lineno - 1]  # ast counts in bytes
        told = repr(find(str(node.value))).encode()
        lines[node.lineno - 1] = line[: node.col_offset] + told + line[node.end_col_offset :]
    return b"\n".join(lines).decode()


def _texts(source: str) -> list[ast.Constant]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    found = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in parts and _is_words(n.value)]
    whole = [n for n in found if n.lineno == n.end_lineno]
    return sorted(whole, key=lambda n: (n.lineno, n.col_offset))


def _is_words(value: object) -> bool:
    return isinstance(value, str) and " " in value.strip() and any(ord(c) > 127 and c.isalpha() for c in value)
