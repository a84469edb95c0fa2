"""Reads and writes TMX 1.4b, the interchange format of translation memories.

Reading streams, loads no DTD, follows no entity and opens no connection. Law: what
`write_tmx` writes, `iter_tmx` reads as the same pairs in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any, BinaryIO

from lxml import etree

from duizhao.errors import FileError
from duizhao.interchange.pair import Context, Pair, read_context, write_context
from duizhao.interchange.tags import best_tag
from duizhao.interchange.xml import told
from duizhao.language import CONTROL
from duizhao.version import VERSION

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONTEXT = "x-duizhao-context"
# What stands in these is the code of some program, not text.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_HINT = (
    "restore the file or export it again; nothing of it was taken over",
    "a memory is a TMX file: <tmx> with a <header> and a <body> of <tu>",
)


@dataclass(frozen=True, slots=True)
class Header:
    """What a TMX file says of all its pairs."""

    source_language: str = "zh-Hans"
    """The tag of the source texts (srclang)."""
    admin_language: str = "en"
    """The language of notes (adminlang)."""
    segmentation: str = "sentence"
    """How much text a unit holds (segtype): sentence, paragraph, phrase or block."""


@dataclass(slots=True)
class Seen:
    """What a reader met in a file, known when it is at the end."""

    header: Header = field(default_factory=Header)
    """The file's own header."""
    units: int = 0
    """How many translation units there are."""
    taken: int = 0
    """How many pairs were read of them."""
    languages: dict[str, None] = field(default_factory=dict)
    """The tags that were met, in order."""


def iter_tmx(
    path: str,
    data: bytes | BinaryIO,
    source_language: str,
    languages: Iterable[str],
    seen: Seen | None = None,
    *,
    others: bool = False,
) -> Iterator[Pair]:
    """Yield the pairs of a TMX file from a source language into each of `languages`.

    With `others` also those into any other language, under the file's own tag.
    A unit without the source language or without a translation is passed over; codes
    of other programs (`<bpt>`, `<ph>` …) are left out, what `<hi>` marks is kept.
    `seen` is filled on the way. Raises FileError, with the line, for what is no TMX or
    ends too early: whoever collects the pairs has then nothing.
    """
    stream = BytesIO(data) if isinstance(data, bytes) else data
    seen = Seen() if seen is None else seen
    wanted = tuple(languages)
    try:
        for unit in _iter_units(path, stream, seen):
            for pair in _pairs(path, unit, source_language, wanted, seen):
                if not others and pair.language not in wanted:
                    continue
                seen.taken += 1
                yield pair
    except etree.XMLSyntaxError as error:
        raise FileError(
            told(error),
            path=path,
            line=error.lineno or 0,
            hint=_HINT[0],
        ) from error


def write_tmx(pairs: Iterable[Pair], header: Header = Header()) -> bytes:
    """Return the TMX file of `pairs`, in their order; see `write_tmx_to`."""
    stream = BytesIO()
    write_tmx_to(stream, pairs, header)
    return stream.getvalue()


def write_tmx_to(stream: BinaryIO, pairs: Iterable[Pair], header: Header) -> None:
    """Write the TMX file of `pairs`, in their order, as they come.

    A text on a line of its own, so that versions can be compared line by line. Raises
    FileError for a text that XML cannot hold.
    """
    with etree.xmlfile(stream, encoding="utf-8") as file:
        file.write_declaration(standalone=None)
        with file.element("tmx", version="1.4"):
            file.write("\n  ")
            file.write(_header(header))
            file.write("\n  ")
            with file.element("body"):
                for pair in pairs:
                    file.write("\n    ")
                    file.write(_unit(pair, header.source_language))
                file.write("\n  ")
            file.write("\n")
    stream.write(b"\n")


def _header(header: Header) -> Any:
    return etree.Element(
        "header",
        {
            "creationtool": "duizhao",
            "creationtoolversion": VERSION,
            "segtype": header.segmentation,
            "o-tmf": "gettext",
            "adminlang": header.admin_language,
            "srclang": header.source_language,
            "datatype": "plaintext",
        },
    )


