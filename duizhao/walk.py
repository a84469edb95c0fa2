"""Walking a document: its nodes, its pictures, its characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from duizhao.document import Code, Image, Inline, LineBreak, Math, Text

_PLAIN = ("str", "int", "bool")
"""What is no node; in modules whose annotations are kept as text, as ours are."""


_LEAVES = frozenset((str, Text, Code, Math, LineBreak))
"""What holds no picture: the commonest nodes."""


def iter_nodes(value: object) -> Iterator[Any]:
    """Yield every node below `value` (a document, block, inline or tuple), depth first.

    Walks with a list of its own, so that nesting is bounded by memory alone.
    """
    waiting: list[Any] = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            continue  # the commonest
        if isinstance(node, tuple):
            waiting.extend(reversed(node))
        # mypy takes a class for something without a hash.
        elif (names := _field_names(type(node))) is not None:  # type: ignore[arg-type]
            yield node
            waiting.extend([getattr(node, name) for name in names])
        elif isinstance(node, Mapping):
            waiting.extend(reversed(list(node.values())))


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    """Return the fields of a class of nodes that may hold nodes, last first.

    None for another class.
    """
    if not is_dataclass(kind):
        return None
    found = reversed(fields(kind))
    return tuple(item.name for item in found if item.type not in _PLAIN)


def iter_images(value: object) -> Iterator[Image]:
    """Yield every picture below `value`, in reading order."""
    # As `iter_nodes`, but leaves without a picture are not even looked at.
    waiting: list[Any] = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += [one for one in reversed(node) if type(one) not in _LEAVES]
        elif isinstance(node, Image):
            yield node
        # mypy takes a class for something without a hash.
        elif (names := _field_names(type(node))) is not None:  # type: ignore[arg-type]
            waiting += [getattr(node, name) for name in names]
        elif isinstance(node, Mapping):
            waiting += reversed(list(node.values()))


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
