"""The house in figures: what a newcomer must read, and how much of it mypy can see."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.bench.result import Result
from tests.test_architecture import bodies

ROOT = Path(__file__).parents[2]
ANY = re.compile(r"\bAny\b")


def _files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _signature(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    parts = [arg.annotation for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    return " ".join(ast.unparse(part) for part in (*parts, node.returns) if part is not None)


def rooms() -> dict[str, int]:
    """Lines of each room of the kit."""
    lines: Counter[str] = Counter()
    for path in _files("kit"):
        inside = path.relative_to(ROOT / "kit")
        lines[inside.parts[0] if len(inside.parts) > 1 else "(single files)"] += len(
            path.read_text(encoding="utf-8").splitlines()
        )
    return dict(lines)


def measure() -> Iterator[Result]:
    """Lines a room, `Any`, hand-written nodes, longest body, tests to source."""
    texts = [path.read_text(encoding="utf-8") for path in _files("kit")]
    lines = sum(len(text.splitlines()) for text in texts)
    for room, n in sorted(rooms().items(), key=lambda pair: -pair[1]):
        yield Result(f"lines: {room}", str(n), "", True)
    functions = [node for path in _files("kit") for node in _functions(path)]
    loose = sum("Any" in _signature(node) for node in functions) / len(functions)
    hand_made = sum(text.count('{"t":') for text in texts)
    anys = 1000 * sum(len(ANY.findall(text)) for text in texts) / lines
    longest, name = max((n, name) for path in _files("kit") for name, n in bodies(path).items())
    tests = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in _files("tests"))
    yield Result("`Any` in a thousand lines", f"{anys:.1f}", "under 6", anys < 6)
    yield Result("functions with `Any` in the signature", f"{loose:.0%}", "under 6 %", loose < 0.06)
    yield Result("hand-written nodes", str(hand_made), "0 (one maker of JSON)", hand_made <= 1)
    yield Result(f"longest body: {name}", str(longest), "", True)
    yield Result("tests to source, lines", f"{tests / lines:.2f}", "over 0.9", tests / lines > 0.9)