def _unit(pair: Pair, source_language: str) -> Any:
    """Return the `<tu>` of a pair."""
    said = {
        "creationdate": pair.created,
        "changedate": pair.changed,
        "creationid": pair.author,
    }
    for text in (pair.source, pair.target, *said.values()):
        _check_text(text)
    unit = etree.Element("tu", {name: text for name, text in said.items() if text})
    unit.text = "\n      "
    for context in pair.contexts:
        prop = etree.SubElement(unit, "prop", {"type": _CONTEXT})
        prop.text = write_context(context)
        prop.tail = "\n      "
    for language, text in (
        (source_language, pair.source),
        (pair.language, pair.target),
    ):
        variant = etree.SubElement(unit, "tuv", {_LANG: language})
        variant.text, variant.tail = "\n        ", "\n      "
        seg = etree.SubElement(variant, "seg")
        seg.text, seg.tail = text, "\n      "
    variant.tail = "\n    "
    return unit


def _check_text(text: str) -> None:
    if found := re.search(CONTROL, text):
        raise FileError(
            f"no TMX file can hold the character U+{ord(found[0]):04X} in “{text[:40]}”",
            hint="remove it from the catalog",
        )


def _iter_units(path: str, stream: BinaryIO, seen: Seen) -> Iterator[Any]:
    """Yield each `<tu>` of the file, which is thrown away afterwards."""
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=("{*}tu", "{*}header", "{*}tmx"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    root = False
    for event, element in events:
        name = etree.QName(element).localname
        if event == "start":
            root = root or (name == "tmx" and element.getparent() is None)
            if name == "header":
                seen.header = _read_header(element)
        elif name == "tu" and root:
            seen.units += 1
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    if not root:
        raise FileError("this is not a TMX file", path=path, line=1, hint=_HINT[1])


def _read_header(element: Any) -> Header:
    usual = Header()
    return Header(
        element.get("srclang", usual.source_language),
        element.get("adminlang", usual.admin_language),
        element.get("segtype", usual.segmentation),
    )


def _pairs(
    path: str, unit: Any, source_language: str, languages: tuple[str, ...], seen: Seen
) -> Iterator[Pair]:
    """Yield the pairs of a unit, first in the languages that are wanted."""
    contexts: list[Context] = []
    variants: dict[str, Any] = {}
    for child in unit.iterchildren("{*}tuv", "{*}prop"):
        if child.tag.endswith("tuv"):
            tag = child.get(_LANG) or child.get("lang") or ""
            variants.setdefault(tag, child)
        elif child.get("type") == _CONTEXT and (
            found := read_context(child.text or "")
        ):
            contexts.append(found)
    tags = tuple(variants)
    seen.languages.update(dict.fromkeys(tags))
    chosen, targets = _chosen(tags, source_language, languages)
    source = _text(path, variants[chosen]) if chosen is not None else ""
    if not source:
        return
    for other, language in targets:
        variant = variants[other]
        if target := _text(path, variant):
            created, changed, author = (
                variant.get(name) or unit.get(name) or ""
                for name in ("creationdate", "changedate", "creationid")
            )
            place = tuple(sorted(contexts))
            yield Pair(source, target, language, created, changed, author, place)


@lru_cache(maxsize=256)  # the units of a file mostly have the same languages
def _chosen(
    tags: tuple[str, ...], source_language: str, languages: tuple[str, ...]
) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """Return the tag of the source, and those of translations with their languages."""
    chosen = best_tag(source_language, tags)
    wanted = {best_tag(language, tags): language for language in reversed(languages)}
    told = ((tag, wanted.get(tag, tag)) for tag in tags if tag != chosen)
    return chosen, tuple((tag, language) for tag, language in told if language)


def _text(path: str, variant: Any) -> str:
    """Return the text of a `<tuv>`; empty where it has none."""
    for seg in variant.iterchildren("{*}seg"):
        return seg.text or "" if not len(seg) else "".join(_flat(path, seg))
    return ""


def _flat(path: str, element: Any) -> Iterator[str]:
    """Yield the text in an element without the codes of other programs."""
    yield element.text or ""
    for child in element:
        if child.tag is etree.Entity:
            message = f"this text uses an entity of its own, {child.text}"
            hint = "have the program write plain characters; entities are not followed"
            raise FileError(message, path=path, line=child.sourceline or 0, hint=hint)
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name and name not in _CODES:
            yield from _flat(path, child)
        yield child.tail or ""
