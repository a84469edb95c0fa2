"""How a Chinese word has been rendered so far, worked out from the translations alone.

The English words that come just where the Chinese comes, and hardly elsewhere, are its
rendering: the measure is Dice's, and chance is kept out by the log-likelihood ratio
(Dunning 1993). Where one rendering is found, the places that it does not explain are
looked at again, for the next.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log

from duizhao.terms.inflect import american, noun_forms
from duizhao.terms.passage import Passage
from duizhao.terms.phrase import Word, fold, words_of
from duizhao.values import value

_LONGEST = 6
"""The most words of a rendering."""
_SURE = 6.63
"""The least log-likelihood ratio: one chance in a hundred (chi-squared, one degree)."""
_DICE = 0.3
_DICE_OF_TWO = 0.85
"""Of what is met twice only, nearly every time must be here: much comes twice."""
_LEAST = 2
"""A rendering that is met once may be anything."""
_MOST = 400
"""How many places of one word are looked at: more tell nothing new."""
# No rendering begins or ends with these.
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "and",
        "or",
        "but",
        "nor",
        "not",
        "no",
        "so",
        "if",
        "than",
        "then",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "he",
        "his",
        "him",
        "she",
        "her",
        "they",
        "their",
        "them",
        "we",
        "our",
        "us",
        "you",
        "your",
        "i",
        "my",
        "me",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "shall",
        "should",
        "must",
        "there",
        "here",
        "who",
        "whom",
        "whose",
        "which",
        "what",
        "when",
        "where",
        "why",
        "how",
        "all",
        "any",
        "both",
        "each",
        "every",
        "some",
        "such",
        "more",
        "most",
        "other",
        "into",
        "over",
        "under",
        "about",
        "after",
        "before",
        "between",
        "through",
        "during",
        "without",
        "within",
        "also",
        "only",
        "just",
        "very",
        "up",
        "out",
        "off",
        "down",
        "s",
        "t",
        "re",
        "ve",
        "ll",
        "d",
        "m",
        "one",
    ]
)


@value
class Rendering:
    """A rendering of a Chinese word, and where it stands."""

    text: str
    """The English, as it most often stands."""
    passages: tuple[Passage, ...]
    """Where it is."""


Gram = tuple[str, ...]
_BORDER = "|"
# What may stand between the words of one rendering.
_WITHIN = re.compile(r"[\s\-‐-―'’&*_]{1,4}|'s\s")


class Corpus:
    """Translated passages, indexed by the English words in them."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = [one for one in passages if one.target]
        self._words = [_read(one.target) for one in self.passages]
        self._plain = [
            tuple(map(_plain, (word.text for word in words))) for words in self._words
        ]
        self._where: defaultdict[str, set[int]] = defaultdict(set)
        for number, words in enumerate(self._plain):
            for word in words:
                self._where[word].add(number)
        self._counts: dict[Gram, int] = {}

    def holding(self, source: str) -> list[int]:
        """Return the numbers of the passages whose source holds a text."""
        return [n for n, one in enumerate(self.passages) if source in one.source]

    def renderings(
        self, source: str, numbers: Sequence[int]
    ) -> tuple[list[Rendering], list[Passage]]:
        """Return how `source` is rendered in passages, and those that tell nothing."""
        left = list(numbers[:_MOST])
        found: list[Rendering] = []
        longest = min(_LONGEST, len(source) + 1)
        while left and (best := self._best(left, longest)):
            held = [n for n in left if self._holds(n, best)]
            shown = self._shown(held, best)
            found.append(Rendering(shown, tuple(self.passages[n] for n in held)))
            left = [n for n in left if n not in set(held)]
        return found, [self.passages[n] for n in left]

    def _best(self, numbers: Sequence[int], longest: int) -> Gram | None:
        """Return the words that go with just these passages; None where chance may."""
        counts: Counter[Gram] = Counter()
        for number in numbers:
            counts.update(set(_grams(self._plain[number], longest)))
        total = len(self.passages)
        best: tuple[float, int, Gram] | None = None
        for gram, count in counts.items():
            if count < _LEAST or count * 2 < _DICE * len(numbers):
                continue
            if best and 2 * count / (len(numbers) + count) < best[0]:
                continue
            everywhere = self._count(gram)
            dice = 2 * count / (len(numbers) + everywhere)
            if (
                dice < _DICE
                or _likelihood(count, len(numbers), everywhere, total) < _SURE
            ):
                continue
            mark = (dice, len(gram), gram)
            best = max(best, mark) if best else mark
        return best[2] if best else None

    def _count(self, gram: Gram) -> int:
        """Return in how many passages words stand one after the other."""
        if gram not in self._counts:
            where = min((self._where[word] for word in gram), key=len)
            self._counts[gram] = (
                len(where)
                if len(gram) == 1
                else sum(self._holds(number, gram) for number in where)
            )
        return self._counts[gram]

    def _holds(self, number: int, gram: Gram) -> bool:
        words, size = self._plain[number], len(gram)
        return any(
            words[at : at + size] == gram
            for at, word in enumerate(words)
            if word == gram[0]
        )

    def _shown(self, numbers: Sequence[int], gram: Gram) -> str:
        """Return words as they most often stand in the texts."""
        seen: Counter[str] = Counter()
        for number in numbers:
            words, text = self._words[number], self.passages[number].target
            for at in range(len(words) - len(gram) + 1):
                if self._plain[number][at : at + len(gram)] == gram:
                    way = _text(text, words[at], words[at + len(gram) - 1])
                    seen[_inside(way) if at == 0 else way] += 1
        return (
            min(seen, key=lambda text: (-seen[text], text)) if seen else " ".join(gram)
        )


def _inside(text: str) -> str:
    """Return words from the beginning of a sentence as they would stand within one."""
    word = text.split(" ", maxsplit=1)[0]
    return text[0].lower() + text[1:] if word[1:].islower() and word == text else text


def _text(text: str, first: Word, last: Word) -> str:
    return " ".join(text[first.start : last.end].split())


def _read(target: str) -> list[Word]:
    """Return the words of a translation, with a mark where something parts them."""
    folded = fold(target)
    found: list[Word] = []
    for word in words_of(folded):
        if found and not _WITHIN.fullmatch(folded[found[-1].end : word.start]):
            found.append(Word(_BORDER, word.start, word.start))
        found.append(word)
    return found


@lru_cache(maxsize=200_000)
def _plain(word: str) -> str:
    """Return a word in the singular, as Americans spell it: so all forms count as one."""
    forms = noun_forms(word)
    shorter = [
        form for form in forms if len(form) < len(word) and word.startswith(form[:2])
    ]
    ends = word.endswith("s") or word in {"men", "women", "people", "children"}
    return american(min(shorter, key=len) if shorter and ends else word)


def _grams(words: Sequence[str], longest: int) -> Iterator[Gram]:
    """Yield the runs of words that may be a rendering."""
    for start, first in enumerate(words):
        if first in _SMALL or first == _BORDER or first.isdigit():
            continue
        for end in range(start + 1, min(len(words), start + longest) + 1):
            if words[end - 1] == _BORDER:
                break
            if words[end - 1] not in _SMALL:
                yield tuple(words[start:end])


def _likelihood(both: int, one: int, other: int, total: int) -> float:
    """Return Dunning's ratio for two things that come together `both` times."""
    cells = (
        (both, one * other),
        (one - both, one * (total - other)),
        (other - both, (total - one) * other),
        (total - one - other + both, (total - one) * (total - other)),
    )
    return 2 * sum(
        seen * log(seen * total / expected)
        for seen, expected in cells
        if seen > 0 and expected > 0
    )
