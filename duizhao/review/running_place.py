"""Which words of a returned page belong to which segment.

Paragraphs that a change has parted are read as one. In each, the sentences are those
whose bookmarks are in it, and those that were sent beside them and are nowhere else;
`running_align` finds their borders. A paragraph that has lost its bookmarks is known by
its words, or by what stands before and behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from duizhao.review.anchor import text_digest
from duizhao.review.remarks import one_line
from duizhao.review.running_align import SHORTEST, WIDEST, Want, align
from duizhao.review.running_cluster import (
    Claim,
    Cluster,
    Key,
    Seat,
    claimed,
)
from duizhao.review.running_read import joined
from duizhao.review.running_store import Put, Store

_LIKE: Final = 70.0  # per cent by which a paragraph without bookmarks is known
_CLEAR: Final = 5.0  # per cent that it must be liker than any other
_PAIRS: Final = 1_000_000  # that are compared
_COMPARED: Final = 8000  # characters


class Seating:
    """Finds the place of every segment of one page."""

    def __init__(
        self, clusters: list[Cluster], store: Store, ours: Iterable[str] = ()
    ) -> None:
        """Find the places in `clusters` of what was sent; `ours` are the other lines."""
        self.clusters = clusters
        self._same: set[int] = set()
        self._groups = store.paragraphs
        self._home = {
            (put.number, put.again): (group, at)
            for group, puts in enumerate(store.paragraphs)
            for at, put in enumerate(puts)
            if put.number
        }
        self._others = Counter(store.others)
        self._ours = frozenset(ours)
        self._noted = {number for _, numbers in store.notes for number in numbers}
        self._drop_strangers()
        self._fetch_halves()
        self._there = {claim.key for one in clusters for claim in one.claims}
        self._parted = Counter(
            group
            for one in clusters
            for group in {self._group(claim) for claim in one.claims}
        )
        self._fetch_orphans()
        for one in clusters:
            if one.claims and not one.seats:
                one.seats = self._seated(one)
        self._doubt()

    def _doubt(self) -> None:
        """Doubt a sentence that holds the whole of another one."""
        grown = [
            (seat, text)
            for one in self.clusters
            for seat in one.seats
            if seat.put.number
            and len(text := one.text[slice(*seat.stretch)])
            >= len(seat.put.text) + SHORTEST
        ]
        sent = {
            put.text
            for puts in self._groups
            for put in puts
            if put.number and len(put.text) >= SHORTEST
        }
        if len(grown) * len(sent) > 6 * _PAIRS:
            return
        for seat, text in grown:
            own = seat.put.text
            if any(one in text for one in sent if one not in own):
                seat.sure = False

    # --- which bookmarks count -------------------------------------------------------

    def _drop_strangers(self) -> None:
        """Drop empty bookmarks that a change has left beside others' words.

        A sentence without words is where those are that were sent around it.
        """
        covered = {
            self._group(claim)
            for one in self.clusters
            for claim in one.claims
            if claim.start < claim.stop
        }
        for one in self.clusters:
            if not one.text.strip():
                one.claims = []  # its words may stand elsewhere
            own = {self._group(c) for c in one.claims if c.start < c.stop}
            one.claims = [
                claim
                for claim in one.claims
                if claim.start < claim.stop
                or self._group(claim) in own
                or not (own or self._group(claim) in covered)
            ]

    def _group(self, claim: Claim) -> int:
        return self._home.get(claim.key, (-1, 0))[0]

    def was_sent(self, cluster: Cluster) -> bool:
        """Whether a paragraph without segments stands as it was sent."""
        return id(cluster) in self._same

    def gone(self) -> Iterator[str]:
        """Yield a word on the paragraphs without segments that are not there any more."""
        count = sum(self._others.values())
        if count:
            yield f"[{count} of the paragraphs that need no translation are not there as they were sent]"

    def _known(self, cluster: Cluster) -> bool:
        words = one_line(cluster.text)
        digest = text_digest(words)
        if words in self._ours:
            self._same.add(id(cluster))
            return True
        if not self._others[digest]:
            return False
        self._others[digest] -= 1
        self._same.add(id(cluster))
        return True

    def _fetch_halves(self) -> None:
        """Join to a paragraph the half that has lost its bookmarks."""
        kept: list[Cluster] = []
        for one in self.clusters:
            before = kept[-1] if kept else None
            if before is not None and self._halves(before, one):
                whole = joined((before.paragraph, one.paragraph))
                [both] = claimed([whole])
                both.claims = [c for c in both.claims if c.key in _keys(before, one)]
                kept[-1] = both
            else:
                kept.append(one)
        self.clusters[:] = kept

    def _halves(self, first: Cluster, second: Cluster) -> bool:
        """Whether one of two neighbours has the words that the other has lost."""
        if first.paragraph.part != second.paragraph.part:
            return False
        if first.orphan == second.orphan or not (first.claims or second.claims):
            return False
        whole, half = (second, first) if first.orphan else (first, second)
        digest = text_digest(one_line(half.text))
        groups = {self._group(claim) for claim in whole.claims}
        if self._others[digest] or one_line(half.text) in self._ours:
            return False
        if len(groups) != 1 or groups == {-1}:
            return False
        sent = _sent_text(self._groups[groups.pop()])
        both = one_line(f"{first.text} {second.text}")
        alone = fuzz.ratio(one_line(whole.text)[:_COMPARED], sent[:_COMPARED])
        together = fuzz.ratio(both[:_COMPARED], sent[:_COMPARED])
        return together > alone + 5 and together >= _LIKE

    # --- paragraphs that have lost their bookmarks ------------------------------------

    def _fetch_orphans(self) -> None:
        """Give paragraphs without bookmarks the segments that have none either."""
        orphans = [one for one in self.clusters if one.orphan]
        orphans = [one for one in orphans if not self._known(one)]
        lost = [at for at, puts in enumerate(self._groups) if self._is_lost(puts)]
        self._by_words(orphans, lost)
        if len(orphans) * len(lost) <= _PAIRS // 4:
            self._by_likeness(orphans, lost)
        self._by_place(set(lost))

    def _by_words(self, orphans: list[Cluster], lost: list[int]) -> None:
        """Know paragraphs again that stand as they were sent."""
        texts: dict[str, list[int]] = {}
        for at in lost:
            texts.setdefault(_sent_text(self._groups[at]), []).append(at)
        for one in list(orphans):
            if same := texts.get(one_line(one.text)):
                self._take(one, same[0])
                lost.remove(same.pop(0))
                orphans.remove(one)

    def _by_likeness(self, orphans: list[Cluster], lost: list[int]) -> None:
        """Know paragraphs again that are most like one that is lost."""
        texts = {at: _sent_text(self._groups[at]) for at in lost}
        for one in list(orphans):
            found = _nearest(one_line(one.text), texts)
            if found is not None:
                self._take(one, found)
                del texts[found]
                lost.remove(found)
                orphans.remove(one)

    def _by_place(self, lost: set[int]) -> None:
        """Know single sentences again by what stands before and behind them."""
        before, waiting = -1, list[Cluster]()
        for one in (*self.clusters, None):
            group = len(self._groups) if one is None else self._last(one)
            if group < 0:
                if one is not None and one.orphan and id(one) not in self._same:
                    waiting.append(one)
                continue
            found = before + 1
            alone = len(waiting) == 1 and group == before + 2 and found in lost
            if alone and self._fits(waiting[0], self._groups[found]):
                self._take(waiting[0], found)
            before, waiting = group, []

    def _is_lost(self, puts: Sequence[Put]) -> bool:
        keys = [(put.number, put.again) for put in puts if put.number]
        return bool(keys) and not any(key in self._there for key in keys)

    def _take(self, cluster: Cluster, group: int) -> None:
        puts = self._groups[group]
        found = align(cluster.text, [Want(put.text) for put in puts])
        sure = found is not None
        places = found or [(0, len(cluster.text)) for _ in puts]
        cluster.seats = [
            Seat(put, place, None, sure)
            for put, place in zip(puts, places, strict=True)
        ]

    def _fits(self, cluster: Cluster, puts: Sequence[Put]) -> bool:
        """Whether a paragraph may be a single sentence that was sent there."""
        in_note = puts[0].number in self._noted
        return len(puts) == 1 and in_note == bool(cluster.paragraph.part)

    def _last(self, cluster: Cluster) -> int:
        """Return the paragraph that was sent which a cluster is; -1 for none."""
        for seat in cluster.seats:
            if seat.put.number:
                return self._home[seat.put.number, seat.put.again][0]
        groups = [self._group(one) for one in cluster.claims if one.start < one.stop]
        return groups[0] if groups else -1

    # --- the sentences of a paragraph -------------------------------------------------

    def _seated(self, cluster: Cluster) -> list[Seat]:
        """Return where the segments of a paragraph with bookmarks are."""
        found = _as_they_stand(self._expected(cluster), cluster.text)
        wants = [
            Want(put.text or None, (claim.start, claim.stop) if claim else None)
            for put, claim in found
        ]
        places = align(cluster.text, wants)
        sure = places is not None
        if places is None:
            places = [one.span or (0, 0) for one in wants]
        return [
            Seat(put, place, claim.spot.anchor if claim else None, sure)
            for (put, claim), place in zip(found, places, strict=True)
        ]

    def _expected(self, cluster: Cluster) -> list[tuple[Put, Claim | None]]:
        """Return what should stand in a paragraph, in order."""
        found: list[tuple[Put, Claim | None]] = []
        strange = [*cluster.chinese, *cluster.copies]
        aside = set(map(id, strange))
        everywhere = [*cluster.claims, *strange]
        for claim in sorted(everywhere, key=lambda one: (one.start, one.stop)):
            number, again = claim.key
            if id(claim) in aside:
                words = cluster.text[claim.start : claim.stop]
                found.append((Put(words), claim))
                continue
            group, at = self._home.get(claim.key, (-1, 0))
            put = self._groups[group][at] if group >= 0 else Put("", number, again)
            found.append((put, claim))
        groups = dict.fromkeys(self._group(claim) for claim in cluster.claims)
        for group in groups:
            if group >= 0:
                self._add_lost(cluster, found, group)
        return found

    def _add_lost(
        self, cluster: Cluster, found: list[tuple[Put, Claim | None]], group: int
    ) -> None:
        """Put in their places what was sent in a paragraph and has no bookmark."""
        puts = self._groups[group]
        places = {id(one): at for at, (one, _) in enumerate(found)}
        into: dict[int, list[Put]] = {}
        before = next((places[id(one)] for one in puts if id(one) in places), 0) - 1
        for put in puts:
            if id(put) in places:
                before = places[id(put)]
            elif self._is_here(cluster, put, group):
                into.setdefault(before, []).append(put)
        for at in sorted(into, reverse=True):
            found[at + 1 : at + 1] = [(put, None) for put in into[at]]

    def _is_here(self, cluster: Cluster, put: Put, group: int) -> bool:
        """Whether what has no bookmark may stand in this paragraph."""
        if (put.number, put.again) in self._there:
            return False
        if self._parted[group] == 1:
            return True
        return put.text in cluster.text


def _as_they_stand(
    found: list[tuple[Put, Claim | None]], text: str
) -> list[tuple[Put, Claim | None]]:
    """Return sentences in the order of a paragraph: what stands there as it was sent is
    where it is, whatever its bookmark says; the rest follows what it followed.
    """
    ranked: list[tuple[int, int]] = []
    at = 0
    for index, (put, claim) in enumerate(found):
        words = put.text.strip()
        if claim is not None:
            at = claim.start
            there = text[claim.start : claim.stop].strip() == words
        else:
            there = False
        if not there and len(words) >= SHORTEST and len(text) <= WIDEST:
            exact = text.find(words)
            if exact >= 0 and text.find(words, exact + 1) < 0:
                at = exact
        ranked.append((at, index))
    return [found[index] for _, index in sorted(ranked)]


def _keys(*clusters: Cluster) -> set[Key]:
    return {claim.key for one in clusters for claim in one.claims}


def _sent_text(puts: Iterable[Put]) -> str:
    return one_line(" ".join(put.text for put in puts))


def _nearest(words: str, texts: dict[int, str]) -> int | None:
    """Return which of the texts some words are most like; None where in doubt."""
    likes = sorted(
        (
            (fuzz.ratio(words[:_COMPARED], text[:_COMPARED]), at)
            for at, text in texts.items()
        ),
        reverse=True,
    )
    if not likes or likes[0][0] < _LIKE:
        return None
    if len(likes) > 1 and likes[1][0] > likes[0][0] - _CLEAR:
        return None
    return likes[0][1]
