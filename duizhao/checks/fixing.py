"""Puts right what is certain: what findings offer as their `fix`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.checks.codes import CODES
from duizhao.checks.pair import Pair
from duizhao.checks.pairs import pairs
from duizhao.checks.rule import Finding, Rule, Subject, find_all
from duizhao.checks.style import Style

_ROUNDS = 12
"""A fix may bring another to light; rules that contradict each other are stopped."""


def fix_catalog(catalog: Catalog, rules: Sequence[Rule], style: Style) -> Catalog:
    """Return `catalog` with every certain fix made, again and again until none is left.

    Fuzzy translations are fixed, too, and stay fuzzy; comments and flags are kept. Where
    fixes would change the markup, the entry stays as it was. The catalog itself is
    returned where there is nothing to fix.
    """
    entries = list(catalog.entries)
    numbers = {id(entry): at for at, entry in enumerate(entries) if not entry.obsolete}
    wanted: set[int] | None = None
    for _ in range(_ROUNDS):
        subject = _subject(entries, wanted, style)
        fixes = _fixes(subject, rules)
        if not fixes and wanted is None:
            break
        if not fixes:
            # Some rules judge an entry by all the others: a last look at the whole.
            wanted = None
            continue
        wanted = set()
        for key, found in fixes.items():
            at = numbers.pop(key)
            entries[at] = _fixed(entries[at], found)
            numbers[id(entries[at])] = at
            wanted.add(id(entries[at]))
    return _kept_safe(catalog, entries, style)


def apply_fixes(text: str, found: Iterable[Finding]) -> str:
    """Return `text` with the fixes of findings made; of two that overlap, the first.

    >>> entry = Entry("船。", "船。")
    >>> apply_fixes("Go 。", [Finding(entry, "", start=2, end=4, fix=".")])
    'Go.'
    """
    done, made = 0, []
    for one in sorted(found, key=lambda one: (one.start, one.end)):
        if one.fix is not None and done <= one.start < one.end <= len(text):
            made += [text[done : one.start], one.fix]
            done = one.end
    return "".join((*made, text[done:]))


def _subject(
    entries: Sequence[Entry], wanted: set[int] | None, style: Style
) -> Subject:
    live = [entry for entry in entries if not entry.obsolete]
    found = pairs(live)
    if wanted is not None:
        found = (pair for pair in found if id(pair.entry) in wanted)
    return Subject(live, list(found), style)


def _fixes(subject: Subject, rules: Sequence[Rule]) -> dict[int, list[Finding]]:
    """Return the findings that have a fix, by entry."""
    fixes: dict[int, list[Finding]] = {}
    for _, one in find_all(subject, rules):
        if one.fix is None or one.end <= one.start:
            continue
        if one.fix != one.entry.msgstr[one.start : one.end]:
            fixes.setdefault(id(one.entry), []).append(one)
    return fixes


def _fixed(entry: Entry, found: Iterable[Finding]) -> Entry:
    msgstr = apply_fixes(entry.msgstr, found)
    plural = (msgstr, *entry.msgstr_plural[1:]) if entry.msgstr_plural else ()
    return replace(entry, msgstr=msgstr, msgstr_plural=plural)


def _kept_safe(catalog: Catalog, entries: list[Entry], style: Style) -> Catalog:
    """Return the catalog with those of `entries` whose markup is no worse than it was."""
    changed = [
        at
        for at, (before, now) in enumerate(zip(catalog.entries, entries, strict=True))
        if before is not now
    ]
    if not changed:
        return catalog
    old = [catalog.entries[at] for at in changed]
    new = [entries[at] for at in changed]
    was, now = _damaged(old, style), _damaged(new, style)
    for at, before, after in zip(changed, old, new, strict=True):
        emptied = before.msgstr and not after.msgstr.strip()
        if emptied or (id(after) in now and id(before) not in was):
            entries[at] = before
    if all(a is b for a, b in zip(entries, catalog.entries, strict=True)):
        return catalog
    return catalog.with_entries(entries)


def _damaged(entries: Sequence[Entry], style: Style) -> set[int]:
    told = [Pair(entry, entry.msgid) for entry in entries]
    return {id(one.entry) for one in CODES.find(Subject(entries, told, style))}
