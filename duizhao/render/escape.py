"""Text from outside made safe for an HTML page."""

from __future__ import annotations

import re
from functools import cache

import markupsafe


@cache
def _forbidden() -> re.Pattern[str]:
    # Characters that XML forbids: a PDF's metadata is XML. The check of the manuscript
    # reports them with their place; here they only must not do harm.
    return re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@cache
def _halves() -> re.Pattern[str]:
    return re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` without characters that no XML may hold; half pairs become U+FFFD.

    >>> clean("a" + chr(0) + "b")
    'ab'
    """
    if text.isascii() and text.isprintable():
        return text
    return _halves().sub("\ufffd", _forbidden().sub("", text))


def escape(text: str) -> str:
    """Return `text` as it stands in HTML, in text and in quoted attributes alike.

    >>> escape('<a href="x">')
    '&lt;a href=&#34;x&#34;&gt;'
    """
    return str(markupsafe.escape(clean(text)))
