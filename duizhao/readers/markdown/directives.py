"""The author's words to the tool, in HTML comments, as mdBook's translators know them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIRECTIVE = re.compile(
    r"<!--\s*i18n:(?P<name>[a-z-]+)(?::?\s*(?P<text>.*?))?\s*-->", re.DOTALL
)

NAMES = ("skip", "skip-start", "skip-end", "comment")
"""The directives there are."""


@dataclass(frozen=True, slots=True)
class Directive:
    """One `<!-- i18n:NAME: TEXT -->`."""

    name: str
    """`skip`, `skip-start`, `skip-end` or `comment`; another name is a mistake."""
    text: str
    """What follows the name, white space folded; empty for none."""


def find_directive(html: str) -> Directive | None:
    """Return the first directive in a piece of raw HTML, or None."""
    match = _DIRECTIVE.search(html)
    if match is None:
        return None
    return Directive(match["name"], " ".join((match["text"] or "").split()))
