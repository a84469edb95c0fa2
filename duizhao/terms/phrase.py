"""English words looked for in a translation: in any form, or just as they are.

What is *allowed* is found in a generous way: inflected, with or without articles, with a
hyphen or a blank or neither, in either spelling. What is *forbidden* is found only as it
stands in the glossary, inflected as its part of speech is. So a doubt is never told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from duizhao.terms.inflect import noun_forms, same_word, verb_forms
from duizhao.terms.irregular import irregular_nouns, irregular_verbs

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
_ARTICLES = frozenset({"a", "an", "the"})
# What may stand between the words of one term: blanks, hyphens, quotes, markup, the blots
# that stand for a link's target. Nothing that ends a sentence.
_GAP = re.compile(r"[\s\-‐-―'\"“”*_~`\[\]()&/.,·+\ue000]*")
_ENDS = re.compile(r"[.]\s")
_BLANK = re.compile(r"[\s\xa0\ue000*_~\[\]]+")
_LOOSE = 6  # the least letters of a word that may be written in two: block chain


class Word(NamedTuple):
    """A word of an English text."""

    text: str
    """In small letters, without `'s`."""
    start: int
    """Where it begins in the text."""
    end: int
    """Where it ends, without `'s`."""


class Span(NamedTuple):
    """A stretch of an English text."""

    start: int
    """Where it begins, in characters."""
    end: int
    """Where it ends."""
    literal: bool = True
    """Whether its words are parted as in the glossary: by a blank, a dash …"""


class Phrase(NamedTuple):
    """A rendering as the glossary has it."""

    text: str
    """As it is written there."""
    words: tuple[str, ...]
    """Its words without articles, in small letters."""
    gaps: tuple[str, ...]
    """What stands between each and the next."""


def fold(text: str) -> str:
    """Return a text, of the same length, in small letters and with straight quotes."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(
            small if len(small := character.lower()) == 1 else character
            for character in text
        )
    return lower.replace("’", "'").replace("‘", "'").replace("ʼ", "'")


_folded = lru_cache(maxsize=50_000)(fold)

_LETTERS = bytes(
    code if code < 128 and chr(code).isalnum() else 32 for code in range(256)
)
# What each byte of a text becomes: a letter or a figure as it is, all else a blank.


def letters_of(folded: str) -> bytes:
    """Return the letters and figures of a folded text with blanks between and around.

    Each character is one byte; what is not in ASCII is a blank, too. What stands in a
    text as a word stands here between blanks.

    >>> letters_of("zone’s “café”")
    b' zone s  caf   '
    """
    return f" {folded} ".encode("ascii", "replace").translate(_LETTERS)


@lru_cache(maxsize=50_000)
def phrase_of(text: str) -> Phrase:
    """Return a rendering, ready to be looked for."""
    folded = fold(text)
    words = list(words_of(folded))
    chosen = [word for word in words if word.text not in _ARTICLES] or words
    gaps = [
        _BLANK.sub(" ", folded[one.end : other.start])
        for one, other in pairwise(chosen)
    ]
    return Phrase(text, tuple(word.text for word in chosen), tuple(gaps))


def words_of(folded: str) -> Iterator[Word]:
    """Yield the words of a folded text."""
    for found in _WORD.finditer(folded):
        text, start = found[0], found.start()
        if "'" in text:
            text = text.rstrip("'").removesuffix("'s")
        yield _new(Word, (text, start, start + len(text)))


_new = tuple.__new__
# What `Word(…)` calls in the end; half of the time was on the way there.
_ENDINGS = ("", "s", "es", "d", "ed", "ing")
_REST = re.compile(r"[^\W_]*")


def _stands(wanted: str, text: str, endings: Collection[str]) -> bool:
    """Say whether `wanted` is in `text` as a whole word, with one of the endings."""
    at = text.find(wanted)
    while at >= 0:
        if not at or not text[at - 1].isalnum():
            rest = _REST.match(text, at + len(wanted))
            if rest is not None and rest[0] in endings:
                return True
        at = text.find(wanted, at + 1)
    return False


