"""Gives entries back the translations that an editor has emptied.

OmegaT takes every fuzzy mark off, and empties what was fuzzy and nobody has translated
in it, or puts the source there; `#|` it leaves alone. Others drop `#|` with the
translation. So an entry that names a previous text and says nothing has lost what it
said, and the text it was made from still stands in the catalog, mostly behind `#~`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.change import notes_of
from duizhao.catalog.entry import Entry, Key
from duizhao.catalog.match import Kind, Match
from duizhao.catalog.supply import Matched

_PART = re.compile(r"split, part (\d) of (\d)\b")
# What the update said of a sentence that is one of several now.


def refill(old: Catalog, *, literal: bool) -> tuple[Catalog, set[Key]]:
    """Return `old` with what was emptied as it was, fuzzy; and the keys of these.

    What was joined from several texts stays empty: no entry has its previous text.
    `literal` takes every translation as it stood.
    """
    emptied = [at for at, one in enumerate(old.entries) if _is_emptied(one)]
    if not emptied:
        return old, set()
    places = {one.key: at for at, one in enumerate(old.entries)}
    entries = list(old.entries)
    for at in emptied:
        previous = old.entries[at].previous
        assert previous is not None
        source = places.get(Key(previous.context, previous.msgid))
        if source is not None and _says_something(old.entries[source]):
            entries[at] = _refilled(old.entries, at, source, literal=literal)
    keys = {entries[at].key for at in emptied if entries[at] is not old.entries[at]}
    return (old.with_entries(entries), keys) if keys else (old, keys)


def _is_emptied(entry: Entry) -> bool:
    # The texts are known of every entry; the rest is read when asked, and takes time.
    return (
        not _says_something(entry)
        and not entry.obsolete
        and entry.msgid_plural is None
        and "#|" in (entry.raw or "#|")
        and entry.previous is not None
        and not entry.fuzzy
    )


def _says_something(entry: Entry) -> bool:
    return entry.msgstr not in ("", entry.msgid)


def _refilled(
    entries: Sequence[Entry], at: int, source: int, *, literal: bool
) -> Entry:
    one = entries[at]
    match = Match(Kind.EDIT, (source,))
    part = next(map(_PART.search, notes_of(one.extracted)), None)
    if part is not None:
        first = at + 1 - int(part[1])
        stop = first + int(part[2])
        if first >= 0 and stop <= len(entries):
            match = Match(Kind.SPLIT, (source,), tuple(range(first, stop)))
    supply = Matched(entries, entries, at, match).supply(literal=literal)
    told = notes_of(one.extracted)
    return replace(
        one,
        msgstr=supply.forms[0],
        flags=("fuzzy", *one.flags),
        extracted=(*(x for x in one.extracted if x not in told), *supply.notes),
    )
