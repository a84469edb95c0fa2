"""The forms of an English word: plurals, verb forms, what is derived from it.

Law: a word is among its own forms. Words are in small letters, without `'s`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from duizhao.terms.irregular import irregular_nouns, irregular_verbs

_VOWELS = "aeiou"
_CONSONANT_Y = re.compile(rf"[^{_VOWELS}]y$")
_HISSING = re.compile(r"(?:s|x|z|ch|sh)$")
# A short vowel before one consonant, which is doubled: plan, planned.
_DOUBLING = re.compile(rf"[^{_VOWELS}][{_VOWELS}][^{_VOWELS}wxy]$")
_BRITISH = (
    (re.compile(r"(?<=[bcdgpt])re(s?)$"), r"er\1"),
    (re.compile(r"(?<=\w\w)our(?=$|s$|ed$|ing$|able$|ful$|ite)"), "or"),
    (re.compile(r"is(?=(?:e|es|ed|ing|ation|ations|er|ers)$)"), "iz"),
    (re.compile(r"ys(?=(?:e|es|ed|ing|er|ers)$)"), "yz"),
    (re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"ence(s?)$"), r"ense\1"),
)
_SUFFIXES = (
    "ly al ally ic ical ity ty ness er ers or ors ist ists ism ship less ful able ible"
    " ment ments ize izes ized izing ization ise ised ising isation ion ions ation ations"
    " ive ed ing ings ish y an ian ese hood dom wide ware"
)
_DERIVED = frozenset(_SUFFIXES.split())
_STEM = 4  # the least letters of which anything is derived


@lru_cache(maxsize=50_000)
def noun_forms(word: str) -> frozenset[str]:
    """Return singular and plural of a noun, whichever `word` is.

    >>> sorted(noun_forms("company")), sorted(noun_forms("shelves"))
    (['companies', 'company'], ['shelf', 'shelves'])
    """
    if forms := irregular_nouns().get(word):
        return frozenset(forms)
    if (head := word.removesuffix("men")) != word and len(head) > 2:
        return frozenset({word, head + "man"})
    if (head := word.removesuffix("man")) != word and len(head) > 2:
        return frozenset({word, head + "men", word + "s"})
    return frozenset({word, _with_s(word), *_without_s(word)})


@lru_cache(maxsize=50_000)
def verb_forms(word: str) -> frozenset[str]:
    """Return the forms of a verb, whichever `word` is.

    >>> sorted(verb_forms("plan")), sorted(verb_forms("sold"))
    (['plan', 'planned', 'planning', 'plans'], ['sell', 'selling', 'sells', 'sold'])
    """
    bases = {word, *_without_s(word), *_without_ed(word)}
    if forms := irregular_verbs().get(word):
        bases = {forms[0]}
    found = {word}
    for base in bases:
        found |= {base, _with_s(base), *_with_ending(base, "ing")}
        known = irregular_verbs().get(base)
        found |= set(known or _with_ending(base, "ed"))
    return frozenset(found)


@lru_cache(maxsize=100_000)
def same_word(word: str, other: str) -> bool:
    """Say whether `other` is `word` in some form, in other spelling, or derived of it.

    >>> same_word("center", "centres"), same_word("standard", "standardized")
    (True, True)
    >>> same_word("share", "shire"), same_word("port", "report")
    (False, False)
    """
    if word == other or other in noun_forms(word) or other in verb_forms(word):
        return True
    mine, its = american(word), american(other)
    if (mine, its) != (word, other) and same_word(mine, its):
        return True
    if (
        len(mine) >= _STEM
        and len(its) >= len(mine) + _STEM - 1
        and its.startswith(mine)
    ):
        return True  # data, database: a compound
    return _is_derived(mine, its)


@lru_cache(maxsize=50_000)
def american(word: str) -> str:
    """Return a word as Americans spell it, as far as the ending tells."""
    if len(word) > _STEM:
        for pattern, ending in _BRITISH:
            word = pattern.sub(ending, word)
    return word


def _is_derived(word: str, other: str) -> bool:
    for stem in {word, *_without_s(word), *_without_ed(word)}:
        for base in (stem, stem.removesuffix("e"), re.sub("y$", "i", stem)):
            if len(base) >= _STEM and other.startswith(base):
                if other[len(base) :] in _DERIVED:
                    return True
                if other[len(base) :].removesuffix("s") in _DERIVED:
                    return True
    return False


def _with_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    if _HISSING.search(word):
        return word + "es"
    return word + "s"


def _without_s(word: str) -> set[str]:
    """Return what `word` may be the plural, or the third person, of."""
    if len(word) < _STEM or not word.endswith("s") or word.endswith("ss"):
        return set()
    found = {word[:-1]}
    if word.endswith("ies") and len(word) > _STEM:
        found = {word[:-3] + "y"}
    elif word.endswith("es") and (_HISSING.search(word[:-2]) or word.endswith("oes")):
        found.add(word[:-2])
    return found


def _without_ed(word: str) -> set[str]:
    """Return the verbs that `word` may be a form of: listing, granted."""
    found: set[str] = set()
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3 or not re.search(f"[{_VOWELS}y]", stem):
            continue
        found |= {stem, stem + "e"}
        if stem[-1] == stem[-2]:
            found.add(stem[:-1])
        if ending == "ed" and stem.endswith("i"):
            found.add(stem[:-1] + "y")
    return found


def _with_ending(word: str, ending: str) -> set[str]:
    """Return a verb with `ed` or `ing`; a last consonant may be doubled."""
    if ending == "ed" and _CONSONANT_Y.search(word):
        return {word[:-1] + "ied"}
    if word.endswith("ie") and ending == "ing":
        return {word[:-2] + "ying"}
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return {word[:-1] + ending}
    if word.endswith("e") and ending == "ed":
        return {word + "d"}
    found = {word + ending}
    if _DOUBLING.search(word):
        doubled = word + word[-1] + ending
        # Of a long word both are met: benefited, benefitted.
        found = {doubled} if len(word) < 5 else {*found, doubled}
    return found
