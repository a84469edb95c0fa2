"""All rules over a catalog: what they find, and what its entries keep silent about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.checks.rule import Rule, Subject, diagnostic_of, subject_of
from duizhao.checks.silence import Silence, silences_of
from duizhao.checks.style import Style
from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.values import value

IGNORE = "state.ignore"
"""The rule that tells of silences which do nothing."""


@value
class Silenced:
    """A finding that is not told, because its entry says so."""

    diagnostic: Diagnostic
    """The finding."""
    reason: str
    """Why; empty where the entry does not say."""


@value
class Examined:
    """What was found in a catalog, or in several."""

    found: tuple[Diagnostic, ...] = ()
    """The findings, by place."""
    silenced: tuple[Silenced, ...] = ()
    """Those that entries keep silent about."""


@value
class Scope:
    """Which rules are run, and which silences can be judged."""

    rules: tuple[Rule, ...]
    """Those that are run."""
    told: frozenset[str] = frozenset()
    """The ids of all that are told, with those that look at more than catalogs."""
    known: frozenset[str] = frozenset()
    """The ids that there are, told or not."""


def examine(
    catalog: Catalog, scope: Scope, style: Style, merged: Sequence[Diagnostic] = ()
) -> Examined:
    """Return what the rules find in `catalog`.

    `merged` is what merging it into its manuscript told; what a rule tells of the same
    entry is not told twice.
    """
    subject = subject_of(catalog, style)
    ruled = [*_ruled(catalog.path, subject, scope.rules)]
    twice = {(one.rule, entry.line) for entry, one in ruled}
    by_line = {entry.line: entry for entry in subject.entries} if merged else {}
    more = (
        (by_line.get(one.place.line), one)
        for one in merged
        if (one.rule, one.place.line) not in twice
    )
    found: list[Diagnostic] = []
    silent: list[Silenced] = []
    used: defaultdict[int, set[str]] = defaultdict(set)
    for entry, one in chain(ruled, more):
        covering = _covering(entry, one.rule)
        if covering is None:
            found.append(one)
        elif entry:
            silent.append(Silenced(one, covering.reason))
            used[id(entry)].add(one.rule)
    if IGNORE in scope.told:
        for entry in subject.entries:
            if entry.remarked:
                found += _idle(catalog.path, entry, used[id(entry)], scope)
    found.sort(key=lambda one: (one.place, one.rule))
    return Examined(tuple(found), tuple(silent))


def _ruled(
    path: str, subject: Subject, rules: Sequence[Rule]
) -> Iterator[tuple[Entry, Diagnostic]]:
    """Yield the findings of the rules, each with its entry."""
    # What merged sentences say together; an entry of its own says its msgid.
    sources = {
        id(pair.entry): pair.source
        for pair in subject.pairs
        if pair.source is not pair.entry.msgid
    }
    for rule in rules:
        for one in rule.find(subject):
            source = sources.get(id(one.entry), "")
            yield one.entry, diagnostic_of(path, rule, one, source)


def _covering(entry: Entry | None, rule: str) -> Silence | None:
    if entry is None or not entry.remarked:
        return None
    return next((one for one in silences_of(entry) if one.covers(rule)), None)


def _idle(
    path: str, entry: Entry, used: Collection[str], scope: Scope
) -> Iterator[Diagnostic]:
    """Yield a finding for each silence of an entry that does nothing."""
    for silence in silences_of(entry):
        idle = [
            rule
            for rule in sorted(scope.known)
            if silence.covers(rule) and rule in scope.told and rule not in used
        ]
        unknown = [] if silence.flag else sorted({*silence.rules} - scope.known)
        said = [
            *(f"{rule} finds nothing here: “{silence.said}” can go" for rule in idle),
            *(f"there is no rule {rule}: “{silence.said}”" for rule in unknown),
        ]
        if not (said or silence.reason or silence.flag):
            said.append(f"“{silence.said}” does not say why")
        for message in said:
            yield Diagnostic(
                "state.ignore",
                Severity.INFO,
                Place(path, entry.line),
                message,
                "take the comment out, or correct it: # ignore RULE: the reason",
                entry.msgstr or entry.msgid,
                source=entry.msgid,
            )


def together(parts: Sequence[Examined]) -> Examined:
    """Return what was found in several, in their order."""
    return Examined(
        tuple(dict.fromkeys(one for part in parts for one in part.found)),
        tuple(one for part in parts for one in part.silenced),
    )
