"""Brings a translation up to a new pot without losing anything that was translated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key, Previous
from duizhao.catalog.header import format_time
from duizhao.catalog.match import Candidate, match_texts


@dataclass(frozen=True, slots=True)
class Update:
    """An updated catalog, and what became of its entries, counted."""

    catalog: Catalog
    """The new state; the old catalog itself where nothing changed."""
    kept: int
    """Entries whose text is the same as before."""
    fuzzied: int
    """New entries that got the translation of a similar text, marked fuzzy."""
    added: int
    """New entries without a translation."""
    obsoleted: int
    """Entries whose text is gone; their translation is kept behind `#~`."""
    revived: int
    """Obsolete entries whose text is back."""


def update(old: Catalog, pot: Catalog, *, time: datetime | None = None) -> Update:
    """Return `old` with the texts of `pot`.

    The same text keeps translation and comments; a text that was obsolete is revived;
    a similar one gets the old translation, fuzzy, with the old text in `#|`; a text
    that is gone becomes obsolete, or is dropped where it had no translation and no
    comment. With an unchanged pot the old catalog comes back as it is; twice is once.
    `time` becomes PO-Revision-Date where something changed; None leaves the date.
    """
    exact = [old.find(one.key) for one in pot.live()]
    new = [one for one, match in zip(pot.live(), exact, strict=True) if match is None]
    sources = dict(zip((one.key for one in new), _sources(old, pot, new), strict=True))
    entries: list[Entry] = []
    for one, match in zip(pot.live(), exact, strict=True):
        if match is not None:
            entries.append(_refreshed(match, one))
        else:
            source = sources[one.key]
            entries.append(_fresh(one) if source is None else _fuzzy(one, source))
    live = {one.key for one in entries}
    gone = [one for one in old.entries if one.key not in live]
    revived = sum(1 for one in exact if one is not None and one.obsolete)
    return Update(
        _arranged(old, pot, [*entries, *_obsoletes(gone, entries)], time),
        kept=sum(1 for one in exact if one is not None) - revived,
        fuzzied=sum(one is not None for one in sources.values()),
        added=sum(one is None for one in sources.values()),
        obsoleted=sum(not one.obsolete for one in gone if _worth_keeping(one)),
        revived=revived,
    )


def _refreshed(old: Entry, pot: Entry) -> Entry:
    """Return the old entry with what the pot says of its place; itself if the same."""
    if (
        old.references == pot.references
        and old.extracted == pot.extracted
        and old.flags == pot.flags
        and old.msgid_plural == pot.msgid_plural
        and not old.obsolete
    ):
        return old
    fuzzy = ("fuzzy",) if old.fuzzy else ()
    flags = (*fuzzy, *_plain_flags(pot), *_own_flags(old, pot))
    # Plural forms that the pot no longer asks for would be lost: they stay.
    plural = old.msgid_plural if pot.msgid_plural is None else pot.msgid_plural
    if (
        old.references == pot.references
        and old.extracted == pot.extracted
        and sorted(old.flags) == sorted(flags)
        and old.msgid_plural == plural
        and not old.obsolete
    ):
        return old
    forms = _forms(old, plural)
    if old.msgid_plural != plural and any(forms) and not old.fuzzy:
        flags = ("fuzzy", *flags)
    return replace(
        old,
        references=pot.references,
        extracted=pot.extracted,
        flags=flags,
        msgid_plural=plural,
        msgstr=forms[0],
        msgstr_plural=forms if plural is not None else (),
        obsolete=False,
    )


def _own_flags(old: Entry, pot: Entry) -> tuple[str, ...]:
    """Return the flags by which a translator silences a check: `ignore-text-han`.

    All others speak of the source text (`c-format`) and are the pot's.
    """
    own = (flag for flag in old.flags if flag.startswith("ignore-"))
    return tuple(flag for flag in own if flag not in pot.flags)


def _plain_flags(entry: Entry) -> tuple[str, ...]:
    return tuple(flag for flag in entry.flags if flag != "fuzzy")


def _forms(old: Entry, plural: str | None) -> tuple[str, ...]:
    """Return the translation in the form that is wanted: with plurals or without."""
    forms = old.msgstr_plural or (old.msgstr,)
    return (forms[0], forms[0]) if plural is not None and len(forms) == 1 else forms


def _fresh(pot: Entry) -> Entry:
    """Return a new entry without a translation."""
    return replace(
        pot,
        msgstr="",
        msgstr_plural=("", "") if pot.msgid_plural is not None else (),
        comments=(),
        flags=_plain_flags(pot),
    )


def _fuzzy(pot: Entry, source: Entry) -> Entry:
    """Return a new entry with the translation of a similar text."""
    forms = _forms(source, pot.msgid_plural)
    previous = Previous(source.msgid, source.context, source.msgid_plural)
    return replace(
        pot,
        msgstr=forms[0],
        msgstr_plural=forms if pot.msgid_plural is not None else (),
        comments=source.comments,
        flags=("fuzzy", *_plain_flags(pot)),
        # What a translation was made for, however many edits ago.
        previous=(source.previous or previous) if source.fuzzy else previous,
    )


def _worth_keeping(entry: Entry) -> bool:
    """Whether somebody's work would be lost with this entry."""
    return bool(entry.msgstr or any(entry.msgstr_plural) or entry.comments)


