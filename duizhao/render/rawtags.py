"""The few raw HTML tags that a text may bring along, without attributes, balanced."""

from __future__ import annotations

import re

_KEPT = frozenset({"sub", "sup", "kbd", "u", "small", "mark"})
_DEEPEST = 16


def raw_tag(html: str, opened: list[str], floor: int = 0) -> str:
    """Return what is written for a raw tag or comment; `opened` is kept up to date.

    `br` and the tags of `_KEPT` are written bare; a closing tag only where its opening
    tag was the last one and stands above `floor`, inside the same container; everything
    else is dropped.

    >>> stack: list[str] = []
    >>> raw_tag("<SUB onclick=x>", stack), raw_tag("</sup>", stack), stack
    ('<sub>', '', ['sub'])
    """
    found = re.match(r"<(/?)([A-Za-z]{1,5})(?=[\s/>])", html)
    if not found:
        return ""
    closing, name = found.group(1), found.group(2).lower()
    if name == "br":
        return "<br>"
    if name not in _KEPT:
        return ""
    if closing:
        return f"</{opened.pop()}>" if opened[floor:][-1:] == [name] else ""
    if len(opened) >= _DEEPEST:
        return ""
    opened.append(name)
    return f"<{name}>"


def close_tags(opened: list[str], remaining: int) -> str:
    """Close the raw tags after the first `remaining` ones, innermost first."""
    closed = [f"</{name}>" for name in reversed(opened[remaining:])]
    del opened[remaining:]
    return "".join(closed)
