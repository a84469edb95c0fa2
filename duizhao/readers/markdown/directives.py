"""The author's words to the tool, in HTML comments, as mdBook's translators know them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from duizhao.values import value

_DIRECTIVE = re.compile(
    r"<!--\s*i18n:(?P<name>[a-z-]+)(?::?\s*(?P<text>.*?))?\s*-->", re.DOTALL
)

NAMES = ("skip", "skip-start", "skip-end", "comment")
"""The directives there are."""


@value
class Directive:
    """One `<!-- i18n:NAME: TEXT -->`."""

    name: str
    """`skip`, `skip-start`, `skip-end` or `comment`; another name is a mistake."""
    text: str
    """What follows the name, white space folded; empty for none."""
    start: int = field(default=0, compare=False)
    """Its first character in the HTML."""


def iter_directives(html: str) -> Iterator[Directive]:
    """Yield the directives in a piece of raw HTML, in order."""
    for match in _DIRECTIVE.finditer(html):
        text = " ".join((match["text"] or "").split())
        yield Directive(match["name"], text, match.start())
