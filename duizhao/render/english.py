"""Typography of running English: quotes, dashes, blanks that do not break.

A paragraph comes as the parts that its markup cuts it into; what is decided about a
character may depend on its neighbours in the parts before and after. So what stands
before and after a part is as long after `typeset` as it was; what takes or gives room
(`…`, `—`) comes after it, in each part alone.
"""

from __future__ import annotations

import re
from functools import cache

OBJECT = "\ufffc"
"""What stands in the text for a picture, a code span or a formula."""

_NBSP = "\u00a0"
_JOINER = "\u2060"  # WORD JOINER: forbids a line break, has no width

# Words before which a number must not be left alone at a line's end.
_UNITS = (
    "%|‰|°C|°F|°|℃|[kcm]?m[²³23]|km/h|[kcmnµ]?m|in\\.|ft|mi|mph|[kmµ]?g|t|tons|tonnes|ha|mu"
    "|[kMG]?Wh?|[kmMG]?Hz|[kKMGTP]i?B|[kMG]bit/s|[KMGk]bps|[MG]bps|[MG]W|TWh|[mk]?V|mA|kPa|hPa"
    "|Pa|dB|m?L|ml|min|ms|thousand|million|billion|trillion|percent|per cent|dpi|px"
    "|yuan|jiao|RMB|CNY|HKD|USD|EUR|GBP|dollars|euros|pounds|yen|BCE?|CE|AD|[ap]m|[ap]\\.m\\."
)
# Words that a number, a letter or a name follows.
_BEFORE = (
    "Nos?\\.|Figs?\\.|Figures?|Tables?|Chapters?|Chs?\\.|Sections?|Secs?\\.|Parts?|Vols?\\."
    "|Volume|pp?\\.|[Pp]ages?|Eqs?\\.|Articles?|Arts?\\.|Questions?|Steps?|Notes?|Rules?|Lines?"
    "|Routes?|Class|Grade|Gate|Room|Article|chapters?|sections?|figures?|tables?|ca?\\.|nos?\\."
    "|vols?\\.|AD|RMB|CNY|USD|EUR|US\\$|HK\\$|A\\$|NT\\$|[$¥€£§№]"
)
_TITLES = "Mr|Mrs|Ms|Dr|Prof|St|Rev|Gen|Col|Capt|Lt|Sgt|Sen|Gov|Pres"
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November"
    "|December"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SPANS = f"{_MONTHS}|{_DAYS}|Mon|Tue|Tues|Wed|Thu|Thur|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
# What is always clipped, and what may be a quoted word as well.
_ELISIONS = "tis|twas|twere|twill|em|til"
_DOUBTFUL = "cause|round|bout|cept|fraid|neath|gainst"
_OPENING = r"(?:(?<=^)|(?<=[\s(\[{—–‘“/\-（《「〈=~]))"


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
    if "‘" in text:
        # What a word processor turned the wrong way round: ‘90s, rock ‘n’ roll.
        text = _compiled(r"‘(?=\d\ds\b)|(?<!letter )‘(?=[nN]’ )").sub("’", text)
    if "-" in text:
        text = _dash(text)
    if "x" in text:
        text = _compiled(r"(?<![\w.,])([1-9]\d*)( ?)x( ?)(?=\d)").sub(r"\1\2×\3", text)
    return _bind(text) if " " in text else text


def join_dashes(text: str) -> str:
    """Return `text` with em dashes and ellipses, whole where a line must not break.

    A range (10–12) stays whole; an em dash, which two hyphens stand for, stays on the
    line of the word before it; so does a single letter before a hyphen (e-mail).

    >>> join_dashes("wait... he came--late")
    'wait… he came\u2060—late'
    """
    if "..." in text:
        text = _compiled(r"(?<!\.)\.\.\.(?!\.)").sub("…", text)
    if "-" in text:
        text = _compiled(r"(?<!-)---?(?!-)").sub("—", text)
        text = _compiled(r"(?<![\w’&#-])([A-Za-z])-(?=[A-Za-z])").sub(
            rf"\1-{_JOINER}", text
        )
    if "–" in text:
        text = _compiled(r"(?<=[\d%])–(?=[\d$¥€£])").sub(f"{_JOINER}–{_JOINER}", text)
        text = _compiled(r"(?<=\w)–(?=\w)").sub(f"{_JOINER}–", text)
    if "—" in text:
        text = _compiled(r"(?<=[^\s—])—").sub(f"{_JOINER}—", text)
    return text


