"""`text.quotes`: quotation marks without a partner, the wrong way round, or mixed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.around import without_partner
from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.checks.spots import Spot, finding_of
from duizhao.diagnostics import Severity

_CORNERS = str.maketrans("「」『』＂〝〞", '“”‘’"“”')
_INCH = re.compile(r"(?<=\d)\"(?!\w)")
# An opening mark where a word ends, a closing one where a word begins, and apostrophes.
_WRONG = re.compile(
    r"(?P<closing>(?<=[\w.,!?…])“(?=[\s.,;:!?)—]|$))"
    r"|(?P<opening>(?:(?<=[\s(\[—])|(?<=^))”(?=\w))"
    r"|(?P<apostrophe>(?<=[a-z])‘(?=(?:t|s|re|ve|ll|d|m)\b)|‘(?=\d0s\b)|(?<=[A-Za-z]s)‘(?=\s[a-z])"
    r"|(?:(?<=\s)|(?<=^))‘(?=(?:em|tis|twas|til|cause|n’)\b(?![^‘]{0,99}\w’(?!\w))))"
)
_CURLY = re.compile("[“”]").findall
_PLAINLY_WRONG = re.compile(r"“(?:[\s.,;:!?)—]|$)|[\s(\[—]”|^”").search
_NESTED = re.compile(r"“[^“”]*(“([^“”]*)”)[^“”]*”")
_SINGLE = re.compile(r"(?<![\w‘])‘(?=[\w“(*_])")
_SINGLE_END = re.compile(r"’(?!\w)|’(?=s\b)")
_LONG = 5000  # characters; so much is no sentence
_HINT = "write both marks, or neither"


def _quotes(subject: Subject) -> Iterator[Finding]:
    pairs = subject.pairs
    for number, pair in enumerate(pairs):
        if _in_order(pair.target) or pair.fuzzy:
            continue
        spots = list(_spots(pair))
        yield from (finding_of(pair, spot) for spot in spots)
        if not spots:
            for at in without_partner(pairs, number, _unpaired):
                message = f"a quotation mark without a partner: {pair.plain[at]}"
                yield finding_of(pair, Spot(at, at + 1, message, _HINT))


def _in_order(text: str) -> bool:
    """Say at a glance that nothing can be wrong; most texts need no second look."""
    straight = '"' in text
    if text.isascii():
        return not straight or text.count('"') % 2 == 0
    if "‘" in text:
        return False
    if "“" not in text and "”" not in text:
        return not straight or text.count('"') % 2 == 0
    signs = "".join(_CURLY(text))
    return (
        not straight and signs == "“”" * (len(signs) // 2) and not _PLAINLY_WRONG(text)
    )


def _spots(pair: Pair) -> Iterator[Spot]:
    text = pair.plain
    for found in _WRONG.finditer(text):
        right = {"opening": "“", "closing": "”"}.get(found.lastgroup or "", "’")
        message = f"{found[0]} where {right} belongs"
        sure = right == "’" or _pairs_then(text, found.start(), right)
        yield Spot(*found.span(), message, f"write {right}", right if sure else None)
    for found in _NESTED.finditer(text):
        message = "double quotes within double quotes"
        inner = f"‘{pair.target[found.start(2) : found.end(2)]}’"
        yield Spot(*found.span(1), message, f"write {inner}", inner)
    yield from _mixed(text)


def _pairs_then(text: str, at: int, right: str) -> bool:
    """Say whether every mark has its partner with `right` at that place."""
    return len(text) < _LONG and not _unpaired(f"{text[:at]}{right}{text[at + 1 :]}")


def _mixed(text: str) -> Iterator[Spot]:
    """Straight quotes beside curly ones."""
    straight = _straight(text)
    if not straight or not ("“" in text or "”" in text):
        return
    sure = len(straight) % 2 == 0 and not _unpaired(text.replace('"', ""))
    for number, at in enumerate(straight):
        right = "”" if number % 2 else "“"
        message = "a straight quotation mark beside curly ones"
        yield Spot(at, at + 1, message, f"write {right}", right if sure else None)


def _straight(text: str) -> list[int]:
    """Return where the straight quotation marks are; inches are none."""
    found = [one.start() for one in re.finditer('"', text)]
    if len(found) % 2:
        inches = {one.start() for one in _INCH.finditer(text)}
        found = [at for at in found if at not in inches] if inches else found
    return found


def _unpaired(text: str) -> list[int]:
    """Return where the quotation marks are that have no partner."""
    loose: list[int] = []
    opened: list[int] = []
    text = text.translate(_CORNERS)
    for found in re.finditer("[“”]", text):
        if found[0] == "“":
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            loose.append(found.start())
    straight = _straight(text)
    loose += opened + (straight[-1:] if len(straight) % 2 else [])
    return sorted(loose + _single(text))


def _single(text: str) -> list[int]:
    """Return an opening single quotation mark for which nothing may be the closing one.

    The other way cannot be told: what closes may be an apostrophe.
    """
    opened = [one.start() for one in _SINGLE.finditer(text)]
    last = max((one.start() for one in _SINGLE_END.finditer(text)), default=-1)
    return [at for at in opened if at > last]


QUOTES = Rule("text.quotes", Severity.WARNING, _quotes)
