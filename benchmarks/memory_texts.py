"""A million pairs of sentences, made up: always the same, with words as rare as real ones.

Words and characters follow Zipf's law; one sentence in eight is an earlier one, edited,
as in the reports of one office over the years.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from duizhao.interchange.pair import Pair

_WORDS = 60_000
_EDITED = 0.125
_STYLES = ("", "", "", "", "《{}》", "“{}”", "{}%", "GDP {}")


def make_pairs(count: int, seed: int = 1) -> Iterator[Pair]:
    """Yield `count` pairs of Chinese and English."""
    chance = random.Random(seed)
    words, weights = _vocabulary(chance)
    english = _english(chance)
    kept: list[str] = []
    numbers = range(len(words))
    for number in range(count):
        length = min(60, 2 + int(chance.lognormvariate(2.1, 0.6)))
        chosen = chance.choices(numbers, cum_weights=weights, k=length)
        if kept and chance.random() < _EDITED:
            source = edited(chance.choice(kept), words[chosen[0]], chance)
        else:
            source = _sentence([words[one] for one in chosen], chance)
        if number % 16 == 0:
            kept.append(source)
        target = " ".join(english[one] for one in chosen).capitalize() + "."
        yield Pair(source, target, "en", "20260101T000000Z")


def queries(sources: list[str], count: int, seed: int = 2) -> list[str]:
    """Return texts to look up: four of five are edits of what is there."""
    chance = random.Random(seed)
    fresh = [pair.source for pair in make_pairs(max(1, count // 5), seed)]
    found = list(fresh)
    while len(found) < count:
        source = chance.choice(sources)
        for _ in range(chance.randint(1, 3)):
            source = edited(source, chance.choice(fresh)[:2], chance)
        found.append(source)
    chance.shuffle(found)
    return found[:count]


def edited(text: str, word: str, chance: random.Random) -> str:
    """Return a text with one to three characters exchanged, left out or put in."""
    at = chance.randrange(len(text))
    cut = chance.randint(0, 2)
    return (
        text[:at] + (word if chance.random() < 0.7 else "") + text[at + cut :] or word
    )


def _vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Return words and the sums of their weights."""
    letters = [chr(0x4E00 + one) for one in range(3500)]
    chance.shuffle(letters)
    sums = list(accumulate(1 / (rank + 10) for rank in range(len(letters))))
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        length = chance.choices((1, 2, 3, 4), (1, 12, 3, 2))[0]
        words.setdefault("".join(chance.choices(letters, cum_weights=sums, k=length)))
    return list(words), list(accumulate(1 / (rank + 3) for rank in range(_WORDS)))


def _english(chance: random.Random) -> list[str]:
    parts = [a + b for a in "bcdfghlmnprstvw" for b in ("a", "e", "i", "or", "un")]
    return [
        "".join(chance.choices(parts, k=chance.randint(1, 4))) for _ in range(_WORDS)
    ]


def _sentence(words: list[str], chance: random.Random) -> str:
    """Return words with the marks and figures that sentences have."""
    style = chance.choice(_STYLES)
    if style:
        at = chance.randrange(len(words))
        words[at] = style.format(chance.randint(1, 2026) if "%" in style else words[at])
    for at in range(7, len(words), 8):
        words[at] += "，"
    return "".join(words) + chance.choice("。。。！？")
