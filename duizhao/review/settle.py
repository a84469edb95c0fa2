"""Three ways for each segment: as it was sent, as it is now, as it came back.

Only the reviewer changed it: hers is taken. Only we did: ours is kept. Both: a conflict,
and nothing is touched until somebody decides. Whatever has no certain place is told with
its text. Law: a file that comes back untouched changes nothing, and taking a file twice
is taking it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from enum import StrEnum

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key
from duizhao.catalog.reviewed import reviews_of, with_review
from duizhao.review.anchor import key_digest, text_digest
from duizhao.review.back import Back
from duizhao.review.markup import Piece
from duizhao.review.notes import history, remark_line, with_comment, with_remarks
from duizhao.review.placing import Placed, Places
from duizhao.review.returned import Return
from duizhao.review.wording import readings_of
from duizhao.values import value


class Fate(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    """The reviewer's wording is the translation now."""
    PROPOSED = "proposed"
    """The same, kept fuzzy: somebody is to look at it."""
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
    source: str = ""
    """The Chinese: that of the entry, where there is one."""
    key: str = ""
    """The digest of the entry's key; empty for none."""

    @property
    def question(self) -> str:
        """What a decision names it by: the entry, and ours as it was shown."""
        return _question(self.key, self.ours)


@value
class Approval:
    """Who has read the review, for `# reviewed:`."""

    name: str
    """The reviewer."""
    day: date
    """When it came back."""


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


@value
class Terms:
    """How a review is settled."""

    take: Take = Take.ASK
    """Who wins where both changed a translation."""
    chosen: Mapping[str, Take] = field(default_factory=dict)
    """Who wins for single entries, by `Outcome.question`: where ours has been changed
    since somebody was asked, she has not decided."""
    approval: Approval | None = None
    """Who approves what came back unchanged or is taken; None for nobody."""
    propose: bool = False
    """Whether what is taken of hers is kept fuzzy."""

    def winner(self, entry: Entry) -> Take:
        """Return who wins in a conflict over an entry."""
        question = _question(key_digest(entry.key), entry.msgstr)
        return self.chosen.get(question, self.take)


def _question(key: str, ours: str) -> str:
    return f"{key} {text_digest(ours)}"


def settle(catalog: Catalog, back: Return, terms: Terms | Take = Take.ASK) -> Settled:
    """Return `catalog` with what came back; `terms` may be just who wins."""
    if isinstance(terms, Take):
        terms = Terms(terms)
    places = Places(catalog, back)
    placed = [places.of(row) for row in back.rows]
    double = _doubles(placed)
    entries = {key_digest(one.key): one for one in catalog.entries}
    changed: dict[Key, Entry] = {}
    outcomes: list[Outcome] = []
    for one in placed:
        if one.entry is None:
            outcomes.append(_unplaced(one.row, one.why, back))
            continue
        key = key_digest(one.entry.key)
        entry = entries[key]
        if one.has_text and one.anchor.key in double:
            why = f"row {one.anchor.number} is in the file twice, with two texts"
            outcomes.append(_unplaced(one.row, why, back))
            continue
        outcome, new = _settled(replace(one, entry=entry), entry, back, terms, places)
        outcomes.append(replace(outcome, source=entry.msgid, key=key))
        if new is not entry:
            changed[entry.key] = entries[key] = new
    outcomes += [*_missing(back, placed, entries), *_strays(back)]
    if not changed:
        return Settled(catalog, tuple(outcomes))
    made = catalog.with_entries(changed.get(one.key, one) for one in catalog.entries)
    return Settled(made, tuple(outcomes))


def _doubles(placed: Iterable[Placed]) -> frozenset[str]:
    """Return the segments that came back twice, each time with another text."""
    texts: dict[str, str] = {}
    double: set[str] = set()
    for one in placed:
        if one.has_text and one.entry is not None:
            text = " ".join(one.row.text.split())
            if texts.setdefault(one.anchor.key, text) != text:
                double.add(one.anchor.key)
    return frozenset(double)


def _settled(
    one: Placed, entry: Entry, back: Return, terms: Terms, places: Places
) -> tuple[Outcome, Entry]:
    if one.row.why:
        told = _unplaced(one.row, one.row.why, back)
        return replace(told, ours=entry.msgstr, line=entry.line), entry
    if not one.has_text and places.has_text(one.anchor.key):
        new, said = with_remarks(entry, one.row, back)  # it was moved elsewhere
        text = entry.msgstr
        return Outcome(Fate.KEPT, one.row, text, text, "", entry.line, said), new
    if one.stale:
        return _stale(one, entry, back)
    if not one.has_text:
        return _emptied(one, entry, back, terms)
    return _three_ways(one, entry, back, terms)


