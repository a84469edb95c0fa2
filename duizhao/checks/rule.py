"""What a rule is, and running all of them over a catalog."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.diagnostics import Diagnostic, Place, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of one entry; the place is the entry's."""

    entry: Entry
    """The entry."""
    message: str
    """What was found and what was expected."""
    hint: str = ""
    """What to do."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of translations."""

    id: str
    """The stable name by which `[checks] disable` silences it, such as `text.han`."""
    severity: Severity
    """How grave its findings are."""
    find: Callable[[Sequence[Entry]], Iterator[Finding]]
    """Yields what is wrong with the live entries of one catalog, in order."""


def check_catalog(
    catalog: Catalog, rules: Sequence[Rule], disabled: Collection[str] = ()
) -> list[Diagnostic]:
    """Return what `rules` find in `catalog`, by line; those in `disabled` are not run.

    A rule is also silent on an entry with the flag `ignore-ID`, the dot written as a
    hyphen (`#, ignore-text-han`): Weblate keeps such flags, and so do Poedit and we.
    """
    live = list(catalog.live())
    found = [
        Diagnostic(
            rule.id,
            rule.severity,
            Place(catalog.path, finding.entry.line),
            finding.message,
            finding.hint,
            finding.entry.msgstr or finding.entry.msgid,
        )
        for rule in rules
        if rule.id not in disabled
        for finding in rule.find(live)
        if f"ignore-{rule.id.replace('.', '-')}" not in finding.entry.flags
    ]
    return sorted(found, key=lambda item: (item.place.line, item.rule))
