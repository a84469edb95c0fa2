"""Takes what came back into a catalog, and decides anew what is fuzzy.

Nothing of ours is lost: comments, flags, former texts, obsolete entries, and entries
that did not come back stay. What has no place is told, with its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key
from duizhao.catalog.header import format_time
from duizhao.catalog.reviewed import digest_of
from duizhao.interchange.exchanged import Item, Told, name_of, repeats_source


class Fate(StrEnum):
    """What became of a translation that came back."""

    TAKEN = "taken"
    """It is new, and finished."""
    CONFIRMED = "confirmed"
    """It is as it was, and no longer fuzzy."""
    KEPT = "kept"
    """Ours stands: it came back the same, or empty."""
    FUZZY = "fuzzy"
    """Ours or the new one stands, and is fuzzy."""
    OBSOLETE = "obsolete"
    """Its sentence has left the manuscript; the new translation is kept behind `#~`."""
    UNPLACED = "unplaced"
    """The catalog has no such sentence."""


class Way(StrEnum):
    """How the place of a translation was found."""

    SAME = "same"
    LIKE = "like"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A translation that came back, and what became of it."""

    fate: Fate
    """What became of it."""
    item: Item
    """What came back."""
    why: str = ""
    """The reason, where it is not plain."""
    before: str = ""
    """The finished translation that it replaced; empty where there was none."""
    entry: Entry | None = None
    """The entry as it is now; None for what has no place."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A catalog with what came back in it."""

    catalog: Catalog
    """The new state; the old catalog itself where nothing changed."""
    outcomes: tuple[Outcome, ...]
    """What became of each translation, in the order of the file."""

    def count(self, fate: Fate) -> int:
        """Return how many met this fate."""
        return sum(one.fate is fate for one in self.outcomes)


def take(
    catalog: Catalog,
    items: Sequence[Item],
    *,
    confirmed: bool = False,
    time: datetime | None = None,
) -> Taken:
    """Return `catalog` with the translations that came back.

    A changed translation is finished unless the file says otherwise. One that was fuzzy
    and came back the same stays fuzzy, unless the file says that it is finished, or
    `confirmed` says so of all of whose state the file says nothing. A catalog that went
    out and came back as it was stays itself. `time` becomes PO-Revision-Date where
    something changed.
    """
    index = Index(catalog)
    now: dict[Key, Entry] = {}
    outcomes: list[Outcome] = []
    places = [index.find(item) for item in items]
    # What has come back for just this sentence goes before what is but near.
    own = {
        found[0].key
        for item, (found, way) in zip(items, places, strict=True)
        if way is Way.SAME and _has_text(item.entry)
    }
    for item, (some, way) in zip(items, places, strict=True):
        near = way in {Way.LIKE, Way.CHANGED}
        found = [one for one in some if not (near and one.key in own)]
        if not found:
            said = "another came back for this sentence" if some else "no such sentence"
            outcomes.append(Outcome(Fate.UNPLACED, item, said))
        for old in found:
            outcome = _settle(now.get(old.key, old), item, way, confirmed=confirmed)
            outcomes.append(outcome)
            if outcome.entry is not None and outcome.entry is not old:
                now[old.key] = outcome.entry
    entries = [now.get(one.key, one) for one in catalog.entries]
    if all(one is other for one, other in zip(entries, catalog.entries, strict=True)):
        return Taken(catalog, tuple(outcomes))
    made = catalog.with_entries(entries)
    if time is not None:
        made = made.with_header("PO-Revision-Date", format_time(time))
    return Taken(made, tuple(outcomes))


@dataclass(slots=True)
class Index:
    """Finds the entries that a returned translation belongs to."""

    catalog: Catalog
    """Where it looks."""
    _names: dict[str, Entry] = field(default_factory=dict)
    _loose: dict[str, list[Entry]] = field(default_factory=dict)
    _former: dict[Key, list[Entry]] = field(default_factory=dict)

    def find(self, item: Item) -> tuple[list[Entry], Way]:
        """Return the entries, and how they were found; none where there is no such."""
        exact = self.catalog.find(item.entry.key)
        if exact is not None and not exact.obsolete:
            return [exact], Way.SAME
        if not self._loose:
            self._build()
        if (known := self._names.get(item.name)) is not None and not known.obsolete:
            return [known], Way.LIKE
        loose = self._loose.get(_folded(item.entry.msgid), [])
        same = [one for one in loose if one.context == item.entry.context]
        if len(same or loose) == 1 and (same or item.entry.context is None):
            return same or loose, Way.LIKE
        if former := self._former.get(item.entry.key):
            return former, Way.CHANGED
        return ([exact], Way.GONE) if exact is not None else ([], Way.LIKE)

    def _build(self) -> None:
        """Make the ways to look that most files never need."""
        for one in self.catalog.entries:
            if one.obsolete:
                continue
            self._names[name_of(one.key)] = one
            self._loose.setdefault(_folded(one.msgid), []).append(one)
            if one.fuzzy and one.previous is not None:
                key = Key(one.previous.context, one.previous.msgid)
                self._former.setdefault(key, []).append(one)


