"""A word left untranslated."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_WORD = re.compile(r"(?<![\w`<(/\[])[A-Za-z]{3,}(?![\w`>)/\]])")


def left_over(source: str, target: str, dice: random.Random) -> str | None:
    """Put a piece of the source into the place of a word."""
    han = re.findall("[\u4e00-\u9fff]{1,4}", source)
    words = [
        found
        for found in _WORD.finditer(target)
        if not re.search(r"[(（`<\[][^)）`>\]]*$", target[: found.start()])
    ]
    if not han or not words:
        return None
    word = dice.choice(words)
    return target[: word.start()] + dice.choice(han) + target[word.end() :]


DAMAGES: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "text.han": left_over,
}
