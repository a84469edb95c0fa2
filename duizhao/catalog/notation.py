"""What a translator writes instead of a translation: merged above or below, left out.

It stands in the msgstr, the one thing that every tool keeps: flags and comments do not
survive OmegaT, and an empty msgstr counts as untranslated everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from duizhao.catalog.entry import Entry


class Notation(StrEnum):
    """What becomes of a sentence that has no translation of its own."""

    ABOVE = "merged above"
    """The translation of the sentence before it says it, too."""
    BELOW = "merged below"
    """The translation of the sentence after it says it, too."""
    LEFT_OUT = "left out"
    """Nothing says it, on purpose."""


class Astray(StrEnum):
    """Why a merged sentence has no neighbour that could carry it."""

    NOTHING = "nothing"
    """There is no sentence on that side, or it belongs to another kind of text."""
    LEFT_OUT = "left out"
    """The sentence on that side is left out."""
    CIRCLE = "circle"
    """The sentence on that side is merged into this one."""


_BRACKETED = re.compile(r"\s*[\[［【〔(（].*[\]］】〕)）]\s*", re.DOTALL)
_KNOWN = {f"[{one}]": one for one in Notation}
_LONGEST = 40  # characters with blanks around; a longer text is a translation


def notation_of(msgid: str, msgstr: str) -> Notation | None:
    """Return what `msgstr` says of the sentence `msgid`; None for a translation.

    Case and blanks do not matter. A source in brackets itself has its brackets
    translated, so that there `[left out]` means what it says.

    >>> notation_of("天亮了。", " [Merged  above]")
    <Notation.ABOVE: 'merged above'>
    >>> notation_of("［略］", "[left out]") is None
    True
    """
    if "[" not in msgstr[:_LONGEST] or len(msgstr) > _LONGEST:
        return None
    words = " ".join(msgstr.split()).lower()
    found = _KNOWN.get(words.replace("[ ", "[").replace(" ]", "]"))
    return None if found is None or _BRACKETED.fullmatch(msgid) else found


def entry_notation(entry: Entry) -> Notation | None:
    """Return the notation of an entry, finished or fuzzy; a plural has none."""
    if entry.msgid_plural is not None:
        return None
    return notation_of(entry.msgid, entry.msgstr)


def said_together(entries: Sequence[Entry]) -> list[str]:
    """Return the translations of sentences that become one, to be joined.

    What says that one is merged or left out says nothing of the whole, and is empty
    here; where all say so, the first does for all.
    """
    notations = [entry_notation(one) for one in entries]
    if all(notations):
        return [one.msgstr if at == 0 else "" for at, one in enumerate(entries)]
    return [
        one.msgstr if notation is None else ""
        for one, notation in zip(entries, notations, strict=True)
    ]


def carrier_of(
    index: int,
    notations: Sequence[Notation | None],
    neighbours: Callable[[int, int], bool] = lambda _before, _after: True,
) -> int | Astray:
    """Return which of the sentences carries the merged one at `index`.

    `notations` are those of all sentences in order; `neighbours` says whether one may
    be merged into the next. Several in a row lead to the same sentence.
    """
    way = notations[index]
    step = -1 if way is Notation.ABOVE else 1
    here = index
    while True:
        there = here + step
        if not 0 <= there < len(notations):
            return Astray.NOTHING
        if not neighbours(min(here, there), max(here, there)):
            return Astray.NOTHING
        match notations[there]:
            case None:
                return there
            case Notation.LEFT_OUT:
                return Astray.LEFT_OUT
            case other if other is not way:
                return Astray.CIRCLE
        here = there
