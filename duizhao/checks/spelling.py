"""`style.spelling`: words that are no English, or the English of another country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from duizhao.checks.country import country_of
from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.checks.style import Style
from duizhao.diagnostics import Severity
from duizhao.spelling.lexicon import Country, Lexicon, lexicon
from duizhao.spelling.pinyin import is_pinyin

# A word that no capital, digit or sign says to be a name, an abbreviation or a code.
_WORD = re.compile(
    r"(?<![\w'’.@#$/\\&+=~-])[a-z]+(?:['’][a-z]+)*(?![\w@/\\&+=~]|[.-][A-Za-z0-9])"
    r"|(?<=[a-z]-)[a-z]+(?![\w@/\\&+=~]|\.[A-Za-z0-9])"
    r"|(?<![\w'’.@#$/\\&+=~-])[a-z]+(?=-[a-z])"
)
_GLOSSED = re.compile(r"[a-z]+(?:['’][a-z]+)*")
# Letters: what is shorter is mostly an abbreviation, what is longer no word.
_SHORTEST, _LONGEST = 4, 30


def _spelling(subject: Subject) -> Iterator[Finding]:
    style = subject.style
    if not style.locale.startswith("en"):
        return
    done = [pair for pair in subject.pairs if not pair.fuzzy]
    country = country_of(style.locale)
    words = lexicon(country or Country.AMERICAN)
    suspects = _suspects(done, country, words)
    if not suspects:
        return
    own = _own_words(style)
    mixed: dict[Country, list[tuple[Pair, int, int]]] = {}
    for pair in done:
        if suspects.isdisjoint(pair.plain.split()):
            continue
        for found in _WORD.finditer(pair.plain):
            word = found[0].replace("’", "'")
            # What has a capital is a name as likely as not: Labor Day, Pearl Harbor.
            if not word.islower() or word in own or _stands_in(word, pair.source):
                continue
            if spelt := words.spelling(word):
                if country:
                    if spelt.country is not country:
                        yield _foreign(pair, found, spelt.country, spelt.other)
                else:
                    place = (pair, found.start(), found.end())
                    mixed.setdefault(spelt.country, []).append(place)
            elif not _known(word, words) and (meant := _meant(word, words)):
                if words.is_foreign(word):
                    yield _foreign(pair, found, Country.AMERICAN, meant[0])
                else:
                    yield _unknown(pair, found, meant)
    yield from _both(mixed)


def _suspects(
    done: Sequence[Pair], country: Country | None, words: Lexicon
) -> set[str]:
    """Return what stands between blanks and holds a word to be looked at twice.

    A catalog has few different words, so each is looked up once.
    """
    chunks: set[str] = set()
    for pair in done:
        chunks.update(pair.plain.split())
    unknown: set[str] = set()
    spelt: dict[Country, set[str]] = {}
    for chunk in chunks:
        for word in _words_in(chunk):
            if known := words.spelling(word):
                spelt.setdefault(known.country, set()).add(chunk)
            elif not _known(word, words):
                unknown.add(chunk)
    if country is None and len(spelt) < 2:
        return unknown  # one country's spelling throughout
    foreign = [some for where, some in spelt.items() if where is not country]
    return unknown.union(*foreign)


def _words_in(chunk: str) -> Iterator[str]:
    bare = chunk.rstrip(".,;:?!”’)")
    words = [bare] if bare.isascii() and bare.isalpha() else _WORD.findall(chunk)
    return (word.replace("’", "'") for word in words if word.islower())


def _known(word: str, words: Lexicon) -> bool:
    if not _SHORTEST <= len(word) <= _LONGEST:
        return True
    return words.has(word) or is_pinyin(word)


def _own_words(style: Style) -> frozenset[str]:
    """Return the words of the glossary's translations: they are spelt as is wished."""
    if style.glossary is None:
        return frozenset()
    said = (one for term in style.glossary.glossary for one in term.allowed)
    words = (word for one in said for word in _GLOSSED.findall(one.lower()))
    return frozenset(word.replace("’", "'") for word in words)


def _stands_in(word: str, source: str) -> bool:
    return word in source or word in source.lower()


@cache
def _meant(word: str, words: Lexicon) -> list[str]:
    """Return the words that an unknown one may be a slip of.

    Where there is none it is no slip, but a term of some art: telomere, webhook.
    """
    return words.suggest(word)


def _unknown(pair: Pair, found: re.Match[str], meant: list[str]) -> Finding:
    message = f"no English word that is known: {found[0]}"
    hint = f"did you mean {' or '.join(meant)}? {_ELSE}"
    return Finding(pair.entry, message, hint, *found.span())


_ELSE = "If it is right, put it into the glossary"


def _foreign(pair: Pair, found: re.Match[str], country: Country, other: str) -> Finding:
    message = f"{_ARTICLES[country]} spelling: {found[0]}"
    return Finding(pair.entry, message, f"write {other}", *found.span())


_ARTICLES = {Country.BRITISH: "a British", Country.AMERICAN: "an American"}


def _both(mixed: dict[Country, list[tuple[Pair, int, int]]]) -> Iterator[Finding]:
    """Yield one finding where a catalog without a country has words of both."""
    if len(mixed) < 2:
        return
    counts = Counter({country: len(places) for country, places in mixed.items()})
    (usual, many), (rare, few) = counts.most_common()
    pair, start, end = mixed[rare][0]
    word = pair.target[start:end]
    spelt = lexicon().spelling(word)
    message = (
        f"British and American spelling in one catalog: {many} {usual}, "
        f"{few} {rare} as {word}"
    )
    hint = (
        f"write {spelt.other if spelt else word}; or set the language to en-GB or en-US"
    )
    yield Finding(pair.entry, message, hint, start, end)


WORDS = Rule("style.spelling", Severity.WARNING, _spelling)
