"""Going through a tree of nodes: every one of them, its words, what it cites, a changed copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from kit.document.nodes import Break, Citation, Code, Node, Paragraph, Part, Text


def walk(tree: object) -> Iterator[Node]:
    """Every node of a tree or of trees in a sequence, outermost first."""
    if isinstance(tree, list | tuple):
        for part in tree:
            yield from walk(part)
    elif is_dataclass(tree):
        if not isinstance(tree, Part):
            yield cast(Node, tree)
        for field in fields(tree):
            yield from walk(getattr(tree, field.name))


def plain(tree: object) -> str:
    """The words of a tree without their dress."""

    def words(node: Node) -> str:
        match node:
            case Text(said) | Code(said):
                return said
            case Break() | Paragraph():
                return " "
        return ""

    return " ".join("".join(words(node) for node in walk(tree)).split())


def citations(tree: object) -> list[str]:
    """The ids of the facts that a tree cites, each once, in order."""
    return list(dict.fromkeys(node.fact for node in walk(tree) if isinstance(node, Citation)))


T = TypeVar("T")


def changed(tree: T, change: Callable[[Node], Node]) -> T:
    """A copy of a tree in which every node has gone through `change`, inner ones first."""
    if isinstance(tree, list | tuple):
        return cast(T, type(tree)(changed(part, change) for part in tree))
    if not is_dataclass(tree) or isinstance(tree, type):
        return tree
    inner = {f.name: changed(getattr(tree, f.name), change) for f in fields(tree)}
    made = replace(tree, **inner)
    return made if isinstance(made, Part) else cast(T, change(cast(Node, made)))
