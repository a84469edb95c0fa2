"""`style.date`: dates and figures that are not written as the publication's readers do.

What belongs to a locale is told by it: `March 5, 2024` or `5 March 2024`. Whatever the
locale: dates in figures alone, thousands without commas, decimal commas, and two ways to
write a date, or a percentage, in one catalog, which is told once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity

# Patterns that begin with a set of characters are found many times faster.
_MONTH = (
    "[JFMASOND](?:anuary|ebruary|arch|pril|ay|une|uly|ugust|eptember|ctober|ovember"
    r"|ecember|(?:an|eb|ar|pr|ug|ept?|ct|ov|ec)\.)"
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_AMERICAN = re.compile(rf"{_MONTH} [0-3]?\d(?:st|nd|rd|th)?\b(?![:.]?\d)")
_BRITISH = re.compile(rf"\d(?:st|nd|rd|th)? {_MONTH}(?![A-Za-z])")
_FIGURES = re.compile(
    r"(?<![\w./-])(?:(?P<iso>(?P<y>[12]\d{3})(?P<s>[-/.])(?P<m>[01]?\d)(?P=s)(?P<d>[0-3]?\d))"
    r"|(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/[12]\d{3})(?![\w/-]|\.\d)"
)
_LARGE = re.compile(
    r"(?<![\w.,/:#+$€£¥-])(?P<money>(?:US|HK|C|A)?[$€£¥]|(?:RMB|CNY|USD) ?)?"
    r"(?P<figure>\d{5,12})(?![\w,:/-]|\.\d{3})"
)
_COUNTED = (
    "[多余几]?[万亿千百]?(?:元|块|美元|人|名|位|家|户|个|台|套|件|辆|吨|公里|米|平方|亩|字|次|册|份|张"
    "|株|头|艘|座|间|所|篇|部|条|种|项|处|公顷|公斤|度|点|天|年|英|港|颗|枚|只|箱|票|股|桶|分|秒)"
)
_DECIMAL = re.compile(r"(?<![\w.,])\d+,(?:\d|\d\d|\d{4,})(?![\w,]|\.\d)")
_DIGIT = re.compile("[0-9]")
# A digit alone says little; these are where a rule may have something to say.
_MAY = re.compile(r"[0-9](?:\d{3}|[,%/]| %| per|(?:st|nd|rd|th)? [A-Z])")
_MONTH_FIRST = re.compile(r"[JFMASOND][a-z]{2,8}\.? \d")
_DAY_FIRST = re.compile(r"[0-9](?:st|nd|rd|th)? [A-Z]")
_SHARE = re.compile(r"(?<![\w(])\d[\d.,]* ?%(?![^()]{0,20}\))")
_PER_CENT = re.compile(r"\b\d[\d.,]* (?:percent|per cent)\b")
_WAYS = (("%", _SHARE), ("percent", _PER_CENT), ("per cent", _PER_CENT))
_Told = tuple[str, str, int, int]


def _dates(subject: Subject) -> Iterator[Finding]:
    locale = subject.style.locale
    if not locale.startswith("en"):
        return
    mixed = _Mixed(locale)
    for pair in subject.pairs:
        text = pair.target
        if not _DIGIT.search(text) or pair.fuzzy:
            continue
        if not (_MAY.search(text) or _has_month(text)):
            continue
        text = pair.plain
        for gate, look in _LOOKS:
            if not gate.search(text):
                continue
            for message, hint, start, end in look(pair, text):
                yield Finding(pair.entry, message, hint, start, end)
        yield from mixed.look(pair, text)
    yield from mixed.told()


def _has_month(text: str) -> bool:
    """Whether it may have a month beside a figure; two patterns are quicker than one."""
    return bool(_DAY_FIRST.search(text) or _MONTH_FIRST.search(text))


def _is_sentence(text: str) -> bool:
    return len(text) > 25 and text.rstrip("”’\"')").endswith((".", "!", "?"))


# --- one text --------------------------------------------------------------------------


def _in_figures(pair: Pair, text: str) -> Iterator[_Told]:
    """Dates such as `2024-03-05` that the source does not write so."""
    for found in _FIGURES.finditer(text):
        if found[0] in pair.source:
            continue
        if found["iso"]:
            day, month = int(found["d"]), int(found["m"])
            if not (0 < month < 13 and 0 < day < 32):
                continue
            said = f"{_MONTHS[month - 1]} {day}, {found['y']}"
            hint = f"write {said} (British: {day} {_MONTHS[month - 1]} {found['y']})"
            yield "a date in figures in running text", hint, *found.span()
        elif 0 < int(found["a"]) < 32 and 0 < int(found["b"]) < 32:
            hint = (
                "name the month: in London the day comes first, in New York the month"
            )
            yield "a date in figures is read in two ways", hint, *found.span()


def _thousands(pair: Pair, text: str) -> Iterator[_Told]:
    """Large figures without commas, where they certainly are amounts."""
    for found in _LARGE.finditer(text):
        figure = found["figure"]
        written = re.search(rf"(?<!\d){figure}(?!\d)", pair.source)
        # A figure that stands in the source may be a number that names: a share, a code.
        if (
            written
            and not found["money"]
            and not re.match(_COUNTED, pair.source[written.end() :])
        ):
            continue
        said = f"{int(figure):,}"
        yield (
            "a figure of thousands without commas",
            f"write {said}",
            *found.span("figure"),
        )


def _decimals(pair: Pair, text: str) -> Iterator[_Told]:
    """Decimal commas, where the source has a point."""
    for found in _DECIMAL.finditer(text):
        said = found[0].replace(",", ".")
        if said in pair.source:
            yield "a comma for a decimal point", f"write {said}", *found.span()


# What a text must hold for each to be worth the time that it takes.
_LOOKS: tuple[tuple[re.Pattern[str], Callable[[Pair, str], Iterator[_Told]]], ...] = (
    (re.compile(r"[0-9][-/.]\d\d?[-/.]\d"), _in_figures),
    (re.compile(r"[0-9]{5}"), _thousands),
    (re.compile(r"[0-9],\d"), _decimals),
)


# --- the locale, and what is mixed -----------------------------------------------------


class _Mixed:
    """Tells what is not of the locale; without one, what is written in two ways."""

    def __init__(self, locale: str) -> None:
        self._country = locale.replace("_", "-").partition("-")[2].upper()
        self._first: dict[str, tuple[Pair, int, int]] = {}
        self._count: dict[str, int] = {}

    def look(self, pair: Pair, text: str) -> Iterator[Finding]:
        """Yield what another country writes so, and note the rest."""
        if _has_month(text):
            for found in _BRITISH.finditer(text):
                if self._country == "US":
                    yield self._foreign(pair, found, "British")
                self._note("day", pair, found)
            for found in _AMERICAN.finditer(text):
                # In "5 March 10" the month belongs to the figure before it.
                if _BRITISH.search(text[max(0, found.start() - 5) : found.end()]):
                    continue
                if self._country and self._country not in ("US", "CA"):
                    yield self._foreign(pair, found, "American")
                self._note("month", pair, found)
        # A table or a heading has the sign wherever sentences have the word.
        for sign, way in _WAYS:
            if sign in text and _is_sentence(text) and (at := way.search(text)):
                self._note("percent" if sign != "%" else sign, pair, at)

    @staticmethod
    def _foreign(pair: Pair, found: re.Match[str], whose: str) -> Finding:
        message = f"a date in the {whose} order"
        other = "month, then day" if whose == "British" else "day, then month"
        return Finding(pair.entry, message, f"write {other}", *found.span())

    def _note(self, way: str, pair: Pair, found: re.Match[str]) -> None:
        self._count[way] = self._count.get(way, 0) + 1
        self._first.setdefault(way, (pair, *found.span()))

    def told(self) -> Iterator[Finding]:
        """Yield one finding for each thing written in two ways."""
        ways = [("%", "percent", "percentages with `%` and in words")]
        if not self._country:
            ways.append(
                ("day", "month", "dates with the day first and the month first")
            )
        for one, other, what in ways:
            counts = self._count.get(one, 0), self._count.get(other, 0)
            if not min(counts):
                continue
            rare, usual = (one, other) if counts[0] < counts[1] else (other, one)
            pair, start, end = self._first[rare]
            message = (
                f"{what} in one catalog: {self._count[usual]} so, "
                f"{self._count[rare]} as here"
            )
            yield Finding(pair.entry, message, "write them in one way", start, end)


DATES = Rule("style.date", Severity.WARNING, _dates)
