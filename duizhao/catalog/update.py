"""Brings a translation up to a new pot without losing anything that was translated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from duizhao.catalog.catalog import Catalog, brief_key
from duizhao.catalog.change import notes_of
from duizhao.catalog.entry import Entry, Key, keep_body
from duizhao.catalog.header import format_time
from duizhao.catalog.lines import body_of
from duizhao.catalog.refill import refill
from duizhao.catalog.retired import retired
from duizhao.catalog.supply import Reason, Supply, supplies
from duizhao.catalog.unread import same_head

_OF_POT = re.compile(r"[a-z0-9+#-]+-format|(?:no-)?wrap|range:.*")
# Flags that the extraction gives, `no-c-format` and `possible-c-format` among them.


@dataclass(frozen=True, slots=True)
class Carried:
    """A translation that stands under another text, or in another place, unflagged."""

    msgid: str
    """The text it stands under now."""
    reason: Reason
    """Why nobody need look."""
    origin: str
    """The text it stood under; of a moved one the catalog it was taken from."""


@dataclass(frozen=True, slots=True)
class Update:
    """An updated catalog, and what became of its entries, counted."""

    catalog: Catalog
    """The new state; the old catalog itself where nothing changed."""
    kept: int
    """Entries whose text is the same as before."""
    fuzzied: int
    """Entries that got the translation of a similar text, or their own back, marked
    fuzzy.
    """
    added: int
    """New entries without a translation."""
    obsoleted: int
    """Entries whose text is gone; their translation is kept behind `#~`."""
    revived: int
    """Obsolete entries whose text is back."""
    carried: tuple[Carried, ...] = ()
    """New entries that got a translation for good, each with the reason."""
    recalled: int = 0
    """Entries among the fuzzy whose translation is from a memory."""


def update(
    old: Catalog,
    pot: Catalog,
    *,
    others: Sequence[Catalog] = (),
    time: datetime | None = None,
    literal: bool = False,
) -> Update:
    """Return `old` with the texts of `pot`.

    The same text keeps translation and comments; a text that was obsolete is revived;
    a changed one gets its old translation, fuzzy, with the old text in `#|` and in `#.`
    what has changed; a text that is gone becomes obsolete, or is dropped where it had
    no translation and no comment. With an unchanged pot the old catalog comes back as
    it is; twice is once.

    A changed figure is filled in, a sentence cut in two gets its part, two that were
    joined both; where only marks have changed that English does not show, nothing is
    flagged. What OmegaT has emptied is as it was before. `literal` takes every
    translation as it stood and flags every change.

    `others` are catalogs of other documents, for texts that stand there word for word;
    what is obsolete in them counts as moved. `time` becomes PO-Revision-Date where
    something changed; None leaves the date.
    """
    texts = tuple(pot.live())
    before, (old, refilled) = old, refill(old, literal=literal)
    known = old.same(texts)
    live = set(map(brief_key, texts))
    gone = [one for one in old.entries if brief_key(one) not in live]
    found = supplies(old, list(zip(texts, known, strict=True)), others, literal=literal)
    entries: list[Entry] = []
    count = {"kept": 0, "added": 0, "revived": 0}
    count["fuzzied"] = sum(one.fuzzy for one in found.values())
    for one, match in zip(texts, known, strict=True):
        living = match is not None and not match.obsolete and match.msgstr != ""
        supply = None if living else found.get(one.key)
        if supply is not None:
            entries.append(_supplied(one, supply, match))
            count["added"] += not any(supply.forms)
        elif match is not None:
            entries.append(_refreshed(match, one))
            back = match.key in refilled and "fuzzied"
            count[back or ("revived" if match.obsolete else "kept")] += 1
        else:
            entries.append(_fresh(one))
            count["added"] += 1
    carried = _carried(found)
    origins = {one.origin for one in carried if one.reason is Reason.MARKS}
    kept = retired(gone, entries, origins)
    return Update(
        _arranged(before, pot, [*entries, *kept], time),
        **count,
        obsoleted=len(kept) - sum(one.obsolete for one in gone),
        carried=carried,
    )


def _carried(found: Mapping[Key, Supply]) -> tuple[Carried, ...]:
    return tuple(
        Carried(key.msgid, one.reason, one.origin)
        for key, one in found.items()
        if one.reason is not None
    )


def _supplied(pot: Entry, supply: Supply, former: Entry | None) -> Entry:
    """Return a new entry with what it gets; `former` is what was obsolete until now."""
    forms = supply.forms
    if pot.msgid_plural is not None and len(forms) == 1:
        forms = (forms[0], forms[0])
    comments = (*(former.comments if former is not None else ()), *supply.comments)
    return replace(
        pot,
        msgstr=forms[0],
        msgstr_plural=forms if pot.msgid_plural is not None else (),
        comments=tuple(dict.fromkeys(comments)),
        extracted=(*pot.extracted, *supply.notes),
        flags=("fuzzy", *_plain_flags(pot)) if supply.fuzzy else _plain_flags(pot),
        previous=supply.previous,
    )


def _refreshed(old: Entry, pot: Entry) -> Entry:
    """Return the old entry with what the pot says of its place; itself if the same."""
    if same_head(old, pot):
        return old
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
    # What has changed is told until somebody has looked.
    extracted = (*pot.extracted, *(notes_of(old.extracted) if old.fuzzy else ()))
    # Plural forms that the pot no longer asks for would be lost: they stay.
    plural = old.msgid_plural if pot.msgid_plural is None else pot.msgid_plural
    if (
        old.references == pot.references
        and old.extracted == extracted
        and sorted(old.flags) == sorted(flags)
        and old.msgid_plural == plural
        and not old.obsolete
    ):
        return old
    forms = _forms(old, plural)
    if old.msgid_plural != plural and any(forms) and not old.fuzzy:
        flags = ("fuzzy", *flags)
    made = replace(
        old,
        references=pot.references,
        extracted=extracted,
        flags=flags,
        msgid_plural=plural,
        msgstr=forms[0],
        msgstr_plural=forms if plural is not None else (),
        obsolete=False,
    )
    # However the texts were wrapped, and by whom: they have not changed.
    return keep_body(made, body_of(old)) if old.msgid_plural == plural else made


def _own_flags(old: Entry, pot: Entry) -> tuple[str, ...]:
    """Return what people and Weblate have flagged: `ignore-text-han`, `max-length:80`.

    What speaks of the source text (`c-format`, `no-wrap`, `range:`) is the pot's.
    """
    return tuple(
        flag
        for flag in old.flags
        if flag != "fuzzy" and flag not in pot.flags and not _OF_POT.fullmatch(flag)
    )


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
