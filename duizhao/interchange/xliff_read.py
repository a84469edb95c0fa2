"""What both versions of XLIFF are read by: units, and groups of them for plural forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from duizhao.errors import CatalogError
from duizhao.interchange.exchanged import Item
from duizhao.interchange.xliff_notes import Notes, Text, item_of
from duizhao.interchange.xml import child, children, line_of, local


@dataclass(frozen=True, slots=True)
class Units:
    """How one version of XLIFF names its units and groups, and how their texts are read."""

    unit: str
    """The name of an element that holds one text and its translation."""
    kind: str
    """The attribute of a `group` that tells its kind."""
    plural: str
    """What it says of a group that holds the forms of one entry."""
    read_text: Callable[[str, etree._Element], Text]
    """Returns what is in a unit of the file of this path."""
    read_notes: Callable[[etree._Element], Notes]
    """Returns what is said of a unit."""


def read_units(path: str, parent: etree._Element, units: Units) -> Iterator[Item]:
    """Yield the entries below an element. Raises CatalogError."""
    for one in children(parent, "group", units.unit):
        if local(one) != "group":
            forms = [one]
        elif one.get(units.kind) == units.plural:
            forms = list(children(one, units.unit))
        else:
            yield from read_units(path, one, units)
            continue
        if forms:
            texts = [units.read_text(path, form) for form in forms]
            yield item_of(texts, units.read_notes(forms[0]))


def source_of(path: str, unit: etree._Element) -> etree._Element:
    """Return the source of a unit or segment. Raises CatalogError where it has none."""
    source = child(unit, "source")
    if source is None:
        kind = "segment" if local(unit) in {"segment", "ignorable"} else "unit"
        raise CatalogError(
            f"a {kind} without a source",
            path=path,
            line=line_of(unit),
            hint="Have the program save the file again.",
        )
    return source
