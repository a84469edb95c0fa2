"""A Markdown text as a `Document`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from duizhao.document import Block, Document, Heading, Inline, Marked, Metadata, Text
from duizhao.language import spaced
from duizhao.readers.markdown.front_matter import find_scalars, read_mapping
from duizhao.readers.markdown.parser import parse_events
from duizhao.readers.markdown.placed import Mark
from duizhao.readers.markdown.settings import MarkdownSettings
from duizhao.readers.markdown.shadow import make_shadow
from duizhao.readers.markdown.tree import TreeBuilder
from duizhao.readers.markdown.units import front_matter_range
from duizhao.values import value
from duizhao.walk import plain_text

_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]+")
_INLINE_KEYS = ("title", "subtitle", "lead", "author")
_OWN_KEYS = frozenset({*_INLINE_KEYS, "date", "keywords"})


@value
class Rendition:
    """Which language a text is in, and what of it is unfinished."""

    language: str
    """BCP 47 tag."""
    marks: tuple[Mark, ...] = ()
    """Unfinished segments, by their bytes in the text, ascending."""
    anchors: tuple[str, ...] | None = None
    """The headings' anchors, taken from the source document; None to make them."""


def read_document(
    text: str, rendition: Rendition, settings: MarkdownSettings
) -> Document:
    """Return a Markdown text as a document; nothing in it can make this raise.

    HTML comments and reference definitions are left out, everything else is kept.
    """
    data = text.encode("utf-8", "surrogatepass")
    cast_text = make_shadow(text, cjk_emphasis=settings.cjk_emphasis)
    same = cast_text is text
    shadow = data if same else cast_text.encode("utf-8", "surrogatepass")
    builder = TreeBuilder(data, shadow, rendition.marks, settings.cjk_breaks)
    blocks = builder.build(parse_events(cast_text))
    fence = front_matter_range(text)
    metadata = Metadata()
    if fence is not None:
        base = len(text[: fence[0]].encode("utf-8", "surrogatepass"))
        metadata = _metadata(text[fence[0] : fence[1]], base, rendition)
    metadata, blocks = _with_title(metadata, blocks, rendition.anchors)
    blocks = _with_anchors(blocks, rendition.anchors)
    return Document(rendition.language, metadata, blocks, builder.footnotes)


def heading_anchors(document: Document) -> tuple[str, ...]:
    """Return the anchors of a document's headings, for its translation."""
    return tuple(
        block.anchor for block in document.blocks if isinstance(block, Heading)
    )


def _metadata(front: str, base: int, rendition: Rendition) -> Metadata:
    """Return what the front matter says; its text begins at the byte `base`."""
    values, _ = read_mapping(front)
    marked = _marked_values(front, base, rendition.marks)
    between = ", " if spaced(rendition.language) else "、"
    inline = {
        key: _inlines(_items(values.get(key)), between, marked) for key in _INLINE_KEYS
    }
    return Metadata(
        **inline,
        date=_string(values.get("date")),
        keywords=tuple(_strings(values.get("keywords"))),
        extra={
            key: _string(value)
            for key, value in values.items()
            if key not in _OWN_KEYS and isinstance(value, str | int | float)
        },
    )


def _marked_values(front: str, base: int, marks: Sequence[Mark]) -> dict[str, Mark]:
    """Return the unfinished values of a front matter with their marks."""
    stop = base + len(front.encode("utf-8", "surrogatepass"))
    inside = [mark for mark in marks if mark.stop <= stop]
    if not inside:
        return {}
    places = {mark.start: mark for mark in inside}
    found: dict[str, Mark] = {}
    for scalar in find_scalars(front, _INLINE_KEYS)[0]:
        start = len(front[: scalar.start].encode("utf-8", "surrogatepass"))
        if mark := places.get(base + start):
            found[scalar.value.strip()] = mark
    return found


def _inlines(
    values: Sequence[str], between: str, marked: Mapping[str, Mark]
) -> tuple[Inline, ...]:
    out: list[Inline] = []
    for words in values:
        if out:
            out.append(Text(between))
        mark = marked.get(words)
        node = Text(words)
        out.append(node if mark is None else Marked((node,), mark.state, mark.key))
    if any(isinstance(node, Marked) for node in out) or not out:
        return tuple(out)
    return (Text(between.join(values)),)


def _items(value: object) -> Sequence[str]:
    if isinstance(value, list):
        return list(_strings(value))
    return [words] if (words := _string(value)) else []


def _string(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, list):
        return [word for item in value if (word := _string(item))]
    return [
        word.strip() for word in re.split(r"[,，、;；]", _string(value)) if word.strip()
    ]


def _with_title(
    metadata: Metadata, blocks: tuple[Block, ...], anchors: tuple[str, ...] | None
) -> tuple[Metadata, tuple[Block, ...]]:
    """Move a level-1 heading that opens the text into the metadata.

    One that repeats the title is left out; of a translation it is left out where it
    was of its source, so that block stays beside block.
    """
    match blocks:
        case (Heading(1, children, _), *rest):
            if not metadata.title:
                return replace(metadata, title=children), tuple(rest)
            repeats = plain_text(children) == plain_text(metadata.title)
            if anchors is not None:
                headings = sum(isinstance(block, Heading) for block in blocks)
                repeats = headings > len(anchors)
            if repeats:
                return metadata, tuple(rest)
    return metadata, blocks


def _with_anchors(
    blocks: tuple[Block, ...], anchors: tuple[str, ...] | None
) -> tuple[Block, ...]:
    """Give every heading an anchor of its own; only top-level headings are linked to."""
    taken: set[str] = set()
    given = iter(anchors or ())
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            wanted = next(given, "") or block.anchor or slug(plain_text(block.children))
            anchor = _unique(wanted, taken)
            taken.add(anchor)
            block = replace(block, anchor=anchor)  # noqa: PLW2901 - the same heading
        out.append(block)
    return tuple(out)


def slug(text: str) -> str:
    """Return the anchor GitHub would give a heading: lower case, blanks as hyphens."""
    return _NOT_IN_ANCHOR.sub("", text.strip().lower()).replace(" ", "-") or "section"


def _unique(wanted: str, taken: set[str]) -> str:
    anchor, number = wanted, 1
    while anchor in taken:
        anchor, number = f"{wanted}-{number}", number + 1
    return anchor
