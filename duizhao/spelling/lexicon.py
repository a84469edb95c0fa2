"""Which words are English, how the two countries spell them, and what was meant.

The dictionaries are Hunspell's American and British ones, as SCOWL makes them; what the
one country writes for the other's words, and words that are younger, stand beside them.
All of it is shipped with the package, so a text is found right or wrong alike on every
machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import ascii_lowercase
from typing import NamedTuple

from duizhao.spelling.dictionary import Dictionary

_BEFORE = (
    "anti auto bio co counter cross cyber de dis eco electro geo hydro inter intra macro"
    " mega micro mini mis multi nano neo non out over photo post pre pseudo psycho quasi re"
    " semi socio sub super tele thermo trans ultra un under"
)
_PREFIXES = tuple(_BEFORE.split())
_SUFFIXES = ("less", "like", "wide", "fold", "proof", "wise", "maker", "makers", "most")
# The letters of what stands behind a prefix, and behind one of two or three letters:
# with less, too many slips look like a word (untill, recive).
_LEAST, _LEAST_SHORT = 4, 6
_SHORT = 4  # letters
_HISSES = ("ss", "xs", "zs", "chs", "shs", "ys")
_VOWELS = "aeiouy"
# English has no plural of these, though Chinese writers often make one.
_MASSES = (
    "advices baggages equipments furnitures hardwares homeworks informations knowledges"
    " luggages musics softwares traffics underwears"
    ""
)
# What the dictionary or the rules below would let pass.
_SLIPS = "grammer glamourous supercede florescent therefor amoung untill alot lisence"
_WRONG = frozenset((*_MASSES.split(), *_SLIPS.split()))
_IZE = "iz"
_ENDINGS = (("cly", "cally"), ("cally", "cly"), ("ently", "entally"), ("tain", "ten"))


class Country(StrEnum):
    """Where a word is spelt so."""

    BRITISH = "British"
    AMERICAN = "American"


class Spelling(NamedTuple):
    """A word that another country spells otherwise."""

    country: Country
    """Where it is spelt so."""
    other: str
    """The other country's spelling."""


class Lexicon:
    """The words that are known."""

    def __init__(
        self, dictionary: Dictionary, pairs: str, beside: Dictionary | None = None
    ) -> None:
        """Take a dictionary, and lines of a British and an American word and a sign.

        A line of one word is a word that both write. `beside` is the American dictionary
        where the first is the British one.
        """
        self._dictionary = dictionary
        self._beside = beside
        self._known: dict[str, bool] = {}
        self._spelt: dict[str, Spelling] = {}
        for line in pairs.split("\n"):
            british, _, rest = line.partition(" ")
            american, _, sign = rest.partition(" ")
            if british == "#":
                continue
            if not american:
                self._known[british] = british not in _WRONG
            else:
                # What both countries write, in some sense or by some, is never told.
                if sign == "+":
                    self._known[british] = True
                else:
                    self._spelt[british] = Spelling(Country.BRITISH, american)
                if sign and sign != "+":
                    self._known[american] = True
                else:
                    self._spelt.setdefault(
                        american, Spelling(Country.AMERICAN, british)
                    )

    def has(self, word: str) -> bool:
        """Say whether a word in small letters is English, of whichever country."""
        known = self._known.get(word)
        if known is None:
            known = word not in _WRONG and (self._look(word) or self._is_made(word))
            self._known[word] = known
        return known

    def spelling(self, word: str) -> Spelling | None:
        """Return where a word in small letters is spelt so; None where it is everywhere."""
        return self._spelt.get(word)

    def is_foreign(self, word: str) -> bool:
        """Say whether a word that is not known is in the other country's dictionary."""
        return self._beside is not None and self._beside.has(word)

    def _look(self, word: str) -> bool:
        if word in self._spelt or self._dictionary.has(word):
            return True
        # The British dictionary has -ise alone, but -ize is good British, too; -yze is
        # not, and -ize in `surprize` is nobody's.
        return _IZE in word and self.is_foreign(word)

    def _is_made(self, word: str) -> bool:
        """Whether a word is made of a known one and what any word may take."""
        if word.endswith("'s"):
            return self.has(word[:-2])
        # The dictionary has not every plural, past tense and doer of a deed.
        rests = [word[: -len(end)] for end in _endings(word)]
        if any(len(rest) >= _LEAST and self._look(rest) for rest in rests):
            return True
        for one in _PREFIXES:
            least = _LEAST if len(one) > 3 else _LEAST_SHORT
            rest = word.removeprefix(one)
            if least <= len(rest) < len(word) and self._look(rest):
                return True
        rests = [word[: -len(one)] for one in _SUFFIXES if word.endswith(one)]
        return any(len(rest) >= _LEAST and self._look(rest) for rest in rests)

    def suggest(self, word: str, limit: int = 3) -> list[str]:
        """Return known words that differ from `word` by one slip, of the likeliest kind.

        A name that lacks its capital is one. The first letter is hardly ever wrong, and
        a short word is like too many others, so it is only seen whether letters of it
        have changed places.

        >>> [lexicon().suggest(word) for word in ("goverment", "english", "docx")]
        [['government'], ['English'], []]
        """
        if len(word) > _SHORT and self._dictionary.has(word.capitalize()):
            return [word.capitalize()]
        kinds = (
            *(_swapped, _other_ending, _other_vowel),
            *(_one_more_or_less, _other_letter, _swapped_twice),
        )
        for slips in kinds if len(word) > _SHORT else kinds[:1]:
            made = (one for one in slips(word) if one[:1] == word[0] and one != word)
            if known := [one for one in dict.fromkeys(made) if self._look(one)]:
                return known[:limit]
        return []


