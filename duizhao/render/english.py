"""Typography of running English: quotes, dashes, blanks that do not break.

A paragraph comes as the parts that its markup cuts it into; what is decided about a
character may depend on its neighbours in the parts before and after.
"""

from __future__ import annotations

import re
from functools import cache

OBJECT = "\ufffc"
"""What stands in the text for a picture, a code span or a formula."""

_NBSP = "\u00a0"
_JOINER = "\u2060"  # WORD JOINER: forbids a line break, has no width

# Words after which or before which a number must not be left alone at a line's end.
_UNITS = (
    "%|‰|°C|°F|°|km²|m²|cm²|km2|m2|km|cm|mm|nm|µm|m|ft|kg|mg|g|t|ha|mu|kW|MW|GW|kWh|MWh"
    "|GWh|TWh|kB|KB|MB|GB|TB|Hz|kHz|MHz|GHz|mph|km/h|thousand|million|billion|trillion"
    "|yuan|RMB|am|pm|a\\.m\\.|p\\.m\\."
)
_BEFORE = "No\\.|Nos\\.|Fig\\.|Figure|Table|Chapter|Vol\\.|p\\.|pp\\.|RMB|US\\$|HK\\$"
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November"
    "|December"
)
_ELISIONS = "tis|twas|twere|em|til|cause|n|round|bout"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def typeset(text: str) -> str:
    """Return `text` with curly quotes and no-break blanks, as long as it was.

    >>> typeset('''"It's 5 km," she said. "Go."''').replace(chr(0xa0), "_")
    '“It’s 5_km,” she said. “Go.”'
    """
    if '"' in text or "'" in text:
        text = _curl(text)
    if " " in text:
        text = _bind(text)
    return _ranges(text) if "-" in text else text


def join_dashes(text: str) -> str:
    """Return `text` with em dashes, and word joiners where a line must not end or begin at a dash.

    A range (10–12) stays whole; an em dash, which two hyphens stand for, stays on the
    line of the word before it.
    """
    if "–" in text:
        text = _compiled(r"(?<=\d)–(?=\d)").sub(f"{_JOINER}–{_JOINER}", text)
    if "--" in text:
        text = _compiled(r"(?<!-)--(?!-)").sub("—", text)
    if "—" in text:
        text = _compiled(r"(?<=\w)—").sub(f"{_JOINER}—", text)
    return text


def _curl(text: str) -> str:
    """Turn straight quotes, apostrophes and feet and inches into their right forms."""
    text = _compiled(r"(?<=\d)'(?=\s?\d+(?:\.\d+)?\")").sub("′", text)
    text = _compiled(r"(?<=\d′)(\s?\d+(?:\.\d+)?)\"").sub(r"\1″", text)
    # An apostrophe: inside a word, in front of a decade, in front of a clipped word.
    text = _compiled(r"(?<=[\w\ufffc])'(?=\w)").sub("’", text)
    text = _compiled(rf"'(?=\d\ds?\b|(?i:{_ELISIONS})\b)(?<![\w]')").sub("’", text)
    opening = r"(?:(?<=^)|(?<=[\s(\[{—–‘“/-]))"
    text = _compiled(rf"{opening}\"(?=\S)").sub("“", text)
    text = _compiled(rf"{opening}'(?=\S)").sub("‘", text)
    # A second look: a single quote that opens right after the double one.
    text = _compiled(r"(?<=[‘“])\"(?=\w)").sub("“", text)
    return text.replace('"', "”").replace("'", "’")


def _bind(text: str) -> str:
    """Put a no-break blank between a number and what belongs to it."""
    text = _compiled(rf"(?<=\d) (?=(?:{_UNITS})(?![\w]))").sub(_NBSP, text)
    text = _compiled(rf"(?<![\w])({_BEFORE}) (?=\d)").sub(rf"\1{_NBSP}", text)
    text = _compiled(rf"(?<![\w])(\d\d?) (?={_MONTHS})").sub(rf"\1{_NBSP}", text)
    text = _compiled(rf"(?<![\w])({_MONTHS}) (?=\d\d?\b)").sub(rf"\1{_NBSP}", text)
    return _compiled(r" (?=(?:—|–|…) )").sub(_NBSP, text)


def keep_last(text: str) -> str:
    """Return a paragraph whose short last word does not stand alone on its last line.

    >>> keep_last("It was never finished, not even by us.").replace(chr(0xa0), "_")
    'It was never finished, not even by_us.'
    """
    # Five words or more: a short line in a narrow cell must be free to break.
    long_enough = text.count(" ") >= 4
    last = r"(?<=\s)(\S{1,9}) (\S{1,7})\Z"
    return _compiled(last).sub(rf"\1{_NBSP}\2", text) if long_enough else text


def _ranges(text: str) -> str:
    """Turn the hyphen of a range of numbers into an en dash (10-12, 1980-2025)."""
    number = r"(?<![\w.,:/\-])(\d{1,4})-(\d{1,4})(?![\w/\-]|[.,:]\d)"
    return _compiled(number).sub(_range, text)


def _range(found: re.Match[str]) -> str:
    first, last = found.groups()
    rising = int(last) > int(first) and len(last) >= len(first)
    shortened = len(first) == 4 and len(last) == 2 and int(last) > int(first[2:])
    return f"{first}–{last}" if rising or shortened else found.group()
