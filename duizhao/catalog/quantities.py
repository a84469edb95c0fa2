"""A number that has changed in the Chinese, however it is written, put into the English.

`三口井` that becomes `五口井` makes `three wells` to `five wells`. Only where it is certain:
one English quantity says what the Chinese said, in figures or in one plain word, and what
is written instead is read again and says what the Chinese says now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from duizhao.catalog.marks import OPAQUE
from duizhao.numbers.quantity import Kind, Quantity

_NUMERAL = re.compile(
    "(?:[0-9０-９]+(?:[,.][0-9０-９]+)*"
    "|[零〇一二三四五六七八九十百千万亿兆两廿卅壹贰叁肆伍陆柒捌玖拾佰仟])+"
)
# Of these the English changes in proportion: no clock, no decade, no twofold.
_PLAIN = frozenset(
    {
        *(Kind.COUNT, Kind.ORDINAL, Kind.MONEY, Kind.MEASURE),
        *(Kind.DURATION, Kind.PERCENT, Kind.YEAR, Kind.DAY),
    }
)
# With `one` the noun changes, too.
_SPELLED = {
    **dict(enumerate(("two", "three", "four", "five", "six", "seven", "eight"), 2)),
    **dict(enumerate(("nine", "ten", "eleven", "twelve"), 9)),
    20: "twenty",
    30: "thirty",
    40: "forty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
}
_WORDS = {word: number for number, word in _SPELLED.items()}
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_FIGURE = re.compile(
    r"(?<![\w.,])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9A-Za-z]|[.,][0-9])"
)
_SCALE = re.compile(r"(?i)\b(?:hundred|thousand|[mbtr]+illion)s?\b")
_DECIMALS = 100  # two
_GROUPED = 1000


class Change(NamedTuple):
    """A number that has changed."""

    shown: tuple[str, str]
    """How it was written in the Chinese, and how it is now."""
    old: Quantity
    """What it said."""
    new: Quantity
    """What it says."""


def changed_quantities(before: str, after: str) -> list[Change]:
    """Return the numbers that differ, if nothing else does; else an empty list.

    >>> [one.shown for one in changed_quantities("三口井。", "五口井。")]
    [('三', '五')]
    >>> changed_quantities("三口井。", "五条河。"), changed_quantities("十天", "10天")
    ([], [])
    """
    if _NUMERAL.sub("0", before) != _NUMERAL.sub("0", after):
        return []
    runs = zip(_NUMERAL.finditer(before), _NUMERAL.finditer(after), strict=True)
    differing = [(a, b) for a, b in runs if a[0] != b[0]]
    if not differing:
        return []
    # Its expressions take a tenth of a second to compile; few updates need them.
    from duizhao.numbers.chinese import read_chinese  # noqa: PLC0415 - see above

    ours, theirs = _visible(before, read_chinese(before)), read_chinese(after)
    found: list[Change] = []
    for a, b in differing:
        old, new = _around(ours, a), _around(theirs, b)
        if old is None or new is None:
            return []
        if (old.kind, old.unit) != (new.kind, new.unit):
            return []
        if old.value != new.value:
            found.append(Change((a[0], b[0]), old, new))
    return found


def fill_quantities(before: str, after: str, translation: str) -> str | None:
    """Return the translation of `before` with the numbers of `after`; None in doubt.

    >>> fill_quantities("三口井。", "五口井。", "Three wells.")
    'Five wells.'
    >>> fill_quantities("约1.2亿元。", "约2.5亿元。", "Some 120 million yuan.")
    'Some 250 million yuan.'
    >>> fill_quantities("三口井。", "五口井。", "Three wells and three men.") is None
    True
    """
    changes = changed_quantities(before, after)
    if not changes:
        return None
    from duizhao.numbers.chinese import read_chinese  # noqa: PLC0415 - as above
    from duizhao.numbers.english import read_english  # noqa: PLC0415 - as above

    ours, theirs = read_chinese(before), read_english(translation)
    shown = _visible(translation, theirs)
    places: list[tuple[int, int, str]] = []
    for one in changes:
        said = _saying(one.old, shown)
        if len(_saying(one.old, ours)) != 1 or len(said) != 1:
            return None
        place = _replaced(one, said[0], translation)
        if place is None:
            return None
        places.append(place)
    made = _spliced(translation, sorted(places))
    return made if _proven(changes, theirs, read_english(made)) else None


def _proven(
    changes: Sequence[Change], theirs: Sequence[Quantity], again: Sequence[Quantity]
) -> bool:
    """Whether each number stands where the old one stood, and says what it should."""
    if len(theirs) != len(again):
        return False
    pairs = list(zip(theirs, again, strict=True))
    return all(
        any(_saying(one.old, [a]) and _saying(one.new, [b]) for a, b in pairs)
        for one in changes
    )


def _visible(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities that do not stand in code, links or addresses."""
    hidden = [one.span() for one in OPAQUE.finditer(text)]
    return [
        one
        for one in found
        if not any(start < one.end and one.start < stop for start, stop in hidden)
    ]