def small_capitals(escaped: str) -> str:
    """Return a part's HTML with its abbreviations in elements of class `sc`.

    Two capitals or more are one, also in the plural; a part of several words that is all
    capitals is left as it is, and so are Roman numbers beside a name.

    >>> small_capitals("the GDP of 2020")
    'the <span class="sc">GDP</span> of 2020'
    """
    if " " in escaped and escaped.isupper():
        return escaped
    found = r"(?<![\w.&#\-/])(?![IVX]+\b)[A-Z]{2,}(?=s?(?:\b|’)(?![\w@/]|\.\w|-\d))"
    return _compiled(found).sub(r'<span class="sc">\g<0></span>', escaped)


def _curl(text: str) -> str:
    """Turn straight quotes, apostrophes and feet and inches into their right forms."""
    text = _primes(text)
    # An apostrophe: inside a word, in front of a decade, in front of a clipped word.
    text = _compiled(r"(?<=[\w\ufffc])'(?=\w)").sub("’", text)
    text = _compiled(rf"'(?=\d\ds?\b|(?i:{_ELISIONS})\b)(?<![\w]')").sub("’", text)
    text = _compiled(r"(?<!letter )(?<!\w)'(?=[nN](?:'|\b) ?\w)").sub("’", text)
    if not _compiled(r"[\w.,!?]'(?!\w)").search(text):  # nothing that may close a quote
        text = _compiled(rf"'(?=(?i:{_DOUBTFUL})\b)(?<![\w]')").sub("’", text)
    text = _compiled(rf"{_OPENING}'(?=\"?\S)(?!'? )").sub("‘", text)
    text = _double(text)
    # A second look: a single quote that opens right after the double one.
    text = _compiled(r"(?<=“)'(?=\S)").sub("‘", text)
    return text.replace("'", "’")


def _primes(text: str) -> str:
    """Set feet and inches, minutes and seconds of arc."""
    text = _compiled(r"(?<=\d)'(?=\s?\d+(?:\.\d+)?(?:\"|½|¼|¾))").sub("′", text)
    text = _compiled(r"(°\s?\d{1,2})'").sub(r"\1′", text)
    return _compiled(r"(?<=\d′)(\s?\d+(?:\.\d+)?)\"").sub(r"\1″", text)


def _double(text: str) -> str:
    """Turn straight double quotes into opening and closing ones, or into inches.

    Where the neighbours do not tell, a quote closes the one that is open.
    """
    is_open = False

    def turn(found: re.Match[str]) -> str:
        nonlocal is_open
        at = found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        starts = not before or before.isspace() or before in "([{‘“/（《「〈=~"
        ends = not after or after.isspace() or after in ".,;:!?)]}’…）。，"
        if starts == ends or (before in "—–-" and not ends):
            opens = not is_open if starts or ends else before in "—–-" or not is_open
        else:
            opens = starts
        if not opens and not is_open and before.isdigit():
            return "″"
        is_open = opens
        return "“" if opens else "”"

    return _compiled('"').sub(turn, text)


