"""A glossary made ready to be looked up: which terms a Chinese text holds.

A text is taken as numbers, one for each two characters that follow each other, and a set
tells which of them begin a term; so thousands of terms take no longer than ten. There
are no word borders in Chinese: of the terms that begin at one place the longest is meant,
and what lies inside of it is not looked at: 中国人民银行 holds no 人民.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from struct import Struct
from typing import NamedTuple

from duizhao.terms.borders import crosses
from duizhao.terms.model import Glossary, Term
from duizhao.terms.variants import traditional


class Found(NamedTuple):
    """A term in a Chinese text."""

    terms: Sequence[Term]
    """What the glossary has for it: one term, or homonyms."""
    start: int
    """Where it begins, in characters."""
    end: int
    """Where it ends."""


class Termbase:
    """A glossary that is looked up. What that takes is made when it is first asked for."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary

    def __bool__(self) -> bool:
        """Say whether there is any term."""
        return bool(self.glossary.terms)

    def find(self, text: str) -> Sequence[Found]:
        """Return the terms in a Chinese text, from left to right, none within another.

        >>> base = Termbase(Glossary((Term("人民"), Term("中国人民银行"))))
        >>> [text.terms[0].source for text in base.find("中国人民银行服务人民")]
        ['中国人民银行', '人民']
        """
        starts = self._starts(text)
        if not starts:
            return ()
        known, lengths = self._known, self._lengths
        found: list[Found] = []
        at = 0
        for start in starts:
            if start < at:
                continue
            for length in lengths.get(text[start : start + 2], self._alone):
                held = text[start : start + length]
                terms = known.get(held)
                if terms and len(held) == length and not _inside(text, start, held):
                    at = start + length
                    found.append(Found(terms, start, at))
                    break
        return found

    def _starts(self, text: str) -> Sequence[int]:
        """Return where two characters stand that begin a term, in order."""
        heads, written = self._heads
        odd, even = _numbers(text)
        numbers = heads.intersection(odd)
        numbers |= heads.intersection(even)
        found: list[int] = []
        for number in numbers:
            head = written[number]
            at = text.find(head)
            while at >= 0:
                found.append(at)
                at = text.find(head, at + 1)
        if self._alone:
            found += [one.start() for one in self._single.finditer(text)]
            return sorted(set(found))
        found.sort()
        return found

    @cached_property
    def _known(self) -> dict[str, Sequence[Term]]:
        """The terms by each way of writing their source."""
        known: dict[str, Sequence[Term]] = {}
        own = self.glossary.by_source()
        for source, terms in own.items():
            for way in traditional(source):
                known.setdefault(way, terms)
        return {**known, **own}

    @cached_property
    def _lengths(self) -> dict[str, Sequence[int]]:
        """The lengths of the terms that begin with two characters, longest first."""
        found: dict[str, set[int]] = {}
        for source in self._known:
            found.setdefault(source[:2], set()).add(len(source))
        alone = {source for source in found if len(source) == 1}
        for head, lengths in found.items():
            if head[:1] in alone:
                lengths.add(1)
        return {
            head: tuple(sorted(lengths, reverse=True))
            for head, lengths in found.items()
        }

    @cached_property
    def _alone(self) -> Sequence[int]:
        """The lengths of the terms of one character, of which there may be none."""
        return (1,) if any(len(source) == 1 for source in self._known) else ()

    @cached_property
    def _heads(self) -> tuple[frozenset[int], dict[int, str]]:
        """The numbers of the characters that begin a term, and what each stands for."""
        heads = {source[:2] for source in self._known if len(source) > 1}
        written = {number: head for head in heads for number in _numbers(head)[1]}
        return frozenset(written), written

    @cached_property
    def _single(self) -> re.Pattern[str]:
        """Finds the terms of one character."""
        alone = sorted(source for source in self._known if len(source) == 1)
        return re.compile(f"[{''.join(map(re.escape, alone))}]")


Numbers = tuple[int, ...]


def _numbers(text: str) -> tuple[Numbers, Numbers]:
    """Return each two characters as a number: those at odd places, those at even ones.

    The first is a byte-order mark, which no term begins with.
    """
    try:
        # This encoding alone is made without a detour through the table of codecs.
        data = text.encode("utf-16")
    except UnicodeEncodeError:
        data = text.encode("utf-16", "surrogatepass")
    size = len(data)
    return _unpacker(size >> 2)(data), _unpacker((size - 2) >> 2)(data, 2)


@cache
def _unpacker(count: int) -> Callable[..., Numbers]:
    return Struct(f"{count}I").unpack_from


def _inside(text: str, start: int, held: str) -> bool:
    """Say whether what stands there is a mere part of a word: `AI` in `FAIR`, 上市 in 晚上市场."""
    end = start + len(held)
    if start and _is_latin(held[0]) and _is_latin(text[start - 1]):
        return True
    if end < len(text) and _is_latin(held[-1]) and _is_latin(text[end]):
        return True
    return crosses(text, start, end)


def _is_latin(character: str) -> bool:
    return character < "\u2000" and character.isalnum()