def _three_ways(
    one: Placed, entry: Entry, back: Return, terms: Terms
) -> tuple[Outcome, Entry]:
    row, sent, ours = one.row, one.anchor.sent, entry.msgstr
    theirs = readings_of(row.pieces, ours, entry.msgid, sent)
    if not sent and row.changes:
        sent = text_digest(readings_of(row.before, ours, entry.msgid, sent))
    came, now = text_digest(theirs), text_digest(ours)
    fate, why = Fate.KEPT, ""
    if came not in (now, sent):
        winner = terms.winner(entry)
        if now == sent or winner is Take.REVIEWER:
            fate = Fate.PROPOSED if terms.propose else Fate.TAKEN
        elif winner is Take.OURS:
            fate = Fate.OURS
        else:
            fate = Fate.CONFLICT
            lost = "the file does not say what was sent, so that either may be newer"
            why = "it has been changed here, too" if sent else lost
    new = entry
    if fate in (Fate.TAKEN, Fate.PROPOSED):
        new = with_comment(entry, history(back, row, f"{ours} → {theirs}"))
        new = replace(new, msgstr=theirs, flags=_unfuzzy(new.flags), previous=None)
        if fate is Fate.PROPOSED:
            new = replace(new, flags=("fuzzy", *new.flags), previous=entry.previous)
    elif fate is Fate.OURS:
        new = with_comment(entry, history(back, row, theirs))
    new, told = with_remarks(new, row, back)
    if fate is Fate.TAKEN or came == now:
        new = _approved(new, terms)
    return Outcome(fate, row, theirs, ours, why, entry.line, told), new


def _approved(entry: Entry, terms: Terms) -> Entry:
    """Return an entry that somebody has read and let stand; a fuzzy one stays as it is."""
    by = terms.approval
    if by is None or not entry.translated:
        return entry
    if any((one.name, one.day) == (by.name, by.day) for one in reviews_of(entry)):
        return entry
    return with_review(entry, by.name, by.day)


def _stale(one: Placed, entry: Entry, back: Return) -> tuple[Outcome, Entry]:
    """Return an entry whose source has changed: hers stands beside it, as a comment."""
    row, sent = one.row, one.anchor.sent
    theirs = readings_of(row.pieces, entry.msgstr, entry.msgid, sent)
    edited = text_digest(theirs) not in (sent, text_digest(entry.msgstr))
    new = entry
    if edited and theirs:
        new = with_comment(entry, history(back, row, theirs))
    new, told = with_remarks(new, row, back)
    why = "the Chinese has changed since it was sent"
    fate = Fate.STALE if edited else Fate.KEPT
    return Outcome(fate, row, theirs, entry.msgstr, why, entry.line, told), new


def _emptied(
    one: Placed, entry: Entry, back: Return, terms: Terms
) -> tuple[Outcome, Entry]:
    """Return an entry whose row is deleted or empty: nobody's work is thrown away."""
    row, sent = one.row, one.anchor.sent
    new, told = with_remarks(entry, row, back)
    if not row.deleted and text_digest("") in (sent, text_digest(entry.msgstr)):
        return Outcome(Fate.KEPT, row, "", entry.msgstr, "", entry.line, told), new
    if terms.winner(entry) is Take.OURS:
        return Outcome(Fate.OURS, row, "", entry.msgstr, "", entry.line, told), new
    why = "it is deleted" if row.deleted else "its English is empty"
    said = f"{why}; write [left out] if that is meant"
    return Outcome(Fate.CONFLICT, row, "", entry.msgstr, said, entry.line, told), new


def _missing(
    back: Return, placed: Iterable[Placed], entries: Mapping[str, Entry]
) -> Iterator[Outcome]:
    """Yield the segments that did not come back: their rows were deleted for good."""
    there = {anchor.number for row in back.rows for anchor in row.anchors}
    there |= {one.anchor.number for one in placed if one.entry is not None}
    for number in range(1, back.segments + 1):
        if number not in there:
            row = Back(number=str(number), deleted=True)
            told = Outcome(Fate.MISSING, row, why="it is not in the file")
            anchor = back.roll.get(number)
            entry = entries.get(anchor.key) if anchor else None
            if entry is not None:
                told = replace(
                    told, ours=entry.msgstr, line=entry.line, source=entry.msgid
                )
            yield told


def _strays(back: Return) -> Iterator[Outcome]:
    """Yield what was written beside the segments, and remarks on nothing."""
    for text in back.strays:
        row = Back(pieces=(Piece(text),))
        yield Outcome(
            Fate.UNPLACED, row, text, why="it belongs to no segment that was sent"
        )
    for remark in back.lost:
        text = remark_line(remark, back)
        why = "this comment hangs on no segment"
        yield Outcome(Fate.UNPLACED, Back(pieces=(Piece(text),)), text, why=why)


def _unplaced(row: Back, why: str, back: Return) -> Outcome:
    said = tuple(remark_line(one, back) for one in row.remarks)
    text = row.text.strip()
    outcome = Outcome(Fate.UNPLACED, row, text, "", why, remarks=said)
    return replace(outcome, source=row.source)


def _unfuzzy(flags: Iterable[str]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if flag != "fuzzy")


def order_of(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes that somebody must look at first, then the rest in order."""
    ranks = [
        Fate.UNPLACED,
        Fate.CONFLICT,
        Fate.STALE,
        Fate.MISSING,
        Fate.OURS,
        Fate.PROPOSED,
        Fate.TAKEN,
        Fate.KEPT,
    ]
    return sorted(outcomes, key=lambda one: ranks.index(one.fate))
