"""`text.hidden` and `text.bidi`: characters that nobody sees.

Those that turn the direction of a text can make it look like another: what a reviewer
reads is not what is printed or run (“Trojan source”, CVE-2021-42574).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional, name

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Rule
from duizhao.checks.spots import Spot, spotted
from duizhao.diagnostics import Severity

_TURNING = "\u202a-\u202e\u2066-\u2069"
_HIDDEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u061c\u2028\u2029\u2060-\u2065"
    "\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f"
    "\x7f-\x9f\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_BIDI = re.compile(f"[{_TURNING}]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]").search
# Nothing is lost with these: they have no width and join or part nothing in English.
_EMPTY = "\u00ad\u200b\u2060\ufeff\u034f\u180e"
_DIRECTION_MARKS = "\u200e\u200f\u061c"
_JOINERS = "\u200c\u200d"
_OPENING = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_OVERRIDES = "\u202d\u202e"
_NAMES = {
    "\ufeff": "byte order mark",
    "\x7f": "control character",
    "\ufffd": "sign for a lost character",
}


def _gate(text: str) -> object:
    if text.isascii():
        return not text.isprintable() and _CONTROLS(text)
    # What Python calls printable holds no other.
    return (not text.isprintable() or "\ufffd" in text) and _HIDDEN.search(text)


def _hidden(pair: Pair) -> Iterator[Spot]:
    text = pair.target
    foreign = _written_from_the_right(text)
    for found in _HIDDEN.finditer(text):
        at, sign = found.start(), found[0]
        if sign in _DIRECTION_MARKS and foreign:
            continue
        if sign in _JOINERS and _joins(text, at):
            continue
        if (
            ord(sign) >= 0xE0020
            and ord(sign) <= 0xE007F
            and "\U0001f3f4" in text[max(0, at - 8) : at]
        ):
            continue  # the flags of Scotland and Wales
        sure = sign in _EMPTY + _DIRECTION_MARKS + _JOINERS
        message = f"a character that nobody sees: {_said(sign)}"
        if sign in "\ufffc\ufffd" or "\ue000" <= sign <= "\uf8ff":
            message = f"a character that was lost on the way: {_said(sign)}"
        yield Spot(at, at + 1, message, "take it away", "" if sure else None)


def _written_from_the_right(text: str) -> bool:
    return any(bidirectional(sign) in ("R", "AL") for sign in text)


def _joins(text: str, at: int) -> bool:
    """Say whether a joiner stands in an emoji or in a script that needs it."""
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return any(sign > "\u0590" and not "\u2000" <= sign <= "\u206f" for sign in around)


def _said(sign: str) -> str:
    said = _NAMES.get(sign) or name(sign, "control character").lower()
    return f"U+{ord(sign):04X}, {said}"


def _bidi(pair: Pair) -> Iterator[Spot]:
    text = pair.target
    bad: dict[int, str] = {}
    opened: list[int] = []
    for found in _BIDI.finditer(text):
        at, sign = found.start(), found[0]
        if sign in _OPENING + _ISOLATES:
            opened.append(at)
            if sign in _OVERRIDES:
                bad[at] = "turns the letters after it round"
        elif opened and (text[opened[-1]] in _ISOLATES) == (sign == "\u2069"):
            opened.pop()
        else:
            bad[at] = "ends a direction that was not begun"
    bad |= dict.fromkeys(opened, "is not ended")
    for at, what in sorted(bad.items()):
        message = f"{_said(text[at])}, {what}"
        yield Spot(at, at + 1, message, "take it away: the text may look like another")


def _bidi_gate(text: str) -> object:
    return not text.isascii() and not text.isprintable() and _BIDI.search(text)


HIDDEN = Rule("text.hidden", Severity.WARNING, spotted(_gate, _hidden))
BIDI = Rule("text.bidi", Severity.ERROR, spotted(_bidi_gate, _bidi))
