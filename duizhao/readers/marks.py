"""Shows straight quotes and half-width marks in Chinese as Chinese print has them.

For display only: a manuscript and its catalog keep what the author wrote. Every
character is replaced by exactly one, so that places in a text stay what they are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from duizhao.document import (
    Emphasis,
    Inline,
    Link,
    Marked,
    Strikethrough,
    Strong,
    Text,
)
from duizhao.language import CLOSERS, HAN, OPENERS

_FULL = str.maketrans(",:;!?", "，：；！？")
# What asks for a full-width mark beside it: Han, CJK marks, Chinese quotes and dashes.
_CHINESE = rf"[{HAN}\u3001-\u3003\u3008-\u3011！，：；？）（“”‘’…—·％]"
_OBJECT = "\ufffc"  # stands for an inline without marks of its own, one character
_APOSTROPHE = r"(?<=[A-Za-z0-9])'(?=[A-Za-z])"


def normalise_marks(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return `inlines`, one unit's, with the marks of Chinese print.

    `"…"` and `'…'` become “…” and ‘…’ where they pair up in a text with Han (an odd
    one leaves them all alone); `, : ; ! ?` become full-width after Chinese, and between
    a Latin letter or digit and Chinese. Code, link addresses and numbers stay.
    """
    text = "".join(_texts(inlines))
    changed = normalise_text(text)
    if changed == text:
        return inlines
    result, _ = _put(inlines, changed, 0)
    return result


def normalise_text(text: str) -> str:
    """Return `text` with the marks of Chinese print, character for character.

    >>> normalise_text('他说,"好!"见1,000元')
    '他说，“好！”见1,000元'
    """
    if text.isascii() or not _pattern(f"[{HAN}]").search(text):
        return text
    text = _pair(text, '"', "“”")
    text = _pair(text, "'", "‘’")
    # Right to left nothing is settled; left to right each mark sees its neighbour done.
    return _pattern(
        rf"(?<={_CHINESE})[,:;!?]+|(?<=[A-Za-z\d）%])[,:;!?](?={_CHINESE})"
    ).sub(lambda match: match[0].translate(_FULL), text)


def _pair(text: str, mark: str, quotes: str) -> str:
    """Return `text` with its straight `mark`s turned into `quotes`, if they pair up."""
    kept = _pattern(_APOSTROPHE).sub(_OBJECT, text) if mark == "'" else text
    places = [index for index, char in enumerate(kept) if char == mark]
    if not places or len(places) % 2 or not _pairs_up(kept, places):
        return text
    characters = list(text)
    for count, index in enumerate(places):
        characters[index] = quotes[count % 2]
    return "".join(characters)


def _pairs_up(text: str, places: list[int]) -> bool:
    """Say whether every second of `places` may open a quotation, the rest close one."""
    for count, index in enumerate(places):
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        outer, inner = (before, after) if count % 2 == 0 else (after, before)
        stray = CLOSERS if count % 2 == 0 else OPENERS
        # 5" and rock 'n' roll: no quotation begins with a blank or a closing mark.
        if not inner or inner.isspace() or inner in stray:
            return False
        if outer.isascii() and outer.isalnum() and inner.isdigit():
            return False
    return True


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _texts(inlines: tuple[Inline, ...]) -> list[str]:
    """Return the characters of `inlines`, one for whatever holds no running text."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(value):
                parts.append(value)
            case Link(children, target) if _is_bare(children, target):
                parts.append(_OBJECT)
            case Emphasis(children) | Strong(children) | Strikethrough(children):
                parts.extend(_texts(children))
            case Link(children) | Marked(children):
                parts.extend(_texts(children))
            case _:
                parts.append(_OBJECT)
    return parts


def _put(
    inlines: tuple[Inline, ...], text: str, start: int
) -> tuple[tuple[Inline, ...], int]:
    """Return `inlines` holding `text` from `start` on, and where the rest begins."""
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(value):
                stop = start + len(value)
                result.append(Text(text[start:stop]))
                start = stop
            case Link(children, target) if _is_bare(children, target):
                result.append(inline)
                start += 1
            case (
                Emphasis(children)
                | Strong(children)
                | Strikethrough(children)
                | Link(children)
                | Marked(children)
            ):
                inside, start = _put(children, text, start)
                result.append(replace(inline, children=inside))
            case _:
                result.append(inline)
                start += 1
    return tuple(result), start


def _is_bare(children: tuple[Inline, ...], target: str) -> bool:
    """Say whether a link shows nothing but its own address."""
    match children:
        case (Text(value),):
            return target in (value, f"mailto:{value}")
        case _:
            return False