def _endings(word: str) -> Iterator[str]:
    """Yield the endings that a word may have after the rules of spelling.

    That is no -ed behind a consonant: `occured` and `transfered` are wrong.
    """
    if word.endswith("s") and not word.endswith(_HISSES):
        yield "s"
    if word.endswith("ed"):
        yield "d"
    if word.endswith(("er", "ers")):
        yield from ("er", "r") if word.endswith("r") else ("ers", "rs")


def _cuts(word: str) -> list[tuple[str, str]]:
    return [(word[:at], word[at:]) for at in range(len(word) + 1)]


def _swapped(word: str) -> Iterator[str]:
    """Yield a word with neighbours changed round, a letter doubled or no longer."""
    for left, right in _cuts(word):
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        if right:
            yield left + right[0] + right
            if left[-1:] == right[0]:
                yield left + right[1:]


def _swapped_twice(word: str) -> Iterator[str]:
    return (twice for once in _swapped(word) for twice in _swapped(once))


def _other_ending(word: str) -> Iterator[str]:
    """Yield a word with what is often confounded: publically, basicly, maintainance."""
    for wrong, right in _ENDINGS:
        if wrong in word:
            yield word.replace(wrong, right)


def _other_vowel(word: str) -> Iterator[str]:
    for left, right in _cuts(word):
        if right[:1] and right[0] in _VOWELS:
            yield from (left + vowel + right[1:] for vowel in _VOWELS)


def _one_more_or_less(word: str) -> Iterator[str]:
    for left, right in _cuts(word):
        yield from (left + letter + right for letter in ascii_lowercase)
        if right:
            yield left + right[1:]


def _other_letter(word: str) -> Iterator[str]:
    for left, right in _cuts(word):
        if right:
            yield from (left + letter + right[1:] for letter in ascii_lowercase)


@cache
def lexicon(country: Country = Country.AMERICAN) -> Lexicon:
    """Return the lexicon of a country; read when first asked for.

    The American one is for both: the British words that `british.txt` has are known.
    """
    american, pairs = _american(), _shipped("british.txt")
    if country is Country.AMERICAN:
        return Lexicon(american, pairs)
    return Lexicon(american.changed(_shipped("en_GB.txt")), pairs, american)


@cache
def _american() -> Dictionary:
    modern = _shipped("modern.dic").partition("\n")[2]
    return Dictionary(_shipped("en_US.aff"), f"{_shipped('en_US.dic')}\n{modern}")


def _shipped(name: str) -> str:
    return files("duizhao.spelling").joinpath(name).read_text("utf-8")