class English:
    """A translation that is looked through; its words are read when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.letters = letters_of(self.folded)

    @cached_property
    def words(self) -> list[Word]:
        """Its words."""
        return list(words_of(self.folded))

    def holds(self, text: str) -> bool:
        """Say whether a rendering stands there as it is, letter for letter.

        It is the quick way; most texts are good.
        """
        return _stands(text, self.text, ("",))

    def holds_form(self, text: str) -> bool:
        """Say the same, whatever the capitals, and with a usual ending."""
        return _stands(_folded(text), self.folded, _ENDINGS)

    def allowed(self, text: str) -> list[Span]:
        """Return where a rendering stands, in a generous reading."""
        phrase = phrase_of(text)
        found = [
            span
            for at in self._firsts(phrase)
            if (span := self._span(phrase, at, same_word, generous=True))
        ]
        return found or self._closed(phrase)

    def forbidden(self, text: str, part_of_speech: str) -> list[Span]:
        """Return where a rendering stands, in a strict reading."""
        phrase = phrase_of(text)

        def inflected(word: str, other: str) -> bool:
            return other in strict_forms(word, part_of_speech)

        found = (
            self._span(phrase, at, inflected, generous=False)
            for at in self._firsts(phrase)
        )
        return [span for span in found if span and span.literal]

    def _firsts(self, phrase: Phrase) -> Sequence[int]:
        """Return the numbers of the words that may be the first of `phrase`."""
        if not phrase.words:
            return ()
        word = phrase.words[0]
        if word in irregular_verbs() or word in irregular_nouns():
            return range(len(self.words))  # go, went: no letter is sure
        return self._by_letter.get(word[0], ())

    @cached_property
    def _by_letter(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(word.text[:1], []).append(number)
        return found

    def _span(
        self,
        phrase: Phrase,
        at: int,
        same: Callable[[str, str], bool],
        *,
        generous: bool,
    ) -> Span | None:
        """Return where `phrase` stands if it begins with the word `at`."""
        words, first = self.words, at
        literal = True
        for number, word in enumerate(phrase.words):
            if number:
                at, gap = self._next(at, articles=generous)
                if at < 0:
                    return None
                literal = literal and _same_gap(phrase.gaps[number - 1], gap)
            if not same(word, words[at].text):
                return None
        return (
            Span(words[first].start, words[at].end, literal) if phrase.words else None
        )

    def _next(self, at: int, *, articles: bool) -> tuple[int, str]:
        """Return the word after `at` and what stands between; -1 where it is too far."""
        words = self.words
        after = at + 1
        if articles:
            while after < len(words) and words[after].text in _ARTICLES:
                after += 1
        if after >= len(words):
            return -1, ""
        gap = self.folded[words[at].end : words[after].start]
        bare = gap.removeprefix("'s")
        if articles and after > at + 1:
            return after, " "
        if not _GAP.fullmatch(bare) or _ENDS.search(bare):
            return -1, ""
        return after, gap

    def _closed(self, phrase: Phrase) -> list[Span]:
        """Return where the words of `phrase` stand as one, or its one word as two."""
        joined = "".join(phrase.words)
        if len(joined) < _LOOSE:
            return []
        found = []
        for at in self._by_letter.get(joined[0], ()):
            word = self.words[at]
            if len(phrase.words) > 1 and same_word(joined, word.text):
                found.append(Span(word.start, word.end, literal=False))
            following, _ = self._next(at, articles=False)
            if following > 0:
                other = self.words[following]
                if same_word(joined, word.text + other.text):
                    found.append(Span(word.start, other.end, literal=False))
        return found


def _same_gap(wanted: str, gap: str) -> bool:
    """Say whether two words are parted as a rendering has it; a hyphen may be a blank."""
    plain = _BLANK.sub(" ", gap)
    return plain == wanted or (wanted == " " and plain == "-")


@lru_cache(maxsize=50_000)
def strict_forms(word: str, part_of_speech: str) -> frozenset[str]:
    """Return a word of something forbidden in the forms that are forbidden, too.

    >>> sorted(strict_forms("zone", "noun")), sorted(strict_forms("zone", "place"))
    (['zone', 'zones'], ['zone'])
    """
    if part_of_speech in _AS_IT_IS:
        return frozenset((word,))
    return verb_forms(word) if part_of_speech == "verb" else noun_forms(word)


_AS_IT_IS = frozenset(
    ("adjective", "adverb", "name", "place", "person", "company", "title")
)
