"""What a rule is, and running all of them over a catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.catalog.locate import locate
from duizhao.checks.pair import Pair
from duizhao.checks.pairs import pairs
from duizhao.checks.silence import silenced
from duizhao.checks.style import Style
from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.values import value


@value
class Subject:
    """What the rules look at: one catalog, and the publication's ways."""

    entries: Sequence[Entry]
    """The live entries, in order."""
    pairs: Sequence[Pair]
    """Those with a translation that is printed, each beside its source."""
    style: Style = Style()
    """The language's variety and the publication's terms."""


@value
class Finding:
    """What a rule says of one entry."""

    entry: Entry
    """The entry."""
    message: str
    """What was found and what was expected."""
    hint: str = ""
    """What to do."""
    start: int = 0
    """Where in the translation it begins, in characters."""
    end: int = 0
    """Where it ends; 0 where the whole entry is meant."""
    fix: str | None = None
    """What certainly belongs there instead; None where that is for a person to say."""


@value
class Rule:
    """A check of translations."""

    id: str
    """The stable name by which `[checks] disable` silences it, such as `text.han`."""
    severity: Severity
    """How grave its findings are."""
    find: Callable[[Subject], Iterator[Finding]]
    """Yields what is wrong with one catalog, entry by entry."""


def subject_of(catalog: Catalog, style: Style = Style()) -> Subject:  # noqa: B008 - a value
    """Return a catalog as the rules see it."""
    live = list(catalog.live())
    return Subject(live, list(pairs(live)), style)


def find_all(subject: Subject, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Finding]]:
    """Yield what `rules` find, rule by rule.

    A rule is silent on an entry that says so: see `duizhao.checks.silence`.
    """
    for rule in rules:
        for finding in rule.find(subject):
            if not silenced(finding.entry, rule.id):
                yield rule, finding


def diagnostic_of(
    path: str, rule: Rule, finding: Finding, source: str = ""
) -> Diagnostic:
    """Return a finding with its place in the catalog of `path`.

    `source` is what the translation stands for where that is more than the msgid.
    """
    entry = finding.entry
    whole = Diagnostic(
        rule.id,
        rule.severity,
        Place(path, entry.line),
        finding.message,
        finding.hint,
        entry.msgstr or entry.msgid,
        source=source or entry.msgid,
    )
    start, end = finding.start, finding.end
    if end <= start:
        return whole
    line, column = locate(entry, end - 1)
    return replace(
        whole,
        place=Place(path, *locate(entry, start)),
        start=start,
        end=end,
        fix=finding.fix,
        until=Place(path, line, column + 1) if column else None,
    )
