"""Pictures, sounds and clips of the pages, each under a name made from its content, so that a telephone keeps it for good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kit.document.media import CLIPS, PICTURES, SOUNDS
from kit.document.nodes import Block, Clip, Figure, Node
from kit.document.sheet import lay
from kit.document.tree import changed

TYPES = {**CLIPS, **SOUNDS, **PICTURES}


class Pictures:
    """What the pages show: bytes by name."""

    def __init__(self, at: str = "/") -> None:
        self._at = f"{at}hinh/"
        self._content: dict[str, bytes] = {}
        self._names: dict[Path, str] = {}

    def address(self, path: Path) -> str:
        """Where a page finds the file of a picture or a recording."""
        if path not in self._names:
            self._names[path] = lay(path.read_bytes(), path.suffix.lower(), self._content)
        return self._at + self._names[path]

    def addressed(self, nodes: list[Block], laid: dict[str, bytes]) -> list[Block]:
        """The same blocks; every figure and clip whose bytes lie in `laid` is to be had at its address."""
        self._content |= laid

        def one(node: Node) -> Node:
            match node:
                case Figure(alt, src) if src in laid:
                    return Figure(alt, self._at + src)
                case Clip(src=src, poster=poster) if src in laid:
                    return replace(node, src=self._at + src, poster=self._at + poster if poster else "")
            return node

        return changed(nodes, one)

    def get(self, name: str) -> tuple[bytes, str] | None:
        """Content and media type, None for an unknown name."""
        content = self._content.get(name)
        return None if content is None else (content, TYPES[Path(name).suffix])
