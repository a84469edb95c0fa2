"""Which link targets may be written into a product."""

from __future__ import annotations

import re
from functools import cache

_LONGEST = 4096  # characters; far beyond any real link, short enough for every reader


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def safe_target(url: str) -> str:
    """Return `url` as it may be written, or the empty string where it is refused.

    Kept are `http:` and `https:` with a host, `mailto:`, `tel:`, `#anchor` and relative
    paths. Blanks around it are dropped and blanks inside become `%20`. Refused are
    every other scheme, however it is spelt; `//host`; backslashes, which browsers read
    as slashes; control and invisible format characters, which browsers skip or
    readers do not see; a colon in the first part of a path, which might be a scheme.

    >>> safe_target("https://example.org/a b"), safe_target("#top")
    ('https://example.org/a%20b', '#top')
    >>> safe_target("JaVaScRiPt:alert(1)"), safe_target("//evil.example/")
    ('', '')
    """
    url = url.strip(" \t\r\n\f")
    hidden = r"[\x00-\x1f\x7f-\x9f\\\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    if len(url) > _LONGEST or _compiled(hidden + r"\ufeff\ud800-\udfff]").search(url):
        return ""
    url = _compiled(r"\s").sub("%20", url)
    head = _compiled(r"[^/?#]*").match(url)
    first = head.group() if head else ""
    if ":" not in first:
        return "" if url.startswith("//") else url
    scheme, _, rest = url.partition(":")
    match scheme.lower():
        case "http" | "https":
            return url if _compiled(r"//[^/?#@:][^/?#]*").match(rest) else ""
        case "mailto" | "tel":
            return url if rest else ""
        case _:
            return ""
