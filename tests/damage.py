"""Good pairs broken, one kind of fault for each rule, by what `tests/damages/` holds.

A module there has `DAMAGES`: for each rule a function that takes source, translation and
a random generator and returns the translation with that fault, or None where the pair
does not lend itself to it. `several` there is for rules that look at more than one text.
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.checks.rule import Rule, subject_of
from duizhao.checks.style import Style
from tests.check_samples import termbase_of
from tests.good_pairs import Good

if TYPE_CHECKING:
    from tests.damages.several import Case

Damage = Callable[[str, str, random.Random], str | None]
_FOLDER = Path(__file__).parent / "damages"
_SEED = 20261122
# Of these texts English does not ask what the rule asks of sentences.
_EXEMPT = {"text.end": ("list item", "table", "caption", "heading", "title")}
TERMS = Path(__file__).parent.parent / "translations" / "glossary.csv"


class Caught(NamedTuple):
    damaged: int
    """How many pairs could be broken so."""
    caught: int
    """How many of them the rule found something in that it did not find before."""
    missed: tuple[Good, ...]
    """The others, broken."""


def damages() -> dict[str, Damage]:
    """Return the damage for each rule that has one."""
    found: dict[str, Damage] = {}
    for path in sorted(_FOLDER.glob("*.py")):
        if path.stem not in ("__init__", "several"):
            found |= importlib.import_module(f"tests.damages.{path.stem}").DAMAGES
    return found


def catch(rule: Rule, damage: Damage, good: Sequence[Good]) -> Caught:
    """Break each of `good` that lends itself to it, and let `rule` look."""
    dice = random.Random(_SEED)
    broken = [
        (one, one._replace(target=bad))
        for one in good
        if not one.role.startswith(_EXEMPT.get(rule.id, ()))
        and (bad := damage(one.source, one.target, dice)) is not None
        and bad != one.target
    ]
    before = count_findings(rule, [one for one, _ in broken])
    after = count_findings(rule, [bad for _, bad in broken])
    missed = [
        bad
        for (_, bad), was, now in zip(broken, before, after, strict=True)
        if now <= was
    ]
    return Caught(len(broken), len(broken) - len(missed), tuple(missed))


def several() -> dict[str, Callable[[Sequence[Good], random.Random], Iterator[Case]]]:
    """Return the damage for each rule whose faults no single text shows."""
    # It needs the glossary of this module.
    found: dict[str, Callable[[Sequence[Good], random.Random], Iterator[Case]]]
    found = importlib.import_module("tests.damages.several").SEVERAL
    return found


def catch_several(rule: Rule, cases: Iterable[Case]) -> Caught:
    """Let `rule` look at catalogs with one fault each; in the good ones it has to be silent."""
    damaged = caught = 0
    missed: list[Good] = []
    for case in cases:
        assert not any(count_findings(rule, case.good, case.style)), case.good
        damaged += 1
        if any(count_findings(rule, case.bad, case.style)):
            caught += 1
        else:
            missed += [
                bad
                for good, bad in zip(case.good, case.bad, strict=True)
                if bad != good
            ]
    return Caught(damaged, caught, tuple(missed))


def count_findings(
    rule: Rule, texts: Sequence[Good], style: Style | None = None
) -> list[int]:
    """Return how many findings `rule` has in each of `texts`, all in one catalog."""
    entries = tuple(
        Entry(
            one.source,
            one.target,
            context=str(number),
            extracted=(f"type: {one.role}",) if one.role else (),
        )
        for number, one in enumerate(texts)
    )
    counts = dict.fromkeys(map(str, range(len(texts))), 0)
    # The sample's own glossary: term rules have nothing to say without one.
    style = style or Style(glossary=termbase_of(TERMS))
    for found in rule.find(subject_of(Catalog("en.po", Entry(""), entries), style)):
        assert found.entry.context is not None
        counts[found.entry.context] += 1
    return list(counts.values())
