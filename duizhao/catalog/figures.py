"""A figure that has changed in the Chinese, put into the English."""

from __future__ import annotations

import re

from duizhao.catalog.marks import OPAQUE
from duizhao.catalog.quantities import fill_quantities

# A number that stands by itself: not part of a name, a version, an address.
_FIGURE = re.compile(
    r"(?<![A-Za-z0-9_.,#/\-])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![A-Za-z0-9_/#]|[.,][0-9])"
)
# 3万 is no 3 in English, and 3月 is March.
_OTHERWISE = re.compile(r"\s*[十百千万亿兆多余几来月]")


def changed_figures(before: str, after: str) -> list[tuple[str, str]]:
    """Return the figures that differ, if nothing else does; else an empty list.

    >>> changed_figures("共 38 人，3 天。", "共 40 人，3 天。")
    [('38', '40')]
    """
    old, new = _figures(before), _figures(after)
    if len(old) != len(new) or _without(before, old) != _without(after, new):
        return []
    pairs = zip(old, new, strict=True)
    return [(a[0], b[0]) for a, b in pairs if a[0] != b[0]]


def fill(before: str, after: str, translation: str) -> str | None:
    """Return the translation of `before` with the figures of `after`.

    Each changed number must be told exactly once in `before` and in the translation;
    None where one is not, or where more than numbers has changed.

    >>> fill("共 38 人。", "共 40 人。", "38 people in all.")
    '40 people in all.'
    >>> fill("3万人。", "4万人。", "30,000 people, 3 of them tall.")
    '40,000 people, 3 of them tall.'
    """
    filled = _fill_figures(before, after, translation)
    return fill_quantities(before, after, translation) if filled is None else filled


def _fill_figures(before: str, after: str, translation: str) -> str | None:
    """Do so with figures that stand in both languages as they are."""
    changed = dict(changed_figures(before, after))
    if not changed:
        return None
    ours, theirs = _figures(before), _figures(translation)
    for figure in changed:
        mine = [one for one in ours if one[0] == figure]
        if len(mine) != 1 or sum(one[0] == figure for one in theirs) != 1:
            return None
        if _OTHERWISE.match(before, mine[0].end()):
            return None
    pieces: list[str] = []
    at = 0
    for one in theirs:
        pieces += translation[at : one.start()], changed.get(one[0], one[0])
        at = one.end()
    return "".join((*pieces, translation[at:]))


def _figures(text: str) -> list[re.Match[str]]:
    hidden = [found.span() for found in OPAQUE.finditer(text)]
    return [
        one
        for one in _FIGURE.finditer(text)
        if not any(start <= one.start() < stop for start, stop in hidden)
    ]


def _without(text: str, figures: list[re.Match[str]]) -> str:
    pieces: list[str] = []
    at = 0
    for one in figures:
        pieces.append(text[at : one.start()])
        at = one.end()
    return "0".join((*pieces, text[at:]))
