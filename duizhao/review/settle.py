"""Three ways for each segment: as it was sent, as it is now, as it came back.

Only the reviewer changed it: hers is taken. Only we did: ours is kept. Both: a conflict,
and nothing is touched until somebody decides. Whatever has no certain place is told with
its text. Law: a file that comes back untouched changes nothing, and taking a file twice
is taking it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from rapidfuzz import fuzz

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key
from duizhao.review.anchor import Anchor, key_digest, text_digest
from duizhao.review.markup import Piece, plain_text, shown
from duizhao.review.returned import Back, Remark, Return, markdown_of
from duizhao.values import value

_LIKE = 60.0
# Per cent of likeness that a row's Chinese must have with the entry its bookmark names.


class Fate(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    """The reviewer's wording is the translation now."""
    KEPT = "kept"
    """Nothing to do: she changed nothing, or what she wants is there already."""
    CONFLICT = "conflict"
    """She and we changed it; the catalog is untouched."""
    OURS = "ours"
    """A conflict settled for ours; hers is kept as a comment."""
    STALE = "stale"
    """The source has changed since; hers is kept as a comment."""
    MISSING = "missing"
    """It did not come back; the entry is as it was."""
    UNPLACED = "unplaced"
    """The row belongs to no entry for certain."""


class Take(StrEnum):
    """Who wins where both changed a translation."""

    ASK = "ask"
    """Nobody: it is told as a conflict."""
    REVIEWER = "reviewer"
    """The reviewer."""
    OURS = "ours"
    """What is in the catalog."""


@value
class Outcome:
    """A row, and what became of it."""

    fate: Fate
    """What became of it."""
    row: Back
    """The row as it came back."""
    theirs: str = ""
    """Its English as Markdown."""
    ours: str = ""
    """The translation as it was in the catalog."""
    why: str = ""
    """The reason, where it is not plain."""
    line: int = 0
    """The entry's line in the catalog; 0 for none."""
    remarks: tuple[str, ...] = ()
    """The remarks that were written to the entry now."""


@value
class Settled:
    """A catalog with a review taken in."""

    catalog: Catalog
    """The new state; the old catalog itself where nothing changed."""
    outcomes: tuple[Outcome, ...]
    """What became of each row, in order."""

    def count(self, fate: Fate) -> int:
        """Return how many rows met this fate."""
        return sum(one.fate is fate for one in self.outcomes)


def settle(catalog: Catalog, back: Return, take: Take = Take.ASK) -> Settled:
    """Return `catalog` with what came back."""
    entries = {key_digest(one.key): one for one in catalog.entries}
    former = _by_former_key(catalog)
    changed: dict[Key, Entry] = {}
    outcomes: list[Outcome] = []
    seen: dict[str, str] = {}
    for row in back.rows:
        anchor, why = _placed(row, entries, former)
        if anchor is None:
            outcomes.append(_unplaced(row, why))
            continue
        entry = entries.get(anchor.key)
        if entry is None or entry.obsolete:
            entry = former.get(anchor.key, entry)
            if entry is None:
                outcomes.append(_unplaced(row, "its sentence has left the manuscript"))
                continue
            outcome, new = _stale(row, entry, back)
        elif row.deleted or not row.pieces:
            outcome, new = _emptied(row, entry, anchor, back)
        else:
            theirs = markdown_of(row.pieces, entry.msgstr, entry.msgid)
            if seen.setdefault(anchor.key, theirs) != theirs:
                why = f"the file has row {anchor.number} twice, with two texts"
                outcomes.append(_unplaced(row, why))
                continue
            outcome, new = _three_ways(row, entry, anchor, back, take)
        outcomes.append(outcome)
        if new is not entry:
            changed[entry.key] = new
            entries[key_digest(entry.key)] = new
    outcomes += [*_missing(back), *_strays(back)]
    if not changed:
        return Settled(catalog, tuple(outcomes))
    made = catalog.with_entries(changed.get(one.key, one) for one in catalog.entries)
    return Settled(made, tuple(outcomes))


def _by_former_key(catalog: Catalog) -> dict[str, Entry]:
    """Return the entries by the key that they had before the source changed."""
    found: dict[str, Entry] = {}
    for one in catalog.live():
        if one.previous is not None:
            found[key_digest(Key(one.previous.context, one.previous.msgid))] = one
            found.setdefault(key_digest(Key(one.context, one.previous.msgid)), one)
    return found


def _placed(
    row: Back, entries: dict[str, Entry], former: dict[str, Entry]
) -> tuple[Anchor | None, str]:
    """Return the segment of a row by two anchors that agree; else why there is none."""
    keys = list(dict.fromkeys(anchor.key for anchor in row.anchors))
    if not keys:
        same = [key for key, one in entries.items() if _like(row.source, one) > 99]
        if len(same) == 1 and row.source:
            sent = text_digest(entries[same[0]].msgstr)
            return Anchor(0, same[0], sent if not row.changes else ""), ""
        return None, "nothing in it says which segment it is"
    if len(keys) > 1:
        return None, "two segments were joined in it"
    anchor = row.anchors[0]
    known = entries.get(anchor.key) or former.get(anchor.key)
    number = row.number.strip(". ")
    if (
        known is None
        or number == str(anchor.number)
        or _like(row.source, known) >= _LIKE
    ):
        return anchor, ""
    return None, "its number and its Chinese are not those that were sent"


