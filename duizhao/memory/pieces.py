"""The lists of an index: for each piece of text the numbers of the texts that hold it.

They are gathered in runs of some ten thousand texts, which are packed as they are
full, and then merged: so building takes little memory, and its time grows as the texts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from zlib import crc32

from duizhao.memory.fold import gram_key, grams
from duizhao.memory.store import Writer

_RUN = 1 << 16
_PAGE = 1 << 20


@dataclass(frozen=True, slots=True)
class _Run:
    """The lists of some texts, packed."""

    keys: array[int]
    """The pieces as `gram_key` has them, ascending."""
    stops: array[int]
    """Where the list of each ends."""
    numbers: array[int]
    """The lists one after the other."""

    def lists(self) -> Iterator[tuple[int, bytes]]:
        """Yield each piece with its list."""
        start = 0
        numbers = memoryview(self.numbers)
        for key, stop in zip(self.keys, self.stops, strict=True):
            yield key, numbers[start:stop].tobytes()
            start = stop


def write_pieces(writer: Writer, texts: Iterable[str]) -> None:
    """Write the lists of the pieces of `texts`, which are numbered from 0."""
    keys, starts, checks = array("Q"), array("Q", [0]), array("I")
    page, done = bytearray(), 0
    for key, data in _merged(_runs(texts)):
        page += data
        keys.append(key)
        starts.append(done + len(page))
        checks.append(crc32(data))
        if len(page) >= _PAGE:
            writer.add("numbers", page)
            done, page = done + len(page), bytearray()
    writer.add("numbers", page)
    for name, table in (("keys", keys), ("starts", starts), ("checks", checks)):
        writer.add(name, table.tobytes())


def _runs(texts: Iterable[str]) -> list[_Run]:
    runs: list[_Run] = []
    found: dict[str, list[int]] = {}
    find = found.get
    for number, text in enumerate(texts):
        for gram in grams(text):
            known = find(gram)
            if known is None:
                found[gram] = [number]
            else:
                known.append(number)
        if number % _RUN == _RUN - 1:
            runs.append(_packed(found))
            found.clear()
    return [*runs, _packed(found)]


def _packed(found: dict[str, list[int]]) -> _Run:
    """Return the lists in the order of their keys."""
    stops, numbers = array("I"), array("I")
    for _, one in (
        order := sorted(zip(map(gram_key, found), found.values(), strict=True))
    ):
        numbers.fromlist(one)
        stops.append(len(numbers))
    return _Run(array("Q", [key for key, _ in order]), stops, numbers)


def _merged(runs: list[_Run]) -> Iterator[tuple[int, bytes]]:
    """Yield each piece once, with its lists of all runs joined."""
    first = itemgetter(0)
    if len(runs) == 1:
        yield from runs[0].lists()
        return
    # Stable: of one piece the runs come in their order, so numbers stay ascending.
    for key, parts in groupby(merge(*(run.lists() for run in runs), key=first), first):
        yield key, b"".join(data for _, data in parts)
