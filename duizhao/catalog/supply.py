"""Where the translation of a new text comes from: one stage after the other.

The same text under another context; the same text in another document; the same text cut
into other entries; a text that is alike. The first stage that knows something decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum

from duizhao.catalog.catalog import Catalog, brief_key
from duizhao.catalog.change import describe, note, notes_of
from duizhao.catalog.cutting import deal, join
from duizhao.catalog.entry import Entry, Key, Previous
from duizhao.catalog.figures import fill
from duizhao.catalog.likeness import fold, likeness
from duizhao.catalog.marks import same_but_marks
from duizhao.catalog.match import (
    THRESHOLD,
    Kind,
    Match,
    New,
    Old,
    Standing,
    match_texts,
)
from duizhao.catalog.notation import said_together
from duizhao.catalog.regroup import Regrouped, regroup
from duizhao.catalog.search import find_near
from duizhao.catalog.standing import standing


class Reason(StrEnum):
    """Why a translation may stand under another text, or in another place, unflagged."""

    MARKS = "marks"
    """Only marks and blanks have changed, as the rules in `marks` allow."""
    MOVED = "moved"
    """The text was moved here from another document."""
    REGROUPED = "regrouped"
    """The same text was cut into entries in another way."""


@dataclass(frozen=True, slots=True)
class Supply:
    """What a new entry gets."""

    forms: tuple[str, ...]
    """The translation; several forms for plurals."""
    fuzzy: bool
    """Whether somebody must look."""
    previous: Previous | None = None
    """What it was made for, where that was another text."""
    notes: tuple[str, ...] = ()
    """`#.` lines for the translator."""
    comments: tuple[str, ...] = ()
    """The translator's own lines."""
    reason: Reason | None = None
    """Why it is not fuzzy; None for a fuzzy one."""
    origin: str = ""
    """The former text, or the other catalog's path."""


def supplies(
    old: Catalog,
    pairs: Sequence[tuple[Entry, Entry | None]],
    others: Sequence[Catalog],
    *,
    literal: bool,
) -> dict[Key, Supply]:
    """Return what the entries of a pot get that are not alive in `old`.

    `pairs` are all of these with the entries of `old` that have the same keys.
    """
    new = [one for one, match in pairs if match is None or match.obsolete]
    if not new:
        return {}
    unknown = [one for one, match in pairs if match is None]
    found: dict[Key, Supply] = {}
    _identical(found, unknown, old)
    _moved(found, unknown, others)
    _regrouped(found, new, old, [one for one, _ in pairs])
    _alike(found, old, pairs, literal=literal)
    return found


def _worked(entry: Entry) -> bool:
    return bool(entry.msgstr or any(entry.msgstr_plural))


def _forms(entry: Entry) -> tuple[str, ...]:
    return entry.msgstr_plural or (entry.msgstr,)


def _identical(found: dict[Key, Supply], new: list[Entry], old: Catalog) -> None:
    """Take the translation of the same text under another context."""
    wanted = {one.msgid for one in new}
    known: dict[str, Entry] = {}
    for one in old.entries:
        if one.msgid in wanted and _worked(one):
            known.setdefault(one.msgid, one)
    for one in new:
        source = known.get(one.msgid)
        if source is not None:
            found[one.key] = _copied(source, "another context")


def _moved(
    found: dict[Key, Supply], new: list[Entry], others: Sequence[Catalog]
) -> None:
    """Take the translation of the same text in another document, a settled one first.

    Where it is obsolete there, it was moved: so it stays settled, if it was. A fuzzy
    one is taken only so: it is not to be doubted twice.
    """
    known: dict[str, tuple[Entry, str]] = {}
    wanted = {one.msgid for one in new}
    for catalog in others if wanted else ():
        for one in catalog.entries:
            if one.msgid not in wanted:
                continue
            doubted = one.fuzzy and not one.obsolete
            if _worked(one) and one.msgid_plural is None and not doubted:
                first, _ = known.setdefault(one.msgid, (one, catalog.path))
                if (one.fuzzy, not one.obsolete) < (first.fuzzy, not first.obsolete):
                    known[one.msgid] = one, catalog.path
    for one in new if known else ():
        if one.key in found or one.msgid not in known or one.msgid_plural is not None:
            continue
        source, path = known[one.msgid]
        if source.obsolete and not source.fuzzy:
            found[one.key] = Supply(
                (source.msgstr,),
                fuzzy=False,
                comments=source.comments,
                reason=Reason.MOVED,
                origin=path,
            )
        else:
            found[one.key] = _copied(source, f"from {path}")


def _copied(source: Entry, where: str) -> Supply:
    return Supply(
        _forms(source),
        fuzzy=True,
        previous=_previous(source),
        notes=(note(where),),
        comments=source.comments,
    )


def _regrouped(
    found: dict[Key, Supply], new: list[Entry], old: Catalog, texts: Sequence[Entry]
) -> None:
    """Take what stood in other entries, character for character."""
    if all(one.key in found for one in new) or not any(map(_worked, old.entries)):
        return
    stay = {one.key for one in texts}
    for key, one in regroup(old.entries, texts).items():
        if key not in found:
            found[key] = _from_group(one, stay)


