"""Faults of marks, blanks and characters."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from duizhao.numbers.mask import mask_codes

Damage = Callable[[str, str, random.Random], str | None]
Change = tuple[str, str]

_WORD = re.compile(r"(?<=[a-z] )[a-z]{3,}(?= [a-z])")
_STOP = re.compile(r"(?<=[a-z])[,;](?= [a-z])")
_WIDE = {chr(one): chr(one + 0xFEE0) for one in range(0x21, 0x7F)}
_CHINESE = {",": "，", ";": "；", ".": "。", "?": "？", ":": "：", "(": "（", ")": "）"}


def _pick(
    pattern: str | re.Pattern[str], text: str, dice: random.Random
) -> re.Match[str] | None:
    """Choose one of the places outside of codes where a pattern is found."""
    found = list(re.finditer(pattern, mask_codes(text)))
    return dice.choice(found) if found else None


def _change(text: str, found: re.Match[str], right: str) -> str:
    return text[: found.start()] + right + text[found.end() :]


def _changed(*choices: Change) -> Damage:
    """Return a damage that puts something else for what one of the patterns finds."""

    def damage(_: str, target: str, dice: random.Random) -> str | None:
        for pattern, right in dice.sample(choices, len(choices)):
            if found := _pick(pattern, target, dice):
                return _change(target, found, found.expand(right))
        return None

    return damage


def wide(_: str, target: str, dice: random.Random) -> str | None:
    """Letters, digits or a sign as Chinese keyboards write them; or their blank."""
    found = _pick(r"\d+%?|\b[A-Z]{2,}\b|(?<=[a-z])( )(?=[a-z])", target, dice)
    if found is None:
        return None
    if found[0] == " ":
        return _change(target, found, "\u3000")
    return _change(target, found, "".join(_WIDE[one] for one in found[0]))


def chinese(_: str, target: str, dice: random.Random) -> str | None:
    """A mark as Chinese keyboards write it, with or without the blank after it."""
    found = _pick(r"(?<=[a-z])([,;:.?])( |$)|[()]", target, dice)
    if found is None:
        return None
    mark = _CHINESE[found[0].strip()]
    return _change(target, found, mark + dice.choice(["", found[0][1:]]))


def end(source: str, target: str, dice: random.Random) -> str | None:
    """A sentence without its end."""
    whole = re.search(r"[。！？]\Z", source) and re.search(r"\w[.!?]\Z", target)
    return target[:-1] + dice.choice(["", "", ",", ";"]) if whole else None


def capital(source: str, target: str, dice: random.Random) -> str | None:
    """A sentence that begins small."""
    first = re.match(r"[“\"(]?([A-Z])[a-z]+\b", target)
    inside = _pick(r"(?<=[a-z]{5}\. )([A-Z])[a-z]+\b", target, dice)
    found = inside or first
    if (
        not found
        or not re.search(r"[。！？]\Z", source)
        or found[0].strip('“"(') in source
    ):
        return None
    return target[: found.start(1)] + found[1].lower() + target[found.end(1) :]


def doubled(_: str, target: str, dice: random.Random) -> str | None:
    """A word or a mark twice."""
    found = _pick(
        r"(?<=[a-z] )(?!had|that|was|her)[a-z]{2,5}(?= [a-z])|(?<=\w)[,.](?= |$)",
        target,
        dice,
    )
    if found is None:
        return None
    return _change(
        target, found, f"{found[0]} {found[0]}" if found[0].isalpha() else found[0] * 2
    )


def decomposed(_: str, target: str, dice: random.Random) -> str | None:
    """A letter with an accent of its own."""
    found = _pick(r"(?<=[a-z])[aeiou](?=[a-z])", target, dice)
    return _change(target, found, f"{found[0]}\u0301") if found else None


def _inserted(*signs: str) -> Damage:
    def damage(_: str, target: str, dice: random.Random) -> str | None:
        found = _pick(_WORD, target, dice)
        sign = dice.choice(signs)
        return (
            _change(target, found, found[0][:2] + sign + found[0][2:])
            if found
            else None
        )

    return damage


DAMAGES: dict[str, Damage] = {
    "text.width": wide,
    "text.marks": chinese,
    "text.quotes": _changed(
        ("“", ""),
        ("”", ""),
        (r"(?<!\d)\"", ""),
        (r"(?<=[a-z,.])”", "“"),
        (r"(?<= )“(?=\w)", "”"),
        (r"(?<=[a-z] )([a-z]{3,})(?= [a-z])", r"“\1"),
        (r"(?<=[a-z] )([a-z]{3,})(?= [a-z])", r"\1”"),
    ),
    "text.brackets": _changed(
        (r"\((?=\w\w)", ""),
        (r"(?<=\w\w)\)", ""),
        (r"(?<=[a-z] )([a-z]{3,})(?= [a-z])", r"(\1"),
        (r"(?<=[a-z] )([a-z]{3,})(?= [a-z])", r"\1]"),
    ),
    "text.spaces": _changed(
        (r"(?<=\w), (?=[a-z]{2})", ","),
        (r"(?<=[a-z]); (?=[a-z]{2})", ";"),
        (r"(?<=[a-z]{2})\. (?=[A-Z][a-z]+ )", "."),
        (r"(?<=\w)([,.;:!?])(?= |$)", r" \1"),
        (r"(?<=\w) (?=\w)", "  "),
        (r"(?<= )\((?=\w)", "( "),
        (r"(?<=\w)\)(?= )", " )"),
        (r"(?<=\w) “(?=\w)", "“"),
        (r"(?<=[a-z])’s\b", " ’s"),
        (r"(?<=\w)\Z", " "),
        (r"(?<=\.)\Z", " "),
    ),
    "text.doubled": doubled,
    "text.end": end,
    "text.capital": capital,
    "text.hidden": _inserted("\u200b", "\ufeff", "\u00ad", "\u200e", "\x07", "\ufffd"),
    "text.bidi": _inserted("\u202e", "\u2067", "\u202c"),
    "text.nfc": decomposed,
}
