"""Markup lost or half written, and a notation that is not spelt as it must be."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_CODES = re.compile(r"`[^`\n]+`|\[\^[^\]\s]+\]|!?\[[^\]\n]*\]\([^()\s]+\)|<[^<>\s]+>")
_WORD = re.compile(r"(?<=\s)[A-Za-z]{3,}(?=\s)")


def lost_code(source: str, target: str, dice: random.Random) -> str | None:
    """Leave out a code span, a footnote mark, a link, or a tag."""
    found = list(_CODES.finditer(target))
    if not found:
        return None
    one = dice.choice(found)
    return target[: one.start()] + target[one.end() :]


def loose_star(source: str, target: str, dice: random.Random) -> str | None:
    """Begin an emphasis at a word, and do not end it."""
    found = list(_WORD.finditer(target))
    if not found or "*" in source + target:
        return None
    one = dice.choice(found)
    return f"{target[: one.start()]}**{target[one.start() :]}"


def misspelt_notation(source: str, target: str, dice: random.Random) -> str | None:
    """Write nearly what stands for a sentence that is merged or left out."""
    near = ["[merged with above]", "[merge below]", "(left out)", "[ omitted ]"]
    return None if source[:1] in "[(（［【" else dice.choice(near)


DAMAGES: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "markup.codes": lost_code,
    "markup.loose": loose_star,
    "notation.spelling": misspelt_notation,
}
