"""Carries translations over when the same text is cut into entries in another way.

Sentences become paragraphs, paragraphs sentences, or a later version draws a border
elsewhere: what stood in old entries stands, character for character, in new ones. A
group is a run of old entries and the run of new ones that together say the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from duizhao.catalog.catalog import brief_key
from duizhao.catalog.change import notes_of
from duizhao.catalog.cutting import deal, join
from duizhao.catalog.entry import Entry, Key
from duizhao.catalog.notation import entry_notation, said_together
from duizhao.catalog.sequence import common_start

_ENDS = re.compile(r"[。！？…⋯‥｡．；：.!?;:][^\w。！？，、]*\Z")
# What stands before a border within a paragraph, with the marks and markup after it.
_TRIES = 20
# Entries tried that begin with one text; `注意：` may begin a thousand.
_STEPS = 400
# The most entries in a group; a paragraph of so many sentences is none.


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What a new entry gets from the old ones that held the same text."""

    msgstr: str
    """The translation, joined or cut."""
    fuzzy: bool
    """Whether somebody must look: an old one was fuzzy or missing, or the cut is a
    guess.
    """
    sources: tuple[Entry, ...]
    """The old entries of the group, in order."""
    also: tuple[str, ...] = ()
    """Other translations of the same text, to be kept beside this one: from another
    group, or from the time before the segmentation was last changed.
    """
    besides: tuple[Entry, ...] = ()
    """Old entries of other groups that give the same: what is remarked on them counts."""


class _Text(NamedTuple):
    """An entry on one side, with its text free of blanks."""

    entry: Entry
    bare: str
    at: int


def regroup(old: Sequence[Entry], new: Sequence[Entry]) -> dict[Key, Regrouped]:
    """Return what the new entries get whose text stood in other entries before.

    `old` are all entries of the translation and `new` all of the pot, in order. A new
    entry that is alive in `old` is not answered for, unless it has no translation; nor is one that stands there as
    obsolete with the very words that the group would give it: it is merely revived.
    """
    stood = {brief_key(one): one for one in old}
    wanted = set(map(brief_key, new))
    before = _Side(one for one in old if not one.obsolete)
    after = _Side(new)
    found: dict[Key, Regrouped] = {}
    for group in _groups(before, after, wanted, stood):
        for new_one, one in _carry(*group, stood):
            waits = bool(one.msgstr) and _is_waiting(stood, new_one)
            if waits or not _is_alive(stood, new_one):
                key = new_one.key
                found[key] = _combined(found.get(key), one)
    return found


def _is_alive(stood: _Stood, entry: Entry) -> bool:
    one = stood.get(brief_key(entry))
    return one is not None and not one.obsolete


def _is_waiting(stood: _Stood, entry: Entry) -> bool:
    """Whether an entry is alive and nobody has translated it yet."""
    one = stood.get(brief_key(entry))
    return one is not None and not one.obsolete and not one.msgstr


class _Side:
    """The entries of one side, by their order and by how they begin."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = [one for one in entries if one.msgid_plural is None]
        self.bares = ["".join(one.msgid.split()) for one in self.entries]
        count = len(self.bares)
        # From the last to the first, so that the first stays.
        self._first = dict(
            zip(reversed(self.bares), range(count - 1, -1, -1), strict=True)
        )
        self._again: dict[str, list[int]] = {}
        # Most texts stand once: a list for each would be a tenth of all the memory.
        for at, bare in enumerate(self.bares if len(self._first) < count else ()):
            if self._first[bare] != at:
                self._again.setdefault(bare, []).append(at)
        self._sorted = sorted(self._first)

    def text(self, at: int) -> _Text:
        return _Text(self.entries[at], self.bares[at], at)

    def _called(self, bare: str) -> Iterator[_Text]:
        yield self.text(self._first[bare])
        yield from map(self.text, self._again.get(bare, ()))

    def after(self, text: _Text) -> _Text | None:
        """Return the entry that follows `text` in the file."""
        at = text.at + 1
        return self.text(at) if at < len(self.entries) else None

    def prefixes(self, text: str) -> Iterator[_Text]:
        """Yield the entries with which `text` begins, the longest first.

        All prefixes of a text stand before it in the sorted order, and none is longer
        than what it has in common with its neighbour there.
        """
        while text:
            at = bisect_right(self._sorted, text) - 1
            if at < 0:
                return
            nearest = self._sorted[at]
            common = common_start(nearest, text)
            if common == nearest:
                yield from self._called(nearest)
                common = nearest[:-1]
            text = common

    def alike(self, text: str) -> Iterator[_Text]:
        """Yield the entries that begin with `text`, and those with which it begins."""
        start = bisect_left(self._sorted, text)
        for longer in self._sorted[start : start + _TRIES]:
            if not longer.startswith(text):
                break
            yield from self._called(longer)
        yield from self.prefixes(text[:-1])


_Group = tuple[tuple[Entry, ...], tuple[Entry, ...]]
_Stood = Mapping[Key | str, Entry]


def _groups(
    before: _Side, after: _Side, wanted: set[Key | str], stood: _Stood
) -> Iterator[_Group]:
    """Yield the groups in which an old entry goes or a new one comes."""
    done: set[Key | str] = set()
    for at, entry in enumerate(before.entries):
        key = brief_key(entry)
        if key in wanted or key in done or not before.bares[at]:
            continue
        old = before.text(at)
        chains = (_chain(before, after, old, one) for one in after.alike(old.bare))
        group = next((one for one in chains if one), None)
        if group:
            done.update(map(brief_key, (*group[0], *group[1])))
            yield group
    # A group that begins with a sentence that stays, as it stands elsewhere too.
    for at, entry in enumerate(after.entries):
        key = brief_key(entry)
        if key in done or not after.bares[at] or _is_alive(stood, entry):
            continue
        new = after.text(at)
        chains = (_chain(before, after, one, new) for one in before.alike(new.bare))
        group = next((one for one in chains if one), None)
        if group:
            yield group


def _chain(before: _Side, after: _Side, old: _Text, new: _Text) -> _Group | None:
    """Return the group that begins with these two; None where the texts part."""
    olds, news = [old], [new]
    rest, ours = _overhang(old.bare, new.bare)
    for _ in range(_STEPS):
        if not rest:
            both = len(olds) > 1 or len(news) > 1
            return (_entries(olds), _entries(news)) if both else None
        run, side = (news, after) if ours else (olds, before)
        following = _following(side, run[-1], rest)
        if following is None:
            return None
        run.append(following)
        rest, longer = _overhang(rest, following.bare)
        ours = ours is longer
    return None


def _overhang(first: str, second: str) -> tuple[str, bool]:
    """Return what one text has beyond the other, and whether it is the first's."""
    if len(first) >= len(second):
        return first[len(second) :], True
    return second[len(first) :], False


