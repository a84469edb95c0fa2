"""A Hunspell dictionary of English, as far as English needs: stems, suffixes, prefixes.

A word is looked up by taking its ending off, so nothing is expanded and reading the
50,000 stems is all that it costs to begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from typing import NamedTuple


class _Affix(NamedTuple):
    flag: str
    """The letter by which a stem says that it takes the affix."""
    strip: str
    """What the stem loses."""
    fits: re.Pattern[str]
    """What the stem must look like."""


class Dictionary:
    """Stems with their flags, and the affixes behind the flags."""

    def __init__(self, affixes: str, words: str) -> None:
        """Read the texts of an `.aff` and of a `.dic` file."""
        self._suffixes: dict[str, list[_Affix]] = {}
        self._prefixes: dict[str, list[_Affix]] = {}
        for line in affixes.split("\n"):
            self._rule(line.split())
        self._longest = max(map(len, self._suffixes), default=0)
        lines = (line.partition("/") for line in words.split("\n")[1:])
        self.stems = {stem: flags for stem, _, flags in lines}

    def changed(self, lines: str) -> Dictionary:
        """Return a dictionary that has these affixes and in part other stems.

        A line `-stem` takes one out, `+stem/FLAGS` puts one in.
        """
        other = copy(self)
        other.stems = self.stems.copy()
        for line in lines.split("\n"):
            stem, _, flags = line[1:].partition("/")
            match line[:1]:
                case "-":
                    other.stems.pop(stem, None)
                case "+":
                    other.stems[stem] = flags
        return other

    def _rule(self, parts: list[str]) -> None:
        # A rule has five parts; the line that begins a class has four.
        if len(parts) < 5 or parts[0] not in ("SFX", "PFX"):
            return
        kind, flag, strip, add, fits = parts[:5]
        strip = "" if strip == "0" else strip
        if kind == "SFX":
            affix = _Affix(flag, strip, re.compile(f"{fits}$"))
            self._suffixes.setdefault(add, []).append(affix)
        else:
            affix = _Affix(flag, strip, re.compile(fits))
            self._prefixes.setdefault(add, []).append(affix)

    def has(self, word: str) -> bool:
        """Say whether the dictionary has a word, in just this case."""
        if word in self.stems or any(self._stems_of(word)):
            return True
        for add, affixes in self._prefixes.items():
            if word.startswith(add):
                rest = word[len(add) :]
                known = [self.stems.get(rest, ""), *self._stems_of(rest)]
                for affix in affixes:
                    if any(affix.flag in flags for flags in known):
                        return True
        return False

    def _stems_of(self, word: str) -> Iterator[str]:
        """Yield the flags of each stem that gives the word with one of its suffixes."""
        for size in range(1, min(self._longest, len(word) - 1) + 1):
            for affix in self._suffixes.get(word[-size:], ()):
                stem = word[:-size] + affix.strip
                flags = self.stems.get(stem, "")
                if affix.flag in flags and affix.fits.search(stem):
                    yield flags
