"""What changed in a catalog's file, as a unified diff that `patch` takes."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import chain

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry


def unified(before: Catalog, after: Catalog) -> Iterator[str]:
    """Yield the lines of the diff, without their ends.

    Both must have been read from files, the second made of the first: with the same
    entries in the same order. Only entries that changed are compared, so that a catalog
    of 25 MB takes no longer than reading it.
    """
    old, new = _raws(before), _raws(after)
    if old == new:
        return
    yield f"--- {before.path}"
    yield f"+++ {after.path}"
    at = to = 0
    for one, other in zip(old, new, strict=True):
        if one != other:
            yield from _hunks(one.splitlines(), other.splitlines(), at, to)
        at += one.count("\n")
        to += other.count("\n")


def _raws(catalog: Catalog) -> list[str]:
    head = catalog.layout.header_at
    entries = catalog.entries
    ordered: chain[Entry] = chain(entries[:head], (catalog.header,), entries[head:])
    return [entry.raw or "" for entry in ordered]


def _hunks(old: list[str], new: list[str], at: int, to: int) -> Iterator[str]:
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes():
        first, last = group[0], group[-1]
        yield (
            f"@@ -{_range(at, first[1], last[2])} +{_range(to, first[3], last[4])} @@"
        )
        for kind, begin, end, start, stop in group:
            if kind == "equal":
                yield from (f" {line}" for line in old[begin:end])
            else:
                yield from (f"-{line}" for line in old[begin:end])
                yield from (f"+{line}" for line in new[start:stop])


def _range(offset: int, begin: int, end: int) -> str:
    return f"{offset + begin + 1},{end - begin}"