def _obsoletes(gone: list[Entry], live: list[Entry]) -> list[Entry]:
    """Return what is kept of the entries whose text is gone.

    A fuzzy one that nobody has worked on is a copy: where the original is still there,
    it is dropped. So an edit that is taken back leaves no trace.
    """
    originals: dict[tuple[str, ...], set[str]] = {}
    for one in [*live, *(one for one in gone if one.obsolete or not one.fuzzy)]:
        originals.setdefault(_work(one), set()).update(one.comments)
    return [
        one if one.obsolete else _obsolete(one)
        for one in gone
        if one.obsolete
        or (_worth_keeping(one) and not (one.fuzzy and _holds(originals, one)))
    ]


def _holds(originals: dict[tuple[str, ...], set[str]], entry: Entry) -> bool:
    """Whether the translation and the comments of `entry` stand elsewhere too."""
    comments = originals.get(_work(entry))
    return comments is not None and comments >= set(entry.comments)


def _work(entry: Entry) -> tuple[str, ...]:
    """Return all forms of the translation."""
    return entry.msgstr_plural or (entry.msgstr,)


def _obsolete(entry: Entry) -> Entry:
    """Return an entry as it is kept when its text is gone."""
    fuzzy = ("fuzzy",) if entry.fuzzy else ()
    return replace(entry, obsolete=True, references=(), extracted=(), flags=fuzzy)


def _sources(old: Catalog, pot: Catalog, new: list[Entry]) -> list[Entry | None]:
    """Return for each new entry the old one whose translation it may take."""
    if not new:
        return []
    offered = [one for one in old.entries if one.msgstr or any(one.msgstr_plural)]
    by_msgid: dict[str, Entry] = {}
    for one in offered:
        by_msgid.setdefault(one.msgid, one)
    known = {one.key for one in pot.live()}
    places = {id(one): at for at, one in enumerate(old.entries)}
    candidates = [
        Candidate(one.msgid, places[id(one)], gone=one.key not in known)
        for one in offered
    ]
    wanted = [one for one in new if one.msgid not in by_msgid]
    expected = _expected_places(old, pot, places)
    found = match_texts([(one.msgid, expected[one.key]) for one in wanted], candidates)
    matched = {
        one.key: None if place is None else old.entries[place]
        for one, place in zip(wanted, found, strict=True)
    }
    return [by_msgid.get(one.msgid) or matched[one.key] for one in new]


def _expected_places(
    old: Catalog, pot: Catalog, places: dict[int, int]
) -> dict[Key, int]:
    """Return for each new entry the place after the old entry that it follows."""
    expected: dict[Key, int] = {}
    place = 0
    for one in pot.live():
        match = old.find(one.key)
        if match is None:
            expected[one.key] = place
        elif not match.obsolete:
            place = places[id(match)]
        place += 1
    return expected


def _arranged(
    old: Catalog, pot: Catalog, entries: list[Entry], time: datetime | None
) -> Catalog:
    """Return the catalog with the entries in order and its dates set if it changed."""
    if _same_objects(entries, old.entries):
        return old
    made = old.with_entries(entries)
    created = pot.headers.get("POT-Creation-Date")
    if created:
        made = made.with_header("POT-Creation-Date", created)
    if time is not None:
        made = made.with_header("PO-Revision-Date", format_time(time))
    return made


def _same_objects(new: Iterable[Entry], old: Iterable[Entry]) -> bool:
    """Whether nothing changed; obsolete entries may stand anywhere among the live."""
    mine, theirs = list(new), list(old)
    for obsolete in (False, True):
        first = [id(one) for one in mine if one.obsolete is obsolete]
        second = [id(one) for one in theirs if one.obsolete is obsolete]
        if first != second:
            return False
    return True
