"""The caption of a figure: the words of a picture's Markdown that a page shows."""

from __future__ import annotations

import re
from typing import Final

from duizhao.values import value

_FIGURE: Final = re.compile(
    r'!\[(?P<alt>[^\[\]\\\n]*)\]\((?P<at>[^()\s<>\\"]*)(?: "(?P<title>[^"\\\n]*)")?\)'
)


@value
class Caption:
    """The caption of a figure, and the Markdown around it."""

    before: str
    """What stands before it."""
    text: str
    """What is shown."""
    after: str
    """What stands behind it."""


def caption_of(markdown: str) -> Caption | None:
    """Return the words beneath a picture; None for what is no picture alone.

    >>> caption_of('![a](b.png "c")')
    Caption(before='![a](b.png "', text='c', after='")')
    """
    found = _FIGURE.fullmatch(markdown)
    if found is None:
        return None
    part = "title" if found["title"] else "alt"
    start, stop = found.span(part)
    return Caption(markdown[:start], found[part], markdown[stop:])
