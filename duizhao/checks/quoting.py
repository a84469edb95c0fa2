"""`style.quotes`: other quotation marks outside than the publication's.

American English has “…” outside and ‘…’ inside; British has either, so a publication
says which. American commas and full stops stand before the closing mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from duizhao.checks.around import paragraph
from duizhao.checks.country import country_of
from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.checks.spots import Spot, finding_of
from duizhao.checks.style import Style
from duizhao.diagnostics import Severity
from duizhao.spelling.lexicon import Country

# What begins a word and is an apostrophe is no mark: ’90s, ’em.
_OPENS = (
    r"(?<![\w‘’'\"”])[‘'](?=[\w“\"(\[*_])(?!\d0s\b|(?:em|tis|twas|til|cause|n)\b['’]?)"
)
_MARK = re.compile(
    rf"(?P<double>[“”\"])|(?P<opens>{_OPENS})|(?P<closes>(?<!\s)['’](?!\w))"
)
_OPENING = re.compile(_OPENS)
_OWNER = re.compile(r"(?<=s)['’](?= [a-z“\"])")
# A figure before a straight mark may be of inches.
_BEHIND = re.compile(r"(?<=[^\W\d_])(?P<mark>[’']?”|(?<!\d)\")(?P<stop>[.,])(?![\w.])")
_MAY_BEHIND = re.compile('[”"][.,]').search
_NO_SENTENCE = ("heading", "title")  # newspapers have single ones there
_LONG = 20_000  # characters; so much is no paragraph
_SHOWN = 40  # characters of a quotation in a message


def _quoting(subject: Subject) -> Iterator[Finding]:
    wanted = _wanted(subject.style)
    if not wanted:
        return
    american = country_of(subject.style.locale) is Country.AMERICAN
    for number, pair in enumerate(subject.pairs):
        if pair.fuzzy:
            continue
        text = pair.target
        if american and _MAY_BEHIND(text):
            yield from (finding_of(pair, spot) for spot in _behind(pair))
        if _may(text, wanted) and not pair.role.startswith(_NO_SENTENCE):
            block = paragraph(subject.pairs, number)
            for spot in _outside(pair, block, wanted):
                yield finding_of(pair, spot)


def _wanted(style: Style) -> str:
    """Return which marks stand outside: `double`, `single`; empty for either."""
    if not style.locale.startswith("en"):
        return ""
    if style.quotes:
        return style.quotes
    return "double" if country_of(style.locale) is Country.AMERICAN else ""


def _may(text: str, wanted: str) -> bool:
    if wanted == "single":
        return "“" in text or '"' in text
    return ("‘" in text or "'" in text) and bool(_OPENING.search(text))


def _outside(pair: Pair, block: Sequence[Pair], wanted: str) -> Iterator[Spot]:
    """Yield the quotations of a pair that begin with the other kind of marks.

    A quotation may have begun in another sentence of the paragraph, so all of it is read.
    """
    whole = " ".join(one.plain for one in block)
    before = takewhile(lambda one: one is not pair, block)
    begin = sum(len(one.plain) + 1 for one in before)
    for start, end in _quotations(whole, double=wanted == "single"):
        here, there = start - begin, end - begin
        if here < 0 or there > len(pair.plain):
            continue
        said = pair.target[here + 1 : there - 1]
        said = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
        right = f"‘{said}’" if wanted == "single" else f"“{said}”"
        kind = "double" if wanted == "single" else "single"
        message = f"{kind} quotation marks where this publication has {wanted} ones"
        yield Spot(here, there, message, f"write {right}")


def _quotations(text: str, *, double: bool) -> list[tuple[int, int]]:
    """Return the quotations that stand in no other and have the marks that are asked."""
    found: list[tuple[int, int]] = []
    marks = list(_MARK.finditer(text)) if len(text) <= _LONG else []
    opened: list[tuple[bool, int]] = []
    doubles = 0  # of those opened
    for number, mark in enumerate(marks):
        is_double = mark["double"] is not None
        if mark["opens"] or mark[0] == "“" or (mark[0] == '"' and not doubles):
            opened.append((is_double, mark.start()))
            doubles += is_double
        elif is_double and not doubles:
            # It closes what began before the text: nothing so far stood outside.
            found.clear()
            opened.clear()
        elif is_double or (opened and not opened[-1][0] and not _owns(marks, number)):
            kind, start = opened.pop()
            while kind is not is_double:
                kind, start = opened.pop()
            doubles -= is_double
            if not opened and is_double is double:
                found.append((start, mark.end()))
    return found


def _owns(marks: Sequence[re.Match[str]], number: int) -> bool:
    """Say whether a mark is rather an apostrophe: another may close the quotation."""
    mark = marks[number]
    if not _OWNER.match(mark.string, mark.start()):
        return False
    later = takewhile(lambda one: not one["opens"], marks[number + 1 :])
    return any(one["closes"] for one in later)


def _behind(pair: Pair) -> Iterator[Spot]:
    for found in _BEHIND.finditer(pair.plain):
        mark, stop = found["mark"], found["stop"]
        begin = max(pair.plain.rfind(one, 0, found.start()) for one in '“"')
        if pair.plain[begin + 1 : found.start()] in pair.source:
            continue  # a value, which no mark may join
        name = "comma" if stop == "," else "full stop"
        message = f"a {name} behind the closing mark; American English has it before"
        right = f"{stop}{mark}"
        yield Spot(*found.span(), message, f"write {right}", right)


QUOTING = Rule("style.quotes", Severity.WARNING, _quoting)