def _like(source: str, entry: Entry) -> float:
    return fuzz.ratio(source, plain_text(shown(entry.msgid).pieces))


def _three_ways(
    row: Back, entry: Entry, anchor: Anchor, back: Return, take: Take
) -> tuple[Outcome, Entry]:
    theirs, ours = markdown_of(row.pieces, entry.msgstr, entry.msgid), entry.msgstr
    came, now = text_digest(theirs), text_digest(ours)
    fate, why = Fate.KEPT, ""
    if came not in (now, anchor.sent):
        if now == anchor.sent or take is Take.REVIEWER:
            fate = Fate.TAKEN
        elif take is Take.OURS:
            fate = Fate.OURS
        else:
            fate, why = Fate.CONFLICT, "it has been changed here, too"
    new = entry
    if fate is Fate.TAKEN:
        new = _with_comment(entry, _history(back, row, f"{ours} → {theirs}"))
        new = replace(new, msgstr=theirs, flags=_unfuzzy(new.flags), previous=None)
    elif fate is Fate.OURS:
        new = _with_comment(entry, _history(back, row, theirs))
    new, told = _with_remarks(new, row, back)
    return Outcome(fate, row, theirs, ours, why, entry.line, told), new


def _stale(row: Back, entry: Entry, back: Return) -> tuple[Outcome, Entry]:
    """Return an entry whose source has changed: hers stands beside it, as a comment."""
    theirs = markdown_of(row.pieces, entry.msgstr, entry.msgid)
    anchor = row.anchors[0]
    new = entry
    if text_digest(theirs) not in (anchor.sent, text_digest(entry.msgstr)):
        new = _with_comment(entry, _history(back, row, theirs))
    new, told = _with_remarks(new, row, back)
    why = "the Chinese has changed since it was sent"
    fate = Fate.KEPT if new is entry else Fate.STALE
    return Outcome(fate, row, theirs, entry.msgstr, why, entry.line, told), new


def _emptied(
    row: Back, entry: Entry, anchor: Anchor, back: Return
) -> tuple[Outcome, Entry]:
    """Return an entry whose row is deleted or empty: nobody's work is thrown away."""
    new, told = _with_remarks(entry, row, back)
    if not row.deleted and text_digest("") in (anchor.sent, text_digest(entry.msgstr)):
        return Outcome(Fate.KEPT, row, "", entry.msgstr, "", entry.line, told), new
    why = "its row is deleted" if row.deleted else "its English is empty"
    said = f"{why}; write [left out] if that is meant"
    return Outcome(Fate.CONFLICT, row, "", entry.msgstr, said, entry.line, told), new


def _missing(back: Return) -> Iterator[Outcome]:
    """Yield the segments that did not come back: their rows were deleted for good."""
    there = {anchor.number for row in back.rows for anchor in row.anchors}
    for number in range(1, back.segments + 1):
        if number not in there:
            row = Back((), str(number), "", (), (), (), deleted=True)
            yield Outcome(Fate.MISSING, row, why="its row is not in the file")


def _strays(back: Return) -> Iterator[Outcome]:
    """Yield the paragraphs that were written outside of the table."""
    for text in back.strays:
        row = Back((), "", "", (Piece(text),), (), (), deleted=False)
        yield Outcome(Fate.UNPLACED, row, text, why="it stands outside of the table")


def _unplaced(row: Back, why: str) -> Outcome:
    return Outcome(Fate.UNPLACED, row, row.text.strip(), "", why)


def _unfuzzy(flags: Iterable[str]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if flag != "fuzzy")


def _who(author: str, date: str, back: Return) -> str:
    name = author or back.author or "reviewer"
    day = date or back.date
    return f"{name}, {day}" if day else name


def _history(back: Return, row: Back, text: str) -> str:
    change = row.changes[-1] if row.changes else None
    who = _who(change.author, change.date, back) if change else _who("", "", back)
    return f"{who}: {_one_line(text)}"


def _with_comment(entry: Entry, line: str) -> Entry:
    if line in entry.comments:
        return entry
    return replace(entry, comments=(*entry.comments, line))


def _with_remarks(
    entry: Entry, row: Back, back: Return
) -> tuple[Entry, tuple[str, ...]]:
    """Return the entry with the remarks it has not got yet, and those."""
    told: list[str] = []
    for remark in row.remarks:
        if remark.author == "duizhao":
            continue  # our own question
        line = _remark(remark, back)
        if line not in entry.comments:
            told.append(line)
    if not told:
        return entry, ()
    return replace(entry, comments=(*entry.comments, *told)), tuple(told)


def _remark(remark: Remark, back: Return) -> str:
    on = f" (on “{_one_line(remark.on)[:60]}”)" if remark.on else ""
    done = " [resolved]" if remark.resolved else ""
    who = _who(remark.author, remark.date, back)
    return f"{who}: {_one_line(remark.text)}{on}{done}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def order_of(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes that somebody must look at first, then the rest in order."""
    ranks = [
        Fate.UNPLACED,
        Fate.CONFLICT,
        Fate.STALE,
        Fate.MISSING,
        Fate.OURS,
        Fate.TAKEN,
        Fate.KEPT,
    ]
    return sorted(outcomes, key=lambda one: ranks.index(one.fate))
