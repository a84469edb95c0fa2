"""How far a translation has come, counted in entries and in characters of Chinese."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.catalog.catalog import Catalog
from duizhao.language import count_hanzi, count_words


@dataclass(frozen=True, slots=True)
class Counts:
    """The size of a catalog and of what is done of it. Obsolete entries never count."""

    entries: int = 0
    """All live entries."""
    translated: int = 0
    """Those with a finished translation."""
    fuzzy: int = 0
    """Those whose translation somebody still has to look at."""
    untranslated: int = 0
    """Those without a translation."""
    hanzi: int = 0
    """The 字 (Chinese characters) of all source texts."""
    hanzi_translated: int = 0
    """The 字 of those with a finished translation."""
    words: int = 0
    """The words of the finished translations."""

    @property
    def percent(self) -> int:
        """The share translated, in whole per cent rounded down, weighted by 字.

        So 100 means that nothing is missing. A source without 字 is weighed by entries;
        an empty one is complete.
        """
        if self.translated == self.entries:
            return 100
        if not self.hanzi:
            return 100 * self.translated // self.entries
        return min(99, 100 * self.hanzi_translated // self.hanzi)

    def __add__(self, other: Counts) -> Counts:
        """Return both together, as of one catalog."""
        return Counts(
            self.entries + other.entries,
            self.translated + other.translated,
            self.fuzzy + other.fuzzy,
            self.untranslated + other.untranslated,
            self.hanzi + other.hanzi,
            self.hanzi_translated + other.hanzi_translated,
            self.words + other.words,
        )


def count(catalog: Catalog) -> Counts:
    """Count the live entries of `catalog`."""
    live = list(catalog.live())
    done = [entry for entry in live if entry.translated]
    # gettext ignores the flag where there is nothing to look at.
    fuzzy = sum(entry.fuzzy and bool(entry.msgstr) for entry in live)
    sizes = {id(entry): count_hanzi(entry.msgid) for entry in live}
    return Counts(
        entries=len(live),
        translated=len(done),
        fuzzy=fuzzy,
        untranslated=len(live) - len(done) - fuzzy,
        hanzi=sum(sizes.values()),
        hanzi_translated=sum(sizes[id(entry)] for entry in done),
        words=sum(count_words(entry.msgstr) for entry in done),
    )
