"""Walking a document: its nodes, its pictures, its characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from duizhao.document import Code, Image, Inline, LineBreak, Math, Text


def iter_nodes(value: object) -> Iterator[Any]:
    """Yield every node below `value` (a document, block, inline or tuple), depth first.

    Walks with a list of its own, so that nesting is bounded by memory alone.
    """
    waiting: list[object] = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting.extend(reversed(node))
        elif isinstance(node, Mapping):
            waiting.extend(reversed(list(node.values())))
        elif is_dataclass(node):
            yield node
            waiting.extend(getattr(node, item.name) for item in reversed(fields(node)))


def iter_images(value: object) -> Iterator[Image]:
    """Yield every picture below `value`, in reading order."""
    return (node for node in iter_nodes(value) if isinstance(node, Image))


def plain_text(inlines: Iterable[Inline]) -> str:
    """Return the characters of `inlines` without markup; a line break is a blank."""
    parts: list[str] = []
    for node in iter_nodes(tuple(inlines)):
        match node:
            case Text(value) | Code(value):
                parts.append(value)
            case Math(tex, _):
                parts.append(tex)
            case LineBreak():
                parts.append(" ")
            case Image(_, alt, _):
                parts.append(alt)
            case _:
                pass
    return "".join(parts)
