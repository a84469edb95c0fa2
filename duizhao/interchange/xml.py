"""XML read without danger: no entities, no other files, no network, an end to depth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from duizhao.catalog.scan import FORBIDDEN
from duizhao.errors import CatalogError

XML_LIMIT = 100_000_000
"""The largest XML file that is read, in bytes: in memory it takes ten times as much."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PLACE = re.compile(r", line \d+, column \d+$")


def parse(path: str, data: bytes) -> etree._Element:
    """Return the root of `data`. Raises CatalogError for what is not sound XML.

    A document type is refused: no program that translates writes one but TMX, whose
    declaration of it names nothing that is read, and entities are the door to harm.
    """
    if len(data) > XML_LIMIT:
        limit = f"larger than {XML_LIMIT // 1_000_000} MB, the most that is read"
        raise CatalogError(limit, path=path, hint="Send it in several files.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise CatalogError(
            told(error),
            path=path,
            line=max(line, 0),
            column=max(column, 0),
            hint="Have the program save the file again, or restore a backup.",
        ) from None
    found: Any = root.getroottree().docinfo.internalDTD
    if found is not None and any(True for _ in found.iterentities()):
        raise CatalogError(
            "the file declares entities, which no translation needs",
            path=path,
            line=1,
            hint="Remove the <!DOCTYPE …> and write the characters themselves.",
        )
    return root


def told(error: etree.XMLSyntaxError) -> str:
    """Return what is wrong with a file, without the place, which stands before it."""
    what = _PLACE.sub("", error.msg or "")
    if what in ("", "no element found", "Document is empty"):
        what = "there is nothing in it"
    return f"this is not sound XML: {what}"


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for what is none."""
    tag = element.tag
    return _bare(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=256)
def _bare(tag: str) -> str:
    # A file has some twenty names, and asks for one a million times.
    return tag.rpartition("}")[2]


def line_of(element: etree._Element) -> int:
    """Return the one-based line of an element; 0 where the parser does not know."""
    line: Any = element.sourceline
    return int(line or 0)


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the children of an element that bear one of the names."""
    return (child for child in element if local(child) in names)


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first child of a name, or None."""
    return next(children(element, name), None)


def plain_text(element: etree._Element) -> str:
    """Return all text below an element."""
    if not len(element):
        return element.text or ""
    return "".join(str(text) for text in element.itertext())


def inline_text(
    path: str, element: etree._Element, data: Mapping[str, str], known: dict[str, str]
) -> str:
    """Return the text of a `source` or `target`, each code as the text it stands for.

    `data` is what XLIFF 2 keeps apart (`originalData`); `known` are the codes of the
    source by number, which a target may name without saying them again, and to which
    this adds. Raises CatalogError for a character that no product can hold.
    """
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for one in element:
        parts += (_code(path, one, data, known), one.tail or "")
    return "".join(parts)


def _code(
    path: str, one: etree._Element, data: Mapping[str, str], known: dict[str, str]
) -> str:
    """Return the text of an element within a text."""
    match local(one):
        case "cp":
            return _character(path, one)
        case "pc":
            start = data.get(one.get("dataRefStart", ""), "")
            inner = inline_text(path, one, data, known)
            return start + inner + data.get(one.get("dataRefEnd", ""), "")
        case "g" | "mrk" | "sub" | "hi":
            return inline_text(path, one, data, known)
        case _:
            said = data.get(one.get("dataRef", ""), "") or plain_text(one)
            number = one.get("id") or one.get("startRef") or one.get("x") or ""
            if said and number:
                known.setdefault(number, said)
            return said or known.get(number, "")


def _character(path: str, one: etree._Element) -> str:
    """Return the character that XLIFF 2 writes as its number."""
    try:
        found = chr(int(one.get("hex", ""), 16))
    except (ValueError, OverflowError):
        found = "\0"
    if FORBIDDEN.match(found) or "\ud800" <= found <= "\udfff":
        raise CatalogError(
            f"a code for a character that cannot be printed: {one.get('hex', '')[:8]}",
            path=path,
            line=line_of(one),
            hint="Remove it from the translation.",
        )
    return found


def to_bytes(root: etree._Element) -> bytes:
    """Return the file of a tree, in UTF-8."""
    # Nothing is indented by lxml: it puts blanks into a text that is made of codes only.
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return bytes(data) + b"\n"


def indent(parent: etree._Element, level: int) -> None:
    """Set the children of an element that holds no text of its own on lines of theirs."""
    if not len(parent):
        return
    parent.text = "\n" + "  " * (level + 1)
    for one in parent:
        one.tail = parent.text
    parent[-1].tail = "\n" + "  " * level
