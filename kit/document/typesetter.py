"""The typesetter: a process of its own that lays sheets out with Typst, so that the memory it took goes with it.

Started by its path; FOLDER is all it may read, `main.typ` in it what it lays out, `made` what it makes. It reads an
order a line (JSON, what Typst's compiler takes, or a query), answers a line each, and ends with its input.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import psutil
import typst


def main(folder: Path, fonts: Path, most: int) -> None:
    """Serve the orders that come in; whoever holds more than `most` bytes after one says that it was the last."""
    shown = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(fonts)])
    compiler = typst.Compiler(str(folder / "main.typ"), root=str(folder), font_paths=shown)
    me = psutil.Process()
    for line in sys.stdin:
        order = json.loads(line)
        answer = {}
        try:
            if "query" in order:
                answer["found"] = json.loads(compiler.query(order["query"], field=order["field"]))
            else:
                made = compiler.compile(**order)
                assert isinstance(made, bytes)  # one file, as asked
                (folder / "made").write_bytes(made)
        except (RuntimeError, OSError) as error:
            answer["refused"] = str(error)
        answer["last"] = me.memory_info().rss > most
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        if answer["last"]:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
