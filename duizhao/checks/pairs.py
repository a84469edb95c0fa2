"""Every translation beside all that it translates: sentences merged into it, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duizhao.catalog.entry import Entry
from duizhao.catalog.notation import Astray, Notation, carrier_of, entry_notation
from duizhao.checks.pair import Pair


def pairs(entries: Sequence[Entry]) -> Iterator[Pair]:
    """Yield each entry that has a translation with the source text that it stands for.

    That is its own, and that of the entries beside it that are merged into it. What is
    merged or left out is not yielded: nothing is printed of it.
    """
    notations = [entry_notation(entry) for entry in entries]
    if not any(notations):
        yield from (Pair(entry, entry.msgid) for entry in entries if entry.msgstr)
        return
    said: dict[int, list[int]] = {}
    for index, notation in enumerate(notations):
        if notation in (Notation.ABOVE, Notation.BELOW):
            carrier = carrier_of(index, notations)
            if not isinstance(carrier, Astray):
                said.setdefault(carrier, []).append(index)
    for index, entry in enumerate(entries):
        if entry.msgstr and notations[index] is None:
            together = sorted((index, *said.get(index, ())))
            yield Pair(entry, " ".join(entries[one].msgid for one in together))