def _around(found: Sequence[Quantity], run: re.Match[str]) -> Quantity | None:
    """Return the quantity that a numeral is the only number of."""
    for one in found:
        if one.start <= run.start() and run.end() <= one.end:
            alone = len(_NUMERAL.findall(run.string, one.start, one.end)) == 1
            return one if alone and one.kind in _PLAIN else None
    return None


def _saying(wanted: Quantity, found: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities that say the same."""
    return [
        one
        for one in found
        if one.unit == wanted.unit and wanted.readings[0] in one.readings
    ]


def _replaced(change: Change, one: Quantity, text: str) -> tuple[int, int, str] | None:
    """Return the place of the number in an English quantity, and what goes there."""
    if not change.old.value:
        return None
    said = text[one.start : one.end]
    options = [*_by_figure(change, said), *_by_word(change, said)]
    if len(options) != 1:
        return None
    ((start, stop, new),) = options
    return one.start + start, one.start + stop, new


def _by_figure(change: Change, said: str) -> Iterator[tuple[int, int, str]]:
    """Yield the figure of `said` and the new one: of `1.2 billion` the 1.2."""
    figures = list(_FIGURE.finditer(said))
    words = (word.lower() for word in _WORD.findall(said))
    if len(figures) != 1 or any(word in _WORDS for word in words):
        return
    (figure,) = figures
    now = Fraction(figure[0].replace(",", ""))
    new = now * _exact(change.new.value) / _exact(change.old.value)
    # A larger amount would be told in billions, a smaller one in thousands.
    fits = not _SCALE.search(said) or 1 <= new < _GROUPED
    if not fits or (new * _DECIMALS).denominator != 1:
        return
    grouped = "," in figure[0] or (now < _GROUPED and change.new.kind is not Kind.YEAR)
    whole = f"{int(new):,}" if grouped else str(int(new))
    rest = f"{int((new - int(new)) * _DECIMALS):02}".rstrip("0")
    yield figure.start(), figure.end(), f"{whole}.{rest}" if rest else whole


def _exact(value: float) -> Fraction:
    return Fraction(str(value))


def _by_word(change: Change, said: str) -> Iterator[tuple[int, int, str]]:
    """Yield the word of `said` that is a number by itself, and the new word."""
    spelled = _SPELLED.get(int(change.new.value))
    if spelled is None or change.new.value not in _SPELLED or _SCALE.search(said):
        return
    for word in _WORD.finditer(said):
        first = word[0].split("-")[0]
        if _WORDS.get(first.lower()) == change.old.value:
            new = spelled.upper() if first.isupper() else spelled
            new = spelled.capitalize() if first.istitle() else new
            yield word.start(), word.start() + len(first), new


def _spliced(text: str, places: Sequence[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, stop, new in places:
        pieces += text[at:start], new
        at = stop
    return "".join((*pieces, text[at:]))
