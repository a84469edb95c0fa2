"""A glossary made ready to be looked up: which terms a Chinese text holds.

One regular expression finds where two characters stand that begin a term, a table tells
which; so thousands of terms take no longer than ten. There are no word borders in
Chinese: of the terms that begin at one place the longest is meant, and what lies inside
of it is not looked at: 中国人民银行 holds no 人民.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from duizhao.language import HAN
from duizhao.terms.borders import crosses
from duizhao.terms.model import Glossary, Term
from duizhao.terms.variants import traditional
from duizhao.values import value

_NO_HAN = re.compile(f"[^\\W_{HAN}]")


@value
class Found:
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

    def find(self, text: str) -> Iterator[Found]:
        """Yield the terms in a Chinese text, from left to right, none within another.

        >>> base = Termbase(Glossary((Term("人民"), Term("中国人民银行"))))
        >>> [text.terms[0].source for text in base.find("中国人民银行服务人民")]
        ['中国人民银行', '人民']
        """
        search = self._gate.search
        at = 0
        while found := search(text, at):
            start = found.start()
            at = start + 1
            for length in self._lengths.get(text[start : start + 2], self._alone):
                terms = self._known.get(text[start : start + length])
                if terms is not None and not _inside(text, start, start + length):
                    yield Found(terms, start, start + length)
                    at = start + length
                    break

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
    def _gate(self) -> re.Pattern[str]:
        """Finds where a term may begin."""
        first = {source[0] for source in self._known if len(source) > 1}
        second = {source[1] for source in self._known if len(source) > 1}
        alone = {source for source in self._known if len(source) == 1}
        ways = [f"{_class(first)}{_class(second)}"] if first else []
        ways += [_class(alone)] if alone else []
        return re.compile(f"(?={'|'.join(ways)})" if ways else "(?!)")


def _class(characters: set[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(characters)))}]"


def _inside(text: str, start: int, end: int) -> bool:
    """Say whether what stands there is a mere part of a word: `AI` in `FAIR`, 上市 in 晚上市场."""
    first, last = text[start], text[end - 1]
    if _NO_HAN.match(first) and start and _NO_HAN.match(text[start - 1]):
        return True
    if _NO_HAN.match(last) and end < len(text) and _NO_HAN.match(text[end]):
        return True
    return crosses(text, start, end)
