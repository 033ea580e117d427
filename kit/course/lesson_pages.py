"""Lessons as notebooks in another language: made from the author's, beside everything else that the kit makes.

Nobody edits them: what is to be changed is changed in the author's notebook or in the catalogue.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kit.course.catalogue import Catalogue
from kit.course.code_words import in_words
from kit.course.library import Library
from kit.files import write_whole


def make_pages(library: Library) -> list[Path]:
    """Write the lessons that have words in the library's language to `build/LANGUAGE/MODULE/`; what is the same stays."""
    made = []
    for name, catalogue in library.catalogues.items():
        if name not in library.modules:
            continue  # its faults are told elsewhere
        for plan in library.modules[name].plans:
            source = library.home / "notebooks" / "modules" / name / plan.file
            target = library.made / name / plan.file
            try:
                content = page(json.loads(source.read_text(encoding="utf-8-sig")), catalogue)
            except (OSError, ValueError, AttributeError, TypeError):
                continue  # `kit check` tells it; the other lessons open
            if not target.is_file() or target.read_bytes() != content:
                write_whole(target, content)
            made.append(target)
    return made


def page(notebook: dict[str, Any], catalogue: Catalogue) -> bytes:
    """A notebook in the words of a catalogue; pictures lie as deep from it as from the author's."""
    for cell in notebook.get("cells", []):
        cell.setdefault("metadata", {}).update({"editable": False, "deletable": False})
        if cell.get("cell_type") == "markdown":
            cell["source"] = catalogue.find("".join(cell.get("source", [])))
        elif "data" in cell["metadata"].get("tags", []):
            cell["source"] = in_words("".join(cell.get("source", [])), catalogue.find)
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()
