"""An SVG picture's size, its colours, and whether drawing it would ever end."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

SVG_TYPE = "image/svg+xml"

_DEEP = 100  # nested elements; WeasyPrint draws them recursively
_DRAWN = 200_000  # elements, each `use` counted as what it draws

# CSS Values 4, 6.2: absolute lengths in pixels of 1/96 inch; 1em by default is 16px.
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
    "em": 16.0,
    "rem": 16.0,
}
_LENGTH = re.compile(
    r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z]*)\s*", re.IGNORECASE
)
_COLOUR = re.compile(
    rb"var\(\s*--(accent|ink|muted|hairline|tint)\s*(?:,\s*([^()]*?)\s*)?\)"
)
_DEFAULT = (300.0, 150.0)  # CSS 2.2, 10.3.2: a replaced element without any size


class PictureError(Exception):
    """A picture that is not taken; the message says what it is instead."""


@dataclass(slots=True)
class _Element:
    """One element of the picture."""

    uses: str
    """The id it draws again; empty for none."""
    children: list[_Element] = field(default_factory=list)
    """What stands in it."""


@dataclass(slots=True)
class _Tree:
    """What the XML parser tells, collected."""

    root: dict[str, str] = field(default_factory=dict)
    """The root element's attributes."""
    name: str = ""
    """The root element's local name."""
    open: list[_Element] = field(default_factory=lambda: [_Element("")])
    """The elements that are not closed yet, under one that holds the root."""
    ids: dict[str, _Element] = field(default_factory=dict)
    """The elements that can be drawn again."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        local = name.rpartition(":")[2]
        if not self.name:
            self.name, self.root = local, attributes
        if len(self.open) > _DEEP:
            raise PictureError(f"it is an SVG nested more than {_DEEP} deep")
        target = attributes.get("href") or attributes.get("xlink:href") or ""
        element = _Element(target[1:] if local == "use" and target[:1] == "#" else "")
        self.open[-1].children.append(element)
        self.open.append(element)
        if "id" in attributes:
            self.ids.setdefault(attributes["id"], element)

    def end(self, _name: str) -> None:
        """Take the end of an element."""
        self.open.pop()


def measure_svg(data: bytes) -> tuple[float, float]:
    """Return natural width and height of an SVG picture in CSS pixels.

    Raises PictureError for what is not well-formed or not SVG, and for pictures that
    draw themselves so often (`use` in `use`) that no renderer would come to an end.
    """
    tree = _Tree()
    parser = expat.ParserCreate()
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own: the last piece
        drawn = _count(tree.open[0], tree.ids, {})
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise PictureError(f"it is not well-formed XML: {error}") from error
    except RecursionError:
        drawn = math.inf
    if tree.name != "svg":
        raise PictureError(f"it is XML, but no SVG: it begins with <{tree.name}>")
    if drawn > _DRAWN:
        raise PictureError(f"it is an SVG that draws more than {_DRAWN} elements")
    return _size(tree.root)


def _count(
    element: _Element, ids: dict[str, _Element], known: dict[int, float]
) -> float:
    """Return how many elements drawing `element` draws; infinite for a circle.

    `known` holds what was counted, by identity. A chain of thousands of `use` ends in
    RecursionError, here as in the renderers.
    """
    if id(element) in known:
        return known[id(element)]
    known[id(element)] = math.inf  # met again before it is known: a circle
    drawn = 1.0 + sum(_count(child, ids, known) for child in element.children)
    if element.uses in ids:
        drawn += _count(ids[element.uses], ids, known)
    known[id(element)] = drawn
    return drawn


def in_colours(data: bytes, colours: Mapping[str, str]) -> bytes:
    """Return an SVG in the colours of a page.

    A picture asks for them as style sheets do, with what it has elsewhere:
    `fill="var(--accent, #9a2a1e)"`. One that is not among `colours` is what is said there.

    >>> in_colours(b'<path fill="var(--accent, #9a2a1e)"/>', {"accent": "#0f5c63"})
    b'<path fill="#0f5c63"/>'
    """

    def coloured(found: re.Match[bytes]) -> bytes:
        colour = colours.get(found[1].decode(), "")
        return colour.encode() or found[2] or found[0]

    return _COLOUR.sub(coloured, data) if b"var(" in data else data


def _size(root: dict[str, str]) -> tuple[float, float]:
    """Return width and height from the root's attributes, one from the other."""
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    numbers = [_length(part) for part in re.split(r"[\s,]+", root.get("viewBox", ""))]
    wide, high = numbers[2:] if len(numbers) == 4 else (0.0, 0.0)
    if not (wide > 0 and high > 0):
        return (width or _DEFAULT[0], height or _DEFAULT[1])
    if width and not height:
        height = width * high / wide
    if height and not width:
        width = height * wide / high
    return (width or wide, height or high)


def _length(written: str) -> float:
    """Return a length in CSS pixels; 0 where it is relative or none."""
    match = _LENGTH.fullmatch(written)
    return float(match[1]) * _UNITS.get(match[2].lower(), 0.0) if match else 0.0
