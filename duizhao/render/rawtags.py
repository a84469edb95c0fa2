"""The few raw HTML tags that a text may bring along, without attributes, balanced."""

from __future__ import annotations

import re

_KEPT = frozenset(
    {"sub", "sup", "kbd", "u", "small", "mark", "cite", "ruby", "rt", "rp"}
)
_DEEPEST = 16
_RUBY = re.compile(r"<ruby>(.*?)</ruby>", re.DOTALL)
_PAIR = re.compile(r"(.*?)<rt>(.*?)</rt>", re.DOTALL)
_BRACKET = re.compile(r"<rp>[^\w<]{0,2}</rp>|</?rp>")  # a bracket; words stay


def raw_tag(html: str, opened: list[str], floor: int = 0) -> str:
    """Return what is written for a raw tag or comment; `opened` is kept up to date.

    `br` and the tags of `_KEPT` are written bare; a closing tag only where its opening
    tag was the last one and stands above `floor`, inside the same container; everything
    else is dropped. A reading (`rt`) stands in a `ruby`, and that in no other.

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
    if len(opened) >= _DEEPEST or not _fits(name, opened, floor):
        return ""
    opened.append(name)
    return f"<{name}>"


def _fits(name: str, opened: list[str], floor: int) -> bool:
    if name in {"rt", "rp"}:
        return opened[floor:][-1:] == ["ruby"]
    return name != "ruby" or "ruby" not in opened


def raw_list(html: str, opened: list[str], floor: int = 0) -> str:
    """Return what is written for a raw tag of a list, as HTML in a cell may have.

    An item ends where the next one begins, and a list ends its last item; a tag that
    has no place is dropped. Empty for every other tag.

    >>> stack: list[str] = []
    >>> "".join(raw_list(t, stack) for t in ("<ul>", "<li>", "<li x=y>", "</ul>"))
    '<ul><li></li><li></li></ul>'
    """
    found = re.match(r"<(/?)(ul|ol|li)(?=[\s/>])", html, re.IGNORECASE)
    if not found:
        return ""
    closing, name = found.group(1), found.group(2).lower()
    inner = opened[floor:]
    ended = ""
    if inner[-1:] == ["li"] and (name == "li" or closing):
        opened.pop()
        ended = "</li>"
        inner.pop()
        if closing and name == "li":
            return ended
    if closing:
        return ended + (f"</{opened.pop()}>" if inner[-1:] == [name] else "")
    in_list = inner[-1:] in (["ul"], ["ol"])
    if len(opened) >= _DEEPEST or in_list != (name == "li"):
        return ended
    opened.append(name)
    return f"{ended}<{name}>"


def close_tags(opened: list[str], remaining: int) -> str:
    """Close the raw tags after the first `remaining` ones, innermost first."""
    closed = [f"</{name}>" for name in reversed(opened[remaining:])]
    del opened[remaining:]
    return "".join(closed)


def print_ruby(html: str) -> str:
    """Return `html` with readings as the PDF engine sets them: in front of their word.

    The engine knows no ruby; boxes as high as a line stand in for it.

    >>> print_ruby("<ruby>汉<rt>hàn</rt></ruby>字")
    '<span class="rb"><span class="rt">hàn</span>汉</span>字'
    """
    return _RUBY.sub(_boxes, html) if "<ruby>" in html else html


def _boxes(found: re.Match[str]) -> str:
    inner = _BRACKET.sub("", found[1])
    pairs = list(_PAIR.finditer(inner))
    rest = inner[pairs[-1].end() :] if pairs else inner
    boxes = [
        f'<span class="rb"><span class="rt">{pair[2]}</span>{pair[1]}</span>'
        for pair in pairs
    ]
    return "".join(boxes) + rest
