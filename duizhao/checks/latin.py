"""`name.latin`: a name in Latin letters that the translation lost or spells otherwise.

Names, abbreviations, model and version numbers, file names, handles and addresses of
electronic mail stand in the Chinese as they are to stand in the English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice

from duizhao.checks.latin_known import SPOKEN, UNITS
from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity

_LETTER = re.compile("[A-Za-z]")
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII
)
NAME = re.compile(
    r"(?<![A-Za-z0-9_\ue000&@])(?:@\w+|(?:\d+\.){2,}\d+(?![\w.])"
    r"|[A-Za-z0-9]+(?:(?:[-._&+]|['’](?!s\b))[A-Za-z0-9]+)*(?:\+\+|#)?)(?![\ue000@])",
    re.ASCII,
)
"""What looks like a name, or like any other word in Latin letters."""
_PHRASE = re.compile(
    r"[@A-Za-z0-9][\w.+#&'’@-]*(?: [A-Za-z0-9][\w.+#&'’-]*)*", re.ASCII
)
_ADDRESS = re.compile(r"\]\([^()]*\)")
_VERSION = re.compile(r"(?:\d+\.){2,}\d+")
_ROMAN = re.compile(r"[IVXLC]+")
_KIND = re.compile(r"[2-6][GD]")  # 5G, 3D
_FIGURE = re.compile(r"\d+(?:\.\d+)?[A-Za-z]{0,2}|\d+(?:st|nd|rd|th)|[\d.-]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_JOINT = re.compile(r"[\W_]+")
_VEE = re.compile(r"[vV](?=\d)")
_ALIKE = 0.75  # of difflib: a letter in four is another
_MEMORY = 3  # entries
# Of more words in a text none is sought that is like a name: it would take too long.
_MOST_WORDS = 500
_MOST_NAMES = 10  # told of one entry
_LINKING = "of the and for to in on a an at by de la"
_SMALL = frozenset(_LINKING.split())


def _latin(subject: Subject) -> Iterator[Finding]:
    for index, pair in enumerate(subject.pairs):
        source = pair.source
        if pair.fuzzy or not (_LETTER.search(source) or source.count(".") > 1):
            continue
        if not (lost := list(islice(dict.fromkeys(_lost(pair)), _MOST_NAMES))):
            continue
        near = {name: _near(pair, name) for name in lost}
        before = subject.pairs[max(0, index - _MEMORY) : index]
        told = [name for name in lost if near[name] or not _named(name, before)]
        if told:
            message = (
                f"stands in the source, and not in the translation: {', '.join(told)}"
            )
            yield Finding(pair.entry, message, *_instead(pair, told[0], near[told[0]]))


def _named(name: str, before: Sequence[Pair]) -> bool:
    """Whether a text just before has the name, so that a pronoun may stand for it."""
    return any(name in pair.target for pair in before)


def _lost(pair: Pair) -> Iterator[str]:
    """Yield the names of the source that are not in the translation."""
    target = pair.target
    if "](" in target:  # the address of a page is not its name
        target = _ADDRESS.sub("]", target)
    small = folded = ""
    if "@" in pair.source:
        small = target.casefold()
        for mail in _MAIL.findall(pair.source):
            if mail.casefold() not in small:
                yield mail
    for phrase in _PHRASE.findall(pair.plain_source):
        words = [word for word in NAME.findall(phrase) if is_name(word)]
        if not words or all(word in target for word in words):
            continue
        small = small or target.casefold()
        folded = folded or _fold(target)
        lost = [
            word
            for word in words
            if word.casefold() not in small
            and _fold(_VEE.sub("", word)).removesuffix("s") not in folded
            and not _spoken(word, target, small)
        ]
        # A name of several words is often shortened; one of them is enough.
        yield from (
            lost if len(lost) == len(words) else (w for w in lost if _near(pair, w))
        )


def is_name(word: str) -> bool:
    """Say whether a word in Latin letters must be kept as it is.

    >>> [is_name(word) for word in ("Huawei", "v5.4.0", "kg", "III", "online", "B")]
    [True, True, False, False, False, False]
    """
    if _VERSION.fullmatch(word):
        return True
    if len(word) < 2 or (word.islower() and word.isalpha()):
        return False
    if _KIND.fullmatch(word):
        return True
    if _ROMAN.fullmatch(word) or _FIGURE.fullmatch(word):
        return False
    return any(sign.isalpha() for sign in word) and word.casefold() not in UNITS


def _fold(text: str) -> str:
    return _JOINT.sub("", text).casefold()


def _spoken(name: str, target: str, small: str) -> bool:
    """Whether an abbreviation is said in words."""
    bare = name.replace(".", "").upper()
    if said := SPOKEN.get(bare):
        return said[0] == "*" or any(word in small for word in said)
    if not name.isupper() or not bare.isalpha() or len(bare) > 6:
        return False
    words = [one for one in re.split(r"[^A-Za-z]+", target) if one]
    every = "".join(one[0] for one in words).upper()
    great = "".join(one[0] for one in words if one.lower() not in _SMALL).upper()
    return bare in every or bare in great


def _near(pair: Pair, name: str) -> str:
    """Return the word of the translation that is most like a name; empty for none."""
    here = set(_WORD.findall(pair.plain)) | set(NAME.findall(pair.plain))
    size, first = len(name), name[:2].casefold()
    others = here - set(NAME.findall(pair.plain_source))
    words = [
        word
        for word in sorted(others if len(others) <= _MOST_WORDS else ())
        if abs(len(word) - size) * 3 <= size and word[:1].casefold() in first
    ]
    return next(iter(get_close_matches(name, words, 1, _ALIKE)), "")


def _instead(pair: Pair, name: str, near: str) -> tuple[str, int, int]:
    """Return what to do about a name, and where what stands for it begins and ends."""
    if not near:
        return f"write {name}, as in the source", 0, 0
    start = pair.target.index(near)
    return f"write {name}, as in the source, not {near}", start, start + len(near)


LATIN = Rule("name.latin", Severity.WARNING, _latin)
