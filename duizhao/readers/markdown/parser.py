"""The only door to pyromark (pulldown-cmark): text in, events with byte ranges out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyromark

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
)
# Probing codes puts each text into a heading, where `{…}` must stay text.
_PROBE_OPTIONS = _OPTIONS & ~pyromark.Options.ENABLE_HEADING_ATTRIBUTES

RawEvent = tuple[Any, Any]
"""An event as pyromark gives it (a string or a dict of one key) and its range, a dict
of `start` and `end` in bytes. Left as it comes: wrapping 300,000 of them would cost
more than reading them."""

_markdown = pyromark.Markdown(options=_OPTIONS)


def parse_events(text: str, *, merge_text: bool = False) -> Iterator[RawEvent]:
    """Yield the events of a whole manuscript.

    With `merge_text` neighbouring texts come as one event; without it each keeps the
    range of its own characters, so that escapes and entities can be told.
    """
    return _markdown.events_with_range(text, merge_text=merge_text)


def probe_events(text: str, resolve: Callable[[str], str | None]) -> Iterator[RawEvent]:
    """Yield the events of texts taken out of a manuscript.

    `resolve` is asked for the target of each reference link whose definition `text`
    does not hold; None leaves the brackets plain text.
    """

    def callback(link: Any) -> tuple[str, str] | None:
        target = resolve(link["reference"])
        return None if target is None else (target, "")

    return pyromark.events_with_range(
        text, options=_PROBE_OPTIONS, broken_link_callback=callback
    )


def definition_labels(text: str) -> frozenset[str]:
    """Return the labels of all link reference definitions, case-folded."""
    found = pyromark.reference_definitions(text, options=_OPTIONS)
    return frozenset(" ".join(label.split()).casefold() for label in found)