def _folded(text: str) -> str:
    """Return a text as it is the same after any program's handling of blanks."""
    return " ".join(text.split())


def _settle(old: Entry, item: Item, way: Way, *, confirmed: bool) -> Outcome:
    """Return what becomes of a translation for the entry `old`."""
    mine = old.msgstr_plural or (old.msgstr,)
    theirs = _forms(item.entry, mine)
    noted = _with_comments(old, item.entry)
    if not _has_text(item.entry):
        return Outcome(
            Fate.KEPT, item, "came back empty" if any(mine) else "", "", noted
        )
    if way is Way.GONE:
        said = "its sentence is no longer in the manuscript"
        return Outcome(Fate.OBSOLETE, item, said, "", _with_forms(noted, theirs))
    if theirs == mine:
        return _unchanged(noted, item, confirmed=confirmed)
    if item.told is not Told.FINISHED and repeats_source(item.entry):
        return Outcome(Fate.KEPT, item, "came back as its source text", "", noted)
    if way is Way.SAME and item.sent and (clash := _clash(old, noted, item)):
        return clash
    made = _with_forms(noted, theirs)
    before = old.msgstr if old.translated else ""
    if way is Way.CHANGED:
        said = "the source has changed since it went out"
        return Outcome(Fate.FUZZY, item, said, before, _marked(made))
    if item.told is Told.UNFINISHED:
        said = "came back unfinished"
        return Outcome(Fate.FUZZY, item, said, before, _marked(made))
    return Outcome(Fate.TAKEN, item, "", before, _finished(made))


def _clash(old: Entry, noted: Entry, item: Item) -> Outcome | None:
    """Return what becomes of an entry that we have changed since it went out.

    Where both sides have changed it, ours stands, fuzzy, with theirs in a comment.
    """
    if digest_of(item.entry) == item.sent:
        return Outcome(Fate.KEPT, item, "ours was changed since it went out", "", noted)
    mine = old.msgstr_plural or (old.msgstr,)
    if digest_of(old) == item.sent or not any(mine):
        return None
    forms = item.entry.msgstr_plural or (item.entry.msgstr,)
    lines = [f"came back: {line}" for form in forms for line in form.splitlines()]
    both = _with_comments(noted, replace(item.entry, comments=tuple(lines)))
    said = "both sides have changed it: ours stands, theirs is in a comment"
    return Outcome(Fate.FUZZY, item, said, "", _marked(both))


def _unchanged(old: Entry, item: Item, *, confirmed: bool) -> Outcome:
    """Return what becomes of an entry whose translation came back the same."""
    told = item.told
    if old.fuzzy:
        if told is Told.FINISHED or (confirmed and told is Told.NOTHING):
            return Outcome(Fate.CONFIRMED, item, "", "", _finished(old))
        return Outcome(Fate.FUZZY, item, "nobody has changed it", "", old)
    if told in {Told.UNFINISHED, Told.PERHAPS}:
        return Outcome(Fate.FUZZY, item, "was marked as unfinished", "", _marked(old))
    return Outcome(Fate.KEPT, item, "", "", old)


def _has_text(entry: Entry) -> bool:
    return any(entry.msgstr_plural or (entry.msgstr,))


def _forms(entry: Entry, mine: tuple[str, ...]) -> tuple[str, ...]:
    """Return the forms that came back, ours where one is empty or missing."""
    theirs = entry.msgstr_plural or (entry.msgstr,)
    came = (theirs + mine[len(theirs) :])[: len(mine)]
    return tuple(one or own for one, own in zip(came, mine, strict=True))


def _with_forms(old: Entry, forms: tuple[str, ...]) -> Entry:
    if forms == (old.msgstr_plural or (old.msgstr,)):
        return old
    plural = forms if old.msgid_plural is not None else ()
    return replace(old, msgstr=forms[0], msgstr_plural=plural)


def _with_comments(old: Entry, came: Entry) -> Entry:
    """Return `old` with the lines that were added to it."""
    added = [one for one in came.comments if one.strip() and one not in old.comments]
    return replace(old, comments=(*old.comments, *added)) if added else old


def _finished(entry: Entry) -> Entry:
    """Return an entry that is no longer fuzzy."""
    if not entry.fuzzy and entry.previous is None:
        return entry
    flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
    return replace(entry, flags=flags, previous=None)


def _marked(entry: Entry) -> Entry:
    """Return an entry that is fuzzy."""
    return entry if entry.fuzzy else replace(entry, flags=("fuzzy", *entry.flags))
