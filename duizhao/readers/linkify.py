"""Finds bare URLs and e-mail addresses in running text and makes them links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from duizhao.document import Inline, Link, Text

# What may stand in a URL (RFC 3986, §2) without `'`, which mostly ends a quotation. A
# URL ends where Chinese begins, for in Chinese no blank sets it off.
_URL = r"https?://[\w\-.~:/?#\[\]@!$&()*+,;=%]+"
# The parts are bounded as in RFC 5321, §4.5.3.1, and a match never begins inside a
# run, so that a long run without `@` costs no more than its length.
_MAIL = (
    r"(?<![\w.+%\-])[\w.+%\-]{1,64}@(?:[A-Za-z\d\-]{1,63}\.){1,8}[A-Za-z]{2,24}(?!\w)"
)
_TRAILING = ".,:;!?*&"
_PAIRS = {")": "(", "]": "["}


def linkify(text: str) -> tuple[Inline, ...]:
    """Return `text` with bare http(s) URLs and e-mail addresses as links.

    Marks that end a sentence after an address, and a bracket that was opened before
    it, are no part of it. The characters of the result are those of `text`.

    >>> linkify("见 https://example.org/a，谢谢。")[1]
    Link(children=(Text(value='https://example.org/a'),), target='https://example.org/a', title='')
    """
    if "://" not in text and "@" not in text:
        return (Text(text),) if text else ()
    parts: list[Inline] = []
    done = 0
    for start, stop, target in _iter_addresses(text):
        if start > done:
            parts.append(Text(text[done:start]))
        parts.append(Link((Text(text[start:stop]),), target))
        done = stop
    if done < len(text):
        parts.append(Text(text[done:]))
    return tuple(parts)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_URL})|{_MAIL}", re.ASCII)


def _iter_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, stop and link target of each address, ascending."""
    for match in _pattern().finditer(text):
        found = match[0]
        if "://" not in found:
            yield match.start(), match.end(), f"mailto:{found.lstrip('.')}"
            continue
        kept = _trim(found)
        if len(kept) > kept.index("://") + 3:
            yield match.start(), match.start() + len(kept), kept


def _trim(url: str) -> str:
    """Return `url` without marks at its end that belong to the sentence."""
    stop = len(url)
    # Counted once: trimming bracket by bracket would be quadratic.
    surplus = {
        closing: url.count(closing) - url.count(opening)
        for closing, opening in _PAIRS.items()
    }
    while stop:
        last = url[stop - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        stop -= 1
    return url[:stop]
