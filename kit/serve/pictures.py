"""Pictures of the pages, each under a name made from its content, so that a telephone keeps it for good."""

from __future__ import annotations

from pathlib import Path

from kit.document.html import MEDIA
from kit.document.nodes import Block, Figure, Node
from kit.document.sheet import lay
from kit.document.tree import changed


class Pictures:
    """What the pages show: bytes by name."""

    def __init__(self, at: str = "/") -> None:
        self._at = f"{at}hinh/"
        self._content: dict[str, bytes] = {}
        self._names: dict[Path, str] = {}

    def address(self, path: Path) -> str:
        """Where a page finds a picture file."""
        if path not in self._names:
            self._names[path] = lay(path.read_bytes(), path.suffix.lower(), self._content)
        return self._at + self._names[path]

    def addressed(self, nodes: list[Block], laid: dict[str, bytes]) -> list[Block]:
        """The same blocks; every figure whose bytes lie in `laid` is to be had at its address."""
        self._content |= laid

        def one(node: Node) -> Node:
            return Figure(node.alt, self._at + node.src) if isinstance(node, Figure) and node.src in laid else node

        return changed(nodes, one)

    def get(self, name: str) -> tuple[bytes, str] | None:
        """Content and media type of a picture, None for an unknown name."""
        content = self._content.get(name)
        return None if content is None else (content, MEDIA[Path(name).suffix])