def _dash(text: str) -> str:
    """Turn hyphens into en dashes and minus signs where these are meant."""
    text = _compiled(r"(?<=[^\s\d]) - (?=[^\s\d])").sub(" – ", text)
    text = _compiled(r"(?:(?<=^)|(?<=[^\d\s] )|(?<=[(\[]))-(?=\d)").sub("−", text)
    text = _compiled(rf"\b({_SPANS})-(?=(?:{_SPANS})\b)").sub(r"\1–", text)
    text = _compiled(r"(\b\d\d?[:.]\d\d)-(?=\d\d?[:.]\d\d\b(?![:.\-]\d))").sub(
        r"\1–", text
    )
    text = _compiled(r"(\b\d{4}s)-(?=(?:\d{4}|’?\d\d)s\b)").sub(r"\1–", text)
    text = _compiled(r"((?:pp\.|[Pp]ages|[Ll]ines) ?\d+)-(?=\d)").sub(r"\1–", text)
    number = r"(?<![\w.,:/\-])(\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?)%?-"
    after = r"[$¥€£]?(\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?)(?![\w/\-]|[.,:]\d)"
    return _compiled(number + after).sub(_range, text)


def _range(found: re.Match[str]) -> str:
    """Set a range of numbers (10-12, 1980-2025); telephone numbers are left alone."""
    first, last = (part.replace(",", "") for part in found.groups())
    rising = float(last) > float(first) and len(last) >= len(first)
    years = 1000 <= float(first) < float(last) < 2100
    grouped = "," in found.group(1) or "." in first
    if len(last) == 4 and len(first) >= 3 and not (years or grouped):
        return found.group()
    # 1998-99
    shortened = len(first) == 4 and len(last) == 2 and int(last) > int(first[2:])
    return found.group().replace("-", "–") if rising or shortened else found.group()


def _bind(text: str) -> str:
    """Put a no-break blank between a number and what belongs to it."""
    text = _compiled(rf"(?<=[\d½¼¾]) (?=(?:{_UNITS})(?![\w]))").sub(_NBSP, text)
    text = _compiled(rf"(?<![\w])({_BEFORE}) (?=[\d\ufffc]|[A-Z]\b|[IVX]+\b)").sub(
        rf"\1{_NBSP}", text
    )
    text = _compiled(rf"(?<![\w])(\d\d?) (?={_MONTHS})").sub(rf"\1{_NBSP}", text)
    text = _compiled(rf"(?<![\w])({_MONTHS}) (?=\d\d?\b)").sub(rf"\1{_NBSP}", text)
    if "." in text:  # initials and titles stay with the name
        text = _compiled(r"(?<![\w.’])([A-Z]\.) (?=[A-Z])").sub(rf"\1{_NBSP}", text)
        text = _compiled(rf"(?<!\w)((?:{_TITLES})\.) (?=[A-Z])").sub(
            rf"\1{_NBSP}", text
        )
        text = _compiled(r" (?=\. \.)|(?<=[ \u00a0]\.) (?=\.)").sub(_NBSP, text)
    text = _compiled(rf"(?<!\w)((?:{_TITLES})) (?=[A-Z][a-z])").sub(rf"\1{_NBSP}", text)
    text = _compiled(r"(?<=[A-Za-z]) (?=(?:I[IVX]+|VI{0,3}|XI{0,3}V?)\b(?!\.))").sub(
        _NBSP, text
    )
    text = _compiled(r"(?<![\d,.])(\d{1,3}) (?=\d{3}(?: \d{3})*(?![\d,]))").sub(
        rf"\1{_NBSP}", text
    )
    text = _compiled(r"(?<=\d) ([×−+=/]) (?=\d)").sub(rf"{_NBSP}\1{_NBSP}", text)
    return _compiled(r" (?=(?:—|–|--|…|\.\.\.)(?: |$))").sub(_NBSP, text)


def keep_last(text: str) -> str:
    """Return a paragraph whose short last word does not stand alone on its last line.

    One of six letters may: to bring a word down to it would loosen the line above.

    >>> keep_last("It was never finished, not even by us.").replace(chr(0xa0), "_")
    'It was never finished, not even by_us.'
    """
    # Five words or more: a short line in a narrow cell must be free to break.
    long_enough = text.count(" ") >= 4
    last = r"(?<=\s)(\S{1,9}) (\S{1,5})\Z"
    return _compiled(last).sub(rf"\1{_NBSP}\2", text) if long_enough else text
