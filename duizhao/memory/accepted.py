"""What of a catalog goes into the memory, and how it is joined with what is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.catalog.notation import notation_of
from duizhao.interchange.exchanged import texts_of
from duizhao.interchange.pair import Context, Pair, mark_of

_SECTION = "section: "
_Key: TypeAlias = tuple[str, str, str]
# Language, source and translation: what tells pairs apart.


@dataclass(frozen=True, slots=True)
class Joined:
    """A memory after something was added."""

    pairs: tuple[Pair, ...]
    """All pairs, sorted."""
    added: int
    """How many are new."""


def accepted(catalog: Catalog, document: str, language: str) -> Iterator[Pair]:
    """Yield the pairs that a catalog has settled: translated, and not fuzzy.

    Those of obsolete entries too, for they once were settled; only they have no place.
    Each plural form is a pair, without a place, for which form is right depends on a
    number. What says that a sentence is merged or left out is left out.
    """
    for entry, place in zip(catalog.entries, places_of(catalog, document), strict=True):
        if is_settled(entry):
            contexts = () if place is None else (place,)
            yield Pair(entry.msgid, entry.msgstr, language, contexts=contexts)
        elif entry.msgid_plural and entry.translated:
            texts = dict.fromkeys(texts_of(entry))
            yield from (Pair(*text, language) for text in texts)


def is_settled(entry: Entry) -> bool:
    """Whether the translation of an entry may be used again."""
    return bool(
        entry.msgid
        and entry.msgstr
        and not entry.fuzzy
        and entry.msgid_plural is None
        and notation_of(entry.msgid, entry.msgstr) is None
    )


def places_of(catalog: Catalog, document: str) -> list[Context | None]:
    """Return where each entry stands; None for an obsolete one."""
    told = [
        None if entry.obsolete else (mark_of(entry.msgid), _section(entry))
        for entry in catalog.entries
    ]
    marks = ["", *(one[0] for one in told if one is not None), ""]
    places: list[Context | None] = []
    at = 0
    for one in told:
        if one is None:
            places.append(None)
        else:
            places.append(Context(document, one[1], marks[at], marks[at + 2]))
            at += 1
    return places


def _section(entry: Entry) -> str:
    """Return the heading above an entry, as the extraction shows it."""
    for line in entry.extracted:
        if line.startswith(_SECTION):
            return line.removeprefix(_SECTION)
    return ""


def join(old: Iterable[Pair], new: Iterable[Pair], date: str) -> Joined:
    """Return the pairs of a memory with those of `new` added, all sorted.

    A pair that is there already gains places only; adding twice is adding once. One
    that was given up and is used again becomes the newest of its source. Where `new`
    tells the place of a source in a document, older places there are gone; where it
    does not, for the entry is empty or fuzzy now, they stay. `date` is the TMX time of
    what is new.
    """
    new = list(new)
    told = {
        (pair.language, pair.source, place.document)
        for pair in new
        for place in pair.contexts
    }
    known: dict[_Key, Pair] = {}
    for pair in old:
        here = pair.language, pair.source
        kept = tuple(one for one in pair.contexts if (*here, one.document) not in told)
        there = known.get(_key(pair))
        known[_key(pair)] = _placed(pair, kept) if there is None else _both(there, kept)
    count = len(known)
    used: dict[_Key, None] = {}
    for pair in new:
        key = _key(pair)
        there = known.get(key)
        used[key] = None
        known[key] = (
            replace(_placed(pair, pair.contexts), created=pair.created or date)
            if there is None
            else _both(there, pair.contexts)
        )
    _renew(known, used, date)
    return Joined(tuple(sorted(known.values(), key=_order)), len(known) - count)


def _renew(known: dict[_Key, Pair], used: Collection[_Key], date: str) -> None:
    """Date those in use that are older than one given up."""
    given_up: dict[tuple[str, str], str] = {}
    for key, pair in known.items():
        if key not in used:
            given_up[key[:2]] = max(pair.date, given_up.get(key[:2], ""))
    for key in used:
        if known[key].date < given_up.get(key[:2], ""):
            newer = max(date, given_up[key[:2]])
            known[key] = replace(known[key], changed=newer)


def _placed(pair: Pair, contexts: tuple[Context, ...]) -> Pair:
    places = tuple(sorted(set(contexts)))
    return pair if places == pair.contexts else replace(pair, contexts=places)


def _both(pair: Pair, contexts: tuple[Context, ...]) -> Pair:
    return _placed(pair, (*pair.contexts, *contexts))


def _key(pair: Pair) -> _Key:
    return pair.language, pair.source, pair.target


def _order(pair: Pair) -> tuple[str, str, tuple[int, ...], str]:
    """Sort by source and language, then the newest first."""
    newest_first = tuple(-ord(char) for char in pair.date)
    return pair.source, pair.language, newest_first, pair.target
