"""Two wordings beside each other in a terminal, what differs coloured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Final, NamedTuple

from duizhao.cli.visible import visible
from duizhao.language import width
from duizhao.review.compare import compare

_RED, _GREEN, _PLAIN = "\x1b[9;31m", "\x1b[4;32m", "\x1b[0m"
_GAP: Final = " │ "
_NARROW: Final = 60  # columns; with fewer they stand above each other
_LEAST: Final = 12


class _Bit(NamedTuple):
    text: str
    changed: bool


_Line = list[_Bit]


def sides(
    old: tuple[str, str], new: tuple[str, str], columns: int, *, colour: bool
) -> Iterator[str]:
    """Yield the lines of two texts, each with its name, in so many columns.

    What stands in one alone is struck out red or underlined green; without colour it is
    put in `[-…-]` and `{+…+}`.
    """
    steps = list(compare(visible(old[1]), visible(new[1])))
    left = _marks((_Bit(one.old, not one.same) for one in steps), "[-", "-]", colour)
    right = _marks((_Bit(one.new, not one.same) for one in steps), "{+", "+}", colour)
    if columns < _NARROW:
        for name, bits, ink in ((old[0], left, _RED), (new[0], right, _GREEN)):
            yield name
            for line in _wrapped(bits, max(columns - 2, _LEAST)):
                yield "  " + _inked(line, ink, colour=colour)
        return
    half = (columns - len(_GAP)) // 2
    yield _padded(old[0], old[0], half) + _GAP + new[0]
    nothing: _Line = []
    pairs = zip_longest(_wrapped(left, half), _wrapped(right, half), fillvalue=nothing)
    for a, b in pairs:
        text = _inked(a, _RED, colour=colour)
        shown = _padded(text, "".join(bit.text for bit in a), half)
        yield (shown + _GAP + _inked(b, _GREEN, colour=colour)).rstrip()


def _marks(
    bits: Iterable[_Bit],
    before: str,
    after: str,
    colour: bool,  # noqa: FBT001
) -> _Line:
    found = [bit for bit in bits if bit.text]
    if colour:
        return found
    return [
        _Bit(f"{before}{bit.text}{after}", changed=True) if bit.changed else bit
        for bit in found
    ]


def _wrapped(bits: _Line, columns: int) -> Iterator[_Line]:
    """Yield lines of at most so many columns, broken at blanks where there are any."""
    line: _Line = []
    used = 0
    for word in _words(bits):
        wide = sum(width(bit.text) for bit in word)
        if word[0].text == "\n" or (used and used + wide > columns):
            yield line
            line, used = [], 0
        if not used and word[0].text.isspace():
            continue
        for bit in _characters(word) if wide > columns else word:
            if used and used + width(bit.text) > columns:
                yield line
                line, used = [], 0
            line.append(bit)
            used += width(bit.text)
    if line:
        yield line


def _words(bits: _Line) -> Iterator[_Line]:
    """Yield words, which may be of several looks, and the blanks between them."""
    word: _Line = []
    for bit in bits:
        for part in _split(bit.text):
            if part.isspace():
                if word:
                    yield word
                yield [_Bit(part, bit.changed)]
                word = []
            else:
                word.append(_Bit(part, bit.changed))
    if word:
        yield word


def _split(text: str) -> Iterator[str]:
    """Yield the words of a text, and its blanks one by one."""
    at = 0
    for number, character in enumerate(text):
        if character.isspace():
            if at < number:
                yield text[at:number]
            yield character if character == "\n" else " "
            at = number + 1
    if at < len(text):
        yield text[at:]


def _characters(word: _Line) -> Iterator[_Bit]:
    """Yield a word that is longer than a line, one character after the other."""
    for bit in word:
        for character in bit.text:
            yield _Bit(character, bit.changed)


def _inked(line: _Line, ink: str, *, colour: bool) -> str:
    parts: list[str] = []
    for bit in line:
        inked = colour and bit.changed
        parts.append(f"{ink}{bit.text}{_PLAIN}" if inked else bit.text)
    return "".join(parts).replace(f"{_PLAIN}{ink}", "")


def _padded(shown: str, text: str, columns: int) -> str:
    return shown + " " * (columns - width(text))
