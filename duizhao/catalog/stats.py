"""How far a translation has come: in 字, in words, in segments.

The law: translated, fuzzy and missing are together all there is, in every measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from hashlib import blake2b

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.catalog.notation import entry_notation
from duizhao.catalog.reviewed import reviews_of
from duizhao.language import count_hanzi, count_words


class Progress(StrEnum):
    """How far one entry has come."""

    TRANSLATED = "translated"
    """There is a finished translation, or it is merged or left out on purpose."""
    FUZZY = "fuzzy"
    """There is one that somebody still has to look at."""
    MISSING = "missing"
    """There is none."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much text."""

    segments: int = 0
    """Catalog entries: sentences or paragraphs, each once."""
    hanzi: int = 0
    """The 字 of their source."""
    words: int = 0
    """The words of their translation; none where there is none."""

    def __add__(self, other: Size) -> Size:
        """Return both together."""
        return Size(
            self.segments + other.segments,
            self.hanzi + other.hanzi,
            self.words + other.words,
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """The size of a catalog and of what is done of it. Obsolete entries never count."""

    translated: Size = Size()
    """What has a finished translation."""
    fuzzy: Size = Size()
    """What has one that somebody still has to look at; never part of `translated`."""
    missing: Size = Size()
    """What has none."""
    reviewed: Size = Size()
    """What somebody has approved as it stands now: a part of `translated`."""
    reused: Size = Size()
    """What stands again elsewhere, from the second time on, and need not be translated
    again: no part of the others, in which each text counts once in its catalog."""

    @property
    def total(self) -> Size:
        """All live entries."""
        return self.translated + self.fuzzy + self.missing

    @property
    def left(self) -> Size:
        """What is still to be done: fuzzy and missing."""
        return self.fuzzy + self.missing

    @property
    def percent(self) -> int:
        """The share translated, in whole per cent rounded down, weighted by 字.

        So 100 means that nothing is missing. A source without 字 is weighed by entries;
        an empty one is complete.
        """
        return _percent(self.translated, self.total)

    @property
    def percent_reviewed(self) -> int:
        """The share approved, likewise."""
        return _percent(self.reviewed, self.total)

    def __add__(self, other: Counts) -> Counts:
        """Return both together, as of one catalog."""
        return Counts(
            *(getattr(self, one) + getattr(other, one) for one in _MEASURED),
        )


_MEASURED = tuple(one.name for one in fields(Counts))


def numbers_of(counts: Counts) -> list[int]:
    """Return the counts as numbers alone: to be kept, added and taken off."""
    sizes = [getattr(counts, name) for name in _MEASURED]
    return [
        number for size in sizes for number in (size.segments, size.hanzi, size.words)
    ]


def counts_of(numbers: Sequence[int]) -> Counts:
    """Return the counts that `numbers_of` took apart."""
    sizes = (Size(*numbers[at : at + 3]) for at in range(0, 3 * len(_MEASURED), 3))
    return Counts(*sizes)


def _percent(part: Size, whole: Size) -> int:
    if part.segments == whole.segments:
        return 100
    if not whole.hanzi:
        return 100 * part.segments // whole.segments
    return min(99, 100 * part.hanzi // whole.hanzi)


def progress_of(entry: Entry) -> Progress:
    """Return how far a live entry has come."""
    if entry.msgstr_plural:
        forms = entry.msgstr_plural
        done, begun = all(map(str.strip, forms)), any(forms)
    else:
        done = begun = bool(entry.msgstr.strip())
    # gettext ignores the flag where there is nothing to look at.
    if begun and entry.fuzzy:
        return Progress.FUZZY
    return Progress.TRANSLATED if done else Progress.MISSING


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one catalog, and its texts, to find them again in others."""

    counts: Counts
    """The counts."""
    texts: Mapping[str, int]
    """The 字 of each source text, by a short digest of it."""


def tally(catalog: Catalog) -> Tally:
    """Count the live entries of `catalog`.

    A text counts as reused at each place but its first, under whatever context. Words
    are those of the translation; a plural's are those of its first form.
    """
    # Lists instead of values: 70,000 entries would make half a million of these.
    sums = {name: [0, 0, 0] for name in _MEASURED}
    texts: dict[str, int] = {}
    for entry in catalog.live():
        msgid, progress = entry.msgid, progress_of(entry)
        hanzi, words = count_hanzi(msgid), 0
        if progress is not Progress.MISSING and entry_notation(entry) is None:
            words = count_words(entry.msgstr)
        again = max(len(entry.references) - 1, 0)
        digest = blake2b(msgid.encode("utf-8", "replace"), digest_size=8).hexdigest()
        if digest in texts:
            again += 1
        texts[digest] = hanzi
        _add(sums[progress], 1, hanzi, words)
        if again:
            _add(sums["reused"], again, hanzi, words)
        if progress is Progress.TRANSLATED and reviews_of(entry):
            _add(sums["reviewed"], 1, hanzi, words)
    return Tally(Counts(**{name: Size(*found) for name, found in sums.items()}), texts)


def _add(total: list[int], times: int, hanzi: int, words: int) -> None:
    total[0] += times
    total[1] += times * hanzi
    total[2] += times * words


def count(catalog: Catalog) -> Counts:
    """Return the counts of one catalog alone."""
    return tally(catalog).counts


def together(tallies: Iterable[Tally]) -> list[Counts]:
    """Return the counts of each of a publication's catalogs, in order.

    What stood in an earlier one counts as reused, too; its words do not, for in each
    it has a translation of its own.
    """
    seen: set[str] = set()
    found: list[Counts] = []
    for one in tallies:
        again = [digest for digest in one.texts if digest in seen]
        size = Size(len(again), sum(one.texts[digest] for digest in again))
        found.append(replace(one.counts, reused=one.counts.reused + size))
        seen.update(one.texts)
    return found
