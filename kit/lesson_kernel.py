"""The kernel of a learner's machine: it runs the cells of the lessons and nothing else.

Whatever a console, a new notebook or a changed cell sends is answered in words and not executed, so that nobody can
read with Python what the page does not show. Started by `kit start --learner`, which names the cells in KIT_CELLS.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path

from ipykernel.ipkernel import IPythonKernel

from kit.messages import say

CELLS = "KIT_CELLS"


def print_of(code: str) -> str:
    """The fingerprint by which a cell is known."""
    return hashlib.sha256(code.strip().encode("utf-8", "replace")).hexdigest()


def cells_of(folder: Path) -> list[str]:
    """The fingerprints of every code cell in a folder's notebooks."""
    found = set()
    for path in (folder / "notebooks").rglob("*.ipynb"):
        body = json.loads(path.read_text(encoding="utf-8-sig"))
        for cell in body.get("cells", []):
            if cell.get("cell_type") == "code":
                source = cell.get("source", "")
                found.add(print_of(source if isinstance(source, str) else "".join(source)))
    return sorted(found)


@cache
def _allowed() -> frozenset[str]:
    try:
        return frozenset(json.loads(Path(os.environ[CELLS]).read_text(encoding="utf-8")))
    except (KeyError, OSError, ValueError):
        return frozenset()


class LessonKernel(IPythonKernel):
    """ipykernel, which refuses what is no lesson's cell, and tells nothing about what it holds."""

    async def do_execute(self, code: str, silent: bool, *options: object, **named: object) -> dict[str, object]:
        if print_of(code) in _allowed():
            named["user_expressions"] = {}  # a second way to have code run
            found: dict[str, object] = await super().do_execute(code, silent, *options[:1], **named)  # type: ignore[no-untyped-call]
            return found
        told = say("Máy học viên chỉ chạy bài học, không chạy mã khác.")
        if not silent:
            self.send_response(self.iopub_socket, "stream", {"name": "stdout", "text": told + "\n"})  # type: ignore[no-untyped-call]
        return {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}

    async def do_complete(self, code: str, cursor_pos: int) -> dict[str, object]:
        return {"status": "ok", "matches": [], "cursor_start": cursor_pos, "cursor_end": cursor_pos, "metadata": {}}

    async def do_inspect(self, *_: object, **__: object) -> dict[str, object]:
        return {"status": "ok", "found": False, "data": {}, "metadata": {}}

    async def do_history(self, *_: object, **__: object) -> dict[str, object]:
        return {"status": "ok", "history": []}

    async def do_debug_request(self, msg: dict[str, object]) -> dict[str, object]:
        return {
            "type": "response",
            "request_seq": msg.get("seq", 0),
            "success": False,
            "command": msg.get("command", ""),
        }


if __name__ == "__main__":
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(kernel_class=LessonKernel)