def _from_group(one: Regrouped, stay: AbstractSet[Key]) -> Supply:
    # The comments of an entry that lives on stay with it.
    olds = (*one.sources, *one.besides)
    goes = [source for source in olds if source.key not in stay]
    comments = dict.fromkeys(line for source in goes for line in source.comments)
    also = [f"also: {' '.join(text.split())}" for text in one.also]
    texts = join(source.msgid for source in one.sources)
    # What the translation was made for, however many edits ago.
    former = join(dict.fromkeys(_previous(source).msgid for source in one.sources))
    return Supply(
        (one.msgstr,),
        fuzzy=one.fuzzy,
        previous=Previous(former) if one.fuzzy else None,
        notes=(note("cut into entries in another way"),) if one.fuzzy else (),
        comments=(*comments, *also),
        reason=None if one.fuzzy or not one.msgstr else Reason.REGROUPED,
        origin=texts,
    )


def _alike(
    found: dict[Key, Supply],
    old: Catalog,
    pairs: Sequence[tuple[Entry, Entry | None]],
    *,
    literal: bool,
) -> None:
    """Take the translation of the text that the new one was made of."""
    live = [one for one, _ in pairs]
    known = set(map(brief_key, live))
    places = {id(one): at for at, one in enumerate(old.entries)}
    before = [
        Old(one.msgid, brief_key(one) not in known, one.obsolete, _worked(one))
        for one in old.entries
    ]
    after: list[New] = []
    for one, match in pairs:
        living = match is not None and not match.obsolete
        place = None if match is None else places[id(match)]
        after.append(New(one.msgid, place, living or one.key not in found))
    order = Standing(standing(old.entries), standing(live))
    matches = match_texts(before, after, order)
    variants = _variants(live, before, matches)
    for at, made in matches.items():
        supply = Matched(old.entries, live, at, made).supply(literal=literal)
        also = [old.entries[place].msgstr for place in variants.get(at, ())]
        notes = [note(f"also from a text translated as “{one}”") for one in also if one]
        supply = replace(supply, notes=(*supply.notes, *notes)) if notes else supply
        found[live[at].key] = supply


def _variants(
    live: Sequence[Entry], before: Sequence[Old], matches: Mapping[int, Match]
) -> dict[int, list[int]]:
    """Return for new texts by their place which other old ones became the same.

    A title and its heading were almost the same, now they are one text in two places:
    it can have one translation only, and somebody must choose.
    """
    asked = [
        at
        for at, one in matches.items()
        if one.kind is Kind.EDIT and len(live[at].references) > 1
    ]
    used = {place for one in matches.values() for place in one.sources}
    left = [
        at
        for at, one in enumerate(before if asked else ())
        if one.gone and one.offered and not one.obsolete and at not in used
    ]
    near = find_near([live[at].msgid for at in asked], [before[x].text for x in left])
    found: dict[int, list[int]] = {}
    for at, places in zip(asked, near, strict=True):
        folded, most = fold(live[at].msgid), len(live[at].references) - 1
        olds = (
            (place, fold(before[place].text)) for place in map(left.__getitem__, places)
        )
        alike = [place for place, one in olds if likeness(folded, one, THRESHOLD)]
        found[at] = alike[:most]
    return found


@dataclass(frozen=True, slots=True)
class Matched:
    """A new text and what it was made of."""

    old: Sequence[Entry]
    """The entries of the translation, in which the match names its sources,"""
    live: Sequence[Entry]
    """and those of the pot, in which it names its parts."""
    at: int
    """The place of the new text among these."""
    match: Match
    """Where it comes from."""

    def supply(self, *, literal: bool) -> Supply:
        """Return what it gets; `literal` takes the translation as it stood."""
        new, source = self.live[self.at], self.old[self.match.sources[0]]
        plural = new.msgid_plural is not None or source.msgid_plural is not None
        if self.match.kind is Kind.EDIT or plural or literal:
            return self._edited(new, source, as_it_was=literal or plural)
        if self.match.kind is Kind.SPLIT:
            return self._split(source)
        return self._joined()

    def _edited(self, new: Entry, source: Entry, *, as_it_was: bool) -> Supply:
        if not as_it_was and same_but_marks(source.msgid, new.msgid):
            return _carried(source)
        filled = None if as_it_was else fill(source.msgid, new.msgid, source.msgstr)
        previous = _previous(source)
        return Supply(
            _forms(source) if filled is None else (filled,),
            fuzzy=True,
            previous=previous,
            notes=(note(describe(previous.msgid, new.msgid)),),
            comments=source.comments,
        )

    def _split(self, source: Entry) -> Supply:
        parts = self.match.parts
        pieces, _ = deal([source.msgstr], [self.live[at].msgid for at in parts])
        number = parts.index(self.at)
        cut = len(set(pieces)) > 1
        what = f"split, part {number + 1} of {len(parts)}"
        return Supply(
            (pieces[number],),
            fuzzy=True,
            previous=_previous(source),
            notes=(note(what if cut else f"{what}; the translation is of the whole"),),
            comments=source.comments,
        )

    def _joined(self) -> Supply:
        sources = [self.old[at] for at in sorted(self.match.sources)]
        return Supply(
            (join(words for words in said_together(sources) if words),),
            fuzzy=True,
            previous=Previous(join(one.msgid for one in sources)),
            notes=(note(f"joined from {len(sources)} texts"),),
            comments=_comments(sources),
        )


def _comments(sources: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for one in sources for line in one.comments))


def _carried(source: Entry) -> Supply:
    return Supply(
        _forms(source),
        fuzzy=source.fuzzy,
        previous=source.previous if source.fuzzy else None,
        notes=notes_of(source.extracted) if source.fuzzy else (),
        comments=source.comments,
        reason=None if source.fuzzy else Reason.MARKS,
        origin=source.msgid,
    )


def _previous(source: Entry) -> Previous:
    """Return what a translation was made for, however many edits ago."""
    if source.fuzzy and source.previous is not None:
        return source.previous
    return Previous(source.msgid, source.context, source.msgid_plural)
