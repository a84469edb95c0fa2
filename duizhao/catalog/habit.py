"""How a file breaks its lines, so that what is changed in it is written alike.

Found by trying: some long entries are laid out at each likely width and compared with
the lines they were read from. Law: of a file that msgcat wrote at any of these widths,
the width found lays out every entry as it stood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from duizhao.catalog.entry import Entry
from duizhao.catalog.lines import PAGE_WIDTH
from duizhao.catalog.wrap import wrap_references, wrap_string
from duizhao.values import value

WIDTHS = (PAGE_WIDTH, 0, 78, 77, 76, 80, 75, 72, 100, 120)
"""What is tried, the likeliest first; 0 for no wrapping."""

_ENOUGH = 12  # entries that tell something
_AT_MOST = 400  # entries that are looked at
_SHORT = 60  # characters: a shorter entry looks alike at every width


@value
class Habit:
    """How lines are broken."""

    width: int = PAGE_WIDTH
    """The columns of a line; 0 breaks only where the text does."""
    references: int = PAGE_WIDTH
    """The columns of a `#:` line, at which gettext breaks even where it breaks nothing
    else; 0 for one line, 1 for a line for each place."""


def habit_of(entries: Iterable[Entry], default: int = PAGE_WIDTH) -> Habit:
    """Return how those of `entries` that were read stood in their file.

    `default` is the width where they do not tell: all are short, or more than every
    third differs from what any width gives.
    """
    texts: Counter[int] = Counter()
    places: Counter[int] = Counter()
    told = told_places = 0
    for number, entry in enumerate(entries):
        if number == _AT_MOST or told == _ENOUGH:
            break
        raw = entry.raw
        if raw is None or len(raw) < _SHORT:
            continue
        raw = f"\n{raw}".replace("\r\n", "\n")
        if fitting := _fitting_widths(entry, raw):
            texts.update(fitting)
            told += 1
        if fitting := _fitting_places(entry, raw):
            places.update(fitting)
            told_places += 1
    width = _chosen(texts, told, default)
    return Habit(width, _chosen(places, told_places, width or PAGE_WIDTH))


def _chosen(found: Counter[int], told: int, default: int) -> int:
    """Return the width that fits most, the likeliest of equals."""
    if not told:
        return default
    best = max((default, *WIDTHS, 1), key=lambda width: found[width])
    return best if 3 * found[best] >= 2 * told else default


def _fitting_widths(entry: Entry, raw: str) -> list[int]:
    """Return the widths at which the entry looks as it does; [] where all are alike."""
    looks = {width: "".join(_strings(entry, width)) for width in WIDTHS}
    if len(set(looks.values())) == 1:
        return []
    shown = raw[raw.find(_FIRST[entry.context is not None, entry.obsolete]) + 1 :]
    # -1 stands for none of them: it told something all the same.
    return [width for width, look in looks.items() if shown.startswith(look)] or [-1]


_FIRST = {
    (False, False): "\nmsgid ",
    (True, False): "\nmsgctxt ",
    (False, True): "\n#~ msgid ",
    (True, True): "\n#~ msgctxt ",
}


def _strings(entry: Entry, width: int) -> Iterator[str]:
    mark = "#~ " if entry.obsolete else ""
    if entry.context is not None:
        yield wrap_string("msgctxt", entry.context, width, mark)
    yield wrap_string("msgid", entry.msgid, width, mark)
    if entry.msgid_plural is None:
        yield wrap_string("msgstr", entry.msgstr, width, mark)
        return
    yield wrap_string("msgid_plural", entry.msgid_plural, width, mark)
    for number, form in enumerate(entry.msgstr_plural):
        yield wrap_string(f"msgstr[{number}]", form, width, mark)


def _fitting_places(entry: Entry, raw: str) -> list[int]:
    """Do the same for the `#:` lines."""
    if len(entry.references) < 2:
        return []
    looks = {width: wrap_references(entry.references, width) for width in (*WIDTHS, 1)}
    if len(set(looks.values())) == 1:
        return []
    return [width for width, look in looks.items() if f"\n{look}" in raw] or [-1]
