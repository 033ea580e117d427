"""The house stands as it was drawn: imports run downwards, the light parts stay light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# From the ground up; a part may import what stands before it, never what stands after.
FLOORS = [
    "messages",
    "errors",
    "files",
    "vietnamese",
    "tables",
    "workdays",
    "document",
    "kinds",
    "answers",
    "handin",
    "handin_text",
    "course",
    "charts",
    "workbooks",
    "desk",
    "classroom",
    "report",
    "exchange",
    "screen",
    "lesson_kernel",
    "lab_words",
    "lab_server",
    "lab",
    "paper",
    "serve",
    "trainer",
    "preflight",
    "line",
    "commands",
    "cli",
    "__main__",
]


def part_of(path: Path) -> str:
    inside = path.relative_to(ROOT / "kit")
    return inside.parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        found |= {n.split(".")[1] for n in names if n.startswith("kit.")}
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "kit").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_downwards(path: Path) -> None:
    part = part_of(path)
    if part == "__init__":
        return
    for other in imports(path) - {part}:
        assert FLOORS.index(other) < FLOORS.index(part), f"{part} imports {other}"


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import kit", "pandas matplotlib typst nbconvert nbformat ipywidgets docx ruamel babel"),
        ("from kit import exercise", "pandas matplotlib typst nbconvert nbformat docx babel numpy"),
        (
            "import kit.course, kit.kinds, kit.answers, kit.vietnamese",
            "pandas matplotlib typst nbconvert nbformat ipywidgets docx numpy",
        ),
        ("import kit.paper.exporters", "pandas matplotlib typst docx numpy"),
        ("import kit.cli", "pandas matplotlib typst nbconvert nbformat ipywidgets docx ruamel"),
    ],
)
def test_heavy_libraries_come_only_where_they_are_used(statement: str, heavy: str) -> None:
    probe = f"{statement}\nimport sys\nprint(' '.join(n for n in {heavy.split()!r} if n in sys.modules))"

    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT)

    assert run.stdout.split() == []


def test_lessons_need_only_pure_python() -> None:
    """What a lesson imports must run in a browser too: no compiled file of its own comes along with us."""
    probe = (
        "import sys, ipywidgets, anywidget\nbefore = set(sys.modules)\n"
        "from kit import exercise\nimport kit.answers, kit.course\n"
        "print([n for n in set(sys.modules) - before if getattr(sys.modules[n], '__file__', None) and sys.modules[n].__file__.endswith(('.so', '.pyd')) and 'lib-dynload' not in sys.modules[n].__file__])"
    )

    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT)

    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "kit", "tests"], ["mypy"]],
    ids=["lint", "format", "types"],
)
def test_code_keeps_its_style(command: list[str]) -> None:
    run = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, cwd=ROOT, check=False)

    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-500:]


DECLARE = {"command", "_of_people", "_of_work", "_at_the_end"}  # a command line's words, one line each
LONGEST, MOST_IMPORTS = 66, 18  # lines of a body (a writer's one line a node); parts of the kit that a file needs


def bodies(path: Path) -> dict[str, int]:
    """Lines of each function's body, its docstring left out."""
    found = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name not in DECLARE:
            inside = node.body[1:] if ast.get_docstring(node) else node.body
            if inside:
                found[node.name] = (inside[-1].end_lineno or 0) - inside[0].lineno + 1
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "kit").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_files_read_at_a_glance(path: Path) -> None:
    """What makes a file hard to read is a long body and a crowd of neighbours, not the number of its lines."""
    assert {name: n for name, n in bodies(path).items() if n > LONGEST} == {}
    needed = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom)]
    assert len({n.module for n in needed if (n.module or "").startswith("kit.")}) <= MOST_IMPORTS
