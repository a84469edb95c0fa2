"""Typography of running Chinese: squeezed marks, unbroken dashes, no lone character.

Works on text that is already escaped for HTML, and puts `<span>`s around a few
characters; the style sheets say what their classes mean. The characters themselves are
never changed, so that a text copied from a page is the author's.
"""

from __future__ import annotations

import re
from functools import cache

from duizhao.language import CLOSERS, HAN

# Marks of one em whose ink stands left (pauses, closers) or right (openers).
_PAUSES = "，。、；：！？．"
_CLOSE = "”’」』》〉）】〕〗"
_OPEN = "“‘「『《〈（【〔〖"
_TAIL = 3  # Han characters that stay together at a paragraph's end


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def set_part(escaped: str, *, first: bool, last: bool) -> str:
    """Return one part of a paragraph, escaped for HTML, with its punctuation set.

    `first` and `last` say whether the paragraph begins and ends with it. An opening
    mark that begins a paragraph is squeezed, so that an indent of two characters is
    two characters; the last three Han characters stay on one line.
    """
    if escaped.isascii():
        return escaped
    tail = _find_tail(escaped) if last else None
    if tail:
        head = _squeeze(escaped[: tail.start()])
        text = f'{head}<span class="k">{_squeeze(tail.group())}</span>'
    else:
        text = _squeeze(escaped)
    if first and text[0] in _OPEN:
        return f'<span class="h">{text[0]}</span>{text[1:]}'
    return text


def _find_tail(escaped: str) -> re.Match[str] | None:
    marks = f"{_PAUSES}{CLOSERS}…—"
    pattern = rf"(?<=[{HAN}]{{4}})[{HAN}]{{{_TAIL}}}[{re.escape(marks)}]{{0,4}}\Z"
    # A pattern bound to the end is tried only where it can match.
    return _compiled(pattern).search(escaped, max(0, len(escaped) - _TAIL - 8))


def _squeeze(escaped: str) -> str:
    """Halve a mark that meets another one (class `h`); keep —— and …… whole (`k`).

    A pause or closing mark in front of another mark, and an opening mark behind another
    opening one, lose the empty half of their square.
    """
    found = _compiled(
        rf"([{_PAUSES}{_CLOSE}])(?=[{_PAUSES}{_CLOSE}{_OPEN}])"
        rf"|(?<=[{_OPEN}])([{_OPEN}])|(——+|……+)"
    )
    return found.sub(_span, escaped)


def _span(found: re.Match[str]) -> str:
    kind = "k" if found.group(3) else "h"
    return f'<span class="{kind}">{found.group()}</span>'
