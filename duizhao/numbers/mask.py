"""Blots out what holds digits and says no amount: code, links, tags, model numbers."""

from __future__ import annotations

import re

# One character for one, so that places stay; a code is opaque to both readers.
BLOT = "\ue000"
"""What stands for a character that is not to be read."""

_SOME_CODES = (
    # A figure alone in a code span is read: `10` and 10 are the same default.
    r"`(?![\d.,]+`)[^`\n]+`|(?<=\])\([^()\s]*(?:\s\"[^\"\n]*\")?\)|\[\^[^\]\s]{1,60}\]"
    r"|<[A-Za-z/!][^<>\n]*>|(?:https?|ftp)://[^\s<>）)，。]+"
)
_FORMULA = r"\$[^$\n\u3400-\u9fff]{1,200}\\[^$\n]{0,200}\$"
_CODES = re.compile(f"{_SOME_CODES}|{_FORMULA}")
_CODES_AND_MAIL = re.compile(
    rf"{_SOME_CODES}|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{{1,64}}@[\w-]+\.[\w.]+|{_FORMULA}"
)
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9.#:_+/-]*\d)(?=[^\d\s]*\d[A-Za-z0-9.#:_+/-]*[A-Za-z#:_/-]"
    r"|[A-Za-z#])[A-Za-z0-9#][A-Za-z0-9.#:_+/-]*[A-Za-z0-9]"
)


def mask_codes(text: str) -> str:
    """Return `text` with a blot for each character of code, a target, a tag.

    >>> mask_codes("见`x1`和[3页](a2.md)").count(BLOT)
    11
    """
    # A character in a text is found in no time; a pattern looks at each. And where
    # addresses of electronic mail are looked for, every word may be one.
    if "@" in text:
        return _CODES_AND_MAIL.sub(_blotted, text)
    if "`" in text or "[" in text or "<" in text or "$" in text or "://" in text:
        return _CODES.sub(_blotted, text)
    return text


def mask_shared(chinese: str, english: str) -> tuple[str, str]:
    """Return both texts with a blot for the names with digits that stand in both.

    Those are letters and digits in one word, such as 5G, COVID-19 or a time stamp.

    >>> [BLOT in one for one in mask_shared("用5G的3家", "3 firms with 5G")]
    [True, True]
    """
    if not _LETTER_DIGIT.search(chinese):
        return chinese, english
    here = {one.casefold() for one in _TOKEN.findall(chinese)}
    shared = {one for one in _TOKEN.findall(english) if one.casefold() in here}
    if not shared:
        return chinese, english
    folded = {one.casefold() for one in shared}

    def blot(found: re.Match[str]) -> str:
        return _blotted(found) if found[0].casefold() in folded else found[0]

    return _TOKEN.sub(blot, chinese), _TOKEN.sub(blot, english)


_LETTER_DIGIT = re.compile(
    r"\d(?:(?=[-.:/]?[A-Za-z_]|[-:/]\d)|(?<=[A-Za-z#_]\d)|(?<=[A-Za-z#_][-.:/]\d))"
)


def _blotted(found: re.Match[str]) -> str:
    return BLOT * len(found[0])


_NAMED = re.compile(r"(?:[A-Za-z_]-?|\d\.\d+\.|[A-Za-z_]-?\d+\.)$")
_ENDS_NAME = re.compile(r"[A-Za-z_.\n-]")


def named(text: str, at: int) -> bool:
    """Whether a figure at `at` is a part of a name or a version: SS19, v1.3, 1.8.2."""
    if not at or not _ENDS_NAME.match(text, at - 1):
        return False
    return _NAMED.search(text, max(0, at - 9), at) is not None
