"""A document before it is written: its nodes, its pictures by name, and what goes into header and footer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from kit.document.nodes import Block, Figure, Node
from kit.document.tree import changed
from kit.messages import say

Edition = Literal["learner", "trainer", "selfstudy", "slides", "oral", "cards", "quick", "templates", "class", "report"]


@dataclass
class Sheet:
    """What a writer needs: nothing else reaches it."""

    edition: Edition
    title: str
    subtitle: str
    version: str
    day: str
    blocks: list[Block] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    large: bool = False
    contents: bool = False

    @property
    def edition_name(self) -> str:
        """The edition in the reader's words."""
        names = {
            "learner": say("Bản học viên"),
            "trainer": say("Bản giảng viên"),
            "selfstudy": say("Bản tự học"),
            "slides": say("Trang chiếu"),
            "oral": say("Bản đọc to"),
            "cards": say("Thẻ để cắt"),
            "quick": say("Tờ bỏ túi"),
            "templates": say("Mẫu để chép"),
            "class": say("Giấy của lớp"),
            "report": say("Báo cáo lớp"),
        }
        return names[self.edition]

    @property
    def bare(self) -> bool:
        """A form or report becomes somebody's record: our date and our page numbers would be taken for its own."""
        return self.edition in ("templates", "report")

    @property
    def footer(self) -> str:
        """What stands below every page."""
        if self.edition == "report":
            return ""
        if self.bare:
            return say("Mẫu của Bộ tài liệu tập huấn Dự án 8")
        return say("Bộ tài liệu tập huấn Dự án 8 · bản {version} · {day}", version=self.version, day=self.day)


def lay(content: bytes, suffix: str, pictures: dict[str, bytes]) -> str:
    """Put a picture into `pictures` under a plain name that tells nothing; returns the name."""
    name = hashlib.sha256(content).hexdigest()[:16] + suffix
    pictures[name] = content
    return name


def laid(blocks: list[Block], pictures: dict[str, bytes]) -> list[Block]:
    """The same blocks; what was drawn in them lies among the pictures, under its name."""

    def one(node: Node) -> Node:
        if isinstance(node, Figure) and node.svg:
            return Figure(node.alt, lay(node.svg.encode(), ".svg", pictures))
        return node

    return changed(blocks, one)