def _following(side: _Side, last: _Text, rest: str) -> _Text | None:
    """Return the entry that goes on with `rest`: the next of the file, or any other.

    A sentence that stood earlier in the document has its entry there, so the next one
    of the paragraph may be anywhere; then only a border between sentences counts.
    """
    following = side.after(last)
    if following is not None and following.bare:
        bare = following.bare
        if rest.startswith(bare) or bare.startswith(rest):
            return following
    if not _ENDS.search(last.bare):
        return None
    others = side.prefixes(rest)
    return next((x for x in others if x.bare == rest or _ENDS.search(x.bare)), None)


def _entries(texts: Iterable[_Text]) -> tuple[Entry, ...]:
    return tuple(one.entry for one in texts)


def _carry(
    olds: tuple[Entry, ...], news: tuple[Entry, ...], stood: _Stood
) -> list[tuple[Entry, Regrouped]]:
    """Return what each new entry of a group gets."""
    said = _said(olds)
    whole = join(words for words in said if words)
    known = (stood.get(brief_key(one)) for one in news)
    former = [one if one is not None and one.msgstr else None for one in known]
    sure = _is_sure(olds)
    if not whole or _is_settled(olds, former) or _is_revived(whole, former, sure=sure):
        # What had no translation then is not to be looked for elsewhere.
        nothing = Regrouped("", fuzzy=False, sources=())
        return [
            (new, nothing)
            for new, one in zip(news, former, strict=True)
            if one is None and whole
        ]
    pieces, cut = deal(said, [one.msgid for one in news])
    # What is merged or left out is empty in `said`: for one whole nothing is missing.
    cut = cut or len(news) == 1
    found: list[tuple[Entry, Regrouped]] = []
    for new, msgstr, earlier in zip(news, pieces, former, strict=True):
        lost = earlier is not None and not _same(earlier.msgstr, msgstr)
        also = (earlier.msgstr,) if earlier is not None and lost else ()
        one = Regrouped(msgstr, not (sure and cut), olds, also)
        found.append((new, one))
    return found


def _said(entries: Sequence[Entry]) -> list[str]:
    """Return what each entry says of the whole, to be joined.

    Neighbours that each got the whole of what could not be cut say it once.
    """
    said = said_together(entries)
    for at in range(len(said) - 1, 0, -1):
        one, before = entries[at], entries[at - 1]
        same = one.msgstr == before.msgstr and one.key != before.key
        if same and one.fuzzy and before.fuzzy:
            said[at] = ""
    return said


def _is_sure(olds: Sequence[Entry]) -> bool:
    """Whether all is finished, and says of the whole what it said of its part."""
    notations = {entry_notation(one) for one in olds}
    finished = all(one.translated for one in olds)
    return finished and (None in notations or len(notations) == 1)


def _is_settled(olds: Sequence[Entry], former: Sequence[Entry | None]) -> bool:
    """Whether the new entries were finished once, and since then only we had doubts.

    So it is where a cut was a guess and nobody has looked at it.
    """
    doubted = [one for one in olds if not one.translated]
    finished = all(one is not None and not one.fuzzy for one in former)
    return (
        bool(doubted) and finished and all(notes_of(one.extracted) for one in doubted)
    )


def _is_revived(whole: str, former: Sequence[Entry | None], *, sure: bool) -> bool:
    """Whether the new entries, as they once were, say `whole` and are simply revived.

    What is `sure` now and was not then, fuzzy or without a translation, is not.
    """
    known = [one for one in former if one is not None]
    if sure and (len(known) < len(former) or any(one.fuzzy for one in known)):
        return False
    return bool(known) and _same(whole, join(filter(None, _said(known))))


def _same(first: str, second: str) -> bool:
    """Whether two texts are the same but for blanks."""
    return first.split() == second.split()


def _combined(first: Regrouped | None, second: Regrouped) -> Regrouped:
    """Return what an entry gets to which two groups give something."""
    if first is None:
        return second
    if not first.msgstr or not second.msgstr:
        return first if first.msgstr else second
    if _same(first.msgstr, second.msgstr):
        one, other = (second, first) if first.fuzzy else (first, second)
        return replace(one, besides=(*one.besides, *other.sources, *other.besides))
    also = tuple(dict.fromkeys((*first.also, second.msgstr, *second.also)))
    return replace(first, fuzzy=True, also=also)
