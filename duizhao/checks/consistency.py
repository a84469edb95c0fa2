"""`consistency.source` and `consistency.target`: one text said in several ways, and
several texts said in one.

Both look at all entries together: of one catalog as rules, and by `across` of all the
catalogs of a language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject, diagnostic_of
from duizhao.diagnostics import Diagnostic, Severity
from duizhao.language import HAN

_SIGNS = re.compile(r"[\W_]+")
_NO_HAN = re.compile(f"[^{HAN}]+")
_FEW = 3  # others are named; of more, their number is told
_SHORT = 24  # letters: what is shorter is often the right translation of many words
_ALIKE = 0.3  # of the characters two sources have, those that both have
# Words of which one is wrong where the translation is the same.
_OPPOSITES = """
增|减 升|降 涨|跌 高|低 多|少 大|小 上|下 前|后 买|卖 进|出 入|出 开|关 左|右 东|西 南|北
男|女 有|无 是|否 新|旧 快|慢 早|晚 长|短 加|减 正|负 正|反 内|外 首|末 真|假 好|坏 胜|负
赢|亏 盈|亏 强|弱 得|失 存|取 借|还 输|赢 生|死 允许|禁止 支持|反对 成功|失败 增长|下降
"""
_PAIRS = tuple(tuple(one.split("|")) for one in _OPPOSITES.split())
_NOT = re.compile("[不没未无非莫勿]")


class Placed(NamedTuple):
    """A translation and the file that it stands in; empty for the one looked at."""

    path: str
    pair: Pair


def _source(subject: Subject) -> Iterator[Finding]:
    again = _again(subject, attrgetter("source"))
    return (finding for _, finding in _said_otherwise(again))


def _target(subject: Subject) -> Iterator[Finding]:
    again = _again(subject, attrgetter("target"))
    return (finding for _, finding in _said_alike(again))


def _again(subject: Subject, text: Callable[[Pair], str]) -> list[Placed]:
    """Return the pairs whose source, or translation, others have too; few have."""
    done = [pair for pair in subject.pairs if not pair.fuzzy]
    count = Counter(map(text, done))
    return [Placed("", pair) for pair in done if count[text(pair)] > 1]


OTHERWISE = Rule("consistency.source", Severity.WARNING, _source)
ALIKE = Rule("consistency.target", Severity.WARNING, _target)


def across(
    catalogs: Sequence[tuple[str, Subject]], told: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield what is not consistent between the catalogs of one language, by path.

    `told` are the ids of the rules that are run. What is so within one catalog is left
    to the rules; what an entry keeps silent about is yielded, too.
    """
    parts = [
        [Placed(path, pair) for pair in subject.pairs if not pair.fuzzy]
        for path, subject in catalogs
    ]
    together = [one for part in parts for one in part]
    for rule, find in ((OTHERWISE, _said_otherwise), (ALIKE, _said_alike)):
        if rule.id not in told:
            continue
        within = {id(one.entry) for part in parts for _, one in find(part)}
        for path, finding in find(together):
            if id(finding.entry) not in within:
                yield diagnostic_of(path, rule, finding)


# --- one source, several translations --------------------------------------------------


def _said_otherwise(done: Sequence[Placed]) -> Iterator[tuple[str, Finding]]:
    first: dict[str, Placed] = {}
    several: dict[str, list[Placed]] = {}
    for one in done:
        pair = one.pair
        known = first.setdefault(pair.source, one)
        if known is not one and (
            known.pair.target != pair.target or pair.source in several
        ):
            several.setdefault(pair.source, [known]).append(one)
    for group in several.values():
        for alike in _by_kind(group):
            yield from _minority(alike)


def _by_kind(group: Sequence[Placed]) -> Iterable[list[Placed]]:
    """Part headings from paragraphs: what stands in each may be said otherwise."""
    kinds: dict[str, list[Placed]] = {}
    for one in group:
        kinds.setdefault(one.pair.role.partition(" ")[0], []).append(one)
    return kinds.values()


def _minority(group: Sequence[Placed]) -> Iterator[tuple[str, Finding]]:
    """Yield a finding for each that says it otherwise than most, or than the first."""
    said = Counter(_words(one.pair.target) for one in group)
    usual = said.most_common(1)[0][0]
    most = [one for one in group if _words(one.pair.target) == usual]
    for one in group:
        if _words(one.pair.target) != usual:
            message = f"the same source is translated otherwise in {_where(one, most)}"
            hint = f"say it alike where it means the same: {most[0].pair.target}"
            yield one.path, Finding(one.pair.entry, message, hint)


def _words(text: str) -> str:
    """Return a text without marks, blanks and capitals: such differences are not told."""
    return _SIGNS.sub(" ", text).strip().casefold()


def _where(one: Placed, others: Sequence[Placed]) -> str:
    places = [
        f"line {other.pair.entry.line}"
        if other.path == one.path
        else f"{other.path}:{other.pair.entry.line}"
        for other in others[:_FEW]
    ]
    more = len(others) - len(places)
    return ", ".join(places) + (f" and {more} more" if more else "")


# --- one translation, several sources --------------------------------------------------


def _said_alike(done: Sequence[Placed]) -> Iterator[tuple[str, Finding]]:
    first: dict[str, Placed] = {}
    several: dict[str, list[Placed]] = {}
    for one in done:
        known = first.setdefault(one.pair.target, one)
        if known is not one and known.pair.source != one.pair.source:
            several.setdefault(one.pair.target, [known]).append(one)
    for group in several.values():
        for one in group[1:]:
            if why := _why_not(group[0].pair, one.pair):
                message = f"{why} in {_where(one, group[:1])} has the same translation"
                hint = f"see which of the two it belongs to: {group[0].pair.source}"
                yield one.path, Finding(one.pair.entry, message, hint)


def _why_not(one: Pair, other: Pair) -> str:
    """Return why two sources cannot have one translation; empty where they may."""
    here, there = (_NO_HAN.sub("", text) for text in (one.source, other.source))
    if not here or not there:
        return ""
    if bool(_NOT.search(here)) != bool(_NOT.search(there)) and _near(here, there):
        return "what is said to be so, and here not, or the other way round,"
    for left, right in _PAIRS:
        if _opposed(here, there, left, right) or _opposed(here, there, right, left):
            return f"the opposite ({left}, {right})"
    if len(one.target) >= _SHORT and not _near(here, there, _ALIKE):
        return "quite another source"
    return ""


def _opposed(here: str, there: str, left: str, right: str) -> bool:
    """Whether one has a word just where the other has its opposite."""
    return left in here and here != there and here.replace(left, right) == there


def _near(here: str, there: str, least: float = 0.6) -> bool:
    """Whether two texts have most of their characters in common."""
    both = (Counter(here) & Counter(there)).total()
    return both >= least * max(len(here), len(there))
